//! What of the file holds something, and giving the rest back to the disk.

use rundown_news::limits::SPACE_PAGES_AT_ONCE;
use rusqlite::{Connection, Transaction};

pub(crate) fn used_bytes(connection: &Connection) -> rusqlite::Result<u64> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let pages = number("PRAGMA page_count")? - number("PRAGMA freelist_count")?;
    Ok((pages * number("PRAGMA page_size")?).cast_unsigned())
}

/// Moves pages from the end of the file to where nothing stands, and cuts the end off. The
/// index of words is put together too, a little, so that it lets go of dropped articles.
pub(crate) fn give_back(transaction: &Transaction<'_>) -> rusqlite::Result<bool> {
    let free = || -> rusqlite::Result<i64> {
        transaction.query_row("PRAGMA freelist_count", [], |row| row.get(0))
    };
    transaction.execute(
        "INSERT INTO words (words, rank) VALUES ('merge', ?)",
        [SPACE_PAGES_AT_ONCE as i64],
    )?;
    let before = free()?;
    let sql = format!("PRAGMA incremental_vacuum({SPACE_PAGES_AT_ONCE})");
    let mut vacuum = transaction.prepare(&sql)?;
    let mut rows = vacuum.query([])?;
    while rows.next()?.is_some() {}
    let after = free()?;
    Ok(after > 0 && after < before)
}

/// Lets a file that an earlier version made give space back. It is written anew for that,
/// once; where that fails it stays as it is.
pub(crate) fn let_shrink(connection: &Connection) -> rusqlite::Result<()> {
    let kind: i64 = connection.query_row("PRAGMA auto_vacuum", [], |row| row.get(0))?;
    if kind > 0 {
        return Ok(());
    }
    // All of it went through the journal, which would stay as long as that.
    connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
}
