//! A store with all that belongs to it from one place to another.

use std::path::PathBuf;
use std::sync::Arc;

use rundown_store::{SqlStore, Store};
use serde::Serialize;

use crate::DeskError;
use crate::notes::Notes;
use crate::{families, tokens};

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorePlace {
    /// In a data directory.
    Directory(PathBuf),
    /// At a `PostgreSQL` server, by its address.
    Server(String),
}

impl std::str::FromStr for StorePlace {
    type Err = String;

    /// `postgres://…` is a server's; all else is a directory.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => {
                rundown_store::server_name(text)?;
                Ok(Self::Server(text.to_owned()))
            }
            Some((scheme, _)) => Err(format!("{scheme:?} is no kind of store")),
            None if text.is_empty() => Err("it is empty".to_owned()),
            None => Ok(Self::Directory(text.into())),
        }
    }
}

impl StorePlace {
    /// Opens it as the process that writes there.
    fn open(&self) -> Result<SqlStore, DeskError> {
        Ok(match self {
            Self::Directory(dir) => SqlStore::open(dir)?,
            Self::Server(address) => SqlStore::at(address)?,
        })
    }

    fn notes(&self, store: &SqlStore) -> Notes {
        match self {
            Self::Directory(dir) => Notes::Directory(dir.clone()),
            Self::Server(_) => Notes::Store(Arc::new(store.clone())),
        }
    }
}

/// What was copied, and what both stores come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyReport {
    /// Rows of all tables.
    pub rows: u64,
    /// Articles among them.
    pub articles: u64,
    /// Tokens, families of outlets, keys.
    pub notes: u64,
    /// The state hash of the one.
    pub from: String,
    /// That of the other.
    pub to: String,
}

impl CopyReport {
    /// Whether both hold the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.from == self.to
    }
}

/// Copies a store into an empty one. Nobody may write to either meanwhile; both are held.
///
/// # Errors
/// When either cannot be opened or held, the other one is not empty, or it fails: then
/// nothing is there.
pub fn copy_store(from: &StorePlace, to: &StorePlace) -> Result<CopyReport, DeskError> {
    let (old, new) = (from.open()?, to.open()?);
    let copied = old.copy_to(&new)?;
    let (old_notes, new_notes) = (from.notes(&old), to.notes(&new));
    let mut notes = 0;
    for (name, most) in tokens::NOTES.iter().chain(&families::NOTES) {
        let wrong = |at: &Notes| {
            let file = at.place(name);
            move |source| DeskError::Tokens { file, source }
        };
        if let Some(text) = old_notes.read(name, *most).map_err(wrong(&old_notes))? {
            new_notes.write(name, &text).map_err(wrong(&new_notes))?;
            notes += 1;
        }
    }
    let hash =
        |store: &SqlStore| Ok::<_, DeskError>(format!("{:032x}", store.state_hash()?));
    Ok(CopyReport {
        rows: copied.rows,
        articles: copied.articles,
        notes,
        from: hash(&old)?,
        to: hash(&new)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_directory_or_a_server() {
        let place = |text: &str| text.parse::<StorePlace>();
        assert_eq!(
            place("/var/lib/news"),
            Ok(StorePlace::Directory("/var/lib/news".into()))
        );
        assert!(matches!(
            place("postgres://a@db.example/news"),
            Ok(StorePlace::Server(_))
        ));
        assert!(place("mysql://db.example/news").is_err());
        assert!(place("postgres:///news").is_err());
        assert!(place("").is_err());
    }
}
