//! When a reader is told: at once, after the night, or with a day's or week's digest.

use jiff::civil::{DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// When a digest is sent, by the reader's clock.
const DIGEST_HOUR: i8 = 7;

/// How often a reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digest {
    /// Of each development at once.
    #[default]
    None,
    /// Once a day, at seven in the morning.
    Day,
    /// Once a week, on Monday at seven.
    Week,
}

/// The text is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDigest;

impl std::str::FromStr for Digest {
    type Err = NoDigest;

    /// ```
    /// # use rundown_alerts::Digest;
    /// assert_eq!("week".parse(), Ok(Digest::Week));
    /// assert!("month".parse::<Digest>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, NoDigest> {
        let all = [Self::None, Self::Day, Self::Week];
        all.into_iter().find(|one| one.word() == text).ok_or(NoDigest)
    }
}

impl Digest {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Day => "day",
            Self::Week => "week",
        }
    }
}

/// The hours in which nobody is told anything, such as `22:00-07:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// When they begin.
    pub from: Time,
    /// When they end.
    pub to: Time,
}

/// The text is no pair of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHours;

impl std::str::FromStr for Quiet {
    type Err = NotHours;

    /// ```
    /// # use rundown_alerts::Quiet;
    /// assert!("22:00-07:00".parse::<Quiet>().is_ok());
    /// assert!("at night".parse::<Quiet>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, NotHours> {
        let (from, to) = text.split_once('-').ok_or(NotHours)?;
        let time = |text: &str| text.trim().parse::<Time>().map_err(|_| NotHours);
        Ok(Self { from: time(from)?, to: time(to)? })
    }
}

impl std::fmt::Display for Quiet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hour = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
        write!(f, "{}-{}", hour(self.from), hour(self.to))
    }
}

impl Quiet {
    fn holds(self, time: Time) -> bool {
        if self.from <= self.to {
            self.from <= time && time < self.to
        } else {
            time >= self.from || time < self.to
        }
    }
}

/// When a reader is told, by the clock of where they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Whose clock.
    pub zone: TimeZone,
    /// When not.
    pub quiet: Option<Quiet>,
    /// How often.
    pub digest: Digest,
}

impl Default for Hours {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, quiet: None, digest: Digest::None }
    }
}

impl Hours {
    /// The first time from `now` on at which the reader may be told.
    ///
    /// ```
    /// # use rundown_alerts::{Digest, Hours};
    /// let hours = Hours { quiet: "22:00-07:30".parse().ok(), ..Hours::default() };
    /// let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    /// assert_eq!(hours.after(at("2031-05-10T23:00:00Z")), at("2031-05-11T07:30:00Z"));
    /// assert_eq!(hours.after(at("2031-05-10T12:00:00Z")), at("2031-05-10T12:00:00Z"));
    /// let weekly = Hours { digest: Digest::Week, ..Hours::default() };
    /// assert_eq!(weekly.after(at("2031-05-10T12:00:00Z")), at("2031-05-12T07:00:00Z"));
    /// ```
    #[must_use]
    pub fn after(&self, now: Timestamp) -> Timestamp {
        let here = self.zone.to_datetime(now);
        let due = match self.digest {
            Digest::None => None,
            Digest::Day => next_digest(here, |_| true),
            Digest::Week => next_digest(here, |day| day == Weekday::Monday),
        };
        // A time that the zone skips comes right after the gap.
        let told = |at: DateTime| self.zone.to_timestamp(at).ok();
        let due = due.and_then(told).unwrap_or(now);
        let here = self.zone.to_datetime(due);
        match self.quiet {
            Some(quiet) if quiet.holds(here.time()) => {
                next_at(here, quiet.to).and_then(told).unwrap_or(due)
            }
            _ => due,
        }
    }
}

/// The next time on a clock after `here`.
fn next_at(here: DateTime, time: Time) -> Option<DateTime> {
    let today = here.date().to_datetime(time);
    if today > here { Some(today) } else { today.checked_add(1.day()).ok() }
}

fn next_digest(here: DateTime, on: impl Fn(Weekday) -> bool) -> Option<DateTime> {
    let mut next = next_at(here, Time::constant(DIGEST_HOUR, 0, 0, 0))?;
    for _ in 0..7 {
        if on(next.date().weekday()) {
            return Some(next);
        }
        next = next.checked_add(1.day()).ok()?;
    }
    None
}
