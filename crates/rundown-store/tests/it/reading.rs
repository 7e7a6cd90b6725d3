//! What a reader does with stories, and takes back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use rundown_news::{Follow, LastLook, ReaderId, Snooze, StoryId};
use rundown_store::{Reading, Store, StoredStory};

use super::placing::placed;
use super::{Room, at, put_id};

fn look(time: &str) -> LastLook {
    LastLook(at(time))
}

/// Three stories of an article each, which arrived on 28 May.
fn three(store: &dyn Store) -> Vec<StoryId> {
    let of = |n: u64| {
        let url = format!("https://a.example/{n}");
        placed(&put_id(store, &url, &format!("2031-05-1{n}")), n)
    };
    store.place(&[of(1), of(2), of(3)]).unwrap();
    let mut stories = store.stories(None, 9).unwrap();
    stories.sort_by_key(|story| story.id);
    stories.into_iter().map(|story| story.id).collect()
}

fn story(store: &dyn Store, id: StoryId) -> StoredStory {
    let all = store.stories(None, 9).unwrap();
    all.into_iter().find(|story| story.id == id).unwrap()
}

fn look_of(store: &dyn Store, id: StoryId) -> Option<LastLook> {
    story(store, id).last_look
}

#[test]
fn marking_all_as_read_is_taken_back_whole() {
    let Some(room) = Room::new("sweep") else { return };
    let store = room.store();
    let ids = three(&store);
    let (before, swept, later) = (
        look("2031-05-20T00:00:00Z"),
        look("2031-06-01T00:00:00Z"),
        look("2031-06-02T00:00:00Z"),
    );
    store.look(ids[0], before).unwrap();
    // It arrived before this look: there is nothing to read in it.
    store.look(ids[1], look("2031-05-30T00:00:00Z")).unwrap();
    let sweep = store.sweep(swept, &[]).unwrap().unwrap();
    assert_eq!((sweep.at, sweep.stories), (swept, 2));
    assert_eq!(store.sweep(later, &[]).unwrap(), None, "a second press finds nothing");
    assert_eq!(store.swept().unwrap(), Some(sweep), "and leaves the way back");
    assert_eq!(look_of(&store, ids[2]), Some(swept));
    let other = store.read_by(ReaderId(2));
    assert_eq!(other.swept().unwrap(), None);
    assert_eq!(other.unlook(None, swept).unwrap(), 0, "it is nobody else's");
    assert_eq!(store.unlook(None, swept).unwrap(), 2);
    assert_eq!(look_of(&store, ids[0]), Some(before));
    assert_eq!(look_of(&store, ids[1]), Some(look("2031-05-30T00:00:00Z")));
    assert_eq!(look_of(&store, ids[2]), None);
    assert_eq!(store.swept().unwrap(), None);
    assert_eq!(store.unlook(None, swept).unwrap(), 0);
}

#[test]
fn what_is_muted_or_rests_is_not_marked_with_the_others() {
    let Some(room) = Room::new("sweep-resting") else { return };
    let store = room.store();
    let ids = three(&store);
    store.follow(ids[0], Follow::Muted).unwrap();
    let swept = look("2031-06-01T00:00:00Z");
    let sweep = store.sweep(swept, &[ids[1]]).unwrap().unwrap();
    assert_eq!(sweep.stories, 1);
    let looks: Vec<_> = ids.iter().map(|id| look_of(&store, *id)).collect();
    assert_eq!(looks, [None, None, Some(swept)]);
}

#[test]
fn what_was_read_since_stays_read() {
    let Some(room) = Room::new("sweep-since") else { return };
    let store = room.store();
    let ids = three(&store);
    let (swept, later) = (look("2031-05-27T00:00:00Z"), look("2031-06-02T00:00:00Z"));
    store.sweep(swept, &[]).unwrap().unwrap();
    store.look(ids[0], later).unwrap();
    assert_eq!(store.unlook(None, swept).unwrap(), 2);
    assert_eq!(look_of(&store, ids[0]), Some(later));
    assert_eq!(look_of(&store, ids[1]), None);
    // Pressed twice, the way back still leads to before the first.
    store.look(ids[1], later).unwrap();
    let twice = look("2031-06-03T00:00:00Z");
    store.look(ids[1], twice).unwrap();
    assert_eq!(store.unlook(Some(ids[1]), later).unwrap(), 0);
    assert_eq!(store.unlook(Some(ids[1]), twice).unwrap(), 1);
    assert_eq!(look_of(&store, ids[1]), None);
}

#[test]
fn a_story_is_put_off_by_one_reader_alone() {
    let Some(room) = Room::new("snooze") else { return };
    let store = room.store();
    let ids = three(&store);
    let until = Snooze::Until(at("2031-06-05T00:00:00Z"));
    let since = Snooze::MaterialSince(at("2031-06-01T00:00:00Z"));
    store.follow(ids[0], Follow::Followed).unwrap();
    store.snooze(ids[0], Some(until)).unwrap();
    store.snooze(ids[1], Some(since)).unwrap();
    assert_eq!(story(&store, ids[0]).snooze, Some(until));
    assert_eq!(story(&store, ids[0]).follow, Follow::Followed, "it stays followed");
    let snoozed = store.snoozed().unwrap();
    assert_eq!(snoozed.iter().map(|one| one.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
    assert!(store.read_by(ReaderId(2)).snoozed().unwrap().is_empty());
    store.snooze(ids[1], Some(until)).unwrap();
    assert_eq!(story(&store, ids[1]).snooze, Some(until), "one takes the other's place");
    store.snooze(ids[0], None).unwrap();
    assert_eq!(story(&store, ids[0]).snooze, None);
}

#[test]
fn a_story_that_becomes_part_of_another_stays_put_off() {
    let Some(room) = Room::new("snooze-merge") else { return };
    let store = room.store();
    let ids = three(&store);
    let until = Some(Snooze::Until(at("2031-06-05T00:00:00Z")));
    let gone = story(&store, ids[2]);
    store.snooze(ids[2], until).unwrap();
    let kept = story(&store, ids[0]).title_article;
    let also = put_id(&store, "https://b.example/1", "2031-05-16");
    let one = [placed(&kept, 7), placed(&also, 7), placed(&gone.title_article, 7)];
    store.place(&one).unwrap();
    assert_eq!(story(&store, ids[0]).snooze, until);
}
