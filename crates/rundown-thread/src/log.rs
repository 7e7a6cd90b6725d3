//! Records that are only ever added, kept in few rows: a row that is not larger than
//! what is added goes into one with it, so that n records stand in about log n rows and
//! each is written about log n times.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::kept::{ChangedRow, Kept, Kind, encode};

/// Rows do not grow beyond this, in bytes.
const ROW_BYTES_MAX: usize = 4 << 20;

/// The sizes of the rows of a log.
pub(crate) type Sizes = Vec<u32>;

/// Adds records to a log; `None` where a kept row could not be read.
pub(crate) fn append<T: Serialize>(
    kind: Kind,
    sizes: &mut Sizes,
    records: &[T],
    kept: &dyn Kept,
    changed: &mut Vec<ChangedRow>,
) -> Option<()> {
    if records.is_empty() {
        return Some(());
    }
    let mut row = encode(&records);
    while let Some(last) = sizes.last().map(|size| *size as usize)
        && last <= row.len()
        && last + row.len() <= ROW_BYTES_MAX
    {
        sizes.pop();
        let key = kind.key(sizes.len() as u32);
        let mut both = kept.row(key)?;
        both.extend(row);
        row = both;
        changed.push((key, None));
    }
    let key = kind.key(sizes.len() as u32);
    sizes.push(row.len() as u32);
    changed.push((key, Some(row)));
    Some(())
}

/// Drops all records of a log.
pub(crate) fn clear(kind: Kind, sizes: &mut Sizes, changed: &mut Vec<ChangedRow>) {
    changed.extend((0..sizes.len() as u32).map(|number| (kind.key(number), None)));
    sizes.clear();
}

/// Hands out all records of a log in order; `None` where a row is missing or damaged.
pub(crate) fn read<T: DeserializeOwned>(
    kind: Kind,
    sizes: &Sizes,
    kept: &dyn Kept,
    mut take: impl FnMut(T) -> Option<()>,
) -> Option<()> {
    for number in 0..sizes.len() as u32 {
        let row = kept.row(kind.key(number))?;
        let mut rest = row.as_slice();
        while !rest.is_empty() {
            let (records, behind): (Vec<T>, &[u8]) =
                postcard::take_from_bytes(rest).ok()?;
            records.into_iter().try_for_each(&mut take)?;
            rest = behind;
        }
    }
    Some(())
}
