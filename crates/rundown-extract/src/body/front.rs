//! What stands over the copy of a page: its deck, and the short lines around the
//! headline.

use crate::agreement::agreement;
use crate::body::choose::copy_bytes;
use crate::body::context::Context;
use crate::body::fate::Fate;
use crate::byline::byline_of;
use crate::html::Tree;
use crate::lines::cue;
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines};
use crate::phrases::{asks_consent, is_credit, is_offer, leads_away, simple};

/// Front matter stands at most so many lines above the first paragraph.
const FRONT_LINES_MAX: usize = 24;

/// The short lines from just above the headline to the first paragraph.
pub(super) fn front_of(
    lines: &Lines,
    context: &Context<'_>,
    first_copy: usize,
) -> Vec<String> {
    const LINES_ABOVE: usize = 4;
    const LINE_BYTES_MAX: usize = 160;
    let is_headline = |line: &Line| {
        context
            .headline_node
            .map_or(line.text == context.headline, |node| line.first >= node)
    };
    let from = lines.all[..first_copy]
        .iter()
        .position(is_headline)
        .unwrap_or(first_copy)
        .max(first_copy.saturating_sub(FRONT_LINES_MAX));
    lines.all[from.saturating_sub(LINES_ABOVE)..first_copy]
        .iter()
        .filter(|line| line.text.len() <= LINE_BYTES_MAX)
        .map(|line| line.text.clone())
        .collect()
}

/// Short lines that say when, and so may say it of the article: near the headline, near
/// the end of the text, or marked as such; the likeliest first.
pub(super) fn dated(
    lines: &Lines,
    context: &Context<'_>,
    fates: &[(usize, Fate)],
    first_copy: usize,
) -> Vec<String> {
    const DATED_MAX: usize = 8;
    const LETTERS_MAX: usize = 90;
    let headline = context
        .headline_node
        .map_or(first_copy, |node| lines.all.partition_point(|line| line.first < node));
    let last = fates.iter().rev().find(|(_, fate)| matches!(fate, Fate::Kept(_)));
    let last = last.map_or(first_copy, |(place, _)| *place);
    let far = |place: usize| {
        let above = place.abs_diff(headline).min(place.abs_diff(first_copy));
        let below = place.abs_diff(last) + 4;
        let line = &lines.all[place];
        let apart = [
            (line.marks & (cue::META | cue::BYLINE) == 0, 12),
            (line.link_bytes * 2 > line.text.len(), 30),
            (is_in(lines, line, cue::NEVER), 200),
            (is_in(lines, line, cue::CHROME | cue::DOUBT), 12),
            (line.text.starts_with('©') || line.text.starts_with("Copyright"), 60),
        ];
        let apart: usize = apart.iter().map(|(is, far)| usize::from(*is) * far).sum();
        above.min(below) + apart
    };
    let says_when = |place: &usize| {
        let text = lines.all[*place].text.as_str();
        text.len() < 400
            && lines.all[*place].says_when()
            && text.chars().filter(|c| c.is_alphabetic()).count() < LETTERS_MAX
    };
    let mut places: Vec<usize> = (0..lines.all.len()).filter(says_when).collect();
    places.sort_by_cached_key(|place| (far(*place), *place));
    places
        .into_iter()
        .take(DATED_MAX)
        .map(|place| lines.all[place].text.clone())
        .collect()
}

/// Whether a line stands in an element with one of these marks.
fn is_in(lines: &Lines, line: &Line, marks: cue::Marks) -> bool {
    let mut at = line.marked;
    while let Some(place) = at {
        if lines.marked[place].marks & marks != 0 {
            return true;
        }
        at = lines.marked[place].outer;
    }
    false
}

/// A deck stands at most so many lines below its headline.
const LINES_TO_DECK_MAX: usize = 6;

/// A line with this share of a headline's words says it again, in percent.
const SAME_WORDS_SHARE: usize = 34;

/// Whether a line under a headline reads like a deck: a sentence or two, or a heading
/// of some length, with no sign of being anything else.
fn is_deck_like(line: &Line, context: &Context<'_>) -> bool {
    const DECK_BYTES: std::ops::RangeInclusive<usize> = 45..=420;
    let text = line.text.as_str();
    let is_told = match line.kind {
        LineKind::Heading(level) => level > 1,
        LineKind::Paragraph => ends_sentence(text) && text.len() >= 60,
        _ => false,
    };
    is_told
        && line.marks & !(cue::STANDFIRST | cue::ARTICLE | cue::BODY) == 0
        && line.link_bytes == 0
        && DECK_BYTES.contains(&text.len())
        && !is_credit(text)
        && !leads_away(text)
        && !asks_consent(text)
        && !line.said().opening().is_of_player()
        && !is_offer(text)
        && byline_of(text).is_none()
        && !line.says_when()
        && context.headline_node.is_some()
        && agreement(text, context.headline) < SAME_WORDS_SHARE
}

/// Whether a line has another parent than the next two paragraphs, which share theirs.
fn is_apart_from_copy(tree: &Tree<'_>, lines: &Lines, place: usize) -> bool {
    let parent = |line: &Line| tree.parent(line.node);
    let mut next = lines.all[place + 1..].iter().filter(|line| copy_bytes(line) > 0);
    match (next.next(), next.next()) {
        (Some(one), Some(other)) => {
            parent(one) == parent(other) && parent(one) != parent(&lines.all[place])
        }
        _ => false,
    }
}

/// The line under the headline, by its class or by being the page's description; and
/// whether it is a deck. A paragraph set like the next one only leads the text.
pub(super) fn standfirst(
    tree: &Tree<'_>,
    lines: &Lines,
    context: &Context<'_>,
    first_copy: usize,
) -> (Option<usize>, bool) {
    let descriptions: Vec<String> = context
        .descriptions
        .iter()
        .map(|description| simple(description))
        .filter(|text| text.len() > 30)
        .collect();
    let from = context
        .headline_node
        .and_then(|node| lines.all.iter().position(|line| line.first >= node))
        .unwrap_or(0);
    // The first copy may itself be the standfirst.
    let to = (first_copy + 1).min(lines.all.len());
    let from = from.min(to).max(to.saturating_sub(60));
    let is_apart = |line: &Line| {
        line.marks & (cue::CAPTION | cue::EMBED | cue::HIGHLIGHTS) != 0
            || line.link_bytes * 2 > line.text.len()
            || line.said().opening().is_invitation()
    };
    let candidates = (from..to).filter(|place| !is_apart(&lines.all[*place]));
    let by_words = candidates.clone().find(|place| {
        let text = lines.all[*place].words();
        text.len() > 30
            && descriptions.iter().any(|description| {
                *description == text
                    || (text.len() > 60 && description.starts_with(text))
                    || (description.len() > 60 && text.starts_with(description.as_str()))
            })
    });
    let by_class = candidates.clone().find(|place| {
        let line = &lines.all[*place];
        let is_body = line.marks & (cue::BYLINE | cue::META) != 0;
        let is_self = || line.words() == simple(context.headline);
        line.marks & cue::STANDFIRST != 0
            && line.text.len() >= 40
            && !is_body
            && !is_self()
    });
    let by_place = candidates.into_iter().take(LINES_TO_DECK_MAX).find(|place| {
        let stands_apart = *place < first_copy || is_apart_from_copy(tree, lines, *place);
        stands_apart && is_deck_like(&lines.all[*place], context)
    });
    // The description is often only the first paragraph again.
    let above = |place: &usize| *place < first_copy;
    let found = by_words.filter(above).or(by_class).or(by_place).or(by_words);
    let leads_only = found.is_some_and(|place| {
        let line = &lines.all[place];
        let next = lines.all[place + 1..].iter().find(|next| copy_bytes(next) > 0);
        let class = |line: &Line| tree.raw_attribute(line.node, "class").unwrap_or("");
        next.is_some_and(|next| {
            let is_beside = tree.tag(line.node) == tree.tag(next.node)
                && tree.parent(line.node) == tree.parent(next.node);
            // `par par--intro` beside `par`
            let shares = class(next)
                .split_ascii_whitespace()
                .any(|name| class(line).split_ascii_whitespace().any(|own| own == name));
            let is_plain =
                class(line) == class(next) && line.marks & cue::STANDFIRST == 0;
            is_beside && (shares || is_plain)
        })
    });
    (found, !leads_only)
}
