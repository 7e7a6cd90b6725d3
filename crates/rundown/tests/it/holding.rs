//! Who writes to a store at a server, when connections end: one process at a time, and those
//! that stand by wait.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::newsroom::Schema;
use crate::{program, rundown};

/// What is under way is done within this on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// Longer than a process takes to look whether it still holds the store.
const LOOKED: Duration = Duration::from_secs(5);

/// A `rundown serve` that may wait before it serves; it is killed with the test.
struct Serving {
    child: Child,
    /// Lines of its output: one each time it begins to serve.
    begins: Receiver<String>,
}

impl Serving {
    fn start(store: &str, more: &[&str]) -> Self {
        let mut child = program()
            .args(["--store", store, "serve", "--json", "--offline"])
            .args(["--listen", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (told, begins) = channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).try_for_each(|line| told.send(line))
        });
        Self { child, begins }
    }

    /// Waits until it serves.
    fn serves(&self) {
        self.begins.recv_timeout(PATIENCE).expect("it never serves");
    }

    /// Whether it is there and has not begun to serve since that was asked.
    fn waits(&mut self) -> bool {
        self.begins.try_recv().is_err() && self.child.try_wait().unwrap().is_none()
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success(), "{name}");
    }

    /// Waits for its end; its code and what it said.
    fn ends(mut self) -> (Option<i32>, String) {
        let began = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(50));
        }
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_writer_that_is_idle_keeps_the_store() {
    let Some(schema) = Schema::new("idle") else { return };
    let writer = Serving::start(&schema.address(), &[]);
    writer.serves();
    schema.cut_off();
    std::thread::sleep(LOOKED);
    let second = rundown(["--store", &schema.address(), "serve", "--offline"]);
    assert_eq!(second.code, 1, "{}", second.err);
    assert!(second.err.contains("another rundown process writes"), "{}", second.err);
    writer.signal("TERM");
    assert_eq!(writer.ends().0, Some(0));
}

#[test]
fn a_writer_that_was_overtaken_ends_and_one_that_stands_by_does_again() {
    let Some(schema) = Schema::new("overtaken") else { return };
    let store = schema.address();
    let first = Serving::start(&store, &[]);
    first.serves();
    let second = Serving::start(&store, &["--standby"]);
    // As long as it is cut off it does nothing.
    first.signal("STOP");
    schema.cut_off();
    second.serves();
    first.signal("CONT");
    let (code, said) = first.ends();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("another rundown process wrote to the store"), "{said}");
    assert!(said.contains("hint:"), "{said}");

    let third = Serving::start(&store, &["--standby"]);
    second.signal("STOP");
    schema.cut_off();
    third.serves();
    second.signal("CONT");
    std::thread::sleep(LOOKED);
    let mut second = second;
    assert!(second.waits(), "it stands by");
    drop(third);
    second.serves();
    second.signal("TERM");
    let (code, said) = second.ends();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("standing by: another rundown process writes"), "{said}");
}

/// A way to a server that can be cut.
struct Way {
    port: u16,
    is_open: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Way {
    fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (is_open, streams) = (Arc::new(AtomicBool::new(true)), Arc::default());
        let way = Self { port, is_open, streams };
        let (is_open, streams) = (Arc::clone(&way.is_open), Arc::clone(&way.streams));
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if !is_open.load(Ordering::Acquire) {
                    continue;
                }
                let far = TcpStream::connect(&server).unwrap();
                let twice = |one: &TcpStream| one.try_clone().unwrap();
                streams.lock().unwrap().extend([twice(&near), twice(&far)]);
                for (mut from, mut to) in
                    [(twice(&near), twice(&far)), (twice(&far), twice(&near))]
                {
                    std::thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
            }
        });
        way
    }

    fn cut(&self) {
        self.is_open.store(false, Ordering::Release);
        for stream in self.streams.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.is_open.store(true, Ordering::Release);
    }
}

#[test]
fn one_that_stands_by_waits_for_a_database_that_is_away() {
    let Some(schema) = Schema::new("away") else { return };
    let store = schema.address();
    let (_, rest) = store.split_once("://").unwrap();
    let (user, rest) = rest.rsplit_once('@').unwrap_or(("postgres", rest));
    let (server, rest) = rest.split_once('/').unwrap();
    let way = Way::to(server.to_owned());
    let through = format!("postgres://{user}@127.0.0.1:{}/{rest}", way.port);
    let writer = Serving::start(&store, &[]);
    writer.serves();
    let mut standby = Serving::start(&through, &["--standby"]);
    std::thread::sleep(LOOKED);
    way.cut();
    std::thread::sleep(LOOKED);
    assert!(standby.waits(), "it waits");
    drop(writer);
    way.mend();
    standby.serves();
    // One that writes goes on, too, when the database is back.
    way.cut();
    std::thread::sleep(LOOKED);
    way.mend();
    std::thread::sleep(LOOKED);
    assert!(standby.waits(), "it serves as before");
    standby.signal("TERM");
    let (code, said) = standby.ends();
    assert_eq!(code, Some(0), "{said}");
    let told = said.matches("standing by: the database failed").count();
    assert!((1..=4).contains(&told), "{told}: {said}");
    assert_eq!(said.matches("the store is not held").count(), 1, "{said}");
}
