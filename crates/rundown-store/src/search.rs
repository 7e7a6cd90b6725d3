//! Words to articles.

mod fts;
mod tsvector;

use jiff::Timestamp;
use rundown_news::limits::QUERY_BYTES_MAX;
use rundown_news::{Article, ArticleId, Set, StoryId};

use crate::engine::{self, Connection, Transaction};

/// Terms of one query that count; the rest is left out.
const TERMS_MAX: usize = 16;

/// Articles that hold all the words, best first.
pub(crate) fn search(
    connection: &Connection,
    words: &str,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    let Some(query) = Query::of(words) else { return Ok(Vec::new()) };
    match connection {
        Connection::Sqlite(_) => fts::search(connection, &query, until, limit),
        Connection::Postgres(_) => tsvector::search(connection, &query, until, limit),
    }
}

/// Notes the words that some articles are found by.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    articles: &[(i64, &Article)],
) -> engine::Result<()> {
    match &**transaction {
        Connection::Sqlite(_) => fts::note(transaction, articles),
        Connection::Postgres(_) => tsvector::note(transaction, articles),
    }
}

/// Those of some articles that hold all the words.
pub(crate) fn holding(
    connection: &Connection,
    words: &str,
    seqs: &[u64],
) -> engine::Result<Set<u64>> {
    let Some(query) = Query::of(words) else { return Ok(Set::default()) };
    match connection {
        Connection::Sqlite(_) => fts::holding(connection, &query, seqs),
        Connection::Postgres(_) => tsvector::holding(connection, &query, seqs),
    }
}

/// What the reader typed, so that it cannot be misread: letters and digits alone, all of
/// it wanted, the last word perhaps unfinished. Words between double quotes stay together.
#[derive(Debug, PartialEq, Eq)]
struct Query {
    terms: Vec<String>,
    is_unfinished: bool,
}

impl Query {
    fn of(words: &str) -> Option<Self> {
        let mut end = words.len().min(QUERY_BYTES_MAX);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        let words = &words[..end];
        let mut terms = Vec::new();
        for (i, part) in words.split('"').enumerate() {
            if i % 2 == 1 {
                terms.extend(Some(clean(part)).filter(|one| !one.trim().is_empty()));
            } else {
                terms.extend(clean(part).split_whitespace().map(str::to_owned));
            }
        }
        terms.truncate(TERMS_MAX);
        let is_open = !words.ends_with(['"', ' ']);
        let is_unfinished = terms.last()?.len() > 2 && is_open;
        Some(Self { terms, is_unfinished })
    }

    /// Its terms, each with whether it is unfinished.
    fn terms(&self) -> impl Iterator<Item = (&str, bool)> {
        let last = self.terms.len() - 1;
        let terms = self.terms.iter().enumerate();
        terms.map(move |(at, term)| (term.trim(), at == last && self.is_unfinished))
    }
}

/// Letters and digits, with blanks for the rest.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}
