//! What every page of a database has.

/// The size of a page; ours have the one that `SQLite` gives them.
pub(super) const PAGE: usize = 4_096;

pub(super) fn page_number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
