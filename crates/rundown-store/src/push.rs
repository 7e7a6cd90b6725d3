//! What the store keeps of hubs that deliver what is new in a feed (`WebSub`).

use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::HUB_RETRY_SECONDS;

use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::error::doing;
use crate::rows::at;
use crate::{SqlStore, StoreError};

/// A hub, as a feed names it, and how we are known to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hub {
    /// Its address.
    pub hub: String,
    /// What the feed is called there.
    pub topic: String,
    /// The end of the address that it delivers to; nobody can guess it.
    pub token: String,
    /// What it signs deliveries with.
    pub secret: String,
}

/// How a feed stands with its hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// The feed.
    pub url: String,
    /// Its hub.
    pub hub: Hub,
    /// Until when the hub will deliver, if it said so.
    pub lease_until: Option<Timestamp>,
    /// When it delivered last.
    pub pushed_at: Option<Timestamp>,
}

/// The operations on hubs; part of every [`crate::Store`]. All times are those of the
/// schedule.
pub trait Pushing: Send + Sync {
    /// Feeds whose hubs are to be asked to deliver, or to go on with it.
    fn hubs_due(&self, now: Timestamp, limit: usize) -> Result<Vec<Push>, StoreError>;

    /// Notes that a feed's hub was asked.
    fn note_hub_asked(&self, url: &str, at: Timestamp) -> Result<(), StoreError>;

    /// How a feed stands with its hub, if it has one.
    fn push(&self, url: &str) -> Result<Option<Push>, StoreError>;

    /// The feed that is delivered to an address.
    fn push_to(&self, token: &str) -> Result<Option<Push>, StoreError>;

    /// Notes until when a hub will deliver, and when to ask it anew; none where it will not.
    fn note_lease(
        &self,
        token: &str,
        lease: Option<(Timestamp, Timestamp)>,
    ) -> Result<(), StoreError>;

    /// Notes a delivery, and lets its feed be due by then.
    fn note_pushed(
        &self,
        url: &str,
        at: Timestamp,
        due_at: Timestamp,
    ) -> Result<(), StoreError>;
}

const COLUMNS: &str = "url, hub, topic, token, secret, lease_ms, pushed_ms";

impl Pushing for SqlStore {
    fn hubs_due(&self, now: Timestamp, limit: usize) -> Result<Vec<Push>, StoreError> {
        let retry = SignedDuration::from_secs(HUB_RETRY_SECONDS as i64);
        let asked_by = now.checked_sub(retry).unwrap_or(now).as_millisecond();
        // What was noted ahead of now was noted by a clock that ran wrong.
        let sql = format!(
            "SELECT {COLUMNS} FROM push p WHERE (renew_ms IS NULL OR renew_ms <= ?1)
             AND (asked_ms IS NULL OR asked_ms <= ?2 OR asked_ms > ?1)
             AND EXISTS (SELECT 1 FROM poll WHERE poll.url = p.url AND state = 'active')
             ORDER BY asked_ms NULLS FIRST, url LIMIT ?3"
        );
        self.read(|connection| {
            let due = || {
                let mut due = connection.prepare_cached(&sql)?;
                let given = params![now.as_millisecond(), asked_by, limit as i64];
                let rows = due.query_map(given, push)?;
                rows.collect::<engine::Result<Vec<Push>>>()
            };
            due().map_err(doing("looking which hubs are due"))
        })
    }

    fn note_hub_asked(&self, url: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE push SET asked_ms = ? WHERE url = ?";
        self.set("noting that a hub was asked", sql, params![at.as_millisecond(), url])
    }

    fn push(&self, url: &str) -> Result<Option<Push>, StoreError> {
        self.read(|connection| one(connection, "url", url))
    }

    fn push_to(&self, token: &str) -> Result<Option<Push>, StoreError> {
        self.read(|connection| one(connection, "token", token))
    }

    fn note_lease(
        &self,
        token: &str,
        lease: Option<(Timestamp, Timestamp)>,
    ) -> Result<(), StoreError> {
        let (until, renew) = lease.unzip();
        let [until, renew] =
            [until, renew].map(|time| time.map(Timestamp::as_millisecond));
        let sql = "UPDATE push SET lease_ms = ?, renew_ms = ? WHERE token = ?";
        self.set("noting what a hub promised", sql, params![until, renew, token])
    }

    fn note_pushed(
        &self,
        url: &str,
        at: Timestamp,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        const WHAT: &str = "noting a delivery";
        self.write(WHAT, |transaction| {
            let note = || {
                transaction.execute(
                    "UPDATE push SET pushed_ms = ? WHERE url = ?",
                    params![at.as_millisecond(), url],
                )?;
                transaction.execute(
                    "UPDATE subscription SET due_ms = min(due_ms, ?) WHERE url = ?",
                    params![due_at.as_millisecond(), url],
                )
            };
            note().map(|_| ()).map_err(doing(WHAT))
        })
    }
}

impl SqlStore {
    fn set(
        &self,
        what: &'static str,
        sql: &str,
        given: impl engine::Params,
    ) -> Result<(), StoreError> {
        self.write(what, |transaction| {
            transaction.execute(sql, given).map(|_| ()).map_err(doing(what))
        })
    }
}

fn one(
    connection: &Connection,
    by: &str,
    name: &str,
) -> Result<Option<Push>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM push WHERE {by} = ?");
    let found = connection.query_row(&sql, [name], push).optional();
    found.map_err(doing("looking up a hub"))
}

fn push(row: &Row<'_>) -> engine::Result<Push> {
    Ok(Push {
        url: row.get(0)?,
        hub: Hub {
            hub: row.get(1)?,
            topic: row.get(2)?,
            token: row.get(3)?,
            secret: row.get(4)?,
        },
        lease_until: row.get::<Option<i64>>(5)?.map(at),
        pushed_at: row.get::<Option<i64>>(6)?.map(at),
    })
}

/// Notes the hub that a whole answer of a feed names. One that it named before stays as it
/// is; what another promised is void.
pub(crate) fn note_hub(
    transaction: &Transaction<'_>,
    url: &str,
    hub: Option<&Hub>,
) -> engine::Result<()> {
    let Some(Hub { hub, topic, token, secret }) = hub else {
        transaction.prepare_cached("DELETE FROM push WHERE url = ?")?.execute([url])?;
        return Ok(());
    };
    transaction
        .prepare_cached(
            "INSERT INTO push (url, hub, topic, token, secret) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (url) DO UPDATE SET hub = excluded.hub, topic = excluded.topic,
             token = excluded.token, secret = excluded.secret, asked_ms = NULL,
             renew_ms = NULL, lease_ms = NULL, pushed_ms = NULL
             WHERE push.hub <> excluded.hub OR push.topic <> excluded.topic",
        )?
        .execute(params![url, hub, topic, token, secret])?;
    Ok(())
}
