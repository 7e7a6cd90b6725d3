//! The start of a text.

use rundown_text::is_quote_mark;

/// The first bytes of a text, cut at a character.
pub(crate) fn start_of(text: &str, bytes_max: usize) -> &str {
    let mut end = text.len().min(bytes_max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a line ends as a sentence of running text does.
pub(crate) fn ends_as_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| is_quote_mark(c) || c == ')' || c == ' ');
    bare.ends_with(['.', '!', '?'])
}
