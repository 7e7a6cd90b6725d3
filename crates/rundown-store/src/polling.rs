//! What the store keeps of polling: how each subscription stands, which pages are due.

use jiff::Timestamp;
use rundown_news::{FeedItem, Subscription};

use crate::{Incoming, Put, StoreError};

/// Whether a subscription is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedState {
    /// It is.
    #[default]
    Active,
    /// The reader does not want it for now.
    Paused,
    /// The outlet says that it is gone for good.
    Gone,
}

impl FeedState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Gone => "gone",
        }
    }

    pub(crate) fn of(text: &str) -> Self {
        match text {
            "paused" => Self::Paused,
            "gone" => Self::Gone,
            _ => Self::Active,
        }
    }
}

/// How often a feed brings something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rhythm {
    /// When its newest item was published.
    pub newest_at: Option<Timestamp>,
    /// The time between two of its items.
    pub seconds: Option<u64>,
}

/// An address that says it has moved for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Where to.
    pub to: String,
    /// Since when it has said so without a break.
    pub since: Timestamp,
}

/// A time in which items may have come and gone unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Gap {
    /// The answer before it.
    pub from: Timestamp,
    /// The answer after it, which shared no item with the one before.
    pub to: Timestamp,
}

/// A subscription with the state of its polling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSubscription {
    /// What is followed.
    pub subscription: Subscription,
    /// The `ETag` of the last complete answer.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last complete answer, byte for byte.
    pub last_modified: Option<String>,
    /// When it is to be asked next.
    pub due_at: Timestamp,
    /// How long that wait was meant to be.
    pub wait_seconds: u64,
    /// How often it failed in a row.
    pub failures: u32,
    /// What went wrong last, for people.
    pub problem: Option<String>,
    /// Whether it is asked at all.
    pub state: FeedState,
    /// When it was asked last.
    pub asked_at: Option<Timestamp>,
    /// When it last gave a whole answer.
    pub answered_at: Option<Timestamp>,
    /// How often it brings something.
    pub rhythm: Rhythm,
    /// Where it says that it has moved.
    pub moved: Option<Moved>,
    /// The latest time in which items may have been missed.
    pub gap: Option<Gap>,
}

/// How an answer left a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PollOutcome {
    /// The validators to send next time; `None` keeps the stored ones.
    pub validators: Option<(Option<String>, Option<String>)>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When to ask again.
    pub due_at: Timestamp,
    /// How long that wait is meant to be.
    pub wait_seconds: u64,
    /// Failures in a row.
    pub failures: u32,
    /// What went wrong, if something did.
    pub problem: Option<String>,
    /// Whether to ask it again at all.
    pub state: FeedState,
    /// What a whole answer told; none where it failed.
    pub answered: Option<Answered>,
    /// The address to follow from now on instead.
    pub moved_for_good: Option<String>,
    /// Pages it names that are to be fetched.
    pub pages: Vec<DuePage>,
}

/// What a whole answer of a feed told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answered {
    /// What it calls itself; it stands where the reader calls it nothing.
    pub title: Option<String>,
    /// How often it brings something.
    pub rhythm: Rhythm,
    /// Where it says that it has moved.
    pub moved: Option<Moved>,
    /// Whether items may have been missed before it.
    pub gap: Option<Gap>,
    /// What is to be noted of its items; none keeps what was.
    pub window: Option<Vec<u8>>,
    /// The hub that it names; counts where there is a window.
    pub hub: Option<crate::Hub>,
}

/// A page that is to be fetched, or looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DuePage {
    /// Its address.
    pub url: String,
    /// The host of the address, with its port.
    pub host: String,
    /// The feed that named it.
    pub feed: String,
    /// What that feed calls itself.
    pub title: String,
    /// Whether that feed speaks for the page's outlet.
    pub own: bool,
    /// The item that named it.
    pub item: FeedItem,
    /// When the feed first named it.
    pub first_at: Timestamp,
    /// When to ask; none when it was given up.
    pub due_at: Option<Timestamp>,
    /// How long that wait is meant to be. On a page on its way into the store: how long
    /// to leave it alone if it was asked before; 0 lets a page stay as it stands.
    pub wait_seconds: u64,
    /// When it was asked last.
    pub asked_at: Option<Timestamp>,
    /// How often it failed in a row.
    pub tries: u32,
    /// How often it answered.
    pub visits: u32,
    /// Whether there is an article of it already.
    pub kept: bool,
    /// The `ETag` of the last answer.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last answer.
    pub last_modified: Option<String>,
    /// What went wrong last, for people.
    pub problem: Option<String>,
}

/// How a visit left a page.
#[derive(Debug, Clone)]
pub struct Visited<'a> {
    /// Its address.
    pub url: String,
    /// The article that came of it.
    pub incoming: Option<Incoming<'a>>,
    /// Other keys under which that article is to be known.
    pub aliases: Vec<String>,
    /// When to ask again, if at all.
    pub next: Option<DuePage>,
}

/// The operations on what is polled; part of every [`crate::Store`].
pub trait Polling: Send + Sync {
    /// Subscriptions that are to be asked by now, at most so many a host and in
    /// all, those that wait longest first.
    fn due(
        &self,
        now: Timestamp,
        per_host: usize,
        limit: usize,
    ) -> Result<Vec<StoredSubscription>, StoreError>;

    /// Lets feeds and pages be due now whose due time is further ahead than their wait was
    /// meant to be: a clock that ran wrong noted it. Returns how many there were.
    fn put_right(&self, now: Timestamp) -> Result<usize, StoreError>;

    /// What was noted of the items of a subscription's last answer.
    fn window(&self, url: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Ends a subscription; its articles stay. False if there is none.
    fn unsubscribe(&self, url: &str) -> Result<bool, StoreError>;

    /// Calls a subscription something else. False if there is none.
    fn rename_subscription(&self, url: &str, title: &str) -> Result<bool, StoreError>;

    /// Stops or resumes the polling of a subscription. False if there is none.
    fn set_feed_state(
        &self,
        url: &str,
        state: FeedState,
        due_at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Pages that are to be asked by now, at most so many a host and in all.
    fn pages_due(
        &self,
        now: Timestamp,
        per_host: usize,
        limit: usize,
    ) -> Result<Vec<DuePage>, StoreError>;

    /// Pages that a feed told of by a time, or after `now`, and that no article came of
    /// yet.
    fn pages_awaited(
        &self,
        by: Timestamp,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DuePage>, StoreError>;

    /// Takes in what pages gave and notes how their visits went, in one transaction.
    fn put_visited(
        &self,
        visits: &[Visited<'_>],
        now: Timestamp,
    ) -> Result<Vec<Option<Put>>, StoreError>;
}
