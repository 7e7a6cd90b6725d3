//! Looking a store through for damage, and reading what is damaged again.

use rundown_news::{ArticleId, Capture};
use rundown_store::{Check, Counts, Damage, StoreError, StoredArticle};
use serde::Serialize;

use crate::{Desk, DeskError};

/// What became of what was damaged.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Mended {
    /// Revisions read again from the bytes that they were read from before.
    pub mended: Vec<Damage>,
    /// Revisions without such bytes: the next poll that meets the article, or taking
    /// its file in again, mends them.
    pub left: Vec<Damage>,
}

impl Desk {
    /// Compares every checksum and relation of the store. What is damaged is left out
    /// of lists and briefs from then on, and told where it is asked for.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn check(&self) -> Result<Check, DeskError> {
        Ok(self.store.check()?)
    }

    /// A number that is equal for two stores that hold the same articles, stories,
    /// subscriptions and corrections, however they came by them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn state_hash(&self) -> Result<u128, DeskError> {
        Ok(self.store.state_hash()?)
    }

    /// Whether the store still is where it was opened, and answers.
    ///
    /// # Errors
    /// When it does not.
    pub fn answers(&self) -> Result<(), DeskError> {
        Ok(self.store.answers()?)
    }

    /// How much the store holds.
    ///
    /// # Errors
    /// When the store fails.
    pub fn counts(&self) -> Result<Counts, DeskError> {
        Ok(self.store.counts()?)
    }

    /// Copies the store into a new file while it is used.
    ///
    /// # Errors
    /// When there is such a file, or it cannot be written.
    pub fn back_up(&self, to: &std::path::Path) -> Result<(), DeskError> {
        Ok(self.store.back_up(to)?)
    }

    /// Reads damaged articles again from the bytes they came from.
    ///
    /// # Errors
    /// When the store fails.
    pub fn mend(&self) -> Result<Mended, DeskError> {
        let mut done = Mended::default();
        for damage in self.store.quarantined()? {
            if self.mend_one(&damage)? {
                done.mended.push(damage);
            } else {
                done.left.push(damage);
            }
        }
        Ok(done)
    }

    fn mend_one(&self, damage: &Damage) -> Result<bool, DeskError> {
        let stored = self.store.stored_capture(&damage.article, damage.revision);
        let Some(stored) = sound(stored)? else { return Ok(false) };
        let capture = Capture {
            bytes: stored.bytes,
            url: stored.url,
            at: Some(stored.arrived_at),
            charset: None,
            kind: rundown_news::CaptureKind::Unknown,
        };
        let again = crate::document::read_again(&capture, &self.families);
        let read = again.unwrap_or_else(|| rundown_stages::read(&capture));
        if read.article.text.is_empty() && read.article.headline.is_empty() {
            return Ok(false);
        }
        self.store.mend(&damage.article, damage.revision, &read)?;
        self.cache.forget_digest(&(damage.article.clone(), damage.revision));
        self.forget_brief_of(&damage.article)?;
        Ok(true)
    }

    /// An article at a revision; a damaged one is none. It is told in the log and put
    /// apart, and costs nothing but itself.
    pub(crate) fn sound_article(
        &self,
        id: &ArticleId,
        revision: Option<u32>,
    ) -> Result<Option<StoredArticle>, DeskError> {
        sound(self.store.article(id, revision))
    }
}

fn sound<T>(found: Result<Option<T>, StoreError>) -> Result<Option<T>, DeskError> {
    match found {
        Err(StoreError::Damaged(damage)) => {
            tracing::warn!("{damage}; it is left out until it is mended");
            Ok(None)
        }
        found => Ok(found?),
    }
}
