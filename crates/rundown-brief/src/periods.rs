//! Days, months and years that an article names.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use rundown_news::{When, WhenPrecision};

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
    pub(crate) fn of(when: &When) -> Option<Self> {
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

    /// Its last day, as days since 1970.
    pub(crate) fn last(self) -> i32 {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { 28 } else { self.day };
        Date::new(self.year, month, day).map_or(0, day_number)
    }

    /// The day it is, if it is one.
    pub(crate) fn day(self) -> Option<Date> {
        Date::new(self.year, self.month, self.day).ok()
    }

    pub(crate) fn is_year(self) -> bool {
        self.month == 0
    }

    pub(crate) fn is_day(self) -> bool {
        self.day > 0
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

/// The day so many days after the first one of 1970.
pub(crate) fn date_of(day: i32) -> Date {
    let first = jiff::civil::date(1970, 1, 1);
    first.checked_add(day.days()).unwrap_or(first)
}

/// Days since 1970.
pub(crate) fn day_number(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}
