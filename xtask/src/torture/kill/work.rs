//! What is killed.

use clap::ValueEnum;

/// What the program does when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Work {
    /// Takes in lines of JSON
    Lines,
    /// Takes in a web archive
    Archive,
    /// Polls feeds and their pages, as `rundown serve`
    Polling,
    /// Threads everything anew
    Rebuild,
    /// Brings a database of an older format to the current one
    Migration,
    /// Drops old stories
    Prune,
}

pub(super) const ALL: [Work; 6] = [
    Work::Lines,
    Work::Archive,
    Work::Polling,
    Work::Rebuild,
    Work::Migration,
    Work::Prune,
];

impl Work {
    /// Whether articles come in while it is done: those that stand in the store before it is
    /// killed must stand there afterwards. Of the others none comes nor goes.
    pub(super) fn takes_in(self) -> bool {
        matches!(self, Self::Lines | Self::Archive | Self::Polling)
    }
}
