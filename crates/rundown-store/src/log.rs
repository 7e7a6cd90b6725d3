//! The log of one machine: a table of the store.
//!
//! Entries stand beside what their reader makes of them, and go when it has settled them.

use std::time::{Duration, Instant};

use rundown_log::{Entry, Log, LogError, NewEntry, Position, READ_BYTES_MAX, Shards};
use xxhash_rust::xxh3::xxh3_64;

use crate::engine::{self, Connection, Row, Transaction, params};
use crate::error::doing;
use crate::rows::WRONG_SUM;
use crate::{SqlStore, StoreError};

/// How often a reader looks whether something was appended.
const LOOK_EVERY: Duration = Duration::from_millis(20);

const APPENDING: &str = "appending to the log";
const READING: &str = "reading the log";
const SETTLING: &str = "settling the log";

impl Log for SqlStore {
    /// Places lie in the same database as what is kept of them.
    fn identity(&self) -> Result<String, LogError> {
        Ok("store".to_owned())
    }

    fn append(&self, entries: &[NewEntry]) -> Result<Vec<bool>, LogError> {
        let appended = self.write(APPENDING, |transaction| {
            let one = |entry: &NewEntry| append(transaction, entry);
            entries
                .iter()
                .map(one)
                .collect::<engine::Result<_>>()
                .map_err(doing(APPENDING))
        });
        appended.map_err(|error| self.failed(APPENDING, &error))
    }

    fn read(
        &self,
        shards: &Shards,
        behind: Position,
        limit: usize,
        wait: Duration,
    ) -> Result<Vec<Entry>, LogError> {
        let began = Instant::now();
        loop {
            let found = SqlStore::read(self, |connection| {
                entries(connection, shards, behind, limit).map_err(doing(READING))
            });
            let found = found.map_err(|error| self.failed(READING, &error))?;
            let left = wait.saturating_sub(began.elapsed());
            if !found.is_empty() || left.is_zero() {
                return found.into_iter().map(|row| self.entry_of(row)).collect();
            }
            std::thread::sleep(LOOK_EVERY.min(left));
        }
    }

    fn settle(&self, shards: &Shards, through: Position) -> Result<(), LogError> {
        let settled = self.write(SETTLING, |transaction| {
            settle(transaction, shards, through).map_err(doing(SETTLING))
        });
        settled.map_err(|error| self.failed(SETTLING, &error))
    }
}

impl SqlStore {
    fn failed(&self, doing: &'static str, error: &StoreError) -> LogError {
        LogError::Refused { log: self.name(), doing, why: error.to_string() }
    }

    fn entry_of(&self, (entry, is_sound): (Entry, bool)) -> Result<Entry, LogError> {
        if is_sound {
            return Ok(entry);
        }
        let (log, position) = (self.name(), entry.position.0);
        Err(LogError::Unreadable { log, position, why: WRONG_SUM.to_owned() })
    }
}

fn append(transaction: &Transaction<'_>, entry: &NewEntry) -> engine::Result<bool> {
    let mut add = transaction.prepare_cached(
        "INSERT INTO log (shard, key, body, sum) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )?;
    let NewEntry { shard, key, body } = entry;
    Ok(add.execute(params![shard.as_str(), key, body, sum_of(body)])? == 1)
}

/// The rows behind a place, with whether each is what was appended.
fn entries(
    connection: &Connection,
    shards: &Shards,
    behind: Position,
    limit: usize,
) -> engine::Result<Vec<(Entry, bool)>> {
    let of = match shards {
        Shards::All => "",
        Shards::One(_) => "AND shard = ?3",
    };
    let sql = format!(
        "SELECT seq, key, body, sum FROM log WHERE seq > ?1 {of}
         ORDER BY seq LIMIT ?2"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let (behind, limit) = (behind.0.cast_signed(), limit as i64);
    let rows = match shards {
        Shards::All => find.query_map(params![behind, limit], entry)?,
        Shards::One(shard) => {
            find.query_map(params![behind, limit, shard.as_str()], entry)?
        }
    };
    let mut bytes = 0;
    let mut found = Vec::new();
    for row in rows {
        let (entry, is_sound) = row?;
        bytes += entry.body.len();
        found.push((entry, is_sound));
        if bytes >= READ_BYTES_MAX {
            break;
        }
    }
    Ok(found)
}

fn entry(row: &Row<'_>) -> engine::Result<(Entry, bool)> {
    let position = Position(row.get::<i64>(0)?.cast_unsigned());
    let body: Vec<u8> = row.get(2)?;
    let is_sound = sum_of(&body) == row.get::<i64>(3)?;
    Ok((Entry { position, key: row.get(1)?, body }, is_sound))
}

/// The checksum of an entry; the same by either engine, so that rows go over as they are.
fn sum_of(body: &[u8]) -> i64 {
    xxh3_64(body).cast_signed()
}

/// Removes what stands before the last settled entry; with all settled shards, before that
/// of all.
fn settle(
    transaction: &Transaction<'_>,
    shards: &Shards,
    through: Position,
) -> engine::Result<()> {
    let through = through.0.cast_signed();
    match shards {
        Shards::All => transaction.execute("DELETE FROM log WHERE seq < ?", [through]),
        Shards::One(shard) => transaction.execute(
            "DELETE FROM log WHERE shard = ? AND seq < ?",
            params![shard.as_str(), through],
        ),
    }
    .map(drop)
}
