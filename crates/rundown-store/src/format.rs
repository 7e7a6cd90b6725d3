//! Formats of the database: which one it has, and how an older one is brought to today's.

use std::path::Path;

use rusqlite::Connection;

use crate::StoreError;
use crate::backup::{back_up, beside};
use crate::error::doing;

/// Formats of the database, oldest first; only ever appended to.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001-start.sql"),
    include_str!("migrations/002-corrections.sql"),
    include_str!("migrations/003-sums.sql"),
    include_str!("migrations/004-polling.sql"),
    include_str!("migrations/005-threading.sql"),
    include_str!("migrations/006-marks.sql"),
    include_str!("migrations/007-dropped.sql"),
    include_str!("migrations/008-push.sql"),
    include_str!("migrations/009-items.sql"),
    include_str!("migrations/011-meanings.sql"),
    include_str!("migrations/012-alerts.sql"),
    include_str!("migrations/021-readers.sql"),
    include_str!("migrations/030-snooze.sql"),
    include_str!("migrations/031-browsers.sql"),
    include_str!("migrations/033-sign-on.sql"),
    include_str!("migrations/034-own-alerts.sql"),
];

/// The format of a database.
pub(crate) fn format_of(connection: &Connection) -> Result<u32, StoreError> {
    let format = connection.query_row("PRAGMA user_version", [], |row| row.get(0));
    format.map_err(doing("looking at the format of the database"))
}

/// Brings an older database to the current format; a copy of it as it was stays beside.
pub(crate) fn migrate(
    connection: &mut Connection,
    dir: &Path,
    database: &Path,
) -> Result<(), StoreError> {
    let wrong = doing("bringing the database to the current format");
    let found = format_of(connection)?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(StoreError::Newer { dir: dir.to_owned(), found, known });
    }
    let copy = beside(database, &format!("format-{found}"));
    if found > 0 && found < known && !copy.exists() {
        back_up(connection, &copy)?;
    }
    for (step, sql) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let transaction = connection.transaction().map_err(&wrong)?;
        transaction.execute_batch(sql).map_err(&wrong)?;
        transaction
            .pragma_update(None, "user_version", step as u32 + 1)
            .map_err(&wrong)?;
        transaction.commit().map_err(&wrong)?;
    }
    Ok(())
}
