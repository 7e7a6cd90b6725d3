//! A word as the models see it: keys for its form, its ends, its shape and its classes.

use rundown_lexicon::{word_classes, word_key};
use rundown_text::fold;

/// The class of a word that has none.
pub const NO_CLASS: u16 = 2_000;

/// A word of a sentence, with what is known of it without its place.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// The word as it is written.
    pub form: &'a str,
    /// The key of its folded form, every digit as 0.
    pub norm: u64,
    /// Its class of 128, or [`NO_CLASS`].
    pub few: u16,
    /// Its class of 1,000, or [`NO_CLASS`].
    pub many: u16,
}

impl<'a> Word<'a> {
    /// Reads a word alone.
    ///
    /// ```
    /// use rundown_grammar::Word;
    /// assert_eq!(Word::read("Quake").norm, Word::read("quake").norm);
    /// assert_eq!(Word::read("12,000").norm, Word::read("34,567").norm);
    /// ```
    #[must_use]
    pub fn read(form: &'a str) -> Self {
        let folded = fold(form);
        let key = word_key(&folded);
        let zeroed = |c: char| if c.is_ascii_digit() { '0' } else { c };
        let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
        let norm = if has_digit {
            word_key(&folded.chars().map(zeroed).collect::<String>())
        } else {
            key
        };
        let (few, many) = word_classes()
            .of(key)
            .map_or((NO_CLASS, NO_CLASS), |(few, many)| (u16::from(few), many));
        Self { form, norm, few, many }
    }
}

/// So many letters of an end tell of the part of speech.
pub(crate) const END_LETTERS: usize = 4;
/// Letters whose case and kind make the shape.
const SHAPE_LETTERS: usize = 6;

/// What the letters of a form tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters {
    /// The last one, two, three and four letters, small; `0` where the word is shorter.
    pub(crate) ends: [u64; END_LETTERS],
    /// The first two letters, small.
    pub(crate) head: u64,
    /// Capital, small, digit or sign for each of the first letters.
    pub(crate) shape: u64,
}

impl Letters {
    pub(crate) fn read(form: &str) -> Self {
        let mut ends = [0; END_LETTERS];
        let mut packed = 0;
        for (end, c) in ends.iter_mut().zip(form.chars().rev()) {
            packed = packed << 21 | (u64::from(u32::from(small(c))) + 1);
            *end = packed;
        }
        let mut head = 0;
        let mut shape = 0;
        for (i, c) in form.chars().take(SHAPE_LETTERS).enumerate() {
            if i < 2 {
                head = head << 21 | (u64::from(u32::from(small(c))) + 1);
            }
            shape = shape * 5 + kind(c);
        }
        Self { ends, head, shape }
    }
}

fn small(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

fn kind(c: char) -> u64 {
    match c {
        _ if c.is_uppercase() => 1,
        _ if c.is_lowercase() => 2,
        _ if c.is_numeric() => 3,
        _ => 4,
    }
}
