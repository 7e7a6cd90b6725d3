//! What every place that keeps snapshots keeps to, as [`laws`](crate::laws) has it of logs.

use std::io::{self, Read};

use crate::laws::{Held, failed, one, same};
use crate::{
    KeptSnapshot, LogError, Position, Shards, Snapshot, SnapshotName, Snapshots,
};

/// A law of snapshots: its name, and what looks whether a place keeps to it.
pub type SnapshotLaw = (&'static str, fn(&dyn Snapshots) -> Held);

/// All laws of snapshots. Each takes a place of its own that nothing was put into.
pub const SNAPSHOT_LAWS: &[SnapshotLaw] = &[
    ("bytes", a_snapshot_comes_back_as_it_was),
    ("order", the_newest_is_that_of_the_latest_holder),
    ("shards", each_shard_has_its_own),
    ("cut-off", what_is_cut_off_is_none),
    ("kept", the_newest_two_are_kept),
    ("fenced", a_holder_that_was_overtaken_takes_nothing),
];

/// Longer than what any place sends at a time.
const LONG: usize = 3 << 20;

fn about(shards: &Shards, epoch: u64, number: u64, serial: u64) -> Snapshot {
    Snapshot {
        name: SnapshotName { shards: shards.clone(), epoch, number, serial },
        at_ms: 1_936_000_000_000,
        made_by: "0.0.1-law".to_owned(),
        log: "a log of \"laws\" — 1".to_owned(),
        through: Position(u64::MAX - serial),
        sum: 0x0123_4567_89ab_cdef,
        articles: 7,
        state: u128::MAX - 5,
        unpacked: 1 << 40,
    }
}

/// Bytes that no two snapshots have in common.
fn bytes_of(about: &Snapshot, length: usize) -> Vec<u8> {
    let seed = format!("{} ", about.name);
    let mut bytes: Vec<u8> = seed.bytes().cycle().take(length).collect();
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = byte.wrapping_add((at / 251) as u8);
    }
    bytes
}

fn put(to: &dyn Snapshots, about: &Snapshot) -> Result<KeptSnapshot, String> {
    to.put_snapshot(about, &mut bytes_of(about, 1_000).as_slice()).map_err(failed)
}

fn names(of: &dyn Snapshots, shards: &Shards) -> Result<Vec<String>, String> {
    let all = of.snapshots(shards).map_err(failed)?;
    Ok(all.iter().map(|kept| kept.about.name.to_string()).collect())
}

fn a_snapshot_comes_back_as_it_was(place: &dyn Snapshots) -> Held {
    let en = one("en");
    same("none at first", names(place, &en)?, Vec::new())?;
    for (serial, length) in [(1, 0), (2, 1), (3, LONG + 17)] {
        let about = about(&en, 5, 1, serial);
        let bytes = bytes_of(&about, length);
        let kept = place.put_snapshot(&about, &mut bytes.as_slice()).map_err(failed)?;
        same("what is told of it", &kept.about, &about)?;
        same("its size", (kept.bytes, kept.is_whole), (length as u64, true))?;
        let listed = place.snapshots(&en).map_err(failed)?;
        same("it is listed first", listed.first(), Some(&kept))?;
        let mut read = Vec::new();
        place.read_snapshot(&kept, &mut read).map_err(failed)?;
        same("its bytes", read == bytes, true)?;
    }
    Ok(())
}

fn the_newest_is_that_of_the_latest_holder(place: &dyn Snapshots) -> Held {
    let en = one("en");
    // A number of two digits is greater, and a count that began later greater still.
    let made = [(5, 10, 1), (5, 9, 30), (7, 1, 1), (5, 9, 4), (5, 10, 11), (5, 10, 2)];
    for (epoch, number, serial) in made {
        put(place, &about(&en, epoch, number, serial))?;
    }
    let order =
        ["en_7_1_1", "en_5_10_11", "en_5_10_2", "en_5_10_1", "en_5_9_30", "en_5_9_4"];
    same("order", names(place, &en)?, order.map(str::to_owned).into())
}

fn each_shard_has_its_own(place: &dyn Snapshots) -> Held {
    let (en, de) = (one("en"), one("de"));
    for shards in [&en, &Shards::All] {
        put(place, &about(shards, 5, 1, 1))?;
    }
    same("en", names(place, &en)?, vec!["en_5_1_1".to_owned()])?;
    same("all", names(place, &Shards::All)?, vec!["all_5_1_1".to_owned()])?;
    same("de", names(place, &de)?, Vec::new())?;
    let newer = about(&en, 9, 9, 9).name;
    same("pruned", place.prune_snapshots(&newer, 0).map_err(failed)?, 1)?;
    same("all stays", names(place, &Shards::All)?, vec!["all_5_1_1".to_owned()])
}

/// Bytes that cannot be read to their end.
struct CutOff(usize);

impl Read for CutOff {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let some = into.len().min(self.0);
        if some == 0 {
            return Err(io::Error::other("cut off"));
        }
        into[..some].fill(7);
        self.0 -= some;
        Ok(some)
    }
}

fn what_is_cut_off_is_none(place: &dyn Snapshots) -> Held {
    let en = one("en");
    let first = put(place, &about(&en, 5, 1, 1))?;
    match place.put_snapshot(&about(&en, 5, 1, 2), &mut CutOff(LONG)) {
        Err(LogError::Snapshot { .. }) => {}
        other => return Err(format!("cut off, and {other:?}")),
    }
    let listed = place.snapshots(&en).map_err(failed)?;
    same("only the first is there", &listed, &vec![first.clone()])?;
    let mut read = Vec::new();
    place.read_snapshot(&first, &mut read).map_err(failed)?;
    same("as it was", read == bytes_of(&first.about, 1_000), true)?;
    put(place, &about(&en, 5, 1, 3))?;
    let both = ["en_5_1_3", "en_5_1_1"].map(str::to_owned);
    same("the next one is there", names(place, &en)?, both.into())
}

fn the_newest_two_are_kept(place: &dyn Snapshots) -> Held {
    let en = one("en");
    for serial in 1..=4 {
        let about = about(&en, 5, 1, serial);
        put(place, &about)?;
        let gone = place.prune_snapshots(&about.name, 2).map_err(failed)?;
        same("each pushes one out", gone, usize::from(serial > 2))?;
    }
    let left = ["en_5_1_4", "en_5_1_3"].map(str::to_owned);
    same("left", names(place, &en)?, left.into())
}

fn a_holder_that_was_overtaken_takes_nothing(place: &dyn Snapshots) -> Held {
    let en = one("en");
    for (number, serial) in [(4, 8), (4, 9), (6, 1)] {
        put(place, &about(&en, 5, number, serial))?;
    }
    // The fourth hung, and puts one more while the sixth has the shard.
    let late = about(&en, 5, 4, 10);
    put(place, &late)?;
    place.prune_snapshots(&late.name, 2).map_err(failed)?;
    let left = ["en_5_6_1", "en_5_4_10"].map(str::to_owned);
    same("the sixth stays the newest", names(place, &en)?, left.into())?;
    put(place, &about(&en, 5, 6, 2))?;
    put(place, &about(&en, 5, 6, 3))?;
    place.prune_snapshots(&late.name, 1).map_err(failed)?;
    let left = ["en_5_6_3", "en_5_6_2", "en_5_6_1"].map(str::to_owned);
    same("it lets go of nothing that is newer", names(place, &en)?, left.into())
}
