//! The answers to a reader's questions: the rundown, a story, an article, a search.

mod made_ready;
mod order;
mod search;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::{Timestamp, ToSpan, tz::Offset};
use rundown_brief::{Told, brief_for};
use rundown_news::limits::RUNDOWN_STORIES_MAX;
use rundown_news::{
    Article, ArticleId, Brief, Claims, Follow, RundownEntry, Shown, StoryId,
};
use rundown_store::{StoredArticle, StoredStory, StoryFound};

use crate::cache::Briefed;
use crate::passages::{Passages, passage, passages};
use crate::views::{ArticleCard, ArticleView, Found, Rundown, StoryLink, StoryView};
use crate::{Desk, DeskError};

/// Days that a sparkline shows.
const COVERAGE_DAYS: usize = 28;

/// Stories looked at to choose the rundown from: the latest ones.
const STORIES_WEIGHED: usize = 2_000;

impl Desk {
    /// The stories for this reader now, the one to read first on top.
    ///
    /// # Errors
    /// When the store fails.
    pub fn rundown(&self) -> Result<Rundown, DeskError> {
        let now = self.now();
        let mut stories = self.store.stories(None, STORIES_WEIGHED)?;
        stories.retain(|story| story.follow != Follow::Muted);
        let mut awake = Vec::with_capacity(stories.len());
        for story in stories {
            if !self.rests(&story)? {
                awake.push(story);
            }
        }
        let mut stories = awake;
        stories.sort_by_key(|story| order::key(story, now));
        stories.truncate(RUNDOWN_STORIES_MAX);
        let entries: Result<Vec<RundownEntry>, DeskError> =
            stories.iter().map(|story| self.entry(story)).collect();
        let mut entries = entries?;
        entries.sort_by_key(|entry| order::entry_key(entry, now));
        Ok(Rundown { at: now, stories: entries, counts: self.store.counts()? })
    }

    fn entry(&self, story: &StoredStory) -> Result<RundownEntry, DeskError> {
        let briefed = self.briefed(story)?;
        let (title, title_article) = titled(story, &briefed.brief);
        let latest = line_under(&title_article, &briefed);
        let source = latest.and_then(|shown| shown.evidence.first());
        let card = source.and_then(|evidence| briefed.cards.get(&evidence.article));
        Ok(RundownEntry {
            story: story.id,
            slug: story.slug.clone(),
            title,
            title_article,
            latest: latest.cloned(),
            latest_outlet: card.map(|card| card.outlet.clone()),
            first_at: story.first_at,
            last_at: story.last_at,
            articles: story.articles,
            outlets: story.outlets,
            independent: briefed.brief.outlets.independent,
            new: briefed.brief.new.len() as u32,
            unread: story.last_look.is_none(),
            followed: story.follow == Follow::Followed,
            coverage: self.coverage(story.id)?,
        })
    }

    /// A story with its brief, by slug or number.
    ///
    /// # Errors
    /// When the store fails.
    pub fn story(&self, name: &str) -> Result<Found<StoryView>, DeskError> {
        let story = match self.store.story(name)? {
            StoryFound::Here(story) => story,
            StoryFound::Moved(slug) => return Ok(Found::Moved(slug)),
            StoryFound::Unknown if self.store.is_dropped_story(name)? => {
                return Err(DeskError::DroppedStory { name: name.to_owned() });
            }
            StoryFound::Unknown => return Ok(Found::Unknown),
        };
        let briefed = self.briefed(&story)?;
        Ok(Found::Here(Box::new(StoryView {
            brief: Brief {
                related: self.related(&story, &briefed.brief)?,
                ..briefed.brief.clone()
            },
            follow: story.follow,
            snooze: story.snooze,
            rests: self.rests(&story)?,
            last_look: story.last_look,
            coverage: self.coverage(story.id)?,
            articles: briefed.cards.clone(),
            passages: self.passages_of(&briefed)?,
            families: self.families.of(&briefed.brief),
        })))
    }

    /// The words around what a brief shows; found when its page is first looked at.
    fn passages_of(&self, briefed: &Briefed) -> Result<Arc<Passages>, DeskError> {
        if let Some(passages) = briefed.passages.get() {
            return Ok(Arc::clone(passages));
        }
        let found = passages(&briefed.brief, |at| {
            let ready = self.ready((at.article.clone(), at.revision))?;
            Ok::<_, DeskError>(ready.and_then(|one| passage(one.digest.read(), at)))
        })?;
        Ok(Arc::clone(briefed.passages.get_or_init(|| Arc::new(found))))
    }

    /// The brief of a story for this reader, without its related stories.
    pub(crate) fn briefed(&self, story: &StoredStory) -> Result<Arc<Briefed>, DeskError> {
        let key = (story.id, story.last_look);
        if let Some(briefed) = self.cache.brief(key) {
            return Ok(briefed);
        }
        let as_of = self.cache.as_of();
        let told = self.told(story.id)?;
        let mut brief = brief_for(&told, story.last_look, &self.languages);
        brief.story = Some(story.id);
        brief.slug = story.slug.clone();
        let mut cards: BTreeMap<_, _> =
            told.iter().map(card_of).map(|card| (card.id.clone(), card)).collect();
        self.families.recount(&mut brief, &cards);
        tell_apart(&mut cards);
        let briefed = Arc::new(Briefed { brief, cards, passages: OnceLock::new() });
        let (title, _) = titled(story, &briefed.brief);
        self.cache.keep_brief(as_of, key, &briefed, title);
        Ok(briefed)
    }

    /// An article at a revision, the latest one without.
    ///
    /// # Errors
    /// When the store fails.
    pub fn article(
        &self,
        id: &ArticleId,
        revision: Option<u32>,
    ) -> Result<Option<ArticleView>, DeskError> {
        let Some(stored) = self.store.article(id, revision)? else {
            if self.store.is_dropped_article(id)? {
                return Err(DeskError::DroppedArticle { article: id.clone() });
            }
            return Ok(None);
        };
        let placement = stored.placement.as_ref();
        let original = placement.and_then(|placement| placement.copy_of.as_ref());
        let original = match original {
            Some(copy) => self.sound_article(&copy.original, None)?,
            None => None,
        };
        let matters = match placement {
            Some(placement) => self.matters(&stored, placement.story)?,
            None => Vec::new(),
        };
        let before = match stored.revision.checked_sub(1) {
            Some(number) => self.sound_article(id, Some(number))?,
            None => None,
        };
        Ok(Some(ArticleView {
            card: card(&stored),
            before,
            matters,
            story: self.link(placement.map(|placement| placement.story))?,
            original: original.as_ref().map(card),
            stored,
        }))
    }

    /// Articles of a story a day, oldest first.
    fn coverage(&self, story: StoryId) -> Result<Vec<u32>, DeskError> {
        Ok(coverage(&self.store.coverage(story)?, self.now()))
    }

    pub(crate) fn link(
        &self,
        story: Option<StoryId>,
    ) -> Result<Option<StoryLink>, DeskError> {
        let Some(story) = story else { return Ok(None) };
        Ok(match self.store.story(&story.to_string())? {
            StoryFound::Here(story) => Some(self.link_of(&story)?),
            StoryFound::Moved(_) | StoryFound::Unknown => None,
        })
    }

    /// Leads to a story under the title its page has.
    pub(crate) fn link_of(&self, story: &StoredStory) -> Result<StoryLink, DeskError> {
        Ok(StoryLink {
            story: story.id,
            slug: story.slug.clone(),
            title: self.title(story)?,
        })
    }

    /// The title that a story's page has. That of one article is its headline, and of
    /// others it is remembered: lists of links are not to wait for a brief of each.
    pub(crate) fn title(&self, story: &StoredStory) -> Result<String, DeskError> {
        if story.articles == 1 {
            return Ok(story.title.trim().to_owned());
        }
        match self.cache.title(story.id) {
            Some(title) => Ok(title),
            None => Ok(titled(story, &self.briefed(story)?.brief).0),
        }
    }
}

/// The sentence told under a title: the latest of those of the title's own event, else how
/// the story stands.
fn line_under<'a>(title_article: &ArticleId, briefed: &'a Briefed) -> Option<&'a Shown> {
    let brief = &briefed.brief;
    let event = |article: &ArticleId| briefed.cards.get(article)?.development;
    let of_title = event(title_article);
    let is_its = |shown: &&Shown| {
        let source = shown.evidence.first();
        of_title.is_some() && source.and_then(|at| event(&at.article)) == of_title
    };
    let so_far = brief.highlights.iter().map(|one| &one.shown);
    let mut own = brief.developments.iter().filter(|one| one.development == of_title);
    let latest = brief.state.iter().chain(so_far.clone().rev()).find(is_its);
    latest
        .or_else(|| own.next().and_then(|event| event.highlights.first()))
        .or_else(|| brief.state.iter().chain(so_far).next())
}

/// The title of a story, and the article it is taken from: as its brief says, and of a
/// story without a headline as the store does.
fn titled(story: &StoredStory, brief: &Brief) -> (String, ArticleId) {
    let source = |title: &Shown| title.evidence.first().map(|at| at.article.clone());
    match &brief.title {
        Some(title) => {
            let article = source(title).unwrap_or_else(|| story.title_article.clone());
            (title.text.clone(), article)
        }
        None => (story.title.clone(), story.title_article.clone()),
    }
}

pub(crate) fn card(stored: &StoredArticle) -> ArticleCard {
    let placement = stored.placement.as_ref();
    let copy_of = placement.and_then(|placed| placed.copy_of.as_ref());
    ArticleCard {
        at: stored.at,
        development: placement.map(|placed| placed.development),
        copy_of: copy_of.map(|copy| copy.original.clone()),
        revision: stored.latest_revision,
        ..bare_card(&stored.read.article)
    }
}

fn card_of(told: &Told) -> ArticleCard {
    ArticleCard {
        at: told.at,
        development: Some(told.development),
        copy_of: told.copy_of.clone(),
        revision: told.revision,
        ..bare_card(&told.digest.read().article)
    }
}

/// What an article says of itself.
/// Tells the domain beside the names that several sites of a story claim, as its brief does.
fn tell_apart(cards: &mut BTreeMap<ArticleId, ArticleCard>) {
    let claims = Claims::of(cards.values().map(|card| &card.outlet));
    for card in cards.values_mut() {
        card.outlet = claims.told_apart(&card.outlet);
    }
}

fn bare_card(article: &Article) -> ArticleCard {
    ArticleCard {
        id: article.id.clone(),
        headline: article.headline.clone(),
        outlet: article.outlet.clone(),
        at: Timestamp::default(),
        url: article.url.clone().or_else(|| article.canonical_url.clone()),
        kind: article.kind,
        lang: article.lang,
        development: None,
        copy_of: None,
        revision: 0,
    }
}

/// Articles a day for the days up to today, oldest first.
fn coverage(times: &[Timestamp], now: Timestamp) -> Vec<u32> {
    let day = |at: Timestamp| Offset::UTC.to_datetime(at).date();
    let today = day(now);
    let first = today.checked_sub((COVERAGE_DAYS as i64 - 1).days()).unwrap_or(today);
    let mut counts = vec![0; COVERAGE_DAYS];
    for at in times {
        let since = day(*at).since(first).map_or(-1, |span| span.get_days());
        if let Some(count) = usize::try_from(since).ok().and_then(|i| counts.get_mut(i)) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_counted_on_their_day_for_four_weeks_up_to_today() {
        let at = |time: &str| -> Timestamp { time.parse().unwrap() };
        let times = [
            "2031-05-14T00:10:00Z",
            "2031-05-14T23:00:00Z",
            "2031-05-13T23:59:00Z",
            "2031-04-17T00:00:00Z",
            // The day before the first, and tomorrow.
            "2031-04-16T23:59:00Z",
            "2031-05-15T00:00:00Z",
        ];
        let counts = coverage(&times.map(at), at("2031-05-14T12:00:00Z"));
        assert_eq!(counts.len(), COVERAGE_DAYS);
        assert_eq!((counts[0], counts[26], counts[27]), (1, 1, 2));
        assert_eq!(counts.iter().sum::<u32>(), 4);
    }
}
