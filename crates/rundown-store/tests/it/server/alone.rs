//! What a store at a server has alone: one writer among machines, connections that break.

use rundown_store::{SqlStore, Store, StoreError};

use super::{Room, put_id};

const URL: &str = "https://a.example/1";

#[test]
fn a_second_writer_is_refused_in_a_clear_line() {
    let Some(room) = Room::new("second-writer") else { return };
    let held = room.store();
    assert!(held.is_shared());
    let refused = SqlStore::at(&room.address()).unwrap_err();
    assert!(refused.may_pass(), "the other one may end");
    assert!(matches!(refused, StoreError::Written { .. }), "{refused}");
    assert!(refused.to_string().contains("another rundown process writes"));
    assert!(!refused.to_string().contains("options"), "{refused}");
    assert!(refused.hint().unwrap().contains("--read-only"));
    drop(held);
    assert!(SqlStore::at(&room.address()).is_ok(), "it goes with the process");
}

#[test]
fn a_store_without_tables_is_not_read() {
    let Some(room) = Room::new("no-tables") else { return };
    let refused = SqlStore::reading_at(&room.address()).unwrap_err();
    assert!(matches!(refused, StoreError::Format { found: 0, .. }), "{refused}");
    assert!(refused.hint().unwrap().contains("the process that writes"), "{refused}");
    assert!(SqlStore::at("mysql://a.example/news").is_err());
}

#[test]
fn tables_of_a_newer_version_are_left_alone() {
    let Some(room) = Room::new("newer") else { return };
    drop(room.store());
    room.run("INSERT INTO format VALUES (999)");
    for refused in [SqlStore::at(&room.address()), SqlStore::reading_at(&room.address())]
    {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, StoreError::Format { found: 999, .. }), "{refused}");
        assert!(refused.hint().unwrap().contains("newer version"), "{refused}");
    }
}

#[test]
fn a_broken_connection_is_made_anew_and_nothing_acknowledged_is_lost() {
    let Some(room) = Room::new("cut-off") else { return };
    let store = room.store();
    let first = put_id(&store, URL, "2031-05-14");
    room.cut_off();
    // What is under way when it breaks may fail; what is asked later does not.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let second = put_id(&store, "https://a.example/2", "2031-05-15");
    for id in [first, second] {
        assert!(store.article(&id, None).unwrap().is_some());
    }
}

#[test]
fn one_that_was_overtaken_writes_no_more() {
    let Some(room) = Room::new("overtaken") else { return };
    let store = room.store();
    put_id(&store, URL, "2031-05-14");
    room.cut_off();
    let other = SqlStore::at(&room.address()).expect("the lock went with the connection");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let refused = store.forget_state().unwrap_err();
    assert!(matches!(refused, StoreError::Overtaken { .. }), "{refused}");
    put_id(&other, "https://a.example/2", "2031-05-15");
    drop(other);
    let refused = store.forget_state().unwrap_err();
    assert!(matches!(refused, StoreError::Overtaken { .. }), "{refused}");
}

/// For so long a connection counts as whole that was used.
const SURE_FOR: std::time::Duration = std::time::Duration::from_millis(1_100);

#[test]
fn who_writes_nothing_holds_the_store_again_when_its_connection_ended() {
    let Some(room) = Room::new("idle") else { return };
    let store = room.store();
    put_id(&store, URL, "2031-05-14");
    store.hold_on().unwrap();
    room.cut_off();
    std::thread::sleep(SURE_FOR);
    store.hold_on().unwrap();
    let refused = SqlStore::at(&room.address()).unwrap_err();
    assert!(matches!(refused, StoreError::Written { .. }), "{refused}");
    room.cut_off();
    let other = SqlStore::at(&room.address()).expect("the lock went with the connection");
    std::thread::sleep(SURE_FOR);
    for _ in 0..2 {
        let refused = store.hold_on().unwrap_err();
        assert!(matches!(refused, StoreError::Overtaken { .. }), "{refused}");
    }
    other.hold_on().unwrap();
    room.reading().hold_on().expect("who only reads holds nothing");
}

#[test]
fn accounts_and_notes_are_written_beside_the_process_that_writes() {
    use rundown_store::Accounts as _;
    let Some(room) = Room::new("aside") else { return };
    let writer = room.store();
    let beside = SqlStore::beside_at(&room.address()).unwrap();
    beside.put_note("tokens", "a line").unwrap();
    let now = crate::at("2031-05-28T18:00:00Z");
    assert!(beside.add_account("Ana", rundown_news::Rights::Reader, now).is_ok());
    assert_eq!(writer.note("tokens").unwrap().as_deref(), Some("a line"));
    assert!(writer.account_named("Ana").unwrap().is_some());
    // What the other one keeps in memory is its own to write.
    let refused = beside.forget_state().unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
    let refused = room.reading().put_note("tokens", "another").unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
    put_id(&writer, URL, "2031-05-14");
}

#[test]
fn what_passes_by_itself_is_told_from_what_does_not() {
    let away = SqlStore::at("postgres://desk@127.0.0.1:9/news").unwrap_err();
    assert!(away.may_pass(), "{away}");
    assert!(away.to_string().contains("postgres://127.0.0.1:9/news"), "{away}");
    let Some(room) = Room::new("passing") else { return };
    let nobody = room.address().replace("postgres@", "nobody_of_this_name@");
    let refused = SqlStore::at(&nobody).unwrap_err();
    assert!(!refused.may_pass(), "{refused}");
}

#[test]
fn what_is_a_matter_of_the_server_is_told() {
    let Some(room) = Room::new("elsewhere") else { return };
    let refused = room.store().back_up("no-file".as_ref()).unwrap_err();
    assert!(refused.hint().unwrap().contains("pg_dump"), "{refused}");
}
