//! Points and stretches of the calendar, and their TIMEX3 values.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use rundown_news::WhenPrecision;

use super::words::{Part, Unit};

/// A point or stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Point {
    Day(Date),
    Part(Date, Part),
    /// Hour, minute, and whether it is universal time; a minute of 255 is unsaid.
    Clock(Date, u8, u8, bool),
    /// The week of its Monday.
    Week(Date),
    Weekend(Date),
    Month(i16, u8),
    Quarter(i16, u8),
    Half(i16, u8),
    Season(i16, u8),
    Year(i16),
    /// 198 for the 1980s.
    Decade(i16),
    /// 19 for the twentieth century.
    Century(i16),
}

impl Point {
    /// The stretch of length `unit` that holds `day`.
    pub(super) fn around(day: Date, unit: Unit) -> Self {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week(monday(day)),
            Unit::Weekend => Self::Weekend(monday(day)),
            Unit::Month => Self::Month(day.year(), day.month() as u8),
            Unit::Quarter => Self::Quarter(day.year(), quarter(day.month())),
            Unit::Season => season_of(day),
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year().div_euclid(10)),
            Unit::Century => Self::Century(day.year().div_euclid(100)),
        }
    }

    /// `n` units on from `day`, as exact as the unit is.
    pub(super) fn from_day(day: Date, n: i64, unit: Unit) -> Option<Self> {
        Self::around(shift(day, n, unit)?, unit).into()
    }

    /// A day inside the stretch: its first.
    pub(super) fn first_day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Part(day, _) | Self::Clock(day, ..) => Some(day),
            Self::Week(monday) => Some(monday),
            Self::Weekend(monday) => monday.checked_add(5.days()).ok(),
            Self::Month(year, month) => Date::new(year, month as i8, 1).ok(),
            Self::Quarter(year, q) => Date::new(year, q as i8 * 3 - 2, 1).ok(),
            Self::Half(year, h) => Date::new(year, h as i8 * 6 - 5, 1).ok(),
            Self::Season(year, s) => Date::new(year, (s as i8 + 1) * 3, 1).ok(),
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Decade(decade) => Date::new(decade.checked_mul(10)?, 1, 1).ok(),
            Self::Century(century) => Date::new(century.checked_mul(100)?, 1, 1).ok(),
        }
    }

    /// The unit it is exact to.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Day(_) | Self::Part(..) | Self::Clock(..) => Unit::Day,
            Self::Week(_) => Unit::Week,
            Self::Weekend(_) => Unit::Weekend,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) => Unit::Quarter,
            Self::Half(..) | Self::Season(..) => Unit::Season,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Part(day, part) => format!("{day}T{}", part.code()),
            Self::Clock(day, hour, minute, utc) => {
                let minute = if minute == u8::MAX { 0 } else { minute };
                format!("{day}T{hour:02}:{minute:02}{}", if utc { "Z" } else { "" })
            }
            Self::Week(monday) => week(monday),
            Self::Weekend(monday) => format!("{}-WE", week(monday)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, q) => format!("{year:04}-Q{q}"),
            Self::Half(year, h) => format!("{year:04}-H{h}"),
            Self::Season(year, s) => {
                format!("{year:04}-{}", ["SP", "SU", "FA", "WI"][usize::from(s) % 4])
            }
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// How exact it is.
    pub(super) fn precision(self) -> WhenPrecision {
        match self {
            Self::Day(_) => WhenPrecision::Day,
            Self::Part(..) | Self::Clock(..) => WhenPrecision::Time,
            Self::Week(_) | Self::Weekend(_) => WhenPrecision::Week,
            Self::Month(..) => WhenPrecision::Month,
            Self::Quarter(..) | Self::Half(..) | Self::Season(..) => {
                WhenPrecision::Quarter
            }
            Self::Year(_) => WhenPrecision::Year,
            Self::Decade(_) | Self::Century(_) => WhenPrecision::Era,
        }
    }
}

fn week(monday: Date) -> String {
    let iso: ISOWeekDate = monday.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

/// Spring is 0. December belongs to the winter of its own year.
fn season_of(day: Date) -> Point {
    match day.month() {
        3..=5 => Point::Season(day.year(), 0),
        6..=8 => Point::Season(day.year(), 1),
        9..=11 => Point::Season(day.year(), 2),
        _ => Point::Season(day.year(), 3),
    }
}

pub(super) fn quarter(month: i8) -> u8 {
    (month as u8 - 1) / 3 + 1
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// Monday is 1.
pub(super) fn weekday_number(day: Date) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}

/// Monday is 1.
pub(super) fn weekday(number: u8) -> Weekday {
    Weekday::from_monday_one_offset(number.clamp(1, 7) as i8).unwrap_or(Weekday::Monday)
}

/// `n` units on from a day; `None` beyond the calendar.
pub(super) fn shift(day: Date, n: i64, unit: Unit) -> Option<Date> {
    // A calendar has 20,000 years; no honest text counts further.
    if n.abs() > 8_000_000 {
        return None;
    }
    let times = |by: i64| n.checked_mul(by);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => jiff::Span::new(),
        Unit::Day => jiff::Span::new().try_days(n).ok()?,
        Unit::Week | Unit::Weekend => jiff::Span::new().try_weeks(n).ok()?,
        Unit::Fortnight => jiff::Span::new().try_weeks(times(2)?).ok()?,
        Unit::Month => jiff::Span::new().try_months(n).ok()?,
        Unit::Quarter => jiff::Span::new().try_months(times(3)?).ok()?,
        Unit::Season | Unit::Year => jiff::Span::new().try_years(n).ok()?,
        Unit::Decade => jiff::Span::new().try_years(times(10)?).ok()?,
        Unit::Century => jiff::Span::new().try_years(times(100)?).ok()?,
    };
    day.checked_add(span).ok().filter(|day| day.year() > 0)
}

/// The value of an unknown stretch of this length, for texts without a day.
pub(super) fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Season | Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// How exact a stretch of this length is.
pub(super) fn unit_precision(unit: Unit) -> WhenPrecision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => WhenPrecision::Time,
        Unit::Day => WhenPrecision::Day,
        Unit::Week | Unit::Weekend | Unit::Fortnight => WhenPrecision::Week,
        Unit::Month => WhenPrecision::Month,
        Unit::Quarter | Unit::Season => WhenPrecision::Quarter,
        Unit::Year => WhenPrecision::Year,
        Unit::Decade | Unit::Century => WhenPrecision::Era,
    }
}
