//! A clock that somebody sets between polls: is any feed left unasked for longer than its
//! interval, there and on the way back?

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use jiff::Timestamp;
use rundown_desk::{Clock, Desk, Hands};
use rundown_fetch::{FetchConfig, Fetcher, Guard};
use rundown_news::Subscription;

use super::dice::Dice;
use super::origin::Origin;

/// `cargo xtask torture clock`
#[derive(Debug, Args)]
pub(crate) struct ClockJumps {
    /// Hours polled behind each jump
    #[arg(long, default_value_t = 3)]
    hours: usize,
    /// Decides when within a poll's interval the clock jumps
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The time before each jump.
const START: &str = "2031-05-14T12:00:00Z";

/// Where the clock is set to.
const JUMPS: [&str; 7] = [
    "2031-05-14T11:00:00Z",
    "2031-05-14T13:00:00Z",
    "1970-01-01T00:00:00Z",
    "2036-02-07T06:28:16Z",
    "2038-01-19T03:14:08Z",
    "2100-01-01T00:00:00Z",
    "2031-05-14T11:59:00Z",
];

/// Feeds that are polled, each of one outlet.
const FEEDS: usize = 4;

/// Minutes between two rounds, and within which a feed of unknown rhythm is asked again.
const ROUND: usize = 1;
const INTERVAL: usize = 15;

/// What came of all jumps.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    jumps: u64,
    polls: usize,
    /// Most minutes that a feed was not asked.
    longest: usize,
}

pub(crate) fn run(jumps: &ClockJumps) -> Result<()> {
    let Tally { jumps: count, polls, longest } = tortured(jumps.seed, jumps.hours)?;
    println!(
        "{count} jumps, with and without a start anew: {polls} polls of {FEEDS} feeds, \
         none lost; longest wait {longest} of {INTERVAL} minutes"
    );
    Ok(())
}

/// Sets the clock there and back, in one process and across a start.
pub(crate) fn tortured(seed: u64, hours: usize) -> Result<Tally> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut tally = Tally::default();
    let mut dice = Dice(seed);
    for (i, jump) in JUMPS.iter().enumerate() {
        for restarts in [false, true] {
            let name = format!("rundown-clock-{}-{i}-{restarts}", std::process::id());
            let dir = std::env::temp_dir().join(name);
            let first = 1 + dice.below(INTERVAL);
            let done = runtime.block_on(jumped(&dir, jump, restarts, (first, hours)));
            let _ = std::fs::remove_dir_all(&dir);
            let told = || format!("set to {jump}, starts anew: {restarts}, seed {seed}");
            let (polls, longest) = done.with_context(told)?;
            ensure!(longest <= INTERVAL, "{}: {longest} minutes unasked", told());
            tally.jumps += 1;
            tally.polls += polls;
            tally.longest = tally.longest.max(longest);
        }
    }
    Ok(tally)
}

/// Polls, sets the clock, polls, sets it back, polls; gives the polls and the most
/// minutes that passed between two of one feed.
async fn jumped(
    dir: &Path,
    jump: &str,
    restarts: bool,
    (first, hours): (usize, usize),
) -> Result<(usize, usize)> {
    let start: Timestamp = START.parse()?;
    let origin = Origin::new(FEEDS, 0)?;
    let hands = Hands::at(start);
    let mut watch = Watch::new(dir, &origin, hands)?;
    watch.rounds(first).await?;
    for time in [jump.parse()?, start] {
        hands.set(time);
        if restarts {
            watch.desk = None;
        }
        watch.rounds(hours * 60 / ROUND).await?;
    }
    Ok((watch.polls, watch.longest))
}

/// A desk that polls, and how long each feed waited.
struct Watch<'a> {
    dir: PathBuf,
    origin: &'a Origin,
    hands: Hands,
    desk: Option<Desk>,
    polls: usize,
    /// Minutes since each feed was asked, and how often it was.
    waits: [(usize, usize); FEEDS],
    longest: usize,
}

impl<'a> Watch<'a> {
    fn new(dir: &Path, origin: &'a Origin, hands: Hands) -> Result<Self> {
        let desk = Desk::open(dir, Clock::Set(hands))?;
        for url in origin.feeds() {
            desk.subscribe(&Subscription { url, ..Subscription::default() })?;
        }
        let (dir, waits) = (dir.to_owned(), [(0, 0); FEEDS]);
        Ok(Self { dir, origin, hands, desk: Some(desk), polls: 0, waits, longest: 0 })
    }

    async fn rounds(&mut self, count: usize) -> Result<()> {
        for _ in 0..count {
            let desk = match self.desk.take() {
                Some(desk) => desk,
                None => Desk::open(&self.dir, Clock::Set(self.hands))?,
            };
            desk.poll(&fetcher()?, false).await?;
            self.desk = Some(desk);
            self.look();
            self.hands.pass(Duration::from_mins(ROUND as u64));
        }
        Ok(())
    }

    fn look(&mut self) {
        for (wait, asked) in self.waits.iter_mut().zip(self.origin.asked()) {
            let (minutes, before) = *wait;
            let waited = if asked > before { 0 } else { minutes + ROUND };
            // A feed that is asked at the end of its interval has waited for all of it.
            self.longest = self.longest.max(waited);
            self.polls += asked - before;
            *wait = (waited, asked);
        }
    }
}

/// A fetcher that remembers no host.
fn fetcher() -> Result<Arc<Fetcher>> {
    let guard = Guard { allow_private: true };
    let config = FetchConfig { guard, spacing: Duration::ZERO, ..FetchConfig::default() };
    Ok(Arc::new(Fetcher::new(config)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_jump_of_the_clock_loses_a_poll() {
        let tally = tortured(1, 1).expect("no poll lost");
        assert_eq!(tally.jumps, 14);
        assert!(tally.polls > 0);
    }
}
