//! Whether two headlines are the same.

use crate::phrases::{simple, start_of};

/// More words of a headline are not compared.
const WORDS_MAX: usize = 60;

/// Whether two headlines are the same words.
pub(crate) fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (simple(one), simple(other));
    !one.is_empty() && one == other
}

/// How far two headlines share their words, in percent of the longer one.
pub(crate) fn agreement(one: &str, other: &str) -> usize {
    Words::of(&simple(one)).agreement(&Words::of(&simple(other)))
}

/// The simple words of a headline, for comparing it with several others.
#[derive(Debug)]
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    /// How many there are.
    pub(super) count: usize,
    /// The first of them.
    all: Vec<&'t str>,
    is_unspaced: bool,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut words = text.split(' ');
        let all: Vec<&str> = words.by_ref().take(WORDS_MAX).collect();
        let count = all.len() + words.count();
        Self { text, count, all, is_unspaced: is_unspaced(text) }
    }

    /// See [`agreement`].
    pub(super) fn agreement(&self, other: &Self) -> usize {
        if self.text == other.text {
            return 100;
        }
        if self.is_unspaced && other.is_unspaced {
            let letters = self.text.chars().take(WORDS_MAX);
            let shared = letters.filter(|own| other.text.contains(*own)).count();
            let longer = self.text.chars().count().max(other.text.chars().count());
            return shared * 100 / longer.max(1);
        }
        let shared = self.all.iter().filter(|word| other.all.contains(word)).count();
        shared * 100 / self.all.len().max(other.all.len()).max(1)
    }
}

/// Whether a text holds another. Of a long one the beginning is looked for first: that
/// costs little, and mostly it is not there.
pub(super) fn holds(text: &str, part: &str) -> bool {
    const BEGINNING_BYTES: usize = 32;
    text.len() >= part.len()
        && text.contains(start_of(part, BEGINNING_BYTES))
        && (part.len() <= BEGINNING_BYTES || text.contains(part))
}

/// Whether a text is of a script that sets no blanks between words.
fn is_unspaced(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let letters = text.chars().filter(|letter| !letter.is_ascii()).count();
    letters >= 4
        && text.split(' ').count() * 4 <= letters
        && text.chars().any(|letter| matches!(letter, '\u{3040}'..='\u{9FFF}'))
}
