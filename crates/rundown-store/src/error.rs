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
    },
}

impl StoreError {
    /// What the user may try.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Directory { .. } => {
                Some("choose a directory you may write to with --data DIR")
            }
            Self::Busy { .. } => Some(
                "stop the other process, or choose another directory with --data DIR",
            ),
            Self::Newer { .. } => Some("use the newer version of rundown"),
            Self::Database { source, .. } => source.hint(),
            Self::Damaged(_) => Some(
                "`rundown fsck` finds what is damaged, `rundown fsck --mend` reads it again",
            ),
            Self::Backup { .. } => {
                Some("name a file that is not there yet, on a disk with free space")
            }
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
