//! The one truth: articles with their revisions, stories, reader state, subscriptions.
//!
//! [`Store`] is a trait of domain operations; [`SqlStore`] keeps them in one SQL database:
//! `SQLite` in a data directory, or `PostgreSQL` at a server. Everything that another stage can compute again
//! (placements, counts, the search index) is derived from the articles.

mod about;
mod accounts;
mod address;
mod alerts;
mod articles;
mod as_of;
mod backup;
mod captures;
mod check;
mod copy;
mod corrections;
mod damage;
mod directions;
mod dropped;
mod engine;
mod error;
mod fence;
mod format;
mod held;
mod identity;
mod items;
mod log;
mod marks;
mod meaning;
mod open;
mod operations;
mod packing;
mod pages;
mod passed_on;
mod place;
mod polling;
mod pool;
mod private;
mod pruning;
mod push;
mod reading;
mod retention;
mod rows;
mod salvage;
mod schedule;
mod search;
mod space;
mod stories;
mod subjects;
mod subscriptions;
mod sums;
mod threading;
mod topics;
mod writer;

use std::sync::Arc;

use jiff::Timestamp;
use rundown_log::Fence;
use rundown_news::{
    ArticleId, Constraint, DevelopmentId, Follow, LastLook, Placement, ReadArticle,
    ReaderId, Slug, Snooze, StoryId, Subscription,
};

pub use about::{Topic, TopicKind};
pub use accounts::{Account, Accounts, NOBODY_YET, SignsOn};
pub use address::{canonical_address, host_of};
pub use alerts::{
    AlertCounts, AlertMember, AlertWish, AlertWishing, Alerts, Browser, Browsers,
    Delivery, Judged, Look, MailAsked, NewAlert, Parcel, StoredAlert, Watch, Watched,
};
pub use check::Check;
pub use copy::Copied;
pub use engine::EngineError;
pub use error::{Damage, StoreError};
pub use identity::{article_keys, content_hash, item_key};
pub use items::{Items, Looked, StoredItem, Unlooked};
pub use marks::Mark;
pub use open::{SqlStore, server_name};
pub use polling::{
    Answered, DuePage, FeedState, Gap, Moved, PollOutcome, Polling, Rhythm,
    StoredSubscription, Visited,
};
pub use pool::unpoisoned;
pub use private::open as private_file;
pub use push::{Hub, Push, Pushing};
pub use reading::{Reading, Sweep};
pub use retention::{CapturesPassed, Prunable, Pruned, Pruning};
pub use salvage::Salvaged;
pub use topics::{NewestArticle, TopicCount, Topics};

/// An article on its way into the store.
#[derive(Debug, Clone)]
pub struct Incoming<'a> {
    /// The article as read; its `id` is given by the store.
    pub read: &'a ReadArticle,
    /// The bytes it was read from, if they are to be kept.
    pub capture: Option<&'a [u8]>,
    /// When it was first seen, as far as anybody noted it: what is looked at as of a
    /// day before it does not show it.
    pub seen_at: Timestamp,
    /// When this content of it arrived here.
    pub arrived_at: Timestamp,
    /// Whether somebody noted when it arrived. Else it is the time of taking it in, and
    /// tells nothing of which of two contents is the later one.
    pub noted: bool,
}

/// What became of an incoming article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// It was not known.
    New(ArticleId),
    /// It was known with another content: a new revision was added.
    Revised(ArticleId),
    /// It was known with this content: nothing changed.
    Unchanged(ArticleId),
    /// It was known, and is kept no longer: it does not come back.
    Dropped(ArticleId),
}

impl Put {
    /// The article it was about.
    #[must_use]
    pub fn article(&self) -> &ArticleId {
        match self {
            Self::New(id)
            | Self::Revised(id)
            | Self::Unchanged(id)
            | Self::Dropped(id) => id,
        }
    }
}

/// An article of the store.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// The article with its annotations.
    pub read: ReadArticle,
    /// Which revision this is; 0 is the first.
    pub revision: u32,
    /// The latest revision there is.
    pub latest_revision: u32,
    /// When it counts as published: as first stated, but never after it was seen.
    pub at: Timestamp,
    /// When the article first arrived.
    pub seen_at: Timestamp,
    /// When this revision arrived.
    pub revised_at: Timestamp,
    /// Where it was placed; none before the first threading.
    pub placement: Option<Placement>,
}

/// Some of the store's articles in order of publication.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Those that are sound.
    pub articles: Vec<StoredArticle>,
    /// Where the next page begins; none behind the last article.
    pub next: Option<Cursor>,
}

/// A place in a walk over the store's articles in order of publication. What arrives
/// while one walks is not met: it may belong before this place as well as behind it, so
/// that some of it would be passed over and some not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The article before it.
    pub(crate) behind: (Timestamp, ArticleId),
    /// The number of the latest arrival when the walk began.
    pub(crate) arrived: i64,
}

/// The bytes that a revision was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCapture {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The address they were taken from, if it is known.
    pub url: Option<String>,
    /// When they arrived.
    pub arrived_at: Timestamp,
}

/// An article's part in a story, without the article itself.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryMember {
    /// Which article.
    pub article: ArticleId,
    /// Its latest revision; 0 is the first.
    pub revision: u32,
    /// When it counts as published: as first stated, but never after it was seen.
    pub at: Timestamp,
    /// When its latest revision arrived.
    pub revised_at: Timestamp,
    /// Where it was placed.
    pub placement: Placement,
}

/// A row of the state of threading: its key, and its bytes or nothing to remove it.
pub type StateRow = (u64, Option<Vec<u8>>);

/// A story as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStory {
    /// Its number.
    pub id: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// The article whose headline stands for it until a brief chooses its title.
    pub title_article: ArticleId,
    /// That headline.
    pub title: String,
    /// First publication.
    pub first_at: Timestamp,
    /// Latest publication.
    pub last_at: Timestamp,
    /// Number of articles, copies included.
    pub articles: u32,
    /// Number of outlets.
    pub outlets: u32,
    /// Number of outlets with a text of their own.
    pub independent: u32,
    /// When the reader last looked at it.
    pub last_look: Option<LastLook>,
    /// What the reader does with it.
    pub follow: Follow,
    /// How the reader put it off.
    pub snooze: Option<Snooze>,
}

/// What a name of a story leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoryFound {
    /// The story itself.
    Here(Box<StoredStory>),
    /// The story it was merged into.
    Moved(Slug),
    /// Nothing.
    Unknown,
}

/// How much a store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Articles.
    pub articles: u64,
    /// Revisions of them.
    pub revisions: u64,
    /// Stories.
    pub stories: u64,
    /// Subscriptions.
    pub subscriptions: u64,
    /// Articles that wait for their story.
    pub waiting: u64,
    /// Revisions put apart as damaged.
    pub damaged: u64,
}

/// The operations every store has, in a file of this machine or at a server.
///
/// All operations are whole: they happen entirely or not at all. A revision whose bytes
/// are not those that were stored is put apart when it is met ([`Store::quarantined`]):
/// lists leave it out, and what asks for it alone is told. A store may be
/// opened as of a time (see [`SqlStore::as_of`]); what readers ask for is then answered
/// as of it, while threading goes on over all articles.
pub trait Store:
    Polling
    + Pushing
    + Items
    + Pruning
    + Alerts
    + AlertWishing
    + Browsers
    + Accounts
    + Reading
    + Topics
{
    /// The same store as another reader has it: looks, follows and marks are theirs.
    fn read_by(&self, reader: ReaderId) -> Arc<dyn Store>;

    /// The same store as a worker has it that holds a lease: as soon as a later one has the
    /// same lease, nothing is written any more through this.
    ///
    /// # Errors
    /// When a later one has it already, or the store fails.
    fn under(&self, fence: &Fence) -> Result<Arc<dyn Store>, StoreError>;

    /// Takes articles in, in one transaction. Taking the same ones in twice changes
    /// nothing. Returns what became of each, in order.
    fn put(&self, batch: &[Incoming<'_>]) -> Result<Vec<Put>, StoreError> {
        self.put_marked(batch, &[])
    }

    /// The same, with how far the archives that these came from are taken in by them.
    fn put_marked(
        &self,
        batch: &[Incoming<'_>],
        marks: &[(String, Mark)],
    ) -> Result<Vec<Put>, StoreError>;

    /// How far the import of an archive of this name came.
    fn mark(&self, archive: &str) -> Result<Option<Mark>, StoreError>;

    /// An article at a revision; the latest one without.
    fn article(
        &self,
        id: &ArticleId,
        revision: Option<u32>,
    ) -> Result<Option<StoredArticle>, StoreError>;

    /// Articles in order of publication ([`StoredArticle::at`]) and id, after a place in that
    /// order; at most `limit`. A walk meets what had arrived when it began.
    fn articles_by_time(
        &self,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page, StoreError>;

    /// Articles that belong to no story yet, in the same order; at most `limit`.
    fn unplaced(&self, limit: usize) -> Result<Vec<StoredArticle>, StoreError>;

    /// The bytes a revision was read from.
    fn capture(
        &self,
        id: &ArticleId,
        revision: u32,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Makes the stories be these: every article's development and story. Stories
    /// keep their numbers and names as far as their members do; what disappears
    /// leaves a redirect. Articles that are not named keep their place. Returns the
    /// stories that gained, lost or moved an article.
    fn place(&self, placements: &[Placement]) -> Result<Vec<StoryId>, StoreError> {
        self.place_with(placements, &[])
    }

    /// The same, and keeps what of the state of threading came to these places, in one
    /// transaction.
    fn place_with(
        &self,
        placements: &[Placement],
        state: &[StateRow],
    ) -> Result<Vec<StoryId>, StoreError>;

    /// A row of the state of threading; `None` where there is none, or it is not what was
    /// kept: the state is then to be made anew.
    fn state_row(&self, key: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Forgets the state of threading, to make it anew.
    fn forget_state(&self) -> Result<(), StoreError>;

    /// Stories with an article after `since`, latest first.
    fn stories(
        &self,
        since: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<StoredStory>, StoreError>;

    /// A story by slug or number, following redirects.
    fn story(&self, name: &str) -> Result<StoryFound, StoreError>;

    /// The latest articles of a story in order of publication, at most
    /// [`rundown_news::limits::BRIEF_ARTICLES_MAX`].
    fn story_articles(&self, story: StoryId) -> Result<Vec<StoredArticle>, StoreError>;

    /// The same articles in the same order, without reading them.
    fn story_members(&self, story: StoryId) -> Result<Vec<StoryMember>, StoreError>;

    /// Publication times of a story's articles, in order.
    fn coverage(&self, story: StoryId) -> Result<Vec<Timestamp>, StoreError>;

    /// Articles that hold all the words, best first: the story first, then the article.
    fn search(
        &self,
        words: &str,
        limit: usize,
    ) -> Result<Vec<(Option<StoryId>, ArticleId)>, StoreError>;

    /// Articles whose headline means about what the words do, in any words and language,
    /// nearest first.
    fn search_meaning(
        &self,
        words: &str,
        limit: usize,
    ) -> Result<Vec<(Option<StoryId>, ArticleId)>, StoreError>;

    /// Takes back some of the reader's decisions on stories, and makes a new one. A
    /// later decision on the same two articles replaces an earlier one. They change no
    /// placement by themselves; threading honours them.
    fn decide(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<(), StoreError>;

    /// All of the reader's decisions on stories, oldest first.
    fn decisions(&self) -> Result<Vec<Constraint>, StoreError>;

    /// Adds a subscription; false if it was there already.
    fn subscribe(
        &self,
        subscription: &Subscription,
        due_at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// All subscriptions, by address.
    fn subscriptions(&self) -> Result<Vec<StoredSubscription>, StoreError>;

    /// Takes a feed's articles in and notes how its poll went, in one transaction: a
    /// validator is never stored without the items it stands for.
    fn put_polled(
        &self,
        url: &str,
        batch: &[Incoming<'_>],
        outcome: &PollOutcome,
    ) -> Result<Vec<Put>, StoreError>;

    /// The article known under any of these keys (see [`article_keys`]), be it one that is
    /// kept no longer.
    fn known(&self, keys: &[String]) -> Result<Option<ArticleId>, StoreError>;

    /// Whether it still is where it was opened, and answers a question that costs little.
    fn answers(&self) -> Result<(), StoreError>;

    /// How much it holds.
    fn counts(&self) -> Result<Counts, StoreError>;

    /// The damaged revisions that were met and not mended yet, by article.
    fn quarantined(&self) -> Result<Vec<Damage>, StoreError>;

    /// What a revision was read from, with its address, to read it again.
    fn stored_capture(
        &self,
        id: &ArticleId,
        revision: u32,
    ) -> Result<Option<StoredCapture>, StoreError>;

    /// Stores the article of a damaged revision anew.
    fn mend(
        &self,
        id: &ArticleId,
        revision: u32,
        read: &ReadArticle,
    ) -> Result<(), StoreError>;

    /// Compares every checksum and relation; what is damaged is put apart.
    fn check(&self) -> Result<Check, StoreError>;

    /// A number that is equal for two stores that hold the same.
    fn state_hash(&self) -> Result<u128, StoreError>;

    /// A small text that a store at a server keeps for all who use it, as tokens; one in a
    /// file keeps none: there they lie in files beside it.
    fn note(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// Puts such a text in the place of an older one.
    fn put_note(&self, name: &str, text: &str) -> Result<(), StoreError>;

    /// Makes sure that this process still is the one that writes to a store at a server, if it
    /// is: it holds the store by a connection, which a server that is started anew ends. To be
    /// called every few seconds by whoever may not write for longer.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] when another one wrote since; this one writes no more.
    fn hold_on(&self) -> Result<(), StoreError>;

    /// Waits until another process wrote to the store, or for so long; whether one did.
    /// What was read before may be no longer so then.
    fn changed(&self, wait: std::time::Duration) -> Result<bool, StoreError>;

    /// Copies the store into a new file while it is used.
    fn back_up(&self, to: &std::path::Path) -> Result<(), StoreError> {
        self.back_up_while(to, &|| true).map(drop)
    }

    /// The same as long as `goes_on` says so; whether there is a file then.
    fn back_up_while(
        &self,
        to: &std::path::Path,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<bool, StoreError>;
}

/// The development and story of an article as two numbers; a shorthand for rows.
pub(crate) type Placed = (Option<DevelopmentId>, Option<StoryId>);
