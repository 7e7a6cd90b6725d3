//! Dropping what is old, in steps that hold up nobody: each is one short transaction.
//!
//! Stories go as a whole, those without news for longest first: what is left of a story
//! half gone would tell it wrongly. A story that the reader follows, and one that holds an
//! article which the reader put there or took away, stays whole.

use jiff::Timestamp;
use rundown_news::limits::PRUNED_AT_ONCE;

use crate::dropped::{bury, bury_story};
use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::rows::at;
use crate::{CapturesPassed, Prunable, Pruned};

/// A place in order of publication: milliseconds, and an article.
pub(crate) type Place = (i64, String);

/// Whether a story `s` may go.
const MAY_GO: &str = "NOT EXISTS (SELECT 1 FROM reader_story p WHERE p.story = s.id
       AND (p.follow = 'followed' OR p.material_since_ms IS NOT NULL))
     AND s.id NOT IN (SELECT a.story FROM correction c JOIN article a
       ON a.id IN (c.article, c.other) WHERE a.story IS NOT NULL)";

/// When an article `a` counts as published.
const AT: &str = "min(coalesce(a.published_ms, a.seen_ms), a.seen_ms)";

pub(crate) fn newest(connection: &Connection) -> engine::Result<Option<Timestamp>> {
    let sql = format!(
        "SELECT {AT} FROM article a WHERE a.published_ms IS NOT NULL
         ORDER BY {AT} DESC, a.id DESC LIMIT 1"
    );
    let newest = connection.query_row(&sql, (), |row| row.get(0)).optional()?;
    Ok(newest.map(at))
}

pub(crate) fn prunable(
    connection: &Connection,
    before: Timestamp,
    after: Option<&Prunable>,
) -> engine::Result<Vec<Prunable>> {
    let sql = format!(
        "SELECT s.id, s.last_ms, s.articles FROM story s WHERE s.last_ms < ?1
         AND (s.last_ms, s.id) > (?2, ?3) AND {MAY_GO} ORDER BY s.last_ms, s.id LIMIT ?4"
    );
    let (ms, id) = match after {
        Some(one) => (one.last_at.as_millisecond(), one.story.cast_signed()),
        None => (i64::MIN, i64::MIN),
    };
    let given = params![before.as_millisecond(), ms, id, PRUNED_AT_ONCE as i64];
    let mut find = connection.prepare_cached(&sql)?;
    let rows = find.query_map(given, |row| {
        Ok(Prunable {
            story: row.get::<i64>(0)?.cast_unsigned(),
            last_at: at(row.get(1)?),
            articles: row.get::<i64>(2)?.cast_unsigned(),
        })
    })?;
    rows.collect()
}

pub(crate) fn prune_stories(
    transaction: &Transaction<'_>,
    before: Timestamp,
) -> engine::Result<Pruned> {
    let sql = format!(
        "SELECT s.id FROM story s WHERE s.last_ms < ?1 AND {MAY_GO}
         ORDER BY s.last_ms, s.id LIMIT ?2"
    );
    let given = [before.as_millisecond(), PRUNED_AT_ONCE as i64];
    let mut find = transaction.prepare_cached(&sql)?;
    let stories: Vec<i64> =
        find.query_map(given, |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut done = Pruned::default();
    for story in stories {
        let articles = oldest_of(transaction, story)?;
        if done.articles > 0 && done.articles as usize + articles.len() > PRUNED_AT_ONCE {
            break;
        }
        for (seq, id) in articles.iter().take(PRUNED_AT_ONCE) {
            bury(transaction, (*seq, id))?;
            done.articles += 1;
        }
        if articles.len() > PRUNED_AT_ONCE {
            // Its newest articles are left, so that it stands where it stood.
            crate::stories::refresh(transaction, story)?;
        } else {
            bury_story(transaction, story)?;
            done.stories += 1;
        }
    }
    if done.stories == 0 {
        done.articles += prune_damaged(transaction, before)?;
    }
    Ok(done)
}

/// The oldest articles of a story: as many as a step takes, and one more if there is one.
fn oldest_of(
    transaction: &Transaction<'_>,
    story: i64,
) -> engine::Result<Vec<(i64, String)>> {
    let sql = format!(
        "SELECT a.seq, a.id FROM article a WHERE a.story = ? ORDER BY {AT}, a.id LIMIT ?"
    );
    let mut find = transaction.prepare_cached(&sql)?;
    let given = [story, PRUNED_AT_ONCE as i64 + 1];
    find.query_map(given, |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Damaged articles never come into a story; those that are old go by themselves.
fn prune_damaged(
    transaction: &Transaction<'_>,
    before: Timestamp,
) -> engine::Result<u64> {
    let sql = format!(
        "SELECT DISTINCT a.seq, a.id FROM quarantine q JOIN article a ON a.seq = q.article
         WHERE a.story IS NULL AND {AT} < ? ORDER BY a.seq LIMIT ?"
    );
    let given = [before.as_millisecond(), PRUNED_AT_ONCE as i64];
    let mut find = transaction.prepare_cached(&sql)?;
    let found: Vec<(i64, String)> = find
        .query_map(given, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (seq, id) in &found {
        bury(transaction, (*seq, id))?;
    }
    Ok(found.len() as u64)
}

/// An article whose captures may go: its number, place and bytes of them.
struct Held {
    seq: i64,
    place: Place,
    captures: i64,
    bytes: i64,
}

pub(crate) fn prune_captures(
    transaction: &Transaction<'_>,
    before: Timestamp,
    after: Option<&Place>,
) -> engine::Result<Option<CapturesPassed>> {
    let held = held(transaction, before, after)?;
    let mut drop_them = transaction.prepare_cached(
        "UPDATE revision SET capture = NULL, capture_sum =
           row_sum((SELECT id FROM article WHERE seq = article), number, NULL)
         WHERE article = ? AND capture IS NOT NULL",
    )?;
    for one in held.iter().filter(|one| one.captures > 0) {
        drop_them.execute([one.seq])?;
    }
    Ok(passed(held))
}

/// The same, without dropping anything.
pub(crate) fn count_captures(
    connection: &Connection,
    before: Timestamp,
    after: Option<&Place>,
) -> engine::Result<Option<CapturesPassed>> {
    held(connection, before, after).map(passed)
}

fn passed(held: Vec<Held>) -> Option<CapturesPassed> {
    let captures = held.iter().map(|one| one.captures.unsigned_abs()).sum();
    let bytes = held.iter().map(|one| one.bytes.unsigned_abs()).sum();
    let at = held.into_iter().next_back()?.place;
    Some(CapturesPassed { at, captures, bytes })
}

fn held(
    connection: &Connection,
    before: Timestamp,
    after: Option<&Place>,
) -> engine::Result<Vec<Held>> {
    let sql = format!(
        "SELECT a.seq, {AT}, a.id, count(r.capture), CAST(coalesce(sum(length(r.capture)), 0) AS BIGINT)
         FROM (SELECT a.* FROM article a JOIN story s ON s.id = a.story
               WHERE ({AT}, a.id) > (?2, ?3) AND {AT} < ?1 AND {MAY_GO}
               ORDER BY {AT}, a.id LIMIT ?4) a
         JOIN revision r ON r.article = a.seq GROUP BY a.seq, {AT}, a.id ORDER BY {AT}, a.id"
    );
    let (ms, id) = after.map_or((i64::MIN, ""), |(ms, id)| (*ms, id));
    let given = params![before.as_millisecond(), ms, id, PRUNED_AT_ONCE as i64];
    let held = |row: &Row<'_>| {
        Ok(Held {
            seq: row.get(0)?,
            place: (row.get(1)?, row.get(2)?),
            captures: row.get(3)?,
            bytes: row.get(4)?,
        })
    };
    connection.prepare_cached(&sql)?.query_map(given, held)?.collect()
}

pub(crate) fn dropped_threaded(connection: &Connection) -> engine::Result<u64> {
    let sql = "SELECT CAST(coalesce(sum(articles), 0) AS BIGINT) FROM dropped_threaded";
    connection.query_row(sql, (), |row| row.get::<i64>(0)).map(i64::cast_unsigned)
}
