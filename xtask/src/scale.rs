//! What it costs to spread work over machines.

mod cluster;
mod everywhere;
mod nats;
mod postgres;
mod seam;
mod spark;
mod speed;

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
    /// Run the Spark job over a stream, and compare with threading it whole
    Spark(spark::Spark),
    /// Hold the module of Python against the program: read and annotate on one core
    Wheel(speed::Speed),
    /// Take one corpus in on every road, and hold the states against each other
    Everywhere(everywhere::Everywhere),
    /// Read and thread on workers of their own over a NATS server, and kill each
    Nats(nats::Nats),
}

pub(crate) fn run(scale: &Scale) -> Result<()> {
    match &scale.what {
        What::Seam(seam) => seam::run(seam),
        What::Postgres(postgres) => postgres::run(postgres),
        What::Spark(spark) => spark::run(spark),
        What::Wheel(speed) => speed::run(speed),
        What::Everywhere(everywhere) => everywhere::run(everywhere),
        What::Nats(nats) => nats::run(nats),
    }
}
