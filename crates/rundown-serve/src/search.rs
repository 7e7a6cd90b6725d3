//! Articles that hold the words searched for, then those that mean the same.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::SearchHit;
use rundown_news::limits::{QUERY_BYTES_MAX, SEARCH_HITS_MAX};
use serde::Deserialize;

use crate::Problem;
use crate::line::headline_of;
use crate::links::{article_href, shown_href, story_href};
use crate::site::{Page, Site, rendered};
use crate::times::Moment;
use crate::visitor::visitor;
use crate::wording::{many, say, tell};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    words: &'a str,
    summary: String,
    hits: Vec<Hit<'a>>,
    /// Those that are found by what they mean.
    meant: Vec<Hit<'a>>,
    /// Whether the reader is told of new developments with these words.
    is_watched: bool,
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
}

/// The answer to `/search`.
pub(crate) async fn show(
    State(site): State<Site>,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Page {
    let (words, hits) = found(&site, query).await?;
    let (reader, asked) = (visitor().reader, watched_form(&words));
    let is_watched =
        site.ask(move |desk| Ok(desk.watched_words(reader)?.contains(&asked))).await?;
    Ok(Html(search_page(&words, &hits, is_watched, site.now())))
}

/// What was asked for, and the articles found.
pub(crate) async fn found(
    site: &Site,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Result<(String, Vec<SearchHit>), Problem> {
    let Query(query) = query.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let words = query.q.trim().to_owned();
    if words.len() > QUERY_BYTES_MAX {
        return Err(Problem::LongQuery);
    }
    if words.is_empty() {
        return Ok((words, Vec::new()));
    }
    let asked = words.clone();
    let hits = site.ask(move |desk| desk.search(&asked)).await?;
    Ok((words, hits))
}

/// Words as they are kept where somebody is told of them.
pub(crate) fn watched_form(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page of what was found, for somebody who is told of these words or is not.
#[must_use]
pub fn search_page(
    words: &str,
    hits: &[SearchHit],
    is_watched: bool,
    now: Timestamp,
) -> String {
    let exact = hits.iter().take_while(|hit| !hit.meant).count();
    let summary = match exact {
        _ if words.is_empty() => {
            say("Words that all have to stand in an article; then what means the same.")
                .to_owned()
        }
        0 => say("No article holds all these words. Try fewer, or others.").to_owned(),
        count if count >= SEARCH_HITS_MAX => tell(
            "The best {n} articles that hold these words.",
            &[("n", &SEARCH_HITS_MAX)],
        ),
        count => {
            many("1 article holds these words.", "{n} articles hold these words.", count)
        }
    };
    let (hits, meant) = hits.split_at(exact);
    let hits = hits.iter().map(|hit| of_hit(hit, words, now)).collect();
    let meant = meant.iter().map(|hit| of_hit(hit, words, now)).collect();
    rendered(&SearchPage { words, summary, hits, meant, is_watched })
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
