//! Documents and what was read of them as bytes, for another machine.
//!
//! A packet is a number that tells its form, then packed: the length of its head, the head
//! as JSON, and bytes as they were captured.

use jiff::Timestamp;
use rundown_news::{
    Article, Capture, CaptureKind, FeedItem, NewsTime, Outlet, ReadArticle,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::taken::ReadDocument;
use crate::{Document, DocumentKind, Letter, Teller};

/// The form that this program writes, and the only one it reads.
const FORM: u8 = 1;

/// A packet that is longer when unpacked is none of ours.
const UNPACKED_BYTES_MAX: usize = 256 << 20;

/// Fast, and a third of the size.
const ZSTD_LEVEL: i32 = 3;

/// Why a packet is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoPacket {
    /// Another version wrote it.
    #[error("it has form {0}, this program knows form {FORM}")]
    Form(u8),
    /// It is damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

/// All of a document but bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    id: Option<String>,
    seen_at: Timestamp,
    noted: bool,
    kind: HeadKind,
}

#[derive(Serialize, Deserialize)]
enum HeadKind {
    Capture(CaptureHead),
    Article(Box<Article>),
    Read(Box<ReadArticle>),
    Item { item: Box<FeedItem>, title: String, address: Option<String> },
    Letter { headline: String, outlet: Outlet, sent: Option<NewsTime>, page: CaptureHead },
}

#[derive(Serialize, Deserialize)]
struct CaptureHead {
    url: Option<String>,
    at: Option<Timestamp>,
    charset: Option<String>,
    kind: KindHead,
    bytes: usize,
}

#[derive(Serialize, Deserialize)]
enum KindHead {
    Unknown,
    Page,
    Text,
}

impl CaptureHead {
    fn of(capture: &Capture) -> Self {
        let kind = match capture.kind {
            CaptureKind::Unknown => KindHead::Unknown,
            CaptureKind::Page => KindHead::Page,
            CaptureKind::Text => KindHead::Text,
        };
        let (url, charset) = (capture.url.clone(), capture.charset.clone());
        Self { url, at: capture.at, charset, kind, bytes: capture.bytes.len() }
    }

    fn capture(self, bytes: Vec<u8>) -> Capture {
        let kind = match self.kind {
            KindHead::Unknown => CaptureKind::Unknown,
            KindHead::Page => CaptureKind::Page,
            KindHead::Text => CaptureKind::Text,
        };
        Capture { bytes, url: self.url, at: self.at, charset: self.charset, kind }
    }
}

/// All that was read of a document but bytes.
#[derive(Serialize, Deserialize)]
struct ReadHead {
    read: ReadArticle,
    seen_at: Timestamp,
    arrived_at: Timestamp,
    noted: bool,
    only_if_new: bool,
    has_capture: bool,
}

impl Document {
    /// As bytes, to be read on another machine; none of what cannot be read.
    ///
    /// ```
    /// use jiff::Timestamp;
    /// use rundown_desk::of_line;
    /// let line = br#"{"url":"https://a.example/1","title":"Low tide","body":"It was low."}"#;
    /// let document = of_line("news:1".into(), line, Timestamp::UNIX_EPOCH);
    /// assert!(document.pack().is_some_and(|packet| !packet.is_empty()));
    /// assert!(of_line("news:2".into(), b"{", Timestamp::UNIX_EPOCH).pack().is_none());
    /// ```
    #[must_use]
    pub fn pack(&self) -> Option<Vec<u8>> {
        let mut bytes: Vec<&[u8]> = Vec::new();
        let kind = match &self.kind {
            DocumentKind::Capture(capture) => {
                bytes.push(&capture.bytes);
                HeadKind::Capture(CaptureHead::of(capture))
            }
            DocumentKind::Article(article) => HeadKind::Article(article.clone()),
            DocumentKind::Read(read) => HeadKind::Read(read.clone()),
            DocumentKind::Item(item, teller) => {
                let (title, address) = (teller.title.clone(), teller.address.clone());
                HeadKind::Item { item: item.clone(), title, address }
            }
            DocumentKind::Letter(letter, page) => {
                bytes.extend([page.bytes.as_slice(), letter.bytes.as_slice()]);
                let (headline, outlet) = (letter.headline.clone(), letter.outlet.clone());
                let page = CaptureHead::of(page);
                HeadKind::Letter { headline, outlet, sent: letter.sent, page }
            }
            DocumentKind::ReadElsewhere(_) | DocumentKind::Unreadable(_) => return None,
        };
        let (name, id) = (self.name.clone(), self.id.clone());
        let (seen_at, noted) = (self.seen_at, self.noted);
        Some(pack(&Head { name, id, seen_at, noted, kind }, &bytes.concat()))
    }

    /// What [`Document::pack`] made.
    pub(super) fn unpack(packet: &[u8]) -> Result<Self, NoPacket> {
        let (head, mut bytes): (Head, Vec<u8>) = unpack(packet)?;
        let Head { name, id, seen_at, noted, kind } = head;
        let kind = match kind {
            HeadKind::Capture(head) => DocumentKind::Capture(head.capture(bytes)),
            HeadKind::Article(article) => DocumentKind::Article(article),
            HeadKind::Read(read) => DocumentKind::Read(read),
            HeadKind::Item { item, title, address } => {
                DocumentKind::Item(item, Teller { title, address })
            }
            HeadKind::Letter { headline, outlet, sent, page } => {
                let whole = bytes.split_off(page.bytes.min(bytes.len()));
                let letter = Letter { headline, outlet, sent, bytes: whole };
                DocumentKind::Letter(Box::new(letter), page.capture(bytes))
            }
        };
        Ok(Self { name, id, seen_at, noted, kind })
    }
}

/// By what a packet is known again.
pub(super) fn key_of(packet: &[u8]) -> String {
    format!("{:032x}", xxh3_128(packet))
}

impl ReadDocument {
    pub(super) fn pack(&self) -> Vec<u8> {
        let head = ReadHead {
            read: self.read.clone(),
            seen_at: self.seen_at,
            arrived_at: self.arrived_at,
            noted: self.noted,
            only_if_new: self.only_if_new,
            has_capture: self.capture.is_some(),
        };
        pack(&head, self.capture.as_deref().unwrap_or_default())
    }

    pub(super) fn unpack(packet: &[u8]) -> Result<Self, NoPacket> {
        let (head, bytes): (ReadHead, Vec<u8>) = unpack(packet)?;
        let ReadHead { read, seen_at, arrived_at, noted, only_if_new, has_capture } =
            head;
        let capture = has_capture.then_some(bytes);
        Ok(Self { read, capture, seen_at, arrived_at, noted, only_if_new })
    }
}

fn pack(head: &impl Serialize, bytes: &[u8]) -> Vec<u8> {
    let head = serde_json::to_vec(head).expect("what was read is always JSON");
    let length = (head.len() as u64).to_le_bytes();
    let whole = [length.as_slice(), &head, bytes].concat();
    let packed = zstd::bulk::compress(&whole, ZSTD_LEVEL);
    let mut packet = vec![FORM];
    packet.extend(packed.expect("compressing memory to memory cannot fail"));
    packet
}

fn unpack<T: DeserializeOwned>(packet: &[u8]) -> Result<(T, Vec<u8>), NoPacket> {
    let damaged = |why: &dyn std::fmt::Display| NoPacket::Damaged(why.to_string());
    let (form, packed) = packet.split_first().ok_or(damaged(&"it is empty"))?;
    if *form != FORM {
        return Err(NoPacket::Form(*form));
    }
    let noted = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten();
    let most = noted.map_or(UNPACKED_BYTES_MAX, |len| {
        usize::try_from(len).unwrap_or(usize::MAX).min(UNPACKED_BYTES_MAX)
    });
    let mut whole =
        zstd::bulk::decompress(packed, most).map_err(|error| damaged(&error))?;
    let cut = || damaged(&"it is cut off");
    let (length, rest) = whole.split_first_chunk::<8>().ok_or_else(cut)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| cut())?;
    let head = rest.get(..length).ok_or_else(cut)?;
    let head = serde_json::from_slice(head).map_err(|error| damaged(&error))?;
    whole.drain(..8 + length);
    Ok((head, whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Families;

    fn same(document: Document) {
        let packet = document.pack().expect("it can be read");
        let back = Document::unpack(&packet).unwrap();
        assert_eq!(format!("{back:?}"), format!("{document:?}"));
        assert_eq!(key_of(&back.pack().unwrap()), key_of(&packet));
        let read = document.read(&Families::default());
        let back = ReadDocument::unpack(&read.pack()).unwrap();
        assert_eq!(format!("{back:?}"), format!("{read:?}"));
    }

    fn capture(bytes: &str) -> Capture {
        Capture {
            bytes: bytes.as_bytes().to_vec(),
            url: Some("https://a.example/1".to_owned()),
            at: "2031-05-14T09:40:00.123Z".parse().ok(),
            charset: Some("utf-8".to_owned()),
            kind: CaptureKind::Page,
        }
    }

    #[test]
    fn a_packet_holds_all_of_a_document() {
        let at: Timestamp = "2031-05-14T10:00:00Z".parse().unwrap();
        let page = capture("<h1>Harbor shut</h1><p>The harbor was shut on Monday.</p>");
        same(Document::of_capture("page".to_owned(), page.clone(), at));
        let line = br#"{"title":"Low tide","body":"It was low, he said.","url":"https://a.example/2"}"#;
        same(crate::of_line("line".to_owned(), line, at));
        let of_kind = |kind| {
            same(Document {
                name: "x".to_owned(),
                id: None,
                seen_at: at,
                noted: true,
                kind,
            });
        };
        let item = FeedItem { title: "High tide".to_owned(), ..FeedItem::default() };
        let teller = Teller { title: "The Courier".to_owned(), address: None };
        of_kind(DocumentKind::Item(Box::new(item), teller));
        let letter = Letter { bytes: b"From: a".to_vec(), ..Letter::default() };
        of_kind(DocumentKind::Letter(Box::new(letter), page));
    }

    #[test]
    fn what_is_no_packet_is_told_apart_from_what_another_version_wrote() {
        let page = capture("<p>Low tide.");
        let page = Document::of_capture(String::new(), page, Timestamp::UNIX_EPOCH);
        let packet = page.pack().unwrap();
        for end in 0..packet.len() {
            assert!(Document::unpack(&packet[..end]).is_err(), "{end}");
        }
        assert!(ReadDocument::unpack(&packet).is_err());
        let newer = [&[FORM + 1], &packet[1..]].concat();
        assert_eq!(Document::unpack(&newer).unwrap_err(), NoPacket::Form(FORM + 1));
    }
}
