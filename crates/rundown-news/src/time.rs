//! When something was published: an instant, or only a day.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A time as an outlet states it: to the minute with its own offset, or a day.
///
/// In JSON: `"2031-05-14T09:40:00+02:00"`, `"2031-05-14T07:40:00Z"` or, where only
/// the day is known, `"2031-05-14"`.
///
/// ```
/// use rundown_news::NewsTime;
/// let late: NewsTime = "2031-05-14T00:30:00+02:00".parse().unwrap();
/// // The outlet's own day counts, not the day in Greenwich.
/// assert_eq!(late.day(), jiff::civil::date(2031, 5, 14));
/// assert_eq!(late.instant().to_string(), "2031-05-13T22:30:00Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NewsTime {
    at: Timestamp,
    offset_seconds: i32,
    day_only: bool,
}

/// A text that is neither an RFC 3339 time nor a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsTimeError(String);

impl NewsTime {
    /// A whole day; counts as midnight in Greenwich where an instant is needed.
    #[must_use]
    pub fn from_day(day: Date) -> Self {
        let midnight = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0));
        Self {
            at: midnight.unwrap_or(Timestamp::UNIX_EPOCH),
            offset_seconds: 0,
            day_only: true,
        }
    }

    /// An instant, told in Greenwich time.
    #[must_use]
    pub fn from_instant(at: Timestamp) -> Self {
        Self { at, offset_seconds: 0, day_only: false }
    }

    /// An instant, told at an offset of so many seconds east of Greenwich. An
    /// offset that no place has counts as 0.
    #[must_use]
    pub fn from_instant_at(at: Timestamp, offset_seconds: i32) -> Self {
        let known = Offset::from_seconds(offset_seconds).is_ok();
        Self {
            at,
            offset_seconds: if known { offset_seconds } else { 0 },
            day_only: false,
        }
    }

    /// The instant, for ordering.
    #[must_use]
    pub fn instant(self) -> Timestamp {
        self.at
    }

    /// The calendar day at the outlet.
    #[must_use]
    pub fn day(self) -> Date {
        self.offset().to_datetime(self.at).date()
    }

    /// The time of day at the outlet. None where only the day is known, and where the time
    /// is told as Greenwich has it, since many outlets elsewhere tell it so.
    #[must_use]
    pub fn clock(self) -> Option<Time> {
        let is_own = !self.day_only && self.offset_seconds != 0;
        is_own.then(|| self.offset().to_datetime(self.at).time())
    }

    /// Whether only the day is known.
    #[must_use]
    pub fn is_day_only(self) -> bool {
        self.day_only
    }

    fn offset(self) -> Offset {
        Offset::from_seconds(self.offset_seconds).unwrap_or(Offset::UTC)
    }
}

impl PartialOrd for NewsTime {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NewsTime {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |time: &Self| (time.at, time.day_only, time.offset_seconds);
        key(self).cmp(&key(other))
    }
}

impl std::fmt::Display for NewsTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let local = self.offset().to_datetime(self.at);
        let seconds = self.offset_seconds;
        if self.day_only {
            return write!(f, "{}", local.date());
        }
        let time = local.strftime("%Y-%m-%dT%H:%M:%S");
        if seconds == 0 {
            return write!(f, "{time}Z");
        }
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        write!(f, "{time}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl std::fmt::Display for NewsTimeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "not a time: {:?} (expected 2031-05-14T09:40:00Z or 2031-05-14)",
            self.0
        )
    }
}

impl std::error::Error for NewsTimeError {}

impl std::str::FromStr for NewsTime {
    type Err = NewsTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let wrong = || NewsTimeError(text.chars().take(60).collect());
        if text.len() == 10 {
            return text.parse::<Date>().map(Self::from_day).map_err(|_| wrong());
        }
        let parsed = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| wrong())?;
        let at: Timestamp = match parsed.to_numeric_offset() {
            Some(offset) => {
                let local = parsed.date().to_datetime(parsed.time().unwrap_or_default());
                let at = offset.to_timestamp(local).map_err(|_| wrong())?;
                return Ok(Self::from_instant_at(at, offset.seconds()));
            }
            None => text.parse().map_err(|_| wrong())?,
        };
        Ok(Self::from_instant(at))
    }
}

impl Serialize for NewsTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NewsTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_back_as_they_are_written() {
        for text in [
            "2031-05-14",
            "2031-05-14T09:40:00Z",
            "2031-05-14T09:40:00+02:00",
            "2031-05-14T09:40:00-03:30",
        ] {
            let time: NewsTime = text.parse().unwrap();
            assert_eq!(time.to_string(), text);
        }
    }

    #[test]
    fn nonsense_is_refused_with_its_words() {
        let error = "next Tuesday-ish".parse::<NewsTime>().unwrap_err();
        assert!(error.to_string().contains("next Tuesday-ish"));
    }

    fn time(text: &str) -> NewsTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_is_that_of_the_outlet_and_the_instant_that_of_the_world() {
        let late = time("2031-05-14T00:30:00+02:00");
        assert_eq!(late.day(), jiff::civil::date(2031, 5, 14));
        assert_eq!(late.instant().to_string(), "2031-05-13T22:30:00Z");
        assert_eq!(Timestamp::from(late), late.instant());
        let day = time("2031-05-14");
        assert!(day.is_day_only() && !late.is_day_only());
        assert_eq!(day.instant().to_string(), "2031-05-14T00:00:00Z");
    }

    #[test]
    fn an_offset_that_no_place_has_counts_as_none() {
        let at = time("2031-05-14T09:40:00Z").instant();
        assert_eq!(
            NewsTime::from_instant_at(at, 7_200).to_string(),
            "2031-05-14T11:40:00+02:00"
        );
        assert_eq!(NewsTime::from_instant_at(at, 999_999), NewsTime::from_instant(at));
    }

    #[test]
    fn times_are_ordered_by_instant_with_a_day_behind_its_midnight() {
        let in_order = [
            "2031-05-13T23:59:00Z",
            "2031-05-14T00:00:00Z",
            "2031-05-14",
            "2031-05-14T01:30:00+01:00",
            "2031-05-14T00:40:00Z",
        ]
        .map(time);
        assert!(in_order.is_sorted());
        assert!(in_order.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(
            in_order[0].partial_cmp(&in_order[0]),
            Some(std::cmp::Ordering::Equal)
        );
    }
}
