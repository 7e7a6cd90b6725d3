//! The log in a table of the store, and leases that it is written under.

use std::time::Duration;

use rundown_log::{Fence, Log, LogError, NewEntry, Position, Shards, laws::LAWS};
use rundown_store::{Mark, Store, StoreError};

use super::{Room, put_id};

#[test]
fn it_keeps_to_the_laws_of_logs() {
    for (name, law) in LAWS {
        let Some(room) = Room::new(&format!("log-{name}")) else { return };
        let store = room.store();
        if let Err(wrong) = law(&store) {
            panic!("{name}: {wrong}");
        }
    }
}

/// All but the last of what is settled goes; places grow on over that.
#[test]
fn what_is_settled_goes_and_places_grow_on() {
    let Some(room) = Room::new("log-settled") else { return };
    let shard = "en".parse().unwrap();
    let entry = |key: &str| NewEntry {
        shard: rundown_log::Shard::clone(&shard),
        key: key.to_owned(),
        body: b"x".to_vec(),
    };
    let shards = Shards::One(rundown_log::Shard::clone(&shard));
    let read = |log: &dyn Log, behind| {
        let found = log.read(&shards, behind, 9, Duration::ZERO).unwrap();
        found.into_iter().map(|one| (one.position, one.key)).collect::<Vec<_>>()
    };
    let store = room.store();
    store.append(&["a", "b", "c"].map(entry)).unwrap();
    let last = read(&store, Position::START).pop().unwrap();
    store.settle(&shards, last.0).unwrap();
    assert_eq!(read(&store, Position::START), std::slice::from_ref(&last));
    drop(store);
    let store = room.store();
    // What is gone is no longer known by its key; what is there still is.
    assert_eq!(store.append(&["a", "c", "d"].map(entry)).unwrap(), [true, false, true]);
    let more = read(&store, last.0);
    assert_eq!(more.iter().map(|one| one.1.as_str()).collect::<Vec<_>>(), ["a", "d"]);
    assert!(more.iter().all(|one| one.0 > last.0));
}

/// What is noted of a log bears its name: under another one all of it would be read again.
#[test]
fn places_in_it_are_noted_under_a_name_that_stays() {
    let Some(room) = Room::new("log-name") else { return };
    assert_eq!(room.store().identity().unwrap(), "store");
}

#[test]
fn an_entry_that_is_not_what_was_appended_is_not_given_out() {
    let Some(room) = Room::new("log-damaged") else { return };
    let entry = |key: &str| NewEntry {
        shard: "en".parse().unwrap(),
        key: key.to_owned(),
        body: key.as_bytes().to_vec(),
    };
    room.store().append(&["a", "b"].map(entry)).unwrap();
    room.run(
        "UPDATE log SET body = (SELECT o.body FROM log o WHERE o.key = 'b') WHERE key = 'a'",
    );
    let store = room.store();
    let read =
        |behind| Log::read(&store, &Shards::All, Position(behind), 9, Duration::ZERO);
    let refused = read(0).unwrap_err();
    assert!(
        matches!(refused, LogError::Unreadable { position: 1, .. }),
        "{refused}: the first entry is the one that was altered"
    );
    assert_eq!(read(1).unwrap().len(), 1, "what stands behind it is whole");
}

/// Whoever holds a lease later is the only one that writes under it.
#[test]
fn an_earlier_holder_of_a_lease_writes_no_more() {
    let Some(room) = Room::new("log-fence") else { return };
    let store = room.store();
    let fence = |number| Fence { lease: "shard en".to_owned(), epoch: 1, number };
    let earlier = store.under(&fence(4)).unwrap();
    put_id(&*earlier, "https://a.example/1", "2031-05-14T09:00:00Z");
    let later = store.under(&fence(9)).unwrap();
    let mark = |records| [("log".to_owned(), Mark { records, sum: 1 })];
    let refused = earlier.put_marked(&[], &mark(7));
    assert!(matches!(refused, Err(StoreError::Fenced { .. })), "{refused:?}");
    assert_eq!(store.mark("log").unwrap(), None, "nothing of it is kept");
    later.put_marked(&[], &mark(8)).unwrap();
    assert_eq!(store.mark("log").unwrap().map(|mark| mark.records), Some(8));
    let back = store.under(&fence(4));
    assert!(matches!(back, Err(StoreError::Fenced { .. })), "it does not come back");
    // Another lease is another matter, and so is who writes under none.
    store.under(&Fence { lease: "shard de".to_owned(), epoch: 1, number: 1 }).unwrap();
    store.put_marked(&[], &mark(9)).unwrap();
}
