//! What single words may mean to the grammars of dates and figures.

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

/// In the order in which the lexicon lists them.
pub(super) const UNITS: [Unit; 13] = [
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Week,
    Unit::Weekend,
    Unit::Fortnight,
    Unit::Month,
    Unit::Quarter,
    Unit::Season,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
];

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

/// In the order in which the lexicon lists them.
pub(super) const PARTS: [Part; 6] = [
    Part::Morning,
    Part::Midday,
    Part::Afternoon,
    Part::Evening,
    Part::Night,
    Part::Daytime,
];

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
    /// "the end of".
    pub(crate) const EDGE: u16 = 1;
    /// "early", "mid-".
    pub(crate) const EARLY: u16 = 2;
    /// A number or what stands before one.
    pub(crate) const LENGTH: u16 = 4;
    /// "last", "this".
    pub(crate) const RELATIVE: u16 = 8;
    /// "every".
    pub(crate) const RECURRING: u16 = 16;
    /// What stands before "third quarter" or "year 2031".
    pub(crate) const ORDINAL: u16 = 32;
    /// Set phrases.
    pub(crate) const PHRASE: u16 = 64;
    /// "half past".
    pub(crate) const CLOCK: u16 = 128;
    /// Words other than numbers that begin an amount: "dozens".
    pub(crate) const FIGURE: u16 = 256;

    /// The bits in the order of their names.
    const NAMES: &str =
        "edge early length relative recurring ordinal phrase clock figure";

    /// The bits that a line of the lexicon names.
    pub(super) fn mask(names: &str) -> u16 {
        let bit = |name| NAMES.split(' ').position(|known| known == name);
        names.split(' ').filter_map(bit).fold(0, |mask, bit| mask | 1 << bit)
    }
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
    Lead(u16),
    /// A word that is one, or makes one.
    Core,
    /// A day so many days from today: "yesterday", "gestern".
    Day(i8),
    /// The unit before, at or after the present one ("letzte"); only outside English.
    Shift(i8),
    /// A word that rules name, and that means nothing by itself; only outside English.
    Word,
    /// A case ending, written onto what stands before it; only outside English.
    Ending,
    /// Speaks of what was; only outside English.
    Past,
    /// Speaks of what will be; only outside English.
    Future,
}

impl Sense {
    /// The sense of the words in a line of the lexicon: by the line's value, else by
    /// their place in it.
    pub(super) fn named(kind: &str, value: &str, place: usize) -> Option<Self> {
        let number: i16 = value.parse().unwrap_or(place as i16);
        let count = u8::try_from(number).unwrap_or(0);
        let by = i8::try_from(number).unwrap_or(0);
        let unit = UNITS.get(place).copied();
        Some(match kind {
            "month" => Self::Month(count + 1, false),
            "month-short" => Self::Month(count + 1, true),
            "weekday" => Self::Weekday(count + 1, false),
            "weekday-short" => Self::Weekday(count + 1, true),
            "weekdays" => Self::Weekdays(count + 1),
            "unit" => Self::Unit(unit?),
            "units" => Self::Units(unit?),
            "frequency" => Self::Frequency(unit?),
            "season" => Self::Season(count),
            "part" => Self::Part(PARTS.get(place).copied()?),
            "cardinal" => Self::Cardinal(count),
            "scale" => Self::Scale(count),
            "ordinal" => Self::Ordinal(count),
            "day" => Self::Day(by),
            "shift" => Self::Shift(by),
            "lead" => Self::Lead(lead::mask(value)),
            "core" => Self::Core,
            "past" => Self::Past,
            "future" => Self::Future,
            _ => return None,
        })
    }

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
                | Self::Word
                | Self::Ending
                | Self::Past
                | Self::Future
                | Self::Cardinal(_)
                | Self::Scale(_)
                | Self::Shift(_)
        )
    }
}
