//! Taking news in: read in parallel, kept in one transaction a batch, then placed.

mod stages;

use jiff::Timestamp;
use rayon::prelude::*;
use rundown_news::limits::BATCH_ARTICLES_MAX;
use rundown_news::{ArticleId, NoteKind, ReadArticle};
pub use rundown_store::Mark;
use rundown_store::{Incoming, Put, article_keys};
use serde::Serialize;

use crate::{Desk, DeskError, Document};

pub use self::stages::Batch;

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
    /// Documents that could not be kept.
    pub refused: u64,
}

impl Tally {
    /// Counts one more.
    pub fn count(&mut self, taken: &Taken) {
        self.read += 1;
        match taken {
            Taken::New { .. } => self.new += 1,
            Taken::Revised { .. } => self.revised += 1,
            Taken::Unchanged { .. } => self.unchanged += 1,
            Taken::Refused { .. } => self.refused += 1,
        }
    }
}

/// A document as read, with what the store has to know of it.
pub(crate) struct ReadDocument {
    pub read: ReadArticle,
    pub capture: Option<Vec<u8>>,
    /// When it was first seen, as far as anybody noted it.
    pub seen_at: Timestamp,
    /// When it arrived here.
    pub arrived_at: Timestamp,
    /// Whether somebody noted when.
    pub noted: bool,
    /// An item of a feed tells less than its page: it never replaces one.
    pub only_if_new: bool,
}

impl ReadDocument {
    pub(crate) fn incoming(&self) -> Incoming<'_> {
        let capture = self.capture.as_deref();
        let (seen_at, arrived_at) = (self.seen_at, self.arrived_at);
        Incoming { read: &self.read, capture, seen_at, arrived_at, noted: self.noted }
    }
}

impl Desk {
    /// Reads documents and keeps their articles; [`Desk::place_news`] puts them into
    /// stories. The answers are in the order of the documents.
    ///
    /// # Errors
    /// When the store fails; nothing of the failing batch is kept.
    pub fn take_in(&self, documents: Vec<Document>) -> Result<Vec<Taken>, DeskError> {
        let mut all = Vec::with_capacity(documents.len());
        let mut documents = documents.into_iter();
        loop {
            let batch: Vec<Document> =
                documents.by_ref().take(BATCH_ARTICLES_MAX).collect();
            if batch.is_empty() {
                return Ok(all);
            }
            let read: Vec<ReadDocument> =
                batch.into_par_iter().map(|one| one.read(&self.families)).collect();
            all.extend(self.keep(&read, |incoming| Ok(self.store.put(incoming)?))?);
        }
    }

    /// How far an import of an archive of this name came that was cut off.
    ///
    /// # Errors
    /// When the store fails.
    pub fn archive_mark(&self, name: &str) -> Result<Option<Mark>, DeskError> {
        Ok(self.store.mark(name)?)
    }

    /// Puts what can be kept through `put`; refuses the rest.
    pub(crate) fn keep(
        &self,
        documents: &[ReadDocument],
        put: impl FnOnce(&[Incoming<'_>]) -> Result<Vec<Put>, DeskError>,
    ) -> Result<Vec<Taken>, DeskError> {
        let mut settled = Vec::with_capacity(documents.len());
        let mut incoming = Vec::new();
        for document in documents {
            let taken = self.without_putting(document)?;
            if taken.is_none() {
                incoming.push(document.incoming());
            }
            settled.push(taken);
        }
        let put = put(&incoming)?;
        for put in &put {
            if let Put::Revised(article) = put {
                self.forget_brief_of(article)?;
            }
        }
        let mut put = put.into_iter().map(taken_of);
        Ok(settled.into_iter().filter_map(|taken| taken.or_else(|| put.next())).collect())
    }

    /// An article that changed changes its story's brief.
    pub(crate) fn forget_brief_of(&self, article: &ArticleId) -> Result<(), DeskError> {
        let stored = self.sound_article(article, None)?;
        let placement = stored.and_then(|stored| stored.placement);
        if let Some(placement) = placement {
            self.cache.forget_briefs(&[placement.story]);
        }
        Ok(())
    }

    /// What becomes of a document that is not put into the store.
    pub(crate) fn without_putting(
        &self,
        document: &ReadDocument,
    ) -> Result<Option<Taken>, DeskError> {
        if let Some(why) = refusal(&document.read) {
            return Ok(Some(Taken::Refused { why }));
        }
        if !document.only_if_new {
            return Ok(None);
        }
        let known = self.store.known(&article_keys(&document.read.article))?;
        Ok(known.map(|article| Taken::Unchanged { article }))
    }
}

pub(crate) fn taken_of(put: Put) -> Taken {
    match put {
        Put::New(article) => Taken::New { article },
        Put::Revised(article) => Taken::Revised { article },
        Put::Unchanged(article) => Taken::Unchanged { article },
    }
}

/// Why an article cannot be kept, if it cannot: there is nothing to show of it.
fn refusal(read: &ReadArticle) -> Option<String> {
    let said = read.notes.iter().find(|note| {
        matches!(note.kind, NoteKind::WrongKind | NoteKind::Failed | NoteKind::BadLine)
    });
    let empty = read.article.text.is_empty() && read.article.headline.is_empty();
    match said {
        Some(note) if empty => Some(note.detail.clone()),
        _ if empty => Some("there is no text in it".to_owned()),
        _ => None,
    }
}
