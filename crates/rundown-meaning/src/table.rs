//! The table as a file: a header, then parts that are read where they lie.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | name and version |
//! | 8 | xxh3 of all that follows |
//! | 4 × 4 | pieces, units of their trie, units of the trie of normal forms, bytes of these |
//! | 8 | the score of a character that no piece is for |
//! | | the two tries, the normal forms, the scores, the rows |
//!
//! Numbers are little-endian. A row is a scale (the upper half of a 32-bit float) and two
//! dimensions a byte, each a number of -7 to 7 above 8; the second half of the dimensions
//! lies in the upper halves of the bytes.

use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::normal::Normal;
use crate::trie::Trie;
use crate::vector::{DIMENSIONS, Vector};

pub(crate) const NAME: &[u8; 8] = b"RdMean01";
pub(crate) const HALF: usize = DIMENSIONS / 2;
pub(crate) const ROW_BYTES: usize = 2 + HALF;

/// Pieces of words in many languages, each with a vector of what it means.
///
/// It borrows the bytes it was read from; to open it costs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Table<'a> {
    pub(crate) pieces: Trie<'a>,
    pub(crate) normal: Normal<'a>,
    pub(crate) unknown: f64,
    scores: &'a [[u8; 4]],
    rows: &'a [[u8; ROW_BYTES]],
}

/// Why bytes are not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Another file, or another version of this one.
    #[error("not a table of meaning of this version")]
    Foreign,
    /// Too short for what its header says.
    #[error("the table of meaning is cut short")]
    Short,
    /// The hash is another.
    #[error("the table of meaning is damaged")]
    Damaged,
}

impl Table<'static> {
    /// The table that ships with this crate.
    ///
    /// Where it comes from is told in `data/README.md`. It is a part of the program and
    /// is not hashed again; a test does that.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Table<'static>> =
            LazyLock::new(|| parts(SHIPPED_BYTES).unwrap_or_default());
        &SHIPPED
    }
}

/// The file, for the test of its hash.
pub(crate) static SHIPPED_BYTES: &[u8] = include_bytes!("../data/meaning.table");

impl<'a> Table<'a> {
    /// Reads a table where it lies, after a look at its hash.
    ///
    /// ```
    /// use rundown_meaning::{Table, TableError};
    /// assert_eq!(Table::read(b"another file").err(), Some(TableError::Foreign));
    /// ```
    pub fn read(bytes: &'a [u8]) -> Result<Self, TableError> {
        let (name, rest) = bytes.split_first_chunk().ok_or(TableError::Foreign)?;
        if name != NAME {
            return Err(TableError::Foreign);
        }
        let (hash, rest) = rest.split_first_chunk().ok_or(TableError::Short)?;
        if u64::from_le_bytes(*hash) != xxh3_64(rest) {
            return Err(TableError::Damaged);
        }
        parts(bytes).ok_or(TableError::Short)
    }

    /// How many pieces there are; their numbers are below it.
    #[must_use]
    pub fn piece_count(&self) -> usize {
        self.rows.len()
    }

    /// How likely a piece is: the logarithm of its share of all pieces, as the teacher
    /// learned it.
    #[must_use]
    pub fn score(&self, piece: u32) -> f64 {
        let score = self.scores.get(piece as usize).copied().unwrap_or_default();
        f64::from(f32::from_le_bytes(score))
    }

    /// Adds a piece's vector so many times; a number that no piece has adds nothing.
    #[inline]
    pub fn add(&self, piece: u32, weight: f32, sum: &mut Vector) {
        let Some([low, high, nibbles @ ..]) = self.rows.get(piece as usize) else {
            return;
        };
        let weight = weight * f32::from_le_bytes([0, 0, *low, *high]);
        // Arrays of a length that is known, so that the loops become vector code.
        let (halves, _) = sum.0.as_chunks_mut::<HALF>();
        let [first, second] = halves else { return };
        for (x, byte) in first.iter_mut().zip(nibbles) {
            *x += weight * (i32::from(byte & 15) - 8) as f32;
        }
        for (x, byte) in second.iter_mut().zip(nibbles) {
            *x += weight * (i32::from(byte >> 4) - 8) as f32;
        }
    }
}

/// Cuts the file, whose name and hash have been seen to.
fn parts(bytes: &[u8]) -> Option<Table<'_>> {
    let mut rest = bytes.get(16..)?;
    let mut counts = [0; 4];
    for count in &mut counts {
        *count = u32::from_le_bytes(*take(&mut rest)?) as usize;
    }
    let [pieces, piece_units, normal_units, normal_bytes] = counts;
    let unknown = f64::from_le_bytes(*take(&mut rest)?);
    let trie = Trie::new(take_all(&mut rest, piece_units)?);
    let normal = Trie::new(take_all(&mut rest, normal_units)?);
    let strings = take_all::<1>(&mut rest, normal_bytes)?.as_flattened();
    let normal = Normal { trie: normal, strings };
    let scores = take_all(&mut rest, pieces)?;
    let rows = take_all(&mut rest, pieces)?;
    Some(Table { pieces: trie, normal, unknown, scores, rows })
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    take_all(rest, 1)?.first()
}

fn take_all<'a, const N: usize>(
    rest: &mut &'a [u8],
    count: usize,
) -> Option<&'a [[u8; N]]> {
    let (taken, after) = rest.split_at_checked(count.checked_mul(N)?)?;
    *rest = after;
    Some(taken.as_chunks().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_whole() {
        assert_eq!(Table::read(SHIPPED_BYTES).unwrap().piece_count(), 128_000);
        assert!(SHIPPED_BYTES.len() <= 16_000_000);
    }

    #[test]
    fn a_damaged_or_cut_table_is_refused() {
        let mut bytes = SHIPPED_BYTES[..5000].to_vec();
        assert_eq!(Table::read(&bytes).err(), Some(TableError::Damaged));
        let hash = xxh3_64(&bytes[16..]).to_le_bytes();
        bytes[8..16].copy_from_slice(&hash);
        assert_eq!(Table::read(&bytes).err(), Some(TableError::Short));
        assert_eq!(Table::read(&bytes[..12]).err(), Some(TableError::Short));
    }
}
