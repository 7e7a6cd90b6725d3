//! Taking news in: read in parallel, kept in one transaction a batch, then placed.

mod stages;

use rayon::prelude::*;
use rundown_news::limits::BATCH_ARTICLES_MAX;
use rundown_news::{ArticleId, NoteKind, ReadArticle};
pub use rundown_store::Mark;
use rundown_store::{Incoming, Put, article_keys};

use crate::{Desk, DeskError, Document};

pub use self::stages::Batch;
use crate::taken::{ReadDocument, Taken, taken_of};

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

/// Why an article cannot be kept, if it cannot: there is nothing to show of it.
pub(crate) fn refusal(read: &ReadArticle) -> Option<String> {
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
