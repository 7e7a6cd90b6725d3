//! What can be typed by whoever runs the service.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use clap_complete::Shell;
use rundown_desk::StorePlace;
use rundown_log::Shards;

use crate::settings::{ALL, Flags, LISTENING, SHARDING, bytes, days};

/// `rundown config`
#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(flatten)]
    pub settings: Flags<ALL>,
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

/// `rundown prune`
#[derive(Debug, Args)]
pub(crate) struct Prune {
    /// Drop stories without an article in so many days [default: keep-days of the settings]
    #[arg(long, value_name = "DAYS", value_parser = some_days)]
    pub older_than: Option<u32>,
    /// Drop what is oldest until the store takes no more room than this, as in 20GB
    /// [default: keep-bytes of the settings]
    #[arg(long, value_name = "BYTES", value_parser = some_bytes)]
    pub to_bytes: Option<u64>,
    /// Only tell what would go
    #[arg(long)]
    pub dry_run: bool,
    /// Write JSON
    #[arg(long)]
    pub json: bool,
}

fn some_days(text: &str) -> Result<u32, String> {
    days(text)?.ok_or_else(|| "a number of days is wanted".to_owned())
}

fn some_bytes(text: &str) -> Result<u64, String> {
    bytes(text)?.ok_or_else(|| "a number of bytes is wanted".to_owned())
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

/// `rundown copy`
#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// The store to copy: a data directory, or the address of a PostgreSQL database
    #[arg(long, value_name = "STORE")]
    pub from: StorePlace,
    /// Where to: a directory or database that holds nothing yet
    #[arg(long, value_name = "STORE")]
    pub to: StorePlace,
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

/// `rundown work`
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("stage").required(true)))]
pub(crate) struct Work {
    #[command(flatten)]
    pub settings: Flags<SHARDING>,
    /// Read what waits in the log, beside any number of others that do
    #[arg(long, group = "stage")]
    pub read: bool,
    /// Thread what was read of a shard into the store: a language, as en, or all
    #[arg(long, group = "stage", value_name = "SHARD")]
    pub thread: Option<Shards>,
    /// Keep what is read as it came in this folder, as web archives
    /// [default: captures in the data directory]
    #[arg(long, value_name = "DIR", requires = "read")]
    pub archive: Option<PathBuf>,
    /// Where another worker threads the shard, wait until it is gone, and take its place
    #[arg(long, requires = "thread")]
    pub standby: bool,
    /// End when nothing waits any more
    #[arg(long)]
    pub drain: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}
