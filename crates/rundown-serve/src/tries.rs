//! How often somebody may be wrong. Five wrong passwords are forgiven; then each costs a
//! wait that doubles. Wrong tries count for a household, and for a name from that household:
//! a stranger who guesses makes nobody wait who comes from elsewhere.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use rundown_news::limits::GUESSERS_MAX;
use tokio::time::{Duration, Instant};

use crate::peers::household;

/// Wrong tries that cost no wait.
const FORGIVEN: u32 = 5;
/// The longest wait, after which what was wrong is half forgotten.
const WAIT_MAX: Duration = Duration::from_mins(15);

/// Who guesses: from where, and at whose account; or from where, at all accounts.
type Guesser = (Option<IpAddr>, Option<String>);

/// The wrong tries of late.
#[derive(Clone, Default)]
pub(crate) struct Tries(Arc<Mutex<BTreeMap<Guesser, Wrong>>>);

#[derive(Clone, Copy)]
struct Wrong {
    tries: u32,
    last: Instant,
}

impl Wrong {
    fn wait(self) -> Duration {
        let doubled = self.tries.saturating_sub(FORGIVEN);
        match doubled {
            0 => Duration::ZERO,
            _ => Duration::from_secs(1 << doubled.min(12)).min(WAIT_MAX),
        }
    }
}

impl Tries {
    /// Seconds until somebody may try again; none if they may now.
    pub(crate) fn wait(
        &self,
        from: Option<IpAddr>,
        name: &str,
        now: Instant,
    ) -> Option<u64> {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = guessers(from, name).into_iter().flatten().filter_map(|guesser| {
            let wrong = tries.get(&guesser)?;
            wrong.wait().checked_sub(now.duration_since(wrong.last))
        });
        let longest = waits.max().filter(|wait| !wait.is_zero())?;
        Some(longest.as_secs() + 1)
    }

    /// Notes a wrong try. It is noted before the password is looked at, and taken back if
    /// it was right, so that many at once are not looked at for the price of one.
    pub(crate) fn begin(&self, from: Option<IpAddr>, name: &str, now: Instant) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for guesser in guessers(from, name).into_iter().flatten() {
            let wrong = tries.entry(guesser).or_insert(Wrong { tries: 0, last: now });
            if now.duration_since(wrong.last) > WAIT_MAX {
                wrong.tries /= 2;
            }
            *wrong = Wrong { tries: wrong.tries.saturating_add(1), last: now };
        }
        while tries.len() > GUESSERS_MAX {
            let oldest = tries.iter().min_by_key(|(_, wrong)| wrong.last);
            let Some(oldest) = oldest.map(|(guesser, _)| guesser.clone()) else { break };
            tries.remove(&oldest);
        }
    }

    /// Forgets what was wrong at a name from an address: it was right now.
    pub(crate) fn was_right(&self, from: Option<IpAddr>, name: &str) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for guesser in guessers(from, name).into_iter().flatten() {
            tries.remove(&guesser);
        }
    }
}

/// A household is one guesser at each name and one at all. A proxy's address, or one that is
/// not known, stands for many people: it is none at all names.
fn guessers(from: Option<IpAddr>, name: &str) -> [Option<Guesser>; 2] {
    let (from, name) = (from.map(household), name.to_ascii_lowercase());
    [
        Some((from, Some(name))),
        from.filter(|ip| !ip.is_loopback()).map(|ip| (Some(ip), None)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_gets_slower_and_hinders_nobody_else() {
        let tries = Tries::default();
        let mut now = Instant::now();
        let (here, there) =
            (IpAddr::from([203, 0, 113, 7]), IpAddr::from([198, 51, 100, 7]));
        for _ in 0..FORGIVEN {
            assert_eq!(tries.wait(Some(here), "ana", now), None);
            tries.begin(Some(here), "ana", now);
        }
        assert_eq!(tries.wait(Some(here), "ana", now), None);
        let mut waits = Vec::new();
        for _ in 0..12 {
            tries.begin(Some(here), "Ana", now);
            waits.extend(tries.wait(Some(here), "ana", now));
        }
        assert_eq!(waits[..4], [3, 5, 9, 17]);
        assert_eq!(waits.last(), Some(&(WAIT_MAX.as_secs() + 1)));
        // Nor may they try another name; but others may try theirs.
        assert!(tries.wait(Some(here), "ben", now).is_some());
        assert_eq!(tries.wait(Some(there), "ana", now), None);
        now += WAIT_MAX;
        assert_eq!(tries.wait(Some(here), "ana", now), None);
        tries.was_right(Some(here), "ana");
        tries.begin(Some(here), "ana", now);
        assert_eq!(tries.wait(Some(here), "ana", now), None);
    }

    #[test]
    fn another_address_of_one_network_is_no_new_guesser() {
        let (tries, now) = (Tries::default(), Instant::now());
        let of = |network: u16, host: u16| {
            let ip = std::net::Ipv6Addr::new(0x2001, 0xdb8, 1, network, 0, 0, 0, host);
            Some(IpAddr::from(ip))
        };
        for host in 0..=(FORGIVEN as u16) {
            tries.begin(of(7, host), "ana", now);
        }
        assert!(tries.wait(of(7, 99), "ana", now).is_some());
        assert!(tries.wait(of(7, 99), "ben", now).is_some());
        assert_eq!(tries.wait(of(8, 99), "ana", now), None);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let tries = Tries::default();
        for number in 0..(GUESSERS_MAX as u32 + 50) {
            let from = IpAddr::from(number.to_be_bytes());
            tries.begin(Some(from), "ana", Instant::now());
        }
        assert!(tries.0.lock().unwrap().len() <= GUESSERS_MAX);
    }
}
