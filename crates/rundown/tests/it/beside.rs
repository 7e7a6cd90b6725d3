//! Commands beside a running `rundown serve`, which owns the data directory.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::{Room, rundown, text};

/// A service on a port of its own, killed at the end.
struct Service {
    child: Child,
    address: String,
}

impl Service {
    fn on(data: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rundown"))
            .args(["serve", "--offline", "--json", "--listen", "127.0.0.1:0"])
            .args(["--data", data])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let address = said["url"].as_str().unwrap();
        let address = address.trim_start_matches("http://").trim_end_matches('/');
        Self { address: address.to_owned(), child }
    }

    fn rundown(&self) -> Value {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET /api/rundown.json HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const HARBOR: &str = "Harbor shut\n\nThe harbor of Port Elm was shut on Monday after a \
    storm, harbor master Ian Pell said.";
const CHESS: &str = "Chess title goes to sixteen-year-old Lio Tanner\n\nLio Tanner won the \
    chess title in Karstadt on Tuesday, sacrificing a rook on the nineteenth move against \
    champion Boris Vey.";

#[test]
fn every_command_works_while_the_page_is_served() {
    let room = Room::new("beside");
    let data = text(&room.dir.join("data"));
    let over = |args: &[&str]| rundown(["--data", &data].iter().chain(args));
    let service = Service::on(&data);
    let (harbor, chess) =
        (room.file("harbor.txt", HARBOR), room.file("chess.txt", CHESS));

    let taken = over(&["ingest", "--json", &text(&harbor), &text(&chess)]).json();
    assert_eq!(taken["new"], 2);
    let stories = service.rundown()["stories"].clone();
    let slug = |at: usize| stories[at]["slug"].as_str().unwrap().to_owned();
    assert_eq!(stories.as_array().unwrap().len(), 2);

    over(&["follow", &slug(1)]).ok();
    assert_eq!(service.rundown()["stories"][0]["slug"], slug(1).as_str());
    over(&["merge", &slug(0), &slug(1)]).ok();
    assert_eq!(service.rundown()["stories"].as_array().unwrap().len(), 1);
    over(&["verify"]).ok();
    over(&["fsck"]).ok();
    over(&["backup", &text(&room.dir.join("backup"))]).ok();

    let second = over(&["serve", "--offline"]);
    assert_eq!(second.code, 1);
    assert!(second.err.contains("runs on this data directory already"), "{}", second.err);

    // A service that was killed leaves nothing in the way.
    drop(service);
    assert_eq!(
        over(&["stories", "--json"]).json()["stories"].as_array().unwrap().len(),
        1
    );
}
