//! What the program does while its calls fail.

use clap::ValueEnum;

/// What the program does when a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Work {
    /// Takes in lines of JSON
    Ingest,
    /// Asks a feed, and the page that it names
    Fetch,
    /// Serves, and polls that feed
    Serve,
    /// Shows the brief of a story
    Brief,
}

pub(super) const ALL: [Work; 4] = [Work::Ingest, Work::Fetch, Work::Serve, Work::Brief];
