//! The entries of a live blog that a page marks by properties of its elements.

use std::borrow::Cow;

use crate::html::{Named, NodeId, Tree};
use crate::lines::lines_of;
use crate::metadata::json_ld::Update;
use crate::metadata::survey::Survey;

/// Fewer entries are no live blog.
const UPDATES_MIN: usize = 2;

/// The entries in the order of the page; none if it is no live blog.
pub(crate) fn updates_shown(tree: &Tree<'_>, seen: &Survey<'_>) -> Vec<Update> {
    if seen.updates.len() < UPDATES_MIN {
        return Vec::new();
    }
    seen.updates.iter().map(|id| update(tree, *id)).collect()
}

fn update(tree: &Tree<'_>, entry: NodeId) -> Update {
    const HEADLINE_BYTES_MAX: usize = 600;
    let named = |wanted: &'static str| {
        (entry + 1..tree.end(entry))
            .filter(|id| !tree.is_bare(*id))
            .find(|id| Named::of(tree, *id).itemprop == Some(wanted))
    };
    let headline = named("headline").map(|id| tree.text_of(id, HEADLINE_BYTES_MAX));
    let at = named("datePublished").and_then(|id| {
        let stated = ["content", "datetime"].map(|name| tree.attribute(id, name));
        stated.into_iter().flatten().next().map(Cow::into_owned)
    });
    let body = named("articleBody").unwrap_or(entry);
    let texts: Vec<String> = lines_of(tree, body)
        .all
        .into_iter()
        .map(|line| line.text)
        .filter(|text| Some(text) != headline.as_ref())
        .collect();
    Update { headline: headline.unwrap_or_default(), at, body: texts.join("\n") }
}
