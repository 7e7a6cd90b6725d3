//! What is remembered of each host: who has a turn, whether it rests, what its
//! `robots.txt` says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rundown_news::limits::HOST_CONNECTIONS_MAX;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use url::Url;

use crate::robots::Robots;

/// Hosts remembered at a time; beyond it those are forgotten that nobody is asking and that
/// may be asked at once.
const HOSTS_MAX: usize = 10_000;

/// Failures in a row after which a host is left alone for [`FAILED_REST`]. One slow host
/// with a hundred new articles must not hold up a round for an hour.
const FAILURES_MAX: u32 = 3;

/// How long a host that does not answer is left alone. Picked by gut feeling.
const FAILED_REST: Duration = Duration::from_mins(5);

/// All hosts asked lately.
#[derive(Debug, Default)]
pub(crate) struct Hosts(Mutex<BTreeMap<String, Arc<Host>>>);

/// One scheme, name and port.
#[derive(Debug)]
pub(crate) struct Host {
    /// A permit is one connection.
    pub(crate) turns: Semaphore,
    /// What may be asked, and until when this is taken for true.
    pub(crate) robots: tokio::sync::Mutex<Option<(Arc<Robots>, Instant)>>,
    manners: Mutex<Manners>,
}

#[derive(Debug, Default)]
struct Manners {
    failures: u32,
    rests_until: Option<Instant>,
    /// Nobody asks before.
    next_at: Option<Instant>,
    /// What its `robots.txt` asks for between two requests.
    crawl_delay: Duration,
}

impl Hosts {
    /// The host of an address.
    pub(crate) fn of(&self, url: &Url) -> Arc<Host> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= HOSTS_MAX {
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || !host.wait().is_zero());
        }
        // So many hosts that all rest: forgetting their wish is better than growing.
        if hosts.len() >= 2 * HOSTS_MAX {
            hosts.clear();
        }
        Arc::clone(hosts.entry(url.origin().ascii_serialization()).or_default())
    }
}

impl Default for Host {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(HOST_CONNECTIONS_MAX),
            robots: tokio::sync::Mutex::default(),
            manners: Mutex::default(),
        }
    }
}

impl Host {
    /// How long it is still to be left alone.
    pub(crate) fn rest(&self) -> Option<Duration> {
        let until = self.manners().rests_until?;
        until.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero())
    }

    /// Takes the next place in the row of requests; returns how long until then.
    pub(crate) fn take_place(&self, spacing: Duration) -> Duration {
        let mut manners = self.manners();
        let now = Instant::now();
        let at = manners.next_at.map_or(now, |next| next.max(now));
        manners.next_at = Some(at + spacing.max(manners.crawl_delay));
        at.duration_since(now)
    }

    /// How long until somebody may ask.
    pub(crate) fn wait(&self) -> Duration {
        let now = Instant::now();
        let next = self.manners().next_at.map(|next| next.saturating_duration_since(now));
        next.unwrap_or_default().max(self.rest().unwrap_or_default())
    }

    /// Its `robots.txt` asks for this between two requests.
    pub(crate) fn space_out(&self, crawl_delay: Duration) {
        self.manners().crawl_delay = crawl_delay;
    }

    /// It asked for a pause.
    pub(crate) fn let_rest(&self, seconds: u64) {
        self.manners().rests_until = Some(Instant::now() + Duration::from_secs(seconds));
    }

    /// It answered, whatever it said.
    pub(crate) fn answered(&self) {
        self.manners().failures = 0;
    }

    /// It did not answer.
    pub(crate) fn failed(&self) {
        let mut manners = self.manners();
        manners.failures += 1;
        if manners.failures >= FAILURES_MAX {
            manners.failures = 0;
            manners.rests_until = Some(Instant::now() + FAILED_REST);
        }
    }

    fn manners(&self) -> std::sync::MutexGuard<'_, Manners> {
        self.manners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_was_just_asked_is_not_forgotten_among_many() {
        let hosts = Hosts::default();
        let url =
            |number: usize| Url::parse(&format!("https://h{number}.example/")).unwrap();
        let spacing = Duration::from_mins(1);
        assert!(hosts.of(&url(0)).take_place(spacing).is_zero());
        for number in 1..=HOSTS_MAX {
            hosts.of(&url(number));
        }
        assert!(!hosts.of(&url(0)).take_place(spacing).is_zero());
    }

    #[test]
    fn a_host_that_somebody_is_asking_is_not_forgotten_among_many() {
        let hosts = Hosts::default();
        let url =
            |number: usize| Url::parse(&format!("https://h{number}.example/")).unwrap();
        let held: Vec<Arc<Host>> =
            (0..HOSTS_MAX + 5).map(|number| hosts.of(&url(number))).collect();
        assert!(Arc::ptr_eq(&held[0], &hosts.of(&url(0))));
        drop(held);
        let first = hosts.of(&url(0));
        hosts.of(&url(HOSTS_MAX + 5));
        assert!(Arc::ptr_eq(&first, &hosts.of(&url(0))));
        assert_eq!(hosts.0.lock().unwrap().len(), 2, "those that nobody asks are gone");
    }

    #[test]
    fn only_failures_in_a_row_let_a_host_rest() {
        let host = Host::default();
        for _ in 0..3 {
            for _ in 1..FAILURES_MAX {
                host.failed();
            }
            assert_eq!(host.rest(), None);
            host.answered();
        }
        for _ in 0..FAILURES_MAX {
            host.failed();
        }
        assert!(host.rest().is_some_and(|rest| rest <= FAILED_REST));
    }
}
