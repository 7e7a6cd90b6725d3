//! Days, months and years that an article names.

use std::fmt;

use jiff::civil::Date;
use rundown_news::{Part, ReadArticle, When, WhenPrecision};

use crate::sentences::Sentences;

/// A day, month or year. A year stands before its months, a month before its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Period {
    year: i16,
    /// 0 for a whole year.
    month: i8,
    /// 0 for a whole month or year.
    day: i8,
}

impl Period {
    pub(crate) fn of_day(date: Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }

    /// The day, month or year of a TIMEX3 value; times count as their day.
    fn of(when: &When) -> Option<Self> {
        let value = when.value.as_str();
        match when.precision {
            WhenPrecision::Day | WhenPrecision::Time => {
                Some(Self::of_day(value.get(..10)?.parse().ok()?))
            }
            WhenPrecision::Month if value.len() == 7 => {
                let first: Date = format!("{value}-01").parse().ok()?;
                Some(Self { day: 0, ..Self::of_day(first) })
            }
            WhenPrecision::Year if value.len() == 4 => {
                let year = value.parse::<u16>().ok()?;
                Some(Self { year: i16::try_from(year).ok()?, month: 0, day: 0 })
            }
            _ => None,
        }
    }

    /// Its middle, as days since 1970.
    pub(crate) fn middle(self) -> i32 {
        let (month, day) = match (self.month, self.day) {
            (0, _) => (7, 1),
            (month, 0) => (month, 15),
            whole => whole,
        };
        Date::new(self.year, month, day).map_or(0, day_number)
    }

    pub(crate) fn precision(self) -> WhenPrecision {
        match (self.month, self.day) {
            (0, _) => WhenPrecision::Year,
            (_, 0) => WhenPrecision::Month,
            _ => WhenPrecision::Day,
        }
    }

    /// Whether it begins after a day.
    pub(crate) fn begins_after(self, day: Date) -> bool {
        let day = Self::of_day(day);
        match self.precision() {
            WhenPrecision::Year => self.year > day.year,
            WhenPrecision::Month => (self.year, self.month) > (day.year, day.month),
            _ => self > day,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// Days since 1970.
pub(crate) fn day_number(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

/// A day, month or year named in a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedDay {
    pub(crate) period: Period,
    /// The middle of the period, as days since 1970.
    pub(crate) middle: i32,
    /// Its sentence, by its number among those of the top.
    pub(crate) line: u32,
    /// Whether a day was named, and no time of day.
    pub(crate) exact: bool,
}

/// What an article names, in order.
pub(crate) fn named_days(read: &ReadArticle, sentences: &Sentences) -> Vec<NamedDay> {
    let top: Vec<_> = sentences.all.iter().filter(|sentence| sentence.top).collect();
    let body = top.partition_point(|sentence| sentence.part != Part::Text);
    let named = |when: &When| {
        let period = Period::of(when)?;
        let at = when.span.start;
        let after = top[body..].partition_point(|sentence| sentence.span.start <= at);
        let line = (body + after).checked_sub(1).filter(|line| *line >= body)?;
        (at < top[line].span.end).then_some(NamedDay {
            period,
            middle: period.middle(),
            line: line as u32,
            exact: when.precision == WhenPrecision::Day,
        })
    };
    read.annotations.dates.iter().filter_map(named).collect()
}
