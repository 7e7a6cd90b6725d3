//! What is learned from.

use crate::relation::Relation;
use crate::tagging::Keys;
use crate::word::Letters;

/// A sentence as numbers, with gold answers at the same places.
pub(super) struct Sentence {
    pub(super) forms: Vec<String>,
    pub(super) keys: Keys,
    pub(super) letters: Vec<Letters>,
    pub(super) tags: Vec<u8>,
    pub(super) heads: Vec<u16>,
    pub(super) relations: Vec<Relation>,
}

impl Sentence {
    /// Its words.
    pub(super) fn count(&self) -> usize {
        self.letters.len()
    }
}
