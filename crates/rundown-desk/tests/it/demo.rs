//! The news of the demo as a reader meets them: up to a look, and what came after it.

use std::path::Path;

use jiff::Timestamp;
use rundown_desk::{CaptureIndex, Document, documents};
use rundown_news::{Capture, CaptureKind, StoryId};

use crate::{Room, at};

/// When the reader looks.
const LOOK: &str = "2031-05-26T18:00:00Z";

/// When the last of it is there.
const END: &str = "2031-06-02T12:00:00Z";

/// A desk that holds what was there at the look, and what is still to come.
pub(crate) fn half_read(name: &str) -> (Room, Vec<Document>) {
    let room = Room::new(name);
    let look: Timestamp = at(LOOK);
    room.hands.set(look);
    let (before, after): (Vec<Document>, Vec<Document>) =
        demo().into_iter().partition(|document| document.seen_at <= look);
    room.desk().take_in(before).unwrap();
    room.desk().place_news().unwrap();
    (room, after)
}

/// The rest comes.
pub(crate) fn the_rest(room: &Room, after: Vec<Document>) {
    room.hands.set(at(END));
    room.desk().take_in(after).unwrap();
    room.desk().place_news().unwrap();
}

/// The stories that the rundown lists.
pub(crate) fn listed(room: &Room) -> Vec<StoryId> {
    let stories = room.desk().rundown().unwrap().stories;
    stories.iter().map(|entry| entry.story).collect()
}

fn demo() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/pages");
    let index = CaptureIndex::parse(&std::fs::read(folder.join("index.jsonl")).unwrap());
    let mut pages = Vec::new();
    for outlet in std::fs::read_dir(&folder).unwrap() {
        for file in std::fs::read_dir(outlet.unwrap().path()).into_iter().flatten() {
            let file = file.unwrap().path();
            let name = file.strip_prefix(&folder).unwrap();
            let Some(line) = index.line(name) else { continue };
            let at = line.fetched_at.unwrap();
            let capture = Capture {
                bytes: std::fs::read(&file).unwrap(),
                url: line.url,
                at: Some(at),
                charset: None,
                kind: CaptureKind::Unknown,
            };
            pages.extend(documents(&name.display().to_string(), capture, at));
        }
    }
    pages.sort_by(|a, b| (a.seen_at, &a.name).cmp(&(b.seen_at, &b.name)));
    pages
}
