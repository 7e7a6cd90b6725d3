//! Polling: ask the feeds that are due, fetch the pages they point at, keep both.
//!
//! A feed's validators are stored in the transaction of the articles it led to; a
//! round that is cut off is simply run again.

mod add;
mod items;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rundown_feed::read_feed;
use rundown_fetch::{Conditions, FetchError, Fetched, Fetcher};
use rundown_news::limits::ROUND_PAGES_MAX;
use rundown_store::{PollOutcome, StoredSubscription};
use serde::Serialize;
use tokio::task::{JoinSet, block_in_place};

use crate::{Desk, DeskError, Tally};

pub use add::Added;

/// How soon a feed is asked again.
const POLL_MINUTES: i64 = 15;

/// The longest a failing or slow feed is left alone.
const POLL_MINUTES_MAX: i64 = 24 * 60;

/// Feeds asked at a time.
const FEEDS_AT_ONCE: usize = 16;

/// What a round of polling did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PollReport {
    /// Feeds asked.
    pub asked: u64,
    /// Feeds that had not changed.
    pub not_modified: u64,
    /// What became of the articles.
    pub tally: Tally,
    /// Addresses that failed, and why.
    pub problems: Vec<(String, String)>,
}

impl Desk {
    /// Runs one round over the feeds that are due, or over all.
    ///
    /// Must run on a multi-threaded runtime. A feed that fails is noted, left alone for
    /// a while and stops no other.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn poll(
        &self,
        fetcher: &Arc<Fetcher>,
        all: bool,
    ) -> Result<PollReport, DeskError> {
        let now = self.now();
        let mut due = self.subscriptions()?;
        due.retain(|one| all || one.due_at <= now);
        let mut report = PollReport::default();
        let mut pages_left = ROUND_PAGES_MAX;
        for some in due.chunks(FEEDS_AT_ONCE) {
            let mut asked = JoinSet::new();
            for one in some {
                let (one, fetcher) = (one.clone(), Arc::clone(fetcher));
                asked.spawn(async move {
                    let conditions = Conditions {
                        etag: one.etag.clone(),
                        last_modified: one.last_modified.clone(),
                    };
                    let answer = fetcher.get(&one.subscription.url, &conditions).await;
                    (one, answer)
                });
            }
            while let Some(answered) = asked.join_next().await {
                let Ok((one, answer)) = answered else { continue };
                report.asked += 1;
                self.take_answer(fetcher, &one, answer, &mut pages_left, &mut report)
                    .await?;
            }
        }
        block_in_place(|| self.place_news())?;
        Ok(report)
    }

    async fn take_answer(
        &self,
        fetcher: &Arc<Fetcher>,
        one: &StoredSubscription,
        answer: Result<Fetched, FetchError>,
        pages_left: &mut usize,
        report: &mut PollReport,
    ) -> Result<(), DeskError> {
        let fresh = match answer {
            Ok(Fetched::Fresh(fresh)) => fresh,
            Ok(Fetched::NotModified) => {
                report.not_modified += 1;
                return self.note(one, None, None);
            }
            Err(error) => {
                let wait = error.retry_after_seconds();
                return self.note_problem(one, error.why(), wait, report);
            }
        };
        let url = &one.subscription.url;
        let capture = &fresh.capture;
        let feed = read_feed(&capture.bytes, Some(url), capture.charset.as_deref());
        let feed = match feed {
            Ok(feed) => feed.value,
            Err(problem) => {
                return self.note_problem(one, problem.to_string(), None, report);
            }
        };
        let outlet = one.subscription.title.clone().unwrap_or_else(|| feed.title.clone());
        let read = self.read_items(fetcher, &feed.items, &outlet, pages_left).await?;
        let outcome = PollOutcome {
            validators: Some((fresh.etag.clone(), fresh.last_modified.clone())),
            due_at: self.due(0, fresh.cache_seconds),
            problem: None,
        };
        let taken = block_in_place(|| {
            self.keep(&read, |batch| Ok(self.store.put_polled(url, batch, &outcome)?))
        })?;
        for taken in &taken {
            report.tally.count(taken);
        }
        Ok(())
    }

    fn note_problem(
        &self,
        one: &StoredSubscription,
        problem: String,
        wait_seconds: Option<u64>,
        report: &mut PollReport,
    ) -> Result<(), DeskError> {
        tracing::warn!("could not fetch {}: {problem}", one.subscription.url);
        report.problems.push((one.subscription.url.clone(), problem.clone()));
        self.note(one, Some(problem), wait_seconds)
    }

    fn note(
        &self,
        one: &StoredSubscription,
        problem: Option<String>,
        wait_seconds: Option<u64>,
    ) -> Result<(), DeskError> {
        let failures = if problem.is_some() { one.failures + 1 } else { 0 };
        let due_at = self.due(failures, wait_seconds);
        let outcome = PollOutcome { validators: None, due_at, problem };
        self.store.put_polled(&one.subscription.url, &[], &outcome)?;
        Ok(())
    }

    /// When to ask again: after each failure in a row twice as late, and not before
    /// the outlet's own word.
    fn due(&self, failures: u32, cache_seconds: Option<u64>) -> Timestamp {
        let backed_off = POLL_MINUTES.saturating_mul(1 << failures.min(10));
        let stated = cache_seconds.map_or(0, |seconds| (seconds / 60) as i64);
        let minutes = backed_off.max(stated).min(POLL_MINUTES_MAX);
        let now = self.now();
        now.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(now)
    }
}
