//! What needs no weighing: keys that nearly always had one answer in training.

use rundown_lexicon::mix;

/// An answer may stand so many slots behind its home.
pub(crate) const PROBES: usize = 4;

/// Answers by key, read where they lie in a model's file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) bits: u32,
    /// The lower half of each slot's key; zero for none.
    pub(crate) keys: &'a [[u8; 4]],
    pub(crate) answers: &'a [u8],
}

impl Known<'_> {
    pub(crate) const NOTHING: Self = Self { bits: 0, keys: &[], answers: &[] };

    /// The answer, if there is one.
    #[inline]
    pub(crate) fn of(&self, key: u64) -> Option<u8> {
        let mask = (1 << self.bits) - 1;
        for probe in 0..PROBES {
            let slot = (home(key) + probe) & mask;
            let found = u32::from_le_bytes(*self.keys.get(slot)?);
            if found == short(key) {
                return self.answers.get(slot).copied();
            }
            if found == 0 {
                return None;
            }
        }
        None
    }
}

/// The slot a key looks first at, before it is cut to the size of its table.
#[inline]
pub(crate) fn home(key: u64) -> usize {
    (key >> 32) as usize
}

/// The part of a key that is kept; never zero.
#[inline]
pub(crate) fn short(key: u64) -> u32 {
    key as u32 | 1
}

/// The key of a word for its tag: its form, and whether it is capital without need.
#[inline]
pub(crate) fn word_key(norm: u64, form: &str, is_first: bool) -> u64 {
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    mix(norm ^ (u64::from(capital) + u64::from(capital && is_first)))
}

/// The key of an arc for its relation: the tags at its ends and which way it runs.
#[inline]
pub(crate) fn arc_key(way: u64, head_tag: u8, word_tag: u8) -> u64 {
    mix(way << 16 | u64::from(head_tag) << 8 | u64::from(word_tag))
}

/// The same with the dependent's form.
#[inline]
pub(crate) fn arc_word_key(arc: u64, norm: u64) -> u64 {
    mix(arc.rotate_left(7) ^ norm)
}
