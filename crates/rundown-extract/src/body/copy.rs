//! From the lines of the chosen part of a page to the pieces of an article.

use std::ops::Range;

use rundown_news::{BlockKind, NewsTime, Set};

use crate::body::choose::{Choice, choose, others};
use crate::body::context::Context;
use crate::body::entries::{
    clock_of, is_live, keep_clocks, may_open, only_tells_time, time_told,
};
use crate::body::fate::Fate;
use crate::body::features::Sight;
use crate::body::front::{dated, front_of};
use crate::body::judge::Judged;
use crate::body::rules::Rules;
use crate::body::sorted::Sorted;
use crate::body::wall::is_walled;
use crate::forest::Forest;
use crate::html::{NodeId, Tree};
use crate::lines::cue;
use crate::lines::cue::Marks;
use crate::lines::{Lines, range_of};
use crate::phrases::{is_highlights_title, says_live};
use crate::piece::Piece;

/// What a page's lines gave.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own")]
pub(crate) struct Copy {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) deck: Option<String>,
    pub(crate) highlights: Vec<String>,
    /// Lines inside the article that were left out as chrome.
    pub(crate) dropped: usize,
    /// Short lines between headline and text, and just above: dates, names, labels.
    pub(crate) front: Vec<String>,
    /// Lines with a date elsewhere on the page, those first that are likely its own.
    pub(crate) dated: Vec<String>,
    /// Below the text stands that the rest of it is for subscribers.
    pub(crate) is_walled: bool,
    /// It is made of entries with their times.
    pub(crate) is_live: bool,
    /// The nodes from the headline, or the first copy, to the end of the last.
    pub(crate) within: Range<NodeId>,
    /// There were more lines than were looked at.
    pub(crate) too_many: bool,
    /// Its entries tell their times in words.
    pub(crate) tells_clocks: bool,
    /// How good the reading is expected to be, in thousandths.
    pub(crate) expected: usize,
    /// Other parts of the page that were tried.
    pub(crate) tried: usize,
}

/// Reads the copy out of a page's lines.
pub(crate) fn copy_of(
    tree: &Tree<'_>,
    lines: &Lines,
    context: &Context<'_>,
    forest: &Forest,
) -> Copy {
    let choice = choose(tree, lines, context.headline_node);
    let rules = Rules::new(tree, lines, context);
    let sorted = Sorted::new(tree, lines, &choice, context, &rules);
    let (expected, mut sorted, tried) =
        reconsidered(tree, lines, context, forest, &rules, (choice, sorted));
    if !sorted.fates.iter().any(|(_, fate)| matches!(fate, Fate::Kept(_))) {
        sorted.fates = all_of_named(tree, lines, &rules);
    }
    let mut copy = Copy { too_many: lines.too_many, ..Copy::default() };
    copy.expected = expected;
    copy.tried = tried;
    copy.deck = sorted.deck.map(|place| lines.all[place].text.clone());
    copy.front = front_of(lines, context, sorted.first_copy);
    copy.dated = dated(lines, context, &sorted.fates, sorted.first_copy);
    let is_timed = |place: usize| {
        lines.all[place].time.is_some_and(|node| clock_of(tree, node).is_some())
    };
    copy.is_live =
        context.is_live || is_live(tree, lines, context.headline, &sorted.fates);
    copy.tells_clocks = (copy.is_live || says_live(context.headline))
        && sorted.fates.iter().all(|(place, _)| !is_timed(*place))
        && keep_clocks(lines, &mut sorted.fates);
    copy.within = within(tree, lines, context, &sorted.fates);
    gather(tree, lines, &sorted.fates, &mut copy);
    copy.highlights = sorted.highlights;
    copy.is_walled = is_walled(lines, sorted.first_copy);
    copy
}

/// Where the article stands.
fn within(
    tree: &Tree<'_>,
    lines: &Lines,
    context: &Context<'_>,
    fates: &[(usize, Fate)],
) -> Range<NodeId> {
    let kept = || fates.iter().filter(|(_, fate)| matches!(fate, Fate::Kept(_)));
    let nodes = || kept().map(|(place, _)| lines.all[*place].node);
    let first = nodes().next().unwrap_or(0);
    let from = context.headline_node.map_or(first, |headline| headline.min(first));
    from..nodes().next_back().map_or(from, |last| tree.end(last))
}

/// Under this expectation, in thousandths, other parts of the page are tried.
const SURE: usize = 900;

/// A page of more lines is a list of something: it is read once.
const TRIED_LINES_MAX: usize = 4_000;

/// By how much another part must be better, in thousandths.
const BETTER_BY: usize = 50;

/// Has each line judged, and another part of the page read if that promises more: what
/// is expected of the reading, the reading, and how many others were tried.
fn reconsidered(
    tree: &Tree<'_>,
    lines: &Lines,
    context: &Context<'_>,
    forest: &Forest,
    rules: &Rules<'_, '_>,
    (choice, mut sorted): (Choice, Sorted),
) -> (usize, Sorted, usize) {
    let sight = Sight::new(tree, lines, context, &choice, &sorted.fates);
    let judged = Judged::new(lines, &sight, forest);
    let expected = judged.mend(lines, rules, &mut sorted);
    let mut best = (expected, sorted, 0);
    if expected >= SURE || forest.trees.is_empty() || lines.all.len() > TRIED_LINES_MAX {
        return best;
    }
    for other in others(tree, lines, context.headline_node, &choice) {
        let mut sorted = Sorted::new(tree, lines, &other, context, rules);
        let expected_of_other = judged.mend(lines, rules, &mut sorted);
        let is_better = expected_of_other > best.0.max(expected + BETTER_BY);
        best.2 += 1;
        if is_better {
            (best.0, best.1) = (expected_of_other, sorted);
        }
    }
    best
}

/// What stands in the element that is named as the body: a post of a few words has
/// nothing that reads like copy.
fn all_of_named(
    tree: &Tree<'_>,
    lines: &Lines,
    rules: &Rules<'_, '_>,
) -> Vec<(usize, Fate)> {
    let read = |(id, _): &(NodeId, Marks)| -> Vec<(usize, Fate)> {
        let places = range_of(&lines.all, *id, tree.end(*id));
        places.map(|place| (place, rules.fate(place, false))).collect()
    };
    let is_told = |fates: &Vec<(usize, Fate)>| {
        fates.iter().any(|(_, fate)| matches!(fate, Fate::Kept(BlockKind::Paragraph)))
    };
    let mut bodies = lines.named.iter().filter(|(_, marks)| marks & cue::BODY != 0);
    match (bodies.next(), bodies.next()) {
        (Some(only), None) => Some(read(only)).filter(is_told).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Makes pieces of the lines that stay: rows of a table become one piece, and so do
/// the lines of an embedded post.
fn gather(tree: &Tree<'_>, lines: &Lines, fates: &[(usize, Fate)], copy: &mut Copy) {
    let mut pending: Option<NewsTime> = None;
    let mut last_place = usize::MAX;
    for (place, fate) in fates {
        let line = &lines.all[*place];
        if copy.is_live
            && let Some(node) = line.time
        {
            pending = time_told(tree, node).or(pending);
        }
        if copy.is_live && !copy.tells_clocks && only_tells_time(line) {
            copy.dropped += 1;
            continue;
        }
        let Fate::Kept(kind) = *fate else {
            copy.dropped += 1;
            continue;
        };
        let joins = last_place.wrapping_add(1) == *place
            && matches!(kind, BlockKind::Table | BlockKind::Embed);
        last_place = *place;
        match copy.pieces.last_mut() {
            Some(piece) if joins && piece.kind == kind => {
                piece.text.push('\n');
                piece.text.push_str(&line.text);
                continue;
            }
            _ => {}
        }
        let is_entry = pending.is_some() && may_open(kind);
        let (kind, at) =
            if is_entry { (BlockKind::LiveEntry, pending.take()) } else { (kind, None) };
        copy.pieces.push(Piece { kind, text: line.text.clone(), at });
    }
    drop_second_run(&mut copy.pieces);
    // A title that is in the text by mistake.
    copy.pieces.retain(|piece| {
        !(piece.kind == BlockKind::Heading && is_highlights_title(&piece.text))
    });
}

/// Drops what a page says a second time, as pages do that hold their text once for each
/// width of screen. Single lines may repeat; several in a row, a long one among them, do
/// not.
fn drop_second_run(pieces: &mut Vec<Piece>) {
    const RUN_MIN: usize = 3;
    const LONG_BYTES: usize = 80;
    let is_repeated = repeated(pieces);
    let mut is_dropped = vec![false; pieces.len()];
    let mut from = 0;
    while from < pieces.len() {
        let run = is_repeated[from..].iter().take_while(|repeated| **repeated).count();
        let is_long = |piece: &Piece| piece.text.len() >= LONG_BYTES;
        if run >= RUN_MIN && pieces[from..from + run].iter().any(is_long) {
            is_dropped[from..from + run].fill(true);
        }
        from += run.max(1);
    }
    let mut dropped = is_dropped.into_iter();
    pieces.retain(|_| !dropped.next().unwrap_or(false));
}

/// For each piece whether its words came before.
fn repeated(pieces: &[Piece]) -> Vec<bool> {
    let mut seen = Set::default();
    pieces.iter().map(|piece| !seen.insert(piece.text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what is left of lines, each long if it holds a capital letter.
    fn check(lines: &str, expected: &str) {
        let piece = |line: &str| Piece {
            kind: BlockKind::Paragraph,
            text: if line == line.to_lowercase() { line.into() } else { line.repeat(80) },
            at: None,
        };
        let mut pieces = lines.split(' ').map(piece).collect();
        drop_second_run(&mut pieces);
        let left: Vec<&str> = pieces.iter().map(|piece| &piece.text[..1]).collect();
        assert_eq!(left.join(" "), expected, "{lines}");
    }

    #[test]
    fn a_text_that_comes_twice_is_read_once() {
        check("a B c D e a B c D e", "a B c D e");
        check("a B c a B c d a B c", "a B c d");
    }

    #[test]
    fn single_lines_may_repeat() {
        check("a B c B d", "a B c B d");
        check("a b c a b c", "a b c a b c");
    }
}
