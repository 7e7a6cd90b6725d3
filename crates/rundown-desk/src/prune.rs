//! Retention: old stories go, those that are followed stay.
//!
//! What is old is reckoned from the newest dated article, never from a clock that is ahead
//! of it. Each step is a short transaction with a rest behind it, in which others write.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::KEEP_DAYS_MIN;
use rundown_store::{Prunable, Pruned};
use serde::Serialize;

use crate::{Desk, DeskError};

/// Between two steps: what waits to be written is written then.
const REST: Duration = Duration::from_millis(10);

/// Once more than one in so many of the articles that threading knows were dropped, all is
/// threaded anew: that forgets them, and costs a bounded number of times what they cost.
const ONE_IN_DROPPED: u64 = 10;

/// What is kept; all of it where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keeping {
    /// Stories with an article in so many days.
    pub days: Option<u32>,
    /// As much as fits.
    pub bytes: Option<u64>,
}

/// What a pruning came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Pruning {
    /// What was dropped, or would be.
    pub dropped: Pruned,
    /// Bytes that hold something, before and after.
    pub bytes_before: u64,
    /// The same afterwards; of a dry run about so many.
    pub bytes_after: u64,
    /// Whether everything was threaded anew, and how many articles moved by it.
    pub moved: Option<u64>,
    /// Whether what is kept fits now.
    pub fits: bool,
}

impl Desk {
    /// Drops what is older than is kept; with `dry` only tells what would go.
    ///
    /// # Errors
    /// When the store fails; what was dropped until then stays dropped.
    pub fn prune(&self, keeping: Keeping, dry: bool) -> Result<Pruning, DeskError> {
        let now =
            self.store.newest()?.map_or(self.now(), |newest| newest.min(self.now()));
        let mut done =
            Pruning { bytes_before: self.store.used_bytes()?, ..Pruning::default() };
        if dry {
            self.reckon(keeping, now, &mut done)?;
        } else {
            self.drop_old(keeping, now, &mut done)?;
            self.tidy_up(&mut done)?;
            done.bytes_after = self.store.used_bytes()?;
        }
        done.fits = keeping.bytes.is_none_or(|bytes| done.bytes_after <= bytes);
        Ok(done)
    }

    fn drop_old(
        &self,
        keeping: Keeping,
        now: Timestamp,
        done: &mut Pruning,
    ) -> Result<(), DeskError> {
        if let Some(days) = keeping.days {
            while self.drop_some(before(now, days), done)? {}
        }
        let Some(bytes) = keeping.bytes else { return Ok(()) };
        let (young, mut after) = (before(now, 0), None);
        while self.store.used_bytes()? > bytes {
            let Some(passed) = self.store.prune_captures(young, after.as_ref())? else {
                break;
            };
            done.dropped.captures += passed.captures;
            after = Some(passed.at);
            std::thread::sleep(REST);
        }
        loop {
            let used = self.store.used_bytes()?;
            let Some(over) = used.checked_sub(bytes).filter(|over| *over > 0) else {
                return Ok(());
            };
            // What threading keeps of an article goes later than the article itself: of the
            // space as large a share is reckoned as of the articles, and then looked again.
            let each = (used / self.store.counts()?.articles.max(1)).max(1);
            let until = done.dropped.articles + over.div_ceil(each);
            let had = done.dropped;
            while done.dropped.articles < until && self.drop_some(young, done)? {}
            if done.dropped == had {
                return Ok(());
            }
            self.tidy_up(done)?;
        }
    }

    /// One step; whether it dropped anything.
    fn drop_some(
        &self,
        before: Timestamp,
        done: &mut Pruning,
    ) -> Result<bool, DeskError> {
        let step = self.store.prune_stories(before)?;
        done.dropped += step;
        std::thread::sleep(REST);
        Ok(step != Pruned::default())
    }

    /// Lets threading and memory follow, and gives the space back.
    fn tidy_up(&self, done: &mut Pruning) -> Result<(), DeskError> {
        if done.dropped != Pruned::default() {
            self.forget_dropped()?;
        }
        let known = self.store.counts()?.articles + self.store.dropped_threaded()?;
        if self.store.dropped_threaded()? > known / ONE_IN_DROPPED {
            done.moved = Some(done.moved.unwrap_or(0) + self.rebuild()?);
        }
        while self.store.give_back()? {
            std::thread::sleep(REST);
        }
        Ok(())
    }

    /// What is told of stories that went is forgotten, here or where they are served.
    fn forget_dropped(&self) -> Result<(), DeskError> {
        if let Some(writer) = &self.writer {
            return writer.place().map(drop);
        }
        self.cache.forget_all_briefs();
        Ok(())
    }

    /// What would go: of the space as large a share as of the articles.
    fn reckon(
        &self,
        keeping: Keeping,
        now: Timestamp,
        done: &mut Pruning,
    ) -> Result<(), DeskError> {
        done.bytes_after = done.bytes_before;
        let articles = self.store.counts()?.articles;
        let old = keeping.days.map(|days| before(now, days));
        if let Some(old) = old {
            let each = done.bytes_before / articles.max(1);
            self.stories_before(old, |story| {
                take_away(done, story, each);
                true
            })?;
        }
        let Some(bytes) = keeping.bytes else { return Ok(()) };
        let young = before(now, 0);
        // What is older went with its story.
        let mut after = old.map(|old| (old.as_millisecond(), String::new()));
        while done.bytes_after > bytes {
            let Some(passed) = self.store.count_captures(young, after.as_ref())? else {
                break;
            };
            done.dropped.captures += passed.captures;
            done.bytes_after = done.bytes_after.saturating_sub(passed.bytes);
            after = Some(passed.at);
        }
        let each =
            done.bytes_after / articles.saturating_sub(done.dropped.articles).max(1);
        self.stories_before(young, |story| {
            if done.bytes_after <= bytes {
                return false;
            }
            if old.is_none_or(|old| story.last_at >= old) {
                take_away(done, story, each);
            }
            true
        })
    }

    /// Goes through stories that may go, oldest first, until `take` has enough.
    fn stories_before(
        &self,
        before: Timestamp,
        mut take: impl FnMut(&Prunable) -> bool,
    ) -> Result<(), DeskError> {
        let mut after = None;
        loop {
            let some = self.store.prunable(before, after.as_ref())?;
            if !some.iter().all(&mut take) {
                return Ok(());
            }
            after = some.into_iter().next_back();
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

fn take_away(done: &mut Pruning, story: &Prunable, each: u64) {
    done.dropped.stories += 1;
    done.dropped.articles += story.articles;
    done.bytes_after = done.bytes_after.saturating_sub(story.articles * each);
}

/// So many days before, and no fewer than the least.
fn before(now: Timestamp, days: u32) -> Timestamp {
    let age = SignedDuration::from_hours(24 * i64::from(days.max(KEEP_DAYS_MIN as u32)));
    now.checked_sub(age).unwrap_or(Timestamp::MIN)
}
