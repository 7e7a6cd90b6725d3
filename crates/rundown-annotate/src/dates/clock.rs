//! Times of day: "10 p.m. Wednesday", "18:00 UTC", "noon", "4 in the morning".

use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::point::Point;
use super::reader::{Found, Reader, Value};
use super::words::{Part, Sense, Unit};

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    end: usize,
    hour: u8,
    minute: u8,
    utc: bool,
}

/// Zones, passed over behind a time; only universal time is told in the value.
const ZONES: &[&str] = &[
    "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt",
    "bst", "cet", "cest", "eest", "msk", "ist", "jst", "aest", "eastern", "e.s.t.",
    "e.d.t.",
];

impl Reader<'_> {
    /// A time and the day that goes with it.
    pub(super) fn clock_first(&self, i: usize) -> Option<Found> {
        let clock = self.clock(i)?;
        let mut j = clock.end;
        if self.n.sign(j, '(') {
            j = self.skip_bracket(j)?;
        }
        j += usize::from(self.n.sign(j, ','));
        j += usize::from(self.n.any(j, &["on", "of"]));
        let deictic = self.n.any(
            j,
            &["today", "yesterday", "tomorrow", "tonight", "this", "last", "next"],
        );
        let day = match self.n.sense(j) {
            Sense::Weekday(..) => self.weekday_first(j, None),
            Sense::Month(..) => self.month_first(j),
            Sense::Digits { .. } => self.day_first(j).or_else(|| self.numeric(j)),
            _ if deictic => self.deictic(j).or_else(|| self.relative(j)),
            _ => None,
        };
        if let Some(found) = day {
            match &found.value {
                Value::At(Point::Day(day) | Point::Part(day, _)) => {
                    return Some(self.at_clock(found.end, *day, clock));
                }
                Value::Open(value, WhenPrecision::Day) => {
                    return Some(open_clock(found.end, value, clock));
                }
                _ => {}
            }
        }
        Some(match self.last_day.or(self.published) {
            Some(day) => self.at_clock(clock.end, day, clock),
            None => open_clock(clock.end, super::point::unknown(Unit::Day), clock),
        })
    }

    /// A day with the time that follows it: "Wednesday at 10 p.m.".
    pub(super) fn with_clock(&self, found: Found) -> Found {
        let mut j = found.end;
        let comma = usize::from(self.n.sign(j, ','));
        j += comma;
        let at = usize::from(
            self.n.any(j, &["at", "around", "about", "by", "after", "before", "from"]),
        );
        j += at;
        if at + comma == 0 && !matches!(self.n.sense(j), Sense::Digits { .. }) {
            return found;
        }
        let Some(clock) = self.clock(j) else { return found };
        match &found.value {
            Value::At(Point::Day(day) | Point::Part(day, _)) => {
                self.at_clock(clock.end, *day, clock)
            }
            Value::Open(value, WhenPrecision::Day) => open_clock(clock.end, value, clock),
            _ => found,
        }
    }

    fn at_clock(&self, end: usize, day: Date, clock: Clock) -> Found {
        Found::at(end, Point::Clock(day, clock.hour, clock.minute, clock.utc))
    }

    /// "(0735 GMT)".
    fn skip_bracket(&self, j: usize) -> Option<usize> {
        (j + 1..j + 8).find(|&k| self.n.sign(k, ')')).map(|k| k + 1)
    }

    /// A time of day alone.
    fn clock(&self, i: usize) -> Option<Clock> {
        if self.n.any(i, &["noon", "midday", "midnight"]) {
            let hour = if self.n.is(i, "midnight") { 0 } else { 12 };
            return Some(Clock { end: i + 1, hour, minute: 0, utc: false });
        }
        let (hour, len) = self.n.digits(i)?;
        if len > 2 || hour > 24 {
            return self.military(i);
        }
        let mut clock =
            Clock { end: i + 1, hour: hour as u8, minute: u8::MAX, utc: false };
        let colon = self.n.inner(i + 1, ':');
        let dot = self.n.inner(i + 1, '.');
        if (colon || dot)
            && let Some((minute, 2)) = self.n.digits(i + 2)
            && minute < 60
            && !self.n.inner(i + 3, '.')
        {
            clock.minute = minute as u8;
            clock.end = i + 3;
            if self.n.inner(i + 3, ':') && matches!(self.n.digits(i + 4), Some((_, 2))) {
                clock.end = i + 5;
            }
        }
        let half = self.half_of_day(&mut clock);
        let zone = self.zone(&mut clock);
        let told = half
            || zone
            || (colon && clock.minute != u8::MAX && self.tells_time(i, clock.end));
        (told && (half || clock.minute != u8::MAX)).then_some(clock)
    }

    /// `0735 GMT`, `1430 hours`.
    fn military(&self, i: usize) -> Option<Clock> {
        let (value, 4) = self.n.digits(i)? else { return None };
        if value >= 2400 || value % 100 > 59 {
            return None;
        }
        let (hour, minute) = ((value / 100) as u8, (value % 100) as u8);
        let mut clock = Clock { end: i + 1, hour, minute, utc: false };
        if self.n.is(i + 1, "hours") {
            clock.end += 1;
            return self.n.any(i.wrapping_sub(1), &["at", "from", "by"]).then_some(clock);
        }
        self.zone(&mut clock).then_some(clock)
    }

    /// `14:05` without more: a time, not a score or a ratio.
    fn tells_time(&self, i: usize, end: usize) -> bool {
        let before = i.checked_sub(1).map_or("", |b| self.n.word(b));
        let leads = [
            "at",
            "around",
            "by",
            "until",
            "from",
            "before",
            "after",
            "since",
            "about",
            "till",
            "between",
            "to",
            "and",
            "past",
            "approximately",
            "local",
        ];
        let led = leads.iter().any(|lead| before.eq_ignore_ascii_case(lead));
        led && !self.n.sign(end, ':')
    }

    /// "a.m.", "pm", "o'clock", "in the morning".
    fn half_of_day(&self, clock: &mut Clock) -> bool {
        let j = clock.end;
        let spaced = usize::from(
            self.n.any(j, &["p", "a"])
                && self.n.sign(j + 1, '.')
                && self.n.is(j + 2, "m"),
        );
        let (am, pm) = if spaced == 1 {
            (self.n.is(j, "a"), self.n.is(j, "p"))
        } else {
            (self.n.any(j, &["am", "a.m.", "a.m"]), self.n.any(j, &["pm", "p.m.", "p.m"]))
        };
        if (am || pm) && clock.hour <= 12 && clock.hour > 0 {
            clock.hour = clock.hour % 12 + if pm { 12 } else { 0 };
            clock.end = if spaced == 1 {
                j + 3 + usize::from(self.n.sign(j + 3, '.'))
            } else {
                j + 1
            };
            return true;
        }
        if am || pm {
            clock.end = j + 1;
            return clock.hour < 24;
        }
        let o_clock = self.n.any(j, &["o'clock", "oclock", "o’clock"]);
        let k = j + usize::from(o_clock);
        let the = self.n.is(k, "in") && self.n.is(k + 1, "the");
        let (part, end) = match (self.n.sense(k + 2), self.n.is(k, "at")) {
            (Sense::Part(part), false) if the => (Some(part), k + 3),
            _ if self.n.is(k, "at") && self.n.is(k + 1, "night") => {
                (Some(Part::Night), k + 2)
            }
            _ => (None, k),
        };
        if !o_clock && part.is_none() || clock.hour > 12 {
            return false;
        }
        let late = matches!(part, Some(Part::Afternoon | Part::Evening))
            || (part == Some(Part::Night) && clock.hour > 4 && clock.hour < 12);
        if late && clock.hour < 12 {
            clock.hour += 12;
        }
        clock.end = end;
        true
    }

    /// A time zone; universal time is kept.
    fn zone(&self, clock: &mut Clock) -> bool {
        let j = clock.end
            + usize::from(
                self.n.is(clock.end, "local") && self.n.is(clock.end + 1, "time"),
            );
        if j > clock.end {
            clock.end = j + 1;
            return true;
        }
        if self.n.any(j, &["utc", "gmt", "z"]) && (!self.n.is(j, "z") || self.n.glued(j))
        {
            let offset = self.n.any(j + 1, &["+", "-"]);
            clock.end = j + 1;
            clock.utc = !offset;
            return true;
        }
        if self.n.any(j, ZONES) && self.cap(j) {
            clock.end = j + 1;
            if self.n.any(j + 1, &["time", "standard"]) {
                clock.end += 1;
            }
            return true;
        }
        false
    }

    /// "quarter past eight", "half past ten", "ten o'clock".
    pub(super) fn spoken_clock(&self, i: usize) -> Option<Found> {
        let Sense::Cardinal(hour @ 1..=12) = self.n.sense(i) else { return None };
        let mut clock = Clock { end: i + 1, hour, minute: u8::MAX, utc: false };
        if let Sense::Cardinal(minute @ 10..=59) = self.n.sense(i + 1)
            && self.n.any(i + 2, &["am", "pm", "a.m.", "p.m."])
        {
            clock.minute = minute;
            clock.end = i + 2;
        }
        if !self.half_of_day(&mut clock) {
            return None;
        }
        let day = self.last_day.or(self.published);
        Some(match day {
            Some(day) => self.at_clock(clock.end, day, clock),
            None => open_clock(clock.end, super::point::unknown(Unit::Day), clock),
        })
    }
}

fn open_clock(end: usize, day: &str, clock: Clock) -> Found {
    let minute = if clock.minute == u8::MAX { 0 } else { clock.minute };
    let zulu = if clock.utc { "Z" } else { "" };
    let value = format!("{day}T{:02}:{minute:02}{zulu}", clock.hour);
    Found { end, value: Value::Open(value, WhenPrecision::Time) }
}
