//! Stories as items of programs that read feeds: told anew when something new is told in
//! them and not otherwise, read when the reader has looked since.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rundown_brief::new_since;
use rundown_news::limits::{ITEMS_LOOKED_MAX, ITEMS_MAX};
use rundown_news::{ArticleId, Brief, Follow, Lang, LastLook, Map, StoryId};
use rundown_store::{Looked, StoredItem, StoryFound, Unlooked};

use crate::{Desk, DeskError, StoryView};

impl Desk {
    /// The items there are, the one told latest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn items(&self) -> Result<Vec<StoredItem>, DeskError> {
        let unlooked = self.store.unlooked(ITEMS_MAX, ITEMS_LOOKED_MAX)?;
        if !unlooked.is_empty() {
            let looked = unlooked.iter().map(|one| self.looked(one));
            let looked = looked.collect::<Result<Vec<_>, _>>()?;
            self.store.put_looked(&looked, self.now())?;
        }
        let mut items = self.store.items(ITEMS_MAX)?;
        for story in self.store.snoozed()? {
            if self.rests(&story)? {
                items.retain(|item| item.story != story.id);
            }
        }
        Ok(items)
    }

    /// Looks a story through for what it tells anew.
    fn looked(&self, one: &Unlooked) -> Result<Looked, DeskError> {
        let told = match (one.through, one.last_look) {
            (Some(through), _) => self.news_since(one.story, through)?,
            // What is no item yet becomes one, read where nothing is new.
            (None, Some(LastLook(look))) if look < one.arrived => {
                Some(self.news_since(one.story, look)?.unwrap_or(look))
            }
            (None, _) => Some(one.arrived),
        };
        Ok(Looked {
            story: one.story,
            slug: one.slug.clone(),
            lang: self.lang_of(&one.title_article)?,
            through: one.arrived,
            told,
        })
    }

    /// When the latest article arrived that tells something which had not arrived before.
    fn news_since(
        &self,
        story: StoryId,
        before: Timestamp,
    ) -> Result<Option<Timestamp>, DeskError> {
        let told = self.told(story)?;
        let arrived: Map<&ArticleId, Timestamp> = told
            .iter()
            .map(|told| (&told.digest.read().article.id, told.arrived))
            .collect();
        let (new, _) = new_since(&told, LastLook(before));
        let evidence = new.iter().flat_map(|item| &item.shown.evidence);
        let times = evidence.filter_map(|at| arrived.get(&at.article).copied());
        Ok(times.max())
    }

    fn lang_of(&self, article: &ArticleId) -> Result<Lang, DeskError> {
        let stored = self.sound_article(article, None)?;
        Ok(stored.map_or(Lang::UNKNOWN, |stored| stored.read.article.lang))
    }

    /// The content of items, in their order: their stories as this reader is told them,
    /// without what they are related to. Notes that it was given.
    ///
    /// # Errors
    /// When the store fails.
    pub fn give_items(&self, stories: &[StoryId]) -> Result<Vec<StoryView>, DeskError> {
        let now = self.now();
        let mut views = Vec::new();
        for story in stories {
            let found = self.store.story(&story.to_string())?;
            let StoryFound::Here(story) = found else { continue };
            let briefed = self.briefed(&story)?;
            views.push(StoryView {
                brief: Brief { related: Vec::new(), ..briefed.brief.clone() },
                follow: story.follow,
                snooze: story.snooze,
                rests: self.rests(&story)?,
                last_look: story.last_look,
                coverage: Vec::new(),
                articles: briefed.cards.clone(),
                passages: Arc::default(),
                families: BTreeMap::new(),
            });
        }
        self.store.give(stories, now)?;
        Ok(views)
    }

    /// Marks items as read, as far as they were given, or unread again.
    ///
    /// # Errors
    /// When the store fails.
    pub fn mark_items(
        &self,
        stories: &[StoryId],
        read: bool,
        by: Option<Timestamp>,
    ) -> Result<(), DeskError> {
        if !read {
            return Ok(self.store.mark_unread(stories)?);
        }
        let now = self.now();
        let by = by.map_or(now, |by| by.min(now));
        Ok(self.store.mark_read(stories, by)?)
    }

    /// Follows the stories of items, or lets them go.
    ///
    /// # Errors
    /// When the store fails.
    pub fn star_items(&self, stories: &[StoryId], star: bool) -> Result<(), DeskError> {
        let follow = if star { Follow::Followed } else { Follow::None };
        stories.iter().try_for_each(|story| self.follow(*story, follow))
    }
}
