//! What can be typed about alerts.

use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::time::time;
use crate::settings::{ASKING, Flags, LISTENING, TELLING};

/// `rundown alerts`
#[derive(Debug, Args)]
pub(crate) struct Alerts {
    /// What to do; without it the latest alerts are listed, and what waits
    #[command(subcommand)]
    pub action: Option<AlertAction>,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AlertAction {
    /// Be told of new developments whose reports hold all these words
    Watch {
        /// The words; those between double quotes stay together
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Be told of these words no longer
    Unwatch {
        /// The words as they were watched
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Send a test message to every target
    Test {
        #[command(flatten)]
        settings: Flags<{ TELLING | ASKING | LISTENING }>,
    },
    /// Tell what a past time would have sent, and what it would have missed
    Replay(ReplayArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// From when: a day or a time (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub from: Timestamp,
    /// Until when
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub to: Timestamp,
    /// As if every story were followed
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub settings: Flags<TELLING>,
}
