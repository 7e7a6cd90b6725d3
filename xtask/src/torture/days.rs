//! Whole days of polling in minutes: invented outlets answer without a network, time jumps
//! from one event to the next, and everything between the answers is what runs in earnest,
//! store and all.
//!
//! All chance comes from one seed. One thread runs it, so that a seed gives the same run.

mod outlet;
mod say;
mod times;
mod wire;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use rundown_desk::{Clock, Desk, Hands, Pace};
use rundown_fetch::{FetchConfig, Fetcher};
use rundown_news::Subscription;
use tokio::time::sleep;

use super::cost::{computed, peak};
use super::dice::Dice;
use super::room::Room;
use outlet::Outlets;
use times::{LATE_MAX, MOST};
use wire::{Seen, Simulated};

/// `cargo xtask torture days`
#[derive(Debug, Clone, Args)]
pub(crate) struct Days {
    /// Feeds followed
    #[arg(long, default_value_t = 50_000)]
    feeds: usize,
    /// Days that pass
    #[arg(long = "days", default_value_t = 1)]
    pass: u64,
    /// Decides everything
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Hours between two faults of our own, crashes and clocks set wrong in turn
    #[arg(long, default_value_t = 3)]
    faults: u64,
    /// Where the store is made; a directory that goes afterwards where none is named
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// When it begins.
const START: &str = "2031-05-14T00:00:00Z";

/// What `rundown serve` sleeps between two rounds.
const ROUND_EVERY: Duration = Duration::from_mins(1);

/// How finely the clock of the day follows.
const TICK: Duration = Duration::from_millis(200);

/// How long the program takes to start again.
const START_AGAIN: Duration = Duration::from_secs(2);

/// Beside that it waits for each feed of its host that was due before it: for as many
/// seconds as the most crowded host has feeds, as each is asked once a second at most.
fn late_max(feeds: usize) -> Duration {
    LATE_MAX + Duration::from_secs(outlet::most_of_a_host(feeds) as u64)
}

/// Where the clock of the day is set to, in turn, for an hour each.
const JUMPS: [&str; 4] = [
    "2031-05-13T23:00:00Z",
    "2036-02-07T06:28:16Z",
    "1970-01-01T00:00:00Z",
    "2038-01-19T03:14:08Z",
];

pub(crate) fn run(days: &Days) -> Result<()> {
    println!("seed {}", days.seed);
    let told = simulated(days).with_context(|| format!("seed {}", days.seed))?;
    println!("{told}");
    told.check().with_context(|| format!("seed {}", days.seed))
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Told {
    feeds: usize,
    days: u64,
    seen: Seen,
    crashes: u64,
    jumps: u64,
    articles: u64,
    cpu: Duration,
    peak: String,
}

/// Polls for days.
pub(crate) fn simulated(days: &Days) -> Result<Told> {
    let room = Room::new(&format!("days-{}-{}", days.feeds, days.seed))?;
    let dir = days.dir.clone().unwrap_or_else(|| room.0.clone());
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build()?;
    let before = computed();
    let mut told = runtime.block_on(passed(days, &dir))?;
    told.cpu = computed().saturating_sub(before);
    Ok(told)
}

async fn passed(days: &Days, dir: &Path) -> Result<Told> {
    let hands = Hands::at(START.parse()?);
    let outlets = Outlets::new(days.seed, days.feeds, START.parse()?);
    let wire = Arc::new(Simulated::new(outlets));
    let mut run = Run::new(dir, hands, &wire)?;
    for url in wire.outlets.feeds() {
        run.desk()?.subscribe(&Subscription { url, ..Subscription::default() })?;
    }
    tokio::spawn(async move {
        loop {
            sleep(TICK).await;
            hands.pass(TICK);
        }
    });
    let mut dice = Dice(days.seed);
    let end = wire.now() + Duration::from_hours(24 * days.pass);
    let every = Duration::from_hours(days.faults.max(1));
    let mut next_fault = every;
    // What was answered last has come into the store only behind a whole round.
    while !run.round().await? || wire.now() < end {
        if wire.now() >= next_fault {
            next_fault += every;
            run.fault(&mut dice)?;
        }
    }
    let articles = run.desk()?.counts()?.articles;
    Ok(Told {
        feeds: days.feeds,
        days: days.pass,
        seen: wire.seen(),
        crashes: run.crashes,
        jumps: run.jumps,
        articles,
        cpu: Duration::ZERO,
        peak: peak(),
    })
}

/// The program, as it runs and as it is broken off.
struct Run {
    dir: PathBuf,
    hands: Hands,
    wire: Arc<Simulated>,
    desk: Option<Desk>,
    fetcher: Arc<Fetcher>,
    crashes: u64,
    jumps: u64,
    /// Until when the clock of the day is wrong.
    wrong_until: Option<Duration>,
}

impl Run {
    fn new(dir: &Path, hands: Hands, wire: &Arc<Simulated>) -> Result<Self> {
        Ok(Self {
            dir: dir.to_owned(),
            hands,
            wire: Arc::clone(wire),
            desk: None,
            fetcher: fetcher(wire)?,
            crashes: 0,
            jumps: 0,
            wrong_until: None,
        })
    }

    fn desk(&mut self) -> Result<&Desk> {
        if self.desk.is_none() {
            let desk = Desk::open(&self.dir, Clock::Set(self.hands))?;
            let most_seconds = MOST.as_secs();
            self.desk = Some(desk.paced(Pace { most_seconds, ..Pace::default() }));
        }
        self.desk.as_ref().context("no desk")
    }

    /// A crash between an answer and the store, or a clock set wrong: in turn.
    fn fault(&mut self, dice: &mut Dice) -> Result<()> {
        if self.crashes > self.jumps {
            let jump = JUMPS[self.jumps as usize % JUMPS.len()];
            self.jumps += 1;
            self.hands.set(jump.parse()?);
            self.wrong_until = Some(self.wire.now() + Duration::from_hours(1));
        } else {
            self.crashes += 1;
            self.wire.crash_behind(1 + dice.below(200) as u64);
        }
        Ok(())
    }

    /// One round and the pause behind it; false where it was broken off.
    async fn round(&mut self) -> Result<bool> {
        let (wire, fetcher) = (Arc::clone(&self.wire), Arc::clone(&self.fetcher));
        let polled = tokio::select! {
            biased;
            () = wire.crashed() => None,
            polled = self.desk()?.poll(&fetcher, false) => Some(polled?),
        };
        if polled.is_none() {
            self.desk = None;
            sleep(START_AGAIN).await;
            self.fetcher = fetcher_anew(&wire)?;
            self.desk()?.place_news()?;
            return Ok(false);
        }
        sleep(ROUND_EVERY).await;
        if self.wrong_until.is_some_and(|until| wire.now() >= until) {
            self.wrong_until = None;
            self.hands.set(wire.outlets.at(wire.now()));
        }
        Ok(true)
    }
}

fn fetcher(wire: &Arc<Simulated>) -> Result<Arc<Fetcher>> {
    let wire = Arc::clone(wire);
    // A wire has no address of a peer that could be checked.
    let guard = rundown_fetch::Guard { allow_private: true };
    let config = FetchConfig { guard, ..FetchConfig::default() };
    Ok(Arc::new(Fetcher::over(config, wire)?))
}

/// One that remembers no host, as after a start.
fn fetcher_anew(wire: &Arc<Simulated>) -> Result<Arc<Fetcher>> {
    wire.forgotten();
    fetcher(wire)
}

impl Told {
    /// Whether what is promised held.
    fn check(&self) -> Result<()> {
        let seen = &self.seen;
        ensure!(seen.told_items == self.articles, "items lost or doubled");
        ensure!(seen.latest <= late_max(self.feeds), "a healthy feed was asked too late");
        ensure!(seen.lost == 0, "healthy feeds were not asked at all");
        ensure!(seen.too_soon == 0, "a host was asked too often");
        ensure!(seen.at_once <= 2, "a host was asked more than twice at a time");
        ensure!(seen.in_rest == 0, "a host was asked that wished to be left alone");
        ensure!(
            seen.after_gone <= self.crashes,
            "a feed was asked that is gone for good"
        );
        Ok(())
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { feeds, days, seen, crashes, jumps, articles, cpu, peak } = self;
        writeln!(f, "{feeds} feeds, {days} days, {crashes} crashes, {jumps} clocks set")?;
        writeln!(
            f,
            "polls {} (304: {}, failed: {}), pages {}, robots {}",
            seen.polls, seen.unchanged, seen.failed, seen.pages, seen.robots
        )?;
        writeln!(
            f,
            "healthy feeds not asked {}; behind their interval: p99 {:?}, latest {:?}",
            seen.lost,
            seen.late_p99(),
            seen.latest
        )?;
        writeln!(
            f,
            "at one host: {} at a time, {} sooner than its spacing, {} while it rests",
            seen.at_once, seen.too_soon, seen.in_rest
        )?;
        writeln!(
            f,
            "items told {}, articles {articles}; asked though gone {}",
            seen.told_items, seen.after_gone
        )?;
        write!(f, "CPU {cpu:.1?}, {peak}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_faults_loses_no_poll_and_no_item() {
        let days = Days { feeds: 150, pass: 1, seed: 1, faults: 2, dir: None };
        let told = simulated(&days).expect("a day that ends");
        println!("{told}");
        told.check().expect("nothing lost");
        assert!(told.crashes > 0 && told.jumps > 0 && told.articles > 100);
    }
}
