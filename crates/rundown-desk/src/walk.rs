//! Walking over all that is stored.

use rundown_store::{StoredArticle, StoredStory};

use crate::{Desk, DeskError};

/// Articles handed out at a time.
const AT_ONCE: usize = 512;

impl Desk {
    /// All articles in order of publication, a page at a time; damaged ones are left out.
    /// Nothing comes behind an error.
    pub fn all_articles(
        &self,
    ) -> impl Iterator<Item = Result<Vec<StoredArticle>, DeskError>> {
        let mut after = None;
        let mut is_over = false;
        std::iter::from_fn(move || {
            if is_over {
                return None;
            }
            let page = self.store.articles_by_time(after.as_ref(), AT_ONCE);
            let page = page.map(|page| {
                after = page.next;
                page.articles
            });
            is_over = after.is_none() || page.is_err();
            Some(page.map_err(DeskError::from))
        })
    }

    /// All stories, latest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn all_stories(&self) -> Result<Vec<StoredStory>, DeskError> {
        Ok(self.store.stories(None, usize::MAX >> 1)?)
    }
}
