//! What of the file holds something, and giving the rest back to the disk.

use rundown_news::limits::SPACE_PAGES_AT_ONCE;

use crate::engine::{self, Connection, Transaction};

/// Bytes of the database that hold something.
pub(crate) fn used_bytes(connection: &Connection) -> engine::Result<u64> {
    match connection {
        Connection::Sqlite(file) => Ok(used_of(file)?),
        Connection::Postgres(_) => held_in_rows(connection),
    }
}

/// Bytes of the rows that grow with the articles. What files of a server hold tells nothing
/// of what is dropped until it has tidied up.
fn held_in_rows(connection: &Connection) -> engine::Result<u64> {
    let sql = "SELECT CAST(
           (SELECT coalesce(sum(pg_column_size(read) + coalesce(pg_column_size(capture), 0)), 0)
            FROM revision)
           + (SELECT coalesce(sum(pg_column_size(found)), 0) FROM words)
           + (SELECT coalesce(sum(pg_column_size(body)), 0) FROM threading) AS BIGINT)";
    connection.query_row(sql, (), |row| row.get::<i64>(0)).map(i64::cast_unsigned)
}

fn used_of(file: &rusqlite::Connection) -> rusqlite::Result<u64> {
    let number = |sql| file.query_row(sql, [], |row| row.get::<_, i64>(0));
    let pages = number("PRAGMA page_count")? - number("PRAGMA freelist_count")?;
    Ok((pages * number("PRAGMA page_size")?).cast_unsigned())
}

/// Gives a little of the space that nothing stands in back; whether there may be more.
pub(crate) fn give_back(transaction: &Transaction<'_>) -> engine::Result<bool> {
    match &**transaction {
        Connection::Sqlite(file) => Ok(shorten(file)?),
        // A server gives the space of rows that went to new ones by itself.
        Connection::Postgres(_) => Ok(false),
    }
}

/// Moves pages from the end of the file to where nothing stands, and cuts the end off. The
/// index of words is put together too, a little, so that it lets go of dropped articles.
fn shorten(file: &rusqlite::Connection) -> rusqlite::Result<bool> {
    let free = || -> rusqlite::Result<i64> {
        file.query_row("PRAGMA freelist_count", [], |row| row.get(0))
    };
    file.execute(
        "INSERT INTO words (words, rank) VALUES ('merge', ?)",
        [SPACE_PAGES_AT_ONCE as i64],
    )?;
    let before = free()?;
    let sql = format!("PRAGMA incremental_vacuum({SPACE_PAGES_AT_ONCE})");
    let mut vacuum = file.prepare(&sql)?;
    let mut rows = vacuum.query([])?;
    while rows.next()?.is_some() {}
    let after = free()?;
    Ok(after > 0 && after < before)
}

/// Lets a file that an earlier version made give space back. It is written anew for that,
/// once; where that fails it stays as it is.
pub(crate) fn let_shrink(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    let kind: i64 = connection.query_row("PRAGMA auto_vacuum", [], |row| row.get(0))?;
    if kind > 0 {
        return Ok(());
    }
    // All of it went through the journal, which would stay as long as that.
    connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
}
