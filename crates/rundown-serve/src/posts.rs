//! What posts share: how many are held at once, and how many a token may send.

use std::sync::Arc;

use rundown_news::limits::{POSTS_AT_ONCE_MAX, POSTS_PER_MINUTE_MAX};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::minutes::Minutes;

/// What posts share.
#[derive(Clone)]
pub(crate) struct Posts {
    /// Posts whose bodies are held.
    pub(crate) held: Arc<Semaphore>,
    /// One is taken in at a time, and one threads at a time.
    pub(crate) keeping: Arc<Semaphore>,
    pub(crate) threading: Arc<Semaphore>,
    /// The posts of each token.
    minutes: Minutes<String>,
}

impl Default for Posts {
    fn default() -> Self {
        let [held, keeping, threading] =
            [POSTS_AT_ONCE_MAX, 1, 1].map(|most| Arc::new(Semaphore::new(most)));
        Self { held, keeping, threading, minutes: Minutes::default() }
    }
}

impl Posts {
    /// Counts one more of a token; how many seconds to wait if it was one too many.
    pub(crate) fn count(&self, name: String, now: Instant) -> Result<(), u64> {
        self.minutes.count(name, POSTS_PER_MINUTE_MAX, now)
    }
}
