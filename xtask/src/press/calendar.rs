//! Times as the copy writes them and as the outlets print them.

use anyhow::{Result, anyhow};
use jiff::ZonedDateTime;
use jiff::civil::Time;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;
use serde::Deserialize;

/// The names an outlet gives to days and months; English if it says nothing.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Calendar {
    /// January first.
    pub(crate) months: [String; 12],
    /// Monday first.
    pub(crate) weekdays: [String; 7],
}

impl Default for Calendar {
    fn default() -> Self {
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let weekdays = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        Self { months: months.map(str::to_owned), weekdays: weekdays.map(str::to_owned) }
    }
}

impl Calendar {
    /// Prints a time by a strftime pattern, with `%B` and `%A` in this calendar's
    /// names.
    pub(crate) fn words(&self, time: &ZonedDateTime, pattern: &str) -> String {
        let month = &self.months[time.month() as usize - 1];
        let weekday = &self.weekdays[time.weekday().to_monday_zero_offset() as usize];
        let pattern = pattern.replace("%B", month).replace("%A", weekday);
        time.strftime(&pattern).to_string()
    }
}

/// Reads a time such as `2031-05-14T09:40:00+01:00`; the offset must be there.
pub(crate) fn read_time(text: &str) -> Result<ZonedDateTime> {
    let hint = || anyhow!("not a time with an offset: {text}");
    let pieces = DateTimeParser::new().parse_pieces(text).map_err(|_| hint())?;
    let offset = pieces.to_numeric_offset().ok_or_else(hint)?;
    let time = pieces.time().ok_or_else(hint)?;
    let zone = TimeZone::fixed(offset);
    pieces.date().to_datetime(time).to_zoned_datetime(zone).map_err(|_| hint())
}

/// Reads a clock time such as `14:05`.
pub(crate) fn read_clock(text: &str) -> Result<Time> {
    let not_a_clock = || anyhow!("not a clock time such as 14:05: {text}");
    let (hour, minute) = text.split_once(':').ok_or_else(not_a_clock)?;
    let (hour, minute) = (hour.parse(), minute.parse());
    let (Ok(hour), Ok(minute)) = (hour, minute) else { return Err(not_a_clock()) };
    Time::new(hour, minute, 0, 0).map_err(|_| not_a_clock())
}

/// `2031-05-14T09:40:00+01:00`, as metadata and indexes have it.
pub(crate) fn iso(time: &ZonedDateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_offset() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(read_time(text).ok().map(|time| iso(&time)).as_deref(), expected);
        };
        check("2031-05-14T09:40:00+01:00", Some("2031-05-14T09:40:00+01:00"));
        check("2031-05-14T09:40-04:00", Some("2031-05-14T09:40:00-04:00"));
        check("2031-05-14T09:40:00", None);
        check("2031-05-14", None);
        check("2031-05-34T09:40:00+01:00", None);
    }

    #[test]
    fn clocks_are_hours_and_minutes() {
        assert!(read_clock("14:05").is_ok());
        assert!(read_clock("24:05").is_err());
        assert!(read_clock("noon").is_err());
    }
}
