//! What it costs to spread work over machines.

mod seam;

use anyhow::Result;
use clap::{Args, Subcommand};

/// Measure what it costs to spread work over processes and machines
#[derive(Debug, Args)]
pub(crate) struct Scale {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Thread a stream month by month, and compare with threading it whole
    Seam(seam::Seam),
}

pub(crate) fn run(scale: &Scale) -> Result<()> {
    match &scale.what {
        What::Seam(seam) => seam::run(seam),
    }
}
