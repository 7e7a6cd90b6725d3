//! What can be typed by whoever runs the service.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

use crate::settings::{ASKING, Flags, LISTENING, POLLING, READING, SERVING, TELLING};

/// `rundown config`
#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(flatten)]
    pub settings: Flags<{ LISTENING | POLLING | ASKING | SERVING | READING | TELLING }>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

/// `rundown health`
#[derive(Debug, Args)]
pub(crate) struct Health {
    #[command(flatten)]
    pub settings: Flags<LISTENING>,
    /// Ask whether all news has its story, not only whether the store answers
    #[arg(long)]
    pub ready: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

/// `rundown completions`
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    pub shell: Shell,
}

/// `rundown man`
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Write the page of every command into this directory, instead of the program's own
    /// page to standard output
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// `rundown fsck`
#[derive(Debug, Args)]
pub(crate) struct Fsck {
    /// Read damaged articles again from the bytes that they came from
    #[arg(long)]
    pub mend: bool,
    /// Print only a number that is equal for two stores that hold the same
    #[arg(long, conflicts_with = "mend")]
    pub state_hash: bool,
    /// Write JSON
    #[arg(long)]
    pub json: bool,
}

/// `rundown backup`
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; it must not be there yet
    pub file: PathBuf,
    /// Write JSON
    #[arg(long)]
    pub json: bool,
}

/// `rundown restore`
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A file that `rundown backup` wrote
    pub file: PathBuf,
    /// FILE is a database that cannot be opened: take in what can still be read of it
    #[arg(long)]
    pub salvage: bool,
    /// Write JSON
    #[arg(long)]
    pub json: bool,
}
