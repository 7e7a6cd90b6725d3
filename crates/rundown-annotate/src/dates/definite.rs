//! "the year", "later in the day", "the week after next", "in the morning": what the
//! article means when it says "the".

use jiff::ToSpan;
use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::clause::Tense;
use super::point::{Point, shift};
use super::reader::{Found, Reader, Value};
use super::relative::Which;
use super::relative::with_part;
use super::words::{Part, Sense, Unit};

impl Reader<'_> {
    /// "the year", "the day", "the weekend", "the summer".
    pub(super) fn definite(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.unit_beyond(i).or_else(|| self.numbered_week(i + 1)) {
            return Some(found);
        }
        let fiscal: &[&str] = &["fiscal", "full", "financial", "entire", "whole"];
        if self.n.any(i + 1, fiscal) && self.n.is(i + 2, "year") {
            return self.the_unit(i + 3, Unit::Year);
        }
        let end = i + 2;
        let unit = match self.n.sense(i + 1) {
            Sense::Unit(unit) => unit,
            Sense::Season(_) => return self.season_first(i + 1),
            Sense::Part(_) => return self.definite_part(i),
            _ => return self.the_compound(i),
        };
        if self.n.inner(end, '-') {
            return self.the_compound(i);
        }
        if unit == Unit::Week
            && let Some(found) = self.week_of(i + 1)
        {
            return Some(found);
        }
        match unit {
            // "the day after", "the day before": from the last day named.
            Unit::Day
                if self.n.any(end, &["before", "after"])
                    && !self.n.any(i.wrapping_sub(1), &["in", "during"]) =>
            {
                self.day_beside(end)
            }
            Unit::Day => self.the_day(i, end),
            Unit::Quarter => self.report_quarter(end, Which::Last),
            Unit::Year | Unit::Week | Unit::Month | Unit::Weekend => {
                self.the_unit(end, unit)
            }
            _ => None,
        }
    }

    /// "the week after next", "the month before last", "the night before last".
    fn unit_beyond(&self, i: usize) -> Option<Found> {
        let (end, by) = self.beyond(i + 2)?;
        match self.n.sense(i + 1) {
            // Seasons of matches and of broadcasts are no quarters of a year.
            Sense::Unit(Unit::Season) => None,
            Sense::Unit(unit) => Some(self.since_today(end, 2 * i64::from(by), unit)),
            Sense::Part(part) => Some(with_part(
                self.since_today(end, 2 * i64::from(by), Unit::Day),
                part,
                end,
            )),
            _ => None,
        }
    }

    /// "before last" or "after next": the token behind it, and in which direction it
    /// points. In "the week before last Christmas" it is no point of its own.
    pub(super) fn beyond(&self, i: usize) -> Option<(usize, i32)> {
        let the = usize::from(self.n.is(i + 1, "the"));
        let by = match () {
            () if self.n.is(i, "before") && self.n.is(i + 1, "last") => -1,
            () if self.n.is(i, "after") && self.n.is(i + 1 + the, "next") => 1,
            () => return None,
        };
        let end = i + 2 + if by > 0 { the } else { 0 };
        (!self.n.sense(end).is_core()).then_some((end, by))
    }

    /// "week 10", "week 3 of 2027".
    pub(super) fn numbered_week(&self, i: usize) -> Option<Found> {
        let (number, 1..=2) = self.n.digits(i + 1)? else { return None };
        if !self.n.is(i, "week")
            || !(1..=53).contains(&number)
            || self.n.inner(i + 2, ':')
        {
            return None;
        }
        let (end, year) = match self.year_after(i + 2) {
            Some((end, year)) => (end, year),
            None => (i + 2, self.published.map(Date::year)),
        };
        let fourth = Date::new(year?, 1, 4).ok()?;
        let monday =
            shift(super::point::monday(fourth), i64::from(number) - 1, Unit::Week)?;
        Some(Found::at(end, Point::Week(monday)))
    }

    /// "the day before yesterday", "the day after tomorrow", "the day before".
    pub(super) fn day_beside(&self, end: usize) -> Option<Found> {
        let back = self.n.is(end, "before");
        let by = if back { -1 } else { 1 };
        let after = end + 1;
        if self.n.any(after, &["yesterday", "tomorrow"]) {
            return Some(self.since_today(after + 1, by * 2, Unit::Day));
        }
        if matches!(self.n.sense(after), Sense::Sign(_) | Sense::End | Sense::Break) {
            let base = self.last_day?;
            return Some(Found::at(after, Point::Day(shift(base, by, Unit::Day)?)));
        }
        let base = self.plain(after)?;
        let Some(Point::Day(day)) = base.point() else { return None };
        let day = if back { day.checked_sub(1.day()) } else { day.checked_add(1.day()) };
        Some(Found::at(base.end, Point::Day(day.ok()?)))
    }

    /// "later in the day", "on the day": the day of publication or the last one named.
    pub(super) fn the_day(&self, i: usize, end: usize) -> Option<Found> {
        let during = i > 0 && self.n.in_list(i - 1, "day-during");
        if !during || self.n.any(end, &["when", "that", "of", "he", "she"]) {
            return None;
        }
        let day = self.last_day.or(self.published);
        Some(match day {
            Some(day) => Found::at(end, Point::Day(day)),
            None => self.today(end),
        })
    }

    pub(super) fn the_unit(&self, end: usize, unit: Unit) -> Option<Found> {
        if self.n.any(end, &["before", "after"]) {
            let by = if self.n.is(end, "before") { -1 } else { 1 };
            if matches!(self.n.sense(end + 1), Sense::Sign(_) | Sense::End | Sense::Break)
            {
                return Some(self.since_last(end + 1, by, unit));
            }
            if self.n.any(end + 1, &["last", "next"])
                && self.n.sense(end + 2) == Sense::Unit(unit)
            {
                return Some(self.since_today(end + 3, by * 2, unit));
            }
            return None;
        }
        if self.n.any(end, &["of", "when", "that"]) {
            return None;
        }
        match unit {
            Unit::Weekend => {
                let future = self.tense(end) == Some(Tense::Future);
                let weekday = self.published.map_or(7, super::point::weekday_number);
                // Early in a week the weekend is the last one.
                let by = i64::from(!future && weekday < 5);
                Some(self.since_today(end, -by, unit))
            }
            Unit::Year if self.n.any(end, &["ended", "ending"]) => {
                let value = Value::Length("P1Y".to_owned());
                Some(Found { end, value })
            }
            _ => Some(self.present(end, unit)),
        }
    }

    /// "in the morning", "during the night" of the last day named in this paragraph.
    pub(super) fn definite_part(&self, i: usize) -> Option<Found> {
        let Sense::Part(part) = self.n.sense(i + 1) else { return None };
        if !self.n.any(i.wrapping_sub(1), &["in", "during", "later"]) {
            return None;
        }
        if let Some(found) = self.part_then_clock(i + 1) {
            return Some(found);
        }
        let end = i + 2;
        if self.n.any(end, &["of"])
            && !matches!(
                self.n.sense(end + 1),
                Sense::Weekday(..) | Sense::Month(..) | Sense::Digits { .. }
            )
        {
            return None;
        }
        if let (true, Sense::Weekday(..)) =
            (self.n.any(end, &["of", "on"]), self.n.sense(end + 1))
        {
            let day = self.weekday_first(end + 1, None)?;
            let after = day.end;
            return Some(with_part(day, part, after));
        }
        Some(self.part_of_last(end, part))
    }

    /// A part of the last day named in this paragraph.
    pub(super) fn part_of_last(&self, end: usize, part: Part) -> Found {
        let open =
            || Value::Open(format!("XXXX-XX-XXT{}", part.code()), WhenPrecision::Time);
        let value =
            self.last_day.map_or_else(open, |day| Value::At(Point::Part(day, part)));
        Found { end, value }
    }

    /// "early morning", "mid-afternoon", "in the late evening".
    pub(super) fn vague_part(&self, i: usize) -> Option<Found> {
        let j = i + usize::from(self.n.is(i, "the"));
        if !self.n.any(j, &["early", "late", "mid"]) {
            return None;
        }
        let k = j + 1 + usize::from(self.n.sign(j + 1, '-'));
        let Sense::Part(part) = self.n.sense(k) else { return None };
        let noun = self.n.sense(k + 1) == Sense::Plain
            && !self.n.sense(k + 1).is_core()
            && self.n.any(k + 1, &["flight", "train", "news", "show", "host"]);
        if noun || self.n.word(k).ends_with('s') {
            return None;
        }
        // "mid-afternoon on Tuesday"
        let on = usize::from(self.n.any(k + 1, &["on", "of"]));
        let named = matches!(self.n.sense(k + 1 + on), Sense::Weekday(..))
            || self.n.any(k + 1 + on, &["yesterday", "today", "tomorrow"]);
        let day = named.then(|| self.plain(k + 1 + on)).flatten();
        Some(match day {
            Some(day)
                if matches!(day.value, Value::At(Point::Day(_)) | Value::Open(..)) =>
            {
                let end = day.end;
                with_part(day, part, end)
            }
            _ => self.part_of_last(k + 1, part),
        })
    }

    /// "the year-ago quarter", "year-earlier".
    pub(super) fn the_compound(&self, i: usize) -> Option<Found> {
        match self.n.sense(i + 1) {
            Sense::Unit(Unit::Year) => self.bare_unit(i + 1),
            _ if self.n.is(i, "the") && self.n.any(i + 1, &["past", "future"]) => {
                self.past_or_future(i)
            }
            _ => None,
        }
    }

    /// "the week of March 6", "the week starting March 6": the week that holds it.
    pub(super) fn week_of(&self, i: usize) -> Option<Found> {
        if !self.n.any(i + 1, &["of", "beginning", "starting", "commencing"]) {
            return None;
        }
        let on = usize::from(self.n.is(i + 2, "on"));
        let found = self.plain(i + 2 + on)?;
        let Some(Point::Day(day)) = found.point() else { return None };
        Some(Found::at(found.end, Point::around(day, Unit::Week)))
    }
}
