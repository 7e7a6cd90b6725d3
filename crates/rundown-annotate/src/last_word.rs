//! The last word of a name.

use std::ops::Range;

use rundown_text::fold;

use crate::copy::Copy;

/// The last word of a person's name that is no suffix.
pub(crate) fn last_word(copy: &Copy<'_>, words: &Range<usize>) -> usize {
    let is_suffix = |at: usize| {
        matches!(
            &*fold(copy.word(at)),
            "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "iv" | "," | "."
        )
    };
    (words.start + 1..words.end).rev().find(|at| !is_suffix(*at)).unwrap_or(words.start)
}
