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
use crate::line::headline_of;
use crate::links::{article_href, segment, shown_href, story_href};
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
    /// The pages before and after this one; empty where there is none.
    earlier: String,
    more: String,
    /// Whether the reader is told of new developments with these words.
    is_watched: bool,
}

/// Hits on one page: each is read for the sentence that answers, and the rest can wait.
const HITS_A_PAGE: usize = 25;

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
    /// How many hits stand on the pages before.
    #[serde(default)]
    pub(crate) from: usize,
}

/// The answer to `/search`.
pub(crate) async fn show(
    State(site): State<Site>,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Page {
    let Asked { words, from, part } = found(&site, query).await?;
    let (reader, asked) = (visitor().reader, watched_form(&words));
    let is_watched =
        site.ask(move |desk| Ok(desk.watched_words(reader)?.contains(&asked))).await?;
    Ok(Html(search_page(&words, from, &part, is_watched, site.now())))
}

/// What was asked for, and those of the articles found that stand on the page.
struct Asked {
    words: String,
    from: usize,
    part: SearchPart,
}

async fn found(
    site: &Site,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Result<Asked, Problem> {
    let Query(query) = query.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let words = query.q.trim().to_owned();
    if words.len() > QUERY_BYTES_MAX {
        return Err(Problem::LongQuery);
    }
    let from = query.from;
    if words.is_empty() {
        return Ok(Asked { words, from, part: SearchPart::default() });
    }
    let asked = words.clone();
    let part = site.ask(move |desk| desk.search_part(&asked, from, HITS_A_PAGE)).await?;
    Ok(Asked { words, from, part })
}

/// Words as they are kept where somebody is told of them.
pub(crate) fn watched_form(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page of what was found, for somebody who is told of these words or is not.
#[must_use]
pub fn search_page(
    words: &str,
    from: usize,
    part: &SearchPart,
    is_watched: bool,
    now: Timestamp,
) -> String {
    let SearchPart { hits, exact, more } = part;
    let summary = match *exact {
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
    let (hits, meant) = hits.split_at(hits.iter().take_while(|hit| !hit.meant).count());
    let at = |from| format!("/search?q={}&from={from}", segment(words));
    let before = from.saturating_sub(HITS_A_PAGE);
    let earlier = if from == 0 { String::new() } else { at(before) };
    let more = if *more { at(from + HITS_A_PAGE) } else { String::new() };
    let hits = hits.iter().map(|hit| of_hit(hit, words, now)).collect();
    let meant = meant.iter().map(|hit| of_hit(hit, words, now)).collect();
    rendered(&SearchPage { words, summary, hits, meant, earlier, more, is_watched })
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
