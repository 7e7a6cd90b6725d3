//! Retention: what may go, and dropping it a step at a time.

use jiff::Timestamp;
use rundown_news::ArticleId;

use crate::error::doing;
use crate::pruning::Place;
use crate::{SqlStore, StoreError, dropped, pruning, space};

/// A story that may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prunable {
    /// Its number.
    pub story: u64,
    /// When its newest article was published.
    pub last_at: Timestamp,
    /// Its articles.
    pub articles: u64,
}

/// What one step dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Pruned {
    /// Articles.
    pub articles: u64,
    /// Stories that went with their last article.
    pub stories: u64,
    /// Bytes that pages were read from.
    pub captures: u64,
}

impl std::ops::AddAssign for Pruned {
    fn add_assign(&mut self, more: Self) {
        self.articles += more.articles;
        self.stories += more.stories;
        self.captures += more.captures;
    }
}

/// Captures of some articles that may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapturesPassed {
    /// The last of these articles.
    pub at: Place,
    /// Captures.
    pub captures: u64,
    /// Bytes of them as they are stored.
    pub bytes: u64,
}

/// The operations of retention; part of every [`crate::Store`].
pub trait Pruning {
    /// When the newest article was published whose outlet says when: what is old is
    /// reckoned from there, so that a clock that runs ahead drops nothing.
    fn newest(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Stories without an article since `before` that may go, oldest first, after a place
    /// in that order; a few at a time.
    fn prunable(
        &self,
        before: Timestamp,
        after: Option<&Prunable>,
    ) -> Result<Vec<Prunable>, StoreError>;

    /// Drops the oldest stories that may go: one at least, and no more articles than a
    /// step takes. Nothing dropped: nothing is left to go.
    fn prune_stories(&self, before: Timestamp) -> Result<Pruned, StoreError>;

    /// Drops what the oldest articles that may go were read from, after a place in order
    /// of publication; nothing at its end.
    fn prune_captures(
        &self,
        before: Timestamp,
        after: Option<&Place>,
    ) -> Result<Option<CapturesPassed>, StoreError>;

    /// The same, without dropping anything.
    fn count_captures(
        &self,
        before: Timestamp,
        after: Option<&Place>,
    ) -> Result<Option<CapturesPassed>, StoreError>;

    /// Bytes of the file that hold something.
    fn used_bytes(&self) -> Result<u64, StoreError>;

    /// Gives some of the space that nothing stands in back to the disk; whether there may
    /// be more.
    fn give_back(&self) -> Result<bool, StoreError>;

    /// Dropped articles that the state of threading still counts.
    fn dropped_threaded(&self) -> Result<u64, StoreError>;

    /// Notes that it counts none of them any more: all was threaded anew.
    fn threaded_anew(&self) -> Result<(), StoreError>;

    /// Whether there was such an article, which is kept no longer.
    fn is_dropped_article(&self, id: &ArticleId) -> Result<bool, StoreError>;

    /// Whether there was a story of this name or number, which is kept no longer.
    fn is_dropped_story(&self, name: &str) -> Result<bool, StoreError>;
}

impl Pruning for SqlStore {
    fn newest(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            pruning::newest(connection).map_err(doing("looking for the newest article"))
        })
    }

    fn prunable(
        &self,
        before: Timestamp,
        after: Option<&Prunable>,
    ) -> Result<Vec<Prunable>, StoreError> {
        self.read(|connection| {
            pruning::prunable(connection, before, after)
                .map_err(doing("looking which stories may go"))
        })
    }

    fn prune_stories(&self, before: Timestamp) -> Result<Pruned, StoreError> {
        const WHAT: &str = "dropping old stories";
        self.write(WHAT, |transaction| {
            pruning::prune_stories(transaction, before).map_err(doing(WHAT))
        })
    }

    fn prune_captures(
        &self,
        before: Timestamp,
        after: Option<&Place>,
    ) -> Result<Option<CapturesPassed>, StoreError> {
        const WHAT: &str = "dropping old captures";
        self.write(WHAT, |transaction| {
            pruning::prune_captures(transaction, before, after).map_err(doing(WHAT))
        })
    }

    fn count_captures(
        &self,
        before: Timestamp,
        after: Option<&Place>,
    ) -> Result<Option<CapturesPassed>, StoreError> {
        self.read(|connection| {
            pruning::count_captures(connection, before, after)
                .map_err(doing("looking which captures may go"))
        })
    }

    fn used_bytes(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            space::used_bytes(connection).map_err(doing("measuring the store"))
        })
    }

    fn give_back(&self) -> Result<bool, StoreError> {
        const WHAT: &str = "giving space back";
        self.write(WHAT, |transaction| space::give_back(transaction).map_err(doing(WHAT)))
    }

    fn dropped_threaded(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            pruning::dropped_threaded(connection)
                .map_err(doing("counting dropped articles"))
        })
    }

    fn threaded_anew(&self) -> Result<(), StoreError> {
        const WHAT: &str = "noting that all was threaded anew";
        self.write(WHAT, |transaction| {
            let forget = "UPDATE dropped_threaded SET articles = 0";
            transaction.execute(forget, ()).map(drop).map_err(doing(WHAT))
        })
    }

    fn is_dropped_article(&self, id: &ArticleId) -> Result<bool, StoreError> {
        self.read(|connection| {
            dropped::is_article(connection, id.as_str())
                .map_err(doing("looking a dropped article up"))
        })
    }

    fn is_dropped_story(&self, name: &str) -> Result<bool, StoreError> {
        self.read(|connection| {
            dropped::is_story(connection, name)
                .map_err(doing("looking a dropped story up"))
        })
    }
}
