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
use crate::metadata::site::without_site;
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
        let own = without_label(text);
        // A title in the page's head has more around it than a heading.
        let text = match node {
            None => without_sections(&without_site(own, sources.site)).to_owned(),
            Some(_) => own.to_owned(),
        };
        Found { text, node: *node }
    })
}

/// "News | Harbor | Ferry sails again", "News: Ferry sails again", "(3) Ferry sails
/// again": sections before a headline, and the count of what is unread.
fn without_sections(title: &str) -> &str {
    const SECTIONS: [&str; 14] = [
        "news",
        "local news",
        "world",
        "world news",
        "politics",
        "business",
        "sport",
        "sports",
        "culture",
        "local",
        "nachrichten",
        "panorama",
        "noticias",
        "actualité",
    ];
    const HEADLINE_WORDS_MIN: usize = 3;
    const CUTS_MAX: usize = 3;
    let mut title = without_count(title);
    for _ in 0..CUTS_MAX {
        let is_section = |head: &str| SECTIONS.contains(&head.to_lowercase().as_str());
        let labelled = title.split_once(": ").filter(|(head, _)| is_section(head));
        let barred = || {
            let (head, rest) = title.split_once(" | ")?;
            let last = rest.rsplit(" | ").next().unwrap_or(rest);
            let words = |part: &str| part.split(' ').count();
            let is_long = words(last) > words(head) && words(last) > HEADLINE_WORDS_MIN;
            (words(head) <= 2 && is_long).then_some((head, rest))
        };
        let Some((_, rest)) = labelled.or_else(barred) else { break };
        if rest.split(' ').count() < HEADLINE_WORDS_MIN {
            break;
        }
        title = rest.trim();
    }
    title
}

/// A title without the number in brackets before it.
fn without_count(title: &str) -> &str {
    let inner = title.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    match inner {
        Some((count, rest)) if count.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => title,
    }
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
    fn sections_and_counts_before_a_title_are_cut_off() {
        let check = |title, expected| assert_eq!(without_sections(title), expected);
        check("News | Harbor | The ferry sails again", "The ferry sails again");
        check("News: Ferry sails again", "Ferry sails again");
        check("(3) Ferry sails again", "Ferry sails again");
        check("Harbor: ferry sails again", "Harbor: ferry sails again");
        check("Harbor | Ferry", "Harbor | Ferry");
        check("(Not) the last ferry", "(Not) the last ferry");
    }

    #[test]
    fn a_label_is_no_part_of_a_headline() {
        assert_eq!(without_label("Let the ferry sail | Opinion"), "Let the ferry sail");
        assert_eq!(
            without_label("Opinion is split | Harbor"),
            "Opinion is split | Harbor"
        );
    }
}
