//! Pages by their sums, for the revisits that name them.

use std::collections::{BTreeMap, VecDeque};

use rundown_news::limits::{PAGE_BYTES_MAX, WARC_PAYLOADS_BYTES_MAX};

use super::ArchivedPage;

/// Fast, and a third of the size.
const ZSTD_LEVEL: i32 = 1;

/// What is counted for a page beside its bytes.
const ENTRY_BYTES: usize = 256;

/// The pages of earlier records, packed; within a bound, the latest.
#[derive(Default)]
pub(super) struct Payloads {
    /// A page with its bytes packed; none where the record held nothing to read.
    of_digest: BTreeMap<String, Option<ArchivedPage>>,
    in_order: VecDeque<String>,
    bytes: usize,
}

impl Payloads {
    pub(super) fn put(&mut self, digest: String, page: &ArchivedPage) {
        let Ok(packed) = zstd::encode_all(&page.bytes[..], ZSTD_LEVEL) else { return };
        self.keep(digest, Some(ArchivedPage { bytes: packed, ..page.clone() }));
    }

    /// Notes what is no page: a revisit of it is none either.
    pub(super) fn put_unread(&mut self, digest: String) {
        self.keep(digest, None);
    }

    fn keep(&mut self, digest: String, page: Option<ArchivedPage>) {
        let cost = |page: &Option<ArchivedPage>| {
            ENTRY_BYTES + page.as_ref().map_or(0, |page| page.bytes.len())
        };
        self.bytes += cost(&page);
        match self.of_digest.insert(digest.clone(), page) {
            Some(before) => self.bytes -= cost(&before),
            None => self.in_order.push_back(digest),
        }
        while self.bytes > WARC_PAYLOADS_BYTES_MAX {
            let Some(oldest) = self.in_order.pop_front() else { return };
            let dropped = self.of_digest.remove(&oldest);
            self.bytes -= dropped.map_or(0, |page| cost(&page));
        }
    }

    /// The page of a sum; `None` if it is not known, `Some(None)` if it is no page.
    pub(super) fn get(&self, digest: &str) -> Option<Option<ArchivedPage>> {
        let Some(page) = self.of_digest.get(digest)? else { return Some(None) };
        let bytes = zstd::bulk::decompress(&page.bytes, PAGE_BYTES_MAX).ok()?;
        Some(Some(ArchivedPage { bytes, ..page.clone() }))
    }
}
