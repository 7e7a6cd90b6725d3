//! The state of threading: rows of bytes under keys that the threads give them.

use std::collections::BTreeMap;

use crate::StateRow;
use crate::engine::{self, Connection, Optional, Transaction, Value, listed};

/// The row under a key; `None` where there is none or its checksum does not match.
pub(crate) fn row(connection: &Connection, key: u64) -> engine::Result<Option<Vec<u8>>> {
    let mut find = connection.prepare_cached(
        "SELECT body FROM threading WHERE key = ? AND sum IS NOT DISTINCT FROM row_sum(key, body)",
    )?;
    find.query_row([key.cast_signed()], |row| row.get(0)).optional()
}

/// Rows put or removed by one statement.
const ROWS_AT_ONCE: usize = 64;

/// Puts and removes rows.
pub(crate) fn keep(
    transaction: &Transaction<'_>,
    rows: &[StateRow],
) -> engine::Result<()> {
    // The last word on each key counts.
    let last: BTreeMap<i64, Option<&[u8]>> =
        rows.iter().map(|(key, body)| (key.cast_signed(), body.as_deref())).collect();
    let kept: Vec<(i64, &[u8])> =
        last.iter().filter_map(|(key, body)| Some((*key, (*body)?))).collect();
    for some in kept.chunks(ROWS_AT_ONCE) {
        let row = |at: usize| {
            let (key, body) = (2 * at + 1, 2 * at + 2);
            format!("(?{key}, ?{body}, row_sum(?{key}, ?{body}))")
        };
        let rows: Vec<String> = (0..some.len()).map(row).collect();
        let sql = format!(
            "INSERT INTO threading (key, body, sum) VALUES {}
             ON CONFLICT (key) DO UPDATE SET body = excluded.body, sum = excluded.sum",
            rows.join(", ")
        );
        let given: Vec<Value<'_>> = some
            .iter()
            .flat_map(|(key, body)| [Value::Integer(*key), Value::Blob(body)])
            .collect();
        transaction.execute(&sql, given)?;
    }
    let gone: Vec<Value<'_>> = last
        .iter()
        .filter(|(_, body)| body.is_none())
        .map(|(key, _)| Value::Integer(*key))
        .collect();
    for some in gone.chunks(ROWS_AT_ONCE) {
        let keys = listed("?", some.len());
        let sql = format!("DELETE FROM threading WHERE key IN ({keys})");
        transaction.execute(&sql, some.to_vec())?;
    }
    Ok(())
}

/// Removes all rows.
pub(crate) fn forget(transaction: &Transaction<'_>) -> engine::Result<()> {
    transaction.execute("DELETE FROM threading", ()).map(drop)
}
