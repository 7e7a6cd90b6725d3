//! The outlets: what each publishes when, and what is wrong with it. All of it follows
//! from the seed and the feed's number.

use std::time::Duration;

use jiff::Timestamp;

use super::super::dice::Dice;
use super::times::later;

/// Of so many feeds in a row, a fifth is of one host; the others are of hosts of a few.
const ROW: usize = 5_000;
const NEIGHBOURS: usize = 3;

/// Feeds of the host that has the most of so many.
pub(super) fn most_of_a_host(feeds: usize) -> usize {
    feeds.min(ROW).div_ceil(CROWDED).max(NEIGHBOURS)
}

/// One in so many is of the crowded host.
const CROWDED: usize = 5;

/// Items that a feed shows.
pub(super) const SHOWN: u64 = 20;

/// What is wrong with a feed, if anything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    Well,
    /// Its answers take long.
    Slow,
    /// It answers with an error of its own now and then, with a wish to be left alone.
    Busy,
    /// It answers one time in three with something that is no feed.
    Lying,
    /// It answers from another address.
    Moved,
    /// It is gone for good from some moment on.
    Gone,
    /// No connection comes about.
    Dead,
}

/// One feed.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    pub(super) number: usize,
    /// What its own chance begins with.
    pub(super) chance: u64,
    pub(super) host: usize,
    pub(super) nature: Nature,
    /// Time between two items, and before the first.
    every: Duration,
    first: Duration,
    /// When it is gone.
    pub(super) gone_at: Duration,
    /// Whether its items have pages.
    pub(super) pages: bool,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Outlets {
    pub(super) all: Vec<Outlet>,
    start: Timestamp,
}

impl Outlets {
    pub(super) fn new(seed: u64, feeds: usize, start: Timestamp) -> Self {
        let all = (0..feeds).map(|number| Outlet::new(seed, number)).collect();
        Self { all, start }
    }

    pub(super) fn feeds(&self) -> impl Iterator<Item = String> {
        self.all.iter().map(Outlet::feed)
    }

    /// The time of the day, as it is in truth.
    pub(super) fn at(&self, now: Duration) -> Timestamp {
        later(self.start, now)
    }
}

impl Outlet {
    fn new(seed: u64, number: usize) -> Self {
        let of = |number: usize| {
            Dice(seed ^ (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        };
        let crowded = number.is_multiple_of(CROWDED);
        let host = if crowded { number / ROW } else { 1_000 + number / NEIGHBOURS };
        let mut dice = of(number);
        let nature = match of(host).below(100) {
            _ if crowded => Nature::Well,
            0..4 => Nature::Slow,
            4..10 => Nature::Busy,
            10..13 => Nature::Lying,
            13..15 => Nature::Moved,
            15..17 => Nature::Gone,
            17..20 => Nature::Dead,
            _ => Nature::Well,
        };
        // From an item in two hours to one in eleven days.
        let every = Duration::from_secs(7_200 << dice.below(8));
        Self {
            number,
            chance: dice.next(),
            host,
            nature,
            every: every + Duration::from_secs(dice.below(1_700) as u64),
            first: Duration::from_secs(dice.below(every.as_secs() as usize) as u64),
            gone_at: Duration::from_hours(1 + dice.below(20) as u64),
            pages: dice.below(4) > 0,
        }
    }

    pub(super) fn home(&self) -> String {
        format!("https://h{}.example", self.host)
    }

    pub(super) fn feed(&self) -> String {
        format!("{}/f{}", self.home(), self.number)
    }

    /// How many items it has published by then.
    pub(super) fn items(&self, now: Duration) -> u64 {
        let since = now.checked_sub(self.first);
        since.map_or(0, |since| 1 + since.as_secs() / self.every.as_secs().max(1))
    }

    /// When an item was published; the first is 1.
    pub(super) fn published(&self, item: u64) -> Duration {
        self.first + self.every * u32::try_from(item.saturating_sub(1)).unwrap_or(0)
    }
}
