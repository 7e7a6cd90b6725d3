//! The pieces of a text that dates and times are read from.

use std::borrow::Cow;

/// A piece of a text: digits, letters, or one other sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part<'t> {
    Number { value: u32, digits: usize },
    Word(&'t str),
    Sign(char),
}

/// A text as its parts are to be read: letter by letter in lower case.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Digits of Arabic, Persian, Devanagari and wide writing as those of ASCII, where a text
/// has any.
pub(super) fn with_plain_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|letter| plain_digit(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| plain_digit(c).unwrap_or(c)).collect())
}

fn plain_digit(letter: char) -> Option<char> {
    const ZEROS: [char; 4] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{FF10}'];
    let place = |zero: char| u32::from(letter).checked_sub(u32::from(zero));
    let digit = ZEROS.into_iter().filter_map(place).find(|digit| *digit < 10)?;
    char::from_digit(digit, 10)
}

/// The parts of a text that is [`lower`].
pub(super) fn parts_of(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(text.len() / 2);
    let mut word_from = 0;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if let Some(digit) = character.to_digit(10) {
            if let Some(Part::Number { value, digits }) = parts.last_mut() {
                *value = value.saturating_mul(10).saturating_add(digit);
                *digits += 1;
            } else {
                parts.push(Part::Number { value: digit, digits: 1 });
            }
        } else if character.is_alphabetic() || matches!(character, '\u{300}'..='\u{36F}')
        {
            if let Some(Part::Word(word)) = parts.last_mut() {
                *word = &text[word_from..end];
            } else {
                word_from = at;
                parts.push(Part::Word(&text[at..end]));
            }
        } else if character.is_whitespace() {
            if parts.last() != Some(&Part::Sign(' ')) {
                parts.push(Part::Sign(' '));
            }
        } else {
            parts.push(Part::Sign(character));
        }
    }
    parts
}

pub(super) fn number(parts: &[Part<'_>], place: usize) -> Option<(u32, usize)> {
    match parts.get(place)? {
        Part::Number { value, digits } => Some((*value, *digits)),
        _ => None,
    }
}
