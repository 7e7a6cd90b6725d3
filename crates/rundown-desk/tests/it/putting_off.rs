//! Stories that a reader put off, and what brings them back.

use rundown_desk::{Choice, DeskError, Found, Which, documents};
use rundown_news::{Capture, CaptureKind, Snooze, StoryId};

use crate::demo::{arrive, half_read, hours, listed};
use crate::{Room, at};

const STRIKE: &str = "Dock workers in Port Elm walked off the job on Monday after talks over \
     night shifts collapsed, leaving freighters waiting outside the harbor. “We will stay out \
     until the last shift is paid,” said union leader Ana Ruiz. The Harbor Board called the \
     strike unlawful. Board chairman Tom Bell said that grain for the islands would spoil if \
     the cranes of Port Elm stand still.";

/// An outlet tells something at a time; it is taken in and finds its story.
fn told(room: &Room, outlet: &str, time: &str, headline: &str, text: &str) {
    room.hands.set(at(time));
    let html = format!(
        "<html lang=en><head><meta property='article:published_time' content='{time}'></head>\
         <body><article><h1>{headline}</h1><p>{text}</p></article></body></html>"
    );
    let capture = Capture {
        bytes: html.into_bytes(),
        url: Some(format!("https://{outlet}.example/{}", &time[8..13])),
        at: Some(at(time)),
        charset: None,
        kind: CaptureKind::Page,
    };
    let news: Vec<_> = documents(outlet, capture, at(time)).collect();
    room.desk().take_in(news).unwrap();
    room.desk().place_news().unwrap();
}

pub(crate) fn strike(name: &str) -> (Room, StoryId) {
    let room = Room::new(name);
    let time = "2031-05-12T10:00:00Z";
    told(&room, "courier", time, "Dock workers of Port Elm walk out", STRIKE);
    let also = format!("At the gates of the harbor fires burned in barrels. {STRIKE}");
    let time = "2031-05-12T11:00:00Z";
    told(&room, "herald", time, "Port Elm dock workers strike over shifts", &also);
    room.hands.set(at("2031-05-13T08:00:00Z"));
    let stories = room.desk().rundown().unwrap().stories;
    assert_eq!(stories.len(), 1, "both tell of one story");
    let story = stories[0].story;
    (room, story)
}

fn is_listed(room: &Room, story: StoryId) -> bool {
    let stories = room.desk().rundown().unwrap().stories;
    stories.iter().any(|entry| entry.story == story)
}

#[test]
fn a_snoozed_story_is_back_on_its_day() {
    let (room, story) = strike("snooze");
    let desk = room.desk();
    desk.snooze_until(story, at("2031-05-15T00:00:00Z")).unwrap();
    assert!(!is_listed(&room, story));
    let Found::Here(view) = desk.story(&story.to_string()).unwrap() else { panic!() };
    assert!(view.rests && view.snooze.is_some(), "its page says so");
    let snoozed = Choice { which: Which::Snoozed, about: None };
    let listed = desk.chosen_lines(&snoozed, 0, 9).unwrap();
    assert!(listed.len() == 1 && listed[0].rests);
    room.hands.set(at("2031-05-15T00:00:00Z"));
    assert!(is_listed(&room, story));
    assert!(!desk.chosen_lines(&snoozed, 0, 9).unwrap()[0].rests);
    for day in ["2031-05-14T00:00:00Z", "2032-06-01T00:00:00Z"] {
        let wrong = desk.snooze_until(story, at(day));
        assert!(matches!(wrong, Err(DeskError::NotAhead { .. })), "{day}");
    }
    desk.snooze_until(story, at("2031-05-20T00:00:00Z")).unwrap();
    desk.wake(story).unwrap();
    assert!(is_listed(&room, story));
}

#[test]
fn a_muted_story_is_back_once_something_material_happened() {
    let (room, after) = half_read("material");
    let desk = room.desk();
    let all = listed(&room);
    for story in &all {
        desk.snooze_until_material(*story).unwrap();
    }
    assert!(listed(&room).is_empty(), "nothing happened yet");
    for hour in hours(after) {
        arrive(&room, hour);
    }
    let back: Vec<StoryId> =
        listed(&room).into_iter().filter(|story| all.contains(story)).collect();
    assert!(!back.is_empty() && back.len() < all.len(), "{back:?} of {all:?}");
    for story in back {
        let Found::Here(view) = desk.story(&story.to_string()).unwrap() else { panic!() };
        assert!(!view.rests && matches!(view.snooze, Some(Snooze::MaterialSince(_))));
    }
}
