//! What is followed, and how its polling stands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rundown_news::Subscription;

use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::rows::at;
use crate::{
    Answered, FeedState, Gap, Moved, PollOutcome, Rhythm, StoredSubscription, host_of,
};

pub(crate) fn subscribe(
    transaction: &Transaction<'_>,
    subscription: &Subscription,
    due_at: Timestamp,
) -> engine::Result<bool> {
    let added = transaction.execute(
        "INSERT INTO subscription (url, title, folder, due_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        params![
            subscription.url,
            subscription.title,
            subscription.folder,
            due_at.as_millisecond()
        ],
    )?;
    transaction.execute(
        "INSERT INTO poll (url) VALUES (?) ON CONFLICT DO NOTHING",
        [&subscription.url],
    )?;
    Ok(added == 1)
}

pub(crate) fn unsubscribe(
    transaction: &Transaction<'_>,
    url: &str,
) -> engine::Result<bool> {
    transaction.execute("DELETE FROM page WHERE feed = ?", [url])?;
    Ok(transaction.execute("DELETE FROM subscription WHERE url = ?", [url])? == 1)
}

pub(crate) fn rename(
    transaction: &Transaction<'_>,
    url: &str,
    title: &str,
) -> engine::Result<bool> {
    let named = transaction
        .execute("UPDATE subscription SET title = ? WHERE url = ?", [title, url])?;
    Ok(named == 1)
}

pub(crate) fn set_state(
    transaction: &Transaction<'_>,
    url: &str,
    state: FeedState,
    due_at: Timestamp,
) -> engine::Result<bool> {
    let set = transaction
        .execute("UPDATE poll SET state = ? WHERE url = ?", [state.as_str(), url])?;
    transaction.execute(
        "UPDATE subscription SET due_ms = ? WHERE url = ?",
        params![due_at.as_millisecond(), url],
    )?;
    Ok(set == 1)
}

const COLUMNS: &str = "s.url, s.title, s.folder, s.etag, s.last_modified, s.due_ms,
    s.failures, s.problem, p.state, p.wait_s, p.asked_ms, p.answered_ms, p.newest_ms,
    p.rhythm_s, p.moved_to, p.moved_ms, p.gap_from_ms, p.gap_to_ms";

pub(crate) fn all(connection: &Connection) -> engine::Result<Vec<StoredSubscription>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM subscription s JOIN poll p ON p.url = s.url ORDER BY s.url"
    );
    let mut all = connection.prepare_cached(&sql)?;
    let rows = all.query_map((), stored)?;
    rows.collect()
}

pub(crate) fn due(
    connection: &Connection,
    now: Timestamp,
    (per_host, limit): (usize, usize),
) -> engine::Result<Vec<StoredSubscription>> {
    let mut listed = connection.prepare_cached(
        "SELECT url FROM subscription WHERE due_ms <= ? ORDER BY due_ms, url",
    )?;
    let mut one = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM subscription s JOIN poll p ON p.url = s.url
         WHERE s.url = ? AND p.state = 'active'"
    ))?;
    let (mut due, mut hosts) = (Vec::new(), BTreeMap::<String, usize>::new());
    let urls = listed.query_map([now.as_millisecond()], |row| row.get::<String>(0))?;
    for url in urls {
        let url = url?;
        let of_host = hosts.entry(host_of(&url)).or_default();
        if *of_host < per_host
            && let Some(found) = one.query_row([url], stored).optional()?
        {
            *of_host += 1;
            due.push(found);
        }
        if due.len() >= limit {
            break;
        }
    }
    Ok(due)
}

/// Lets what is due further ahead than its wait was meant to be be due now.
pub(crate) fn put_right(
    transaction: &Transaction<'_>,
    now: Timestamp,
) -> engine::Result<usize> {
    let feeds = transaction.execute(
        "UPDATE subscription AS s SET due_ms = ?1 WHERE s.due_ms > ?1 AND
         s.due_ms - ?1 > 1000 * (SELECT wait_s FROM poll p WHERE p.url = s.url)",
        [now.as_millisecond()],
    )?;
    let pages = transaction.execute(
        "UPDATE page SET due_ms = ?1 WHERE due_ms > ?1 AND due_ms - ?1 > 1000 * wait_s",
        [now.as_millisecond()],
    )?;
    Ok(feeds + pages)
}

fn stored(row: &Row<'_>) -> engine::Result<StoredSubscription> {
    let time = |place: usize| -> engine::Result<Option<Timestamp>> {
        Ok(row.get::<Option<i64>>(place)?.map(at))
    };
    let state: String = row.get(8)?;
    let moved_to: Option<String> = row.get(14)?;
    Ok(StoredSubscription {
        subscription: Subscription {
            url: row.get(0)?,
            title: row.get(1)?,
            folder: row.get(2)?,
        },
        etag: row.get(3)?,
        last_modified: row.get(4)?,
        due_at: at(row.get(5)?),
        failures: row.get(6)?,
        problem: row.get(7)?,
        state: FeedState::of(&state),
        wait_seconds: row.get::<i64>(9)?.unsigned_abs(),
        asked_at: time(10)?,
        answered_at: time(11)?,
        rhythm: Rhythm {
            newest_at: time(12)?,
            seconds: row.get::<Option<i64>>(13)?.map(i64::unsigned_abs),
        },
        moved: moved_to.zip(time(15)?).map(|(to, since)| Moved { to, since }),
        gap: time(16)?.zip(time(17)?).map(|(from, to)| Gap { from, to }),
    })
}

pub(crate) fn window(
    connection: &Connection,
    url: &str,
) -> engine::Result<Option<Vec<u8>>> {
    let window = connection
        .prepare_cached("SELECT \"window\" FROM poll WHERE url = ?")?
        .query_row([url], |row| row.get(0))
        .optional()?;
    Ok(window.flatten())
}

pub(crate) fn note_poll(
    transaction: &Transaction<'_>,
    url: &str,
    outcome: &PollOutcome,
) -> engine::Result<()> {
    if let Some((etag, last_modified)) = &outcome.validators {
        transaction.execute(
            "UPDATE subscription SET etag = ?, last_modified = ? WHERE url = ?",
            params![etag, last_modified, url],
        )?;
    }
    transaction.execute(
        "UPDATE subscription SET due_ms = ?1, problem = ?2, failures = ?3 WHERE url = ?4",
        params![outcome.due_at.as_millisecond(), outcome.problem, outcome.failures, url],
    )?;
    transaction.execute(
        "UPDATE poll SET state = ?, wait_s = ?, asked_ms = ? WHERE url = ?",
        params![
            outcome.state.as_str(),
            outcome.wait_seconds as i64,
            outcome.asked_at.as_millisecond(),
            url
        ],
    )?;
    match &outcome.answered {
        Some(answered) => note_answer(transaction, url, answered, outcome.asked_at),
        None => Ok(()),
    }
}

fn note_answer(
    transaction: &Transaction<'_>,
    url: &str,
    answered: &Answered,
    at: Timestamp,
) -> engine::Result<()> {
    let ms = |time: Option<Timestamp>| time.map(Timestamp::as_millisecond);
    transaction.execute(
        "UPDATE subscription SET title = coalesce(title, ?) WHERE url = ?",
        params![answered.title, url],
    )?;
    transaction.execute(
        "UPDATE poll SET answered_ms = ?, newest_ms = ?, rhythm_s = ?, moved_to = ?,
         moved_ms = ?, gap_from_ms = coalesce(?, gap_from_ms),
         gap_to_ms = coalesce(?, gap_to_ms), \"window\" = coalesce(?, \"window\") WHERE url = ?",
        params![
            at.as_millisecond(),
            ms(answered.rhythm.newest_at),
            answered.rhythm.seconds.map(|seconds| seconds as i64),
            answered.moved.as_ref().map(|moved| &moved.to),
            ms(answered.moved.as_ref().map(|moved| moved.since)),
            ms(answered.gap.map(|gap| gap.from)),
            ms(answered.gap.map(|gap| gap.to)),
            answered.window,
            url,
        ],
    )?;
    match answered.window {
        Some(_) => crate::push::note_hub(transaction, url, answered.hub.as_ref()),
        None => Ok(()),
    }
}

/// Follows a feed at its new address. Where that one is followed too, the old one goes.
pub(crate) fn move_to(
    transaction: &Transaction<'_>,
    url: &str,
    to: &str,
) -> engine::Result<()> {
    transaction.execute("UPDATE page SET feed = ? WHERE feed = ?", [to, url])?;
    let moved = transaction.execute(
        "UPDATE subscription SET url = ?1 WHERE url = ?2
             AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.url = ?1)",
        [to, url],
    )?;
    if moved == 0 {
        transaction.execute("DELETE FROM subscription WHERE url = ?", [url])?;
    }
    transaction.execute(
        "UPDATE poll SET moved_to = NULL, moved_ms = NULL WHERE url = ?",
        [to],
    )?;
    Ok(())
}
