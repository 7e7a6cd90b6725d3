//! Every call to the system failed once, and for ever from then on: does the program say
//! what it could not do, and is all there once nothing fails any more?

mod counting;
mod fault;
mod judge;
mod scenario;
mod work;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::program::Program;
use super::room::Room;
use super::strace;
use fault::{Fault, Faults};
use judge::{Outcome, judged};
use scenario::Scenario;
use work::{ALL, Work};

/// `cargo xtask torture calls`
#[derive(Debug, Args)]
pub(crate) struct Calls {
    /// Fail only calls of this work
    #[arg(long)]
    work: Option<Work>,
    /// Fail only this call
    #[arg(long)]
    call: Option<String>,
    /// Fail a call at so many places at most, spread evenly over all of its places
    #[arg(long, default_value_t = 40)]
    places: usize,
    /// The program [default: the one beside this one]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Runs at a time: most of them wait for an outlet's spacing.
const AT_ONCE: usize = 3;

/// Failures that are told one by one; the others are counted.
const TOLD_MAX: usize = 60;

pub(crate) fn run(calls: &Calls) -> Result<()> {
    strace::ensure_there()?;
    let program = Program::or_beside(calls.program.as_ref())?;
    let mut wrong = 0;
    for work in calls.work.map_or_else(|| ALL.to_vec(), |work| vec![work]) {
        let begun = Instant::now();
        let tally = swept(&program, work, calls.call.as_deref(), calls.places)?;
        println!("{work:?}: {tally}; {:.0} s", begun.elapsed().as_secs_f64());
        tally.wrong.iter().take(TOLD_MAX).for_each(|wrong| println!("  {wrong}"));
        wrong += tally.wrong.len();
    }
    ensure!(wrong == 0, "{wrong} failing calls were not dealt with");
    Ok(())
}

/// What came of the failing calls of one work.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    calls: usize,
    places: usize,
    thinned: Vec<String>,
    outcomes: BTreeMap<Outcome, usize>,
    wrong: Vec<String>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs: usize = self.outcomes.values().sum();
        write!(
            f,
            "{} calls at {} places, {} runs with one failing",
            self.calls,
            self.places,
            runs + self.wrong.len()
        )?;
        for (outcome, count) in &self.outcomes {
            write!(f, ", {count} {outcome}")?;
        }
        write!(f, "; {} wrong", self.wrong.len())?;
        if !self.thinned.is_empty() {
            write!(f, "; thinned out: {}", self.thinned.join(", "))?;
        }
        Ok(())
    }
}

/// Fails the calls of one work, one a run.
pub(crate) fn swept(
    program: &Program,
    work: Work,
    only: Option<&str>,
    places_max: usize,
) -> Result<Tally> {
    let room = Room::new(&format!("calls-{work:?}"))?;
    let scenario = Scenario::new(program, work, &room.0)?;
    let counts = scenario.counts(&room.0)?;
    let Faults { all: mut faults, calls, places, thinned } =
        Faults::of(&counts, only, places_max);
    let mut tally = Tally { calls, places, thinned, ..Tally::default() };
    faults.retain(|fault| !(scenario.is_stopped() && fault.may_deafen()));
    let (next, shared) = (AtomicUsize::new(0), Mutex::new(&mut tally));
    std::thread::scope(|scope| {
        for worker in 0..AT_ONCE {
            let (scenario, faults, next, shared) = (&scenario, &faults, &next, &shared);
            let dir = room.0.join(format!("worker{worker}"));
            scope.spawn(move || {
                while let Some(fault) = faults.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let outcome = trial(scenario, fault, &dir);
                    let mut tally = shared.lock().unwrap_or_else(PoisonError::into_inner);
                    match outcome {
                        Ok(outcome) => *tally.outcomes.entry(outcome).or_default() += 1,
                        Err(error) => tally.wrong.push(format!("{fault}: {error:#}")),
                    }
                }
            });
        }
    });
    Ok(tally)
}

/// One run with a failing call, and one without over what it left.
fn trial(scenario: &Scenario, fault: &Fault, dir: &std::path::Path) -> Result<Outcome> {
    let _ = fs::remove_dir_all(dir);
    fs::create_dir_all(dir)?;
    let data = dir.join("data");
    scenario.prepare(&data)?;
    let ended = scenario.run(dir, &data, fault).context("could not run it")?;
    let outcome = judged(fault, &ended, scenario.is_stopped())?;
    if outcome == Outcome::Unmoved && !scenario.polls() {
        scenario.holds(&data).context("it ended well, but before a second run")?;
    }
    scenario.finish(&data).context("the run over what it left")?;
    scenario.holds(&data)?;
    scenario.sound(&data)?;
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Needs the program beside the tests, as a build of the workspace puts it there.
    #[test]
    fn a_failing_call_loses_nothing() {
        if let Err(why) = strace::ensure_there() {
            println!("SKIPPED a_failing_call_loses_nothing: {why:#}");
            return;
        }
        let program =
            Program::or_beside(None).expect("the workspace is built as a whole");
        for (work, call) in [
            (Work::Ingest, "fsync"),
            (Work::Ingest, "pwrite64"),
            (Work::Ingest, "openat"),
            (Work::Brief, "pread64"),
            (Work::Fetch, "connect"),
        ] {
            let tally = swept(&program, work, Some(call), 3).expect("a sweep");
            assert!(tally.wrong.is_empty(), "{work:?} {call}: {:#?}", tally.wrong);
            assert!(!tally.outcomes.is_empty(), "{work:?} never calls {call}");
        }
    }
}
