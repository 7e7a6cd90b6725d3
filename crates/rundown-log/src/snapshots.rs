//! Copies of what a reader of a log came to, kept beside the log.
//!
//! A reader keeps its position where the effects of the entries are. Whoever loses that place
//! would have to read the log from its start, which may be gone by then. A snapshot is that
//! place as it was: the next reader begins with it, and goes on from its position.

use std::fmt;
use std::io::{Read, Write};
use std::str::FromStr;

use crate::{Fence, LogError, Position, Shards};

/// Which snapshot it is. Of two of the same shards the greater one is the newer one: whoever
/// had the lease later made it, or the same holder later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SnapshotName {
    /// Of which shards.
    pub shards: Shards,
    /// In which count the number of the holder is.
    pub epoch: u64,
    /// The number of the holder of the lease.
    pub number: u64,
    /// How many that holder began before it, this one counted.
    pub serial: u64,
}

/// A text that names no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no snapshot")]
pub struct NoSnapshot(pub String);

impl SnapshotName {
    /// The name of what the holder of a lease makes.
    #[must_use]
    pub fn of(shards: &Shards, fence: &Fence, serial: u64) -> Self {
        let (epoch, number) = (fence.epoch, fence.number);
        Self { shards: shards.clone(), epoch, number, serial }
    }
}

impl fmt::Display for SnapshotName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shards, epoch, number, serial } = self;
        write!(f, "{shards}_{epoch}_{number}_{serial}")
    }
}

impl FromStr for SnapshotName {
    type Err = NoSnapshot;

    /// ```
    /// use rundown_log::SnapshotName;
    /// let older: SnapshotName = "en_1700_9_30".parse()?;
    /// let newer: SnapshotName = "en_1700_10_1".parse()?;
    /// assert!(older < newer);
    /// assert_eq!(newer.to_string(), "en_1700_10_1");
    /// assert!("en_1700_10".parse::<SnapshotName>().is_err());
    /// # Ok::<(), rundown_log::NoSnapshot>(())
    /// ```
    fn from_str(name: &str) -> Result<Self, NoSnapshot> {
        let read = || {
            let mut parts = name.split('_');
            let shards = parts.next()?.parse().ok()?;
            let mut number = || parts.next()?.parse().ok();
            let (epoch, holder, serial) = (number()?, number()?, number()?);
            parts.next().is_none().then_some(Self {
                shards,
                epoch,
                number: holder,
                serial,
            })
        };
        read().ok_or_else(|| NoSnapshot(name.to_owned()))
    }
}

/// What is told of a snapshot beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Which one it is.
    pub name: SnapshotName,
    /// When it was made, in milliseconds since 1970.
    pub at_ms: i64,
    /// The version of the program that made it.
    pub made_by: String,
    /// The log that was read, by its identity.
    pub log: String,
    /// How far it was read.
    pub through: Position,
    /// A sum over the keys of all entries that were, in their order.
    pub sum: u64,
    /// How many articles it holds.
    pub articles: u64,
    /// The state hash of what it holds.
    pub state: u128,
    /// Its bytes when unpacked.
    pub unpacked: u64,
}

/// A snapshot that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSnapshot {
    /// What is told of it.
    pub about: Snapshot,
    /// Its bytes as they are kept.
    pub bytes: u64,
    /// A sum over these.
    pub checksum: String,
    /// Whether all of its parts are there.
    pub is_whole: bool,
}

/// Where snapshots are kept. [`snapshot_laws`](crate::snapshot_laws) has what every such place keeps to.
pub trait Snapshots: Send + Sync {
    /// Keeps a snapshot: it is there when this returns. What is cut off on the way is none,
    /// and takes nothing from those that are.
    ///
    /// # Errors
    /// When its bytes cannot be read, or the place cannot be reached or takes no more.
    fn put_snapshot(
        &self,
        about: &Snapshot,
        bytes: &mut dyn Read,
    ) -> Result<KeptSnapshot, LogError>;

    /// Those of some shards, the newest first. What another version tells of one in a way
    /// that this one does not know is left out.
    ///
    /// # Errors
    /// When the place cannot be reached.
    fn snapshots(&self, shards: &Shards) -> Result<Vec<KeptSnapshot>, LogError>;

    /// Writes the bytes of a snapshot: no more than it has. Only when this returns it is
    /// known that they are its bytes.
    ///
    /// # Errors
    /// When it is damaged, it cannot be reached, or its bytes cannot be written.
    fn read_snapshot(
        &self,
        kept: &KeptSnapshot,
        into: &mut dyn Write,
    ) -> Result<(), LogError>;

    /// Lets go of the snapshots of the same shards but for the newest whole ones, so many, and
    /// of what was cut off. What is newer than this one is not touched: a holder that was
    /// overtaken takes nothing from the one that followed. How many snapshots went.
    ///
    /// # Errors
    /// When the place cannot be reached: some may be gone then.
    fn prune_snapshots(
        &self,
        through: &SnapshotName,
        keep: usize,
    ) -> Result<usize, LogError>;
}

/// Those of some snapshots that are not among the newest whole ones, and not newer than one:
/// what [`Snapshots::prune_snapshots`] lets go of.
#[must_use]
pub fn outdated(
    mut all: Vec<KeptSnapshot>,
    through: &SnapshotName,
    keep: usize,
) -> Vec<SnapshotName> {
    all.sort_by(|a, b| b.about.name.cmp(&a.about.name));
    let mut whole = 0;
    all.retain(|one| {
        whole += usize::from(one.is_whole);
        let is_kept = one.is_whole && whole <= keep;
        !is_kept && one.about.name <= *through
    });
    all.into_iter().map(|one| one.about.name).collect()
}
