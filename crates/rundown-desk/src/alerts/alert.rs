//! What is told of a development, and how a reader wants it.

use jiff::Timestamp;
use rundown_alerts::{Hours, Rules};
use rundown_news::{ArticleId, Outlet, Shown, Slug};
use serde::{Deserialize, Serialize};

/// How a reader wants to be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlertWishes {
    /// What is asked of a development.
    pub rules: Rules,
    /// When.
    pub hours: Hours,
    /// To which targets, by name.
    pub targets: Vec<String>,
    /// Where the pages are found; links to evidence begin with it.
    pub base_url: String,
}

/// What is told of a development.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Names it, for good: its opening report.
    pub id: ArticleId,
    /// Why the reader is told: `story`, or the words they watch.
    pub watched: String,
    /// The story's name in addresses.
    pub slug: Slug,
    /// The page of the story.
    pub story_url: String,
    /// The headline of the article that says it.
    pub title: String,
    /// A sentence that says what was not known, and where it stands.
    pub new: Shown,
    /// The page that shows this sentence in its article.
    pub evidence_url: String,
    /// That article at its outlet.
    pub url: Option<String>,
    /// The independent outlets that tell it, the first one first.
    pub outlets: Vec<Outlet>,
    /// When the opening report was published.
    pub at: Timestamp,
}
