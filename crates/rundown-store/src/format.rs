//! Formats of the database: which one it has, and how an older one is brought to today's.

use std::path::Path;

use crate::StoreError;
use crate::backup::{back_up, beside};
use crate::engine::{self, Connection};
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
    include_str!("migrations/032-topics.sql"),
    include_str!("migrations/033-sign-on.sql"),
    include_str!("migrations/034-own-alerts.sql"),
    include_str!("migrations/035-meanings.sql"),
    include_str!("migrations/036-log.sql"),
];

/// The format of a database.
pub(crate) fn format_of(connection: &rusqlite::Connection) -> Result<u32, StoreError> {
    let format = connection.query_row("PRAGMA user_version", [], |row| row.get(0));
    format.map_err(doing("looking at the format of the database"))
}

/// Brings an older database to the current format; a copy of it as it was stays beside.
pub(crate) fn migrate(
    connection: &mut rusqlite::Connection,
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
        back_up(connection, &copy, &|| true)?;
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

/// Formats of the tables of a server, oldest first; only ever appended to.
const SERVER_MIGRATIONS: &[&str] = &[
    include_str!("migrations/postgres/001-start.sql"),
    include_str!("migrations/postgres/002-log.sql"),
];

/// The format of a server's tables; 0 where there are none.
fn format_at(connection: &Connection) -> engine::Result<u32> {
    let is_there = "SELECT to_regclass('format') IS NOT NULL";
    if !connection.query_row(is_there, (), |row| row.get::<bool>(0))? {
        return Ok(0);
    }
    connection.query_row("SELECT max(version) FROM format", (), |row| row.get(0))
}

/// Brings the tables of a server to the current format.
pub(crate) fn migrate_server(
    connection: &mut Connection,
    store: &str,
) -> Result<(), StoreError> {
    let found =
        format_at(connection).map_err(doing("looking at the format of the database"))?;
    let known = SERVER_MIGRATIONS.len() as u32;
    if found > known {
        return Err(StoreError::Format { store: store.to_owned(), found, known });
    }
    let mut bring = || -> engine::Result<()> {
        for (step, sql) in SERVER_MIGRATIONS.iter().enumerate().skip(found as usize) {
            let transaction = connection.transaction()?;
            transaction.execute_batch(
                "CREATE TABLE IF NOT EXISTS format (version BIGINT NOT NULL)",
            )?;
            transaction.execute_batch(sql)?;
            transaction.execute("INSERT INTO format VALUES (?)", [step as i64 + 1])?;
            transaction.commit()?;
        }
        Ok(())
    };
    bring().map_err(doing("bringing the database to the current format"))
}

/// Whether the tables of a server are those this program knows.
pub(crate) fn same_format(
    connection: &Connection,
    store: &str,
) -> Result<(), StoreError> {
    let found =
        format_at(connection).map_err(doing("looking at the format of the database"))?;
    let known = SERVER_MIGRATIONS.len() as u32;
    if found == known {
        return Ok(());
    }
    Err(StoreError::Format { store: store.to_owned(), found, known })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::MIGRATIONS;

    /// What a table holds, a row a line.
    fn rows(database: &Connection, sql: &str) -> Vec<String> {
        let mut all = database.prepare(sql).unwrap();
        all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn alerts_of_all_become_those_of_each() {
        let database = Connection::open_in_memory().unwrap();
        crate::sums::register(&database).unwrap();
        crate::directions::register(&database).unwrap();
        crate::about::register(&database).unwrap();
        database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
        let own = MIGRATIONS.iter().position(|sql| sql.contains("own_watch")).unwrap();
        for sql in &MIGRATIONS[..own] {
            database.execute_batch(sql).unwrap();
        }
        database
            .execute_batch(
                "INSERT INTO reader_story (reader, story, follow)
                   VALUES (1, 7, 'followed'), (2, 7, 'followed'), (3, 7, 'muted');
                 UPDATE alert_watch SET since = 5;
                 INSERT INTO alert_watch (words, since) VALUES ('port elm', 4);
                 INSERT INTO alerted (article) VALUES ('a');
                 INSERT INTO alert VALUES (9, 'a', 1000, '{}');
                 INSERT INTO delivery (alert, target, due_ms) VALUES (9, 'webhook', 1000);
                 INSERT INTO delivery (alert, target, state, due_ms)
                   VALUES (9, 'browser-2', 'sent', 1000);",
            )
            .unwrap();
        database.execute_batch(MIGRATIONS[own]).unwrap();
        let watches = "SELECT reader || ' ' || coalesce(story, words) || ' ' || since
             FROM alert_watch ORDER BY reader, words IS NULL";
        assert_eq!(rows(&database, watches), ["1 port elm 4", "1 7 5", "2 7 5"]);
        let told = "SELECT reader || article FROM alerted ORDER BY reader";
        assert_eq!(rows(&database, told), ["1a", "2a"]);
        let ways = "SELECT target || ' ' || state FROM delivery d JOIN alert a
             ON a.number = d.alert AND a.reader = 1 ORDER BY target";
        assert_eq!(rows(&database, ways), ["browser-2 sent", "webhook waits"]);
        // What a reader lets go is theirs; what goes with an alert goes with it.
        database
            .execute_batch(
                "UPDATE reader_story SET follow = 'none' WHERE reader = 1;
                 UPDATE reader_story SET follow = 'followed' WHERE reader = 3;
                 DELETE FROM alert;",
            )
            .unwrap();
        assert_eq!(rows(&database, watches), ["1 port elm 4", "2 7 5", "3 7 0"]);
        assert!(rows(&database, "SELECT target FROM delivery").is_empty());
    }
}
