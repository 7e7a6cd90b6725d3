//! Bodies that a page holds where no reader sees them: in templates that a script would
//! set, and in the state of the page's framework. Looked at only where little is shown.

use std::collections::VecDeque;

use serde_json::Value;

use crate::fragment::{pieces_below, pieces_of};
use crate::html::Tree;
use crate::lines::ends_sentence;
use crate::metadata::survey::Survey;
use crate::piece::Piece;

/// A shorter text is a teaser.
const BYTES_MIN: usize = 400;

/// More state than this is not read.
const STATE_BYTES_MAX: usize = 3 << 20;

/// Values looked at in the state of a page.
const VALUES_MAX: usize = 40_000;

/// A shorter string in a list is no paragraph of a body.
const PARAGRAPH_BYTES_MIN: usize = 60;

/// The longest body that a page holds unseen.
pub(crate) fn hidden_body(tree: &Tree<'_>, seen: &Survey<'_>) -> Vec<Piece> {
    let mut best: (usize, Vec<Piece>) = (BYTES_MIN, Vec::new());
    let mut offer = |pieces: Vec<Piece>| {
        let bytes = copy_in(&pieces);
        if bytes > best.0 {
            best = (bytes, pieces);
        }
    };
    for id in &seen.hidden {
        offer(pieces_below(tree, *id));
    }
    for (kind, text) in &seen.states {
        if !kind.contains("json") {
            offer(pieces_of(text));
        } else if text.len() <= STATE_BYTES_MAX
            && let Ok(state) = serde_json::from_str(text)
        {
            offer(body_in(&state));
        }
    }
    best.1
}

/// The bytes of what reads like paragraphs.
fn copy_in(pieces: &[Piece]) -> usize {
    let is_copy = |text: &&str| {
        text.len() >= PARAGRAPH_BYTES_MIN && ends_sentence(text) && text.contains(' ')
    };
    pieces.iter().map(|piece| piece.text.as_str()).filter(is_copy).map(str::len).sum()
}

/// The longest text in a state: one string, or the strings of one list.
fn body_in(state: &Value) -> Vec<Piece> {
    let mut queue = VecDeque::from([state]);
    let mut best: (usize, String) = (BYTES_MIN, String::new());
    let mut count = 0;
    while let Some(value) = queue.pop_front() {
        count += 1;
        if count > VALUES_MAX {
            break;
        }
        match value {
            Value::String(text) if is_prose(text) && text.len() > best.0 => {
                best = (text.len(), text.clone());
            }
            Value::Array(values) => {
                let told: Vec<&str> = values.iter().filter_map(paragraph_in).collect();
                let bytes = told.iter().map(|text| text.len()).sum();
                if bytes > best.0 {
                    best = (bytes, told.join("\n"));
                }
                queue.extend(values);
            }
            Value::Object(fields) => queue.extend(fields.values()),
            _ => {}
        }
    }
    pieces_of(&best.1)
}

/// The paragraph that an element of a list is or holds.
fn paragraph_in(value: &Value) -> Option<&str> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(fields) => {
            let texts = fields.values().filter_map(Value::as_str);
            texts.max_by_key(|text| text.len())?
        }
        _ => return None,
    };
    is_prose(text).then_some(text)
}

/// Whether a string is a sentence or more, rather than a key, an address or code.
fn is_prose(text: &str) -> bool {
    let blanks = text.bytes().filter(|byte| *byte == b' ').count();
    text.len() >= PARAGRAPH_BYTES_MIN
        && blanks * 12 > text.len()
        && !text.contains("function")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_list_of_paragraphs_in_a_state_is_its_body() {
        let told =
            "The harbor of Port Elm was shut on Monday after a storm, its office said.";
        let state = serde_json::json!({"page": {"id": "a-b-c", "teasers": [{"text": told}],
            "body": [{"kind": "p", "text": told}, {"kind": "p", "text": told},
                {"kind": "p", "text": told}, told, told, told, told]}});
        assert_eq!(body_in(&state).len(), 7);
    }
}
