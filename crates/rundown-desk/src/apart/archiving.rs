//! Documents as they came, to be kept when the log has let go of them.

use rundown_files::ArchiveRecord;
use rundown_news::{Capture, CaptureKind};

use super::packet::key_of;
use crate::{Document, DocumentKind};

const JSON: &str = "application/json";

impl Document {
    /// What of it is to be kept as it came; none of what cannot be read. What has an address
    /// of the web can be taken in again from an archive of such records (`rundown ingest`).
    #[must_use]
    pub fn archived(&self) -> Option<ArchiveRecord> {
        let (url, content_type, bytes) = match &self.kind {
            DocumentKind::Capture(capture) => {
                (capture.url.clone(), content_type(capture), capture.bytes.clone())
            }
            DocumentKind::Letter(letter, _) => {
                (None, "message/rfc822".to_owned(), letter.bytes.clone())
            }
            DocumentKind::Article(article) => (None, JSON.to_owned(), json(article)),
            DocumentKind::Read(read) => (None, JSON.to_owned(), json(read)),
            DocumentKind::Item(item, _) => (None, JSON.to_owned(), json(item)),
            DocumentKind::ReadElsewhere(_) | DocumentKind::Unreadable(_) => return None,
        };
        let name = || format!("urn:rundown:{}", key_of(self.name.as_bytes()));
        let url = url.unwrap_or_else(name);
        Some(ArchiveRecord { url, at: self.seen_at, content_type, bytes })
    }
}

fn json(what: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(what).expect("what was read is always JSON")
}

fn content_type(capture: &Capture) -> String {
    let kind = match capture.kind {
        CaptureKind::Text => "text/plain",
        CaptureKind::Unknown | CaptureKind::Page => "text/html",
    };
    match &capture.charset {
        Some(charset) => format!("{kind}; charset={charset}"),
        None => kind.to_owned(),
    }
}
