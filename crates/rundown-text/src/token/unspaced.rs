//! Words of scripts without spaces, by dictionary (Unicode's segmenter).

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Whether a letter belongs to a script that puts no spaces between words: Thai, Lao,
/// Burmese, Khmer, kana, ideographs.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e01}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
    )
}

/// The ends of the words in a run of letters.
pub(super) fn word_ends(run: &str) -> impl Iterator<Item = usize> {
    SEGMENTER.segment_str(run).filter(|end| *end > 0)
}
