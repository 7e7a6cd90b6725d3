//! What can go wrong with a store.

use std::path::PathBuf;

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
        source: rusqlite::Error,
    },
    /// Stored bytes are not what they should be.
    #[error("article {article} revision {revision} is damaged: {why}")]
    Damaged {
        /// Which article.
        article: String,
        /// Which revision.
        revision: u32,
        /// What is wrong.
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
            Self::Database { .. } => Some("check the free space of the disk"),
            Self::Damaged { .. } => {
                Some("run `rundown verify` to see what else is damaged")
            }
        }
    }
}

/// Adds what was being done to a database error.
pub(crate) fn doing(what: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |source| StoreError::Database { doing: what, source }
}
