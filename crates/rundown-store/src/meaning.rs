//! What headlines mean, beside their words: articles that say what is asked in other words
//! or in another language.
//!
//! A direction is kept of each headline, and a search goes through those of the latest
//! articles.

use jiff::Timestamp;
use rundown_meaning::Gist;
use rundown_news::{ArticleId, StoryId};

use crate::directions::{meaning, sketch_of};
use crate::engine::{self, Connection, Transaction, params};
use crate::rows::{LATEST_BY, THERE_BY, found};

/// So many of the latest articles are gone through: a quarter of a second's worth.
const ARTICLES_MAX: u32 = 250_000;

/// Of those whose sketches differ least so many are weighed, where a server keeps them.
const WEIGHED_MAX: u32 = 2_000;

/// How near two headlines lie whose meanings are alike. Of translations eight in ten lie
/// nearer (`rundown-meaning/examples/find_headlines.rs`).
const LIKENESS_MIN: f64 = 0.45;

/// Notes what the headline of an article means.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    seq: i64,
    headline: &str,
) -> engine::Result<()> {
    let meant = meaning(headline);
    let direction = meant.map(|gist| gist.bytes().to_vec());
    match &**transaction {
        Connection::Sqlite(_) => {
            let sql = "INSERT INTO meaning (article, direction) VALUES (?, ?)
                 ON CONFLICT (article) DO UPDATE SET direction = excluded.direction";
            transaction.execute(sql, params![seq, direction])?;
        }
        Connection::Postgres(_) => {
            let sql = "INSERT INTO meaning (article, direction, sketch)
                 VALUES (?, ?, CAST(CAST(? AS TEXT) AS BIT(128)))
                 ON CONFLICT (article) DO UPDATE SET direction = excluded.direction,
                 sketch = excluded.sketch";
            let sketch = meant.as_ref().map(sketch_of);
            transaction.execute(sql, params![seq, direction, sketch])?;
        }
    }
    Ok(())
}

/// Articles of which is kept what their headline does not mean, at most so many.
pub(crate) fn not_found(
    connection: &Connection,
    most: usize,
) -> engine::Result<Vec<String>> {
    let sql = "SELECT a.id, a.headline, m.article IS NOT NULL, m.direction FROM article a
         LEFT JOIN meaning m ON m.article = a.seq";
    let mut wrong = Vec::new();
    connection.prepare_cached(sql)?.each((), |row| {
        let (headline, kept): (String, Option<Vec<u8>>) = (row.get(1)?, row.get(3)?);
        let means = meaning(&headline).map(|gist| gist.bytes().to_vec());
        if (!row.get::<bool>(2)? || kept != means) && wrong.len() < most {
            wrong.push(row.get(0)?);
        }
        Ok(())
    })?;
    Ok(wrong)
}

/// Articles whose headline means what the words do, nearest first; copies are left out.
pub(crate) fn search(
    connection: &Connection,
    words: &str,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    let Some(wanted) = meaning(words) else { return Ok(Vec::new()) };
    match connection {
        Connection::Sqlite(_) => nearest(connection, &wanted, until, limit),
        Connection::Postgres(_) => nearest_by_sketch(connection, &wanted, until, limit),
    }
}

/// A server does not know how near two directions are, but in how many bits their sketches
/// differ: those where few do are weighed here.
fn nearest_by_sketch(
    connection: &Connection,
    wanted: &Gist,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    let sql = format!(
        "WITH near AS MATERIALIZED (
           SELECT article, direction FROM meaning
           WHERE article > (SELECT max(article) - {ARTICLES_MAX} FROM meaning)
           AND sketch IS NOT NULL
           ORDER BY bit_count(sketch # CAST(CAST(?2 AS TEXT) AS BIT(128))) LIMIT {WEIGHED_MAX}
         )
         SELECT a.story, a.id, a.seq, near.direction FROM near
         JOIN article a ON a.seq = near.article
         WHERE {THERE_BY} AND a.copy_of IS NULL AND a.revision = {LATEST_BY}"
    );
    let mut found_near = Vec::new();
    let given = params![until.as_millisecond(), sketch_of(wanted)];
    connection.prepare_cached(&sql)?.each(given, |row| {
        let direction: Vec<u8> = row.get(3)?;
        let likeness = Gist::from_bytes(&direction).map_or(0.0, |one| one.cosine(wanted));
        if likeness >= LIKENESS_MIN {
            found_near.push((likeness, row.get::<i64>(2)?, found(row)?));
        }
        Ok(())
    })?;
    found_near.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    Ok(found_near.into_iter().take(limit).map(|(_, _, one)| one).collect())
}

fn nearest(
    connection: &Connection,
    wanted: &Gist,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    // The few that are near first: only for these it is asked whether they were there.
    // What is kept is the latest headline; before it came, it tells nothing.
    let sql = format!(
        "WITH near AS MATERIALIZED (
           SELECT article, likeness(direction, ?2) AS likeness FROM meaning
           WHERE article > (SELECT max(article) - {ARTICLES_MAX} FROM meaning)
           AND likeness(direction, ?2) >= {LIKENESS_MIN}
         )
         SELECT a.story, a.id FROM near CROSS JOIN article a ON a.seq = near.article
         WHERE {THERE_BY} AND a.copy_of IS NULL AND a.revision = {LATEST_BY}
         ORDER BY near.likeness DESC, a.seq DESC LIMIT ?3"
    );
    let given = params![until.as_millisecond(), &wanted.bytes()[..], limit as i64];
    let mut find = connection.prepare_cached(&sql)?;
    let rows = find.query_map(given, found)?;
    rows.collect()
}
