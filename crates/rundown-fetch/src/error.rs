//! Why an address could not be fetched, for people.

use std::error::Error;
use std::time::Duration;

use rundown_files::InflateProblem;

use crate::LetterProblem;
use crate::guard::Refusal;

/// An address that could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// Fetching could not be set up at all.
    #[error("could not set up fetching: {why}")]
    Setup {
        /// What failed.
        why: String,
    },
    /// The certificates of the operator's own authorities cannot be read.
    #[error("could not read the root certificates in {file}: {why}")]
    Roots {
        /// Which file.
        file: String,
        /// What failed.
        why: String,
    },
    /// A letter did not go out.
    #[error("could not hand a letter to {server}: {why}")]
    Letter {
        /// Which mail server, without its user.
        server: String,
        /// What failed, and what to try.
        why: LetterProblem,
    },
    /// The address that was asked for failed.
    #[error("could not fetch {url}: {why}")]
    Asked {
        /// Which address.
        url: String,
        /// What failed.
        why: FetchProblem,
    },
    /// The address that was asked for leads to one that failed.
    #[error("could not fetch {url}, which redirects to {hop}: {why}")]
    Redirected {
        /// Which address was asked for.
        url: String,
        /// Where it led.
        hop: String,
        /// What failed there.
        why: FetchProblem,
    },
}

impl FetchError {
    /// The reason alone, without an address that may be a secret.
    #[must_use]
    pub fn why(&self) -> String {
        match self {
            Self::Setup { why } => why.clone(),
            Self::Roots { .. } | Self::Letter { .. } => self.to_string(),
            Self::Asked { why, .. } | Self::Redirected { why, .. } => why.to_string(),
        }
    }

    /// What failed, unless fetching could not be set up.
    #[must_use]
    pub fn problem(&self) -> Option<&FetchProblem> {
        match self {
            Self::Setup { .. } | Self::Roots { .. } | Self::Letter { .. } => None,
            Self::Asked { why, .. } | Self::Redirected { why, .. } => Some(why),
        }
    }

    /// For how long the server wants to be left alone.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<u64> {
        match self.problem()? {
            FetchProblem::Status { retry_after_seconds, .. } => *retry_after_seconds,
            FetchProblem::Resting { seconds } => Some(*seconds),
            _ => None,
        }
    }
}

/// What went wrong with one request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchProblem {
    /// The text is no address.
    #[error("it is not an address ({0})")]
    NotAnAddress(String),
    /// The guard keeps us from it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The name has no address.
    #[error("no address is known for {host}")]
    UnknownHost {
        /// The name.
        host: String,
    },
    /// No connection came about.
    #[error("no connection ({0})")]
    Connect(String),
    /// It took too long.
    #[error("no {what} within {} s", .within.as_secs_f32())]
    TooSlow {
        /// What was awaited.
        what: &'static str,
        /// For how long.
        within: Duration,
    },
    /// The server does not give it.
    #[error("the server answers {status}{}", status_words(*.status))]
    Status {
        /// The status of HTTP.
        status: u16,
        /// For how long the server wants to be left alone.
        retry_after_seconds: Option<u64>,
    },
    /// The server, or our own patience with it, asks for a pause.
    #[error("its host is left alone for another {seconds} s")]
    Resting {
        /// For how long.
        seconds: u64,
    },
    /// It redirects without an end.
    #[error("more than {0} redirects")]
    TooManyRedirects(usize),
    /// A redirect says not where to.
    #[error("a redirect that leads nowhere")]
    LostRedirect,
    /// Nothing was asked about, and nothing changed.
    #[error("the server says that nothing has changed, but was not asked that")]
    NotAsked,
    /// The body is larger than what is read.
    #[error("larger than {bytes_max} bytes")]
    TooLarge {
        /// What is read.
        bytes_max: usize,
    },
    /// The body is packed in a way that was not offered.
    #[error("an encoding that was not asked for ({0})")]
    Encoding(String),
    /// The packing of the body is broken, or a bomb.
    #[error("the body cannot be unpacked: {0}")]
    Inflate(#[from] InflateProblem),
    /// The answer breaks off, or is not HTTP.
    #[error("a broken answer ({0})")]
    Broken(String),
}

fn status_words(status: u16) -> &'static str {
    match status {
        401 | 403 => ": it does not let us read this",
        404 => ": there is nothing there",
        410 => ": it is gone for good",
        429 => ": we ask too often",
        500..=599 => ": it has a problem of its own",
        _ => "",
    }
}

impl FetchProblem {
    /// Sorts out an error of the HTTP client.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        let mut innermost: &(dyn Error + 'static) = error;
        while let Some(source) = innermost.source() {
            innermost = source;
            if let Some(problem) = innermost.downcast_ref::<FetchProblem>() {
                return problem.clone();
            }
        }
        let said = innermost.to_string();
        if error.is_connect() { Self::Connect(said) } else { Self::Broken(said) }
    }
}
