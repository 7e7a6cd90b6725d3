//! Who wrote an article: data, metas, elements, links and lines of its page are heard.
//!
//! What the voice of each place is worth is learned from pages whose authors are known
//! (`cargo xtask train metadata`).

mod candidates;
mod measures;
mod sources;
mod spoken;

use std::sync::LazyLock;

use crate::forest::Forest;
use crate::metadata::survey::is_among_teasers;
use crate::names::is_role;
use crate::phrases::simple;
use candidates::{Candidate, Place, candidates_of};
pub(crate) use measures::MEASURES;
use measures::{DATA_PLACES, IS_PERSON, Sight};
pub(crate) use sources::AuthorSources;
use spoken::{is_person, is_phrase};

/// What each place is worth; `data/README.md` says how it was grown.
static AUTHORS: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("../../data/authors.txt")));

/// The likeliest name is taken above such odds, and each further one above these.
const ALONE_ODDS_MIN: i32 = -1_300;
const MORE_ODDS_MIN: i32 = 0;

/// The full name of one who is called by the first name is taken above such odds.
const FULLER_ODDS_MIN: i32 = -3_000;

/// A name and what is measured of it.
pub(crate) type Told = (String, [i32; MEASURES]);

/// The authors of a page, in the order in which it names them.
pub(crate) fn authors_of(sources: &AuthorSources<'_, '_>) -> Vec<String> {
    let candidates = candidates_of(sources);
    let is_own: Vec<bool> =
        candidates.iter().map(|own| may_be_own(sources, own)).collect();
    let mut is_own = is_own.into_iter();
    let mut told = weighed(sources, candidates);
    told.retain(|_| is_own.next().unwrap_or(true));
    let chosen = chosen_authors(&told, &AUTHORS);
    let mut names: Vec<String> =
        chosen.into_iter().map(|place| told[place].0.clone()).collect();
    // What someone is tells nobody who wrote, nor does the outlet beside who did.
    names.retain(|name| !is_role(name));
    // "Envoyée spéciale" is no name beside "Ana Ruiz".
    let is_small = |name: &String| name.starts_with(char::is_lowercase);
    if !names.iter().all(is_small) {
        names.retain(|name| !is_small(name));
    }
    if names.iter().any(|name| is_person(name) && !sources.site.is(name)) {
        names.retain(|name| !sources.site.is(name));
    }
    names
}

/// The places of those names that a forest takes for authors: the likeliest, and all
/// others that are likely.
pub(crate) fn chosen_authors(told: &[Told], forest: &Forest) -> Vec<usize> {
    let words: Vec<String> = told.iter().map(|(name, _)| in_blanks(name)).collect();
    let odds: Vec<i32> = told.iter().map(|(_, own)| forest.odds(own)).collect();
    let mut by_odds: Vec<usize> = (0..told.len()).collect();
    by_odds.sort_by_key(|place| -odds[*place]);
    let mut chosen: Vec<usize> = Vec::new();
    for place in &by_odds {
        let least = if chosen.is_empty() { ALONE_ODDS_MIN } else { MORE_ODDS_MIN };
        let is_same = |other: &usize| {
            let (own, other) = (&words[*place], &words[*other]);
            own.contains(other) || other.contains(own)
        };
        if odds[*place] > least && !chosen.iter().any(is_same) {
            chosen.push(*place);
        }
    }
    chosen.extend(named_beside(told, &words, &chosen));
    for place in &mut chosen {
        let is_fuller = |other: &&usize| {
            told[**other].1[IS_PERSON] > 0
                && words[**other].starts_with(&words[*place])
                && odds[**other] > FULLER_ODDS_MIN
        };
        let is_first_name = !told[*place].0.contains(' ');
        let fuller = by_odds.iter().find(is_fuller).filter(|_| is_first_name);
        *place = fuller.copied().unwrap_or(*place);
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// People whom the page's data names in one breath with somebody chosen: of "Ana Ruiz and
/// Tom Bell" both wrote, or neither.
fn named_beside(told: &[Told], words: &[String], chosen: &[usize]) -> Vec<usize> {
    let is_same = |other: usize| {
        move |one: &usize| {
            words[*one].contains(&words[other]) || words[other].contains(&words[*one])
        }
    };
    let is_beside = |other: usize| {
        let (name, own) = &told[other];
        let joint = |one: &usize| {
            DATA_PLACES
                .iter()
                .any(|place| own[*place] > 0 && told[*one].1[*place] == own[*place])
        };
        own[IS_PERSON] > 0
            && !is_role(name)
            && chosen.iter().any(joint)
            && !chosen.iter().any(is_same(other))
    };
    (0..told.len()).filter(|place| !chosen.contains(place) && is_beside(*place)).collect()
}

/// Whether a name may be that of an author here: it is no phrase, and more than a list of
/// other articles gives it.
fn may_be_own(sources: &AuthorSources<'_, '_>, own: &Candidate) -> bool {
    let headline = sources.headline.node;
    let is_of_others = own.is_only_of(&[Place::Aside, Place::Link])
        && own.node.is_some_and(|node| is_among_teasers(sources.tree, node, headline));
    !is_of_others && !is_phrase(&own.name)
}

/// A name in simple words, so that whole words are found in it.
fn in_blanks(name: &str) -> String {
    format!(" {} ", simple(name))
}

/// The candidates of a page with their measures, for learning.
pub(crate) fn measured_authors(sources: &AuthorSources<'_, '_>) -> Vec<Told> {
    weighed(sources, candidates_of(sources))
}

fn weighed(sources: &AuthorSources<'_, '_>, candidates: Vec<Candidate>) -> Vec<Told> {
    let sight = Sight::new(sources, &candidates);
    let measures: Vec<_> =
        (0..candidates.len()).map(|place| sight.measures(place)).collect();
    candidates.into_iter().map(|own| own.name).zip(measures).collect()
}
