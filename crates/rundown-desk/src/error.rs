//! What can go wrong at the desk.

use rundown_fetch::{FetchError, FetchProblem};
use rundown_store::StoreError;

/// A failure of the desk; its message is for people.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An address could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// An address that was to be followed holds no feed and names none.
    #[error("could not follow {url}: {why}")]
    NoFeed {
        /// Which address.
        url: String,
        /// What it is instead.
        why: String,
    },
}

impl DeskError {
    /// What the user may try.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Store(error) => error.hint(),
            Self::Fetch(error) => Some(match error.problem() {
                Some(FetchProblem::Refused(_)) => {
                    "allow this machine and the local network with --allow-private"
                }
                _ => "check the address and the connection, then try again",
            }),
            Self::NoFeed { .. } => Some("give the address of the feed itself"),
        }
    }
}
