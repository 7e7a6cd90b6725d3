//! What can be typed about feeds and addresses.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::settings::{ASKING, Flags, POLLING, TELLING};

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The address of a feed, or of a page that names one
    pub url: String,
    /// Do not ask the address first
    #[arg(long)]
    pub unseen: bool,
    #[command(flatten)]
    pub settings: Flags<ASKING>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// An OPML file; `-` is standard input
    #[arg(value_name = "FILE.opml")]
    pub file: PathBuf,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Write the stories of the rundown as a small site into this folder instead
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Of these stories alone; may be given several times
    #[arg(long, value_name = "NAME", requires = "site")]
    pub story: Vec<String>,
    /// Answer with JSON instead of OPML
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Feeds {
    /// What to do with one; without it all are listed
    #[command(subcommand)]
    pub action: Option<FeedAction>,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// What can be done with a feed.
#[derive(Debug, Subcommand)]
pub(crate) enum FeedAction {
    /// Follow it no longer; its articles stay
    Remove {
        /// The address of the feed
        url: String,
    },
    /// Ask it no longer, until it is resumed
    Pause {
        /// The address of the feed
        url: String,
    },
    /// Ask it again that was paused, or gone
    Resume {
        /// The address of the feed
        url: String,
    },
    /// Call it something else
    Rename {
        /// The address of the feed
        url: String,
        /// What to call it
        title: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Fetch {
    /// Only this address, followed or not; nothing is kept
    #[arg(value_name = "URL", requires = "explain")]
    pub url: Option<String>,
    /// Tell what was asked, what was answered, and what was read of it
    #[arg(long, requires = "url")]
    pub explain: bool,
    /// Ask every feed, due or not
    #[arg(long, conflicts_with = "url")]
    pub all: bool,
    #[command(flatten)]
    pub settings: Flags<{ POLLING | ASKING | TELLING }>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Net {
    /// What to tell
    #[command(subcommand)]
    pub question: NetQuestion,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// What can be asked of the network's rules.
#[derive(Debug, Subcommand)]
pub(crate) enum NetQuestion {
    /// Tell what would be done with an address: nothing is sent to its host
    Explain {
        /// The address
        url: String,
        #[command(flatten)]
        settings: Flags<ASKING>,
    },
}

/// `rundown token`
#[derive(Debug, Args)]
pub(crate) struct Token {
    #[command(subcommand)]
    pub action: TokenAction,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// What a token lets its owner do.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(crate) enum Purpose {
    /// Post articles
    #[default]
    Posting,
    /// Read stories, and mark what was read
    Reading,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenAction {
    /// Make a token for a program, and show it this once
    New {
        /// What to call it: the program that uses it
        name: String,
        /// What the program may do: post articles, or read and mark what was read
        #[arg(long = "for", value_enum, default_value_t)]
        purpose: Purpose,
        /// Whose it is: what it reads is read by them [default: the first account]
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
    },
    /// List the tokens there are, without their secrets
    List,
    /// Let a token in no longer, at once
    Revoke {
        /// What it is called
        name: String,
    },
}
