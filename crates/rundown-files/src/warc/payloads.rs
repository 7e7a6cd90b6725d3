//! Pages by their sums, for the revisits that name them.

use std::collections::{BTreeMap, VecDeque};

use rundown_news::limits::{PAGE_BYTES_MAX, WARC_PAYLOADS_BYTES_MAX};

use super::page::ArchivedPage;

/// Fast, and a third of the size.
const ZSTD_LEVEL: i32 = 1;

/// What is counted for a page beside its bytes.
const ENTRY_BYTES: usize = 256;

/// What a record held.
pub(super) enum Payload {
    Page(ArchivedPage),
    /// A picture or the like: a revisit of it is no page either.
    NoPage,
}

/// The pages of earlier records, packed; within a bound, the latest.
#[derive(Default)]
pub(super) struct Payloads {
    of_digest: BTreeMap<String, Payload>,
    in_order: VecDeque<String>,
    bytes: usize,
}

impl Payloads {
    pub(super) fn put_page(&mut self, digest: String, page: &ArchivedPage) {
        let Ok(packed) = zstd::encode_all(&page.bytes[..], ZSTD_LEVEL) else { return };
        self.put(digest, Payload::Page(ArchivedPage { bytes: packed, ..page.clone() }));
    }

    pub(super) fn put(&mut self, digest: String, payload: Payload) {
        self.bytes += payload.cost();
        match self.of_digest.insert(digest.clone(), payload) {
            Some(before) => self.bytes -= before.cost(),
            None => self.in_order.push_back(digest),
        }
        while self.bytes > WARC_PAYLOADS_BYTES_MAX {
            let Some(oldest) = self.in_order.pop_front() else { return };
            let dropped = self.of_digest.remove(&oldest);
            self.bytes -= dropped.map_or(0, |payload| payload.cost());
        }
    }

    /// What the record with this sum held, if it is still known.
    pub(super) fn get(&self, digest: &str) -> Option<Payload> {
        let Payload::Page(page) = self.of_digest.get(digest)? else {
            return Some(Payload::NoPage);
        };
        let bytes = zstd::bulk::decompress(&page.bytes, PAGE_BYTES_MAX).ok()?;
        Some(Payload::Page(ArchivedPage { bytes, ..page.clone() }))
    }
}

impl Payload {
    fn cost(&self) -> usize {
        match self {
            Self::Page(page) => ENTRY_BYTES + page.bytes.len(),
            Self::NoPage => ENTRY_BYTES,
        }
    }
}
