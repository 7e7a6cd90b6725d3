//! The state of threading: rows of bytes under keys that the threads give them.

use crate::StateRow;
use crate::engine::{self, Connection, Optional, Transaction, params};

/// The row under a key; `None` where there is none or its checksum does not match.
pub(crate) fn row(connection: &Connection, key: u64) -> engine::Result<Option<Vec<u8>>> {
    let mut find = connection.prepare_cached(
        "SELECT body FROM threading WHERE key = ? AND sum IS NOT DISTINCT FROM row_sum(key, body)",
    )?;
    find.query_row([key.cast_signed()], |row| row.get(0)).optional()
}

/// Puts and removes rows.
pub(crate) fn keep(
    transaction: &Transaction<'_>,
    rows: &[StateRow],
) -> engine::Result<()> {
    let mut put = transaction.prepare_cached(
        "INSERT INTO threading (key, body, sum) VALUES (?1, ?2, row_sum(?1, ?2))
         ON CONFLICT (key) DO UPDATE SET body = excluded.body, sum = excluded.sum",
    )?;
    let mut remove = transaction.prepare_cached("DELETE FROM threading WHERE key = ?")?;
    for (key, body) in rows {
        match body {
            Some(body) => put.execute(params![key.cast_signed(), body])?,
            None => remove.execute([key.cast_signed()])?,
        };
    }
    Ok(())
}

/// Removes all rows.
pub(crate) fn forget(transaction: &Transaction<'_>) -> engine::Result<()> {
    transaction.execute("DELETE FROM threading", ()).map(drop)
}
