//! Lengths of time, and points a length away: "three days", "two weeks ago", "a year
//! earlier", "the past two months", "22-year".

use super::point::{Point, shift};
use super::reader::{Found, Reader, Value};
use super::words::{Sense, Unit};

/// How many of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Known(f64, bool),
    Unknown,
}

/// A length that was read, before what follows decides what it means.
#[derive(Debug, Clone)]
pub(super) struct Length {
    pub(super) end: usize,
    pub(super) amount: Amount,
    pub(super) unit: Unit,
    pub(super) value: String,
}

impl Reader<'_> {
    /// A counted length and what it means here.
    pub(super) fn counted(&self, i: usize) -> Option<Found> {
        let j = self.hedge(i);
        let the = j + usize::from(self.n.is(j, "the"));
        let shifted = self.n.in_list(the, "length-lead");
        let start = the + usize::from(shifted);
        if the > j && j > i {
            return None;
        }
        let start = if shifted { self.hedge(start) } else { start };
        let length = self.length(start)?;
        let next_few = self.n.is(the, "next") && length.amount == Amount::Unknown;
        if the > j || (shifted && !next_few) {
            let end = self.age_guard(length.end)?;
            return Some(Found { end, value: Value::Length(length.value) });
        }
        self.placed(&length)
    }

    /// "about", "more than", "at least", "up to": passed over.
    pub(super) fn hedge(&self, i: usize) -> usize {
        if self.n.is(i, "some") && matches!(self.n.sense(i + 1), Sense::Units(_)) {
            return i;
        }
        match self.n.phrase(i, "more") {
            Some((end, _)) if end > i + 1 => end,
            Some((end, _)) if !matches!(self.n.sense(end), Sense::Unit(_)) => end,
            _ => i,
        }
    }

    /// A number and a unit of time, with halves and second parts.
    pub(super) fn length(&self, i: usize) -> Option<Length> {
        let one_article = self.n.any(i, &["a", "an"]);
        let (j, amount) = self.amount(i)?;
        let dash = usize::from(self.n.inner(j, '-'));
        let mut k = j + dash;
        if dash == 0 {
            k += usize::from(self.n.in_list(k, "length-between"));
        }
        // "the 5 past years", but not "only 3 next week"
        if dash == 0
            && self.n.any(k, &["upcoming", "coming", "next", "past", "previous"])
            && matches!(self.n.sense(k + 1), Sense::Units(_))
        {
            k += 1;
        }
        let (unit, plural) = match self.n.sense(k) {
            Sense::Unit(unit) => (unit, false),
            Sense::Units(unit) => (unit, true),
            Sense::Ordinal(2) if self.n.is(k, "second") => (Unit::Second, false),
            _ if self.n.is(k, "h")
                && self.n.digits(j - 1).is_some_and(|(_, len)| len <= 2)
                && !self.n.glued(k + 1) =>
            {
                (Unit::Hour, true)
            }
            Sense::Part(_) if self.n.any(k, &["nights", "mornings", "evenings"]) => {
                (Unit::Day, true)
            }
            _ => return None,
        };
        // "three-quarters of", "a quarter": shares, not times.
        let run = k > j + dash;
        let led = self.n.in_list(i.wrapping_sub(1), "quarters-lead");
        if unit == Unit::Quarter && (dash == 1 || !plural || !(run || led)) {
            return None;
        }
        // "miles an hour": a speed.
        let lengths: &[&str] = &["miles", "kilometers", "kilometres", "km", "knots"];
        if unit == Unit::Hour && one_article && self.n.any(i.wrapping_sub(1), lengths) {
            return None;
        }
        let one = matches!(amount, Amount::Known(n, _) if (n - 1.0).abs() < 1e-9);
        if !plural
            && dash == 0
            && amount == Amount::Unknown
            && !self.n.any(i, &["every", "each"])
        {
            return None;
        }
        if !one && !plural && dash == 0 && unit == Unit::Weekend {
            return None;
        }
        // "min" and "sec" only behind digits.
        let counted = j > 0
            && matches!(self.n.sense(j - 1), Sense::Digits { .. } | Sense::Cardinal(_));
        if self.short_unit(k) && !counted {
            return None;
        }
        let mut end = k + 1;
        if self.short_unit(k) && self.n.sign(end, '.') && self.n.glued(end) {
            end += 1;
        }
        let amount = match amount {
            Amount::Known(n, decimal) => {
                let (next, half) = self.half_after(end);
                end = next;
                Amount::Known(n + half, decimal)
            }
            Amount::Unknown => amount,
        };
        let value = render(amount, unit);
        let mut length = Length { end, amount, unit, value };
        self.second_part(&mut length);
        Some(length)
    }

    /// How many: "three", "a", "2 1/2", "several", "half an".
    pub(super) fn amount(&self, i: usize) -> Option<(usize, Amount)> {
        if self.n.in_list(i, "several") {
            return Some((i + 1, Amount::Unknown));
        }
        if self.n.any(i, &["a", "the"]) && self.n.any(i + 1, &["few", "number"]) {
            let of = usize::from(self.n.is(i + 2, "of"));
            return Some((i + 2 + of, Amount::Unknown));
        }
        if self.n.any(i, &["dozens", "hundreds", "thousands", "tens", "scores"])
            && self.n.is(i + 1, "of")
        {
            return Some((i + 2, Amount::Unknown));
        }
        if self.n.is(i, "half") {
            let j = i + 1 + usize::from(self.n.sign(i + 1, '-'));
            let j = j + usize::from(self.n.any(j, &["a", "an"]));
            if matches!(self.n.sense(j), Sense::Unit(_)) {
                return Some((j, Amount::Known(0.5, false)));
            }
        }
        let article = usize::from(self.n.any(i, &["a", "an", "one"]));
        if article == 1 && self.n.any(i + 1, &["half", "quarter"]) {
            let part = if self.n.is(i + 1, "half") { 0.5 } else { 0.25 };
            let j = i + 2 + usize::from(self.n.sign(i + 2, '-'));
            let fits =
                matches!(self.n.sense(j), Sense::Unit(unit) if unit != Unit::Quarter);
            if fits {
                return Some((j, Amount::Known(part, false)));
            }
        }
        if let Some(number) = self.n.number(i) {
            if self.n.inner(number.end, '-') && self.n.digits(number.end + 1).is_some() {
                // "10-12 days": the lower number.
                let high = self.n.number(number.end + 1)?;
                return Some((high.end, Amount::Known(number.value, number.decimal)));
            }
            let range = self.n.any(number.end, &["to", "or"]);
            if range
                && let Some(high) = self.n.number(number.end + 1)
                && matches!(self.n.sense(high.end), Sense::Units(_))
            {
                return Some((high.end, Amount::Known(number.value, number.decimal)));
            }
            return Some((number.end, Amount::Known(number.value, number.decimal)));
        }
        let single = article == 1
            || self.n.any(i, &["another", "single", "full", "whole", "entire", "all"]);
        let j = i
            + 1
            + usize::from(
                self.n.any(i + 1, &["full", "whole", "single", "entire", "additional"])
                    && single,
            );
        let j = j + usize::from(self.n.inner(j, '-'));
        (single && matches!(self.n.sense(j), Sense::Unit(_)))
            .then_some((j, Amount::Known(1.0, false)))
    }

    /// "a minute and a half".
    pub(super) fn half_after(&self, end: usize) -> (usize, f64) {
        if self.n.is(end, "and") {
            let j = end + 1 + usize::from(self.n.any(end + 1, &["a", "one"]));
            if self.n.is(j, "half") {
                return (j + 1, 0.5);
            }
            if self.n.is(j, "quarter") && j == end + 2 {
                return (j + 1, 0.25);
            }
        }
        (end, 0.0)
    }

    /// "two hours and ten minutes", "1 year 1 month 21 days".
    pub(super) fn second_part(&self, length: &mut Length) {
        let mut unit = length.unit;
        for _ in 0..4 {
            let mut j = length.end;
            if self.n.any(j, &["and", ","]) {
                j += 1;
            }
            let Some(number) = self.n.number(j) else { return };
            let dash = usize::from(self.n.inner(number.end, '-'));
            let smaller = match self.n.sense(number.end + dash) {
                Sense::Unit(next) | Sense::Units(next) if next < unit => next,
                Sense::Ordinal(2) if unit > Unit::Second => Unit::Second,
                _ => return,
            };
            if matches!(smaller, Unit::Weekend | Unit::Season | Unit::Quarter) {
                return;
            }
            let part = render(Amount::Known(number.value, number.decimal), smaller);
            let part = part.trim_start_matches('P');
            // The `T` stands once, before the first part shorter than a day.
            let part = if length.value.contains('T') {
                part.trim_start_matches('T')
            } else {
                part
            };
            length.value.push_str(part);
            length.end = number.end + dash + 1;
            unit = smaller;
        }
    }

    /// Nothing for "22-year-old", else the end with "-long" and the like.
    pub(super) fn age_guard(&self, end: usize) -> Option<usize> {
        let dash = usize::from(self.n.sign(end, '-') && self.n.glued(end));
        // "de 22 años": mostly an age.
        let aged = self.n.is(self.start.get().wrapping_sub(1), "de")
            && self.n.sense(end - 1) == Sense::Units(Unit::Year);
        if self.n.in_list(end + dash, "old") || aged {
            return None;
        }
        if self.n.is(end, "of") && self.n.is(end + 1, "age") {
            return None;
        }
        let long = dash == 1 && self.n.any(end + 1, &["long", "plus"]);
        Some(if long { end + 2 } else { end })
    }
}

impl Found {
    /// Decades and centuries ago are told to the year.
    pub(super) fn scaled(
        self,
        reader: &Reader<'_>,
        length: &Length,
        n: i64,
        end: usize,
    ) -> Self {
        if length.unit < Unit::Decade {
            return self;
        }
        let day = reader.published.and_then(|day| shift(day, n, length.unit));
        match day {
            Some(day) => Self::at(end, Point::Year(day.year())),
            None => self,
        }
    }
}

/// What a distance in such units is exact to.
pub(super) fn exact_unit(unit: Unit) -> Unit {
    match unit {
        Unit::Decade | Unit::Century => Unit::Year,
        Unit::Fortnight | Unit::Weekend => Unit::Week,
        unit => unit,
    }
}

/// The TIMEX3 value of a length.
pub(super) fn render(amount: Amount, unit: Unit) -> String {
    let (time, letter, times) = match unit {
        Unit::Second => ("T", "S", 1.0),
        Unit::Minute => ("T", "M", 1.0),
        Unit::Hour => ("T", "H", 1.0),
        Unit::Day => ("", "D", 1.0),
        Unit::Week => ("", "W", 1.0),
        Unit::Weekend => ("", "WE", 1.0),
        Unit::Fortnight => ("", "W", 2.0),
        Unit::Month => ("", "M", 1.0),
        Unit::Quarter => ("", "M", 3.0),
        Unit::Season => ("", "SE", 1.0),
        Unit::Year => ("", "Y", 1.0),
        Unit::Decade => ("", "Y", 10.0),
        Unit::Century => ("", "Y", 100.0),
    };
    let Amount::Known(n, decimal) = amount else {
        return match unit {
            Unit::Decade | Unit::Century => "PXY".to_owned(),
            _ => format!("P{time}X{letter}"),
        };
    };
    let n = n * times;
    let whole = n.trunc();
    let smaller = match unit {
        Unit::Year | Unit::Decade | Unit::Century => Some(("", "M", 12.0)),
        Unit::Hour => Some(("", "M", 60.0)),
        Unit::Minute => Some(("", "S", 60.0)),
        _ => None,
    };
    if (n - whole).abs() > 1e-9
        && !decimal
        && let Some((_, small, of)) = smaller
    {
        let rest = ((n - whole) * of).round();
        return if whole == 0.0 {
            format!("P{time}{rest}{small}")
        } else {
            format!("P{time}{whole}{letter}{rest}{small}")
        };
    }
    format!("P{time}{n}{letter}")
}
