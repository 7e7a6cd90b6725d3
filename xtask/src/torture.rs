//! Breaks what can break, on purpose, and tells what was lost.

mod calls;
mod clock;
mod cost;
mod damage;
mod days;
pub(crate) mod dice;
mod grow;
mod kill;
pub(crate) mod load;
pub(crate) mod news;
mod origin;
mod power;
pub(crate) mod program;
pub(crate) mod room;
mod strace;
pub(crate) mod words;

use anyhow::Result;
use clap::{Args, Subcommand};

/// Break what can break and tell what was lost
#[derive(Debug, Args)]
pub(crate) struct Torture {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Let each call to the system fail, one a run (needs strace)
    Calls(calls::Calls),
    /// Set the clock between polls, there and back
    Clock(clock::ClockJumps),
    /// Damage the file of a store in one place, many times
    Damage(damage::Damage),
    /// Poll invented outlets for days, with faults, on a clock that need not be waited for
    Days(days::Days),
    /// Fill a store for months and start over it
    Grow(grow::Grow),
    /// Kill the program at random moments of its work
    Kill(kill::Kill),
    /// Cut the power, so that the disk keeps what it was told to keep (needs strace)
    Power(power::Power),
    /// Post news to a running service beside readers who turn its pages
    Load(load::Load),
}

/// Runs a torture; fails if anything was lost that should not be.
pub(crate) fn run(torture: &Torture) -> Result<()> {
    match &torture.what {
        What::Calls(calls) => calls::run(calls),
        What::Clock(jumps) => clock::run(jumps),
        What::Damage(damage) => damage::run(damage),
        What::Days(days) => days::run(days),
        What::Grow(grow) => grow::run(grow),
        What::Kill(kill) => kill::run(kill),
        What::Power(power) => power::run(power),
        What::Load(load) => load::run(load),
    }
}
