//! What posts share: how many are held at once, and how many a token may send.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rundown_news::limits::{POSTS_AT_ONCE_MAX, POSTS_PER_MINUTE_MAX, TOKENS_MAX};
use tokio::sync::Semaphore;
use tokio::time::Instant;

const MINUTE: Duration = Duration::from_mins(1);

/// What posts share.
#[derive(Clone)]
pub(crate) struct Posts {
    /// Posts whose bodies are held.
    pub(crate) held: Arc<Semaphore>,
    /// One is taken in at a time, and one threads at a time.
    pub(crate) keeping: Arc<Semaphore>,
    pub(crate) threading: Arc<Semaphore>,
    /// When the minute of each token began, and its posts since.
    minutes: Arc<Mutex<BTreeMap<String, (Instant, usize)>>>,
}

impl Default for Posts {
    fn default() -> Self {
        let [held, keeping, threading] =
            [POSTS_AT_ONCE_MAX, 1, 1].map(|most| Arc::new(Semaphore::new(most)));
        Self { held, keeping, threading, minutes: Arc::default() }
    }
}

impl Posts {
    /// Counts one more of a token; how many seconds to wait if it was one too many.
    pub(crate) fn count(&self, name: String, now: Instant) -> Result<(), u64> {
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.len() > TOKENS_MAX {
            minutes.retain(|_, (since, _)| now.duration_since(*since) < MINUTE);
        }
        let (since, count) = minutes.entry(name).or_insert((now, 0));
        if now.duration_since(*since) >= MINUTE {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        if *count > POSTS_PER_MINUTE_MAX {
            let left = MINUTE.saturating_sub(now.duration_since(*since));
            return Err(left.as_secs().max(1));
        }
        Ok(())
    }
}
