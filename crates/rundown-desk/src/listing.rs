//! Lists of stories that are longer than the rundown: all of them, and those with news.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use rundown_news::{
    ArticleId, Follow, LastLook, NewItem, RundownEntry, Slug, Snooze, StoryId,
};
use rundown_store::{NewestArticle, StoredStory, TopicCount, TopicKind};
use serde::Serialize;

use crate::{Desk, DeskError, Found};

/// Topics of one kind that pages lead to.
const TOPICS_A_KIND: usize = 12;

/// A story as a line of the list of all stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryLine {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// A headline of one of its articles.
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
    /// When the reader last looked.
    pub last_look: Option<LastLook>,
    /// What the reader does with it.
    pub follow: Follow,
    /// How the reader put it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snooze: Option<Snooze>,
    /// Whether it is put off now: what it was to wait for did not come yet.
    pub rests: bool,
}

/// Which stories a reader wants to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// By what the reader does with them.
    pub which: Which,
    /// By what they are about.
    pub about: Option<(TopicKind, String)>,
}

/// Stories by what the reader does with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// Every one, muted ones too.
    #[default]
    All,
    /// Those in which something came since the reader looked, and those never looked at;
    /// muted ones are left out.
    New,
    /// Those the reader follows.
    Followed,
    /// Those the reader muted.
    Muted,
    /// Those the reader put off, be it that they woke since.
    Snoozed,
}

impl Which {
    fn holds(self, story: &StoredStory) -> bool {
        match self {
            Self::All => true,
            Self::New => story.follow != Follow::Muted,
            Self::Followed => story.follow == Follow::Followed,
            Self::Muted => story.follow == Follow::Muted,
            Self::Snoozed => story.snooze.is_some(),
        }
    }
}

/// A story of a list with what is newest in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedStory {
    /// The story.
    pub line: StoryLine,
    /// Its newest article.
    pub newest: Option<NewestArticle>,
    /// Articles that came since the reader looked; none of a story never looked at.
    pub came: u64,
    /// How much that they say is new to the reader.
    pub new: usize,
}

/// A story of a choice, with its newest article where the choice had to look for it.
struct Picked {
    story: StoredStory,
    newest: Option<NewestArticle>,
    came: u64,
}

/// What is new in a story for this reader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryNews {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title: a headline of one of its articles.
    pub title: String,
    /// When the reader last looked.
    pub last_look: Option<LastLook>,
    /// Whether the reader has never looked at it: all of it is new then, and `new` is empty.
    pub unread: bool,
    /// What the reader has not had.
    pub new: Vec<NewItem>,
    /// Articles since the last look that only repeat what the reader has had.
    pub only_repeats: Vec<ArticleId>,
}

impl Desk {
    /// All stories, muted ones too, the latest first: `limit` of them behind the first
    /// `from`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn listed(&self, from: usize, limit: usize) -> Result<Vec<StoryLine>, DeskError> {
        let stories = self.store.stories(None, from.saturating_add(limit))?;
        stories.into_iter().skip(from).take(limit).map(|one| self.line(one)).collect()
    }

    /// The stories that a reader wants to see, those with the latest news first: `limit` of
    /// them behind the first `from`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn chosen(
        &self,
        choice: &Choice,
        from: usize,
        limit: usize,
    ) -> Result<Vec<ListedStory>, DeskError> {
        let picked = self.picked(choice, from, limit)?.into_iter();
        picked.map(|one| self.listed_story(one)).collect()
    }

    /// The same without what is newest in them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn chosen_lines(
        &self,
        choice: &Choice,
        from: usize,
        limit: usize,
    ) -> Result<Vec<StoryLine>, DeskError> {
        let picked = self.picked(choice, from, limit)?.into_iter();
        picked.map(|one| self.line(one.story)).collect()
    }

    fn picked(
        &self,
        choice: &Choice,
        from: usize,
        limit: usize,
    ) -> Result<Vec<Picked>, DeskError> {
        let stories = match &choice.about {
            Some((kind, name)) => self.store.stories_about(*kind, name)?,
            None if choice.which == Which::Snoozed => self.store.snoozed()?,
            None if choice.which == Which::All => {
                self.store.stories(None, from.saturating_add(limit))?
            }
            None => self.store.stories(None, usize::MAX >> 1)?,
        };
        let mut picked = Vec::new();
        for story in stories.into_iter().filter(|one| choice.which.holds(one)) {
            let since = story.last_look.map(|look| look.0);
            // A story is new once something came since the reader looked.
            let (newest, came) = match choice.which {
                Which::New if since.is_some() => {
                    let found = self.store.newest_of(story.id, since)?;
                    if found.1 == 0 {
                        continue;
                    }
                    found
                }
                _ => (None, 0),
            };
            picked.push(Picked { story, newest, came });
            if picked.len() == from.saturating_add(limit) {
                break;
            }
        }
        picked.drain(..from.min(picked.len()));
        Ok(picked)
    }

    fn line(&self, story: StoredStory) -> Result<StoryLine, DeskError> {
        Ok(StoryLine {
            rests: self.rests(&story)?,
            snooze: story.snooze,
            story: story.id,
            slug: story.slug,
            title: story.title,
            first_at: story.first_at,
            last_at: story.last_at,
            articles: story.articles,
            outlets: story.outlets,
            independent: story.independent,
            last_look: story.last_look,
            follow: story.follow,
        })
    }

    fn listed_story(
        &self,
        Picked { story, newest, came }: Picked,
    ) -> Result<ListedStory, DeskError> {
        let since = story.last_look.map(|look| look.0);
        let (newest, came) = match newest {
            Some(_) => (newest, came),
            None => self.store.newest_of(story.id, since)?,
        };
        // Only what came can be new, so that few briefs are made for a list.
        let new = if came > 0 { self.briefed(&story)?.brief.new.len() } else { 0 };
        // As its own page and the rundown call it.
        let title = self.title(&story)?;
        let line = StoryLine { title, ..self.line(story)? };
        Ok(ListedStory { line, newest, came, new })
    }

    /// What stories are about: of each kind the topics that most of them have.
    ///
    /// # Errors
    /// When the store fails.
    pub fn topics(&self) -> Result<Arc<Vec<Vec<TopicCount>>>, DeskError> {
        if let Some(topics) = self.cache.topics() {
            return Ok(topics);
        }
        let (as_of, began) = (self.cache.as_of(), Instant::now());
        let of_kind = |kind| self.store.topics(kind, TOPICS_A_KIND);
        let topics: Result<Vec<_>, _> = TopicKind::ALL.into_iter().map(of_kind).collect();
        let topics = Arc::new(topics?);
        self.cache.keep_topics(as_of, &topics, began.elapsed());
        Ok(topics)
    }

    /// What a topic is called; none if no article is about it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn topic(
        &self,
        kind: TopicKind,
        name: &str,
    ) -> Result<Option<rundown_store::Topic>, DeskError> {
        Ok(self.store.topic(kind, name)?)
    }

    /// What is new in the stories of the rundown, in its order: `limit` of those that have
    /// something new behind the first `from`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn news(&self, from: usize, limit: usize) -> Result<Vec<StoryNews>, DeskError> {
        let has_news = |entry: &RundownEntry| entry.unread || entry.new > 0;
        let mut news = Vec::new();
        let entries = self.rundown()?.stories.into_iter().filter(has_news);
        for entry in entries.skip(from).take(limit) {
            let Found::Here(view) = self.story(&entry.slug.0)? else { continue };
            news.push(StoryNews {
                story: entry.story,
                slug: entry.slug,
                title: entry.title,
                last_look: view.last_look,
                unread: entry.unread,
                new: view.brief.new,
                only_repeats: view.brief.only_repeats,
            });
        }
        Ok(news)
    }
}
