//! Words that are an expression by themselves: "today", "now", "for years",
//! "year-earlier", "the near future".

use jiff::civil::Date;

use super::length::{Amount, render};
use super::point::Point;
use super::reader::{Found, Reader, Value};
use super::words::{Sense, Unit};

impl Reader<'_> {
    /// A word or phrase that is an expression by itself: "now", "at the moment".
    pub(super) fn vague(&self, i: usize) -> Option<Found> {
        if self.n.is(i, "the") && self.n.any(i + 1, &["past", "future"]) {
            return self.past_or_future(i);
        }
        let (end, value) = self.n.phrase(i, "ref")?;
        let stretch = matches!(self.n.sense(end), Sense::Unit(_) | Sense::Units(_));
        let as_soon = self.n.is(i, "soon")
            && (self.n.is(end, "after") || self.n.is(i.wrapping_sub(1), "as"));
        let noun = stretch && self.n.any(i, &["current", "recent"]);
        (!noun && !as_soon).then_some(Found { end, value: Value::Vague(value) })
    }

    /// "sec" and "min": units only behind digits.
    pub(super) fn short_unit(&self, i: usize) -> bool {
        self.n.any(i, &["sec", "secs", "min", "mins", "hr", "hrs", "yr", "yrs"])
    }

    /// "the past", "the near future".
    pub(super) fn past_or_future(&self, i: usize) -> Option<Found> {
        let end = i + 2;
        if self.n.is(i + 1, "future") {
            return Some(Found { end, value: Value::Vague("FUTURE_REF") });
        }
        let led = self.n.any(i.wrapping_sub(1), &["in", "of", "from", "than"]);
        let alone = matches!(
            self.n.sense(end),
            Sense::Sign(_) | Sense::End | Sense::Break | Sense::Plain
        );
        (led && alone).then_some(Found { end, value: Value::Vague("PAST_REF") })
    }

    /// "year-ago", "weeks", "week".
    pub(super) fn bare_unit(&self, i: usize) -> Option<Found> {
        let end = i + 1;
        match self.n.sense(i) {
            Sense::Unit(Unit::Year)
                if self.n.inner(end, '-')
                    || self.n.any(end, &["ago", "earlier", "end"]) =>
            {
                let k = end + usize::from(self.n.sign(end, '-'));
                if self.n.is(k, "end") {
                    return self.year_end(k + 1);
                }
                if !self.n.any(k, &["ago", "earlier"]) {
                    return None;
                }
                let end = k + 1;
                let end = end + usize::from(self.n.any(end, &["quarter", "period"]));
                Some(match self.report {
                    Some((year, quarter)) => {
                        Found::at(end, Point::Quarter(year - 1, quarter))
                    }
                    None => self.since_today(end, -1, Unit::Year),
                })
            }
            Sense::Units(unit) => self.bare_units(i, end, unit),
            Sense::Unit(Unit::Week) => self.week_of(i).or_else(|| self.numbered_week(i)),
            _ => None,
        }
    }

    fn year_end(&self, end: usize) -> Option<Found> {
        let year = self.published.map(Date::year);
        Found::of_year(end, year, |year| Date::new(year, 12, 31).ok().map(Point::Day))
    }

    /// "for years", "within weeks", "decades-long", "months ago".
    pub(super) fn bare_units(&self, i: usize, end: usize, unit: Unit) -> Option<Found> {
        if self.short_unit(i) || unit == Unit::Quarter {
            return None;
        }
        if self.n.any(end, &["ago", "earlier", "before"]) && unit >= Unit::Day {
            return (!self.n.is(end, "before"))
                .then_some(Found { end: end + 1, value: Value::Vague("PAST_REF") });
        }
        let long = self.n.inner(end, '-') && self.n.is(end + 1, "long");
        let free =
            matches!(self.n.sense(end), Sense::Sign(_) | Sense::End | Sense::Break)
                || self.n.in_list(end, "units-end");
        let fits = long
            || (i > 0 && self.n.in_list(i - 1, "units-lead"))
            || (i > 0 && free && !self.n.glued(i));
        let age = self.n.is(end, "of") && self.n.is(end + 1, "age");
        if !fits || age || unit == Unit::Weekend {
            return None;
        }
        let end = if long { end + 2 } else { end };
        Some(Found { end, value: Value::Length(render(Amount::Unknown, unit)) })
    }
}
