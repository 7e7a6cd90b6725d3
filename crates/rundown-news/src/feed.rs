//! What is followed: subscriptions, feeds and their items.

use serde::{Deserialize, Serialize};

use crate::{Lang, NewsTime};

/// An address the reader follows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// The address of the feed, or of a page that names one.
    pub url: String,
    /// What the reader calls it.
    pub title: Option<String>,
    /// The folder it lies in.
    pub folder: Option<String>,
}

/// A feed as read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// In which format it was written.
    pub kind: FeedKind,
    /// Its title.
    pub title: String,
    /// The page it belongs to.
    pub link: Option<String>,
    /// The language it states.
    pub lang: Option<Lang>,
    /// Its items, in the order of the document.
    pub items: Vec<FeedItem>,
    /// The hub that delivers what is new in it (`WebSub`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// What it is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
}

/// The format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedKind {
    /// RSS 0.9x or 2.0.
    #[default]
    Rss,
    /// RSS 1.0 (RDF).
    Rdf,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
    /// A news sitemap.
    Sitemap,
}

/// One entry of a feed: it points at an article and tells a little of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedItem {
    /// The feed's own name for it (`guid`, `id`).
    pub guid: Option<String>,
    /// The address of the article, made absolute where a base is known.
    pub link: Option<String>,
    /// The headline as plain text.
    pub title: String,
    /// The summary as HTML.
    pub summary: Option<String>,
    /// The full text as HTML, if the feed carries it.
    pub content: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<NewsTime>,
    /// When it was changed.
    pub updated: Option<NewsTime>,
    /// Categories.
    pub tags: Vec<String>,
}
