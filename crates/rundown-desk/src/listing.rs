//! Lists of stories that are longer than the rundown: all of them, and those with news.

use jiff::Timestamp;
use rundown_news::{
    ArticleId, Follow, LastLook, NewItem, RundownEntry, Slug, Snooze, StoryId,
};
use rundown_store::StoredStory;
use serde::Serialize;

use crate::{Desk, DeskError, Found};

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
        self.lines(from.saturating_add(limit), |_| true, from, limit)
    }

    /// The same of those with which the reader does this.
    ///
    /// # Errors
    /// When the store fails.
    pub fn listed_by(
        &self,
        follow: Follow,
        from: usize,
        limit: usize,
    ) -> Result<Vec<StoryLine>, DeskError> {
        self.lines(usize::MAX >> 1, |story| story.follow == follow, from, limit)
    }

    /// The same of those that the reader put off, be it that they woke since.
    ///
    /// # Errors
    /// When the store fails.
    pub fn listed_snoozed(
        &self,
        from: usize,
        limit: usize,
    ) -> Result<Vec<StoryLine>, DeskError> {
        let stories = self.store.snoozed()?.into_iter();
        stories.skip(from).take(limit).map(|story| self.line(story)).collect()
    }

    fn lines(
        &self,
        read: usize,
        is_meant: impl Fn(&StoredStory) -> bool,
        from: usize,
        limit: usize,
    ) -> Result<Vec<StoryLine>, DeskError> {
        let stories = self.store.stories(None, read)?.into_iter().filter(is_meant);
        stories.skip(from).take(limit).map(|story| self.line(story)).collect()
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
