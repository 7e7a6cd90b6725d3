//! What becomes an article, before it is read.

use jiff::Timestamp;
use rundown_news::{Article, Capture, FeedItem, NewsTime, Outlet, ReadArticle};

use crate::taken::ReadDocument;
use crate::teller::Teller;

/// Something that becomes one article.
#[derive(Debug, Clone)]
pub struct Document {
    /// What to call it in a message: the file, and the line or item in it.
    pub name: String,
    /// The id that came with it, if one did.
    pub id: Option<String>,
    /// When it arrived.
    pub seen_at: Timestamp,
    /// Whether somebody noted when; else it is the time of taking it in.
    pub noted: bool,
    /// What it is.
    pub kind: DocumentKind,
}

/// What a document is.
#[derive(Debug, Clone)]
pub enum DocumentKind {
    /// Bytes to read.
    Capture(Capture),
    /// An article that was cut out already.
    Article(Box<Article>),
    /// An article that was annotated already.
    Read(Box<ReadArticle>),
    /// An item of a feed.
    Item(Box<FeedItem>, Teller),
    /// A newsletter, and the page or text in it.
    Letter(Box<Letter>, Capture),
    /// What was read of it on another machine.
    ReadElsewhere(Box<ReadDocument>),
    /// Nothing that could be read; why.
    Unreadable(String),
}

impl Document {
    /// A document that is one capture.
    #[must_use]
    pub fn of_capture(name: String, capture: Capture, seen_at: Timestamp) -> Self {
        let noted = capture.at.is_some();
        Self { name, id: None, seen_at, noted, kind: DocumentKind::Capture(capture) }
    }

    /// Whether it is known to have been seen only after a time.
    #[must_use]
    pub fn seen_after(&self, until: Timestamp) -> bool {
        self.noted && self.seen_at > until
    }

    /// Something that could not be read, to be refused by name.
    #[must_use]
    pub fn unreadable(name: String, seen_at: Timestamp, why: String) -> Self {
        let kind = DocumentKind::Unreadable(why);
        Self { name, id: None, seen_at, noted: false, kind }
    }

    /// About how many bytes of memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match &self.kind {
            DocumentKind::Capture(capture) => capture.bytes.len(),
            DocumentKind::Letter(letter, capture) => {
                letter.bytes.len() + capture.bytes.len()
            }
            DocumentKind::Article(article) => article.text.len(),
            DocumentKind::Read(read) => read.article.text.len(),
            DocumentKind::ReadElsewhere(one) => {
                one.read.article.text.len() + one.capture.as_ref().map_or(0, Vec::len)
            }
            DocumentKind::Item(item, _) => {
                let of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
                of(&item.content) + of(&item.summary)
            }
            DocumentKind::Unreadable(why) => why.len(),
        }
    }
}

/// What a newsletter tells of itself beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub headline: String,
    /// Who sent it.
    pub outlet: Outlet,
    /// When.
    pub sent: Option<NewsTime>,
    /// The mail as it came.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_noted_is_known_to_have_been_seen_after_a_time() {
        let at = |time: &str| -> Timestamp { time.parse().unwrap() };
        let (before, seen) = (at("2031-05-13T12:00:00Z"), at("2031-05-14T12:00:00Z"));
        let mut document = Document::unreadable("a".to_owned(), seen, "torn".to_owned());
        assert!(!document.seen_after(before), "when it was seen nobody noted");
        document.noted = true;
        assert!(document.seen_after(before) && !document.seen_after(seen));
    }
}
