//! The outbox: alerts on their way to targets.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rundown_news::limits::{ALERTS_WAITING_MAX, DIGEST_ALERTS_MAX};
use rundown_news::{ArticleId, ReaderId};

use super::records::{AlertCounts, Delivery, NewAlert, Parcel, StoredAlert};
use crate::engine::{self, Connection, Optional, Transaction, params};
use crate::rows::at;

/// Puts an alert on its ways; one that was told already is not put again.
pub(super) fn put(transaction: &Transaction<'_>, alert: &NewAlert) -> engine::Result<()> {
    let made = transaction
        .prepare_cached(
            "INSERT INTO alert (reader, article, made_ms, body)
             VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING number",
        )?
        .query_row(
            params![
                alert.reader.0,
                alert.article.as_str(),
                alert.made_at.as_millisecond(),
                alert.body
            ],
            |row| row.get::<i64>(0),
        )
        .optional()?;
    let Some(number) = made else { return Ok(()) };
    for (target, due_at) in &alert.deliveries {
        transaction.execute(
            "INSERT INTO delivery (alert, target, due_ms) VALUES (?, ?, ?)",
            params![number, target, due_at.as_millisecond()],
        )?;
        transaction.execute(
            "UPDATE delivery SET state = 'failed', done_ms = ?2, problem = 'too many waited'
             WHERE target = ?1 AND state = 'waits' AND parcel IS NULL AND alert <=
             (SELECT alert FROM delivery WHERE target = ?1 AND state = 'waits'
              ORDER BY alert DESC LIMIT 1 OFFSET ?3)",
            params![target, alert.made_at.as_millisecond(), ALERTS_WAITING_MAX as i64],
        )?;
    }
    Ok(())
}

/// The next message to a target.
pub(super) fn parcel(
    transaction: &Transaction<'_>,
    target: &str,
    now: Timestamp,
    is_digest: bool,
) -> engine::Result<Option<Parcel>> {
    let now = now.as_millisecond();
    // What was begun goes first, one at a time: no more than one is ever sent unnoted.
    let begun: Option<(String, i64)> = transaction
        .query_row(
            "SELECT parcel, due_ms FROM delivery
             WHERE target = ? AND state = 'waits' AND parcel IS NOT NULL LIMIT 1",
            [target],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match begun {
        Some((key, due)) if due <= now => {
            return Ok(Some(packed(transaction, target, key)?));
        }
        Some(_) => return Ok(None),
        None => {}
    }
    let most = if is_digest { DIGEST_ALERTS_MAX } else { 1 };
    let mut due = transaction.prepare_cached(
        "SELECT d.alert, a.article FROM delivery d JOIN alert a ON a.number = d.alert
         WHERE target = ? AND state = 'waits' AND due_ms <= ? ORDER BY d.alert LIMIT ?",
    )?;
    let rows = due.query_map(params![target, now, most as i64], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let due: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    let key = match due.as_slice() {
        [] => return Ok(None),
        [(_, article)] => article.clone(),
        [(first, _), .., (last, _)] => format!("digest-{first}-{last}"),
    };
    for (alert, _) in &due {
        transaction.execute(
            "UPDATE delivery SET parcel = ?1 WHERE alert = ?2 AND target = ?3",
            params![key, alert, target],
        )?;
    }
    packed(transaction, target, key).map(Some)
}

fn packed(
    transaction: &Transaction<'_>,
    target: &str,
    key: String,
) -> engine::Result<Parcel> {
    let mut all = transaction.prepare_cached(
        "SELECT a.body, d.tries FROM delivery d JOIN alert a ON a.number = d.alert
         WHERE target = ? AND parcel = ? ORDER BY a.number",
    )?;
    let rows = all.query_map([target, &key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(String, u32)> = rows.collect::<Result<_, _>>()?;
    let tries = rows.first().map_or(0, |(_, tries)| *tries);
    Ok(Parcel { key, bodies: rows.into_iter().map(|(body, _)| body).collect(), tries })
}

pub(super) fn sent(
    transaction: &Transaction<'_>,
    target: &str,
    key: &str,
    at: Timestamp,
) -> engine::Result<()> {
    let note = "UPDATE delivery SET state = 'sent', done_ms = ?3, problem = NULL
         WHERE target = ?1 AND parcel = ?2 AND state = 'waits'";
    transaction.execute(note, params![target, key, at.as_millisecond()]).map(drop)
}

pub(super) fn failed(
    transaction: &Transaction<'_>,
    target: &str,
    key: &str,
    problem: &str,
    again: Result<Timestamp, Timestamp>,
) -> engine::Result<()> {
    let (state, at) = match again {
        Ok(due) => ("waits", due),
        Err(given_up) => ("failed", given_up),
    };
    let note =
        "UPDATE delivery SET tries = tries + 1, problem = ?3, state = ?4, due_ms = ?5,
         done_ms = CASE WHEN ?4 = 'failed' THEN CAST(?5 AS BIGINT) END
         WHERE target = ?1 AND parcel = ?2 AND state = 'waits'";
    let given = params![target, key, problem, state, at.as_millisecond()];
    transaction.execute(note, given).map(drop)
}

pub(super) fn alerts(
    connection: &Connection,
    of: Option<ReaderId>,
    limit: usize,
) -> engine::Result<Vec<StoredAlert>> {
    let mut ways: BTreeMap<i64, Vec<Delivery>> = BTreeMap::new();
    let mut all = connection.prepare_cached(
        "SELECT alert, target, state, due_ms, tries, done_ms, problem FROM delivery
         WHERE alert IN (SELECT number FROM alert WHERE reader = coalesce(?, reader)
         ORDER BY number DESC LIMIT ?)",
    )?;
    let which = params![of.map(|reader| reader.0), limit as i64];
    all.each(which, |row| {
        let done: Option<i64> = row.get(5)?;
        ways.entry(row.get(0)?).or_default().push(Delivery {
            target: row.get(1)?,
            state: row.get(2)?,
            due_at: at(row.get(3)?),
            tries: row.get(4)?,
            done_at: done.map(at),
            problem: row.get(6)?,
        });
        Ok(())
    })?;
    let mut all = connection.prepare_cached(
        "SELECT number, article, made_ms, body, reader FROM alert
         WHERE reader = coalesce(?, reader) ORDER BY number DESC LIMIT ?",
    )?;
    let rows = all.query_map(which, |row| {
        Ok(StoredAlert {
            reader: ReaderId(row.get(4)?),
            article: ArticleId(row.get(1)?),
            made_at: at(row.get(2)?),
            body: row.get(3)?,
            deliveries: ways.remove(&row.get::<i64>(0)?).unwrap_or_default(),
        })
    })?;
    rows.collect()
}

pub(super) fn counts(connection: &Connection) -> engine::Result<AlertCounts> {
    let count = "SELECT count(*) FILTER (WHERE state = 'waits'),
         count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'failed')
         FROM delivery";
    connection.query_row(count, (), |row| {
        Ok(AlertCounts {
            waiting: row.get::<i64>(0)? as u64,
            sent: row.get::<i64>(1)? as u64,
            failed: row.get::<i64>(2)? as u64,
        })
    })
}
