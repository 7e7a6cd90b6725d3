//! Times of day: "10 p.m. Wednesday", "18:00 UTC", "noon", "4 in the morning".

use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::clause::Tense;
use super::point::{Point, weekday};
use super::reader::{Found, Reader, Value};
use super::words::{Part, Sense, Unit};

/// The hour at which the night is over.
const NIGHT_ENDS: u8 = 6;
/// So many words before "at" a verb of leaving or beginning stands at most.
const GOING_WORDS_MAX: usize = 4;

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    end: usize,
    hour: u8,
    minute: u8,
    utc: bool,
}

impl Clock {
    /// This time on a day.
    fn on(self, day: &Found, end: usize) -> Option<Found> {
        match &day.value {
            Value::At(Point::Day(day) | Point::Part(day, _)) => {
                Some(at_clock(end, *day, self))
            }
            Value::Open(value, WhenPrecision::Day) => Some(open_clock(end, value, self)),
            _ => None,
        }
    }
}

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
        let deictic = self.n.any(j, &["this", "last", "next"]);
        let day = match self.n.sense(j) {
            Sense::Weekday(number, _) => {
                let tonight = self.small_hours(clock, j, number);
                tonight.or_else(|| self.weekday_first(j, None))
            }
            Sense::Month(..) => self.month_first(j),
            Sense::Digits { .. } => self.day_first(j).or_else(|| self.numeric(j)),
            Sense::Day(by) => Some(self.day_word(j, by)),
            _ if deictic => self.relative(j),
            _ => None,
        };
        let dated = day.and_then(|day| clock.on(&day, day.end));
        Some(dated.unwrap_or_else(|| self.on_last_day(clock)))
    }

    /// "1:30 a.m. Thursday" in news of Wednesday: the night that follows, which the page of
    /// the evening was still told of; not the night of last week.
    fn small_hours(&self, clock: Clock, j: usize, number: u8) -> Option<Found> {
        let next = self.published?.tomorrow().ok()?;
        let is_next = next.weekday() == weekday(number) && clock.hour < NIGHT_ENDS;
        is_next.then(|| Found::at(j + 1, Point::Day(next)))
    }

    /// A day with the time that follows it: "Wednesday at 10 p.m.".
    pub(super) fn with_clock(&self, found: Found) -> Found {
        let mut j = found.end;
        let comma = usize::from(self.n.sign(j, ','));
        j += comma;
        let at = usize::from(self.n.in_list(j, "at"));
        j += usize::from(self.n.sign(j, '@'));
        j += at;
        if let Value::At(Point::Part(day, part)) = found.value
            && at == 1
            && self.clock(j).is_none()
            && let Some(hour) = self.bare_hour(j)
        {
            let clock = Clock {
                end: j + 1,
                hour: in_part(hour, part),
                minute: u8::MAX,
                utc: false,
            };
            return at_clock(j + 1, day, clock);
        }
        if at + comma == 0 && !matches!(self.n.sense(j), Sense::Digits { .. }) {
            return found;
        }
        let Some(clock) = self.clock(j) else { return found };
        clock.on(&found, clock.end).unwrap_or(found)
    }

    /// The end of the time at `i`, if one stands there.
    pub(super) fn clock_at(&self, i: usize) -> Option<usize> {
        self.clock(i)
            .map(|clock| clock.end)
            .or_else(|| self.spoken_clock(i).map(|found| found.end))
    }

    /// "7", "seven" behind "tonight at".
    fn bare_hour(&self, j: usize) -> Option<u8> {
        let hour = match self.n.sense(j) {
            Sense::Cardinal(hour @ 1..=12) => hour,
            Sense::Digits { value: value @ 1..=12, .. } => value as u8,
            _ => return None,
        };
        let ends = matches!(self.n.sense(j + 1), Sense::End | Sense::Break)
            || self.n.any(j + 1, &[".", ",", "and", "in", "with", "for"]);
        ends.then_some(hour)
    }

    /// "in the afternoon at 7".
    pub(super) fn part_then_clock(&self, i: usize) -> Option<Found> {
        let Sense::Part(part) = self.n.sense(i) else { return None };
        let j = i + 1 + usize::from(self.n.any(i + 1, &["at", "around", "by"]));
        let mut clock = match (self.clock(j), self.bare_hour(j)) {
            (Some(clock), _) => clock,
            (None, Some(hour)) if j > i + 1 => {
                Clock { end: j + 1, hour, minute: u8::MAX, utc: false }
            }
            _ => return None,
        };
        clock.hour = in_part(clock.hour, part);
        Some(self.on_last_day(clock))
    }

    /// "half past seven", "20 minutes past eight", "a quarter to 8 in the morning".
    pub(super) fn clock_past(&self, i: usize) -> Option<Found> {
        let i = i + usize::from(self.n.is(i, "a") && self.n.is(i + 1, "quarter"));
        let (j, minutes) = match () {
            () if self.n.is(i, "half") => (i + 1, 30),
            () if self.n.is(i, "quarter") => (i + 1, 15),
            () => {
                let number = self.n.number(i)?;
                (number.end, number.value as u8)
            }
        };
        let unit = self.n.any(j, &["min", "mins", "minutes", "minute"]);
        let k = j + usize::from(unit);
        let (past, to) = (self.n.any(k, &["past"]), self.n.any(k, &["to"]));
        let quarter = self.n.any(i, &["half", "quarter"]);
        if !(past || (to && (unit || quarter))) || minutes == 0 || minutes > 59 {
            return None;
        }
        let hour = match self.n.sense(k + 1) {
            Sense::Cardinal(hour @ 1..=12) => hour,
            Sense::Digits { value: value @ 1..=12, .. } => value as u8,
            _ => return None,
        };
        let mut clock = Clock { end: k + 2, hour, minute: 0, utc: false };
        self.half_of_day(&mut clock);
        let total = u16::from(clock.hour) * 60;
        let total =
            if past { total + u16::from(minutes) } else { total - u16::from(minutes) };
        clock.hour = (total / 60 % 24) as u8;
        clock.minute = (total % 60) as u8;
        Some(self.on_last_day(clock))
    }

    fn on_last_day(&self, clock: Clock) -> Found {
        match self.last_day.or_else(|| self.day_it_struck(clock)) {
            Some(day) => at_clock(clock.end, day, clock),
            None => open_clock(clock.end, super::point::unknown(Unit::Day), clock),
        }
    }

    /// The day of a time that names none: that of publication, but of what is told as past
    /// the day before, if it had not struck when the article was published.
    fn day_it_struck(&self, clock: Clock) -> Option<Date> {
        let day = self.published?;
        let struck = self.published_at.is_none_or(|now| clock.hour <= now.hour() as u8);
        let told = || matches!(self.tense(clock.end), Some(Tense::Over | Tense::Past));
        if struck || clock.utc || !told() { Some(day) } else { day.yesterday().ok() }
    }

    /// "(0735 GMT)".
    fn skip_bracket(&self, j: usize) -> Option<usize> {
        (j + 1..j + 8).find(|&k| self.n.sign(k, ')')).map(|k| k + 1)
    }

    /// A time of day alone.
    fn clock(&self, i: usize) -> Option<Clock> {
        let dash = usize::from(self.n.sign(i + 1, '-'));
        if self.n.is(i, "mid") && self.n.any(i + 1 + dash, &["day", "night"]) {
            let hour = if self.n.is(i + 1 + dash, "night") { 0 } else { 12 };
            return Some(Clock { end: i + 2 + dash, hour, minute: 0, utc: false });
        }
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
            || (colon && clock.minute != u8::MAX && self.tells_time(i, clock.end))
            || (dot && clock.minute != u8::MAX && self.goes_at(i, clock.end));
        (told && (half || clock.minute != u8::MAX)).then_some(clock)
    }

    /// `0735 GMT`, `1430 hours`.
    fn military(&self, i: usize) -> Option<Clock> {
        let (value, 3..=4) = self.n.digits(i)? else { return None };
        if value >= 2400 || value % 100 > 59 {
            return None;
        }
        if (100..1300).contains(&value)
            && self.n.any(i + 1, &["am", "pm", "a.m.", "p.m."])
        {
            let (hour, minute) = ((value / 100) as u8, (value % 100) as u8);
            let mut clock = Clock { end: i + 1, hour, minute, utc: false };
            return self.half_of_day(&mut clock).then_some(clock);
        }
        let (hour, minute) = ((value / 100) as u8, (value % 100) as u8);
        let mut clock = Clock { end: i + 1, hour, minute, utc: false };
        if self.n.is(i + 1, "hours") {
            clock.end += 1;
            return self.n.any(i.wrapping_sub(1), &["at", "from", "by"]).then_some(clock);
        }
        self.zone(&mut clock).then_some(clock)
    }

    /// "left at 7.45": a time with a dot, where somebody leaves, arrives or begins.
    fn goes_at(&self, i: usize, end: usize) -> bool {
        let at = i.wrapping_sub(1);
        let mut verb = at.saturating_sub(GOING_WORDS_MAX)..at;
        let counts = matches!(
            self.n.sense(end),
            Sense::Scale(_) | Sense::Units(_) | Sense::Unit(_) | Sense::Sign('%')
        );
        self.n.is(at, "at")
            && !counts
            && !self.n.in_list(end, "percent")
            && verb.any(|at| self.n.in_list(at, "clock-verb"))
    }

    /// `14:05` without more: a time, not a score or a ratio.
    fn tells_time(&self, i: usize, end: usize) -> bool {
        let led = self.n.in_list(i.wrapping_sub(1), "clock-lead");
        // "21:05" without a leading word: a time unless a name or a length stands before.
        let plain = !self.n.any(i.wrapping_sub(1), &["in", "of", "by"])
            && (!self.cap(i.wrapping_sub(1))
                || matches!(
                    self.n.sense(i.wrapping_sub(1)),
                    Sense::Month(..) | Sense::Weekday(..)
                ))
            && self.n.digits(i).is_some_and(|(_, len)| len == 2);
        (led || plain) && !self.n.sign(end, ':')
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
            (self.n.in_list(j, "am"), self.n.in_list(j, "pm"))
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
        if let Some(part) = part {
            clock.hour = in_part(clock.hour, part);
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
        if self.n.in_list(j, "zone") && self.cap(j) {
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
        if clock.minute == u8::MAX {
            self.spoken_minute(i, &mut clock);
        }
        let led = self
            .n
            .any(i.wrapping_sub(1), &["at", "around", "by", "until", "before", "after"]);
        let told = self.half_of_day(&mut clock);
        let ends =
            matches!(self.n.sense(clock.end), Sense::End | Sense::Break | Sense::Sign(_));
        let spoken = led && clock.minute != u8::MAX && ends;
        (told || spoken).then(|| self.on_last_day(clock))
    }

    /// "seven thirty-five" behind an hour.
    fn spoken_minute(&self, i: usize, clock: &mut Clock) {
        let dash = usize::from(self.n.inner(i + 1, '-'));
        if let Some((end, minute @ 10..=59)) = self.n.below_hundred(i + 1 + dash) {
            (clock.minute, clock.end) = (minute, end);
        }
    }
}

fn open_clock(end: usize, day: &str, clock: Clock) -> Found {
    let minute = if clock.minute == u8::MAX { 0 } else { clock.minute };
    let zulu = if clock.utc { "Z" } else { "" };
    let value = format!("{day}T{:02}:{minute:02}{zulu}", clock.hour);
    Found { end, value: Value::Open(value, WhenPrecision::Time) }
}

/// An hour in a part of the day: seven in the evening is 19.
fn in_part(hour: u8, part: Part) -> u8 {
    let late = match part {
        Part::Afternoon | Part::Evening => hour < 12,
        Part::Night => (5..12).contains(&hour),
        _ => false,
    };
    if late { hour + 12 } else { hour }
}

fn at_clock(end: usize, day: Date, clock: Clock) -> Found {
    Found::at(end, Point::Clock(day, clock.hour, clock.minute, clock.utc))
}
