//! HTML without a page around it, as feeds and structured data carry it.

use rundown_news::BlockKind;

use crate::html::{NodeId, Tree, collapsed, parse};
use crate::lines::{LineKind, lines_of};
use crate::phrases::{simple, start_of};
use crate::piece::Piece;

/// The pieces of a fragment; also of plain text, a paragraph a line.
pub(crate) fn pieces_of(fragment: &str) -> Vec<Piece> {
    if !looks_like_markup(fragment) {
        let decoded = crate::html::decode_text(fragment);
        // Markup that was escaped twice on its way.
        if decoded.contains("</") && looks_like_markup(&decoded) {
            return pieces_in(&decoded);
        }
        return decoded
            .lines()
            .map(collapsed)
            .filter(|text| !text.is_empty())
            .map(paragraph)
            .collect();
    }
    pieces_in(fragment)
}

/// The pieces of markup.
fn pieces_in(fragment: &str) -> Vec<Piece> {
    pieces_below(&parse(fragment).tree, 0)
}

/// The pieces of all that stands below a node.
pub(crate) fn pieces_below(tree: &Tree<'_>, node: NodeId) -> Vec<Piece> {
    let lines = lines_of(tree, node);
    let piece = |line: &crate::lines::Line| Piece {
        kind: match line.kind {
            LineKind::Paragraph => BlockKind::Paragraph,
            LineKind::Heading(_) => BlockKind::Heading,
            LineKind::Item => BlockKind::ListItem,
            LineKind::Quote => BlockKind::Quote,
            LineKind::Row => BlockKind::Table,
        },
        text: line.text.clone(),
        at: None,
    };
    lines.all.iter().map(piece).collect()
}

/// Drops the line by which a site signs the items of its feed: "The post Harbor shut
/// appeared first on The Port Courier."
pub(crate) fn drop_signature(pieces: &mut Vec<Piece>) {
    const BYTES_MAX: usize = 400;
    const WORDS: [&str; 6] = [
        "appeared first on",
        "first appeared on",
        "erschien zuerst auf",
        "est apparu en premier sur",
        "apareció primero en",
        "proviene da",
    ];
    let is_signature = |piece: &Piece| {
        let words = simple(start_of(&piece.text, BYTES_MAX));
        piece.text.len() < BYTES_MAX && WORDS.iter().any(|own| words.contains(own))
    };
    if pieces.last().is_some_and(is_signature) {
        pieces.pop();
    }
}

fn paragraph(text: String) -> Piece {
    Piece { kind: BlockKind::Paragraph, text, at: None }
}

/// Whether a text has tags in it.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let name = rest.trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    })
}

/// Plain text of a fragment of HTML, as feeds carry it: a paragraph a line.
///
/// ```
/// let text = rundown_extract::plain_text_of("<p>Fish &amp; chips</p><p>are <b>back</b>.</p>");
/// assert_eq!(text, "Fish & chips\nare back.");
/// ```
#[must_use]
pub fn plain_text_of(html: &str) -> String {
    let pieces = pieces_of(html);
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    texts.join("\n")
}
