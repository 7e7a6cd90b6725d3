//! Readers beside the one that writes, and many at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rundown_news::{DevelopmentId, Follow, Placement, StoryId};
use rundown_store::{Accounts as _, Incoming, Reading as _, Store, StoreError};

use super::{Room, article, at, put_id};

#[test]
fn who_only_reads_reads_beside_the_writer_and_writes_nothing() {
    let Some(room) = Room::new("reads") else { return };
    let writer = room.store();
    let id = put_id(&writer, "https://a.example/1", "2031-05-14");
    let reader = room.reading();
    assert!(reader.article(&id, None).unwrap().is_some());
    let other = put_id(&writer, "https://a.example/2", "2031-05-15");
    assert!(
        reader.article(&other, None).unwrap().is_some(),
        "what comes is there at once"
    );
    let refused = reader.follow(StoryId(1), Follow::Followed).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly { .. }));
    assert!(refused.to_string().contains("following a story"), "{refused}");
    assert!(refused.hint().is_some());
}

#[test]
fn who_reads_hears_that_something_was_written() {
    let Some(room) = Room::new("hears") else { return };
    let writer = room.store();
    let reader = room.reading();
    let short = Duration::from_millis(50);
    assert!(reader.changed(short).unwrap(), "what came before it listened is unheard");
    assert!(!reader.changed(short).unwrap());
    put_id(&writer, "https://a.example/1", "2031-05-14");
    assert!(reader.changed(Duration::from_secs(5)).unwrap());
    assert!(!reader.changed(short).unwrap());
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let Some(room) = Room::new("whole") else { return };
    let store = room.store();
    put_id(&store, "https://a.example/1", "2031-05-14");
    let before = store.state_hash().unwrap();
    // Two names, one account: the second is refused in the middle of its transaction.
    let now = at("2031-05-14T09:00:00Z");
    let rights = rundown_news::Rights::Reader;
    let first = store.add_account("ana", rights, now).unwrap().unwrap();
    assert_eq!(
        store.add_account("ANA", rights, now).unwrap(),
        None,
        "capitals make no other"
    );
    let other = store.add_account("lev", rights, now).unwrap().unwrap();
    assert!(store.rename_account(other.reader, "Ana", rights).is_err());
    assert_eq!(store.account_of(other.reader).unwrap().unwrap().name, "lev");
    assert_eq!(store.account_named("Ana").unwrap().unwrap().reader, first.reader);
    put_id(&store, "https://a.example/1", "2031-05-14");
    assert_eq!(store.state_hash().unwrap(), before);
    assert!(store.check().unwrap().is_sound());
}

/// While one takes articles in and places them, many read: nobody sees half of a story, and
/// nobody waits for ever.
#[test]
fn many_read_while_one_writes() {
    const BATCHES: u64 = 24;
    let Some(room) = Room::new("crowd") else { return };
    let store = room.store();
    let (done, seen) = (AtomicBool::new(false), at("2031-05-28T18:00:00Z"));
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    for story in store.stories(None, 99).unwrap() {
                        let members = store.story_members(story.id).unwrap();
                        assert_eq!(members.len() % 3, 0, "a batch is there whole");
                    }
                    store.search("harbor", 9).unwrap();
                }
            });
        }
        for batch in 0..BATCHES {
            let read: Vec<_> = (0..3)
                .map(|n| {
                    let url = format!("https://a{n}.example/{batch}");
                    article(&url, "Harbor shut", "2031-05-14")
                })
                .collect();
            let incoming: Vec<Incoming<'_>> = read
                .iter()
                .map(|read| Incoming {
                    read,
                    capture: None,
                    seen_at: seen,
                    arrived_at: seen,
                    noted: true,
                })
                .collect();
            let put = store.put(&incoming).unwrap();
            let placements: Vec<Placement> = put
                .iter()
                .map(|put| Placement {
                    article: put.article().clone(),
                    development: DevelopmentId(batch),
                    story: StoryId(batch % 4),
                    copy_of: None,
                })
                .collect();
            store.place(&placements).unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(store.counts().unwrap().articles, 3 * BATCHES);
    assert!(store.check().unwrap().is_sound());
}
