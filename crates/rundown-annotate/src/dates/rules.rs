//! Rules for dates, as the folder of a language writes them: what a date looks like where
//! there are words and no trees.
//!
//! A line `rule date: il? DAY MONTH del? YEAR? | UNIT SHIFT` has two rules. Words are
//! themselves (`/` between those that may stand in one place), capitals are slots that a
//! token fills, `SHIFT=1` fills one without a token, `<names>` is a phrase of the list
//! `names`, and what ends in `?` may be missing. [`super::matched`] finds where rules
//! apply, [`super::meaning`] tells what filled slots mean.

/// What a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A place in the calendar.
    Date,
    /// Digits and signs alone, without blanks: `15/5/2031`.
    Digits,
    /// A time of day.
    Clock,
    /// A part of the day, beside a date only.
    Part,
    /// A length.
    Length,
    /// A length back from today, or from a day.
    Ago,
    /// A length on from today, or from a day.
    Ahead,
    /// What recurs.
    Set,
}

const KINDS: [(&str, Kind); 8] = [
    ("date", Kind::Date),
    ("digits", Kind::Digits),
    ("clock", Kind::Clock),
    ("part", Kind::Part),
    ("length", Kind::Length),
    ("ago", Kind::Ago),
    ("ahead", Kind::Ahead),
    ("set", Kind::Set),
];

/// What a token may fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Day,
    /// A day of the month in digits.
    DayDigits,
    Month,
    /// A month by its number.
    MonthNumber,
    Year,
    /// A year in two digits.
    ShortYear,
    Decade,
    Weekday,
    /// "on Mondays".
    Weekdays,
    /// A day counted from today.
    Today,
    /// The unit before, at or after the present one.
    Shift,
    Unit,
    Number,
    SecondUnit,
    SecondNumber,
    /// "first"; -1 is the last.
    Ordinal,
    /// A number that counts as an ordinal.
    Nth,
    Half,
    Season,
    Holiday,
    Part,
    Hour,
    Minute,
    Second,
    /// So many minutes before the hour.
    Before,
    /// 1 behind noon, 0 before it.
    Pm,
    /// The list of expressions without a day: 0 now, 1 ahead, -1 past.
    Vague,
    /// A day that an expression names, counted from the year 1.
    Date,
}

const SLOTS: [(&str, Slot); 28] = [
    ("DAY", Slot::Day),
    ("DD", Slot::DayDigits),
    ("MONTH", Slot::Month),
    ("MM", Slot::MonthNumber),
    ("YEAR", Slot::Year),
    ("YY", Slot::ShortYear),
    ("DECADE", Slot::Decade),
    ("WEEKDAY", Slot::Weekday),
    ("WEEKDAYS", Slot::Weekdays),
    ("TODAY", Slot::Today),
    ("SHIFT", Slot::Shift),
    ("UNIT", Slot::Unit),
    ("N", Slot::Number),
    ("UNIT2", Slot::SecondUnit),
    ("N2", Slot::SecondNumber),
    ("ORD", Slot::Ordinal),
    ("NTH", Slot::Nth),
    ("HALF", Slot::Half),
    ("SEASON", Slot::Season),
    ("HOLIDAY", Slot::Holiday),
    ("PART", Slot::Part),
    ("HOUR", Slot::Hour),
    ("MIN", Slot::Minute),
    ("SEC", Slot::Second),
    ("BEFORE", Slot::Before),
    ("PM", Slot::Pm),
    ("VAGUE", Slot::Vague),
    ("DATE", Slot::Date),
];

/// The slots that a rule filled; what is no number is not filled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slots([f64; SLOTS.len()]);

impl Default for Slots {
    fn default() -> Self {
        Self([f64::NAN; SLOTS.len()])
    }
}

impl Slots {
    pub(super) fn with(mut self, slot: Slot, value: f64) -> Self {
        self.0[slot as usize] = value;
        self
    }

    pub(super) fn get(&self, slot: Slot) -> Option<f64> {
        Some(self.0[slot as usize]).filter(|value| !value.is_nan())
    }

    pub(super) fn whole(&self, slot: Slot) -> Option<i64> {
        self.get(slot).map(|value| value as i64)
    }

    pub(super) fn small(&self, slot: Slot) -> Option<u8> {
        self.get(slot).map(|value| value as u8)
    }
}

/// One place in a rule.
#[derive(Debug)]
pub(crate) struct Item {
    pub(super) what: What,
    pub(super) optional: bool,
}

#[derive(Debug)]
pub(crate) enum What {
    /// One of these words, or a sign.
    Words(Vec<&'static str>),
    /// A phrase of a list.
    List(&'static str),
    Slot(Slot),
    /// Fills a slot without a token.
    Put(Slot, f64),
}

/// A rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(super) kind: Kind,
    pub(super) items: Vec<Item>,
}

impl Rule {
    /// The rules of a line; those that cannot be read are left out (a test of the folders
    /// finds them).
    pub(super) fn read(kind: &str, line: &'static str) -> Vec<Self> {
        let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == kind) else {
            return Vec::new();
        };
        let rule = |row: &'static str| {
            let items =
                row.split_ascii_whitespace().map(Item::read).collect::<Option<_>>()?;
            Some(Self { kind: *kind, items })
        };
        line.split(" | ").filter_map(rule).collect()
    }

    /// The lists that the rule names.
    pub(super) fn lists(&self) -> impl Iterator<Item = &'static str> {
        self.items.iter().filter_map(|item| match item.what {
            What::List(name) => Some(name),
            _ => None,
        })
    }

    /// The words that the rule names.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.items
            .iter()
            .flat_map(|item| match &item.what {
                What::Words(words) => words.as_slice(),
                _ => &[],
            })
            .copied()
    }
}

impl Item {
    fn read(text: &'static str) -> Option<Self> {
        let (text, optional) = match text.strip_suffix('?') {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (text, false),
        };
        let named =
            |name: &str| SLOTS.iter().find(|(slot, _)| *slot == name).map(|(_, s)| *s);
        let what = if let Some(list) = text.strip_prefix('<') {
            What::List(list.strip_suffix('>')?)
        } else if let Some((name, value)) = text.split_once('=') {
            What::Put(named(name)?, value.parse().ok()?)
        } else if text.starts_with(|c: char| c.is_ascii_uppercase()) {
            What::Slot(named(text)?)
        } else if text == "/" {
            What::Words(vec![text])
        } else {
            What::Words(text.split('/').collect())
        };
        Some(Self { what, optional })
    }
}

/// How all languages write dates in digits.
pub(super) const IN_DIGITS: &str = "YEAR - MM - DAY | YEAR / MM / DAY | YEAR . MM . DAY \
    | DAY / MM / YEAR | DAY . MM . YEAR | DAY - MM - YEAR | DAY / MM / YY | DAY . MM . YY \
    | DAY - MM - YY | MM / DAY / YEAR | MM - DAY - YEAR | MM . DAY . YEAR | MM / DAY / YY \
    | MM - DAY - YY | YEAR - MM | YEAR / MM | MM / YEAR | MM - YEAR | DAY - MONTH - YEAR \
    | DAY / MONTH / YEAR | DAY - MONTH | DAY / MONTH | MONTH - DAY - YEAR \
    | MONTH / DAY / YEAR | YEAR - MONTH - DAY | YEAR / MONTH / DAY | DAY . MONTH . YEAR";

/// What recurs by a word alone in all languages that have one.
pub(super) const SET: &str = "WEEKDAYS";

/// How all languages write times of day in digits.
pub(super) const CLOCK: &str = "HOUR : MIN : SEC | HOUR : MIN";
