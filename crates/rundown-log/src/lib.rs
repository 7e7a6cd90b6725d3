//! A log between the stages: what one appends another reads in the same order, on the same
//! machine or on others.
//!
//! A log has [three operations](Log): append under a key, read a shard in order from a
//! position, and say how far a shard is settled. The position itself is the reader's: it is
//! kept where the effects of the entries are, in the same transaction, so that a reader that
//! is killed neither loses an entry nor counts one twice. Beside a log may be
//! [copies](Snapshots) of what a reader came to, for when that place is lost. Nothing here
//! knows what a log is made of.
//!
//! ```
//! use rundown_log::{Position, Shard, chained};
//!
//! let shard: Shard = "en".parse()?;
//! assert_eq!(shard.as_str(), "en");
//! assert!("no/shard".parse::<Shard>().is_err());
//! // A sum over the keys in their order: two readers that read the same have the same.
//! let (ab, ba) = (chained(chained(0, "a"), "b"), chained(chained(0, "b"), "a"));
//! assert_ne!(ab, ba);
//! assert!(Position::START < Position(1));
//! # Ok::<(), rundown_log::NoShard>(())
//! ```

mod error;
pub mod laws;
pub mod snapshot_laws;
mod snapshots;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use error::LogError;
pub use snapshots::{
    KeptSnapshot, NoSnapshot, Snapshot, SnapshotName, Snapshots, outdated,
};

/// Entries of more bytes are not given out by one read, but for a single longer one.
pub const READ_BYTES_MAX: usize = 32 << 20;

/// The longest name of a shard.
const SHARD_BYTES_MAX: usize = 32;

/// A part of a log that is read in order by one reader at a time: a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shard(String);

/// A text that names no shard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no shard: it takes up to 32 small letters, digits and hyphens")]
pub struct NoShard(pub String);

impl Shard {
    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(name: &str) -> Result<Self, NoShard> {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = !name.is_empty() && name.len() <= SHARD_BYTES_MAX;
        if fits && name.chars().all(is_plain) {
            Ok(Self(name.to_owned()))
        } else {
            Err(NoShard(name.to_owned()))
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is read: one shard, or all of them in the order in which they were appended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shards {
    /// Every one.
    All,
    /// This one.
    One(Shard),
}

impl Shards {
    /// The name for all of them; no shard is called so.
    pub const ALL: &'static str = "all";
}

impl FromStr for Shards {
    type Err = NoShard;

    fn from_str(name: &str) -> Result<Self, NoShard> {
        if name == Self::ALL { Ok(Self::All) } else { name.parse().map(Self::One) }
    }
}

impl fmt::Display for Shards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str(Self::ALL),
            Self::One(shard) => shard.fmt(f),
        }
    }
}

/// A place in a log: that of the entry before it. Places only grow, with gaps where entries
/// belong to other shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position(pub u64);

impl Position {
    /// Before the first entry.
    pub const START: Self = Self(0);
}

/// An entry on its way into a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// To which shard it belongs.
    pub shard: Shard,
    /// By what it is known again: of two with one key only the first is there.
    pub key: String,
    /// What it says.
    pub body: Vec<u8>,
}

/// An entry of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub position: Position,
    /// By what it is known again.
    pub key: String,
    /// What it says.
    pub body: Vec<u8>,
}

/// A log. [`laws`] has what every one keeps to.
pub trait Log: Send + Sync {
    /// Which log it is: a place in one tells nothing of another, and one that was emptied
    /// and begun anew is another.
    ///
    /// # Errors
    /// When it cannot be told.
    fn identity(&self) -> Result<String, LogError>;

    /// Appends entries in their order; of each whether it was new. An entry is kept when
    /// this returns. One whose key is there already changes nothing: whoever is not sure
    /// whether it is there appends it again. A log forgets keys when it lets go of their
    /// entries, and may forget them an hour after they came.
    ///
    /// # Errors
    /// When the log cannot be reached or takes no more: some of them may be there.
    fn append(&self, entries: &[NewEntry]) -> Result<Vec<bool>, LogError>;

    /// The entries behind a place in order, at most so many, fewer where they are long
    /// ([`READ_BYTES_MAX`]); where there are none yet it is
    /// waited for the first for so long.
    ///
    /// # Errors
    /// When the log cannot be reached.
    fn read(
        &self,
        shards: &Shards,
        behind: Position,
        limit: usize,
        wait: Duration,
    ) -> Result<Vec<Entry>, LogError>;

    /// Says that what these entries came to is kept, with this place, where it belongs: the
    /// log may let go of them if nobody else reads it.
    ///
    /// # Errors
    /// When the log cannot be reached.
    fn settle(&self, shards: &Shards, through: Position) -> Result<(), LogError>;
}

/// By what a writer proves that it is the latest holder of a lease: whoever keeps what it
/// writes refuses those with a lower number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// Which lease, for people and to tell it from others.
    pub lease: String,
    /// In which count its number is: when leases are forgotten and begun anew they are counted
    /// from one again, and this is higher.
    pub epoch: u64,
    /// Its number, higher with every holder.
    pub number: u64,
}

/// A sum over keys in their order, one more taken in: of two readers that began alike it is
/// the same exactly if they read the same entries in the same order.
#[must_use]
pub fn chained(sum: u64, key: &str) -> u64 {
    xxh3_64_with_seed(key.as_bytes(), sum)
}
