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
use crate::phrases::simple;
use candidates::{Candidate, candidates_of};
pub(crate) use measures::MEASURES;
use measures::{IS_PERSON, IS_SITE, Sight};

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

/// XX
pub(crate) fn chosen_by(
    told: &[(String, [i32; MEASURES])],
    odds: &[i32],
    [sure, only, fuller, over_site]: [i32; 4],
) -> Vec<usize> {
    let words: Vec<String> = told.iter().map(|(name, _)| format!(" {} ", simple(name))).collect();
    let is_person = |place: usize| told[place].1[IS_PERSON] & 1 > 0;
    let is_site = |place: usize| told[place].1[IS_SITE] > 0;
    let mut by_odds: Vec<usize> = (0..odds.len()).collect();
    by_odds.sort_by_key(|place| -odds[*place]);
    let mut chosen: Vec<usize> = Vec::new();
    for place in &by_odds {
        let own = &words[*place];
        let is_like = |other: &usize| words[*other].contains(own) || own.contains(&words[*other]);
        if odds[*place] > if chosen.is_empty() { only } else { sure } && !chosen.iter().any(is_like) {
            chosen.push(*place);
        }
    }
    if let [first] = chosen.as_slice() && is_site(*first) {
        let person = by_odds.iter().find(|place| is_person(**place) && !is_site(**place) && odds[**place] > over_site);
        if let Some(person) = person { chosen = vec![*person]; }
    }
    for place in &mut chosen {
        if !told[*place].0.contains(' ') {
            let longer = |other: &&usize| is_person(**other) && words[**other].starts_with(&words[*place]) && odds[**other] > fuller;
            if let Some(longer) = by_odds.iter().find(longer) { *place = *longer; }
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
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
