//! What of the state of threading outlasts a run, row by row.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where the rows of the state are kept: what [`crate::Threads::changed_rows`] gave, under
/// its keys.
pub trait Kept: Send + Sync {
    /// The row under a key; `None` where there is none, or it cannot be read.
    fn row(&self, key: u64) -> Option<Vec<u8>>;
}

/// A row that changed: its key, and its bytes or nothing where it is gone.
pub type ChangedRow = (u64, Option<Vec<u8>>);

/// Kinds of rows; a key is a kind and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// One row: by what it was made, and how much there is.
    Summary,
    /// One row: which articles' threading may still change.
    Open,
    /// Logs.
    Order,
    Developments,
    Stories,
    Holders,
    Counts,
    /// Pieces of what articles say, behind the one row of how common each is.
    Pieces,
    AllPieces,
    /// Columns sorted by term.
    AllHolders,
    AllCounts,
    /// Rows by number.
    Article,
    Development,
    Story,
    /// What the latest articles' copies are found by.
    Prints,
    /// Articles whose threading may still change, and what was decided of them.
    Placed,
}

impl Kind {
    pub(crate) fn key(self, number: u32) -> u64 {
        u64::from(self as u8) << 32 | u64::from(number)
    }
}

pub(crate) fn encode<T: Serialize>(row: &T) -> Vec<u8> {
    postcard::to_allocvec(row).expect("plain data can always be written to memory")
}

pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
