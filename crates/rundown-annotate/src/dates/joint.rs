//! Days that share what stands with another: "May 6, 7 and 8", "Friday 2 to Sunday 4
//! May", "2 and 3 June", and days told by their number alone: "on the 18th".

use jiff::civil::Date;

use super::clause::Tense;
use super::point::{Point, shift};
use super::reader::{Found, Reader};
use super::words::{Sense, Unit};

/// So many days may share a month.
const JOINT_MAX: usize = 8;
/// A day told by its number lies at most so many months away.
const MONTHS_MAX: i64 = 7;

impl Reader<'_> {
    /// The token behind "and", "to", a comma or a dash, and behind a weekday.
    fn behind_joint(&self, i: usize) -> Option<usize> {
        let joins = matches!(self.n.sense(i), Sense::Sign(',' | '-' | '&' | '/'))
            || self.n.any(i, &["and", "or", "to", "through"]);
        let comma = usize::from(self.n.sign(i, ',') && self.n.any(i + 1, &["and", "or"]));
        let j = i + 1 + comma;
        let weekday = matches!(self.n.sense(j), Sense::Weekday(..));
        joins.then_some(j + usize::from(weekday))
    }

    /// "2" of "2 to 4 May", "6" of "6th, 7th and 8th of May": a day before others that
    /// name its month.
    pub(super) fn day_before_month(&self, i: usize) -> Option<Found> {
        let (end, day) = self.month_day(i)?;
        let mut j = end;
        for _ in 0..JOINT_MAX {
            let next = self.behind_joint(j)?;
            if let Some(named) = self.day_first(next) {
                let date = named.point()?.first_day()?;
                let date = Date::new(date.year(), date.month(), day as i8).ok()?;
                return Some(Found::at(end, Point::Day(date)));
            }
            (j, _) = self.month_day(next)?;
        }
        None
    }

    /// The year behind days that share a month: "May 6 and 7, 2031".
    pub(super) fn shared_year(&self, end: usize) -> Option<i16> {
        let mut j = end;
        for _ in 0..JOINT_MAX {
            (j, _) = self.month_day(self.behind_joint(j)?)?;
            let year = self.year_digits(j + 1).filter(|_| self.n.sign(j, ','));
            if let Some((_, year)) = year {
                return Some(year);
            }
        }
        None
    }

    /// "7" and "8" of "May 6, 7 and 8": a day behind one that names its month.
    pub(super) fn day_behind_month(&self, i: usize) -> Option<Found> {
        let before = self.free;
        let weekday = matches!(self.n.sense(i), Sense::Weekday(..));
        let i = i + usize::from(weekday);
        if before == 0 || self.behind_joint(before) != Some(i) {
            return None;
        }
        let (end, day) = self.month_day(i)?;
        let month = self.joint_month?;
        // "On May 6, 7 people came", "on May 6, 12 came".
        let more = self.behind_joint(end).is_some_and(|j| self.month_day(j).is_some());
        let listed = !self.n.sign(before, ',') || self.n.any(before + 1, &["and", "or"]);
        let (year_end, year) = match self.year_digits(end + 1) {
            Some((year_end, year)) if self.n.sign(end, ',') => (year_end, year),
            _ => (end, month.year()),
        };
        let date = Date::new(year, month.month(), day as i8).ok()?;
        ((more || listed || year_end > end) && !self.counts(i))
            .then(|| Found::at(year_end, Point::Day(date)))
    }

    /// "the 18th": the nearest such day that the tense asks for, counted from the last
    /// day named in the paragraph.
    pub(super) fn numbered_day(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.n.is(i, "the"));
        let (end, day) = self.ordinal(i + the)?;
        let digits = self.n.digits(i + the).is_some();
        let led: &str = "on by until till since from and to through before for";
        // "on the night of the 12th"
        let of_part = self.n.is(i.wrapping_sub(1), "of")
            && (matches!(self.n.sense(i.wrapping_sub(2)), Sense::Part(_))
                || self.n.is(i.wrapping_sub(2), "hours"));
        if !(of_part || self.n.listed(i.wrapping_sub(1), led))
            || !(digits || day > 12 && self.n.is(i.wrapping_sub(1), "on"))
            || self.counts(i + the)
            || matches!(
                self.n.sense(end),
                Sense::Unit(_) | Sense::Units(_) | Sense::Sign('-')
            )
            || self.n.is(end, "century")
        {
            return None;
        }
        let end =
            end + if self.n.is(end, "of") && self.n.is(end + 2, "month") { 3 } else { 0 };
        let base = self.last_day.or(self.published)?;
        let ahead = self.tense(end) == Some(Tense::Future);
        let sign = if ahead { 1 } else { -1 };
        let date = (0..MONTHS_MAX).find_map(|by| {
            let month = shift(base.first_of_month(), sign * by, Unit::Month)?;
            let date = Date::new(month.year(), month.month(), day as i8).ok()?;
            let fits = if ahead {
                date >= base
            } else {
                self.published.is_none_or(|published| date <= published)
            };
            fits.then_some(date)
        })?;
        Some(Found::at(end, Point::Day(date)))
    }
}
