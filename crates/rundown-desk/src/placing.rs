//! Putting articles into stories: the threads, and how they are rebuilt.
//!
//! The threads live in memory. A desk that starts anew replays the store in order of
//! publication; within the open window order of arrival leaves no trace, so that it comes
//! to the same stories. An article older than that is placed as things stand, which may
//! not be where it belongs: what is like it may lie too far back to be found. After such
//! articles the store is replayed once more, but only every few hours.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use jiff::{SignedDuration, Timestamp};
use rundown_news::{
    ArticleId, Constraint, Map, NewsTime, Placement, ReadArticle, Set, StoryChange,
    StoryId,
};
use rundown_store::StoredArticle;
use rundown_thread::{ThreadConfig, Threads, thread};

use crate::lock::unpoisoned;
use crate::{Desk, DeskError, Families};

/// Articles replayed at a time.
const REPLAYED_AT_ONCE: usize = 512;

/// How long what came late waits for a replay, at most.
const REPLAY_EVERY_HOURS: i64 = 6;

/// Unplaced articles taken at a time.
const UNPLACED_AT_ONCE: usize = 1_024;

/// The threads as they stand, and where each article was last said to belong.
#[derive(Debug, Default)]
pub(crate) struct Placing {
    threads: Option<Threads>,
    /// When the store was replayed last.
    replayed_at: Option<Timestamp>,
    /// The latest publication, and whether something older than the open window came.
    latest: Option<Timestamp>,
    has_late: bool,
    placed: Map<ArticleId, Placement>,
    members: Map<StoryId, BTreeSet<ArticleId>>,
}

impl Desk {
    /// Puts every article that has no story yet into one. Returns how many there were.
    ///
    /// # Errors
    /// When the store fails; the threads are then rebuilt at the next call.
    pub fn place_news(&self) -> Result<u64, DeskError> {
        if let Some(owner) = &self.owner {
            return owner.place();
        }
        let mut placing = unpoisoned(&self.placing);
        let mut done = 0;
        loop {
            let unplaced = self.store.unplaced(UNPLACED_AT_ONCE)?;
            if placing.is_to_replay(self.now()) {
                placing.threads = None;
            } else if unplaced.is_empty() {
                return Ok(done);
            }
            let threads = match placing.threads.take() {
                Some(threads) => self.place_more(&mut placing, threads, &unplaced)?,
                None => self.replay(&mut placing)?,
            };
            placing.threads = Some(threads);
            done += unplaced.len() as u64;
        }
    }

    /// Threads what was stored so far of an intake that goes on, while nothing in it is
    /// older than the open window: that is best threaded with all the others, once.
    /// Whether to go on; [`Desk::place_all_news`] ends what this begins.
    pub(crate) fn place_in_order(&self) -> Result<bool, DeskError> {
        if let Some(owner) = &self.owner {
            return owner.place().map(|_| true);
        }
        let mut placing = unpoisoned(&self.placing);
        let unplaced = self.store.unplaced(UNPLACED_AT_ONCE)?;
        if unplaced.is_empty() || placing.are_late(&unplaced) {
            return Ok(unplaced.is_empty());
        }
        let threads = match placing.threads.take() {
            Some(threads) => self.place_more(&mut placing, threads, &unplaced)?,
            None => self.replay(&mut placing)?,
        };
        placing.threads = Some(threads);
        Ok(true)
    }

    /// Puts every article that has no story yet into one, as if all had come at once:
    /// where some are older than the open window the store is replayed for them. Returns
    /// how many there were.
    ///
    /// # Errors
    /// When the store fails; the threads are then rebuilt at the next call.
    pub fn place_all_news(&self) -> Result<u64, DeskError> {
        if self.owner.is_none() {
            let mut placing = unpoisoned(&self.placing);
            let is_late = placing.has_late || placing.are_late(&self.store.unplaced(1)?);
            if is_late && placing.threads.is_some() {
                placing.threads = Some(self.replay(&mut placing)?);
            }
        }
        self.place_news()
    }

    /// How many articles are threaded, as a sign of life while others are.
    #[must_use]
    pub fn threaded_count(&self) -> u64 {
        self.threaded_count.load(Ordering::Relaxed)
    }

    /// Threads the whole store anew, in order of publication: what came late is then
    /// seen in its place, and what a newer version of the program decides otherwise is
    /// decided anew. Returns how many articles are in another story than before.
    ///
    /// # Errors
    /// When the store fails.
    pub fn rebuild(&self) -> Result<u64, DeskError> {
        if let Some(owner) = &self.owner {
            return owner.rebuild();
        }
        let before = self.stories_of_articles()?;
        let mut placing = unpoisoned(&self.placing);
        placing.threads = Some(self.replay(&mut placing)?);
        let after = self.stories_of_articles()?;
        let moved = |(article, story): &(&ArticleId, &StoryId)| {
            before.get(*article).is_some_and(|before| before != *story)
        };
        Ok(after.iter().filter(moved).count() as u64)
    }

    fn stories_of_articles(&self) -> Result<Map<ArticleId, StoryId>, DeskError> {
        let mut stories = Map::default();
        for story in self.store.stories(None, usize::MAX >> 1)? {
            for member in self.store.story_members(story.id)? {
                stories.insert(member.article, story.id);
            }
        }
        Ok(stories)
    }

    /// Places what other processes stored, who may have revised articles too.
    pub(crate) fn place_of_others(&self) -> Result<u64, DeskError> {
        self.cache.forget_all_briefs();
        self.place_news()
    }

    fn place_more(
        &self,
        placing: &mut Placing,
        mut threads: Threads,
        unplaced: &[StoredArticle],
    ) -> Result<Threads, DeskError> {
        let mut touched = placing.thread(&mut threads, unplaced, &self.families);
        self.threaded_count.store(placing.placed.len() as u64, Ordering::Relaxed);
        // One that was threaded before its place was lost is placed there again.
        let known = unplaced.iter().map(|stored| &stored.read.article.id);
        touched.extend(known.filter_map(|id| Some(placing.placed.get(id)?.story)));
        self.settle(&placing.of_stories(touched))?;
        Ok(threads)
    }

    /// Makes the stories follow what the reader decided, which is stored already.
    pub(crate) fn place_decided(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<(), DeskError> {
        if let Some(owner) = &self.owner {
            return owner.decide(decision, taken_back).map(drop);
        }
        let mut placing = unpoisoned(&self.placing);
        let Some(mut threads) = placing.threads.take() else {
            placing.threads = Some(self.replay(&mut placing)?);
            return Ok(());
        };
        let mut changes = Vec::new();
        for constraint in taken_back {
            changes.extend(threads.release(constraint));
        }
        if let Some(decision) = decision {
            changes.extend(threads.constrain(decision.clone()));
        }
        let touched = placing.hear(changes);
        self.settle(&placing.of_stories(touched))?;
        placing.threads = Some(threads);
        Ok(())
    }

    /// Asks the threads, which are built first if no article has come yet.
    pub(crate) fn ask_threads<T>(
        &self,
        question: impl FnOnce(&Threads) -> T,
    ) -> Result<T, DeskError> {
        let mut placing = unpoisoned(&self.placing);
        let threads = match placing.threads.take() {
            Some(threads) => threads,
            // Beside a process that owns the store nothing is placed.
            None if self.is_beside() => self.threaded(&mut placing)?,
            None => self.replay(&mut placing)?,
        };
        let answer = question(&threads);
        placing.threads = Some(threads);
        Ok(answer)
    }

    /// Threads the whole store anew, and lets the stories follow.
    fn replay(&self, placing: &mut Placing) -> Result<Threads, DeskError> {
        let threads = self.threaded(placing)?;
        let all: Set<StoryId> = placing.members.keys().copied().collect();
        self.settle(&placing.of_stories(all))?;
        (placing.replayed_at, placing.has_late) = (Some(self.now()), false);
        Ok(threads)
    }

    /// The threads of the whole store, as the reader corrected them.
    fn threaded(&self, placing: &mut Placing) -> Result<Threads, DeskError> {
        let mut threads = Threads::new(ThreadConfig::default());
        *placing = Placing::default();
        for constraint in self.store.decisions()? {
            threads.constrain(constraint);
        }
        let mut after = None;
        loop {
            let page = self.store.articles_by_time(after.as_ref(), REPLAYED_AT_ONCE)?;
            if page.next.is_none() {
                break;
            }
            after = page.next;
            placing.thread(&mut threads, &page.articles, &self.families);
            self.threaded_count.store(placing.placed.len() as u64, Ordering::Relaxed);
        }
        Ok(threads)
    }

    fn settle(&self, placements: &[Placement]) -> Result<(), DeskError> {
        let touched = self.store.place(placements)?;
        self.cache.forget_briefs(&touched);
        Ok(())
    }
}

impl Placing {
    /// Whether what came late has waited long enough. A clock that was set back or far
    /// ahead makes it now.
    fn is_to_replay(&self, now: Timestamp) -> bool {
        let since = self.replayed_at.map(|at| now.duration_since(at).abs());
        let is_time = since.is_none_or(|since| since.as_hours() >= REPLAY_EVERY_HOURS);
        self.has_late && self.threads.is_some() && is_time
    }

    /// Whether any of these is older than the open window.
    fn are_late(&self, articles: &[StoredArticle]) -> bool {
        let window = SignedDuration::from_hours(ThreadConfig::default().open_hours);
        let horizon = self.latest.and_then(|latest| latest.checked_sub(window).ok());
        horizon.is_some_and(|from| articles.iter().any(|one| one.at < from))
    }

    /// Notes how late articles are.
    fn note_times(&mut self, articles: &[StoredArticle]) {
        self.has_late |= self.are_late(articles);
        self.latest = articles.iter().map(|one| one.at).max().max(self.latest);
    }

    /// Where the articles of some stories belong, in an order of its own.
    fn of_stories(&self, stories: Set<StoryId>) -> Vec<Placement> {
        let stories: BTreeSet<StoryId> = stories.into_iter().collect();
        let members =
            stories.iter().filter_map(|story| self.members.get(story)).flatten();
        members.filter_map(|article| self.placed.get(article).cloned()).collect()
    }

    /// Threads articles; returns the stories (as the threads number them) that gained,
    /// lost or moved one.
    fn thread(
        &mut self,
        threads: &mut Threads,
        stored: &[StoredArticle],
        families: &Families,
    ) -> Set<StoryId> {
        let threaded = |stored| as_threaded(stored, families);
        let articles: Vec<ReadArticle> = stored.iter().map(threaded).collect();
        self.note_times(stored);
        self.hear(thread(threads, &articles))
    }

    fn hear(&mut self, changes: Vec<StoryChange>) -> Set<StoryId> {
        let mut touched = Set::default();
        for change in changes {
            let StoryChange::Placed(placement) = change else { continue };
            let (article, story) = (placement.article.clone(), placement.story);
            if let Some(before) = self.placed.insert(article.clone(), placement) {
                touched.insert(before.story);
                if let Some(members) = self.members.get_mut(&before.story) {
                    members.remove(&article);
                }
            }
            self.members.entry(story).or_default().insert(article);
            touched.insert(story);
        }
        touched
    }
}

/// The article as threading takes it: its time is the one it counts for, its outlet the
/// witness it counts as.
fn as_threaded(stored: &StoredArticle, families: &Families) -> ReadArticle {
    let mut read = stored.read.clone();
    let outlet = &stored.read.article.outlet;
    families.witness(outlet).clone_into(&mut read.article.outlet.domain);
    read.article.published = Some(NewsTime::from_instant(stored.at));
    read
}
