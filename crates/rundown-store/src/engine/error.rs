//! What can go wrong with a database.

use super::hints;

/// What the database said.
pub(crate) type Result<T> = std::result::Result<T, EngineError>;

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// `SQLite` refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// `PostgreSQL` refused, or is not there.
    #[error("{}", told(.0))]
    Postgres(#[from] postgres::Error),
    /// The certificates that a server is to be known by cannot be used.
    #[error("the certificates to trust cannot be used: {why}")]
    Certificates {
        /// Why.
        why: String,
    },
    /// A row was asked for and there is none.
    #[error("there is no such row")]
    NoRow,
    /// A column holds what cannot be read from it.
    #[error("column {place} of a row holds {found}")]
    Column {
        /// Its place in the row.
        place: usize,
        /// What it holds.
        found: &'static str,
    },
}

impl EngineError {
    /// What the user may try.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Sqlite(error) => hints::of_sqlite(error),
            Self::Postgres(error) => hints::of_postgres(error),
            Self::Certificates { .. } => Some(
                "name a file in PEM with sslrootcert=FILE in the address of the store",
            ),
            Self::NoRow | Self::Column { .. } => None,
        }
    }
}

/// An error with what caused it.
pub(super) fn told(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let why = error.to_string();
        if !words.contains(&why) {
            words = format!("{words}: {why}");
        }
        cause = error.source();
    }
    words
}
