//! What can go wrong at the desk.

use std::path::PathBuf;

use jiff::Timestamp;
use rundown_fetch::{FetchError, FetchProblem, Refusal};
use rundown_news::ArticleId;
use rundown_store::StoreError;

/// A failure of the desk; its message is for people.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The log between the stages failed.
    #[error(transparent)]
    Log(#[from] rundown_log::LogError),
    /// What another stage left is of another version.
    #[error("could not take up {name}: {why}")]
    Packet {
        /// Its name.
        name: String,
        /// Why not.
        why: String,
    },
    /// An address could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The system gave no thread to work with.
    #[error("could not start a thread that keeps or threads articles: {0}")]
    Threads(#[source] std::io::Error),
    /// What threading keeps in the store could not be read back.
    #[error(
        "the state of threading could not be read back from the store: see \
         `rundown fsck`, and make it anew with `rundown rebuild`"
    )]
    State,
    /// The process that owns the store could not do what it was asked.
    #[error("the running `rundown serve` could not do it: {why}")]
    Owner {
        /// Why.
        why: String,
    },
    /// The reader's list of families of outlets cannot be read.
    #[error("could not read the families of outlets in {}: {source}", file.display())]
    Families {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The tokens cannot be read or written.
    #[error("could not use the tokens in {}: {source}", file.display())]
    Tokens {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An account cannot be made or changed so.
    #[error("{why}")]
    Account {
        /// Why.
        why: String,
    },
    /// Somebody is not signed on by the provider.
    #[error(transparent)]
    SignOn(#[from] crate::sign_on::NotSignedOn),
    /// No story goes by this name.
    #[error("there is no story named {name:?}")]
    NoStory {
        /// The name.
        name: String,
    },
    /// No article goes by this name.
    #[error("there is no article named {:?}", article.as_str())]
    NoArticle {
        /// The name.
        article: ArticleId,
    },
    /// The story is kept no longer.
    #[error("the story {name:?} is kept no longer")]
    DroppedStory {
        /// The name.
        name: String,
    },
    /// The article is kept no longer.
    #[error("article {} is kept no longer", article.as_str())]
    DroppedArticle {
        /// The name.
        article: ArticleId,
    },
    /// The article is in no story yet.
    #[error("article {} is in no story yet", article.as_str())]
    NotPlaced {
        /// The article.
        article: ArticleId,
    },
    /// Nothing would be left of the story that an article was to leave.
    #[error("article {} cannot leave its story: nothing else is in it", article.as_str())]
    NothingStays {
        /// The article.
        article: ArticleId,
    },
    /// A browser cannot be told anything.
    #[error("this browser cannot be told anything: {why}")]
    Browser {
        /// Why.
        why: &'static str,
    },
    /// Nobody can be told so, or there.
    #[error("{why}")]
    Wish {
        /// Why.
        why: String,
    },
    /// A story cannot be put off until then.
    #[error("a story cannot be put off until {until}: that is past, or too far ahead")]
    NotAhead {
        /// When.
        until: Timestamp,
    },
    /// No feed is followed at this address.
    #[error("no feed is followed at {url}")]
    NotFollowed {
        /// The address.
        url: String,
    },
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
    /// Whether it may pass by itself, so that whoever has nothing else to do may wait.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Store(error) if error.may_pass())
    }

    /// Whether another process may write to the store from now on: this one may not.
    #[must_use]
    pub fn is_overtaken(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Overtaken { .. } | StoreError::Fenced { .. })
        )
    }

    /// What the user may try.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Store(error) => return error.hint(),
            Self::Log(error) => return error.hint(),
            Self::Packet { .. } => {
                "use the version of rundown that wrote it, or a newer one"
            }
            Self::Fetch(FetchError::Letter { .. }) => return None,
            Self::Fetch(error) => match error.problem() {
                Some(FetchProblem::Refused(Refusal::Private(_) | Refusal::Port(_))) => {
                    "if you mean it, name its network with the setting allow-private"
                }
                Some(FetchProblem::Refused(_)) => "give the address as browsers show it",
                _ => "check the address and the connection, then try again",
            },
            Self::Threads(_) => {
                "the system allows no more of them, or has no memory left"
            }
            Self::State => "copy the data directory first: the disk may be failing",
            Self::Owner { .. } => {
                "what was taken in is kept: give the command again; its log may say more"
            }
            Self::Families { .. } => {
                "it takes lines `Name: domain domain`; mend or remove it"
            }
            Self::Account { .. } => "`rundown user list` shows the accounts there are",
            Self::SignOn(_) => "look at the settings that begin with oidc-",
            Self::Tokens { .. } => "`rundown token list` shows those there are",
            Self::NoStory { .. } => {
                "`rundown stories` lists them; `rundown search WORDS` finds them"
            }
            Self::NoArticle { .. } => {
                "`rundown search WORDS` tells the names of articles"
            }
            Self::DroppedStory { .. } | Self::DroppedArticle { .. } => {
                "it was older than the settings keep-days and keep-bytes keep; a backup of \
                 the time may have it"
            }
            Self::NotPlaced { .. } => {
                "`rundown ingest` and `rundown fetch` place articles"
            }
            Self::NothingStays { .. } => {
                "if others report the same event, take it away from them with --alone"
            }
            Self::Browser { .. } => "let the browser subscribe anew",
            Self::Wish { .. } => "docs/guides/alerts.md tells what can be chosen",
            Self::NotAhead { .. } => "name a day within a year from now",
            Self::NotFollowed { .. } => "`rundown feeds` lists those that are",
            Self::NoFeed { .. } => "give the address of the feed itself",
        })
    }
}
