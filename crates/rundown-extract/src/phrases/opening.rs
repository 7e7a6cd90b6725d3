//! What the first words of a line say of it.

use super::{CONSENTING, INVITING, LEADING_AWAY, simple, start_of};

/// How a line opens, in simple words: what is asked of it often is worked out once.
pub(crate) struct Opening {
    bytes: usize,
    words: String,
}

impl Opening {
    pub(crate) fn of(line: &str) -> Self {
        Self { bytes: line.len(), words: simple(start_of(line, 80)) }
    }

    /// Whether a short line leads away from the article.
    pub(crate) fn leads_away(&self) -> bool {
        self.bytes < 240 && LEADING_AWAY.open(&self.words)
    }

    /// Whether a line asks the reader to sign up, follow, share or pay.
    pub(crate) fn is_invitation(&self) -> bool {
        self.bytes < 400 && INVITING.open(&self.words)
    }

    /// Whether a line stands in for something a reader has not consented to.
    pub(crate) fn asks_consent(&self) -> bool {
        self.bytes < 900 && CONSENTING.open(&self.words)
    }
}

/// See [`Opening::leads_away`].
pub(crate) fn leads_away(line: &str) -> bool {
    Opening::of(line).leads_away()
}

/// See [`Opening::is_invitation`].
pub(crate) fn is_invitation(line: &str) -> bool {
    Opening::of(line).is_invitation()
}

/// See [`Opening::asks_consent`].
pub(crate) fn asks_consent(line: &str) -> bool {
    Opening::of(line).asks_consent()
}
