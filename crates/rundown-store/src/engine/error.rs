//! What can go wrong with a database.

use std::error::Error as _;
use std::io;

use postgres::error::SqlState;
use rusqlite::ErrorCode;

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
    /// `PostgreSQL` could not be reached, or lets nobody in.
    #[error("no connection to {server}: {}", told(.source))]
    Unreached {
        /// Which server, without a password.
        server: String,
        /// Why.
        source: postgres::Error,
    },
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
            Self::Postgres(error) | Self::Unreached { source: error, .. } => {
                hints::of_postgres(error, &told(error))
            }
            Self::Certificates { .. } => Some(
                "name a file in PEM with sslrootcert=FILE in the address of the store",
            ),
            Self::NoRow | Self::Column { .. } => None,
        }
    }
}

impl EngineError {
    /// Whether it may pass by itself: another one has the file just now, or the server is away.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
            ),
            Self::Postgres(error) | Self::Unreached { source: error, .. } => {
                error.is_closed()
                    || match error.code() {
                        Some(state) => is_away(state),
                        None => is_of_network(error),
                    }
            }
            Self::Certificates { .. } | Self::NoRow | Self::Column { .. } => false,
        }
    }
}

/// Whether a server says that it starts, stops, or has no room for one more.
fn is_away(state: &SqlState) -> bool {
    [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
    ]
    .contains(state)
}

/// Whether the network failed, rather than what was said over it.
fn is_of_network(error: &postgres::Error) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| cause.kind() != io::ErrorKind::InvalidData)
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
