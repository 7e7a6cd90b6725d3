//! What is followed, and how its polling stands.

use jiff::Timestamp;
use rundown_news::Subscription;
use rusqlite::{Connection, Transaction, params};

use crate::rows::at;
use crate::{PollOutcome, StoredSubscription};

pub(crate) fn subscribe(
    transaction: &Transaction<'_>,
    subscription: &Subscription,
    due_at: Timestamp,
) -> rusqlite::Result<bool> {
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
    Ok(added == 1)
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<StoredSubscription>> {
    let mut all = connection.prepare_cached(
        "SELECT url, title, folder, etag, last_modified, due_ms, failures, problem
         FROM subscription ORDER BY url",
    )?;
    let rows = all.query_map([], |row| {
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
        })
    })?;
    rows.collect()
}

pub(crate) fn note_poll(
    transaction: &Transaction<'_>,
    url: &str,
    outcome: &PollOutcome,
) -> rusqlite::Result<()> {
    if let Some((etag, last_modified)) = &outcome.validators {
        transaction.execute(
            "UPDATE subscription SET etag = ?, last_modified = ? WHERE url = ?",
            params![etag, last_modified, url],
        )?;
    }
    transaction.execute(
        "UPDATE subscription SET due_ms = ?1, problem = ?2,
         failures = CASE WHEN ?2 IS NULL THEN 0 ELSE failures + 1 END WHERE url = ?3",
        params![outcome.due_at.as_millisecond(), outcome.problem, url],
    )?;
    Ok(())
}
