//! Walls before the rest of an article, and boxes that ask for money: where they stand, and
//! what goes with them.

use rundown_news::Set;

use crate::body::choose::copy_bytes;
use crate::html::Tree;
use crate::lines::cue;
use crate::lines::{Line, Lines, held_by, range_of};

/// A wall stands at most so many lines below the beginning that it leaves free.
const LINES_TO_WALL_MAX: usize = 40;

/// Whether below the first copy stands that the rest is for those who pay or sign in.
pub(super) fn is_walled(lines: &Lines, first_copy: usize) -> bool {
    let below = lines.all[first_copy.min(lines.all.len())..].iter();
    below.take(LINES_TO_WALL_MAX).any(|line| line.said().is_wall()) || is_withheld(lines)
}

/// Whether a page has words for those who may not read on, and nothing for those who may.
fn is_withheld(lines: &Lines) -> bool {
    let has = |marks| lines.marked.iter().any(|marked| marked.marks & marks != 0);
    if !has(cue::NOT_GRANTED) || !has(cue::GRANTED) {
        return false;
    }
    let held = held_by(lines, |line| line.text.len());
    let of = |marks| {
        let own = lines.marked.iter().zip(&held);
        own.filter(|(marked, _)| marked.marks & marks != 0).map(|(_, held)| held).sum()
    };
    let (words, rest): (usize, usize) = (of(cue::NOT_GRANTED), of(cue::GRANTED));
    words > 0 && rest == 0
}

/// The lines of an offer around a wall: all that stands in one box with the line that
/// says that the rest is to be paid for, below the beginning that is free; and of a box
/// that asks for money for the outlet's work.
pub(crate) fn offers(tree: &Tree<'_>, lines: &Lines) -> Set<usize> {
    /// A box with more nodes holds the article too.
    const NODES_MAX: usize = 40;
    let mut held = Set::default();
    let first = lines.all.iter().position(|line| copy_bytes(line) > 0).unwrap_or(0);
    let Some(free) = lines.all.get(first) else { return held };
    let asks = |line: &&Line| line.said().is_wall() || line.said().asks_for_support();
    for line in lines.all[first..].iter().filter(asks) {
        let node = tree.parent(line.node);
        let inside = |line: &Line| node <= line.first && line.first < tree.end(node);
        if tree.end(node) - node <= NODES_MAX && !inside(free) {
            held.extend(range_of(&lines.all, node, tree.end(node)));
        }
    }
    held
}
