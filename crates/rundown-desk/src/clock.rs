//! What time it is.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use rundown_store::unpoisoned;

/// Where the desk takes the time from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine.
    System,
    /// Always this instant: for the demo, for tests, for looking back.
    Fixed(Timestamp),
    /// A clock that somebody sets: for tests that wait for days.
    Set(Hands),
}

impl Clock {
    /// The time.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => at,
            Self::Set(hands) => hands.wall(),
        }
    }

    /// Time since some moment, which nobody can set.
    pub(crate) fn steady(self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        match self {
            Self::System => START.get_or_init(Instant::now).elapsed(),
            Self::Fixed(_) => Duration::ZERO,
            Self::Set(hands) => hands.steady(),
        }
    }
}

/// The hands of a clock that somebody sets: of the day, which may jump, and of the time
/// that really passes. They live as long as the process, so a clock can be copied.
#[derive(Debug, Clone, Copy)]
pub struct Hands {
    wall_ms: &'static AtomicI64,
    steady_ms: &'static AtomicI64,
}

impl Hands {
    /// A clock that shows a time until it is moved.
    #[must_use]
    pub fn at(time: Timestamp) -> Self {
        let leaked = |ms| &*Box::leak(Box::new(AtomicI64::new(ms)));
        Self { wall_ms: leaked(time.as_millisecond()), steady_ms: leaked(0) }
    }

    /// Time passes.
    pub fn pass(self, time: Duration) {
        let ms = time.as_millis() as i64;
        self.wall_ms.fetch_add(ms, Ordering::SeqCst);
        self.steady_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Somebody sets the clock; no time passes.
    pub fn set(self, time: Timestamp) {
        self.wall_ms.store(time.as_millisecond(), Ordering::SeqCst);
    }

    fn wall(self) -> Timestamp {
        Timestamp::from_millisecond(self.wall_ms.load(Ordering::SeqCst))
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn steady(self) -> Duration {
        Duration::from_millis(self.steady_ms.load(Ordering::SeqCst).unsigned_abs())
    }
}

impl PartialEq for Hands {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.wall_ms, other.wall_ms)
    }
}

impl Eq for Hands {}

/// A clock for schedules: it begins with the clock of the day and only ever runs forward,
/// at least as fast as time passes. Where the day is set back it goes on alone.
#[derive(Debug, Default)]
pub(crate) struct Forward(Mutex<Option<(Duration, Timestamp)>>);

impl Forward {
    pub(crate) fn now(&self, clock: Clock) -> Timestamp {
        let (steady, wall) = (clock.steady(), clock.now());
        let mut last = unpoisoned(self.0.lock());
        let now = match *last {
            Some((then, at)) => {
                let passed = SignedDuration::try_from(steady.saturating_sub(then));
                let at = at.checked_add(passed.unwrap_or_default()).unwrap_or(at);
                wall.max(at)
            }
            None => wall,
        };
        *last = Some((steady, now));
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn a_schedule_only_runs_forward() {
        let hands = Hands::at(at("2031-05-14T12:00:00Z"));
        let (clock, forward) = (Clock::Set(hands), Forward::default());
        assert_eq!(forward.now(clock), at("2031-05-14T12:00:00Z"));
        hands.pass(Duration::from_mins(5));
        assert_eq!(forward.now(clock), at("2031-05-14T12:05:00Z"));
        hands.set(at("1970-01-01T00:00:00Z"));
        assert_eq!(forward.now(clock), at("2031-05-14T12:05:00Z"));
        hands.pass(Duration::from_mins(5));
        assert_eq!(forward.now(clock), at("2031-05-14T12:10:00Z"));
        hands.set(at("2036-02-07T06:28:16Z"));
        assert_eq!(forward.now(clock), at("2036-02-07T06:28:16Z"));
    }
}
