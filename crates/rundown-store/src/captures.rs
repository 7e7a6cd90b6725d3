//! The bytes that articles were read from.

use rundown_news::ArticleId;

use crate::engine::{Connection, Optional, params};
use crate::error::doing;
use crate::packing::unpack;
use crate::rows::{WRONG_SUM, at};
use crate::sums::CAPTURE_SUM;
use crate::{Damage, StoreError, StoredCapture};

/// A stored capture, and whether it is what was stored.
type Packed = (Vec<u8>, bool);

/// What a revision was read from, if it is sound.
pub(crate) fn capture(
    connection: &Connection,
    id: &ArticleId,
    revision: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = format!(
        "SELECT r.capture, r.capture_sum IS NOT DISTINCT FROM {CAPTURE_SUM} FROM article a
         JOIN revision r ON r.article = a.seq WHERE a.id = ? AND r.number = ?"
    );
    let packed: Option<Packed> = (|| {
        connection
            .prepare_cached(&sql)?
            .query_row(params![id.as_str(), revision], |row| {
                Ok(row.get::<Option<Vec<u8>>>(0)?.zip(Some(row.get(1)?)))
            })
            .optional()
            .map(Option::flatten)
    })()
    .map_err(doing("reading a capture"))?;
    let damaged = |why: String| {
        StoreError::Damaged(Damage {
            article: id.clone(),
            revision,
            why: format!("its capture: {why}"),
        })
    };
    let sound = |(packed, is_sound): Packed| {
        if !is_sound {
            return Err(damaged(WRONG_SUM.to_owned()));
        }
        unpack(&packed).map_err(|error| damaged(error.to_string()))
    };
    packed.map(sound).transpose()
}

/// What a revision was read from, with the address it was taken from, if it is sound.
pub(crate) fn addressed(
    connection: &Connection,
    id: &ArticleId,
    revision: u32,
) -> Result<Option<StoredCapture>, StoreError> {
    let Some(bytes) = capture(connection, id, revision)? else {
        return Ok(None);
    };
    let asked = || {
        let mut find = connection.prepare_cached(
            "SELECT (SELECT key FROM alias k WHERE k.article = a.seq AND key LIKE 'http%'
                     ORDER BY key LIMIT 1), r.seen_ms
             FROM article a JOIN revision r ON r.article = a.seq
             WHERE a.id = ? AND r.number = ?",
        )?;
        let row = find.query_row(params![id.as_str(), revision], |row| {
            Ok((row.get::<Option<String>>(0)?, row.get::<i64>(1)?))
        });
        row.optional()
    };
    let found = asked().map_err(doing("looking a capture up"))?;
    Ok(found.map(|(url, seen_ms)| StoredCapture { bytes, url, arrived_at: at(seen_ms) }))
}
