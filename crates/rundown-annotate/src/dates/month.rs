//! Days and months by name: "Nov. 6", "6 November 2031", "the April meeting",
//! "June last year"; and weekdays.

use jiff::ToSpan;
use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::clause::Tense;
use super::point::Point;
use super::reader::{Found, Reader, Value};
use super::words::{Sense, Unit};

/// How far ahead a month or day without a year may lie though nothing says that it is
/// to come, and how far behind though something does.
const AHEAD_DAYS: i64 = 45;
const BEHIND_DAYS: i64 = 20;
/// How far ahead it may lie though the nearest verb is in the past ("announced a vote
/// for June 3").
const AHEAD_IN_PAST_DAYS: i64 = 21;

impl Reader<'_> {
    /// A month's name and the full stop of its abbreviation: the next token.
    pub(super) fn month_name(&self, i: usize) -> Option<(usize, u8)> {
        let Sense::Month(month, short) = self.n.sense(i) else { return None };
        let stop = short && self.n.sign(i + 1, '.') && self.n.glued(i + 1);
        Some((i + 1 + usize::from(stop), month))
    }

    /// A day of the month: "6", "6th", "sixth".
    pub(super) fn month_day(&self, i: usize) -> Option<(usize, u8)> {
        if let Sense::Ordinal(day) = self.n.sense(i) {
            return Some((i + 1, day));
        }
        if let Sense::Cardinal(tens @ (20 | 30)) = self.n.sense(i) {
            let dash = usize::from(self.n.sign(i + 1, '-'));
            if let Sense::Ordinal(one @ 1..=9) = self.n.sense(i + 1 + dash) {
                return (tens + one <= 31).then_some((i + 2 + dash, tens + one));
            }
        }
        let (day, len) = self.n.digits(i)?;
        if len > 2 || !(1..=31).contains(&day) {
            return None;
        }
        if self.n.glued(i + 1) && self.n.in_list(i + 1, "suffix") {
            return Some((i + 2, day as u8));
        }
        let number_goes_on = self.n.inner(i + 1, ':')
            || (self.n.inner(i + 1, '/')
                && !matches!(self.n.sense(i + 2), Sense::Month(..)))
            || self.n.sign(i + 1, '%')
            || (self.n.inner(i + 1, '.') && self.n.digits(i + 2).is_some())
            || (self.n.inner(i + 1, ',') && self.n.digits(i + 2).is_some())
            || (self.n.glued(i + 1) && self.n.sense(i + 1).is_word());
        (!number_goes_on).then_some((i + 1, day as u8))
    }

    /// A year in four digits, or `'98`.
    pub(super) fn year_digits(&self, i: usize) -> Option<(usize, i16)> {
        if self.n.sign(i, '\'') && self.n.glued(i + 1) {
            let (year, 2) = self.n.digits(i + 1)? else { return None };
            let century = if year < 40 { 2000 } else { 1900 };
            return Some((i + 2, century + year as i16));
        }
        let (year, 4) = self.n.digits(i)? else { return None };
        let goes_on = (self.n.inner(i + 1, ',')
            && matches!(self.n.digits(i + 2), Some((_, 3))))
            || (self.n.inner(i + 1, '.') && self.n.digits(i + 2).is_some())
            || self.n.sign(i + 1, '%')
            || (self.n.glued(i + 1) && self.n.sense(i + 1).is_word());
        ((1000..3000).contains(&year) && !goes_on).then_some((i + 1, year as i16))
    }

    /// "Nov. 6", "Nov. 6, 2031", "November 2031", "April", "June last year".
    pub(super) fn month_first(&self, i: usize) -> Option<Found> {
        let (j, month) = self.month_name(i)?;
        // "Mar-a-Lago": a name.
        let named = self.n.inner(j, '-')
            && matches!(self.n.sense(j + 1), Sense::Plain | Sense::Lead(_));
        if named {
            return None;
        }
        if self.n.any(i + 1, &["day", "fools", "fool"])
            && let Some(found) = self.holiday(i)
        {
            return Some(found);
        }
        let joint = usize::from(self.n.inner(j, '-') || self.n.inner(j, '/'));
        let the = usize::from(self.n.is(j, "the"));
        let spoken =
            || self.spoken_day(j).filter(|_| self.cap(i) || !matches!(month, 3 | 5));
        if let Some((end, day)) = self.month_day(j + the + joint).or_else(spoken) {
            return self.month_and_day(end, month, day);
        }
        let j = j + usize::from(joint == 1 && self.year_digits(j + 1).is_some());
        let comma = usize::from(self.n.sign(j, ',') || self.n.in_list(j, "of"));
        if let Some((end, year)) = self.year_digits(j + comma) {
            return Some(Found::at(end, Point::Month(year, month)));
        }
        if let Some((end, year)) = self.year_words(j + comma) {
            return Some(Found::at(end, Point::Month(year, month)));
        }
        if let Some((end, year)) = self.relative_year(j + comma) {
            return Found::of_year(end, year, |year| Some(Point::Month(year, month)));
        }
        if self.is_month(i) && !self.owns_several(i, j) {
            self.bare_month(j, month)
        } else {
            None
        }
    }

    /// "The second of May's secretaries": somebody of that name has several.
    fn owns_several(&self, month: usize, behind: usize) -> bool {
        self.n.sense(behind) == Sense::Possessive
            && self.n.glued(behind)
            && month > 1
            && self.n.in_list(month - 1, "of")
            && matches!(self.n.sense(month - 2), Sense::Ordinal(_))
    }

    /// "twenty-nine" behind a month.
    pub(super) fn spoken_day(&self, j: usize) -> Option<(usize, u8)> {
        let (end, day) = self.n.below_hundred(j)?;
        let next = self.n.sense(end);
        // "May nineteen ninety": a year.
        let year = day >= 16 && matches!(next, Sense::Cardinal(10..));
        let ends = matches!(
            next,
            Sense::Sign(_) | Sense::End | Sense::Break | Sense::Cardinal(_)
        );
        let alone = end > j + 1 || ends && !year;
        (alone && (1..=31).contains(&day)).then_some((end, day))
    }

    /// "6 November", "the sixth of November 2031".
    pub(super) fn day_first(&self, i: usize) -> Option<Found> {
        let (j, day) = self.month_day(i)?;
        let joint = self.n.in_list(j, "of")
            || self.n.inner(j, '-')
            || self.n.inner(j, '/')
            || self.n.sign(j, '.') && self.n.glued(j);
        let named = j + usize::from(joint);
        let (j, month) = self.month_name(named)?;
        if self.owns_several(named, j) {
            return None;
        }
        self.month_and_day(j, month, day)
    }

    /// What follows month and day: a year, or nothing.
    pub(super) fn month_and_day(&self, j: usize, month: u8, day: u8) -> Option<Found> {
        let joint = self.n.inner(j, '-') || self.n.inner(j, '/');
        let comma = usize::from(joint || self.n.sign(j, ',') || self.n.in_list(j, "of"));
        let year = self
            .year_digits(j + comma)
            .or_else(|| self.year_words(j + comma))
            .map(|(end, year)| (end, Some(year)))
            .or_else(|| self.relative_year(j + comma));
        let shared = year.is_none().then(|| self.shared_year(j)).flatten();
        let year = year.or(shared.map(|year| (j, Some(year))));
        if let Some((end, Some(year))) = year {
            let date = Date::new(year, month as i8, day as i8).ok()?;
            return Some(Found::at(end, Point::Day(date)));
        }
        let end = year.map_or(j, |(end, _)| end);
        // The attacks of 2001 are told by their day alone.
        let attacks: &[&str] = &["attack", "attacks", "terrorist", "terror", "hijackers"];
        if (month, day) == (9, 11) && self.n.any(end, attacks) {
            let date = Date::new(2001, 9, 11).ok()?;
            return Some(Found::at(end, Point::Day(date)));
        }
        let in_year = |year| Date::new(year, month as i8, day as i8).ok();
        let year = self.published.and_then(|day| self.nearest_year(j, day, in_year));
        Found::of_year(end, year.map(Date::year), |year| in_year(year).map(Point::Day))
    }

    pub(super) fn bare_month(&self, end: usize, month: u8) -> Option<Found> {
        let first = |year| Date::new(year, month as i8, 1).ok();
        let day = self.published.and_then(|day| self.nearest_year(end, day, first));
        Found::of_year(end, day.map(Date::year), |year| Some(Point::Month(year, month)))
    }

    /// The year that the tense of the sentence asks for.
    pub(super) fn nearest_year(
        &self,
        end: usize,
        published: Date,
        in_year: impl Fn(i16) -> Option<Date>,
    ) -> Option<Date> {
        let year = published.year();
        let candidates = [year + 1, year, year - 1, year - 2, year - 3, year - 4];
        let candidates = || candidates.into_iter().filter_map(&in_year);
        // "The fair (June 6 to 9) was sold out": the verb tells nothing of its days.
        let bracketed = self.n.sign(self.start.get().wrapping_sub(1), '(');
        let tense = self.tense(end);
        let ahead = match tense.filter(|tense| !bracketed || *tense == Tense::Future) {
            Some(Tense::Future) => {
                let bound = published.checked_sub(BEHIND_DAYS.days()).ok()?;
                return candidates().filter(|day| *day >= bound).last();
            }
            Some(Tense::Over) => 1,
            Some(Tense::Past) => AHEAD_IN_PAST_DAYS,
            None => AHEAD_DAYS,
        };
        let bound = published.checked_add(ahead.days()).ok()?;
        candidates().find(|day| *day <= bound)
    }

    /// "last year", "of this year", "the same year"; `None` inside where the day of
    /// publication would be needed.
    pub(super) fn relative_year(&self, i: usize) -> Option<(usize, Option<i16>)> {
        let j = i + usize::from(self.n.is(i, "of"));
        let the = usize::from(self.n.is(j, "the"));
        let year = match self.step(j + the) {
            Some(by) => self.published.map(|day| day.year() + by),
            None if self.n.any(j + the, &["same", "that"]) => {
                self.last.and_then(Point::first_day).map(Date::year)
            }
            None => return None,
        };
        self.n.is(j + the + 1, "year").then_some((j + the + 2, year))
    }

    /// "last", "this", "next" before a week or year.
    pub(super) fn step(&self, i: usize) -> Option<i16> {
        self.n.value(i, "step")?.parse().ok()
    }

    pub(super) fn cap(&self, i: usize) -> bool {
        self.n.toks.get(i).is_some_and(|tok| tok.cap)
    }

    /// Whether "May", "March" or "Sun" stands for the calendar here.
    pub(super) fn is_month(&self, i: usize) -> bool {
        let Sense::Month(month, short) = self.n.sense(i) else { return false };
        let lower = !self.cap(i);
        let led = i > 0 && self.n.in_list(i - 1, "month-lead");
        if short {
            return (!lower && self.n.sign(i + 1, '.')) || led;
        }
        if !matches!(month, 3 | 5 | 4 | 6 | 8) {
            return true;
        }
        if lower {
            // "This may take longer", "this march".
            return month != 5 && month != 3
                || led && !self.n.any(i - 1, &["this", "after", "the"]);
        }
        led || !self.cap(i + 1) && self.clauses.is_calendar(self.n.toks[i].start)
    }
}

pub(super) fn or_open(
    end: usize,
    point: Option<Point>,
    open: impl Fn() -> String,
    unit: Unit,
) -> Found {
    let precision = match unit {
        Unit::Day => WhenPrecision::Day,
        Unit::Month => WhenPrecision::Month,
        Unit::Week => WhenPrecision::Week,
        _ => WhenPrecision::Quarter,
    };
    let value = point.map_or_else(|| Value::Open(open(), precision), Value::At);
    Found { end, value }
}
