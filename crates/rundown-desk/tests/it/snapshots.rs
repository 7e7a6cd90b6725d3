//! Snapshots on one machine: the log is the table of a store, the place of snapshots is in
//! memory.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rundown_desk::{Clock, Desk, DeskError, Families, entries_of, take_snapshot};
use rundown_log::snapshot_laws::SNAPSHOT_LAWS;
use rundown_log::{
    Entry, KeptSnapshot, Log, LogError, NewEntry, Position, Shards, Snapshot,
    SnapshotName, Snapshots, outdated,
};
use rundown_store::{Counts, SqlStore, Store as _};

use crate::captures;

/// Snapshots in memory, the oldest first, with what is wrong with each.
#[derive(Default)]
struct Memory(Mutex<Vec<(KeptSnapshot, Vec<u8>, Wrong)>>);

/// What is wrong with a snapshot.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    Nothing,
    Damaged,
    Unreachable,
}

impl Memory {
    /// Alters the newest one.
    fn alter(&self, with: impl FnOnce(&mut KeptSnapshot, &mut Vec<u8>, &mut Wrong)) {
        let mut all = self.0.lock().unwrap();
        let (kept, bytes, wrong) = all.last_mut().unwrap();
        with(kept, bytes, wrong);
    }

    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Snapshots for Memory {
    fn put_snapshot(
        &self,
        about: &Snapshot,
        bytes: &mut dyn Read,
    ) -> Result<KeptSnapshot, LogError> {
        let mut packed = Vec::new();
        bytes.read_to_end(&mut packed).map_err(|error| LogError::Snapshot {
            doing: "read",
            name: about.name.to_string(),
            why: error.to_string(),
        })?;
        let (about, bytes) = (about.clone(), packed.len() as u64);
        let checksum = String::new();
        let kept = KeptSnapshot { about, bytes, checksum, is_whole: true };
        self.0.lock().unwrap().push((kept.clone(), packed, Wrong::Nothing));
        Ok(kept)
    }

    fn snapshots(&self, shards: &Shards) -> Result<Vec<KeptSnapshot>, LogError> {
        let all = self.0.lock().unwrap();
        let of = all.iter().map(|(kept, ..)| kept.clone());
        let mut of: Vec<_> =
            of.filter(|kept| kept.about.name.shards == *shards).collect();
        of.sort_by(|a, b| b.about.name.cmp(&a.about.name));
        Ok(of)
    }

    fn read_snapshot(
        &self,
        kept: &KeptSnapshot,
        into: &mut dyn Write,
    ) -> Result<(), LogError> {
        let all = self.0.lock().unwrap();
        let name = kept.about.name.to_string();
        let (_, bytes, wrong) = all.iter().find(|(one, ..)| one == kept).unwrap();
        let half = if *wrong == Wrong::Nothing { bytes.len() } else { bytes.len() / 2 };
        into.write_all(&bytes[..half]).map_err(|error| LogError::Snapshot {
            doing: "write",
            name: name.clone(),
            why: error.to_string(),
        })?;
        let (log, why) = ("memory".to_owned(), "it ends".to_owned());
        match wrong {
            Wrong::Nothing => Ok(()),
            Wrong::Damaged => Err(LogError::Damaged { log, name, why }),
            Wrong::Unreachable => {
                Err(LogError::Unreachable { log, doing: "reading a snapshot", why })
            }
        }
    }

    fn prune_snapshots(
        &self,
        through: &SnapshotName,
        keep: usize,
    ) -> Result<usize, LogError> {
        let old = outdated(self.snapshots(&through.shards)?, through, keep);
        let mut all = self.0.lock().unwrap();
        all.retain(|(kept, ..)| !old.contains(&kept.about.name));
        Ok(old.len())
    }
}

/// A folder that goes with the test.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir()
            .join(format!("rundown-snapshots-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Self(dir)
    }

    fn dir(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A log with some of the demo in it.
    fn log(&self, count: usize) -> Kept {
        let log = Kept(SqlStore::open(&self.dir("log")).unwrap());
        log.fill(count);
        log
    }
}

/// A log that lets go of nothing, as one that others read, too.
struct Kept(SqlStore);

impl Kept {
    /// Puts the first so many documents of the demo into it, as far as they are not there.
    fn fill(&self, count: usize) {
        let pages = captures::demo().into_iter().take(count).collect();
        let (entries, _) = entries_of(pages, &Families::default());
        self.append(&entries).unwrap();
    }
}

impl Log for Kept {
    fn identity(&self) -> Result<String, LogError> {
        self.0.identity()
    }

    fn append(&self, entries: &[NewEntry]) -> Result<Vec<bool>, LogError> {
        self.0.append(entries)
    }

    fn read(
        &self,
        shards: &Shards,
        behind: Position,
        limit: usize,
        wait: Duration,
    ) -> Result<Vec<Entry>, LogError> {
        Log::read(&self.0, shards, behind, limit, wait)
    }

    fn settle(&self, _: &Shards, _: Position) -> Result<(), LogError> {
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn desk(dir: &Path) -> Desk {
    Desk::open(dir, Clock::System).unwrap()
}

fn name(serial: u64) -> SnapshotName {
    SnapshotName { shards: Shards::All, epoch: 1, number: 1, serial }
}

/// Follows a log to its end; what the store holds then.
fn follow(desk: &Desk, log: &Kept) -> (u128, Counts) {
    desk.follow_log(log, &Shards::All, Duration::ZERO, &|| true).unwrap();
    (desk.state_hash().unwrap(), desk.counts().unwrap())
}

fn put(desk: &Desk, dir: &Path, log: &Kept, to: &Memory, serial: u64) {
    let put = desk.put_snapshot(dir, log, to, name(serial), &|| true).unwrap();
    assert_eq!(put.unwrap().about.name, name(serial));
    assert!(!dir.join("snapshot").exists(), "nothing is left of the copy");
}

#[test]
fn the_place_in_memory_keeps_to_the_laws_of_snapshots() {
    for (name, law) in SNAPSHOT_LAWS {
        if let Err(wrong) = law(&Memory::default()) {
            panic!("{name}: {wrong}");
        }
    }
}

#[test]
fn whoever_begins_with_a_snapshot_comes_to_what_was_never_lost() {
    let room = Room::new("lost");
    let (log, memory) = (room.log(60), Memory::default());
    let (first, second) = (room.dir("first"), room.dir("second"));
    let one = desk(&first);
    let half = follow(&one, &log);
    put(&one, &first, &log, &memory, 1);
    let about = memory.snapshots(&Shards::All).unwrap().remove(0).about;
    let at = one.followed(&log, &Shards::All).unwrap();
    assert_eq!((about.articles, about.state), (half.1.articles, half.0));
    assert_eq!((about.through, about.sum), (at.through, at.sum));

    log.fill(100);
    let whole = follow(&one, &log);
    assert_ne!(whole.0, half.0);
    let taken = take_snapshot(&second, &memory, &Shards::All).unwrap();
    assert_eq!(taken.taken.unwrap().about.name, name(1));
    let other = desk(&second);
    assert_eq!((other.state_hash().unwrap(), other.counts().unwrap()), half);
    let tally = other.follow_log(&log, &Shards::All, Duration::ZERO, &|| true).unwrap();
    assert_eq!(tally.read, 40, "what it held is not read again");
    assert_eq!((other.state_hash().unwrap(), other.counts().unwrap()), whole);
    assert_eq!(
        other.followed(&log, &Shards::All).unwrap(),
        one.followed(&log, &Shards::All).unwrap()
    );
    // A store that is there is left as it is.
    let again = take_snapshot(&second, &memory, &Shards::All).unwrap();
    assert_eq!(again.taken, None);
    assert_eq!(other.state_hash().unwrap(), whole.0);
    let elsewhere = take_snapshot(&room.dir("en"), &memory, &"en".parse().unwrap());
    assert_eq!(elsewhere.unwrap().taken, None);
}

#[cfg(unix)]
#[test]
fn nobody_but_its_owner_reads_a_store_from_a_snapshot() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new("private");
    let (log, memory) = (room.log(5), Memory::default());
    let one = desk(&room.dir("one"));
    follow(&one, &log);
    put(&one, &room.dir("one"), &log, &memory, 1);
    take_snapshot(&room.dir("two"), &memory, &Shards::All).unwrap();
    let file = SqlStore::file_in(&room.dir("two"));
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_damaged_snapshot_is_passed_over_for_the_one_before() {
    type Harm = fn(&mut KeptSnapshot, &mut Vec<u8>, &mut Wrong);
    let harms: [(&str, Harm); 7] = [
        ("bytes", |_, _, wrong| *wrong = Wrong::Damaged),
        ("turned", |_, bytes, _| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
        }),
        ("no-store", |kept, bytes, _| {
            *bytes = zstd::bulk::compress(b"no store", 3).unwrap();
            kept.about.unpacked = 8;
        }),
        ("longer", |kept, _, _| kept.about.unpacked -= 1),
        ("shorter", |kept, _, _| kept.about.unpacked += 1),
        ("state", |kept, _, _| kept.about.state ^= 1),
        ("articles", |kept, _, _| kept.about.articles += 1),
    ];
    let room = Room::new("damaged");
    let (log, memory) = (room.log(20), Memory::default());
    let first = room.dir("first");
    let one = desk(&first);
    let before = follow(&one, &log);
    put(&one, &first, &log, &memory, 1);
    log.fill(30);
    follow(&one, &log);
    put(&one, &first, &log, &memory, 2);
    let sound = std::mem::take(&mut *memory.0.lock().unwrap());
    for (harm, with) in harms {
        *memory.0.lock().unwrap() = sound.clone();
        memory.alter(with);
        let dir = room.dir(harm);
        let taken = take_snapshot(&dir, &memory, &Shards::All).unwrap();
        assert_eq!(taken.passed_over, [name(2)], "{harm}");
        assert_eq!(taken.taken.unwrap().about.name, name(1), "{harm}");
        assert_eq!(SqlStore::open(&dir).unwrap().state_hash().unwrap(), before.0);
        // Where no other is left it begins with nothing.
        memory.0.lock().unwrap().remove(0);
        let dir = room.dir(&format!("{harm}-alone"));
        let taken = take_snapshot(&dir, &memory, &Shards::All).unwrap();
        assert_eq!((taken.taken, taken.passed_over), (None, vec![name(2)]), "{harm}");
        assert!(!SqlStore::file_in(&dir).exists() && !dir.join("snapshot").exists());
    }
}

#[test]
fn what_another_version_says_of_its_state_is_not_compared() {
    let room = Room::new("version");
    let (log, memory) = (room.log(5), Memory::default());
    let one = desk(&room.dir("one"));
    follow(&one, &log);
    put(&one, &room.dir("one"), &log, &memory, 1);
    memory.alter(|kept, _, _| {
        kept.about.made_by = "0.0.0-other".to_owned();
        kept.about.state ^= 1;
    });
    let taken = take_snapshot(&room.dir("two"), &memory, &Shards::All).unwrap();
    assert!(taken.taken.is_some());
}

#[test]
fn nothing_begins_anew_while_snapshots_cannot_be_reached() {
    let room = Room::new("unreached");
    let (log, memory) = (room.log(5), Memory::default());
    let one = desk(&room.dir("one"));
    follow(&one, &log);
    put(&one, &room.dir("one"), &log, &memory, 1);
    memory.alter(|_, _, wrong| *wrong = Wrong::Unreachable);
    let refused = take_snapshot(&room.dir("two"), &memory, &Shards::All);
    let is_unreachable =
        matches!(refused, Err(DeskError::Log(LogError::Unreachable { .. })));
    assert!(is_unreachable, "{refused:?}");
    assert!(!SqlStore::file_in(&room.dir("two")).exists());
}

#[test]
fn a_snapshot_whose_work_ends_on_the_way_is_none() {
    use std::cell::Cell;
    let room = Room::new("ended");
    let (log, memory) = (room.log(40), Memory::default());
    let one = desk(&room.dir("one"));
    follow(&one, &log);
    put(&one, &room.dir("one"), &log, &memory, 1);
    for asked in 0_u8..3 {
        // Before it is read, and while it is.
        let left = Cell::new(u32::from(asked));
        let goes_on = || left.replace(left.get().saturating_sub(1)) > 0;
        let put = one.put_snapshot(&room.dir("one"), &log, &memory, name(2), &goes_on);
        assert_eq!(put.unwrap(), None);
        assert_eq!(memory.count(), 1);
        assert!(!room.dir("one").join("snapshot").exists());
    }
}

/// Readers ask and articles come while a copy is made and sent.
#[test]
fn a_snapshot_is_of_one_moment_while_articles_come() {
    let room = Room::new("beside");
    let (log, memory) = (room.log(100), Memory::default());
    let dir = room.dir("one");
    let one = Arc::new(desk(&dir));
    std::thread::scope(|scope| {
        let following = scope.spawn(|| follow(&one, &log));
        let mut serial = 0;
        while !following.is_finished() || serial == 0 {
            serial += 1;
            put(&one, &dir, &log, &memory, serial);
            let taken = room.dir(&format!("taken-{serial}"));
            // What is told of it is compared.
            let found = take_snapshot(&taken, &memory, &Shards::All).unwrap();
            assert_eq!(found.taken.unwrap().about.name, name(serial));
        }
        assert_eq!(memory.count(), usize::try_from(serial.min(2)).unwrap());
        let whole = following.join().unwrap();
        // Each goes on to the same end, wherever it was cut.
        let other = desk(&room.dir(&format!("taken-{}", serial.div_ceil(2))));
        assert_eq!(follow(&other, &log), whole);
    });
}
