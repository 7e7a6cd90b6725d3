//! What goes into the store, and what became of it.

use jiff::Timestamp;
use rundown_news::{ArticleId, ReadArticle};
use rundown_store::{Incoming, Put};
use serde::Serialize;

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
pub enum Taken {
    /// A new article.
    New {
        /// Which.
        article: ArticleId,
    },
    /// A known article with another content.
    Revised {
        /// Which.
        article: ArticleId,
    },
    /// A known article with the content it had.
    Unchanged {
        /// Which.
        article: ArticleId,
    },
    /// An article that was known and is kept no longer.
    Dropped {
        /// Which.
        article: ArticleId,
    },
    /// Nothing that could be kept.
    Refused {
        /// Why, for people.
        why: String,
    },
}

/// How many documents became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Documents read.
    pub read: u64,
    /// New articles.
    pub new: u64,
    /// Articles with another content.
    pub revised: u64,
    /// Articles that were known.
    pub unchanged: u64,
    /// Articles that were known and are kept no longer.
    pub dropped: u64,
    /// Documents that could not be kept.
    pub refused: u64,
}

impl Tally {
    /// Counts those of another.
    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.new += other.new;
        self.revised += other.revised;
        self.unchanged += other.unchanged;
        self.dropped += other.dropped;
        self.refused += other.refused;
    }

    /// Counts one more.
    pub fn count(&mut self, taken: &Taken) {
        self.read += 1;
        match taken {
            Taken::New { .. } => self.new += 1,
            Taken::Revised { .. } => self.revised += 1,
            Taken::Unchanged { .. } => self.unchanged += 1,
            Taken::Dropped { .. } => self.dropped += 1,
            Taken::Refused { .. } => self.refused += 1,
        }
    }
}

/// A document as read, with what the store has to know of it.
#[derive(Debug, Clone)]
pub struct ReadDocument {
    pub(crate) read: ReadArticle,
    pub(crate) capture: Option<Vec<u8>>,
    /// When it was first seen, as far as anybody noted it.
    pub(crate) seen_at: Timestamp,
    /// When it arrived here.
    pub(crate) arrived_at: Timestamp,
    /// Whether somebody noted when.
    pub(crate) noted: bool,
    /// An item of a feed tells less than its page: it never replaces one.
    pub(crate) only_if_new: bool,
}

impl ReadDocument {
    pub(crate) fn incoming(&self) -> Incoming<'_> {
        let capture = self.capture.as_deref();
        let (seen_at, arrived_at) = (self.seen_at, self.arrived_at);
        Incoming { read: &self.read, capture, seen_at, arrived_at, noted: self.noted }
    }
}

pub(crate) fn taken_of(put: Put) -> Taken {
    match put {
        Put::New(article) => Taken::New { article },
        Put::Revised(article) => Taken::Revised { article },
        Put::Unchanged(article) => Taken::Unchanged { article },
        Put::Dropped(article) => Taken::Dropped { article },
    }
}
