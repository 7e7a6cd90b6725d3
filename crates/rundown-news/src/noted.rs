//! A value, and what was odd about reading it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a reading stage returns: it never fails, it notes.
///
/// The shape is that of a parser which always gives a tree together with its
/// errors (rust-analyzer, typst).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Noted<T> {
    /// What was read.
    pub value: T,
    /// What was odd, in the order in which it was met.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// A value with nothing odd about it.
    pub fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// The same notes around another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Noted<U> {
        Noted { value: change(self.value), notes: self.notes }
    }
}

/// One oddity: its kind, and a detail for people. In JSON `"kind: detail"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What sort of thing happened.
    pub kind: NoteKind,
    /// Which thing, how many, where; may be empty.
    pub detail: String,
}

impl Note {
    /// A note with a detail.
    pub fn new(kind: NoteKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.detail.as_str() {
            "" => f.write_str(self.kind.as_str()),
            detail => write!(f, "{}: {detail}", self.kind.as_str()),
        }
    }
}

macro_rules! note_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The kinds of notes. Each has its heading in `docs/reference/notes.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NoteKind { $($(#[$doc])* $name,)* }

        impl NoteKind {
            /// Every kind, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The words that stand for it in JSON and on the terminal.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

note_kinds! {
    /// The bytes were empty or held no text.
    NoText = "no text",
    /// The document was longer than the limit and was cut.
    TooLong = "too long",
    /// A structural limit (depth, nodes, attributes) was reached; the rest is flat.
    TooDeep = "too deep",
    /// The step budget of the document ran out; what was read so far is kept.
    TooCostly = "too costly",
    /// The bytes did not fit the character set they claim; some were replaced.
    BadBytes = "bad bytes",
    /// Reading broke down: a fault in Rundown. Only the desk writes this note.
    Failed = "reading failed",
    /// The input is not of the kind it was taken for (binary, not a feed, not JSON).
    WrongKind = "wrong kind",
    /// A line of JSON could not be read.
    BadLine = "bad line",
    /// No headline was found.
    NoHeadline = "no headline",
    /// No day of publication was found; relative dates are not resolved.
    NoDate = "no date",
    /// A date that cannot be right was left out.
    BadDate = "bad date",
    /// A date was cut off at the capture: published after it was fetched.
    DateAhead = "date ahead of capture",
    /// Chrome was dropped: invitations, recommendations, sharing, consent.
    Dropped = "dropped",
    /// The page is a stub behind a wall.
    BehindWall = "behind a wall",
    /// The page could not be had; the text is what its feed told of it.
    FeedText = "only the feed's text",
    /// The page says two different things of itself; which was believed.
    Disagrees = "disagrees with itself",
    /// The text is too long for annotation; the rest was left unannotated.
    PartlyAnnotated = "partly annotated",
    /// The language is not known or not supported; only general rules were used.
    UnknownLanguage = "unknown language",
    /// An entry of a feed was left out or repaired.
    BadItem = "bad item",
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Note {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (head, detail) = text.split_once(": ").unwrap_or((&text, ""));
        let kind = NoteKind::ALL.iter().find(|kind| kind.as_str() == head);
        kind.map(|kind| Self::new(*kind, detail))
            .ok_or_else(|| serde::de::Error::custom(format!("no such note: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_back_as_it_is_written() {
        for (note, text) in [
            (Note::new(NoteKind::TooLong, "9 MB: cut"), "\"too long: 9 MB: cut\""),
            (Note::new(NoteKind::NoDate, ""), "\"no date\""),
        ] {
            assert_eq!(serde_json::to_string(&note).unwrap(), text);
            assert_eq!(serde_json::from_str::<Note>(text).unwrap(), note);
        }
        let odd = serde_json::from_str::<Note>("\"too tall: 9\"").unwrap_err();
        assert!(odd.to_string().contains("no such note: too tall: 9"), "{odd}");
    }

    #[test]
    fn notes_stay_when_the_value_becomes_another() {
        let mut read = Noted::plain(2);
        assert!(read.notes.is_empty());
        read.notes.push(Note::new(NoteKind::NoText, ""));
        let notes = read.notes.clone();
        assert_eq!(
            read.map(|value| value.to_string()),
            Noted { value: "2".to_owned(), notes }
        );
    }
}
