//! What the rim shows: the answers of the desk to a reader's questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rundown_news::{
    ArticleId, ArticleKind, Brief, DevelopmentId, Follow, Lang, LastLook, Outlet,
    RundownEntry, Shown, Slug, Snooze, StoryId,
};
use rundown_store::{Counts, StoredArticle};
use serde::Serialize;

use crate::passages::Passages;

/// The ordered list of stories for this reader now.
#[derive(Debug, Clone, Serialize)]
pub struct Rundown {
    /// When it was asked for.
    pub at: Timestamp,
    /// The stories: followed ones first, then by what is new for this reader and by
    /// independent outlets. Muted stories are left out, and those put off.
    pub stories: Vec<RundownEntry>,
    /// How much the store holds.
    pub counts: Counts,
}

/// Something looked up by its name.
#[derive(Debug, Clone)]
pub enum Found<T> {
    /// It is here.
    Here(Box<T>),
    /// It goes by another name now.
    Moved(Slug),
    /// There is no such thing.
    Unknown,
}

/// All there is to show of a story.
#[derive(Debug, Clone, Serialize)]
pub struct StoryView {
    /// The brief, its `new` part reckoned from `last_look`.
    pub brief: Brief,
    /// What the reader does with it.
    pub follow: Follow,
    /// How the reader put it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snooze: Option<Snooze>,
    /// Whether it is put off now: what it was to wait for did not come yet.
    pub rests: bool,
    /// When the reader last looked.
    pub last_look: Option<LastLook>,
    /// Articles a day, oldest first, ending with today; as in the rundown.
    pub coverage: Vec<u32>,
    /// Every article the brief points at.
    pub articles: BTreeMap<ArticleId, ArticleCard>,
    /// The words around what the brief shows, for pages; none where nobody looks at one.
    #[serde(skip)]
    pub passages: Arc<Passages>,
    /// The family of each outlet that has one, by its key.
    #[serde(skip)]
    pub families: BTreeMap<String, String>,
}

/// What lists show of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleCard {
    /// Its name.
    pub id: ArticleId,
    /// Its headline.
    pub headline: String,
    /// Who published it.
    pub outlet: Outlet,
    /// When: as stated, but never after it was seen.
    pub at: Timestamp,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// What sort of article it is.
    pub kind: ArticleKind,
    /// Its language.
    pub lang: Lang,
    /// Its development.
    pub development: Option<DevelopmentId>,
    /// The article whose text it repeats.
    pub copy_of: Option<ArticleId>,
    /// Its latest revision; 0 is the first.
    pub revision: u32,
}

/// A story to lead to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryLink {
    /// Its number.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
}

/// All there is to show of an article.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// The article at the revision asked for.
    pub stored: StoredArticle,
    /// The revision before it, if there is one and it is sound.
    pub before: Option<StoredArticle>,
    /// Its card.
    pub card: ArticleCard,
    /// The story it belongs to.
    pub story: Option<StoryLink>,
    /// The article it is a copy of.
    pub original: Option<ArticleCard>,
    /// Other stories that it gives paragraphs to, the one with most first.
    pub matters: Vec<Matter>,
}

/// What an article gives to another story than its own.
#[derive(Debug, Clone, Serialize)]
pub struct Matter {
    /// The story.
    pub story: StoryLink,
    /// Paragraphs that are on it…
    pub paragraphs: u32,
    /// …of so many.
    pub of: u32,
    /// The first sentence of the first of them.
    pub opening: Shown,
}

/// Some of the articles that a search found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SearchPart {
    /// These articles; one that is damaged is left out.
    pub hits: Vec<SearchHit>,
    /// How many articles hold the words, those that are not among these counted too; at
    /// most [`rundown_news::limits::SEARCH_HITS_MAX`].
    pub exact: usize,
    /// Whether there are others behind these.
    pub more: bool,
}

/// An article that a search found.
#[derive(Debug, Clone, Serialize)]
pub struct SearchHit {
    /// The article.
    pub card: ArticleCard,
    /// The story it belongs to.
    pub story: Option<StoryLink>,
    /// A sentence that holds one of the words, or means most nearly the same; none if
    /// none does.
    pub sentence: Option<Shown>,
    /// Whether it was found by what its headline means, and not by the words.
    pub meant: bool,
}
