//! Browsers that readers want to be told in, and whom a story is told to.

use jiff::Timestamp;
use rundown_news::limits::BROWSERS_MAX;
use rundown_news::{ReaderId, StoryId};

use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::error::doing;
use crate::{SqlStore, StoreError};

/// A browser that takes messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Its number.
    pub number: i64,
    /// Whose it is.
    pub reader: ReaderId,
    /// Where its push service takes messages.
    pub endpoint: String,
    /// Its half of a key.
    pub key: Vec<u8>,
    /// What it shares with us beside.
    pub secret: Vec<u8>,
}

/// The operations on browsers; part of every [`crate::Store`].
pub trait Browsers: Send + Sync {
    /// All browsers, or those of a reader.
    fn browsers(&self, of: Option<ReaderId>) -> Result<Vec<Browser>, StoreError>;

    /// Notes a browser of the reader; false if they have too many.
    fn add_browser(
        &self,
        endpoint: &str,
        key: &[u8],
        secret: &[u8],
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Forgets a browser of the reader.
    fn remove_browser(&self, number: i64) -> Result<(), StoreError>;

    /// Forgets a browser that its push service knows no longer.
    fn drop_browser(&self, number: i64) -> Result<(), StoreError>;

    /// Who follows a story.
    fn followers(&self, story: StoryId) -> Result<Vec<ReaderId>, StoreError>;

    /// The key by which push services know us; the one given where there is none yet.
    fn push_key(&self, new: &[u8]) -> Result<Vec<u8>, StoreError>;
}

const COLUMNS: &str = "SELECT number, reader, endpoint, key, secret FROM browser";

impl Browsers for SqlStore {
    fn browsers(&self, of: Option<ReaderId>) -> Result<Vec<Browser>, StoreError> {
        let find = |connection: &Connection| -> engine::Result<Vec<Browser>> {
            let sql =
                format!("{COLUMNS} WHERE reader = coalesce(?, reader) ORDER BY number");
            let mut all = connection.prepare_cached(&sql)?;
            all.query_map([of.map(|reader| reader.0)], browser)?.collect()
        };
        self.read(|connection| find(connection).map_err(doing("listing browsers")))
    }

    fn add_browser(
        &self,
        endpoint: &str,
        key: &[u8],
        secret: &[u8],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const WHAT: &str = "noting a browser";
        let ReaderId(reader) = self.reader();
        self.write(WHAT, |transaction| {
            let add = "INSERT INTO browser (reader, endpoint, key, secret, made_ms)
                 SELECT ?1, ?2, ?3, ?4, ?5
                 WHERE (SELECT count(*) FROM browser WHERE reader = ?1 AND endpoint <> ?2) < ?6
                 ON CONFLICT (endpoint) DO UPDATE SET reader = ?1, key = ?3, secret = ?4";
            let most = BROWSERS_MAX as i64;
            let row = params![reader, endpoint, key, secret, now.as_millisecond(), most];
            Ok(transaction.execute(add, row).map_err(doing(WHAT))? > 0)
        })
    }

    fn remove_browser(&self, number: i64) -> Result<(), StoreError> {
        let ReaderId(reader) = self.reader();
        self.write(FORGETTING, |transaction| {
            forget(transaction, number, Some(reader)).map_err(doing(FORGETTING))
        })
    }

    fn drop_browser(&self, number: i64) -> Result<(), StoreError> {
        self.write(FORGETTING, |transaction| {
            forget(transaction, number, None).map_err(doing(FORGETTING))
        })
    }

    fn followers(&self, story: StoryId) -> Result<Vec<ReaderId>, StoreError> {
        let find = |connection: &Connection| -> engine::Result<Vec<ReaderId>> {
            let mut all = connection.prepare_cached(
                "SELECT reader FROM reader_story WHERE story = ? AND follow = 'followed'
                 ORDER BY reader",
            )?;
            let rows =
                all.query_map([story.0.cast_signed()], |row| row.get(0).map(ReaderId))?;
            rows.collect()
        };
        self.read(|connection| find(connection).map_err(doing("listing followers")))
    }

    fn push_key(&self, new: &[u8]) -> Result<Vec<u8>, StoreError> {
        const WHAT: &str = "looking up the key for push services";
        self.write(WHAT, |transaction| {
            let found = transaction
                .query_row("SELECT key FROM push_key", (), |row| row.get(0))
                .optional()
                .map_err(doing(WHAT))?;
            if let Some(key) = found {
                return Ok(key);
            }
            transaction
                .execute("INSERT INTO push_key (one, key) VALUES (1, ?)", [new])
                .map_err(doing(WHAT))?;
            Ok(new.to_vec())
        })
    }
}

const FORGETTING: &str = "forgetting a browser";

/// Forgets a browser, if it is this reader's, and gives up what waits for it.
fn forget(
    transaction: &Transaction<'_>,
    number: i64,
    of: Option<i64>,
) -> engine::Result<()> {
    let sql = "DELETE FROM browser WHERE number = ?1 AND reader = coalesce(?2, reader)";
    if transaction.execute(sql, params![number, of])? > 0 {
        transaction.execute(
            "UPDATE delivery SET state = 'failed', problem = 'the browser is gone'
             WHERE target = 'browser-' || ? AND state = 'waits'",
            [number],
        )?;
    }
    Ok(())
}

fn browser(row: &Row<'_>) -> engine::Result<Browser> {
    Ok(Browser {
        number: row.get(0)?,
        reader: ReaderId(row.get(1)?),
        endpoint: row.get(2)?,
        key: row.get(3)?,
        secret: row.get(4)?,
    })
}
