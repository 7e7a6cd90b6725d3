//! Stories as items of programs that read feeds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::Timestamp;
use rundown_news::{DevelopmentId, LastLook, Placement, StoryId};
use rundown_store::{Items, Looked, Reading as _, Store, Unlooked};

use super::{Room, put_id};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn placed(store: &impl Store, url: &str, day: &str, story: u64) {
    let article = put_id(store, url, day);
    let (development, story) = (DevelopmentId(story), StoryId(story));
    store.place(&[Placement { article, development, story, copy_of: None }]).unwrap();
}

fn looked(one: &Unlooked, told: bool) -> Looked {
    Looked {
        story: one.story,
        slug: one.slug.clone(),
        lang: rundown_news::Lang::ENGLISH,
        through: one.arrived,
        told: told.then_some(one.arrived),
    }
}

#[test]
fn an_item_keeps_its_name_and_waits_when_something_is_told() {
    let Some(room) = Room::new("items") else { return };
    let store = room.store();
    placed(&store, "https://a.example/1", "2031-05-14", 1);
    placed(&store, "https://a.example/2", "2031-05-15", 2);
    let met = store.unlooked(10, 10).unwrap();
    assert_eq!(met.len(), 2);
    assert!(met.iter().all(|one| one.through.is_none()));
    let all: Vec<Looked> = met.iter().map(|one| looked(one, true)).collect();
    store.put_looked(&all, at(0)).unwrap();
    store.put_looked(&all, at(1)).unwrap();
    assert!(store.unlooked(10, 10).unwrap().is_empty());
    let items = store.items(10).unwrap();
    assert_eq!(items.len(), 2);
    assert!(items.iter().all(|item| item.unread && item.item >> 63 == 0));
    let first = items.iter().find(|item| item.story == StoryId(1)).unwrap().clone();

    let now = super::at("2031-05-28T19:00:00Z");
    store.mark_read(&[StoryId(1)], now).unwrap();
    let waits = |story: u64| {
        let items = store.items(10).unwrap();
        items.into_iter().find(|item| item.story == StoryId(story)).unwrap()
    };
    assert!(!waits(1).unread && waits(2).unread);
    store.mark_unread(&[StoryId(1)]).unwrap();
    assert!(waits(1).unread, "there was no look before");
    store.mark_read(&[StoryId(1)], now).unwrap();

    let mut more = looked(&met[0], false);
    more.story = StoryId(1);
    more.through = now;
    store.put_looked(&[more.clone()], now).unwrap();
    assert_eq!(waits(1).seq, first.seq, "a copy tells nothing");
    more.through = at(now.as_second() + 9);
    more.told = Some(more.through);
    store.put_looked(&[more.clone()], now).unwrap();
    let told = waits(1);
    assert!(told.unread && told.seq > first.seq && told.seq > waits(2).seq);
    // Marked as read twice and then unread, what was new since the first look is new again.
    let first_look = |store: &rundown_store::SqlStore| match store.story("1").unwrap() {
        rundown_store::StoryFound::Here(story) => story.last_look.unwrap(),
        _ => panic!("the story is gone"),
    };
    let before = first_look(&store);
    store.mark_read(&[StoryId(1)], at(now.as_second() + 20)).unwrap();
    store.mark_read(&[StoryId(1)], at(now.as_second() + 30)).unwrap();
    store.mark_unread(&[StoryId(1)]).unwrap();
    assert_eq!(first_look(&store), before);
    assert_eq!((told.item, told.noted_at.as_second()), (first.item, now.as_second()));
}

#[test]
fn what_a_program_was_not_given_stays_new() {
    let Some(room) = Room::new("given") else { return };
    let store = room.store();
    placed(&store, "https://a.example/1", "2031-05-14", 1);
    let mut one = looked(&store.unlooked(1, 1).unwrap()[0], true);
    store.put_looked(&[one.clone()], at(0)).unwrap();
    let given = one.through;
    store.give(&[StoryId(1)], given).unwrap();
    one.through = at(given.as_second() + 60);
    one.told = Some(one.through);
    store.put_looked(&[one.clone()], one.through).unwrap();
    store.mark_read(&[StoryId(1)], at(given.as_second() + 120)).unwrap();
    assert!(store.items(1).unwrap()[0].unread, "told after it was given");
    store.give(&[StoryId(1)], at(given.as_second() + 100)).unwrap();
    store.mark_read(&[StoryId(1)], at(given.as_second() + 120)).unwrap();
    assert!(!store.items(1).unwrap()[0].unread);
    // A page that looked later is not undone by a program that marks earlier.
    store.look(StoryId(1), LastLook(at(given.as_second() + 900))).unwrap();
    store.mark_read(&[StoryId(1)], at(given.as_second() + 120)).unwrap();
    assert!(!store.items(1).unwrap()[0].unread);
}
