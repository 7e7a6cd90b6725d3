//! Points a length away from another: "two weeks ago", "a year earlier", "three days
//! later", "a week after Easter".

use rundown_news::WhenPrecision;

use super::length::{Amount, Length, exact_unit};
use super::point::{Point, shift};
use super::reader::{Found, Reader, Value};
use super::words::{Sense, Unit};

impl Reader<'_> {
    /// What follows decides: "ago", "earlier", "later", or nothing.
    pub(super) fn placed(&self, length: &Length) -> Option<Found> {
        let end = self.age_guard(length.end)?;
        let dash = usize::from(self.n.inner(end, '-'));
        let next = end + dash;
        let plain = Found { end, value: Value::Length(length.value.clone()) };
        if self.n.in_list(next, "ago") {
            return Some(self.ago(length, next + 1));
        }
        if self.n.any(next, &["earlier", "before", "previously"])
            && !self.starts_clause(next)
        {
            return Some(self.apart(length, next + 1, -1));
        }
        if self.n.any(next, &["later", "afterward", "afterwards"])
            || (self.n.is(next, "after") && self.n.sign(next + 1, ','))
        {
            return Some(self.apart(length, next + 1, 1));
        }
        if self.n.any(next, &["from", "after", "before", "prior"]) {
            return self.counted_from(length, next).or(Some(plain));
        }
        // "a week on Tuesday", "a week last Tuesday"
        if length.unit == Unit::Week
            && self.n.any(next, &["on", "last"])
            && let Sense::Weekday(number, false) = self.n.sense(next + 1)
        {
            let sign = if self.n.is(next, "on") { 1 } else { -1 };
            let day =
                self.published?.nth_weekday(sign as i32, super::point::weekday(number));
            let day = shift(day.ok()?, sign * steps(length)?, Unit::Week)?;
            return Some(Found::at(next + 2, Point::Day(day)));
        }
        // "will vote in two weeks": when; "was built in two weeks": how long.
        if self.n.is(self.start.get().wrapping_sub(1), "in")
            && length.unit > Unit::Day
            && !self.n.is(end, "of")
            && matches!(length.amount, Amount::Known(..))
            && self.tense(end) == Some(super::clause::Tense::Future)
        {
            return Some(self.ahead(length, end));
        }
        if self.n.any(next, &["hence"]) {
            return Some(self.ahead(length, next + 1));
        }
        if self.n.sense(next) == Sense::Sign('\'')
            || self.n.sense(next) == Sense::Possessive
        {
            // "in two weeks' time"
            if self.n.is(next + 1, "time") {
                return Some(self.ahead(length, next + 2));
            }
        }
        Some(plain)
    }

    /// "a day before the vote" counts from the vote, not from a day named before.
    pub(super) fn starts_clause(&self, before: usize) -> bool {
        if !self.n.is(before, "before") {
            return false;
        }
        !matches!(self.n.sense(before + 1), Sense::Sign(_) | Sense::End | Sense::Break)
    }

    /// "N units ago", from the day of publication.
    pub(super) fn ago(&self, length: &Length, end: usize) -> Found {
        let unknown = Found { end, value: Value::Vague("PAST_REF") };
        if let Some(found) = self.half_ago(length, end) {
            return found;
        }
        let Some(n) = steps(length) else { return unknown };
        // "a week ago Tuesday", "two years ago today"
        if length.unit > Unit::Day
            && let Some((end, day)) = self.day_counted_from(end)
            && let Some(day) = shift(day, -n, length.unit)
        {
            return Found::at(end, Point::Day(day));
        }
        if length.unit < Unit::Day {
            return Found { end, value: Value::Length(length.value.clone()) };
        }
        if length.unit == Unit::Year
            && n == 1
            && let Some((year, quarter)) = self.report
        {
            return Found::at(end, Point::Quarter(year - 1, quarter));
        }
        self.months_of_half(length, -1, end).unwrap_or_else(|| {
            self.since_today(end, -n, exact_unit(length.unit))
                .scaled(self, length, -n, end)
        })
    }

    /// "half a century ago": a year; "half a year ago": a month.
    fn half_ago(&self, length: &Length, end: usize) -> Option<Found> {
        let Amount::Known(n @ (0.25 | 0.5), _) = length.amount else { return None };
        let (unit, of) = match length.unit {
            Unit::Century => (Unit::Year, 100.0),
            Unit::Decade => (Unit::Year, 10.0),
            Unit::Year => (Unit::Month, 12.0),
            _ => return None,
        };
        Some(self.since_today(end, -((n * of) as i64), unit))
    }

    /// "a year and a half ago": a month.
    pub(super) fn months_of_half(
        &self,
        length: &Length,
        sign: i64,
        end: usize,
    ) -> Option<Found> {
        let Amount::Known(n, _) = length.amount else { return None };
        if length.unit != Unit::Year || (n.fract() - 0.5).abs() > 1e-9 || n > 1000.0 {
            return None;
        }
        let day = shift(self.published?, sign * (n * 12.0) as i64, Unit::Month)?;
        Some(Found::at(end, Point::around(day, Unit::Month)))
    }

    /// "from now", "in two weeks' time".
    pub(super) fn ahead(&self, length: &Length, end: usize) -> Found {
        match steps(length) {
            Some(n) if length.unit >= Unit::Day => self
                .since_today(end, n, exact_unit(length.unit))
                .scaled(self, length, n, end),
            Some(_) => Found { end, value: Value::Length(length.value.clone()) },
            _ => Found { end, value: Value::Vague("FUTURE_REF") },
        }
    }

    /// "two days after Christmas", "a week from Tuesday", "three days from now".
    pub(super) fn counted_from(&self, length: &Length, next: usize) -> Option<Found> {
        let back = self.n.any(next, &["before", "prior"]);
        let from = next + 1 + usize::from(self.n.is(next, "prior"));
        if !back && self.n.is(from, "now") {
            return Some(self.ahead(length, from + 1));
        }
        if matches!(self.n.sense(from), Sense::Digits { len: 4, .. }) {
            return None;
        }
        let base = self.plain(from)?;
        let n = steps(length)?;
        let sign = if back { -1 } else { 1 };
        let Point::Day(day) = base.point()? else { return None };
        let day = shift(day, sign * n, length.unit)?;
        (length.unit >= Unit::Day).then(|| Found::at(base.end, Point::Day(day)))
    }

    /// "two days later", "a year earlier": from the last point named in the paragraph.
    pub(super) fn apart(&self, length: &Length, end: usize, sign: i64) -> Found {
        let plain = Found { end, value: Value::Length(length.value.clone()) };
        let Some(n) = steps(length) else {
            let value = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
            let vague = sign < 0 && length.unit >= Unit::Day;
            return if vague { Found { end, value: Value::Vague(value) } } else { plain };
        };
        if length.unit < Unit::Day {
            return plain;
        }
        if sign < 0
            && n == 1
            && length.unit == Unit::Year
            && let Some((year, quarter)) = self.report
        {
            return Found::at(end, Point::Quarter(year - 1, quarter));
        }
        let last = if length.unit <= Unit::Weekend {
            self.last_day.map(Point::Day)
        } else {
            self.last
        };
        let base = match last {
            Some(last) if last.unit() <= length.unit || last.unit() <= Unit::Month => {
                last.first_day()
            }
            Some(Point::Year(_)) if length.unit >= Unit::Year => {
                self.last.and_then(Point::first_day)
            }
            _ if sign < 0 => self.published,
            _ => None,
        };
        let Some(base) = base else { return plain };
        let unit = exact_unit(length.unit);
        match shift(base, sign * n, length.unit) {
            Some(day) => Found::at(end, Point::around(day, unit)),
            None => plain,
        }
    }
}

pub(super) fn open_past(end: usize, unit: Unit) -> Found {
    let value = super::point::unknown(unit).to_owned();
    Found { end, value: Value::Open(value, WhenPrecision::Vague) }
}

pub(super) fn steps(length: &Length) -> Option<i64> {
    match length.amount {
        Amount::Known(n, _) if n < 1e7 => Some(n as i64),
        _ => None,
    }
}
