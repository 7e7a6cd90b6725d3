//! The stages with a log between them, on one machine: the table of the store.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rundown_desk::{Clock, Desk, DeskError, Families, Tally, entries_of};
use rundown_log::{Entry, Log, LogError, NewEntry, Position, Shards, chained};
use rundown_store::{SqlStore, Store as _};

use crate::captures;

fn opened(dir: &Path) -> (SqlStore, Desk) {
    let store = SqlStore::open(dir).unwrap();
    let desk = Desk::over(Arc::new(store.clone()), Clock::System, Families::default());
    (store, desk)
}

fn folder(name: &str) -> std::path::PathBuf {
    let dir = std::env::temp_dir().join(format!("rundown-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    dir
}

fn follow(desk: &Desk, log: &dyn Log, shards: &Shards) -> Result<Tally, DeskError> {
    desk.follow_log(log, shards, Duration::ZERO, &|| true)
}

/// A log that says what it is told to of one entry.
struct Lying<'a> {
    of: &'a SqlStore,
    at: usize,
    lie: fn(Vec<u8>) -> Vec<u8>,
}

impl Log for Lying<'_> {
    fn identity(&self) -> Result<String, LogError> {
        self.of.identity()
    }

    fn append(&self, entries: &[NewEntry]) -> Result<Vec<bool>, LogError> {
        self.of.append(entries)
    }

    fn read(
        &self,
        shards: &Shards,
        behind: Position,
        limit: usize,
        wait: Duration,
    ) -> Result<Vec<Entry>, LogError> {
        let mut found = Log::read(self.of, shards, behind, limit, wait)?;
        for entry in found.iter_mut().filter(|entry| entry.position.0 == self.at as u64) {
            entry.body = (self.lie)(std::mem::take(&mut entry.body));
        }
        Ok(found)
    }

    fn settle(&self, shards: &Shards, through: Position) -> Result<(), LogError> {
        self.of.settle(shards, through)
    }
}

#[test]
fn the_demo_through_the_log_of_one_machine_makes_the_same_stories() {
    let pages = captures::demo();
    let (direct, through) = (folder("log-direct"), folder("log-through"));
    let (store, desk) = opened(&direct);
    desk.take_in(pages.clone()).unwrap();
    desk.place_news().unwrap();
    let expected = (store.state_hash().unwrap(), store.counts().unwrap());
    let (entries, refused) = entries_of(pages, &Families::default());
    assert!(refused.is_empty());
    let sum = entries.iter().fold(0, |sum, entry| chained(sum, &entry.key));
    for some in entries.chunks(20) {
        // Each time by another process.
        let (store, desk) = opened(&through);
        assert_eq!(store.append(some).unwrap(), vec![true; some.len()]);
        assert_eq!(store.append(&some[..1]).unwrap(), [false]);
        let tally = follow(&desk, &store, &Shards::All).unwrap();
        assert_eq!(tally.read, some.len() as u64);
        assert_eq!(follow(&desk, &store, &Shards::All).unwrap().read, 0);
    }
    let (store, desk) = opened(&through);
    assert_eq!((store.state_hash().unwrap(), store.counts().unwrap()), expected);
    assert_eq!(desk.followed(&store, &Shards::All).unwrap().sum, sum);
    // What is settled is not kept a second time, but for the last.
    let left =
        Log::read(&store, &Shards::All, Position::START, 9, Duration::ZERO).unwrap();
    assert_eq!(left.len(), 1);
    for dir in [direct, through] {
        std::fs::remove_dir_all(dir).unwrap();
    }
}

#[test]
fn a_damaged_entry_is_left_out_and_one_of_another_version_is_waited_for() {
    let dir = folder("log-lies");
    let (store, desk) = opened(&dir);
    let pages = captures::demo().into_iter().take(5).collect();
    let (entries, _) = entries_of(pages, &Families::default());
    store.append(&entries).unwrap();
    let newer = Lying { of: &store, at: 3, lie: |body| [&[99], &body[1..]].concat() };
    let refused = follow(&desk, &newer, &Shards::All);
    assert!(matches!(refused, Err(DeskError::Packet { .. })), "{refused:?}");
    let at = desk.followed(&store, &Shards::All).unwrap().through;
    assert!(at < Position(3), "it is not passed over: {at:?}");
    let cut = Lying { of: &store, at: 3, lie: |body| body[..body.len() / 2].to_vec() };
    let tally = follow(&desk, &cut, &Shards::All).unwrap();
    assert_eq!((tally.refused, tally.read), (1, 5));
    assert_eq!(store.counts().unwrap().articles, 4);
    std::fs::remove_dir_all(dir).unwrap();
}
