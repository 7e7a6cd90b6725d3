//! What the operations on alerts take and give.

use jiff::Timestamp;
use rundown_news::{ArticleId, Outlet, Placement, ReaderId, StoryId};

/// What a reader wants to be told of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Watched {
    /// The developments of a story they follow.
    Story(StoryId),
    /// Developments whose reports hold all of these words.
    Words(String),
}

/// Something that is watched, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// By whom.
    pub reader: ReaderId,
    /// What.
    pub watched: Watched,
    /// The latest article that was there when it began, as a number in order of arrival.
    pub since: u64,
}

/// An article that alerts have not looked at where it stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its number in order of arrival.
    pub seq: u64,
    /// Its story.
    pub story: StoryId,
}

/// An article of a story, as alerts need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertMember {
    /// Its number in order of arrival.
    pub seq: u64,
    /// Who published it.
    pub outlet: Outlet,
    /// When it counts as published.
    pub at: Timestamp,
    /// When it first arrived.
    pub seen_at: Timestamp,
    /// Its latest revision.
    pub revision: u32,
    /// Where it was placed.
    pub placement: Placement,
}

/// An alert on its way into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    /// Whom it is for.
    pub reader: ReaderId,
    /// The opening report of its development: by it the alert is known.
    pub article: ArticleId,
    /// When it was made.
    pub made_at: Timestamp,
    /// What is told, as JSON.
    pub body: String,
    /// To which targets, and not before when.
    pub deliveries: Vec<(String, Timestamp)>,
}

/// What came of looking at some articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// The articles that were looked at, by their numbers.
    pub seqs: Vec<u64>,
    /// What there is to tell.
    pub alerts: Vec<NewAlert>,
    /// The articles that are told of with it, and to whom.
    pub told: Vec<(ReaderId, ArticleId)>,
}

/// How an alert stands with one target.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Delivery {
    /// The target.
    pub target: String,
    /// `waits`, `sent` or `failed`.
    pub state: String,
    /// Not before when it is sent, or tried again.
    pub due_at: Timestamp,
    /// Tries that failed.
    pub tries: u32,
    /// When it was sent or given up.
    pub done_at: Option<Timestamp>,
    /// What went wrong last.
    pub problem: Option<String>,
}

/// An alert as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAlert {
    /// Whom it is for.
    pub reader: ReaderId,
    /// The opening report of its development.
    pub article: ArticleId,
    /// When it was made.
    pub made_at: Timestamp,
    /// What is told, as JSON.
    pub body: String,
    /// How it stands with each target.
    pub deliveries: Vec<Delivery>,
}

/// One message: an alert, or a digest of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The same at each try: whoever gets it twice can tell by it.
    pub key: String,
    /// What it tells, as JSON, oldest first; never empty.
    pub bodies: Vec<String>,
    /// Tries that failed.
    pub tries: u32,
}

/// How many ways of alerts to targets there are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct AlertCounts {
    /// Not sent yet.
    pub waiting: u64,
    /// Sent.
    pub sent: u64,
    /// Given up.
    pub failed: u64,
}
