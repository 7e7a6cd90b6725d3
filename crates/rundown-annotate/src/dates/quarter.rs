//! Numbered stretches: quarters, halves, centuries, "the first week of March".

use jiff::civil::Date;

use super::clause::Tense;
use super::point::{Point, monday, quarter, shift};
use super::reader::{Found, Reader};
use super::reported::latest_quarter;
use super::words::{Sense, Unit};

impl Reader<'_> {
    /// "the third quarter", "third-quarter", "the 20th century", "the first half of
    /// 1998", "the first week of March".
    pub(super) fn ordinal_stretch(&self, i: usize) -> Option<Found> {
        let j = i + usize::from(self.n.any(i, &["the", "its", "their", "a"]));
        let fiscal = usize::from(self.n.any(j, &["fiscal", "company's"]));
        let j = j + fiscal;
        let last = self.n.any(j, &["last", "final"]);
        let (end, number) = if last { (j + 1, 0) } else { self.ordinal(j)? };
        let fiscal = usize::from(self.n.is(end, "fiscal"));
        let dash = usize::from(self.n.inner(end, '-'));
        let k = end + fiscal + dash;
        if let Some(found) = self.century(j, number, end) {
            return Some(found);
        }
        match self.n.sense(k) {
            Sense::Unit(Unit::Quarter) if last => {
                let (end, year) = self.year_after(k + 1)?;
                Some(Found::at(end, Point::Quarter(year?, 4)))
            }
            _ if self.n.is(k, "half") && last => {
                let (end, year) = self.year_after(k + 1)?;
                Some(Found::at(end, Point::Half(year?, 2)))
            }
            Sense::Unit(Unit::Quarter) if (1..=4).contains(&number) => {
                self.numbered_quarter(k + 1, number)
            }
            _ if self.n.is(k, "half") && (1..=2).contains(&number) => {
                self.numbered_half(k + 1, number)
            }
            Sense::Unit(
                unit @ (Unit::Day | Unit::Week | Unit::Weekend | Unit::Month),
            ) if self.n.is(k + 1, "of") => self.nth_of(k + 2, number, unit),
            Sense::Weekday(day, false) if self.n.any(k + 1, &["of", "in"]) => {
                self.nth_weekday_of(k + 2, number, day)
            }
            _ if !last && k == end => {
                self.day_of_month(k + usize::from(self.n.is(k, "of")), number)
            }
            _ => None,
        }
    }

    fn numbered_quarter(&self, end: usize, number: u8) -> Option<Found> {
        let (end, year) = self.year_after(end).unwrap_or_else(|| {
            let year = self.published.map(|published| {
                let future = self.tense(end) == Some(Tense::Future);
                let (latest, _) = latest_quarter(published, number);
                latest + i16::from(future && number > quarter(published.month()))
            });
            (end, year)
        });
        Found::of_year(end, year, |year| Some(Point::Quarter(year, number)))
    }

    /// "of 1998", "1998", "of last year".
    pub(super) fn year_after(&self, end: usize) -> Option<(usize, Option<i16>)> {
        let of = usize::from(self.n.sign(end, ',') || self.n.in_list(end, "of"));
        let fiscal = usize::from(self.n.is(end + of, "fiscal"));
        let told = self.year_digits(end + of + fiscal);
        if let Some((end, year)) = told.or_else(|| self.year_words(end + of + fiscal)) {
            return Some((end, Some(year)));
        }
        self.relative_year(end + of)
    }

    /// "last year's third quarter", "this year's quarter": from `i`, the quarter at `k`.
    pub(super) fn quarter_of_year(&self, i: usize, k: usize) -> Option<Found> {
        let (_, year) = self.relative_year(i)?;
        self.quarter_in(k, year?)
    }

    /// "third quarter", "quarter", "period" behind a year: the quarter of that year.
    pub(super) fn quarter_in(&self, k: usize, year: i16) -> Option<Found> {
        let k = k + usize::from(self.n.is(k, "fiscal"));
        if let Some((end, number @ 1..=4)) = self.ordinal(k) {
            let j = end + usize::from(self.n.inner(end, '-'));
            return self
                .n
                .is(j, "quarter")
                .then(|| Found::at(j + 1, Point::Quarter(year, number)));
        }
        let (_, number) = self.report?;
        self.n
            .any(k, &["quarter", "period"])
            .then(|| Found::at(k + 1, Point::Quarter(year, number)))
    }

    fn numbered_half(&self, end: usize, number: u8) -> Option<Found> {
        let half = |year| Some(Point::Half(year, number));
        if let Some((end, year)) = self.year_after(end) {
            return Found::of_year(end, year, half);
        }
        if self.n.is(end, "of") && !self.n.is(end + 2, "year") {
            return None;
        }
        let end = end + if self.n.is(end, "of") { 3 } else { 0 };
        let year = self.published.map(|day| {
            let future = self.tense(end) == Some(Tense::Future);
            day.year() - i16::from(number == 2 && day.month() < 7 && !future)
        });
        Found::of_year(end, year, half)
    }

    /// "the first week of March": its week, as far as it can be told.
    fn nth_of(&self, i: usize, number: u8, unit: Unit) -> Option<Found> {
        let whole = self.calendar(i)?;
        let point = whole.point()?;
        let first = point.first_day()?;
        let start = if number == 0 {
            let next = shift(first, 1, point.unit())?;
            let last = shift(next, -1, Unit::Day)?;
            // A last week that holds no Thursday belongs to the next month.
            let split = unit == Unit::Week && shift(monday(last), 3, Unit::Day)? > last;
            if split { shift(last, -1, Unit::Week)? } else { last }
        } else {
            let step = i64::from(number) - 1;
            let monday = monday(first);
            // ISO: a week belongs to the month or year that holds its Thursday.
            let base = match unit {
                Unit::Week if shift(monday, 3, Unit::Day)? < first => {
                    shift(monday, 1, Unit::Week)?
                }
                _ => first,
            };
            shift(base, step, unit)?
        };
        (point.unit() > unit).then(|| Found::at(whole.end, Point::around(start, unit)))
    }

    /// "the second Monday of next month".
    fn nth_weekday_of(&self, i: usize, number: u8, day: u8) -> Option<Found> {
        let whole = self.calendar(i)?;
        let Some(Point::Month(year, month)) = whole.point() else { return None };
        let nth = if number == 0 { -1 } else { number as i8 };
        let first = Date::new(year, month as i8, 1).ok()?;
        let date = first.nth_weekday_of_month(nth, super::point::weekday(day)).ok()?;
        Some(Found::at(whole.end, Point::Day(date)))
    }

    /// "the 20th of next month", "the 4th of this month".
    fn day_of_month(&self, i: usize, number: u8) -> Option<Found> {
        if !self.n.any(i, &["this", "last", "next", "that"]) || !self.n.is(i + 1, "month")
        {
            return None;
        }
        let whole = self.calendar(i)?;
        let Some(Point::Month(year, month)) = whole.point() else { return None };
        let date = Date::new(year, month as i8, number as i8).ok()?;
        Some(Found::at(whole.end, Point::Day(date)))
    }
}
