//! Pages that are still to be fetched, or to be looked at again.

use jiff::Timestamp;
use rundown_news::ArticleId;

use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::rows::at;
use crate::{DuePage, Put};

/// How long a page that was given up is remembered, so that its feed, which still lists
/// it, does not bring it back.
const GIVEN_UP_KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// Texts of feeds that are read from the store at a time; the rest waits there.
const HELD_BYTES_MAX: usize = 16 << 20;

const COLUMNS: &str = "url, host, feed, item, first_ms, due_ms, wait_s, asked_ms, tries,
    visits, kept, etag, last_modified, problem, title, own";

/// Pages that are due, at most so many a host and in all: those without an article
/// first, then those due longest.
pub(crate) fn due(
    connection: &Connection,
    now: Timestamp,
    per_host: usize,
    limit: usize,
) -> engine::Result<Vec<DuePage>> {
    let sql = "SELECT url FROM
           (SELECT url, kept, due_ms, row_number() OVER
             (PARTITION BY host ORDER BY kept, due_ms, url) AS place
             FROM page INDEXED BY page_time WHERE due_ms <= ?1) AS waiting
         WHERE place <= ?2 ORDER BY kept, due_ms, url LIMIT ?3";
    let given = params![now.as_millisecond(), per_host as i64, limit as i64];
    held(connection, sql, given)
}

/// Pages without an article whose feed told of them by then, or after `now`.
pub(crate) fn awaited(
    connection: &Connection,
    (by, now): (Timestamp, Timestamp),
    limit: usize,
) -> engine::Result<Vec<DuePage>> {
    let sql = "SELECT url FROM page WHERE kept = 0 AND (first_ms <= ? OR first_ms > ?)
         ORDER BY first_ms, url LIMIT ?";
    let given = params![by.as_millisecond(), now.as_millisecond(), limit as i64];
    held(connection, sql, given)
}

/// The pages of a list of addresses as far as they may be held at a time, one at least.
fn held(
    connection: &Connection,
    list: &str,
    given: impl engine::Params,
) -> engine::Result<Vec<DuePage>> {
    let mut listed = connection.prepare_cached(list)?;
    let urls = listed.query_map(given, |row| row.get::<String>(0))?;
    let mut one = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM page WHERE url = ?"))?;
    let (mut pages, mut bytes) = (Vec::new(), 0);
    for url in urls {
        // It may have been settled meanwhile.
        let Some(page) = one.query_row([url?], page).optional()? else { continue };
        let of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        bytes += of(&page.item.content) + of(&page.item.summary);
        pages.push(page);
        if bytes > HELD_BYTES_MAX {
            break;
        }
    }
    Ok(pages)
}

fn page(row: &Row<'_>) -> engine::Result<DuePage> {
    let item: String = row.get(3)?;
    Ok(DuePage {
        url: row.get(0)?,
        host: row.get(1)?,
        feed: row.get(2)?,
        item: serde_json::from_str(&item).unwrap_or_default(),
        first_at: at(row.get(4)?),
        due_at: row.get::<Option<i64>>(5)?.map(at),
        wait_seconds: row.get::<i64>(6)?.unsigned_abs(),
        asked_at: row.get::<Option<i64>>(7)?.map(at),
        tries: row.get(8)?,
        visits: row.get(9)?,
        kept: row.get(10)?,
        etag: row.get(11)?,
        last_modified: row.get(12)?,
        problem: row.get(13)?,
        title: row.get(14)?,
        own: row.get(15)?,
    })
}

/// Notes pages to be fetched. One that is waited for already, or was given up, stays as
/// it is, unless its item was edited or its own outlet tells of it after a stranger.
pub(crate) fn add(
    transaction: &Transaction<'_>,
    pages: &[DuePage],
) -> engine::Result<()> {
    for page in pages {
        insert(
            transaction,
            page,
            "ON CONFLICT (url) DO UPDATE SET feed = excluded.feed, title = excluded.title,
             own = excluded.own, item = excluded.item, kept = excluded.kept, visits = 0,
             wait_s = excluded.wait_s, due_ms = CASE WHEN page.due_ms IS NULL THEN NULL ELSE
               max(excluded.due_ms, coalesce(page.asked_ms, 0) + excluded.wait_s * 1000) END
             WHERE excluded.wait_s > 0 OR excluded.own > page.own",
        )?;
    }
    Ok(())
}

/// Notes how a visit left a page; without a next one it is forgotten.
pub(crate) fn settle(
    transaction: &Transaction<'_>,
    url: &str,
    next: Option<&DuePage>,
) -> engine::Result<()> {
    transaction.prepare_cached("DELETE FROM page WHERE url = ?")?.execute([url])?;
    if let Some(next) = next {
        insert(transaction, next, "")?;
    }
    Ok(())
}

fn insert(
    transaction: &Transaction<'_>,
    page: &DuePage,
    on_conflict: &str,
) -> engine::Result<()> {
    let sql = format!(
        "INSERT INTO page ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         {on_conflict}"
    );
    let item = serde_json::to_string(&page.item).unwrap_or_default();
    transaction.prepare_cached(&sql)?.execute(params![
        page.url,
        page.host,
        page.feed,
        item,
        page.first_at.as_millisecond(),
        page.due_at.map(Timestamp::as_millisecond),
        page.wait_seconds as i64,
        page.asked_at.map(Timestamp::as_millisecond),
        page.tries,
        page.visits,
        page.kept,
        page.etag,
        page.last_modified,
        page.problem,
        page.title,
        page.own,
    ])?;
    Ok(())
}

/// Forgets pages that were given up long ago.
pub(crate) fn forget_given_up(
    transaction: &Transaction<'_>,
    now: Timestamp,
) -> engine::Result<()> {
    transaction.execute(
        "DELETE FROM page WHERE due_ms IS NULL AND kept = 1 AND first_ms < ?",
        [now.as_millisecond() - GIVEN_UP_KEPT_MS],
    )?;
    Ok(())
}

/// Lets an article on its way in be found as the one that is known under other keys.
pub(crate) fn join(
    transaction: &Transaction<'_>,
    keys: &[String],
    aliases: &[String],
) -> engine::Result<()> {
    let mut find =
        transaction.prepare_cached("SELECT article FROM alias WHERE key = ?")?;
    let mut known = |keys: &[String]| -> engine::Result<Option<i64>> {
        for key in keys {
            if let Some(seq) = find.query_row([key], |row| row.get(0)).optional()? {
                return Ok(Some(seq));
            }
        }
        Ok(None)
    };
    if known(keys)?.is_some() {
        return Ok(());
    }
    let Some(seq) = known(aliases)? else { return Ok(()) };
    for key in keys {
        transaction
            .prepare_cached("INSERT INTO alias (key, article) VALUES (?, ?)")?
            .execute(params![key, seq])?;
    }
    Ok(())
}

/// Lets an article be found under more keys.
pub(crate) fn add_aliases(
    transaction: &Transaction<'_>,
    put: &Put,
    keys: &[String],
) -> engine::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO alias (key, article) SELECT ?, seq FROM article WHERE id = ?
         ON CONFLICT DO NOTHING",
    )?;
    for key in keys {
        insert.execute(params![key, put.article().as_str()])?;
    }
    Ok(())
}

/// Who published an article, where its own page tells it after a stranger did.
pub(crate) fn set_outlet(
    transaction: &Transaction<'_>,
    id: &ArticleId,
    (domain, outlet): (&str, &str),
) -> engine::Result<()> {
    transaction.execute(
        "UPDATE article SET domain = ?1, outlet = ?2 WHERE id = ?3
         AND (domain <> ?1 OR outlet <> ?2)",
        params![domain, outlet, id.as_str()],
    )?;
    Ok(())
}
