//! The file format of `SQLite`, as far as rows of a table without row ids need it
//! (<https://sqlite.org/fileformat2.html>). Any bytes are read; what makes no sense is
//! passed over.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use rusqlite::types::ValueRef;

/// The size of a page; ours have the one that `SQLite` gives them.
const PAGE: usize = 4_096;

/// Kinds of pages that hold such rows: leaves, and what stands above them.
const LEAF: u8 = 0x0a;
const INTERIOR: u8 = 0x02;

/// Most of a row that stands in its page, and least where it goes on elsewhere.
const LOCAL_MAX: usize = (PAGE - 12) * 64 / 255 - 23;
const LOCAL_MIN: usize = (PAGE - 12) * 32 / 255 - 23;

/// Bytes of a row in a page that it goes on in.
const OVERFLOW: usize = PAGE - 4;

/// Columns of a row that are looked at.
const COLUMNS_MAX: usize = 16;

/// The pages of a file.
pub(super) struct Pages {
    file: File,
    bytes: u64,
}

impl Pages {
    pub(super) fn of(file: File) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        Ok(Self { file, bytes })
    }

    pub(super) fn count(&self) -> u64 {
        self.bytes.div_ceil(PAGE as u64)
    }

    /// A page by its number from 1; what the file lacks of it is zero.
    fn page(&mut self, number: u64) -> io::Result<Vec<u8>> {
        let from = number.saturating_sub(1).saturating_mul(PAGE as u64);
        self.file.seek(SeekFrom::Start(from.min(self.bytes)))?;
        let mut page = Vec::with_capacity(PAGE);
        (&self.file).take(PAGE as u64).read_to_end(&mut page)?;
        page.resize(PAGE, 0);
        Ok(page)
    }

    /// The rows of a page, each with what of it stands elsewhere.
    pub(super) fn payloads(&mut self, number: u64) -> io::Result<Vec<Vec<u8>>> {
        let page = self.page(number)?;
        let (head, child) = match page.first() {
            Some(&LEAF) => (8, 0),
            Some(&INTERIOR) => (12, 4),
            _ => return Ok(Vec::new()),
        };
        let cells = number_at(&page, 3).unwrap_or(0).min(PAGE / 2);
        let mut payloads = Vec::new();
        for cell in 0..cells {
            let Some(at) = number_at(&page, head + 2 * cell) else { break };
            if let Some(payload) = self.payload(page.get(at + child..))? {
                payloads.push(payload);
            }
        }
        Ok(payloads)
    }

    fn payload(&mut self, cell: Option<&[u8]>) -> io::Result<Option<Vec<u8>>> {
        let Some((len, rest)) = cell.and_then(varint) else { return Ok(None) };
        // No row is longer than its file.
        let Some(len) = usize::try_from(len).ok().filter(|len| *len as u64 <= self.bytes)
        else {
            return Ok(None);
        };
        let local = local_len(len);
        let Some(here) = rest.get(..local) else { return Ok(None) };
        let mut payload = here.to_vec();
        let mut next = rest.get(local..local + 4).map_or(0, page_number);
        while payload.len() < len {
            if next == 0 || next > self.count() {
                return Ok(None);
            }
            let page = self.page(next)?;
            next = page.get(..4).map_or(0, page_number);
            let left = (len - payload.len()).min(OVERFLOW);
            payload.extend(page.iter().skip(4).take(left));
        }
        Ok(Some(payload))
    }
}

fn local_len(len: usize) -> usize {
    if len <= LOCAL_MAX {
        return len;
    }
    let even = LOCAL_MIN + (len - LOCAL_MIN) % OVERFLOW;
    if even <= LOCAL_MAX { even } else { LOCAL_MIN }
}

/// Two bytes as a number.
fn number_at(page: &[u8], at: usize) -> Option<usize> {
    let bytes = page.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_be_bytes(*bytes)))
}

fn page_number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
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
    while !kinds.is_empty() && values.len() < COLUMNS_MAX {
        let (kind, other) = varint(kinds)?;
        kinds = other;
        let len = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind as usize,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => usize::try_from((kind - 12) / 2).ok()?,
        };
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
