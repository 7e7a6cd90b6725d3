//! What it costs to spread work over machines.

mod cluster;
mod postgres;
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
    /// Hold a store at a PostgreSQL server of its own against one in a file
    Postgres(postgres::Postgres),
}

pub(crate) fn run(scale: &Scale) -> Result<()> {
    match &scale.what {
        What::Seam(seam) => seam::run(seam),
        What::Postgres(postgres) => postgres::run(postgres),
    }
}
