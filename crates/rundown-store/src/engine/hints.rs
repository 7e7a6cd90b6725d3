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

/// What to try after a failure of `PostgreSQL`, which is told so.
pub(super) fn of_postgres(error: &postgres::Error, told: &str) -> Option<&'static str> {
    let Some(state) = error.code() else { return Some(without_answer(told)) };
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

/// What to try where `PostgreSQL` did not even refuse.
fn without_answer(why: &str) -> &'static str {
    if why.contains("password missing") {
        "the password stands in the address of the store, postgres://USER:PASSWORD@HOST/DATABASE \
         (in it @ : / ? as %40 %3A %2F %3F): PGPASSWORD, PGPASSFILE and ~/.pgpass are not read"
    } else if why.contains("does not support TLS") {
        "beyond this machine connections are encrypted: switch `ssl` on at the server, or, in a \
         network of your own, say ?sslmode=disable in the address of the store"
    } else if why.contains("certificate") {
        "name the certificate of who signed the server's with ?sslrootcert=FILE in the address \
         of the store, and the host as it stands there; in a network of your own \
         ?sslmode=disable does without"
    } else if why.contains("lookup") {
        "check the name of the host; where a password holds @ : / or ?, they stand in the \
         address as %40 %3A %2F %3F"
    } else {
        "check that PostgreSQL runs and that this machine reaches it; what was under way \
         is there as a whole or not at all"
    }
}
