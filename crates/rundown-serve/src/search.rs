//! Articles that hold the words searched for, then those that mean the same.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::{SearchHit, SearchPart};
use rundown_news::limits::{QUERY_BYTES_MAX, SEARCH_HITS_MAX};
use serde::Deserialize;

use crate::Problem;
use crate::links::{article_href, segment, shown_href, story_href};
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, counted};

/// Hits on a page: each is read to be shown.
const HITS_A_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    words: &'a str,
    summary: String,
    hits: Vec<Hit<'a>>,
    /// Those that are found by what they mean.
    meant: Vec<Hit<'a>>,
    /// Addresses of the page before, with better hits, and of the next.
    before: String,
    behind: String,
}

struct Hit<'a> {
    headline: &'a str,
    href: String,
    lang: Option<String>,
    outlet: &'a str,
    published: Moment,
    sentence: Option<Sentence>,
    story: Option<(&'a str, String)>,
    copy: bool,
}

/// The sentence of a hit, cut into runs that answer the search or do not.
struct Sentence {
    href: String,
    runs: Vec<(String, bool)>,
}

/// The part of the address after `?`.
#[derive(Deserialize)]
pub(crate) struct SearchQuery {
    #[serde(default)]
    pub(crate) q: String,
    #[serde(default)]
    from: usize,
}

/// The answer to `/search`.
pub(crate) async fn show(
    State(site): State<Site>,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Page {
    let Query(query) = query.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let (words, from) = (query.q.trim().to_owned(), query.from);
    if words.len() > QUERY_BYTES_MAX {
        return Err(Problem::LongQuery);
    }
    let found = if words.is_empty() {
        SearchPart { hits: Vec::new(), exact: 0, more: false }
    } else {
        let asked = words.clone();
        site.ask(move |desk| desk.search_part(&asked, from, HITS_A_PAGE)).await?
    };
    Ok(Html(search_page(&words, from, &found, site.now())))
}

/// A page of what was found, behind the first `from` hits.
#[must_use]
pub fn search_page(
    words: &str,
    from: usize,
    found: &SearchPart,
    now: Timestamp,
) -> String {
    let summary = match found.exact {
        _ if words.is_empty() => {
            "Words that all have to stand in an article; then what means the same."
                .to_owned()
        }
        0 => "No article holds all these words. Try fewer, or rarer ones.".to_owned(),
        count if count >= SEARCH_HITS_MAX => {
            format!("The best {SEARCH_HITS_MAX} articles that hold these words.")
        }
        1 => "1 article holds these words.".to_owned(),
        count => format!("{} hold these words.", counted(count, "article")),
    };
    let at = |from: usize| format!("/search?q={}&from={from}", segment(words));
    let exact = found.hits.iter().take_while(|hit| !hit.meant).count();
    let (hits, meant) = found.hits.split_at(exact);
    let hits = hits.iter().map(|hit| of_hit(hit, words, now)).collect();
    let meant = meant.iter().map(|hit| of_hit(hit, words, now)).collect();
    rendered(&SearchPage {
        words,
        summary,
        hits,
        meant,
        before: if from > 0 {
            at(from.saturating_sub(HITS_A_PAGE))
        } else {
            String::new()
        },
        behind: if found.more { at(from + HITS_A_PAGE) } else { String::new() },
    })
}

fn of_hit<'a>(hit: &'a SearchHit, words: &str, now: Timestamp) -> Hit<'a> {
    let card = &hit.card;
    Hit {
        headline: headline_of(&card.headline),
        href: article_href(&card.id),
        lang: crate::line::lang_of(card),
        outlet: card.outlet.label(),
        published: Moment::ago(card.at, now),
        sentence: hit.sentence.as_ref().map(|shown| Sentence {
            href: shown_href(shown),
            runs: runs(&shown.text, words),
        }),
        story: hit
            .story
            .as_ref()
            .map(|link| (link.title.as_str(), story_href(&link.slug))),
        copy: card.copy_of.is_some(),
    }
}

/// Cuts a sentence where words begin that begin like one searched for; endings differ
/// ("lamp", "lamps") and do not count.
fn runs(sentence: &str, words: &str) -> Vec<(String, bool)> {
    const ENDING_CHARACTERS_MAX: usize = 2;
    let stems: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let length = word.chars().count();
            let kept = length.saturating_sub(ENDING_CHARACTERS_MAX).max(length.min(4));
            word.to_lowercase().chars().take(kept).collect()
        })
        .collect();
    let mut runs: Vec<(String, bool)> = Vec::new();
    for piece in sentence.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        let hit = stems.iter().any(|stem| lower.starts_with(stem.as_str()));
        runs.push((word.to_owned(), hit));
        runs.push((piece[word.len()..].to_owned(), false));
    }
    runs.retain(|(run, _)| !run.is_empty());
    runs
}

/// What to call an article that has no headline.
pub(crate) fn headline_of(headline: &str) -> &str {
    if headline.trim().is_empty() { "Without a headline" } else { headline }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_searched_for_stand_out_whole() {
        let hits = |sentence, words| -> Vec<String> {
            let runs = runs(sentence, words);
            let whole: String = runs.iter().map(|(run, _)| run.as_str()).collect();
            assert_eq!(whole, sentence);
            runs.into_iter().filter(|(_, hit)| *hit).map(|(run, _)| run).collect()
        };
        assert_eq!(
            hits("The lamps, LAMP by lamp, went out.", "lamp"),
            ["lamps", "LAMP", "lamp"]
        );
        assert_eq!(hits("Größe zählt – sagt er", "\"größe\" er"), ["Größe", "er"]);
        assert_eq!(hits("A clamp", "lamp"), Vec::<String>::new());
        assert_eq!(hits("", "lamp"), Vec::<String>::new());
    }
}
