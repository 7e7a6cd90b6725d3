//! The news of the demo as a reader meets them: up to a look, and what came after it.

use jiff::{SignedDuration, Timestamp};
use rundown_desk::Document;
use rundown_news::StoryId;

use crate::captures::demo;
use crate::{Room, at};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// When the reader looks.
const LOOK: &str = "2031-05-26T18:00:00Z";

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

/// The rest in the order of its hours: an hour's news arrives when the hour is over.
pub(crate) fn hours(after: Vec<Document>) -> Vec<(Timestamp, Vec<Document>)> {
    let mut hours: Vec<(Timestamp, Vec<Document>)> = Vec::new();
    for document in after {
        match hours.last_mut().filter(|(end, _)| document.seen_at <= *end) {
            Some((_, news)) => news.push(document),
            None => hours.push((document.seen_at + HOUR, vec![document])),
        }
    }
    hours
}

/// The news of an hour arrive.
pub(crate) fn arrive(room: &Room, (end, news): (Timestamp, Vec<Document>)) {
    room.hands.set(end);
    room.desk().take_in(news).unwrap();
    room.desk().place_news().unwrap();
}

/// The stories that the rundown lists.
pub(crate) fn listed(room: &Room) -> Vec<StoryId> {
    let stories = room.desk().rundown().unwrap().stories;
    stories.iter().map(|entry| entry.story).collect()
}
