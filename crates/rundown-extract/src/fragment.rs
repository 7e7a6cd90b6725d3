//! HTML without a page around it, as feeds and structured data carry it.

use rundown_news::BlockKind;

use crate::body::{LineKind, Piece, lines_of};
use crate::html::{collapsed, parse};

/// The pieces of a fragment; also of plain text, a paragraph a line.
pub(crate) fn pieces_of(fragment: &str) -> Vec<Piece> {
    if !looks_like_markup(fragment) {
        let decoded = crate::html::decode_text(fragment);
        return decoded
            .lines()
            .map(collapsed)
            .filter(|text| !text.is_empty())
            .map(paragraph)
            .collect();
    }
    let page = parse(fragment);
    let lines = lines_of(&page.tree, 0);
    let piece = |line: &crate::body::Line| Piece {
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
