//! Words that are an expression by themselves: "today", "now", "for years",
//! "year-earlier", "the near future".

use jiff::civil::Date;

use super::length::{Amount, render};
use super::month::or_open;
use super::point::Point;
use super::reader::{Found, Reader, Value};
use super::relative::with_part;
use super::words::{Part, Sense, Unit};

impl Reader<'_> {
    /// A word that is an expression by itself.
    pub(super) fn deictic(&self, i: usize) -> Option<Found> {
        let end = i + 1;
        let vague = |value| Some(Found { end, value: Value::Vague(value) });
        if self.n.is(i, "today") {
            return Some(self.today(end));
        }
        if self.n.any(i, &["yesterday", "tomorrow"]) {
            let by = if self.n.is(i, "yesterday") { -1 } else { 1 };
            let day = self.since_today(end, by, Unit::Day);
            return Some(self.part_of(day));
        }
        if self.n.any(i, &["tonight", "tonite", "overnight"]) {
            if self.n.is(i, "overnight") {
                return None;
            }
            let day = self.today(end);
            return Some(with_part(day, Part::Night, end));
        }
        if self.n.any(i, &["now", "currently", "presently", "nowadays", "current"]) {
            if self.n.is(i, "current") && matches!(self.n.sense(end), Sense::Unit(_)) {
                return None;
            }
            return vague("PRESENT_REF");
        }
        if self.n.any(i, &["recently", "lately"]) {
            return vague("PAST_REF");
        }
        if self.n.is(i, "recent") {
            if let Sense::Units(_) = self.n.sense(end) {
                return None;
            }
            return vague("PAST_REF");
        }
        if self.n.is(i, "soon")
            && !self.n.is(end, "after")
            && !(i > 0 && self.n.is(i - 1, "as"))
        {
            return vague("FUTURE_REF");
        }
        if self.n.any(i, &["noon", "midnight", "midday"]) {
            return self.clock_first(i);
        }
        None
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
                if self.n.inner(end, '-') || self.n.any(end, &["ago", "earlier"]) =>
            {
                let k = end + usize::from(self.n.sign(end, '-'));
                if self.n.is(k, "end") {
                    return Some(self.year_end(k + 1));
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

    pub(super) fn year_end(&self, end: usize) -> Found {
        let day = self.published.and_then(|day| Date::new(day.year(), 12, 31).ok());
        or_open(end, day.map(Point::Day), || "XXXX-12-31".to_owned(), Unit::Day)
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
        let led: &[&str] = &[
            "for", "in", "within", "over", "of", "after", "took", "take", "takes",
            "several", "through", "by", "until", "spent", "or", "recent", "and", "last",
            "lasted", "just", "the", "only", "been",
        ];
        let long = self.n.inner(end, '-') && self.n.is(end + 1, "long");
        let free =
            matches!(self.n.sense(end), Sense::Sign(_) | Sense::End | Sense::Break)
                || self.n.listed(
                    end,
                    "of to after before in and or as if later since now with",
                );
        let fits = long
            || (i > 0 && self.n.any(i - 1, led))
            || (i > 0 && free && !self.n.glued(i));
        let age = self.n.is(end, "of") && self.n.is(end + 1, "age");
        if !fits || age || unit == Unit::Weekend {
            return None;
        }
        let end = if long { end + 2 } else { end };
        Some(Found { end, value: Value::Length(render(Amount::Unknown, unit)) })
    }

    /// Set phrases.
    pub(super) fn phrase(&self, i: usize) -> Option<Found> {
        const PHRASES: &[(&[&str], &str)] = &[
            (&["these", "days"], "PRESENT_REF"),
            (&["at", "present"], "PRESENT_REF"),
            (&["at", "the", "moment"], "PRESENT_REF"),
            (&["right", "now"], "PRESENT_REF"),
            (&["at", "the", "present", "time"], "PRESENT_REF"),
            (&["at", "the", "present"], "PRESENT_REF"),
            (&["at", "the", "minute"], "PRESENT_REF"),
            (&["to", "date"], "PRESENT_REF"),
            (&["the", "near", "future"], "FUTURE_REF"),
            (&["the", "foreseeable", "future"], "FUTURE_REF"),
            (&["the", "not", "too", "distant", "future"], "FUTURE_REF"),
            (&["the", "future"], "FUTURE_REF"),
            (&["the", "recent", "past"], "PAST_REF"),
            (&["as", "soon", "as", "possible"], "FUTURE_REF"),
        ];
        for (words, value) in PHRASES {
            if words.iter().enumerate().all(|(n, word)| self.n.is(i + n, word)) {
                let end = i + words.len();
                return Some(Found { end, value: Value::Vague(value) });
            }
        }
        if self.n.is(i, "the") && self.n.any(i + 1, &["past", "future"]) {
            return self.past_or_future(i);
        }
        None
    }
}
