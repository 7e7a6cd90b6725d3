//! How far imports of long archives came.

use crate::engine::{self, Connection, Optional, Transaction, params};

/// How far the import of an archive came. It is stored in the transaction that takes in
/// what the archive held up to there, so that an import that was cut off goes on where it
/// was, and misses nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// Records taken in, or passed over; 0 forgets the archive, as when it is finished.
    pub records: u64,
    /// A sum over them: another archive that begins alike does not go on from here.
    pub sum: u64,
}

pub(crate) fn mark(
    connection: &Connection,
    archive: &str,
) -> engine::Result<Option<Mark>> {
    let mut find =
        connection.prepare_cached("SELECT records, sum FROM mark WHERE archive = ?")?;
    let mark = |row: &engine::Row<'_>| {
        let (records, sum): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(Mark { records: records.cast_unsigned(), sum: sum.cast_unsigned() })
    };
    find.query_row([archive], mark).optional()
}

pub(crate) fn set(
    transaction: &Transaction<'_>,
    marks: &[(String, Mark)],
) -> engine::Result<()> {
    let mut set = transaction.prepare_cached(
        "INSERT INTO mark (archive, records, sum) VALUES (?, ?, ?)
         ON CONFLICT (archive) DO UPDATE SET records = excluded.records, sum = excluded.sum",
    )?;
    let mut forget = transaction.prepare_cached("DELETE FROM mark WHERE archive = ?")?;
    for (archive, mark) in marks {
        if mark.records == 0 {
            forget.execute([archive])?;
            continue;
        }
        let (records, sum) = (mark.records.cast_signed(), mark.sum.cast_signed());
        set.execute(params![archive, records, sum])?;
    }
    Ok(())
}
