//! What a document is when it is no feed, told from its first bytes.

use std::fmt;

/// Why a document could not be read as a feed: what it looks like instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAFeed {
    /// No bytes, or only white space.
    Empty,
    /// An HTML page, perhaps one that names a feed.
    Page,
    /// A picture, an archive, or other bytes that are no text.
    Binary,
    /// JSON, but no JSON Feed.
    OtherJson,
    /// JSON that breaks off or was never sound.
    BrokenJson,
    /// XML of another kind.
    OtherXml,
    /// A list of sitemaps.
    SitemapIndex,
    /// A list of subscriptions: import it instead.
    Opml,
    /// Plain text.
    Text,
}

impl fmt::Display for NotAFeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "not a feed: the document is empty",
            Self::Page => "not a feed: the document is an HTML page",
            Self::Binary => "not a feed: the document is not text",
            Self::OtherJson => "not a feed: the document is JSON of another kind",
            Self::BrokenJson => "not a feed: the document is broken JSON",
            Self::OtherXml => "not a feed: the document is XML of another kind",
            Self::SitemapIndex => "not a feed: the document is a list of sitemaps",
            Self::Opml => "not a feed: the document is a list of subscriptions (OPML)",
            Self::Text => "not a feed: the document is plain text",
        })
    }
}

impl std::error::Error for NotAFeed {}

/// Why a document could not be read as a list of subscriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpml {
    /// No bytes, or only white space.
    Empty,
    /// It is a feed itself: subscribe to it instead.
    Feed,
    /// Neither XML nor text with an `<opml>` in it.
    Other,
}

impl fmt::Display for NotOpml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "not a list of subscriptions: the document is empty",
            Self::Feed => "not a list of subscriptions: the document is a feed",
            Self::Other => "not a list of subscriptions: no <opml> in the document",
        })
    }
}

impl std::error::Error for NotOpml {}

/// So many bytes are looked at.
const LOOKED_AT_BYTES: usize = 1 << 10;

/// Whether a document starts like a feed. Cheap: only its first KiB is looked at, so a
/// feed behind a longer comment is not seen.
///
/// ```
/// assert!(rundown_feed::looks_like_feed(b"<?xml version='1.0'?><rss version='2.0'>"));
/// assert!(!rundown_feed::looks_like_feed(b"<!doctype html><title>News</title>"));
/// ```
#[must_use]
pub fn looks_like_feed(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT_BYTES)];
    // Without its empty bytes, UTF-16 reads like ASCII; so does what a mark precedes.
    let letters = head.iter().filter(|byte| (9..=126).contains(*byte));
    let head: String =
        letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let head = head.trim_start();
    if head.starts_with('{') {
        let spaceless: String = head.split_whitespace().collect();
        return spaceless.contains("jsonfeed.org/version")
            || spaceless.contains("\"items\":[") && spaceless.contains("\"version\":");
    }
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        let (closer, skipped) = match &rest[at..] {
            tag if tag.starts_with("<!--") => ("-->", 4),
            tag if tag.starts_with("<?") => (">", 2),
            tag if tag.starts_with("<!doctype") && !tag.starts_with("<!doctype html") => {
                (">", 2)
            }
            tag => return is_feed_tag(&tag[1..]),
        };
        match rest[at + skipped..].find(closer) {
            Some(end) => rest = &rest[at + skipped + end + closer.len()..],
            None => return false,
        }
    }
    false
}

fn is_feed_tag(tag: &str) -> bool {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != ':');
    let name = &tag[..end.unwrap_or(tag.len())];
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    matches!(local, "rss" | "rdf" | "feed" | "channel" | "urlset")
}

/// Whether bytes are no text at all: a known signature, or too many empty bytes.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"\x1f\x8b",
        b"PK\x03\x04",
        b"%PDF-",
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"RIFF",
        b"\x28\xb5\x2f\xfd",
    ];
    let head = &bytes[..bytes.len().min(LOOKED_AT_BYTES)];
    SIGNATURES.iter().any(|signature| head.starts_with(signature))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_told_by_their_first_tag() {
        let wide: Vec<u8> = "<rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let feeds: [&[u8]; 6] = [
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a > b -->\n<rdf:RDF>",
            b"<feed xmlns='http://www.w3.org/2005/Atom'>",
            b"{ \"version\" : \"https://jsonfeed.org/version/1.1\" }",
            b"<urlset>",
            b"<!DOCTYPE rss SYSTEM 'x'><RSS>",
            &wide,
        ];
        assert!(feeds.iter().all(|feed| looks_like_feed(feed)));
        let others: [&[u8]; 5] =
            [b"", b"{}", b"<!doctype html><rss>", b"plain", b"<svg xmlns='x'/>"];
        assert!(!others.iter().any(|other| looks_like_feed(other)));
    }
}
