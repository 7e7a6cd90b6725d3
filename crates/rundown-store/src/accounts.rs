//! Who may sign in, and who is signed in. What is secret comes as a sum and is kept as one.

use jiff::Timestamp;
use rundown_news::limits::{ACCOUNTS_MAX, SESSIONS_MAX};
use rundown_news::{ReaderId, Rights};

use crate::engine::{self, Connection, Optional, Row, Transaction, params};
use crate::error::doing;
use crate::rows::at;
use crate::{SqlStore, StoreError};

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose state of reading theirs is.
    pub reader: ReaderId,
    /// The name they sign in by; capitals make no other one.
    pub name: String,
    /// What they may do.
    pub rights: Rights,
    /// When it was made.
    pub made_at: Timestamp,
    /// Their password by argon2id; none until it was chosen.
    pub password: Option<String>,
    /// Who they are at the provider of a single sign-on, if they sign on there.
    pub signs_on: Option<SignsOn>,
}

/// What the first account is called until somebody names it; nobody can choose it.
pub const NOBODY_YET: &str = "(nobody yet)";

impl Account {
    /// Whether somebody named it: the first account waits for that.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.name != NOBODY_YET
    }

    /// Whether somebody can sign in with it.
    #[must_use]
    pub fn is_set_up(&self) -> bool {
        self.password.is_some() || self.signs_on.is_some()
    }
}

/// Somebody as the provider of a single sign-on knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignsOn {
    /// The provider.
    pub issuer: String,
    /// What it calls them, for good; names and mail addresses may become another's.
    pub subject: String,
}

/// The operations on accounts; part of every [`crate::Store`].
pub trait Accounts: Send + Sync {
    /// All accounts, in the order in which they were made.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// Whether anybody can sign in.
    fn has_accounts(&self) -> Result<bool, StoreError>;

    /// The account of a name.
    fn account_named(&self, name: &str) -> Result<Option<Account>, StoreError>;

    /// The account of a reader.
    fn account_of(&self, reader: ReaderId) -> Result<Option<Account>, StoreError>;

    /// Makes an account; none if the name is taken, or there are too many.
    fn add_account(
        &self,
        name: &str,
        rights: Rights,
        now: Timestamp,
    ) -> Result<Option<Account>, StoreError>;

    /// The account of somebody whom a provider knows.
    fn account_signed_on(&self, who: &SignsOn) -> Result<Option<Account>, StoreError>;

    /// Lets somebody whom a provider knows sign on to an account that nobody set up; its link
    /// is worth nothing from then on. False if somebody did, or they have another.
    fn signs_on(&self, reader: ReaderId, who: &SignsOn) -> Result<bool, StoreError>;

    /// Calls an account something else, with other rights.
    fn rename_account(
        &self,
        reader: ReaderId,
        name: &str,
        rights: Rights,
    ) -> Result<(), StoreError>;

    /// Removes an account with all that is the reader's own.
    fn remove_account(&self, reader: ReaderId) -> Result<(), StoreError>;

    /// Gives an account another role.
    fn set_rights(&self, reader: ReaderId, rights: Rights) -> Result<(), StoreError>;

    /// Sets a password; who was signed in with another one, or was to choose one, is out.
    fn set_password(&self, reader: ReaderId, password: &str) -> Result<(), StoreError>;

    /// Lets whoever has a link choose the password of an account; none does any more that
    /// was given before.
    fn invite(
        &self,
        reader: ReaderId,
        sum: &str,
        until: Timestamp,
    ) -> Result<(), StoreError>;

    /// The account whose password a link lets choose.
    fn invited(&self, sum: &str, now: Timestamp) -> Result<Option<Account>, StoreError>;

    /// Takes the link away and sets name and password, if it was there until now; false if
    /// it was not, or the name is another account's.
    fn accept(
        &self,
        sum: &str,
        name: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Notes that somebody signed in; their oldest sessions end where there are too many.
    fn sign_in(
        &self,
        sum: &str,
        reader: ReaderId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError>;

    /// Who shows this.
    fn signed_in(&self, sum: &str, now: Timestamp)
    -> Result<Option<Account>, StoreError>;

    /// Ends a session.
    fn sign_out(&self, sum: &str) -> Result<(), StoreError>;
}

const COLUMNS: &str =
    "a.reader, a.name, a.role, a.made_ms, a.password, a.issuer, a.subject
     FROM account a";

impl Accounts for SqlStore {
    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let all = |connection: &Connection| -> engine::Result<Vec<Account>> {
            let sql = format!("SELECT {COLUMNS} ORDER BY a.reader");
            connection.prepare_cached(&sql)?.query_map((), account)?.collect()
        };
        self.read(|connection| all(connection).map_err(doing("listing accounts")))
    }

    fn has_accounts(&self) -> Result<bool, StoreError> {
        self.read(|connection| {
            let sql =
                "SELECT 1 FROM account WHERE password IS NOT NULL OR subject IS NOT NULL";
            let found = connection.prepare_cached(sql).and_then(|mut one| one.exists(()));
            found.map_err(doing("looking for accounts"))
        })
    }

    fn account_named(&self, name: &str) -> Result<Option<Account>, StoreError> {
        self.account("WHERE a.name = ?1", params![name])
    }

    fn account_of(&self, reader: ReaderId) -> Result<Option<Account>, StoreError> {
        self.account("WHERE a.reader = ?1", params![reader.0])
    }

    fn add_account(
        &self,
        name: &str,
        rights: Rights,
        now: Timestamp,
    ) -> Result<Option<Account>, StoreError> {
        let added = self.change("making an account", |transaction| {
            transaction.execute(
                "INSERT INTO account (name, role, made_ms) SELECT ?1, ?2, ?3
                 WHERE (SELECT count(*) FROM account) < ?4 ON CONFLICT DO NOTHING",
                params![name, rights.word(), now.as_millisecond(), ACCOUNTS_MAX as i64],
            )
        })?;
        if added == 0 { Ok(None) } else { self.account_named(name) }
    }

    fn account_signed_on(&self, who: &SignsOn) -> Result<Option<Account>, StoreError> {
        let which = "WHERE a.issuer = ?1 AND a.subject = ?2";
        self.account(which, params![who.issuer, who.subject])
    }

    fn signs_on(&self, reader: ReaderId, who: &SignsOn) -> Result<bool, StoreError> {
        let done = self.change("noting who signs on", |transaction| {
            transaction.execute(
                "UPDATE account SET issuer = ?2, subject = ?3, invite = NULL,
                 invite_until_ms = NULL
                 WHERE reader = ?1 AND password IS NULL AND subject IS NULL AND NOT EXISTS
                 (SELECT 1 FROM account o WHERE o.issuer = ?2 AND o.subject = ?3)",
                params![reader.0, who.issuer, who.subject],
            )
        })?;
        Ok(done > 0)
    }

    fn rename_account(
        &self,
        reader: ReaderId,
        name: &str,
        rights: Rights,
    ) -> Result<(), StoreError> {
        self.change("renaming an account", |transaction| {
            let sql = "UPDATE account SET name = ?2, role = ?3 WHERE reader = ?1";
            transaction.execute(sql, params![reader.0, name, rights.word()]).map(drop)
        })
    }

    fn remove_account(&self, reader: ReaderId) -> Result<(), StoreError> {
        self.change("removing an account", |transaction| {
            for sql in [
                "DELETE FROM reader_story WHERE reader = ?",
                "DELETE FROM reader_item WHERE reader = ?",
                "DELETE FROM reader_sweep WHERE reader = ?",
                "DELETE FROM browser WHERE reader = ?",
                "DELETE FROM alert_wish WHERE reader = ?",
                "DELETE FROM mail_asked WHERE reader = ?",
                "DELETE FROM alert_watch WHERE reader = ?",
                "DELETE FROM alert WHERE reader = ?",
                "DELETE FROM alerted WHERE reader = ?",
                "DELETE FROM account WHERE reader = ?",
            ] {
                transaction.execute(sql, [reader.0])?;
            }
            Ok(())
        })
    }

    fn set_rights(&self, reader: ReaderId, rights: Rights) -> Result<(), StoreError> {
        self.change("changing a role", |transaction| {
            let sql = "UPDATE account SET role = ?2 WHERE reader = ?1";
            transaction.execute(sql, params![reader.0, rights.word()]).map(drop)
        })
    }

    fn set_password(&self, reader: ReaderId, password: &str) -> Result<(), StoreError> {
        self.change("setting a password", |transaction| {
            transaction.execute(
                "UPDATE account SET password = ?2, invite = NULL, invite_until_ms = NULL
                 WHERE reader = ?1",
                params![reader.0, password],
            )?;
            let out = "DELETE FROM session WHERE reader = ?";
            transaction.execute(out, [reader.0]).map(drop)
        })
    }

    fn invite(
        &self,
        reader: ReaderId,
        sum: &str,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.change("making a link", |transaction| {
            let sql =
                "UPDATE account SET invite = ?2, invite_until_ms = ?3 WHERE reader = ?1";
            let row = params![reader.0, sum, until.as_millisecond()];
            transaction.execute(sql, row).map(drop)
        })
    }

    fn invited(&self, sum: &str, now: Timestamp) -> Result<Option<Account>, StoreError> {
        let which = "WHERE a.invite = ?1 AND a.invite_until_ms > ?2";
        self.account(which, params![sum, now.as_millisecond()])
    }

    fn accept(
        &self,
        sum: &str,
        name: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = self.change("setting an account up", |transaction| {
            transaction.execute(
                "UPDATE account SET name = ?2, password = ?3, invite = NULL,
                 invite_until_ms = NULL WHERE invite = ?1 AND invite_until_ms > ?4
                 AND NOT EXISTS (SELECT 1 FROM account o
                   WHERE o.name = ?2 AND o.reader <> account.reader)",
                params![sum, name, password, now.as_millisecond()],
            )
        })?;
        Ok(done > 0)
    }

    fn sign_in(
        &self,
        sum: &str,
        reader: ReaderId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        self.change("signing in", |transaction| {
            let over = "DELETE FROM session WHERE until_ms <= ?";
            transaction.execute(over, [now.as_millisecond()])?;
            transaction.execute(
                "INSERT INTO session (sum, reader, until_ms) VALUES (?, ?, ?)",
                params![sum, reader.0, until.as_millisecond()],
            )?;
            let oldest = "DELETE FROM session WHERE reader = ?1 AND sum NOT IN
                 (SELECT sum FROM session WHERE reader = ?1 ORDER BY until_ms DESC LIMIT ?2)";
            transaction.execute(oldest, params![reader.0, SESSIONS_MAX as i64]).map(drop)
        })
    }

    fn signed_in(
        &self,
        sum: &str,
        now: Timestamp,
    ) -> Result<Option<Account>, StoreError> {
        let which = "JOIN session s ON s.reader = a.reader
             WHERE s.sum = ?1 AND s.until_ms > ?2
             AND (a.password IS NOT NULL OR a.subject IS NOT NULL)";
        self.account(which, params![sum, now.as_millisecond()])
    }

    fn sign_out(&self, sum: &str) -> Result<(), StoreError> {
        self.change("signing out", |transaction| {
            transaction.execute("DELETE FROM session WHERE sum = ?", [sum]).map(drop)
        })
    }
}

impl SqlStore {
    fn account(
        &self,
        which: &str,
        values: &[&dyn engine::ToValue],
    ) -> Result<Option<Account>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} {which}");
            let found = connection
                .prepare_cached(&sql)
                .and_then(|mut one| one.query_row(values, account).optional());
            found.map_err(doing("looking an account up"))
        })
    }

    fn change<T>(
        &self,
        what: &'static str,
        change: impl FnOnce(&Transaction<'_>) -> engine::Result<T>,
    ) -> Result<T, StoreError> {
        self.write_beside(what, |transaction| change(transaction).map_err(doing(what)))
    }
}

fn account(row: &Row<'_>) -> engine::Result<Account> {
    let role: String = row.get(2)?;
    Ok(Account {
        reader: ReaderId(row.get(0)?),
        name: row.get(1)?,
        // A word of a later version lets do the least.
        rights: Rights::of(&role).unwrap_or(Rights::Reader),
        made_at: at(row.get(3)?),
        password: row.get(4)?,
        signs_on: match (row.get(5)?, row.get(6)?) {
            (Some(issuer), Some(subject)) => Some(SignsOn { issuer, subject }),
            _ => None,
        },
    })
}
