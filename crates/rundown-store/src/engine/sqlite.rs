//! `SQLite`: how its files are opened, and what it is told that SQL alone does not know.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::error::Result;
use super::values::Value;

/// Prepared statements kept per connection.
const STATEMENTS_KEPT: usize = 64;

/// Opens a database file.
pub(super) fn open(file: &Path) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    crate::sums::register(&connection)?;
    crate::directions::register(&connection)?;
    crate::about::register(&connection)?;
    // A statement is planned once, not anew for each value it is given.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;
         PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

/// A value as it stands in a row.
pub(super) fn value(of: ValueRef<'_>) -> Value<'_> {
    match of {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        // What is no text is bytes, and read as no text.
        ValueRef::Text(text) => {
            std::str::from_utf8(text).map_or(Value::Blob(text), Value::Text)
        }
        ValueRef::Blob(bytes) => Value::Blob(bytes),
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(number),
            Self::Real(number) => ValueRef::Real(number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
