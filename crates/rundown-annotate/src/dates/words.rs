//! What single words may mean to the grammars of dates and figures.

use std::sync::LazyLock;

use rundown_news::{Lang, Map};

use super::{elsewhere, english};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

/// A part of the day, with its TIMEX3 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl Part {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }
}

/// Which kinds of expression a word may begin: bits of [`Sense::Lead`].
pub(crate) mod lead {
    pub(crate) const NOTHING: u8 = 0;
    /// "the end of".
    pub(crate) const EDGE: u8 = 1;
    /// "early", "mid-".
    pub(crate) const EARLY: u8 = 2;
    /// A number or what stands before one.
    pub(crate) const LENGTH: u8 = 4;
    /// "last", "this".
    pub(crate) const RELATIVE: u8 = 8;
    /// "every".
    pub(crate) const RECURRING: u8 = 16;
    /// What stands before "third quarter" or "year 2031".
    pub(crate) const ORDINAL: u8 = 32;
    /// Set phrases.
    pub(crate) const PHRASE: u8 = 64;
    /// "half past".
    pub(crate) const CLOCK: u8 = 128;
    pub(crate) const THE: u8 = EDGE | EARLY | LENGTH | RELATIVE | ORDINAL | PHRASE;
}

/// What a token may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sense {
    /// Nothing to us.
    Plain,
    /// The end of a sentence.
    End,
    /// The end of a sentence before a blank line.
    Break,
    /// A sign; quotation marks and dashes in one form each.
    Sign(char),
    /// `'s` behind a word.
    Possessive,
    /// A run of digits.
    Digits { value: u32, len: u8 },
    /// January is 1; `true` for an abbreviation.
    Month(u8, bool),
    /// Monday is 1; `true` for an abbreviation.
    Weekday(u8, bool),
    /// "Mondays".
    Weekdays(u8),
    /// "week".
    Unit(Unit),
    /// "weeks".
    Units(Unit),
    /// Spring is 0, winter 3.
    Season(u8),
    /// "morning".
    Part(Part),
    /// "weekly".
    Frequency(Unit),
    /// "one" to "ninety".
    Cardinal(u8),
    /// "hundred" (2), "thousand" (3), "million" (6): powers of ten.
    Scale(u8),
    /// "first" to "thirty-first" where it is one word.
    Ordinal(u8),
    /// A word that may begin an expression of time; which kinds, in the bits of
    /// [`lead`].
    Lead(u8),
    /// A word that is one, or makes one.
    Core,
    /// A day so many days from today ("gestern"); only outside English.
    Day(i8),
    /// The unit before, at or after the present one ("letzte"); only outside English.
    Shift(i8),
    /// Speaks of what was; only outside English.
    Past,
    /// Speaks of what will be; only outside English.
    Future,
}

impl Sense {
    pub(crate) fn is_word(self) -> bool {
        !matches!(
            self,
            Self::End
                | Self::Break
                | Self::Sign(_)
                | Self::Possessive
                | Self::Digits { .. }
        )
    }

    /// Whether an expression of time may hang on this token.
    pub(crate) fn is_core(self) -> bool {
        !matches!(
            self,
            Self::Plain
                | Self::End
                | Self::Break
                | Self::Sign(_)
                | Self::Possessive
                | Self::Lead(_)
                | Self::Past
                | Self::Future
                | Self::Cardinal(_)
                | Self::Scale(_)
                | Self::Shift(_)
        )
    }
}

/// The words of one language.
pub(crate) struct Lexicon {
    words: Map<&'static [u8], Sense>,
    /// For each first byte the lengths of the words that begin with it, as bits: most
    /// words of a text are told apart by these alone.
    lengths: [u32; 256],
}

impl Lexicon {
    /// The sense of a word, given in lower case.
    pub(crate) fn sense(&self, word: &[u8]) -> Sense {
        let first = word.first().map_or(0, |&byte| usize::from(byte));
        if self.lengths[first] >> word.len().min(31) & 1 == 1
            && let Some(&sense) = self.words.get(word)
        {
            return sense;
        }
        Sense::Plain
    }

    fn new(tables: &[&'static [(&'static str, Sense)]]) -> Self {
        let mut words = Map::default();
        let mut lengths = [0; 256];
        for (list, sense) in tables.iter().copied().flatten() {
            for word in list.split_ascii_whitespace() {
                words.entry(word.as_bytes()).or_insert(*sense);
                lengths[usize::from(word.as_bytes()[0])] |= 1 << word.len().min(31);
            }
        }
        Self { words, lengths }
    }
}

/// The words of a language; English where it is not one of ours.
pub(crate) fn lexicon(lang: Lang) -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[english::WORDS]));
    static GERMAN: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[elsewhere::GERMAN]));
    static SPANISH: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[elsewhere::SPANISH]));
    static FRENCH: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[elsewhere::FRENCH]));
    static PORTUGUESE: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&[elsewhere::PORTUGUESE]));
    match lang {
        Lang::GERMAN => &GERMAN,
        Lang::SPANISH => &SPANISH,
        Lang::FRENCH => &FRENCH,
        Lang::PORTUGUESE => &PORTUGUESE,
        _ => &ENGLISH,
    }
}
