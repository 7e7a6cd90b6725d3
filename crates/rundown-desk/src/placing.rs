//! Putting articles into stories: the threads, and how they are rebuilt.
//!
//! The threads live in memory. What they decide is a function of the articles and
//! their times, so a desk that starts anew replays the store in order of publication
//! and comes to the same stories; so does one that takes in an article too old for the
//! open window.

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

/// Unplaced articles taken at a time; more than this and a replay is as cheap.
const UNPLACED_MAX: usize = 4_096;

/// The threads as they stand, and where each article was last said to belong.
#[derive(Debug, Default)]
pub(crate) struct Placing {
    threads: Option<Threads>,
    stories: Map<ArticleId, StoryId>,
    latest: Option<Timestamp>,
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
        let unplaced = self.store.unplaced(UNPLACED_MAX)?;
        if unplaced.is_empty() {
            return Ok(0);
        }
        let done = match placing.threads.take() {
            Some(threads) if placing.in_time(&unplaced) => {
                self.place_more(&mut placing, threads, &unplaced)
            }
            _ => self.replay(&mut placing),
        };
        done.map(|()| unplaced.len() as u64)
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
    ) -> Result<(), DeskError> {
        let touched = placing.thread(&mut threads, unplaced, &self.families);
        self.settle_touched(&threads, &touched)?;
        placing.threads = Some(threads);
        Ok(())
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
            return self.replay(&mut placing);
        };
        let mut changes = Vec::new();
        for constraint in taken_back {
            changes.extend(threads.release(constraint));
        }
        if let Some(decision) = decision {
            changes.extend(threads.constrain(decision.clone()));
        }
        let touched = placing.hear(changes);
        self.settle_touched(&threads, &touched)?;
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
            None => self.threaded(&mut placing)?,
        };
        let answer = question(&threads);
        placing.threads = Some(threads);
        Ok(answer)
    }

    /// Threads the whole store anew.
    fn replay(&self, placing: &mut Placing) -> Result<(), DeskError> {
        let threads = self.threaded(placing)?;
        self.settle(&threads.placements())?;
        placing.threads = Some(threads);
        Ok(())
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
        }
        Ok(threads)
    }

    fn settle_touched(
        &self,
        threads: &Threads,
        touched: &Set<StoryId>,
    ) -> Result<(), DeskError> {
        let mut placements = threads.placements();
        placements.retain(|placement| touched.contains(&placement.story));
        self.settle(&placements)
    }

    fn settle(&self, placements: &[Placement]) -> Result<(), DeskError> {
        let touched = self.store.place(placements)?;
        self.cache.forget_briefs(&touched);
        Ok(())
    }
}

impl Placing {
    /// Whether all the articles fall into the window in which order does not matter.
    fn in_time(&self, articles: &[StoredArticle]) -> bool {
        let window = SignedDuration::from_hours(ThreadConfig::default().open_hours);
        let horizon = self.latest.and_then(|latest| latest.checked_sub(window).ok());
        articles.len() < UNPLACED_MAX
            && articles
                .iter()
                .all(|article| horizon.is_none_or(|from| article.at >= from))
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
        self.latest = stored.iter().map(|stored| stored.at).max().max(self.latest);
        self.hear(thread(threads, &articles))
    }

    fn hear(&mut self, changes: Vec<StoryChange>) -> Set<StoryId> {
        let mut touched = Set::default();
        for change in changes {
            if let StoryChange::Placed(placement) = change {
                let before = self.stories.insert(placement.article, placement.story);
                touched.extend(before);
                touched.insert(placement.story);
            }
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
