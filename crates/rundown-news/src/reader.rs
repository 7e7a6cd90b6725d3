//! What a reader has seen and wants.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Whose reading it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ReaderId(pub i64);

impl ReaderId {
    /// Whoever reads where there are no accounts, and on the command line.
    pub const FIRST: Self = Self(1);
}

/// What somebody may do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Rights {
    /// Read, and have what they have read, follow and mute noted.
    Reader,
    /// Also correct stories, and choose the feeds, for all.
    Editor,
    /// Also manage accounts.
    Admin,
}

impl Rights {
    /// All of them, least first.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Editor, Self::Admin];

    /// Its word.
    ///
    /// ```
    /// use rundown_news::Rights;
    /// assert!(Rights::ALL.iter().all(|role| Rights::of(role.word()) == Some(*role)));
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    /// The role of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// When this reader last looked at a story.
///
/// What had arrived by then counts as known to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LastLook(pub Timestamp);

/// What a reader does with a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Follow {
    /// Nothing said.
    #[default]
    None,
    /// Kept on top, and alerted of.
    Followed,
    /// Kept out of the rundown.
    Muted,
}

/// How a reader put a story off; it stays out of the rundown for as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    /// Until this time.
    Until(Timestamp),
    /// Until something material happens after this time.
    MaterialSince(Timestamp),
}

#[cfg(test)]
mod tests {
    use super::Rights;

    #[test]
    fn each_of_the_rights_is_found_by_its_word_alone() {
        let words = Rights::ALL.map(Rights::word);
        assert_eq!(words, ["reader", "editor", "admin"]);
        assert_eq!(words.map(Rights::of), Rights::ALL.map(Some));
        assert_eq!((Rights::of(""), Rights::of("root")), (None, None));
    }
}
