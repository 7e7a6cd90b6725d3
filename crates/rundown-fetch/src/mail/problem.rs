//! Why a letter did not go out, for people: what was being done, and what to try.

use std::fmt;
use std::time::Duration;

use lettre::transport::smtp;
use rustls::CertificateError;

use crate::Refusal;

/// Characters of what a server says that are repeated.
const SAID_CHARS_MAX: usize = 200;

/// How far a letter had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Its server is looked up and connected to.
    Reaching,
    /// Encryption is asked for and agreed on.
    Encrypting,
    /// The server is to say who it is and what it knows.
    Greeting,
    /// The server is told who sends.
    SigningIn,
    /// The letter itself is on its way.
    HandingOver,
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reaching => "connecting",
            Self::Encrypting => "agreeing on encryption",
            Self::Greeting => "being greeted",
            Self::SigningIn => "signing in",
            Self::HandingOver => "handing over the letter",
        })
    }
}

/// What went wrong between us and a mail server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterProblem {
    /// The text is no address of a mail server.
    #[error("its address is none ({why}): it is written as in smtps://USER@HOST")]
    NotAServer {
        /// Why not.
        why: String,
    },
    /// The letter cannot be written so.
    #[error("the letter cannot be written ({why}): see whom it is from and to")]
    NotALetter {
        /// Why not.
        why: String,
    },
    /// The name has no address.
    #[error("no address is known for {host}: see how it is written")]
    UnknownHost {
        /// The name.
        host: String,
    },
    /// The guard keeps us from it.
    #[error("{why}: if you mean it, name its network in allow-private")]
    Refused {
        /// Why.
        why: Refusal,
    },
    /// All that is said would go through the public internet in the clear.
    #[error(
        "smtp:// leads into private networks alone: use smtps:// or smtp+starttls://"
    )]
    InTheClear,
    /// No connection came about.
    #[error("no connection ({why}): see whether it runs, and on that port")]
    Unreached {
        /// Why not.
        why: String,
    },
    /// It was asked to encrypt, and will not.
    #[error("it does not encrypt ({said}) and was told nothing: try smtps://")]
    NotEncrypting {
        /// What it said.
        said: String,
    },
    /// Encryption was not agreed on, whoever it is.
    #[error(
        "no encryption was agreed on ({why}): it begins at once with smtps://, on request with \
         smtp+starttls://, each on a port of its own"
    )]
    NoHandshake {
        /// Why not.
        why: String,
    },
    /// Its certificate names somebody else.
    #[error(
        "its certificate is for {names}, not for {host}: call it as its certificate does"
    )]
    OtherName {
        /// The names in it.
        names: String,
        /// What it was called.
        host: String,
    },
    /// Its certificate was signed by somebody whom nobody vouches for.
    #[error(
        "nobody known here signed its certificate: if you trust who did, name a file with their \
         certificate in root-certificates"
    )]
    UnknownIssuer,
    /// Its certificate is not good for another reason.
    #[error("its certificate is not good ({why}): it needs another one")]
    BadCertificate {
        /// Why not.
        why: String,
    },
    /// It does not know us.
    #[error("it does not let us sign in ({said}): see user and password")]
    NotSignedIn {
        /// What it said.
        said: String,
    },
    /// It wants no letter, or not this one.
    #[error("it does not take the letter ({said}): see whom it is from and to")]
    NotTaken {
        /// What it said.
        said: String,
    },
    /// The connection ended before all was said.
    #[error("it broke off while {doing} ({why}): its log may tell more")]
    BrokenOff {
        /// What was being done.
        doing: Doing,
        /// What of it is known.
        why: String,
    },
    /// It took too long.
    #[error(
        "nothing came within {} s while {doing}: see whether it runs, and on that port",
        .within.as_secs_f32()
    )]
    TooSlow {
        /// For how long it was waited.
        within: Duration,
        /// What was being done.
        doing: Doing,
    },
}

impl LetterProblem {
    pub(super) fn broken_off(doing: Doing, why: impl fmt::Display) -> Self {
        Self::BrokenOff { doing, why: why.to_string() }
    }

    /// Sorts out an error of the mail library.
    pub(super) fn of(doing: Doing, error: &smtp::Error) -> Self {
        let below = std::error::Error::source(error);
        let below = below.map_or_else(|| error.to_string(), ToString::to_string);
        let said = match error.status() {
            Some(status) => repeated(&format!("{status} {below}")),
            None => repeated(&below),
        };
        let is_answered = error.status().is_some() || error.is_client();
        match (is_answered, doing) {
            (false, _) => Self::BrokenOff { doing, why: said },
            (true, Doing::SigningIn) => Self::NotSignedIn { said },
            (true, _) => Self::NotTaken { said },
        }
    }

    /// Sorts out why encryption was not agreed on.
    pub(super) fn of_handshake(host: &str, error: &std::io::Error) -> Self {
        let below = error.get_ref().and_then(|error| error.downcast_ref());
        match below {
            Some(rustls::Error::InvalidCertificate(why)) => of_certificate(host, why),
            _ => Self::NoHandshake { why: error.to_string() },
        }
    }
}

fn of_certificate(host: &str, why: &CertificateError) -> LetterProblem {
    match why {
        CertificateError::NotValidForNameContext { presented, .. } => {
            let names = repeated(&presented.join(", "));
            let names = if names.is_empty() { "nobody".to_owned() } else { names };
            LetterProblem::OtherName { names, host: host.to_owned() }
        }
        CertificateError::UnknownIssuer => LetterProblem::UnknownIssuer,
        _ => LetterProblem::BadCertificate { why: why.to_string() },
    }
}

/// What a server said, as far as it is repeated.
pub(super) fn repeated(said: &str) -> String {
    let one_line = said.chars().map(|c| if c.is_control() { ' ' } else { c });
    one_line.take(SAID_CHARS_MAX).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_is_repeated_on_one_line_and_not_for_ever() {
        assert_eq!(repeated("550 no\r\n550 such user\r\n"), "550 no  550 such user");
        assert_eq!(repeated(&"x".repeat(9_000)).len(), SAID_CHARS_MAX);
    }
}
