//! What a reader decides: these stories are one, this does not belong here. Decisions
//! are kept and honoured by every later threading.

use rundown_news::{ArticleId, Constraint, Slug, StoryId};
use rundown_store::{StoredArticle, StoredStory, StoryFound};
use serde::Serialize;

use crate::answers::card;
use crate::{ArticleCard, Desk, DeskError, StoryLink};

/// What is taken out of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// The article with all that report the same development.
    Development,
    /// The article alone.
    Article,
}

/// A decision of the reader, with the articles it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    /// Whether the two belong to one story, or the first not to that of the second.
    pub together: bool,
    /// The article it is about.
    pub article: ArticleCard,
    /// The one it was put together with, or taken away from.
    pub other: ArticleCard,
}

impl Desk {
    /// Makes two stories one, for good; returns the story that stays. The larger one
    /// keeps its name and the other's name leads to it.
    ///
    /// # Errors
    /// When one of the two is not known, or the store fails.
    pub fn merge(&self, story: &str, with: &str) -> Result<StoryLink, DeskError> {
        let (one, other) = (self.stored_story(story)?, self.stored_story(with)?);
        if one.id == other.id {
            return self.link_to(one.id);
        }
        let stories = [one.id, other.id];
        let mut contradicted = Vec::new();
        for decision in self.store.decisions()? {
            let [a, b] = decision.articles();
            let apart = matches!(decision, Constraint::Apart(..));
            let between = [self.story_of(a)?, self.story_of(b)?];
            let between = between.map(|story| story.unwrap_or(one.id));
            if apart && (between == stories || between == [stories[1], stories[0]]) {
                contradicted.push(decision);
            }
        }
        let decision = Constraint::Together(one.title_article, other.title_article);
        self.decide(Some(&decision), &contradicted)?;
        self.link_to(one.id)
    }

    /// Takes an article out of its story, for good; returns the story it is in then.
    ///
    /// # Errors
    /// When the article is not known or is all there is of its story, or the store
    /// fails.
    pub fn split(
        &self,
        article: &ArticleId,
        leaves: Leaves,
    ) -> Result<StoryLink, DeskError> {
        let stored = self.stored_article(article)?;
        let Some(placed) = &stored.placement else {
            return Err(DeskError::NotPlaced { article: article.clone() });
        };
        let decision = Constraint::Apart(article.clone(), self.stays(&stored, leaves)?);
        let contradicted: Vec<Constraint> = self
            .store
            .decisions()?
            .into_iter()
            .filter(|known| matches!(known, Constraint::Together(..)))
            .filter(|known| known.articles().contains(&article))
            .collect();
        self.decide(Some(&decision), &contradicted)?;
        let now = self.story_of(article)?;
        self.link_to(now.unwrap_or(placed.story))
    }

    /// An article that stands for what the other leaves: the one that gives the story
    /// its title, or the earliest that may.
    fn stays(
        &self,
        leaving: &StoredArticle,
        leaves: Leaves,
    ) -> Result<ArticleId, DeskError> {
        let article = &leaving.read.article.id;
        let placed = leaving.placement.as_ref();
        let development = placed.map(|placed| placed.development);
        let story = placed.map_or(StoryId(0), |placed| placed.story);
        let title = match self.store.story(&story.to_string())? {
            StoryFound::Here(story) => Some(story.title_article),
            StoryFound::Moved(_) | StoryFound::Unknown => None,
        };
        let members = self.store.story_articles(story)?;
        let mates = members.iter().filter(|mate| {
            let its = mate.placement.as_ref().map(|placed| placed.development);
            mate.read.article.id != *article
                && (leaves == Leaves::Article || its != development)
        });
        // To leave alone it has to be told from its own development first.
        let rank = |mate: &&StoredArticle| {
            let its = mate.placement.as_ref().map(|placed| placed.development);
            let id = &mate.read.article.id;
            (leaves == Leaves::Article && its != development, Some(id) != title.as_ref())
        };
        let stays = mates.min_by_key(rank).map(|mate| mate.read.article.id.clone());
        stays.ok_or_else(|| DeskError::NothingStays { article: article.clone() })
    }

    /// What the reader decided so far, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn corrections(&self) -> Result<Vec<Correction>, DeskError> {
        let mut corrections = Vec::new();
        for decision in self.store.decisions()? {
            let [article, other] = decision.articles();
            let stored = |id| self.sound_article(id, None);
            let (Some(article), Some(other)) = (stored(article)?, stored(other)?) else {
                continue;
            };
            corrections.push(Correction {
                together: matches!(decision, Constraint::Together(..)),
                article: card(&article),
                other: card(&other),
            });
        }
        Ok(corrections)
    }

    /// Takes a decision back: the stories are again as they were found.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_back(&self, correction: &Correction) -> Result<(), DeskError> {
        let (article, other) =
            (correction.article.id.clone(), correction.other.id.clone());
        let decision = if correction.together {
            Constraint::Together(article, other)
        } else {
            Constraint::Apart(article, other)
        };
        self.decide(None, &[decision])
    }

    /// Keeps first, then threads: a decision that could not be followed yet is
    /// followed by the next threading.
    fn decide(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<(), DeskError> {
        self.store.decide(decision, taken_back)?;
        self.place_decided(decision, taken_back)
    }

    fn stored_story(&self, name: &str) -> Result<StoredStory, DeskError> {
        match self.store.story(name)? {
            StoryFound::Here(story) => Ok(*story),
            StoryFound::Moved(Slug(slug)) => self.stored_story(&slug),
            StoryFound::Unknown => Err(DeskError::NoStory { name: name.to_owned() }),
        }
    }

    pub(crate) fn stored_article(
        &self,
        id: &ArticleId,
    ) -> Result<StoredArticle, DeskError> {
        let stored = self.store.article(id, None)?;
        stored.ok_or_else(|| DeskError::NoArticle { article: id.clone() })
    }

    fn story_of(&self, id: &ArticleId) -> Result<Option<StoryId>, DeskError> {
        let stored = self.store.article(id, None)?;
        Ok(stored.and_then(|stored| stored.placement).map(|placed| placed.story))
    }

    /// The story under a number, or the one it was merged into.
    fn link_to(&self, story: StoryId) -> Result<StoryLink, DeskError> {
        self.link_of(&self.stored_story(&story.to_string())?)
    }
}
