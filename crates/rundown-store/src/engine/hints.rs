//! What to try after a failure of a database.

use postgres::error::SqlState;
use rusqlite::ErrorCode;

/// What to try after a failure of `SQLite`.
pub(super) fn of_sqlite(error: &rusqlite::Error) -> Option<&'static str> {
    Some(match error.sqlite_error_code()? {
        ErrorCode::DiskFull => "make room on the disk, then try again",
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            "`rundown fsck` tells what is damaged; `rundown restore` puts a backup back"
        }
        ErrorCode::CannotOpen => {
            "check that the files may be read, and the limit of open files (ulimit -n)"
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            "the data directory must be writable; choose another one with --data DIR"
        }
        ErrorCode::SystemIoFailure => {
            "the disk failed to read or write; look at the system's log before going on"
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "another program holds the database; stop it, then try again"
        }
        _ => return None,
    })
}

/// What to try after a failure of `PostgreSQL`.
pub(super) fn of_postgres(error: &postgres::Error) -> Option<&'static str> {
    let Some(state) = error.code() else {
        return Some(
            "check that PostgreSQL runs and that this machine reaches it; what was under way \
             is there as a whole or not at all",
        );
    };
    Some(match *state {
        SqlState::INVALID_PASSWORD | SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            "check user and password in the address of the store, and pg_hba.conf"
        }
        SqlState::INVALID_CATALOG_NAME => "make the database first, as with `createdb`",
        SqlState::INSUFFICIENT_PRIVILEGE => {
            "the user of the store must own its schema: docs/guides/scale.md"
        }
        SqlState::DISK_FULL => "make room on the server's disk, then try again",
        SqlState::TOO_MANY_CONNECTIONS => {
            "raise max_connections of the server, or run fewer readers"
        }
        SqlState::READ_ONLY_SQL_TRANSACTION => {
            "this server is a copy: name the one that may be written to"
        }
        _ => return None,
    })
}
