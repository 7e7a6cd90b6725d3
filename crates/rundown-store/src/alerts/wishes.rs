//! How each reader wants to be told, and where.

use jiff::Timestamp;
use rundown_news::ReaderId;

use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::error::doing;
use crate::rows::at;
use crate::{SqlStore, StoreError};

/// How a reader wants to be told, in the words that they are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertWish {
    /// How many independent outlets have to tell a development.
    pub outlets: u8,
    /// Whose clock.
    pub zone: String,
    /// When not.
    pub quiet: Option<String>,
    /// How often.
    pub digest: String,
    /// Where JSON is posted, and the secret that signs it.
    pub webhook: Option<(String, String)>,
    /// The topic that is posted to, and what lets us.
    pub ntfy: Option<(String, Option<String>)>,
    /// Where letters go; its owner said yes.
    pub mail: Option<String>,
}

/// A mail address that its owner did not say yes to yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAsked {
    /// The address.
    pub mail: String,
    /// When it was asked.
    pub asked_at: Timestamp,
}

/// The operations on how readers want to be told; part of every [`crate::Store`].
pub trait AlertWishing: Send + Sync {
    /// What all readers chose who chose anything.
    fn alert_wishes(&self) -> Result<Vec<(ReaderId, AlertWish)>, StoreError>;

    /// What a reader chose.
    fn alert_wish(&self, reader: ReaderId) -> Result<Option<AlertWish>, StoreError>;

    /// Notes what a reader chose, but for the address of letters, which is only taken away
    /// here. What waits for a target that is gone is given up.
    fn put_alert_wish(
        &self,
        reader: ReaderId,
        wish: &AlertWish,
    ) -> Result<(), StoreError>;

    /// The address that a reader gave and whose owner did not say yes to yet.
    fn mail_asked(&self, reader: ReaderId) -> Result<Option<MailAsked>, StoreError>;

    /// Notes that the owner of an address is asked, in the place of another.
    fn ask_mail(
        &self,
        reader: ReaderId,
        mail: &str,
        sum: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Sends letters to the address from now on, if this was in the letter to it; the reader
    /// is told as in the wish given where they chose nothing yet.
    fn confirm_mail(
        &self,
        reader: ReaderId,
        sum: &str,
        since: Timestamp,
        wish: &AlertWish,
    ) -> Result<bool, StoreError>;
}

const COLUMNS: &str =
    "SELECT reader, outlets, zone, quiet, digest, webhook, webhook_secret,
     ntfy, ntfy_token, mail FROM alert_wish";

impl AlertWishing for SqlStore {
    fn alert_wishes(&self) -> Result<Vec<(ReaderId, AlertWish)>, StoreError> {
        let all = |connection: &Connection| -> engine::Result<Vec<_>> {
            let mut all =
                connection.prepare_cached(&format!("{COLUMNS} ORDER BY reader"))?;
            all.query_map((), wish)?.collect()
        };
        self.read(|connection| all(connection).map_err(doing("listing wishes")))
    }

    fn alert_wish(&self, reader: ReaderId) -> Result<Option<AlertWish>, StoreError> {
        let find = |connection: &Connection| {
            let mut one =
                connection.prepare_cached(&format!("{COLUMNS} WHERE reader = ?"))?;
            one.query_row([reader.0], wish).optional()
        };
        let found = self.read(|connection| {
            find(connection).map_err(doing("looking up what a reader wishes"))
        });
        Ok(found?.map(|(_, wish)| wish))
    }

    fn put_alert_wish(
        &self,
        reader: ReaderId,
        wish: &AlertWish,
    ) -> Result<(), StoreError> {
        self.write(WISHING, |transaction| {
            put(transaction, reader, wish).map_err(doing(WISHING))
        })
    }

    fn mail_asked(&self, reader: ReaderId) -> Result<Option<MailAsked>, StoreError> {
        let find = |connection: &Connection| {
            let sql = "SELECT mail, asked_ms FROM mail_asked WHERE reader = ?";
            let row = |row: &Row<'_>| {
                Ok(MailAsked { mail: row.get(0)?, asked_at: at(row.get(1)?) })
            };
            connection.prepare_cached(sql)?.query_row([reader.0], row).optional()
        };
        self.read(|connection| find(connection).map_err(doing("looking up an address")))
    }

    fn ask_mail(
        &self,
        reader: ReaderId,
        mail: &str,
        sum: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const WHAT: &str = "noting an address";
        self.write(WHAT, |transaction| {
            let sql =
                "INSERT INTO mail_asked (reader, mail, sum, asked_ms) VALUES (?, ?, ?, ?)
                 ON CONFLICT (reader) DO UPDATE SET mail = excluded.mail,
                 sum = excluded.sum, asked_ms = excluded.asked_ms";
            let row = params![reader.0, mail, sum, now.as_millisecond()];
            transaction.execute(sql, row).map(drop).map_err(doing(WHAT))
        })
    }

    fn confirm_mail(
        &self,
        reader: ReaderId,
        sum: &str,
        since: Timestamp,
        wish: &AlertWish,
    ) -> Result<bool, StoreError> {
        self.write(WISHING, |transaction| {
            let since = since.as_millisecond();
            confirm(transaction, reader, sum, since, wish).map_err(doing(WISHING))
        })
    }
}

const WISHING: &str = "noting what a reader wishes";

fn put(
    transaction: &Transaction<'_>,
    reader: ReaderId,
    wish: &AlertWish,
) -> engine::Result<()> {
    let (webhook, ntfy) = (wish.webhook.as_ref(), wish.ntfy.as_ref());
    transaction.execute(
        "INSERT INTO alert_wish (reader, outlets, zone, quiet, digest, webhook,
         webhook_secret, ntfy, ntfy_token) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (reader) DO UPDATE SET outlets = ?2, zone = ?3, quiet = ?4,
         digest = ?5, webhook = ?6, webhook_secret = ?7, ntfy = ?8, ntfy_token = ?9,
         mail = CASE WHEN ?10 = 1 THEN alert_wish.mail END",
        params![
            reader.0,
            wish.outlets,
            wish.zone,
            wish.quiet,
            wish.digest,
            webhook.map(|(url, _)| url),
            webhook.map(|(_, secret)| secret),
            ntfy.map(|(url, _)| url),
            ntfy.and_then(|(_, token)| token.as_ref()),
            wish.mail.is_some(),
        ],
    )?;
    let gone = [
        ("webhook", webhook.is_none()),
        ("ntfy", ntfy.is_none()),
        ("mail", wish.mail.is_none()),
    ];
    for (kind, _) in gone.iter().filter(|(_, is_gone)| *is_gone) {
        transaction.execute(
            "UPDATE delivery SET state = 'failed', problem = 'the target is gone'
             WHERE target = ?1 || '-' || ?2 AND state = 'waits'",
            params![kind, reader.0],
        )?;
    }
    Ok(())
}

fn confirm(
    transaction: &Transaction<'_>,
    reader: ReaderId,
    sum: &str,
    since: i64,
    wish: &AlertWish,
) -> engine::Result<bool> {
    let asked = "DELETE FROM mail_asked WHERE reader = ? AND sum = ? AND asked_ms >= ?
         RETURNING mail";
    let mail: Option<String> = transaction
        .query_row(asked, params![reader.0, sum, since], |row| row.get(0))
        .optional()?;
    let Some(mail) = mail else { return Ok(false) };
    put(transaction, reader, wish)?;
    let note = "UPDATE alert_wish SET mail = ?2 WHERE reader = ?1";
    transaction.execute(note, params![reader.0, mail])?;
    Ok(true)
}

fn wish(row: &Row<'_>) -> engine::Result<(ReaderId, AlertWish)> {
    let webhook: Option<String> = row.get(5)?;
    let secret: Option<String> = row.get(6)?;
    let ntfy: Option<String> = row.get(7)?;
    let token: Option<String> = row.get(8)?;
    let wish = AlertWish {
        outlets: row.get(1)?,
        zone: row.get(2)?,
        quiet: row.get(3)?,
        digest: row.get(4)?,
        webhook: webhook.zip(secret),
        ntfy: ntfy.map(|url| (url, token)),
        mail: row.get(9)?,
    };
    Ok((ReaderId(row.get(0)?), wish))
}
