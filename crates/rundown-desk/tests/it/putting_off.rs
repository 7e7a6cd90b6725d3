//! Stories that a reader put off, and what brings them back.

use rundown_desk::{DeskError, Found, documents};
use rundown_news::{Capture, CaptureKind, Snooze, StoryId};

use crate::{Room, at};

const STRIKE: &str = "Dock workers in Port Elm walked off the job on Monday after talks over \
     night shifts collapsed, leaving freighters waiting outside the harbor. “We will stay out \
     until the last shift is paid,” said union leader Ana Ruiz. The Harbor Board called the \
     strike unlawful. Board chairman Tom Bell said that grain for the islands would spoil if \
     the cranes of Port Elm stand still.";

pub(crate) const RULING: &str = "A labor court ruled on Wednesday that the strike of dock workers in Port \
     Elm is lawful and ordered the Harbor Board to pay night shifts. Judge Mara Lind read the \
     ruling to union leader Ana Ruiz and board chairman Tom Bell. The cranes of Port Elm will \
     move again once the dock workers return to the harbor.";

/// An outlet tells something at a time; it is taken in and finds its story.
pub(crate) fn told(room: &Room, outlet: &str, time: &str, headline: &str, text: &str) {
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
    let listed = desk.listed_snoozed(0, 9).unwrap();
    assert!(listed.len() == 1 && listed[0].rests);
    room.hands.set(at("2031-05-15T00:00:00Z"));
    assert!(is_listed(&room, story));
    assert!(!desk.listed_snoozed(0, 9).unwrap()[0].rests);
    for day in ["2031-05-14T00:00:00Z", "2032-06-01T00:00:00Z"] {
        let wrong = desk.snooze_until(story, at(day));
        assert!(matches!(wrong, Err(DeskError::NotAhead { .. })), "{day}");
    }
    desk.snooze_until(story, at("2031-05-20T00:00:00Z")).unwrap();
    desk.wake(story).unwrap();
    assert!(is_listed(&room, story));
}

#[test]
fn a_muted_story_is_back_once_two_outlets_tell_a_new_development() {
    let (room, story) = strike("material");
    let desk = room.desk();
    desk.snooze_until_material(story).unwrap();
    assert!(!is_listed(&room, story));
    // The same again, by a third outlet.
    let again = format!("Residents of the islands worry. {STRIKE}");
    let time = "2031-05-13T10:00:00Z";
    told(&room, "gazette", time, "Dock workers of Port Elm stay out", &again);
    assert!(!is_listed(&room, story), "nothing new was told");
    let time = "2031-05-14T10:00:00Z";
    told(&room, "courier", time, "Court rules dock strike of Port Elm lawful", RULING);
    assert!(!is_listed(&room, story), "one outlet alone tells of the ruling");
    let also = format!("The ruling came before noon. {RULING} Ships wait.");
    let time = "2031-05-14T12:00:00Z";
    told(&room, "herald", time, "Port Elm: court finds dock strike lawful", &also);
    assert!(is_listed(&room, story), "two outlets tell of it");
    let Found::Here(view) = desk.story(&story.to_string()).unwrap() else { panic!() };
    assert!(!view.rests && matches!(view.snooze, Some(Snooze::MaterialSince(_))));
}

#[test]
fn a_muted_story_is_back_once_a_figure_changed() {
    let (room, story) = strike("figure");
    let time = "2031-05-13T09:00:00Z";
    let count = "Dock workers in Port Elm left 14 freighters waiting outside the harbor.";
    told(
        &room,
        "courier",
        time,
        "Port Elm strike: 14 freighters wait",
        &format!("{count} {STRIKE}"),
    );
    room.desk().snooze_until_material(story).unwrap();
    assert!(!is_listed(&room, story));
    let count = "Dock workers in Port Elm left 31 freighters waiting outside the harbor.";
    let time = "2031-05-14T09:00:00Z";
    told(
        &room,
        "courier",
        time,
        "Port Elm strike: 31 freighters wait",
        &format!("{count} {STRIKE}"),
    );
    assert!(is_listed(&room, story));
}
