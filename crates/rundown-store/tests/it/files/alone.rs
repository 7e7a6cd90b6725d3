//! What a store in a file has alone: its lock, copies of it, older formats, and what is left
//! of one that cannot be opened.

use rundown_store::{Incoming, SqlStore, Store, StoreError};
use rusqlite::Connection;

use super::{Room, article, at, put, put_id};

const URL: &str = "https://a.example/1";

#[test]
fn a_backup_is_put_back_and_what_was_there_is_kept() {
    let Some(room) = Room::new("backup") else { return };
    let id = put_id(&room.store(), URL, "2031-05-14");
    let backup = room.dir.join("backup");
    let whole = room.store().state_hash().unwrap();
    room.store().back_up(&backup).unwrap();
    assert!(matches!(room.store().back_up(&backup), Err(StoreError::Backup { .. })));
    put_id(&room.store(), "https://a.example/2", "2031-05-15");

    let held = room.store();
    assert!(matches!(
        SqlStore::restore(&room.dir, &backup),
        Err(StoreError::Busy { .. })
    ));
    drop(held);
    let kept = SqlStore::restore(&room.dir, &backup).unwrap().unwrap();
    assert!(kept.exists());
    assert_eq!(room.store().state_hash().unwrap(), whole);
    assert!(room.store().article(&id, None).unwrap().is_some());

    std::fs::write(&backup, "no store").unwrap();
    assert!(matches!(
        SqlStore::restore(&room.dir, &backup),
        Err(StoreError::Backup { .. })
    ));
    assert_eq!(room.store().state_hash().unwrap(), whole);
}

#[test]
fn each_store_that_a_restore_replaced_is_kept_under_a_name_of_its_own() {
    let Some(room) = Room::new("restores") else { return };
    put_id(&room.store(), URL, "2031-05-14");
    let backup = room.dir.join("backup");
    room.store().back_up(&backup).unwrap();
    put_id(&room.store(), "https://a.example/2", "2031-05-15");
    let before = room.store().state_hash().unwrap();
    let kept: Vec<_> =
        (0..3).map(|_| SqlStore::restore(&room.dir, &backup).unwrap().unwrap()).collect();
    let names: Vec<_> =
        kept.iter().map(|kept| kept.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "rundown.sqlite.before-restore",
            "rundown.sqlite.before-restore-2",
            "rundown.sqlite.before-restore-3"
        ]
    );
    SqlStore::restore(&room.dir, &kept[0]).unwrap();
    assert_eq!(room.store().state_hash().unwrap(), before, "the first is as it was");
}

#[test]
fn what_stands_in_the_journal_alone_is_kept_by_a_restore() {
    let (Some(room), Some(killed)) = (Room::new("restored"), Room::new("killed")) else {
        return;
    };
    let store = room.store();
    put_id(&store, URL, "2031-05-14");
    let backup = room.dir.join("backup");
    store.back_up(&backup).unwrap();
    // As a process leaves it that is killed: what it wrote last is in the journal.
    std::fs::create_dir_all(&killed.dir).unwrap();
    for file in ["rundown.sqlite", "rundown.sqlite-wal"] {
        std::fs::copy(room.dir.join(file), killed.dir.join(file)).unwrap();
    }
    let whole = store.state_hash().unwrap();
    let kept = SqlStore::restore(&killed.dir, &backup).unwrap().unwrap();
    SqlStore::restore(&killed.dir, &kept).unwrap();
    assert_eq!(killed.store().state_hash().unwrap(), whole);
}

#[test]
fn what_cannot_be_put_back_is_told_with_what_helps() {
    let Some(room) = Room::new("refused-restore") else { return };
    std::fs::create_dir_all(&room.dir).unwrap();
    let new = room.dir.join("new");
    let hint = |file: &str| {
        let refused = SqlStore::restore(&new, &room.dir.join(file)).unwrap_err();
        refused.hint().unwrap().to_owned()
    };
    let told = hint("nowhere");
    assert!(told.contains("`rundown backup` wrote"), "{told}");
    assert!(!new.exists(), "nothing was made for it");
    std::fs::write(room.dir.join("damaged"), [0x0a; 9_000]).unwrap();
    let told = hint("damaged");
    assert!(told.contains("--salvage"), "{told}");
}

#[test]
fn a_copy_is_moved_in_where_there_is_no_store_and_nowhere_else() {
    let Some(room) = Room::new("moved-in") else { return };
    put_id(&room.store(), URL, "2031-05-14");
    let (copy, whole) = (room.dir.join("copy"), room.store().state_hash().unwrap());
    room.store().back_up(&copy).unwrap();
    let refused = |dir: &std::path::Path| {
        let refused = SqlStore::move_in(dir, &copy);
        assert!(matches!(refused, Err(StoreError::Backup { .. })), "{refused:?}");
    };
    refused(&room.dir);
    let new = room.dir.join("new");
    std::fs::create_dir(&new).unwrap();
    // What another file of that name left is not taken for a part of this one.
    let journal = new.join("rundown.sqlite-wal");
    std::fs::copy(room.dir.join("copy"), &journal).unwrap();
    SqlStore::move_in(&new, &copy).unwrap();
    assert!(!copy.exists() && !journal.exists());
    assert_eq!(SqlStore::open(&new).unwrap().state_hash().unwrap(), whole);
    std::fs::write(&copy, "no store").unwrap();
    let other = room.dir.join("other");
    refused(&other);
    assert!(!SqlStore::file_in(&other).exists());
}

#[test]
fn a_backup_by_a_bare_name_is_one_in_the_directory_one_is_in() {
    let Some(room) = Room::new("bare-name") else { return };
    let store = room.store();
    put_id(&store, URL, "2031-05-14");
    let name = format!("rundown-store-{}.backup", std::process::id());
    let done = store.back_up(name.as_ref());
    let copy = std::fs::read(&name);
    let _ = std::fs::remove_file(&name);
    done.unwrap();
    assert!(copy.unwrap().starts_with(b"SQLite format 3\0"));
}

#[test]
fn a_store_that_holds_something_is_named_where_it_takes_no_copy() {
    let (Some(room), Some(other)) = (Room::new("named"), Room::new("named-other")) else {
        return;
    };
    put_id(&room.store(), URL, "2031-05-14");
    put_id(&other.store(), URL, "2031-05-14");
    assert!(!other.store().is_shared());
    let refused = room.store().copy_to(&other.store()).unwrap_err();
    let file = SqlStore::file_in(&other.dir).display().to_string();
    assert!(refused.to_string().contains(&file), "{refused}");
    assert!(refused.hint().is_some());
}

#[test]
fn a_date_that_was_altered_is_told() {
    let Some(room) = Room::new("altered-date") else { return };
    let id = put_id(&room.store(), URL, "2031-05-14");
    room.run(
        "DROP TRIGGER article_changed;
         UPDATE article SET published_ms = published_ms + 86400000",
    );
    let check = room.store().check().unwrap();
    assert_eq!(check.damaged.len(), 1, "{check:?}");
    assert_eq!(check.damaged[0].article, id);
}

/// A copy that others write beside is of one moment, and comes to an end.
#[test]
fn a_store_that_is_written_to_without_a_pause_is_copied_as_it_was() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let Some(room) = Room::new("copied-beside") else { return };
    let store = room.store();
    // Some steps of the copy long: what nothing packs.
    let noise = |at: u64| {
        let mixed = at.wrapping_add(1).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 56) as u8
    };
    for number in 0..32_u64 {
        let read = article(&format!("{URL}{number}"), "Harbor shut", "2031-05-14");
        let bytes = number * 400_000..(number + 1) * 400_000;
        let capture: Vec<u8> = bytes.map(noise).collect();
        let seen_at = at("2031-05-28T18:00:00Z");
        let capture = Some(capture.as_slice());
        let one =
            Incoming { read: &read, capture, seen_at, arrived_at: seen_at, noted: true };
        store.put(&[one]).unwrap();
    }
    let length = std::fs::metadata(SqlStore::file_in(&room.dir)).unwrap().len();
    assert!(length > 2 << 22, "{length}");
    let is_done = AtomicBool::new(false);
    let (before, after) = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut count = 0;
            while !is_done.load(Ordering::Acquire) {
                put_id(&store, &format!("{URL}-beside-{count}"), "2031-05-15");
                count += 1;
            }
            count
        });
        let before = store.counts().unwrap().articles;
        store.back_up(&room.dir.join("copy")).unwrap();
        let after = store.counts().unwrap().articles;
        is_done.store(true, Ordering::Release);
        assert!(writing.join().unwrap() > 0);
        (before, after)
    });
    // What nobody wants any more is given up on the way.
    let given_up = room.dir.join("given-up");
    assert!(!store.back_up_while(&given_up, &|| false).unwrap());
    let left = std::fs::read_dir(&room.dir).unwrap().map(|entry| entry.unwrap().path());
    let left: Vec<_> =
        left.filter(|path| path.to_string_lossy().contains("given-up")).collect();
    assert!(left.is_empty(), "{left:?}");
    let new = room.dir.join("new");
    SqlStore::move_in(&new, &room.dir.join("copy")).unwrap();
    let held = SqlStore::open(&new).unwrap().counts().unwrap().articles;
    assert!(before <= held && held <= after, "{before} {held} {after}");
}

#[test]
fn a_store_of_an_older_format_is_copied_and_brought_up() {
    let Some(room) = Room::new("older-format") else { return };
    let id = put_id(&room.store(), URL, "2031-05-14");
    let database = Connection::open(room.dir.join("rundown.sqlite")).unwrap();
    // As the second format had it.
    database
        .execute_batch(
            "DROP TRIGGER alert_placed; DROP TRIGGER alert_followed;
             DROP TRIGGER alert_refollowed; DROP TRIGGER alert_unfollowed;
             DROP TRIGGER alert_forgotten; DROP TABLE alert_watch; DROP TABLE alert_look;
             DROP TABLE delivery; DROP TABLE alert; DROP TABLE alerted;
             DROP TRIGGER article_added; DROP TRIGGER article_changed;
             ALTER TABLE article DROP COLUMN sum; ALTER TABLE revision DROP COLUMN read_sum;
             ALTER TABLE revision DROP COLUMN capture_sum; DROP TABLE quarantine;
             DROP TABLE push; DROP TABLE poll; DROP TABLE page; DROP INDEX subscription_due;
             DROP TABLE mark;

             DROP TABLE meaning; DROP TABLE about; DROP TABLE topic; DROP TABLE log; DROP TABLE fence;
             DROP TABLE threading; DROP TABLE item; DROP INDEX revision_seen; DROP INDEX alias_article;
             DROP TABLE dropped_key; DROP TABLE dropped; DROP TABLE dropped_name;
             DROP TABLE dropped_threaded; DROP TABLE session; DROP TABLE account;
             DROP TABLE reader_item; DROP TABLE reader_story; DROP TABLE reader_sweep; DROP TABLE browser; DROP TABLE push_key;
    DROP TABLE alert_wish; DROP TABLE mail_asked;
             CREATE TABLE reader_story (story INTEGER PRIMARY KEY, last_look_ms INTEGER,
               follow TEXT NOT NULL DEFAULT 'none');
             INSERT INTO reader_story VALUES (7, 1000, 'followed');
             PRAGMA user_version = 2;",
        )
        .unwrap();
    drop(database);
    let store = room.store();
    assert!(store.article(&id, None).unwrap().is_some());
    assert!(store.check().unwrap().is_sound());
    assert!(room.dir.join("rundown.sqlite.format-2").exists());
}

/// An article with a text that no compression makes short.
fn long(number: u64) -> rundown_news::ReadArticle {
    let mut read = article(&format!("https://b.example/{number}"), "Dam", "2031-05-15");
    let mut state = number;
    for _ in 0..6_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
        let word = format!("{:x} ", state >> 40);
        read.article.text.push_str(&word);
    }
    read
}

#[test]
fn what_a_store_without_a_header_still_holds_is_salvaged() {
    let (Some(room), Some(fresh)) = (Room::new("headless"), Room::new("salvaged")) else {
        return;
    };
    let mut stored: Vec<_> = (0..40)
        .map(|n| put_id(&room.store(), &format!("{URL}{n}"), "2031-05-14"))
        .collect();
    stored.extend((0..3).map(|n| put(&room.store(), &long(n)).article().clone()));
    let of = |store: &SqlStore, id| store.article(id, None).unwrap().unwrap();
    let before: Vec<_> = stored.iter().map(|id| of(&room.store(), id)).collect();
    let database = room.dir.join("rundown.sqlite");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[..4_096].fill(0);
    std::fs::write(&database, &bytes).unwrap();
    assert!(SqlStore::open(&room.dir).is_err());

    let store = fresh.store();
    let done = store.salvage(&database).unwrap();
    assert_eq!((done.revisions, done.damaged), (43, 0));
    for (id, before) in stored.iter().zip(&before) {
        assert_eq!(of(&store, id).read, before.read);
        let capture = store.stored_capture(id, 0).unwrap();
        assert!(capture.is_some(), "{id} has lost its capture");
    }
    assert!(store.check().unwrap().is_sound());
    // Once more adds nothing; a file that is no database at all gives nothing.
    store.salvage(&database).unwrap();
    assert_eq!(store.counts().unwrap().articles, 43);
    std::fs::write(&database, [0x0a; 9_000]).unwrap();
    assert_eq!(store.salvage(&database).unwrap().revisions, 0);
}

#[test]
fn what_only_stands_in_the_journal_is_salvaged_too() {
    let (Some(room), Some(fresh)) = (Room::new("journal"), Room::new("journal-salvaged"))
    else {
        return;
    };
    let store = room.store();
    let first = put(&store, &article(URL, "12 dead", "2031-05-14"));
    put(&store, &article(URL, "15 dead", "2031-05-16"));
    let long = put(&store, &long(1));
    // As a process leaves it that is killed: nothing of it is in the database itself.
    let copy = room.dir.join("killed.sqlite");
    let database = room.dir.join("rundown.sqlite");
    std::fs::write(&copy, [0; 4_096]).unwrap();
    std::fs::copy(
        database.with_extension("sqlite-wal"),
        copy.with_extension("sqlite-wal"),
    )
    .unwrap();

    let saved = fresh.store();
    let done = saved.salvage(&copy).unwrap();
    assert_eq!((done.revisions, done.damaged), (3, 0));
    for (id, revision) in
        [(first.article(), 0), (first.article(), 1), (long.article(), 0)]
    {
        let of = |store: &SqlStore| store.article(id, Some(revision)).unwrap().unwrap();
        assert_eq!(of(&saved).read, of(&store).read);
    }
}

#[cfg(unix)]
#[test]
fn nobody_but_its_owner_reads_a_store_or_a_copy_of_it() {
    use std::os::unix::fs::PermissionsExt;
    let Some(room) = Room::new("private") else { return };
    let store = room.store();
    put_id(&store, URL, "2031-05-14");
    let copy = room.dir.join("copy");
    store.back_up(&copy).unwrap();
    drop(store);
    let mode = |file: &str| {
        std::fs::metadata(room.dir.join(file)).unwrap().permissions().mode() & 0o777
    };
    assert_eq!((mode("rundown.sqlite"), mode("copy")), (0o600, 0o600));
    SqlStore::restore(&room.dir, &copy).unwrap();
    assert_eq!(
        (mode("rundown.sqlite"), mode("rundown.sqlite.before-restore")),
        (0o600, 0o600)
    );
}

#[test]
fn a_second_process_is_refused_in_a_clear_line() {
    let Some(room) = Room::new("busy") else { return };
    let _held = room.store();
    let refused = SqlStore::open(&room.dir).unwrap_err();
    assert!(matches!(refused, StoreError::Busy { .. }));
    assert!(refused.to_string().contains("in use by another rundown process"));
    assert!(refused.may_pass(), "the other one may end");
    assert!(refused.hint().unwrap().contains("--data"));
}

#[test]
fn a_directory_that_is_a_file_is_refused_by_name() {
    let Some(room) = Room::new("file") else { return };
    std::fs::write(&room.dir, "not a directory").unwrap();
    let refused = SqlStore::open(&room.dir).unwrap_err();
    assert!(refused.to_string().contains(&room.dir.display().to_string()));
    std::fs::remove_file(&room.dir).unwrap();
}
