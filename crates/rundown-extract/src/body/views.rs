//! Wider views of a page that a line is measured against.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rundown_news::{Map, Set};

use crate::body::choose::copy_bytes;
use crate::html::{NodeId, Tag, Tree};
use crate::lines::Lines;

/// So many words in a row are not the same by chance.
const ROW_WORDS: usize = 6;

/// All rows of so many words in a text of [`simple`] words.
pub(super) fn rows_of(text: &str) -> impl Iterator<Item = &str> {
    let starts = std::iter::once(0)
        .chain(memchr::memchr_iter(b' ', text.as_bytes()).map(|at| at + 1));
    let ends =
        memchr::memchr_iter(b' ', text.as_bytes()).chain(std::iter::once(text.len()));
    starts.zip(ends.skip(ROW_WORDS - 1)).filter_map(|(from, to)| text.get(from..to))
}

/// The element whose own lines hold most of the copy.
pub(super) fn densest(tree: &Tree<'_>, lines: &Lines) -> NodeId {
    let mut held: Map<NodeId, usize> = Map::default();
    for line in &lines.all {
        *held.entry(tree.parent(line.node)).or_default() += copy_bytes(line);
    }
    held.into_iter()
        .max_by_key(|(id, bytes)| (*bytes, std::cmp::Reverse(*id)))
        .map_or(0, |(id, _)| id)
}

/// How often an element is set like the parents of lines, and their parents.
pub(super) fn boxes<'a>(tree: &Tree<'a>, lines: &Lines) -> Map<(Tag, &'a str), i32> {
    let mut seen = Set::default();
    let mut boxes: Map<(Tag, &'a str), i32> = Map::default();
    for line in &lines.all {
        let parent = tree.parent(line.node);
        for node in [parent, tree.parent(parent)] {
            if seen.insert(node) {
                *boxes.entry(set_of(tree, node)).or_default() += 1;
            }
        }
    }
    boxes
}

/// How many steps up from a node an element holds the other one too.
pub(super) fn steps_to(tree: &Tree<'_>, from: NodeId, to: NodeId) -> i32 {
    const STEPS_MAX: i32 = 20;
    let (mut at, mut steps) = (from, 0);
    while at > 0 && steps < STEPS_MAX && !(at <= to && to < tree.end(at)) {
        at = tree.parent(at);
        steps += 1;
    }
    steps
}

/// How a line is set: its element and class.
pub(super) fn set_of<'a>(tree: &Tree<'a>, node: NodeId) -> (Tag, &'a str) {
    (tree.tag(node), tree.raw_attribute(node, "class").unwrap_or(""))
}

/// For each line, and for the end, how many before it speak of cookies or consent.
pub(super) fn cookies(lines: &Lines) -> Vec<i32> {
    let mut sums = vec![0];
    for line in &lines.all {
        sums.push(sums[sums.len() - 1] + i32::from(speaks_of_cookies(&line.text)));
    }
    sums
}

/// Whether a text speaks of cookies or consent.
pub(crate) fn speaks_of_cookies(text: &str) -> bool {
    static WORDS: LazyLock<[Finder<'static>; 3]> =
        LazyLock::new(|| ["ookie", "onsent", "COOKIE"].map(Finder::new));
    WORDS.iter().any(|word| word.find(text.as_bytes()).is_some())
}

/// With what a text opens: a small letter, a capital, a figure, or another sign.
pub(super) fn opening_of(text: &str) -> i32 {
    match text.chars().next() {
        Some(letter) if letter.is_lowercase() => 0,
        Some(letter) if letter.is_alphabetic() => 1,
        Some(letter) if letter.is_numeric() => 2,
        _ => 3,
    }
}

/// The nodes of the innermost `<article>` around the headline; of all where none is.
pub(super) fn own_article(
    tree: &Tree<'_>,
    headline: Option<NodeId>,
) -> std::ops::Range<NodeId> {
    let mut at = headline.unwrap_or(0);
    while at > 0 && tree.tag(at) != Tag::Article {
        at = tree.parent(at);
    }
    at..tree.end(at)
}
