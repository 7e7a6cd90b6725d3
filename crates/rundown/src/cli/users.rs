//! What can be typed about accounts.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use rundown_news::Rights;

use crate::settings::{Flags, LISTENING};

/// `rundown user`
#[derive(Debug, Args)]
pub(crate) struct User {
    #[command(subcommand)]
    pub action: UserAction,
    /// Of these, what tells the address of the pages: links begin with it
    #[command(flatten)]
    pub settings: Flags<LISTENING>,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Role {
    /// Read; what they have read, follow and mute is their own
    #[default]
    Reader,
    /// Also correct stories and choose the feeds, for all
    Editor,
    /// Also manage accounts
    Admin,
}

impl Role {
    pub(crate) fn rights(self) -> Rights {
        match self {
            Self::Reader => Rights::Reader,
            Self::Editor => Rights::Editor,
            Self::Admin => Rights::Admin,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserAction {
    /// Make an account, and tell the link by which its password is chosen
    Add {
        /// The name to sign in by
        name: String,
        /// What they may do [default: reader; of the first account: admin]
        #[arg(long, value_enum)]
        role: Option<Role>,
    },
    /// List the accounts
    List,
    /// Remove an account, what its reader has read and follows, and its tokens
    Remove {
        /// The name
        name: String,
    },
    /// Tell a new link by which a password is chosen, as when one was forgotten
    Link {
        /// The name
        name: String,
    },
    /// Set a password; whoever is signed in with the one before is out
    Password {
        /// The name
        name: String,
        /// The file that the password stands in; `-` is standard input
        #[arg(long, value_name = "FILE", default_value = "-")]
        file: PathBuf,
    },
    /// Change what somebody may do
    Role {
        /// The name
        name: String,
        /// What they may do
        #[arg(value_enum)]
        role: Role,
    },
}
