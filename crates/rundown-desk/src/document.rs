//! What a file holds: one page or text, the items of a feed, newsletters, or lines of
//! JSON.

mod index;
mod kind;
mod mail;

use jiff::Timestamp;
use rundown_files::ArchivedPage;
use rundown_news::{
    ArticleId, Capture, CaptureKind, FeedItem, NewsTime, Note, NoteKind, ReadArticle,
};
use rundown_stages::{Line, LineKind, read, read_article};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::Families;
use crate::taken::ReadDocument;
use crate::teller::Teller;

pub use self::index::{CaptureIndex, IndexFault, IndexLine};
pub use self::kind::{Document, DocumentKind, Letter};
pub(crate) use self::mail::read_again;

/// The year of the first newspaper, the Strasbourg Relation.
const FIRST_NEWSPAPER: i16 = 1605;

impl Document {
    /// Reads it; an id that came with it becomes the article's. Outlets of one family
    /// may name each other.
    #[must_use]
    pub fn read_article(&self, families: &Families) -> ReadArticle {
        let mut article = match &self.kind {
            DocumentKind::Capture(capture) => read(capture),
            DocumentKind::Letter(letter, capture) => read_letter(letter, capture),
            DocumentKind::Article(article) => read_article((**article).clone()),
            DocumentKind::Read(read) => (**read).clone(),
            DocumentKind::ReadElsewhere(one) => one.read.clone(),
            DocumentKind::Item(item, teller) => {
                teller.text_of_file(item, families, self.seen_at)
            }
            DocumentKind::Unreadable(why) => ReadArticle {
                notes: vec![Note::new(NoteKind::BadLine, why)],
                ..ReadArticle::default()
            },
        };
        if let Some(id) = &self.id {
            article.article.id.0.clone_from(id);
        }
        article
    }

    /// Its article as threading needs it, which reads words and names itself.
    #[must_use]
    pub fn unannotated(self) -> ReadArticle {
        match self.kind {
            DocumentKind::Article(mut article) => {
                article.id = ArticleId(self.id.unwrap_or_default());
                ReadArticle { article: *article, ..ReadArticle::default() }
            }
            _ => self.read_article(&Families::default()),
        }
    }

    /// Reads it for the store.
    pub(crate) fn read(mut self, families: &Families) -> ReadDocument {
        if let DocumentKind::ReadElsewhere(read) = self.kind {
            return *read;
        }
        let misdated = self.drop_impossible_date();
        let mut read = self.read_article(families);
        read.notes.extend(misdated);
        let only_if_new = matches!(self.kind, DocumentKind::Item(..));
        let capture = match self.kind {
            DocumentKind::Capture(capture) => Some(capture.bytes),
            DocumentKind::Letter(letter, _) => Some(letter.bytes),
            _ => None,
        };
        let (arrived_at, published) = (self.seen_at, read.article.published);
        // A line of an archive that nobody dated was there when it was published.
        let published = published.filter(|_| !self.noted).map(NewsTime::instant);
        let seen_at = published.map_or(arrived_at, |at| at.min(arrived_at));
        let noted = self.noted;
        ReadDocument { read, capture, seen_at, arrived_at, noted, only_if_new }
    }
}

impl Document {
    /// Lines may come out of old archives, but from no time before there was news.
    fn drop_impossible_date(&mut self) -> Option<Note> {
        let DocumentKind::Article(article) = &mut self.kind else { return None };
        let stated = article.published?;
        if stated.day().year() >= FIRST_NEWSPAPER {
            return None;
        }
        article.published = None;
        Some(Note::new(NoteKind::BadDate, stated.to_string()))
    }
}

/// The documents of a file, one after the other.
pub type Documents = Box<dyn Iterator<Item = Document> + Send>;

/// Takes a file apart. A file that is neither lines of JSON nor a feed nor mail is one
/// capture.
///
/// `frame` is the capture the file's bytes would be: its address, time and kind.
#[must_use]
pub fn documents(name: &str, frame: Capture, seen_at: Timestamp) -> Documents {
    match frame.kind {
        CaptureKind::Unknown if looks_like_lines(&frame.bytes) => {
            Box::new(lines(name.to_owned(), frame.bytes, seen_at))
        }
        CaptureKind::Unknown if mail::looks_like_mail(&frame.bytes) => {
            Box::new(mail::mails(name.to_owned(), frame.bytes, seen_at))
        }
        CaptureKind::Unknown if may_be_feed(&frame.bytes) => items(name, frame, seen_at),
        _ => one(Document::of_capture(name.to_owned(), frame, seen_at)),
    }
}

/// What a page of a web archive holds, named by its address. Nothing is archived later
/// than it is read.
#[must_use]
pub fn of_archive(page: ArchivedPage, now: Timestamp) -> Documents {
    let at = page.at.unwrap_or(now).min(now);
    let name = page.url.clone();
    let frame = Capture {
        bytes: page.bytes,
        url: Some(page.url),
        at: Some(at),
        charset: page.charset,
        kind: if page.is_plain_text { CaptureKind::Text } else { CaptureKind::Unknown },
    };
    documents(&name, frame, at)
}

fn one(document: Document) -> Documents {
    Box::new(std::iter::once(document))
}

/// Whether reading it as a feed is worth a try. An object of JSON that is none is a
/// capture like any other; its marks of a feed may stand at its end.
fn may_be_feed(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{") || rundown_feed::looks_like_feed(bytes)
}

/// Whether the first line is an object of JSON by itself.
fn looks_like_lines(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let end = start.iter().position(|byte| *byte == b'\n').unwrap_or(start.len());
    start.starts_with(b"{\"")
        && Line::is_known(&start[..end])
        && !is_json_feed(&start[..end])
}

/// What tells a JSON Feed, which may stand on one line, from a line of JSON.
#[derive(Deserialize)]
struct Marked {
    /// The address of the standard.
    version: String,
    #[expect(dead_code, reason = "it has to be there")]
    items: IgnoredAny,
}

fn is_json_feed(line: &[u8]) -> bool {
    serde_json::from_slice::<Marked>(line)
        .is_ok_and(|feed| feed.version.contains("jsonfeed.org/version/"))
}

fn lines(
    name: String,
    bytes: Vec<u8>,
    seen_at: Timestamp,
) -> impl Iterator<Item = Document> {
    let (mut at, mut number) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            at += end + 1;
            number += 1;
            let line = rest[..end].trim_ascii();
            if !line.is_empty() {
                return Some(of_line(format!("{name}:{number}"), line, seen_at));
            }
        }
    })
}

/// One line of JSON as a document.
#[must_use]
pub fn of_line(name: String, line: &[u8], seen_at: Timestamp) -> Document {
    match Line::parse(line) {
        Ok(Line { id, seen_at: stated, kind }) => {
            let noted = stated.is_some();
            let kind = match kind {
                LineKind::Capture(capture) => DocumentKind::Capture(capture),
                LineKind::Article(article) => DocumentKind::Article(article),
                LineKind::Read(read) => DocumentKind::Read(read),
            };
            Document { name, id, seen_at: stated.unwrap_or(seen_at), noted, kind }
        }
        Err(why) => Document::unreadable(name, seen_at, why),
    }
}

/// A newsletter: its page or text under what the mail tells of it.
fn read_letter(letter: &Letter, capture: &Capture) -> ReadArticle {
    rundown_stages::read_as(capture, |article| {
        article.outlet = letter.outlet.clone();
        article.published = letter.sent.or(article.published);
        if !letter.headline.is_empty() {
            article.headline.clone_from(&letter.headline);
        }
    })
}

fn items(name: &str, frame: Capture, seen_at: Timestamp) -> Documents {
    let feed = rundown_feed::read_feed(
        &frame.bytes,
        frame.url.as_deref(),
        frame.charset.as_deref(),
    );
    let Ok(feed) = feed else {
        return one(Document::of_capture(name.to_owned(), frame, seen_at));
    };
    let (feed, noted, name) = (feed.value, frame.at.is_some(), name.to_owned());
    // A feed whose own address nobody noted stands where its page does.
    let teller = Teller { title: feed.title, address: frame.url.or(feed.link) };
    let item = move |(i, item): (usize, FeedItem)| Document {
        name: format!("{name}#{}", i + 1),
        id: None,
        seen_at,
        noted,
        kind: DocumentKind::Item(Box::new(item), teller.clone()),
    };
    Box::new(feed.items.into_iter().enumerate().map(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &str, expected: usize, item: bool) {
        let frame = Capture {
            bytes: bytes.as_bytes().to_vec(),
            url: None,
            at: None,
            charset: None,
            kind: CaptureKind::Unknown,
        };
        let found: Vec<_> = documents("news", frame, Timestamp::UNIX_EPOCH).collect();
        let items = found.iter().filter(|one| matches!(one.kind, DocumentKind::Item(..)));
        assert_eq!(
            (found.len(), items.count()),
            (expected, if item { expected } else { 0 })
        );
    }

    #[test]
    fn a_feed_on_one_line_is_a_feed_and_a_line_is_a_line() {
        let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Courier",
            "items":[{"id":"1","url":"https://courier.test/a","content_text":"Low tide."},
            {"id":"2","url":"https://courier.test/b","content_text":"High tide."}]}"#;
        check(&feed.replace('\n', ""), 2, true);
        let line = r#"{"id":"a","title":"Tides","body":"See jsonfeed.org/version/1.1."}"#;
        check(&format!("{line}\n{line}\n"), 2, false);
    }
}
