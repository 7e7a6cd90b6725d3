//! What readers wrote below an article, where no name of an element says so: it stands
//! below a heading such as "3 comments".

use std::ops::Range;

use crate::body::choose::copy_bytes;
use crate::html::{NodeId, Tree};
use crate::lines::cue;
use crate::lines::{Line, LineKind, Lines, range_of};
use crate::phrases::{Heads, heads_comments, is_button_of_comments, tells_how_long_ago};

/// Comments come below an article: so much copy stands between its headline and them.
/// A number of comments at its top is a button.
const COPY_LINES_ABOVE_MIN: usize = 2;

/// A heading may stand in so many boxes of its own.
const BOXES_AROUND_MAX: usize = 4;

/// So many headings are looked below; a page of more is no article with comments.
const HEADINGS_MAX: usize = 8;

/// A name, and when somebody of that name wrote, take no more.
const NAME_BYTES_MAX: usize = 80;

/// Marks the lines below headings over readers' comments.
pub(crate) fn mark_comments(
    tree: &Tree<'_>,
    lines: &mut Lines,
    headline: Option<NodeId>,
) {
    let top = lines.all.partition_point(|line| Some(line.first) <= headline);
    let is_copy = |line: &&Line| copy_bytes(line) > 0;
    let copy = lines.all[top..].iter().enumerate().filter(|(_, line)| is_copy(line));
    let Some((above, _)) = copy.take(COPY_LINES_ABOVE_MIN).last() else { return };
    let below = top + above + 1;
    let is_heading = |place: &usize| heads(&lines.all[*place]).is_some();
    let headings: Vec<usize> =
        (below..lines.all.len()).filter(is_heading).take(HEADINGS_MAX).collect();
    for place in headings {
        if let Some(held) = held_below(tree, &lines.all, place) {
            for line in &mut lines.all[held] {
                line.marks |= cue::COMMENT;
            }
        }
    }
}

/// The lines of readers' comments below a heading, with itself.
fn held_below(tree: &Tree<'_>, lines: &[Line], place: usize) -> Option<Range<usize>> {
    let heads = heads(&lines[place])?;
    let around = box_around(tree, lines, place)?;
    let held = place..around.end;
    let below = || lines[place + 1..held.end].iter();
    let has_copy_above = lines[around.start..place].iter().any(|l| copy_bytes(l) > 0);
    let is_sure = heads == Heads::Surely && !has_copy_above;
    // In one box with the article it may be a number among its paragraphs: it is asked for
    // more signs, and not to stand above another such heading.
    let is_last = || !has_copy_above || !below().any(heads_surely);
    (is_sure || (signed(&lines[place + 1..held.end]) && is_last())).then_some(held)
}

/// Whether lines look like comments: readers can answer, or the first one tells who wrote
/// it how long ago.
fn signed(lines: &[Line]) -> bool {
    let above = lines.iter().take_while(|line| copy_bytes(line) == 0);
    let mut above = above.filter(|line| line.text.len() <= NAME_BYTES_MAX);
    above.any(|line| tells_how_long_ago(line.words()))
        || lines.iter().any(|line| is_button_of_comments(line.words()))
}

fn heads(line: &Line) -> Option<Heads> {
    let may_head = matches!(line.kind, LineKind::Heading(_)) && line.link_bytes == 0;
    may_head.then(|| heads_comments(line.words()))?
}

fn heads_surely(line: &Line) -> bool {
    heads(line) == Some(Heads::Surely)
}

/// The lines of the innermost element around a line that goes on below it.
fn box_around(tree: &Tree<'_>, lines: &[Line], place: usize) -> Option<Range<usize>> {
    let mut node = lines[place].node;
    for _ in 0..BOXES_AROUND_MAX {
        node = tree.parent(node);
        let held = range_of(lines, node, tree.end(node));
        if held.end > place + 1 {
            return Some(held);
        }
    }
    None
}
