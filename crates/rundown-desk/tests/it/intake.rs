//! Large intakes: what comes in order of time is threaded while more comes, the rest when all
//! of it is there.

use rundown_desk::{Batch, of_line};
use serde_json::json;

use crate::{Room, at};

/// What outlets say of a tram, one a day.
fn batch(days: &[u8]) -> Batch {
    let documents = days.iter().map(|day| {
        let line = json!({
            "url": format!("https://courier.example/{day}"),
            "title": format!("Tram line closed on day {day}"),
            "body": format!("The tram of Port Elm stood still on day {day}, its drivers said."),
            "published": format!("2031-05-{day:02}T08:00:00Z"),
        });
        let seen = at("2031-05-14T12:00:00Z");
        of_line(day.to_string(), line.to_string().as_bytes(), seen)
    });
    Batch { documents: documents.collect(), marks: Vec::new() }
}

/// Takes batches in; how many articles were threaded meanwhile.
fn threaded(room: &Room, batches: &[&[u8]]) -> u64 {
    let before = room.desk().threaded_count();
    let batches = batches.iter().map(|days| batch(days));
    room.desk().take_in_all(batches, |_| ()).unwrap();
    room.desk().threaded_count() - before
}

#[test]
fn news_that_comes_in_order_of_time_is_threaded_while_it_comes() {
    let room = Room::new("intake-order");
    assert!(threaded(&room, &[&[8, 9], &[10, 11]]) >= 2);
    room.desk().place_news().unwrap();
    assert_eq!(
        room.desk().listed(0, 9).unwrap().iter().map(|one| one.articles).sum::<u32>(),
        4
    );
}

#[test]
fn news_that_comes_latest_first_is_threaded_when_all_of_it_is_there() {
    let room = Room::new("intake-back");
    assert_eq!(threaded(&room, &[&[13, 2], &[3, 4]]), 0);
    assert_eq!(room.desk().place_news().unwrap(), 4);
}

#[test]
fn news_from_before_what_is_threaded_already_waits_for_all_of_it() {
    let room = Room::new("intake-late");
    assert!(threaded(&room, &[&[12, 13]]) >= 2);
    room.desk().place_news().unwrap();
    assert_eq!(threaded(&room, &[&[2, 3], &[4, 5]]), 0);
    assert_eq!(room.desk().place_news().unwrap(), 4);
}
