//! Articles that hold the words searched for.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::SearchHit;
use rundown_news::limits::{QUERY_BYTES_MAX, SEARCH_HITS_MAX};
use serde::Deserialize;

use crate::Problem;
use crate::line::{Line, Sources};
use crate::links::{article_href, story_href};
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, counted};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    words: &'a str,
    summary: String,
    hits: Vec<Hit<'a>>,
}

struct Hit<'a> {
    headline: &'a str,
    href: String,
    lang: Option<String>,
    outlet: &'a str,
    published: Moment,
    sentence: Option<Line>,
    story: Option<(&'a str, String)>,
    copy: bool,
}

/// The part of the address after `?`.
#[derive(Deserialize)]
pub(crate) struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// The answer to `/search`.
pub(crate) async fn show(
    State(site): State<Site>,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Page {
    let Query(query) = query.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let words = query.q.trim().to_owned();
    if words.len() > QUERY_BYTES_MAX {
        return Err(Problem::LongQuery);
    }
    if words.is_empty() {
        return Ok(Html(search_page("", &[], site.now())));
    }
    let now = site.now();
    let hits = site.ask({
        let words = words.clone();
        move |desk| desk.search(&words)
    });
    Ok(Html(search_page(&words, &hits.await?, now)))
}

/// The page of what was found.
#[must_use]
pub fn search_page(words: &str, hits: &[SearchHit], now: Timestamp) -> String {
    let summary = match hits.len() {
        _ if words.is_empty() => "Words that all have to stand in an article.".to_owned(),
        0 => "No article holds all these words. Try fewer, or rarer ones.".to_owned(),
        count if count >= SEARCH_HITS_MAX => {
            format!("The best {SEARCH_HITS_MAX} articles that hold these words.")
        }
        1 => "1 article holds these words.".to_owned(),
        count => format!("{} hold these words.", counted(count, "article")),
    };
    let hits = hits.iter().take(SEARCH_HITS_MAX).map(|hit| of_hit(hit, now)).collect();
    rendered(&SearchPage { words, summary, hits })
}

fn of_hit(hit: &SearchHit, now: Timestamp) -> Hit<'_> {
    let card = &hit.card;
    let cards = BTreeMap::from([(card.id.clone(), card.clone())]);
    let sources = Sources::new(&cards);
    Hit {
        headline: headline_of(&card.headline),
        href: article_href(&card.id),
        lang: crate::line::lang_of(card),
        outlet: card.outlet.label(),
        published: Moment::ago(card.at, now),
        sentence: hit.sentence.as_ref().map(|shown| sources.line(shown).bare()),
        story: hit
            .story
            .as_ref()
            .map(|link| (link.title.as_str(), story_href(&link.slug))),
        copy: card.copy_of.is_some(),
    }
}

/// What to call an article that has no headline.
pub(crate) fn headline_of(headline: &str) -> &str {
    if headline.trim().is_empty() { "Without a headline" } else { headline }
}
