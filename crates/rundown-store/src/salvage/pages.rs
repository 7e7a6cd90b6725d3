//! The file format of `SQLite`, as far as rows of `revision` need it
//! (<https://sqlite.org/fileformat2.html>). Any bytes are read; what makes no sense is
//! passed over.
//!
//! Rows are looked for at every byte of every page, without asking the page where they
//! stand: a row is told by its shape and proven by its checksum, so that damage to what
//! leads to rows costs none of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use rusqlite::types::ValueRef;

use super::journal;
use super::layout::{PAGE, page_number};

/// Most of a row that stands in its page, and least where it goes on elsewhere.
const LOCAL_MAX: usize = (PAGE - 12) * 64 / 255 - 23;
const LOCAL_MIN: usize = (PAGE - 12) * 32 / 255 - 23;

/// Bytes of a row in a page that it goes on in.
const OVERFLOW: usize = PAGE - 4;

/// Columns of a row of `revision`.
const COLUMNS: usize = 8;

/// Where a row begins: its page, the byte in it, and whether pages are those of the journal
/// where it has them.
pub(super) type Place = (u64, usize, bool);

/// The pages of a file, and of the journal beside it.
pub(super) struct Pages {
    file: File,
    bytes: u64,
    journal: Option<File>,
    /// Where in the journal the latest state of a page stands.
    journaled: BTreeMap<u64, u64>,
}

impl Pages {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        let mut journal = File::open(name).ok();
        let journaled = match &mut journal {
            Some(journal) => journal::pages(journal)?,
            None => BTreeMap::new(),
        };
        Ok(Self { file, bytes, journal, journaled })
    }

    /// Pages of the file.
    pub(super) fn count(&self) -> u64 {
        self.bytes.div_ceil(PAGE as u64)
    }

    /// Every page: those of the file as they are, then those of the journal.
    pub(super) fn all(&self) -> Vec<(u64, bool)> {
        let file = (1..=self.count()).map(|number| (number, false));
        file.chain(self.journaled.keys().map(|number| (*number, true))).collect()
    }

    /// A page by its number from 1; what is lacking of it is zero.
    fn page(&mut self, number: u64, journaled: bool) -> io::Result<Vec<u8>> {
        let at = self.journaled.get(&number).filter(|_| journaled);
        let mut page = Vec::with_capacity(PAGE);
        if let (Some(at), Some(journal)) = (at, &mut self.journal) {
            journal.seek(SeekFrom::Start(*at))?;
            journal.take(PAGE as u64).read_to_end(&mut page)?;
        } else {
            let from = number.saturating_sub(1).saturating_mul(PAGE as u64);
            self.file.seek(SeekFrom::Start(from.min(self.bytes)))?;
            (&self.file).take(PAGE as u64).read_to_end(&mut page)?;
        }
        page.resize(PAGE, 0);
        Ok(page)
    }

    /// Where in a page something begins that looks like a row, with what of it stands
    /// elsewhere.
    pub(super) fn rows(
        &mut self,
        (number, journaled): (u64, bool),
    ) -> io::Result<Vec<(Place, Vec<u8>)>> {
        let page = self.page(number, journaled)?;
        let mut rows = Vec::new();
        for at in 0..PAGE {
            let cell = page.get(at..).unwrap_or_default();
            let Some(len) = row_len(cell) else { continue };
            if let Some(row) = self.payload(cell, len, journaled)? {
                rows.push(((number, at, journaled), row));
            }
        }
        Ok(rows)
    }

    /// The row at a place.
    pub(super) fn row(
        &mut self,
        (number, at, journaled): Place,
    ) -> io::Result<Option<Vec<u8>>> {
        let page = self.page(number, journaled)?;
        let cell = page.get(at..).unwrap_or_default();
        match row_len(cell) {
            Some(len) => self.payload(cell, len, journaled),
            None => Ok(None),
        }
    }

    fn payload(
        &mut self,
        cell: &[u8],
        len: usize,
        journaled: bool,
    ) -> io::Result<Option<Vec<u8>>> {
        let Some((_, rest)) = varint(cell) else { return Ok(None) };
        let local = local_len(len);
        let Some(here) = rest.get(..local) else { return Ok(None) };
        let mut payload = here.to_vec();
        let mut next = rest.get(local..local + 4).map_or(0, page_number);
        while payload.len() < len {
            if next == 0 || next > self.count() && !self.journaled.contains_key(&next) {
                return Ok(None);
            }
            let page = self.page(next, journaled)?;
            next = page.get(..4).map_or(0, page_number);
            let left = (len - payload.len()).min(OVERFLOW);
            payload.extend(page.iter().skip(4).take(left));
        }
        Ok(Some(payload))
    }
}

/// The length of the row of `revision` that begins here, if its head is one of these: a
/// number four times, a blob, a blob or nothing, a number, a number or nothing, and the
/// length that these come to.
fn row_len(cell: &[u8]) -> Option<usize> {
    const SHAPE: [(bool, bool); COLUMNS] = [
        (false, false),
        (false, false),
        (false, false),
        (false, false),
        (true, false),
        (true, true),
        (false, false),
        (false, true),
    ];
    let (len, payload) = varint(cell)?;
    let (head_len, rest) = varint(payload)?;
    let mut kinds = rest.get(
        ..usize::try_from(head_len).ok()?.checked_sub(payload.len() - rest.len())?,
    )?;
    let mut sum = usize::try_from(head_len).ok()?;
    for (is_blob, may_lack) in SHAPE {
        let (kind, other) = varint(kinds)?;
        kinds = other;
        let fits = match kind {
            0 => may_lack,
            1..=6 | 8 | 9 => !is_blob,
            kind => is_blob && kind >= 12 && kind.is_multiple_of(2),
        };
        sum = sum.checked_add(value_len(kind).filter(|_| fits)?)?;
    }
    (kinds.is_empty() && sum as u64 == len).then_some(sum)
}

/// Bytes of a value of a kind.
fn value_len(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => Some(kind as usize),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((kind - 12) / 2).ok(),
    }
}

fn local_len(len: usize) -> usize {
    if len <= LOCAL_MAX {
        return len;
    }
    let even = LOCAL_MIN + (len - LOCAL_MIN) % OVERFLOW;
    if even <= LOCAL_MAX { even } else { LOCAL_MIN }
}

/// A number of one to nine bytes, and what is behind it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (i, byte) in bytes.iter().take(9).enumerate() {
        let rest = bytes.get(i + 1..)?;
        if i == 8 {
            return Some(((number << 8) | u64::from(*byte), rest));
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, rest));
        }
    }
    None
}

/// The values of a row; none where it is not one.
pub(super) fn record(payload: &[u8]) -> Option<Vec<ValueRef<'_>>> {
    let (head_len, rest) = varint(payload)?;
    let head_len = usize::try_from(head_len).ok()?;
    let mut body = payload.get(head_len..)?;
    let mut kinds = rest.get(..head_len.checked_sub(payload.len() - rest.len())?)?;
    let mut values = Vec::new();
    while !kinds.is_empty() && values.len() < COLUMNS {
        let (kind, other) = varint(kinds)?;
        kinds = other;
        let len = value_len(kind)?;
        let bytes = body.get(..len)?;
        body = body.get(len..)?;
        values.push(match kind {
            0 => ValueRef::Null,
            1..=6 => ValueRef::Integer(integer(bytes)),
            7 => ValueRef::Real(f64::from_bits(page_number(bytes))),
            8 | 9 => ValueRef::Integer(i64::from(kind == 9)),
            _ if kind % 2 == 0 => ValueRef::Blob(bytes),
            _ => ValueRef::Text(bytes),
        });
    }
    Some(values)
}

/// A number of some bytes with its sign.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| (number << 8) | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_with_nothing_in_it_and_numbers_below_nought() {
        // A head of seven bytes: null, three numbers, the number one, a text.
        let row = [7, 0, 1, 2, 1, 9, 17, 0xff, 0xfe, 0, 5, b'o', b'n'];
        let values = record(&row).unwrap();
        let told = [
            ValueRef::Null,
            ValueRef::Integer(-1),
            ValueRef::Integer(-512),
            ValueRef::Integer(5),
            ValueRef::Integer(1),
            ValueRef::Text(b"on"),
        ];
        assert_eq!(values, told);
        assert_eq!(record(&row[..row.len() - 1]), None, "it ends too early");
    }
}
