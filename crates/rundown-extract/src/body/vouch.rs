//! Short sentences of breaking news, for which the way they are set vouches, whatever a
//! model makes of their words.

use rundown_news::{BlockKind, Set};

use crate::body::choose::copy_bytes;
use crate::body::fate::Fate;
use crate::html::{NodeId, Tag, Tree};
use crate::lines::ends_sentence;
use crate::lines::{Line, Lines};

/// With more paragraphs than this a page has told its story, and a short line beside them
/// may be anything.
const BRIEF_PARAGRAPHS_MAX: usize = 2;

/// The short sentences that stay; what was left for being short becomes copy.
pub(super) fn vouched(
    tree: &Tree<'_>,
    lines: &Lines,
    fates: &mut [(usize, Fate)],
) -> Set<usize> {
    let vouched = short_sentences(tree, lines, fates);
    for (place, fate) in fates.iter_mut() {
        if vouched.contains(place) {
            *fate = Fate::Kept(BlockKind::Paragraph);
        }
    }
    vouched
}

/// Breaking news is two paragraphs, one of them a few words: a sentence beside the copy,
/// set just like it.
fn short_sentences(
    tree: &Tree<'_>,
    lines: &Lines,
    fates: &[(usize, Fate)],
) -> Set<usize> {
    let is_copy = |(place, fate): &&(usize, Fate)| {
        *fate == Fate::Kept(BlockKind::Paragraph) && copy_bytes(&lines.all[*place]) > 0
    };
    let copy: Set<usize> =
        fates.iter().filter(is_copy).map(|(place, _)| *place).collect();
    let mut short = Set::default();
    if copy.is_empty() || copy.len() > BRIEF_PARAGRAPHS_MAX {
        return short;
    }
    let sets: Vec<_> =
        copy.iter().map(|place| set_of(tree, &lines.all[*place])).collect();
    let may_be = |place: usize, fate: Fate| {
        let line = &lines.all[place];
        let is_open = matches!(fate, Fate::Left | Fate::Kept(BlockKind::Paragraph));
        is_open
            && copy_bytes(line) == 0
            && line.link_bytes == 0
            && ends_sentence(&line.text)
            && !line.text.ends_with([':', ';'])
            && sets.contains(&set_of(tree, line))
    };
    let mut look = |(place, fate): &(usize, Fate), beside: Option<usize>| {
        let is_beside =
            beside.is_some_and(|at| copy.contains(&at) || short.contains(&at));
        if is_beside && may_be(*place, *fate) {
            short.insert(*place);
        }
    };
    for own in fates {
        look(own, own.0.checked_sub(1));
    }
    for own in fates.iter().rev() {
        look(own, own.0.checked_add(1));
    }
    short
}

/// How a line is set, and in what.
fn set_of<'a>(tree: &Tree<'a>, line: &Line) -> (Tag, Option<&'a str>, NodeId) {
    let class = tree.raw_attribute(line.node, "class");
    (tree.tag(line.node), class, tree.parent(line.node))
}
