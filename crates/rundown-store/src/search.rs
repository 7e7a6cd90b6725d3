//! Words to articles.

mod fts;
mod query;
mod tsvector;

use jiff::Timestamp;
use rundown_news::{Article, ArticleId, Set, StoryId};

use crate::engine::{self, Connection, Transaction};
use query::Query;

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
