//! Putting articles into stories: the threads, and how they are taken up and rebuilt.
//!
//! What threading knows is kept in the store, in the transaction of the places it came
//! to. A desk that starts takes it up, and does with the articles that are still open what
//! was decided of them; where there is no such state, or one that another version made, the whole
//! store is threaded anew, in order of publication. Within the open window order of
//! arrival leaves no trace; an article older than that is placed as things stand, and only
//! if a tenth of all came like that is everything threaded anew.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::{SignedDuration, Timestamp};
use rundown_news::{ArticleId, Constraint, Map, NewsTime, ReadArticle, StoryId};
use rundown_store::{StateRow, Store, StoredArticle, unpoisoned};
use rundown_thread::{Kept, ThreadConfig, Threads, thread};

use crate::{Desk, DeskError, Families};

/// Articles replayed at a time.
const REPLAYED_AT_ONCE: usize = 512;

/// Unplaced articles taken at a time.
const UNPLACED_AT_ONCE: usize = 1_024;

/// The threads as they stand; none before they are needed, and after a failure, when what
/// the store holds is all that is known.
#[derive(Debug, Default)]
pub(crate) struct Placing {
    threads: Option<Threads>,
    /// The latest publication among what was placed since the start.
    latest: Option<Timestamp>,
}

impl Placing {
    /// Lets go of the threads: they are taken up from the store when they are needed.
    pub(crate) fn forget(&mut self) {
        self.threads = None;
    }

    /// Whether any of these is older than the open window before what was placed.
    fn are_late(&self, articles: &[StoredArticle]) -> bool {
        let window = SignedDuration::from_hours(ThreadConfig::default().open_hours);
        let horizon = self.latest.and_then(|latest| latest.checked_sub(window).ok());
        horizon.is_some_and(|from| articles.iter().any(|one| one.at < from))
    }
}

/// The state of threading in the store.
struct State(Arc<dyn Store>);

impl Kept for State {
    fn row(&self, key: u64) -> Option<Vec<u8>> {
        let row = self.0.state_row(key);
        row.unwrap_or_else(|error| {
            tracing::warn!("{error}: threading starts anew");
            None
        })
    }
}

impl Desk {
    /// Puts every article that has no story yet into one. Returns how many there were.
    ///
    /// # Errors
    /// When the store fails; the threads are then taken up from it at the next call.
    pub fn place_news(&self) -> Result<u64, DeskError> {
        if let Some(writer) = &self.writer {
            return writer.place();
        }
        self.behind(|| self.place_all())
    }

    fn place_all(&self) -> Result<u64, DeskError> {
        let mut placing = unpoisoned(self.placing.lock());
        let mut done = 0;
        loop {
            let unplaced = self.store.unplaced(UNPLACED_AT_ONCE)?;
            if unplaced.is_empty() {
                if placing.threads.as_ref().is_some_and(Threads::came_late) {
                    placing.threads = None;
                    placing.threads = Some(self.replay()?);
                }
                return Ok(done);
            }
            self.place_more(&mut placing, &unplaced)?;
            done += unplaced.len() as u64;
        }
    }

    /// Threads what was stored so far of an intake that goes on, while nothing in it is
    /// older than the open window before what came already: that is best threaded with all
    /// the others, in order of time. Whether to go on; [`Desk::place_news`] ends what this
    /// begins.
    pub(crate) fn place_in_order(&self) -> Result<bool, DeskError> {
        if let Some(writer) = &self.writer {
            return writer.place().map(|_| true);
        }
        let mut placing = unpoisoned(self.placing.lock());
        let unplaced = self.store.unplaced(UNPLACED_AT_ONCE)?;
        let is_late = placing.are_late(&unplaced);
        if !unplaced.is_empty() && !is_late {
            self.place_more(&mut placing, &unplaced)?;
        }
        Ok(!is_late)
    }

    fn place_more(
        &self,
        placing: &mut Placing,
        unplaced: &[StoredArticle],
    ) -> Result<(), DeskError> {
        let mut threads = self.take_threads(placing)?;
        thread(&mut threads, &self.as_threaded(unplaced));
        placing.threads = self.settle(threads)?;
        placing.latest = unplaced.iter().map(|one| one.at).max().max(placing.latest);
        self.threaded_count.fetch_add(unplaced.len() as u64, Ordering::Relaxed);
        Ok(())
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
        if let Some(writer) = &self.writer {
            return writer.rebuild();
        }
        let before = self.stories_of_articles()?;
        let mut placing = unpoisoned(self.placing.lock());
        placing.threads = Some(self.replay()?);
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

    /// Places what other processes stored, who may have revised articles too. They ask for it
    /// over the control socket, which is there on Unix alone.
    #[cfg(unix)]
    pub(crate) fn place_of_others(&self) -> Result<u64, DeskError> {
        self.cache.forget_all_briefs();
        self.place_news()
    }

    /// Makes the stories follow what the reader decided, which is stored already.
    pub(crate) fn place_decided(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<(), DeskError> {
        if let Some(writer) = &self.writer {
            return writer.decide(decision, taken_back).map(drop);
        }
        let mut placing = unpoisoned(self.placing.lock());
        let threads = self.take_threads(&mut placing)?;
        placing.threads = self.follow_decisions(threads)?;
        Ok(())
    }

    /// Lets threads and stories follow the decisions in the store.
    fn follow_decisions(
        &self,
        mut threads: Threads,
    ) -> Result<Option<Threads>, DeskError> {
        let decisions = self.store.decisions()?;
        if threads.decisions() == decisions {
            return Ok(Some(threads));
        }
        threads.follow(decisions);
        self.settle(threads)
    }

    /// Asks the threads, which are taken up first if no article has come yet.
    pub(crate) fn ask_threads<T>(
        &self,
        question: impl FnOnce(&mut Threads) -> T,
    ) -> Result<T, DeskError> {
        let mut placing = unpoisoned(self.placing.lock());
        let mut threads = self.take_threads(&mut placing)?;
        let answer = question(&mut threads);
        placing.threads = Some(threads);
        Ok(answer)
    }

    /// The threads at hand, or taken up from the store, or made anew. They are gone from
    /// `placing`: what fails leaves none behind.
    fn take_threads(&self, placing: &mut Placing) -> Result<Threads, DeskError> {
        if let Some(threads) = placing.threads.take() {
            return Ok(threads);
        }
        if self.is_beside() {
            return self.resumed().map_or_else(|| self.threaded(|_| Ok(())), Ok);
        }
        let resumed = match self.resumed() {
            // What was decided and could not be followed is followed now.
            Some(threads) => self.follow_decisions(threads)?,
            None => None,
        };
        resumed.map_or_else(|| self.replay(), Ok)
    }

    /// The threads as they were kept, if they were.
    fn resumed(&self) -> Option<Threads> {
        let kept: Arc<dyn Kept> = Arc::new(State(self.store.clone()));
        Threads::resumed(ThreadConfig::default(), &kept)
    }

    /// Threads the whole store anew, and lets the stories follow. What is kept on the way
    /// is nothing without its last row, which comes with the places.
    fn replay(&self) -> Result<Threads, DeskError> {
        self.store.forget_state()?;
        let mut last = Vec::new();
        let mut threads = self.threaded(|threads| {
            let mut rows = state_of(threads)?;
            last = rows.split_off(rows.len().saturating_sub(1));
            Ok(self.store.place_with(&[], &rows).map(drop)?)
        })?;
        let mut rows = state_of(&mut threads)?;
        rows.extend(last);
        let touched = self.store.place_with(&threads.placements(), &rows)?;
        self.cache.forget_briefs(&touched);
        self.store.threaded_anew()?;
        Ok(threads)
    }

    /// The threads of the whole store, as the reader corrected them; `keep` is called now
    /// and then.
    fn threaded(
        &self,
        mut keep: impl FnMut(&mut Threads) -> Result<(), DeskError>,
    ) -> Result<Threads, DeskError> {
        let kept = Arc::new(State(self.store.clone()));
        let mut threads = if self.is_beside() {
            Threads::new(ThreadConfig::default())
        } else {
            Threads::kept_in(ThreadConfig::default(), kept)
        };
        threads.follow(self.store.decisions()?);
        let mut after = None;
        loop {
            let page = self.store.articles_by_time(after.as_ref(), REPLAYED_AT_ONCE)?;
            if page.next.is_none() {
                return Ok(threads);
            }
            after = page.next;
            thread(&mut threads, &self.as_threaded(&page.articles));
            let count = page.articles.len() as u64;
            self.threaded_count.fetch_add(count, Ordering::Relaxed);
            keep(&mut threads)?;
        }
    }

    /// Lets the stories follow the threads, and keeps the state that came to it; gives the
    /// threads back if they are worth keeping.
    fn settle(&self, mut threads: Threads) -> Result<Option<Threads>, DeskError> {
        let Some(rows) = threads.changed_rows() else {
            self.store.forget_state()?;
            return Ok(None);
        };
        let touched = self.store.place_with(&threads.affected(), &rows)?;
        self.cache.forget_briefs(&touched);
        Ok(Some(threads))
    }

    /// The articles as threading takes them: the time of each is the one it counts for,
    /// its outlet the witness it counts as.
    pub(crate) fn as_threaded(&self, stored: &[StoredArticle]) -> Vec<ReadArticle> {
        stored.iter().map(|stored| as_threaded(stored, &self.families)).collect()
    }
}

/// What of the state has to be kept.
fn state_of(threads: &mut Threads) -> Result<Vec<StateRow>, DeskError> {
    threads.changed_rows().ok_or(DeskError::State)
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
