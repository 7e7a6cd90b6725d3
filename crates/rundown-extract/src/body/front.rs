//! What stands over the copy of a page: its deck, and the short lines around the
//! headline.

use crate::body::choose::copy_bytes;
use crate::body::copy::Known;
use crate::body::cue;
use crate::body::line::{Line, Lines};
use crate::html::Tree;
use crate::phrases::{is_invitation, simple};

/// Front matter stands at most so many lines above the first paragraph.
const FRONT_LINES_MAX: usize = 24;

/// The short lines from just above the headline to the first paragraph.
pub(super) fn front_of(
    lines: &Lines,
    known: &Known<'_>,
    first_copy: usize,
) -> Vec<String> {
    const LINES_ABOVE: usize = 4;
    const LINE_BYTES_MAX: usize = 160;
    let is_headline = |line: &Line| {
        known.headline_node.map_or(line.text == known.headline, |node| line.node >= node)
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

/// The line under the headline, by its class or by being the page's description; and
/// whether it is a deck. A paragraph set like the next one only leads the text.
pub(super) fn standfirst(
    tree: &Tree<'_>,
    lines: &Lines,
    known: &Known<'_>,
    first_copy: usize,
) -> (Option<usize>, bool) {
    let description = known.description.map(simple).filter(|text| text.len() > 30);
    let from = known
        .headline_node
        .and_then(|node| lines.all.iter().position(|line| line.node >= node))
        .unwrap_or(0);
    // The first copy may itself be the standfirst.
    let to = (first_copy + 1).min(lines.all.len());
    let from = from.min(to).max(to.saturating_sub(60));
    let is_apart = |line: &Line| {
        line.marks & (cue::CAPTION | cue::EMBED | cue::HIGHLIGHTS) != 0
            || line.link_bytes * 2 > line.text.len()
            || is_invitation(&line.text)
    };
    let candidates = (from..to).filter(|place| !is_apart(&lines.all[*place]));
    let by_words = candidates.clone().find(|place| {
        let text = simple(&lines.all[*place].text);
        text.len() > 30
            && description.as_ref().is_some_and(|description| {
                *description == text
                    || (text.len() > 60 && description.starts_with(&text))
                    || (description.len() > 60 && text.starts_with(description.as_str()))
            })
    });
    let by_class = candidates.into_iter().find(|place| {
        let line = &lines.all[*place];
        let is_body = line.marks & (cue::BYLINE | cue::META) != 0;
        let is_self = simple(&line.text) == simple(known.headline);
        line.marks & cue::STANDFIRST != 0 && line.text.len() >= 40 && !is_body && !is_self
    });
    let found = by_words.or(by_class);
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
