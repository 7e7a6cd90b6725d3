//! RSS, Atom, JSON Feed, news sitemaps and OPML, read as the wild writes them.
//!
//! A document is decoded, mended where its XML is broken, parsed into a flat tree and
//! read into a [`Feed`]. Nothing recurses, nothing is fetched, no entity is expanded
//! twice; the bounds are those of [`rundown_news::limits`].
//!
//! ```
//! let rss = b"<rss><channel><title>The Courier</title><item><title>Harbor shut</title>\
//!     <link>/harbor</link><pubDate>Wed, 14 May 2031 09:40 GMT</pubDate></item></rss>";
//! let feed = rundown_feed::read_feed(rss, Some("https://courier.test/feed"), None).unwrap().value;
//! assert_eq!(feed.items[0].title, "Harbor shut");
//! assert_eq!(feed.items[0].link.as_deref(), Some("https://courier.test/harbor"));
//! ```
//!
//! Modules in the order in which a feed meets them.

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod address;
mod charset;
mod date;
mod entities;
mod entry;
mod json;
mod letters;
mod markup;
mod mend;
mod namespace;
mod not_a_feed;
mod opml;
mod sitemap;
mod tree;
mod xml;

use rundown_news::limits::FEED_BYTES_MAX;
use rundown_news::{Feed, Note, NoteKind, Noted};
use url::Url;

pub use date::parse_date;
pub use not_a_feed::{NotAFeed, NotOpml, looks_like_feed};
pub use opml::{read_opml, write_opml};

/// Reads a feed of any format. `url` is where it came from, to make addresses absolute;
/// `charset` is what the server said.
///
/// Gives as much as can be read of a broken feed, with notes; refuses only what is no
/// feed at all, and says what it is instead.
pub fn read_feed(
    bytes: &[u8],
    url: Option<&str>,
    charset: Option<&str>,
) -> Result<Noted<Feed>, NotAFeed> {
    if not_a_feed::is_binary(bytes) {
        return Err(NotAFeed::Binary);
    }
    let mut notes = Vec::new();
    let kept = &bytes[..bytes.len().min(FEED_BYTES_MAX)];
    if kept.len() < bytes.len() {
        notes.push(Note::new(NoteKind::TooLong, format!("{FEED_BYTES_MAX} bytes read")));
    }
    let text = charset::decode(kept, charset, &mut notes);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let url = url.and_then(|url| Url::parse(url).ok());
    if text.is_empty() {
        return Err(NotAFeed::Empty);
    }
    if text.contains('\0') && !text.contains('<') {
        return Err(NotAFeed::Binary);
    }
    if text.starts_with(['{', '[']) {
        json::read(text, url.as_ref(), notes)
    } else {
        xml::read(text, url.as_ref(), notes)
    }
}
