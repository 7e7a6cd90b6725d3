//! Failures of ours in the log: each once, then how often it came again. A database that is away
//! fails each request, and hundreds of lines that say so hide what else is said.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One that stays is told again so often.
const AGAIN_AFTER: Duration = Duration::from_mins(1);

/// Reasons that are known again; of more the oldest is forgotten.
const REASONS_MAX: usize = 16;

/// A reason, when it was told last, and how often it was not told since.
struct Told {
    reason: String,
    at: Instant,
    unsaid: u64,
}

/// Those told last, in the order in which they came up.
struct Log(Vec<Told>);

impl Log {
    /// How often a reason came up since it was told, if it is to be told now.
    fn again(&mut self, reason: &str, now: Instant) -> Option<u64> {
        let Some(told) = self.0.iter_mut().find(|told| told.reason == reason) else {
            if self.0.len() == REASONS_MAX {
                self.0.remove(0);
            }
            self.0.push(Told { reason: reason.to_owned(), at: now, unsaid: 0 });
            return Some(0);
        };
        if now.duration_since(told.at) < AGAIN_AFTER {
            told.unsaid += 1;
            return None;
        }
        told.at = now;
        Some(std::mem::take(&mut told.unsaid))
    }
}

static LOG: Mutex<Log> = Mutex::new(Log(Vec::new()));

/// Tells that a request could not be answered, if that was not told just now.
pub(crate) fn tell(reason: &str) {
    let again =
        LOG.lock().unwrap_or_else(PoisonError::into_inner).again(reason, Instant::now());
    match again {
        None => {}
        Some(0) => tracing::error!(why = %reason, "could not answer a request"),
        Some(more) => {
            tracing::error!(why = %reason, more, "could not answer requests");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_again_and_again_is_told_once_a_minute() {
        let (mut log, now) = (Log(Vec::new()), Instant::now());
        assert_eq!(log.again("away", now), Some(0));
        for _ in 0..300 {
            assert_eq!(log.again("away", now), None);
        }
        assert_eq!(log.again("full", now), Some(0), "another reason is told at once");
        assert_eq!(log.again("away", now + AGAIN_AFTER), Some(300));
        assert_eq!(log.again("away", now + AGAIN_AFTER), None);
        for number in 0..REASONS_MAX {
            log.again(&number.to_string(), now);
        }
        assert_eq!(log.0.len(), REASONS_MAX);
    }
}
