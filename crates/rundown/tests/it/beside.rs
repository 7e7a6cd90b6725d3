//! Commands beside a running `rundown serve`, which owns the data directory.

use crate::service::Service;
use crate::{Room, rundown, text};

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
    let service = Service::start(&["--offline", "--data", &data], &[]);
    let (harbor, chess) =
        (room.file("harbor.txt", HARBOR), room.file("chess.txt", CHESS));

    let taken = over(&["ingest", "--json", &text(&harbor), &text(&chess)]).json();
    assert_eq!(taken["new"], 2);
    let stories = service.rundown()["items"].clone();
    let slug = |at: usize| stories[at]["slug"].as_str().unwrap().to_owned();
    assert_eq!(stories.as_array().unwrap().len(), 2);

    over(&["follow", &slug(1)]).ok();
    assert_eq!(service.rundown()["items"][0]["slug"], slug(1).as_str());
    over(&["merge", &slug(0), &slug(1)]).ok();
    assert_eq!(service.rundown()["items"].as_array().unwrap().len(), 1);
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
