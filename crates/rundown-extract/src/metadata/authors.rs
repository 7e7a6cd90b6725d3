//! Who wrote an article: data, metas, elements, links and lines of its page are heard.
//!
//! What the voice of each place is worth is learned from pages whose authors are known
//! (`cargo xtask train metadata`).

mod candidates;
mod measures;
mod spoken;

use std::sync::LazyLock;

use crate::body::{Forest, Lines};
use crate::html::Tree;
use crate::metadata::json_ld::Stated;
use crate::metadata::survey::Survey;
use candidates::{Candidate, candidates_of};
pub(crate) use measures::MEASURES;
use measures::Sight;

use super::headline::Found;

/// What each place is worth; `data/README.md` says how it was grown.
static AUTHORS: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("../../data/authors.txt")));

/// Where a page may name its authors.
pub(crate) struct AuthorSources<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) seen: &'s Survey<'a>,
    pub(crate) stated: &'s Stated,
    pub(crate) lines: &'s Lines,
    pub(crate) headline: &'s Found,
    /// The names by which the site may call itself, one a line.
    pub(crate) site: &'s str,
    pub(crate) url: &'s str,
}

/// The authors of a page, in the order in which it names them.
pub(crate) fn authors_of(sources: &AuthorSources<'_, '_>) -> Vec<String> {
    let candidates = candidates_of(sources);
    let sight = Sight::new(sources, &candidates);
    let odds: Vec<i32> = (0..candidates.len())
        .map(|place| AUTHORS.odds(&sight.measures(place)))
        .collect();
    let chosen = chosen(&odds);
    chosen.into_iter().map(|place| candidates[place].name.clone()).collect()
}

/// The places of those that are likely enough to be authors, from the odds of all.
pub(crate) fn chosen(odds: &[i32]) -> Vec<usize> {
    chosen_by(odds, 0, -1500)
}

/// XX
pub(crate) fn chosen_by(odds: &[i32], sure: i32, only: i32) -> Vec<usize> {
    let mut chosen: Vec<usize> =
        (0..odds.len()).filter(|place| odds[*place] > sure).collect();
    if chosen.is_empty() {
        let likeliest = (0..odds.len()).min_by_key(|place| -odds[*place]);
        chosen.extend(likeliest.filter(|place| odds[*place] > only));
    }
    chosen
}

/// The candidates of a page with their measures, for learning.
pub(crate) fn measured_authors(
    sources: &AuthorSources<'_, '_>,
) -> Vec<(String, [i32; MEASURES])> {
    let candidates = candidates_of(sources);
    let sight = Sight::new(sources, &candidates);
    let measured = candidates.iter().enumerate();
    measured.map(|(place, own)| (own.name.clone(), sight.measures(place))).collect()
}
