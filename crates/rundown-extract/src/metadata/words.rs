//! Whether two headlines are the same.

use crate::phrases::simple;

/// Whether two headlines are the same words.
pub(crate) fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (simple(one), simple(other));
    !one.is_empty() && one == other
}

/// How far two headlines share their words, in percent of the longer one.
pub(crate) fn agreement(one: &str, other: &str) -> usize {
    agreement_of_words(&simple(one), &simple(other))
}

/// See [`agreement`]; of simple words.
pub(super) fn agreement_of_words(one: &str, other: &str) -> usize {
    if one == other {
        return 100;
    }
    if is_unspaced(one) && is_unspaced(other) {
        let shared = one.chars().take(60).filter(|own| other.contains(*own)).count();
        let longer = one.chars().count().max(other.chars().count());
        return shared * 100 / longer.max(1);
    }
    let words: Vec<&str> = one.split(' ').take(60).collect();
    let others: Vec<&str> = other.split(' ').take(60).collect();
    let shared = words.iter().filter(|word| others.contains(word)).count();
    shared * 100 / words.len().max(others.len()).max(1)
}

/// Whether a text is of a script that sets no blanks between words.
fn is_unspaced(text: &str) -> bool {
    let letters = text.chars().filter(|letter| !letter.is_ascii()).count();
    letters >= 4
        && text.split(' ').count() * 4 <= letters
        && text.chars().any(|letter| matches!(letter, '\u{3040}'..='\u{9FFF}'))
}
