//! The program killed at random moments of its work: is all there that it had stored, and
//! does a second run end where one ends that nobody killed?

mod trial;
mod work;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use rundown_news::ArticleId;
use rundown_news::limits::TORTURE_RUN_SECONDS_MAX;

use super::dice::Dice;
use super::program::{Program, stored};
use super::room::Room;
use trial::Trial;
use work::{ALL, Work};

/// `cargo xtask torture kill`
#[derive(Debug, Args)]
pub(crate) struct Kill {
    /// How many runs to kill
    #[arg(long, default_value_t = 500)]
    count: u64,
    /// The first seed; each run has the next one
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Kill only what does this work
    #[arg(long)]
    work: Option<Work>,
    /// Articles that are worked on
    #[arg(long, default_value_t = 1_200)]
    articles: usize,
    /// The program [default: the one beside this one]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Runs that nobody disturbs, whose shortest tells within which time to kill.
const MEASURED: usize = 3;

/// Tries to kill a run before its end, in what part of the time each next one is at most,
/// and how much less time all later runs are given when one was late.
const TRIES: i32 = 6;
const SOONER: f64 = 0.5;
const FASTER: f64 = 0.9;

/// Of so many killed runs the words of one are proven.
const PROVE_EVERY: u64 = 10;

/// Longest a run that nobody kills may take.
const RUN_MAX: Duration = Duration::from_secs(TORTURE_RUN_SECONDS_MAX);

/// What stands in a store, as far as that is to be told.
type Look<'a> = &'a dyn Fn() -> BTreeSet<ArticleId>;

/// What came of the runs of one work.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    runs: u64,
    /// Runs that were killed before their end.
    killed: u64,
    /// Articles that stood in the store when the program was killed.
    stored: usize,
    /// Runs whose words were proven.
    proven: u64,
}

pub(crate) fn run(kill: &Kill) -> Result<()> {
    let program = Program::or_beside(kill.program.as_ref())?;
    let works: Vec<Work> = kill.work.map_or_else(|| ALL.to_vec(), |work| vec![work]);
    for (i, work) in works.iter().enumerate() {
        let share = works.len() as u64;
        let count = kill.count / share + u64::from((i as u64) < kill.count % share);
        let begun = Instant::now();
        let tally = tortured(&program, *work, kill.seed, count, kill.articles)?;
        let Tally { runs, killed, stored, proven } = tally;
        let with = match stored {
            0 => String::new(),
            stored => format!(" with {stored} articles stored"),
        };
        println!(
            "{work:?}, seeds from {}: {runs} runs, {killed} killed{with}; 0 lost, 0 doubled, \
             every state as unfaulted, {proven} proven; {:.0} s",
            kill.seed,
            begun.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

/// Kills so many runs of a work; fails at the first that lost something.
pub(crate) fn tortured(
    program: &Program,
    work: Work,
    seed: u64,
    count: u64,
    articles: usize,
) -> Result<Tally> {
    let room = Room::new(&format!("kill-{work:?}"))?;
    let trial = Trial::new(program, work, &room.0, articles)?;
    let whole = room.0.join("whole");
    let mut takes = undisturbed(&trial, &whole)?;
    let (state, all) = (program.state(&whole)?, stored(&whole));
    ensure!(!all.is_empty(), "{work:?} stored nothing");
    ensure!(work != Work::Prune || all.len() < articles, "nothing was dropped");
    let mut tally = Tally::default();
    for seed in seed..seed + count {
        let mut dice = Dice(seed);
        let dir = room.0.join("killed");
        let look = || if work.takes_in() { stored(&dir) } else { BTreeSet::new() };
        let (wait, before) = killed(&trial, &dir, &mut dice, (&mut takes, &look))?;
        let told = format!("{work:?}, seed {seed}, killed after {wait:?}");
        tally.killed += u64::from(before.is_some());
        let before = before.unwrap_or_default();
        tally.stored += before.len();
        let lost = before.difference(&look()).count();
        ensure!(lost == 0, "{told}: {lost} stored articles lost");
        finish(trial.finishing(&dir)).with_context(|| told.clone())?;
        let now = stored(&dir);
        ensure!(now == all, "{told}: {} articles of {}", now.len(), all.len());
        ensure!(program.state(&dir)? == state, "{told}: another state");
        program.sound(&dir).with_context(|| told.clone())?;
        if tally.runs.is_multiple_of(PROVE_EVERY) {
            trial.proven(&dir).with_context(|| told.clone())?;
            tally.proven += 1;
        }
        tally.runs += 1;
    }
    Ok(tally)
}

/// How long a run takes that nobody disturbs. The last one leaves its store.
fn undisturbed(trial: &Trial, whole: &Path) -> Result<Duration> {
    let mut shortest = RUN_MAX;
    for _ in 0..MEASURED {
        let _ = fs::remove_dir_all(whole);
        trial.prepare(whole)?;
        let begun = Instant::now();
        finish(trial.finishing(whole))?;
        shortest = shortest.min(begun.elapsed());
    }
    Ok(shortest)
}

/// Kills a run at a moment within the time it takes; tells when, and what stood in the store
/// before.
fn killed(
    trial: &Trial,
    dir: &Path,
    dice: &mut Dice,
    (takes, look): (&mut Duration, Look<'_>),
) -> Result<(Duration, Option<BTreeSet<ArticleId>>)> {
    let mut wait = Duration::ZERO;
    for tried in 0..TRIES {
        let _ = fs::remove_dir_all(dir);
        trial.prepare(dir)?;
        // Each try is sooner than the one before may have been.
        let within = takes.mul_f64(SOONER.powi(tried));
        wait = within.mul_f64(dice.below(1_000) as f64 / 1_000.0);
        let before = killed_after(trial.working(dir), wait, look)?;
        if before.is_some() {
            return Ok((wait, before));
        }
        // The machine has more time for it than when it was measured.
        *takes = takes.mul_f64(FASTER);
    }
    Ok((wait, None))
}

/// Starts a run and kills it; gives what stood in the store before, and nothing where it had
/// ended. It is held while that is looked at, so that looking makes no kill late.
fn killed_after(
    mut command: Command,
    wait: Duration,
    look: Look<'_>,
) -> Result<Option<BTreeSet<ArticleId>>> {
    let mut child = command.spawn().context("could not start the program")?;
    std::thread::sleep(wait);
    let held = Command::new("kill").args(["-STOP", &child.id().to_string()]).status();
    held.context("could not hold the program")?;
    let is_running = child.try_wait()?.is_none();
    let before = is_running.then(look);
    child.kill().context("could not kill the program")?;
    child.wait()?;
    Ok(before)
}

/// Lets a run come to its end.
fn finish(mut command: Command) -> Result<()> {
    let mut child = command.spawn().context("could not start the program")?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "the run over it failed: {status}");
            return Ok(());
        }
        if begun.elapsed() > RUN_MAX {
            child.kill()?;
            child.wait()?;
            anyhow::bail!("the run over it did not end in {RUN_MAX:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Needs the program beside the tests, as a build of the workspace puts it there.
    #[test]
    fn who_is_killed_loses_nothing() {
        let program =
            Program::or_beside(None).expect("the workspace is built as a whole");
        for work in
            [Work::Lines, Work::Archive, Work::Rebuild, Work::Migration, Work::Prune]
        {
            let tally = tortured(&program, work, 1, 3, 150).expect("nothing lost");
            assert_eq!(tally.runs, 3, "{work:?}");
        }
    }
}
