//! Breaks what can break, on purpose, and tells what was lost.

mod damage;
mod dice;
mod grow;

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
    /// Damage the file of a store in one place, many times
    Damage(damage::Damage),
    /// Fill a store for months and start over it
    Grow(grow::Grow),
}

/// Runs a torture; fails if anything was lost that should not be.
pub(crate) fn run(torture: &Torture) -> Result<()> {
    match &torture.what {
        What::Damage(damage) => damage::run(damage),
        What::Grow(grow) => grow::run(grow),
    }
}
