//! How fast the module of Python reads beside the program.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::wheel::{Python, done, project};

#[derive(Debug, Args)]
pub(crate) struct Speed {
    /// Articles or pages as lines of JSON
    file: PathBuf,
    /// Rounds, of which the quickest counts
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// The program
    #[arg(long, default_value = "target/release/rundown")]
    program: PathBuf,
}

pub(crate) fn run(speed: &Speed) -> Result<()> {
    let Some(python) = Python::with_the_module()? else { return Ok(()) };
    let program = speed.program.canonicalize();
    let program = program.context("there is no program there; build it, or name it")?;
    let mut run = python.command();
    run.arg(project().join("speed.py")).arg(program).arg(&speed.file);
    done(run.arg(speed.rounds.to_string()))
}
