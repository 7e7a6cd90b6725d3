//! What the first words of a line say of it.

use std::borrow::Cow;

use super::kinds::{
    BOX_TITLES, CONSENTING, CORRECTING, INVITING, LABEL_BYTES_MAX, LEADING_AWAY, PLAYING,
    WALL_BYTES_MAX, WIDGET_BYTES_MAX, labels, names_widget,
};
use super::simple::simple;
use super::start::start_of;
use super::wall::{asks_for_support, speaks_of_wall};

/// A line with its simple words, worked out once for all that is asked of them.
pub(crate) struct Said<'t> {
    text: &'t str,
    /// Of a line that is not longer than anything asks for.
    words: Cow<'t, str>,
}

impl<'t> Said<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self::with(text, || Cow::Owned(simple(text)))
    }

    /// The same with simple words that are known already, or not asked for.
    pub(crate) fn with(text: &'t str, words: impl FnOnce() -> Cow<'t, str>) -> Self {
        let is_short = text.len() <= WALL_BYTES_MAX;
        Self { text, words: if is_short { words() } else { Cow::Borrowed("") } }
    }

    /// Its simple words; of a long line those of so many of its first bytes.
    fn first(&self, bytes_max: usize) -> Cow<'_, str> {
        if self.text.len() <= WALL_BYTES_MAX {
            Cow::Borrowed(&self.words)
        } else {
            Cow::Owned(simple(start_of(self.text, bytes_max)))
        }
    }

    /// How it opens.
    pub(crate) fn opening(&self) -> Opening<'_> {
        Opening { bytes: self.text.len(), words: self.first(OPENING_BYTES) }
    }

    /// See [`super::is_highlights_title`].
    pub(crate) fn is_highlights_title(&self) -> bool {
        self.text.len() < LABEL_BYTES_MAX && BOX_TITLES.contains(&*self.words)
    }

    /// See [`super::is_widget_name`].
    pub(crate) fn is_widget_name(&self) -> bool {
        self.text.len() < WIDGET_BYTES_MAX && names_widget(&self.words)
    }

    /// See [`super::is_label`].
    pub(crate) fn is_label(&self) -> bool {
        self.text.len() < LABEL_BYTES_MAX && labels(&self.words)
    }

    /// Whether it says that the rest is for those who pay or sign in.
    pub(crate) fn is_wall(&self) -> bool {
        self.text.len() <= WALL_BYTES_MAX && speaks_of_wall(&self.words)
    }

    /// Whether it asks for money for the outlet's own work, in no one else's words.
    pub(crate) fn asks_for_support(&self) -> bool {
        self.text.len() <= WALL_BYTES_MAX
            && asks_for_support(&self.words)
            && !self.text.contains(['"', '“', '”', '„', '«', '»'])
    }

    /// See [`super::is_correction`].
    pub(crate) fn is_correction(&self) -> bool {
        self.text.len() < 1_500 && CORRECTING.open(&self.first(100))
    }
}

/// An opening is told by so much of a line.
const OPENING_BYTES: usize = 80;

/// How a line opens, in simple words: what is asked of it often is worked out once.
pub(crate) struct Opening<'t> {
    bytes: usize,
    words: Cow<'t, str>,
}

impl Opening<'_> {
    pub(crate) fn of(line: &str) -> Self {
        let words = Cow::Owned(simple(start_of(line, OPENING_BYTES)));
        Self { bytes: line.len(), words }
    }

    /// Whether a short line leads away from the article.
    pub(crate) fn leads_away(&self) -> bool {
        self.bytes < 240 && LEADING_AWAY.open(&self.words)
    }

    /// Whether a line asks the reader to sign up, follow, share or pay.
    pub(crate) fn is_invitation(&self) -> bool {
        self.bytes < 400 && (INVITING.open(&self.words) || counts_free(&self.words))
    }

    /// Whether a line stands in for something a reader has not consented to.
    pub(crate) fn asks_consent(&self) -> bool {
        self.bytes < 900 && (CONSENTING.open(&self.words) || asks_to_allow(&self.words))
    }

    /// Whether a player says of itself what it is.
    pub(crate) fn is_of_player(&self) -> bool {
        self.bytes < 240 && PLAYING.open(&self.words)
    }
}

/// "Allow Chirp content?"
fn asks_to_allow(words: &str) -> bool {
    const WORDS_MAX: usize = 5;
    let named =
        words.strip_prefix("allow ").and_then(|rest| rest.strip_suffix(" content"));
    named.is_some_and(|name| name.split(' ').count() + 2 <= WORDS_MAX)
}

/// "You have 2 free articles left this month", "You've read 3 of 5 free stories".
fn counts_free(words: &str) -> bool {
    let free = ["free article", "free stor", "complimentary article"];
    words.starts_with("you ") && free.iter().any(|free| words.contains(free))
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

/// Whether a line is the title of a highlights box.
pub(crate) fn is_highlights_title(line: &str) -> bool {
    Said::of(line).is_highlights_title()
}

/// Whether a paragraph is a correction or an editor's note.
pub(crate) fn is_correction(text: &str) -> bool {
    Said::of(text).is_correction()
}
