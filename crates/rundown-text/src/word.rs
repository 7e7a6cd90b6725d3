//! Normal forms of words.

use std::borrow::Cow;

/// The form in which words are compared: lower case, curly apostrophes straight,
/// without combining marks, soft hyphens and zero-width signs.
///
/// ```
/// assert_eq!(rundown_text::fold("O’Neill"), "o'neill");
/// assert_eq!(rundown_text::fold("quake"), "quake");
/// ```
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    Cow::Owned(folded)
}
