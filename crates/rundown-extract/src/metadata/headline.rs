//! The headline alone: without the site's name, a section or a counter.
//!
//! Headings, metas, data and lines of a page are candidates. What the voice of each
//! place is worth is learned from pages whose headline is known (`cargo xtask train
//! metadata`).

mod candidates;
mod measures;

use std::sync::LazyLock;

use crate::body::{Forest, Lines};
use crate::html::{NodeId, Tree};
use crate::metadata::json_ld::Stated;
use crate::metadata::site::Site;
use crate::metadata::survey::Survey;
use crate::phrases::is_opinion_label;
use candidates::{Candidate, candidates_of};
pub(crate) use measures::MEASURES;
use measures::Sight;

/// What each place is worth; `data/README.md` says how it was grown.
static HEADLINES: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("../../data/headlines.txt")));

/// A headline and the element it stands in, if it is on the page.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) text: String,
    pub(crate) node: Option<NodeId>,
}

/// Where a page may say its headline.
pub(crate) struct HeadlineSources<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) seen: &'s Survey<'a>,
    pub(crate) stated: &'s Stated,
    pub(crate) lines: &'s Lines,
    pub(crate) site: &'s Site,
    pub(crate) url: &'s str,
}

/// Reconciles what a page gives as its headline.
pub(crate) fn headline_of(sources: &HeadlineSources<'_, '_>) -> Found {
    let candidates = candidates_of(sources);
    let sight = Sight::new(sources, &candidates);
    let odds = |place: &usize| HEADLINES.odds(&sight.measures(*place));
    let likeliest = (0..candidates.len()).min_by_key(|place| -odds(place));
    likeliest.map_or_else(Found::default, |place| {
        let Candidate { text, node, .. } = &candidates[place];
        Found { text: without_label(text).to_owned(), node: *node }
    })
}

/// The candidates of a page with their measures, for learning.
pub(crate) fn measured_headlines(
    sources: &HeadlineSources<'_, '_>,
) -> Vec<(String, [i32; MEASURES])> {
    let candidates = candidates_of(sources);
    let sight = Sight::new(sources, &candidates);
    let measured = candidates.iter().enumerate();
    measured.map(|(place, own)| (own.text.clone(), sight.measures(place))).collect()
}

/// "A bridge too far | Opinion": what an article is does not belong to its headline.
fn without_label(headline: &str) -> &str {
    let cut = headline.rsplit_once('|').filter(|(_, label)| is_opinion_label(label));
    cut.map_or(headline, |(rest, _)| rest.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_no_part_of_a_headline() {
        assert_eq!(without_label("Let the ferry sail | Opinion"), "Let the ferry sail");
        assert_eq!(
            without_label("Opinion is split | Harbor"),
            "Opinion is split | Harbor"
        );
    }
}
