//! A batch on its way to be full.

use rundown_desk::Document;
use rundown_news::limits::{BATCH_ARTICLES_MAX, BATCH_BYTES_MAX};

/// A batch until it is full.
#[derive(Default)]
pub(super) struct Filling {
    pub(super) documents: Vec<Document>,
    bytes: usize,
}

impl Filling {
    pub(super) fn push(&mut self, document: Document) {
        self.bytes += document.bytes();
        self.documents.push(document);
    }

    pub(super) fn is_full(&self) -> bool {
        self.documents.len() >= BATCH_ARTICLES_MAX || self.bytes >= BATCH_BYTES_MAX
    }

    pub(super) fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}
