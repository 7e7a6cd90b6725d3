//! How often somebody may ask in a minute.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const MINUTE: Duration = Duration::from_mins(1);
/// Those remembered at least; of more, those whose minute is over are forgotten.
const REMEMBERED_MIN: usize = 256;

/// When the minute of each one began, and how often they asked since.
#[derive(Clone)]
pub(crate) struct Minutes<K>(Arc<Mutex<BTreeMap<K, (Instant, usize)>>>);

impl<K> Default for Minutes<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Ord> Minutes<K> {
    /// Counts once more; how many seconds to wait if that is beyond so many in a minute.
    pub(crate) fn count(&self, who: K, most: usize, now: Instant) -> Result<(), u64> {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.len() > REMEMBERED_MIN {
            minutes.retain(|_, (since, _)| now.duration_since(*since) < MINUTE);
        }
        let (since, count) = minutes.entry(who).or_insert((now, 0));
        if now.duration_since(*since) >= MINUTE {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        if *count > most {
            let left = MINUTE.saturating_sub(now.duration_since(*since));
            return Err(left.as_secs().max(1));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_minute_of_their_own() {
        let (minutes, now) = (Minutes::default(), Instant::now());
        assert!((0..3).all(|_| minutes.count("ana", 3, now).is_ok()));
        assert_eq!(minutes.count("ana", 3, now + MINUTE / 2), Err(30));
        assert_eq!(minutes.count("ben", 3, now), Ok(()));
        assert_eq!(minutes.count("ana", 3, now + MINUTE), Ok(()));
    }
}
