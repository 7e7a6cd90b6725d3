//! The headline alone: without the site's name, a section or a counter.
//!
//! Headings, metas, data and lines of a page are candidates. What the voice of each
//! place is worth is learned from pages whose headline is known (`cargo xtask train
//! metadata`).

mod candidates;
mod measures;
mod sources;

use std::sync::LazyLock;

use crate::forest::Forest;
use crate::phrases::is_opinion_label;
use candidates::{Candidate, candidates_of};
pub(crate) use measures::MEASURES;
use measures::Sight;
pub(crate) use sources::{Found, HeadlineSources};

/// What each place is worth; `data/README.md` says how it was grown.
static HEADLINES: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("../../data/headlines.txt")));

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
