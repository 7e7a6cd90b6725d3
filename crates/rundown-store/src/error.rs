//! What can go wrong with a store.

use std::path::PathBuf;

use rundown_news::ArticleId;

use crate::engine::EngineError;

/// A failure of the store. The message says what was being done to which thing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory cannot be made or written to.
    #[error("could not open the data directory {}: {source}", dir.display())]
    Directory {
        /// Which directory.
        dir: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process holds the directory.
    #[error(
        "the data directory {} is in use by another rundown process",
        dir.display()
    )]
    Busy {
        /// Which directory.
        dir: PathBuf,
    },
    /// The database was written by a newer version.
    #[error(
        "the database in {} has format {found}, this program knows up to {known}",
        dir.display()
    )]
    Newer {
        /// Which directory.
        dir: PathBuf,
        /// The format found.
        found: u32,
        /// The latest format this program knows.
        known: u32,
    },
    /// A store is named in a way that is no address of one.
    #[error("could not read the address of the store: {why}")]
    Address {
        /// What is wrong with it.
        why: String,
    },
    /// A server's store was made by another version.
    #[error("the store {store} has format {found}, this program knows {known}")]
    Format {
        /// Which store.
        store: String,
        /// The format found.
        found: u32,
        /// The format this program knows.
        known: u32,
    },
    /// Another process writes to a store.
    #[error("another rundown process writes to the store {store}")]
    Written {
        /// Which store.
        store: String,
    },
    /// Another process wrote to a store while this one could not reach it.
    #[error("another rundown process wrote to the store {store} since this one did")]
    Overtaken {
        /// Which store.
        store: String,
    },
    /// A later worker has the lease that this one wrote under.
    #[error("a later worker has {lease}: this one may not go on with {doing}")]
    Fenced {
        /// Which lease.
        lease: String,
        /// What was to be done.
        doing: &'static str,
    },
    /// This process only reads the store.
    #[error("this process only reads the store {store}: {doing} is not for it")]
    ReadOnly {
        /// Which store.
        store: String,
        /// What was to be done.
        doing: &'static str,
    },
    /// A store that was to be empty is not.
    #[error("the store {store} is not empty")]
    NotEmpty {
        /// Which store.
        store: String,
    },
    /// What is asked for is a matter of the database itself.
    #[error("a store in PostgreSQL cannot be {what}")]
    Elsewhere {
        /// What was to be done to it.
        what: &'static str,
        /// What does it.
        instead: &'static str,
    },
    /// The database refused.
    #[error("the database failed while {doing}: {source}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: EngineError,
    },
    /// Stored bytes are not what was stored.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// A backup could not be made or put back.
    #[error("could not {doing} {}: {why}", file.display())]
    Backup {
        /// What was being done.
        doing: &'static str,
        /// With which file.
        file: PathBuf,
        /// Why it failed.
        why: String,
        /// What the user may try.
        hint: &'static str,
    },
}

impl StoreError {
    /// Whether it may pass by itself: the database is away or another one has it just now.
    /// Whoever has nothing else to do may wait and try again.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Database { source, .. } => source.may_pass(),
            Self::Busy { .. } | Self::Written { .. } => true,
            _ => false,
        }
    }

    /// What the user may try.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Directory { .. } => {
                Some("choose a directory you may write to with --data DIR")
            }
            Self::Busy { .. } => Some(
                "wait for the end of the other process, or stop it: what only reads works beside \
                 it; or choose another directory with --data DIR",
            ),
            Self::Newer { .. } => Some("use the newer version of rundown"),
            Self::Database { source, .. } => source.hint(),
            Self::Address { .. } => Some(
                "it is postgres://USER:PASSWORD@HOST/DATABASE, as in --store=postgres://desk@db.example/news",
            ),
            Self::Format { found, known, .. } if found < known => {
                Some("start the process that writes with this version first")
            }
            Self::Format { .. } => Some("use the newer version of rundown"),
            Self::Written { .. } => Some(
                "read beside it (`rundown serve --read-only`), give it what there is to take in \
                 (`POST /api/v1/articles`), or stop it first",
            ),
            Self::Overtaken { .. } => {
                Some("it writes no more: start it anew, or with --standby")
            }
            Self::Fenced { .. } => Some(
                "nothing is lost: the later one goes on; start this one anew as its standby",
            ),
            Self::ReadOnly { .. } => Some(
                "do it at the process that writes the store, which serves without --read-only: \
                 on its pages, or, to take articles in, with `POST /api/v1/articles`",
            ),
            Self::NotEmpty { .. } => {
                Some("name a directory or a database that holds nothing yet")
            }
            Self::Elsewhere { instead, .. } => Some(instead),
            Self::Damaged(_) => Some(
                "`rundown fsck` finds what is damaged, `rundown fsck --mend` reads it again",
            ),
            Self::Backup { hint, .. } => Some(hint),
        }
    }
}

/// A revision whose stored bytes are not what was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("article {article} revision {revision} is damaged: {why}")]
pub struct Damage {
    /// Which article.
    pub article: ArticleId,
    /// Which revision.
    pub revision: u32,
    /// What is wrong.
    pub why: String,
}

/// Adds what was being done to a database error.
pub(crate) fn doing<E: Into<EngineError>>(
    what: &'static str,
) -> impl Fn(E) -> StoreError {
    move |error| StoreError::Database { doing: what, source: error.into() }
}
