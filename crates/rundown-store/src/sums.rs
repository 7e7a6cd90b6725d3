//! Checksums of what is stored: XXH3 in 64 bits, which finds every turned bit of a row
//! and costs less than unpacking it. They guard against damage, not against people.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use xxhash_rust::xxh3::Xxh3;

/// Whether the row of an article `a` is what was stored, in SQL.
pub(crate) const ROW_SOUND: &str = "a.sum IS NOT DISTINCT FROM row_sum(a.id, a.domain, a.outlet, a.headline, \
     a.published_ms, a.seen_ms, a.revision, a.development, a.story, a.copy_of, \
     a.copy_percent)";

/// The checksum of a revision `r` of an article `a`, in SQL.
pub(crate) const READ_SUM: &str =
    "row_sum(a.id, r.number, r.content_hash, r.seen_ms, r.read)";

/// That of its capture.
pub(crate) const CAPTURE_SUM: &str = "row_sum(a.id, r.number, r.capture)";

/// Makes `row_sum(value, …)` known to SQL: a number for some values with their kinds and
/// order.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("row_sum", -1, flags, |given| {
        let mut sum = Xxh3::new();
        for at in 0..given.len() {
            add(&mut sum, given.get_raw(at));
        }
        Ok(sum.digest() as i64)
    })
}

/// The same number for values at hand.
pub(crate) fn of<'a>(values: impl IntoIterator<Item = ValueRef<'a>>) -> i64 {
    let mut sum = Xxh3::new();
    values.into_iter().for_each(|value| add(&mut sum, value));
    sum.digest() as i64
}

fn add(sum: &mut Xxh3, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => return add_number(sum, 1, number.to_le_bytes()),
        ValueRef::Real(number) => return add_number(sum, 2, number.to_le_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    sum.update(&[kind]);
    sum.update(&bytes.len().to_le_bytes());
    sum.update(bytes);
}

fn add_number(sum: &mut Xxh3, kind: u8, bytes: [u8; 8]) {
    sum.update(&[kind]);
    sum.update(&bytes);
}
