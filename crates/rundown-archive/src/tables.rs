//! All tables of one archive.

use std::path::Path;

use rundown_store::{StoredArticle, StoredStory};
use serde::Serialize;

use crate::developments::Developments;
use crate::schema::SCHEMAS;
use crate::table::Table;
use crate::{ArchiveError, annotations, articles, stories};

/// How many rows each table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Articles.
    pub articles: u64,
    /// Annotations of them.
    pub annotations: u64,
    /// Developments.
    pub developments: u64,
    /// Stories.
    pub stories: u64,
}

/// The tables while they are written.
pub struct Tables {
    articles: Table,
    annotations: Table,
    developments: Table,
    stories: Table,
    gathered: Developments,
}

impl Tables {
    /// Begins tables in a folder that is there. Those of an earlier run stand until
    /// [`Tables::finish`] puts the new ones in their place.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn create(dir: &Path) -> Result<Self, ArchiveError> {
        let [articles, annotations, developments, stories] = SCHEMAS;
        Ok(Self {
            articles: Table::create(dir, articles)?,
            annotations: Table::create(dir, annotations)?,
            developments: Table::create(dir, developments)?,
            stories: Table::create(dir, stories)?,
            gathered: Developments::default(),
        })
    }

    /// Adds articles, which come in order of publication, with what was found in them.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn articles(&mut self, page: &[StoredArticle]) -> Result<(), ArchiveError> {
        let Self { articles, annotations, gathered, .. } = self;
        for stored in page {
            gathered.add(stored);
        }
        // Each table on a core of its own: packing is most of the work.
        let (told, found) = rayon::join(
            || page.iter().try_for_each(|stored| articles.push(articles::row(stored))),
            || {
                let mut rows = page.iter().flat_map(annotations::rows);
                rows.try_for_each(|row| annotations.push(row))
            },
        );
        told.and(found)
    }

    /// Adds stories.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn stories(&mut self, all: &[StoredStory]) -> Result<(), ArchiveError> {
        all.iter().try_for_each(|story| self.stories.push(stories::row(story)))
    }

    /// Writes the developments of all articles and gives every file its name.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(mut self) -> Result<Written, ArchiveError> {
        self.gathered.rows().try_for_each(|row| self.developments.push(row))?;
        Ok(Written {
            articles: self.articles.finish()?,
            annotations: self.annotations.finish()?,
            developments: self.developments.finish()?,
            stories: self.stories.finish()?,
        })
    }
}
