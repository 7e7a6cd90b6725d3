//! What a text is told by, so that copies of it are found.
//!
//! A text is told by its runs of five words. Of a long text one run in four is kept,
//! chosen by its value, so that the same runs are kept of a copy; and the lowest
//! few are looked up, so that a copy cut to a third still meets its original (Broder,
//! "On the resemblance and containment of documents", 1997).

use std::ops::Index;

use rundown_text::shingles;
use serde::{Deserialize, Serialize};

use crate::kept::{Kept, Kind, decode};
use crate::shelf::Shelf;

/// Bytes of text that copies are told by; most agency texts are shorter.
const BYTES_READ: usize = 8_000;

/// Texts with more runs keep one in `KEPT_ONE_IN`.
const RUNS_KEPT_WHOLE: usize = 240;

const KEPT_ONE_IN: u32 = 4;

/// Runs looked up, the lowest ones.
const LOOKED_UP: usize = 16;

/// Texts with fewer runs are not called copies: short notes repeat by chance, and the
/// stubs of one feed share their boilerplate.
const RUNS_MIN: usize = 40;

/// A short text inside a later long one is a copy the other way only if it is no mere
/// quotation: it has to make up this share of the long one.
const PART_OF_LONGER_MIN: f64 = 0.4;

/// What a text is told by.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Prints {
    /// In order, each once.
    runs: Vec<u32>,
    /// Of a longer text one in [`KEPT_ONE_IN`] is kept.
    sampled: bool,
    /// Runs of the whole text.
    count: usize,
}

impl Prints {
    pub(crate) fn of(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(BYTES_READ)];
        let mut runs: Vec<u32> =
            shingles(text).into_iter().map(|run| (run >> 32) as u32).collect();
        runs.sort_unstable();
        runs.dedup();
        let count = runs.len();
        let sampled = count > RUNS_KEPT_WHOLE;
        if sampled {
            runs.retain(|run| run % KEPT_ONE_IN == 0);
            runs.shrink_to_fit();
        }
        Self { runs, sampled, count }
    }

    /// As they were kept; nothing of an article of which no copy can come any more.
    fn fetch(place: u32, kept: &dyn Kept) -> Self {
        let row = kept.row(Kind::Prints.key(place));
        row.and_then(|row| decode(&row)).unwrap_or_default()
    }

    pub(crate) fn is_long_enough(&self) -> bool {
        self.count >= RUNS_MIN
    }

    pub(crate) fn lowest(&self) -> impl Iterator<Item = u32> + '_ {
        let kept = |run: &&u32| (*run).is_multiple_of(KEPT_ONE_IN);
        self.runs.iter().filter(kept).take(LOOKED_UP).copied()
    }

    /// The share of this text's runs that stand in another.
    fn share_in(&self, other: &Self) -> f64 {
        let sampled = self.sampled || other.sampled;
        let (mut all, mut found) = (0.0, 0.0);
        for run in self.runs.iter().filter(|run| !sampled || *run % KEPT_ONE_IN == 0) {
            all += 1.0;
            found += f64::from(u8::from(other.runs.binary_search(run).is_ok()));
        }
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// The share of the smaller of two texts that stands in the other.
    pub(crate) fn shared_with(&self, other: &Self) -> f64 {
        if self.count <= other.count {
            return self.share_in(other);
        }
        if self.share_in(other) < PART_OF_LONGER_MIN {
            return 0.0;
        }
        other.share_in(self)
    }
}

impl Index<usize> for Shelf<Prints> {
    type Output = Prints;

    fn index(&self, place: usize) -> &Prints {
        self.look(place as u32, |kept| Some(Prints::fetch(place as u32, kept)))
    }
}

#[cfg(test)]
mod tests {
    use super::Prints;

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|word| format!("word{word} ")).collect::<Vec<_>>().concat()
    }

    #[test]
    fn a_text_cut_by_half_stands_in_its_original() {
        let (whole, cut) = (Prints::of(&text(0..900)), Prints::of(&text(0..420)));
        assert!(cut.shared_with(&whole) > 0.95);
        assert!(whole.shared_with(&cut) > 0.95);
    }

    #[test]
    fn a_long_text_that_quotes_a_short_one_is_no_copy() {
        let (long, quoted) = (Prints::of(&text(0..900)), Prints::of(&text(100..160)));
        assert!(long.shared_with(&quoted) < 0.01);
    }
}
