//! What a specification case wants found.

use rundown_news::Span;
use serde_json::Value;

/// A case in our terms, or why it does not apply.
pub(super) type Expected = Result<Vec<Wanted>, &'static str>;

/// Something that must be found.
pub(super) struct Wanted {
    /// Its bytes in the input.
    pub(super) span: Span,
    /// What it may be read as.
    pub(super) reading: Reading,
}

/// What it may be read as.
pub(super) enum Reading {
    /// A date with one of these values; those that begin with `T` on any day.
    Date(Vec<String>),
    /// A figure of this value and unit.
    Figure(f64, String),
}

/// The bytes of a result; the cases count in UTF-16 units or characters.
pub(super) fn span(input: &str, result: &Value) -> Span {
    let text = result["Text"].as_str().unwrap_or("");
    let start = result["Start"].as_u64().unwrap_or(0) as usize;
    let byte = |n: usize| input.char_indices().nth(n).map_or(input.len(), |(i, _)| i);
    let start = byte(start);
    Span::new(start, byte(input[..start].chars().count() + text.chars().count()))
}
