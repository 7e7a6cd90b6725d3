//! HTML without a page around it, as feeds and structured data carry it.

use rundown_news::BlockKind;

use crate::agreement::same_words;
use crate::html::{NodeId, Tree, collapsed, parse};
use crate::lines::{LineKind, lines_of};
use crate::phrases::{is_invitation, is_label, is_request, leads_away, simple, start_of};
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

/// The pieces of a feed's item without what its site sets below each: where the whole
/// stands, who wrote to it, how to follow.
pub(crate) fn pieces_of_item(content: &str, title: &str) -> Vec<Piece> {
    let mut pieces = pieces_of(content);
    let linked = linked_texts(content);
    let is_below = |piece: &Piece| {
        let is_link = linked.iter().any(|text| same_words(text, &piece.text));
        is_signature(&piece.text, title)
            || leads_to_whole(&piece.text)
            || is_of_forum(&piece.text)
            || is_row_of_ways(&piece.text)
            || is_label(&piece.text)
            || is_request(&piece.text)
            || (is_link && is_button(&piece.text))
    };
    while pieces.len() > 1 && pieces.last().is_some_and(is_below) {
        pieces.pop();
    }
    if let Some(last) = pieces.last_mut() {
        last.text.truncate(without_more(&last.text).len());
    }
    pieces
}

/// A text that ends in a sentence without the sign that more of it stands elsewhere.
fn without_more(text: &str) -> &str {
    let head = text.strip_suffix("[…]").or_else(|| text.strip_suffix("[...]"));
    let head = head.map_or(text, str::trim_end);
    if head.ends_with(['.', '!', '?', '”', '"', '»']) { head } else { text }
}

/// "Read the full story at The Port Courier."
fn leads_to_whole(text: &str) -> bool {
    const BYTES_MAX: usize = 160;
    const OPENINGS: [&str; 21] = [
        "read the full",
        "read the rest",
        "read the whole",
        "read the original",
        "read full",
        "read more at",
        "read more on",
        "continue reading",
        "keep reading",
        "lire la suite",
        "lire l article complet",
        "lesen sie den ganzen",
        "lesen sie den vollständigen",
        "den vollständigen artikel",
        "leer más en",
        "leer la noticia completa",
        "sigue leyendo",
        "leggi tutto",
        "leggi l articolo completo",
        "leia mais em",
        "lees verder",
    ];
    let words = simple(start_of(text, 60));
    text.len() <= BYTES_MAX && OPENINGS.iter().any(|own| words.starts_with(own))
}

/// "submitted by /u/ana [link] [comments]": how a forum signs what somebody left there.
fn is_of_forum(text: &str) -> bool {
    const BYTES_MAX: usize = 160;
    let words = simple(start_of(text, BYTES_MAX));
    text.len() <= BYTES_MAX && words.starts_with("submitted by ") && text.contains("/u/")
}

/// "3 comments | Share on Chirp": several ways to react, and nothing else.
fn is_row_of_ways(text: &str) -> bool {
    const BYTES_MAX: usize = 200;
    let is_way = |part: &str| is_label(part) || is_invitation(part) || leads_away(part);
    let mut parts = text.split(['|', '·', '•']).map(str::trim).filter(|p| !p.is_empty());
    text.len() <= BYTES_MAX && text.contains(['|', '·', '•']) && parts.all(is_way)
}

/// Whether a text that is all link asks to read on, to write or to follow.
fn is_button(text: &str) -> bool {
    const OPENINGS: [&str; 6] = [
        "email this",
        "share this",
        "save this",
        "digg this",
        "weiterlesen",
        "mehr lesen",
    ];
    let words = simple(start_of(text, 60));
    leads_away(text)
        || is_invitation(text)
        || OPENINGS.iter().any(|own| words.starts_with(own))
}

/// The texts of the links of a fragment that stand alone in their line.
fn linked_texts(fragment: &str) -> Vec<String> {
    if !looks_like_markup(fragment) {
        return Vec::new();
    }
    let tree = parse(fragment).tree;
    let lines = lines_of(&tree, 0);
    let is_link =
        |line: &&crate::lines::Line| line.link_bytes * 10 >= line.text.len() * 9;
    lines.all.iter().filter(is_link).map(|line| line.text.clone()).collect()
}

/// The line by which a site signs the items of its feed: "The post Harbor shut appeared
/// first on The Port Courier."
fn is_signature(text: &str, title: &str) -> bool {
    const BYTES_MAX: usize = 400;
    const WORDS: [&str; 13] = [
        "appeared first on",
        "first appeared on",
        "appeared first in",
        "first appeared in",
        "first published on",
        "first published in",
        "originally published on",
        "erschien zuerst auf",
        "en premier sur",
        "primero en",
        "proviene da",
        "verscheen eerst op",
        "apareceu primeiro em",
    ];
    /// What a signature calls the item that it repeats the title of.
    const ITEMS: [&str; 14] = [
        "the post",
        "the article",
        "the story",
        "this post",
        "this article",
        "this story",
        "der beitrag",
        "l article",
        "la entrada",
        "l articolo",
        "het bericht",
        "o post",
        "der artikel",
        "cet article",
    ];
    if text.len() >= BYTES_MAX {
        return false;
    }
    let (words, title) = (simple(text), simple(title));
    let Some(at) = WORDS.iter().filter_map(|own| words.find(own)).min() else {
        return false;
    };
    // "The painting first appeared on a wall" is copy: it does not speak of itself.
    let before = words[..at].trim_end();
    let holds_title = title.len() > 3 && before.contains(&title);
    let opens = ITEMS.iter().find_map(|item| before.strip_prefix(item));
    opens.is_some_and(|rest| holds_title || rest.trim_start().split(' ').count() <= 2)
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
