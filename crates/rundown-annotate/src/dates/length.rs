//! Lengths of time, and points a length away: "three days", "two weeks ago", "a year
//! earlier", "the past two months", "22-year".

use rundown_news::WhenPrecision;

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
        let shifted = self.n.any(
            the,
            &[
                "last",
                "past",
                "next",
                "first",
                "coming",
                "previous",
                "following",
                "final",
                "preceding",
                "ensuing",
            ],
        );
        let start = the + usize::from(shifted);
        if the > j && j > i {
            return None;
        }
        let start = if shifted { self.hedge(start) } else { start };
        let length = self.length(start)?;
        if shifted || the > j {
            if the > j || !self.n.is(the, "next") || length.amount != Amount::Unknown {
                let end = self.age_guard(length.end)?;
                return Some(Found { end, value: Value::Length(length.value) });
            }
        }
        self.placed(length)
    }

    /// "about", "more than", "at least", "up to": passed over.
    fn hedge(&self, i: usize) -> usize {
        let two = [
            ("more", "than"),
            ("less", "than"),
            ("fewer", "than"),
            ("at", "least"),
            ("at", "most"),
            ("up", "to"),
            ("just", "over"),
            ("just", "under"),
            ("well", "over"),
        ];
        if self.n.is(i, "no")
            && self.n.any(i + 1, &["more", "less", "fewer"])
            && self.n.is(i + 2, "than")
        {
            return i + 3;
        }
        if self.n.is(i, "as")
            && self.n.any(i + 1, &["many", "much", "little", "long"])
            && self.n.is(i + 2, "as")
        {
            return i + 3;
        }
        if two.iter().any(|(a, b)| self.n.is(i, a) && self.n.is(i + 1, b)) {
            return i + 2;
        }
        let one = [
            "about",
            "around",
            "nearly",
            "almost",
            "roughly",
            "approximately",
            "some",
            "over",
            "under",
            "only",
            "just",
            "another",
            "barely",
        ];
        if self.n.is(i, "some") && matches!(self.n.sense(i + 1), Sense::Units(_)) {
            return i;
        }
        if self.n.any(i, &one) && !matches!(self.n.sense(i + 1), Sense::Unit(_)) {
            return i + 1;
        }
        i
    }

    /// A number and a unit of time, with halves and second parts.
    fn length(&self, i: usize) -> Option<Length> {
        let one_article = self.n.any(i, &["a", "an"]);
        let (j, amount) = self.amount(i)?;
        let dash = usize::from(self.n.inner(j, '-'));
        let mut k = j + dash;
        if dash == 0 {
            k += usize::from(self.n.any(
                k,
                &[
                    "more",
                    "full",
                    "trading",
                    "business",
                    "working",
                    "consecutive",
                    "upcoming",
                    "coming",
                    "next",
                    "past",
                    "previous",
                    "straight",
                    "additional",
                    "whole",
                    "long",
                    "calendar",
                    "solid",
                    "successive",
                    "short",
                    "further",
                    "entire",
                    "other",
                ],
            ));
        }
        let (unit, plural) = match self.n.sense(k) {
            Sense::Unit(unit) => (unit, false),
            Sense::Units(unit) => (unit, true),
            Sense::Ordinal(2) if self.n.is(k, "second") => (Unit::Second, false),
            _ if self.n.is(k, "h") && self.n.digits(j - 1).is_some() => {
                (Unit::Hour, true)
            }
            Sense::Part(_) if self.n.any(k, &["nights", "mornings", "evenings"]) => {
                (Unit::Day, true)
            }
            _ => return None,
        };
        // "three-quarters of", "a quarter": shares, not times.
        let run = k > j + dash;
        let led = self.n.any(
            i.wrapping_sub(1),
            &[
                "next",
                "last",
                "past",
                "first",
                "for",
                "in",
                "over",
                "after",
                "recent",
                "previous",
                "following",
                "coming",
                "preceding",
            ],
        );
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
    fn amount(&self, i: usize) -> Option<(usize, Amount)> {
        if self
            .n
            .any(i, &["several", "few", "many", "numerous", "some", "multiple", "couple"])
            && !self.n.is(i, "couple")
        {
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
    fn half_after(&self, end: usize) -> (usize, f64) {
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
    fn second_part(&self, length: &mut Length) {
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
    fn age_guard(&self, end: usize) -> Option<usize> {
        let dash = usize::from(self.n.sign(end, '-') && self.n.glued(end));
        if self.n.any(end + dash, &["old", "olds"]) {
            return None;
        }
        if self.n.is(end, "of") && self.n.is(end + 1, "age") {
            return None;
        }
        let long = dash == 1 && self.n.any(end + 1, &["long", "plus"]);
        Some(if long { end + 2 } else { end })
    }

    /// What follows decides: "ago", "earlier", "later", or nothing.
    fn placed(&self, length: Length) -> Option<Found> {
        let end = self.age_guard(length.end)?;
        let dash = usize::from(self.n.inner(end, '-'));
        let next = end + dash;
        let plain = Found { end, value: Value::Length(length.value.clone()) };
        if self.n.is(next, "ago") {
            return Some(self.ago(&length, next + 1));
        }
        if self.n.any(next, &["earlier", "before", "previously"])
            && !self.starts_clause(next)
        {
            return Some(self.apart(&length, next + 1, -1));
        }
        if self.n.any(next, &["later", "afterward", "afterwards"])
            || (self.n.is(next, "after") && self.n.sign(next + 1, ','))
        {
            return Some(self.apart(&length, next + 1, 1));
        }
        let from_now = self.n.any(next, &["from", "after", "before", "prior"]) as usize;
        if from_now == 1 {
            return self.from_named(&length, next).or(Some(plain));
        }
        if self.n.any(next, &["hence"]) {
            return Some(self.ahead(&length, next + 1));
        }
        if self.n.sense(next) == Sense::Sign('\'')
            || self.n.sense(next) == Sense::Possessive
        {
            // "in two weeks' time"
            if self.n.is(next + 1, "time") {
                return Some(self.ahead(&length, next + 2));
            }
        }
        Some(plain)
    }

    /// "a day before the vote" counts from the vote, not from a day named before.
    fn starts_clause(&self, before: usize) -> bool {
        if !self.n.is(before, "before") {
            return false;
        }
        !matches!(self.n.sense(before + 1), Sense::Sign(_) | Sense::End | Sense::Break)
    }

    fn steps(&self, length: &Length) -> Option<i64> {
        match length.amount {
            Amount::Known(n, _) if n < 1e7 => Some(n as i64),
            _ => None,
        }
    }

    /// "N units ago", from the day of publication.
    fn ago(&self, length: &Length, end: usize) -> Found {
        let unknown = Found { end, value: Value::Vague("PAST_REF") };
        let Some(n) = self.steps(length) else { return unknown };
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
            self.from_today(end, -n, exact_unit(length.unit))
                .scaled(self, length, -n, end)
        })
    }

    /// "a year and a half ago": a month.
    fn months_of_half(&self, length: &Length, sign: i64, end: usize) -> Option<Found> {
        let Amount::Known(n, _) = length.amount else { return None };
        if length.unit != Unit::Year || (n.fract() - 0.5).abs() > 1e-9 || n > 1000.0 {
            return None;
        }
        let day = shift(self.published?, sign * (n * 12.0) as i64, Unit::Month)?;
        Some(Found::at(end, Point::around(day, Unit::Month)))
    }

    /// "from now", "in two weeks' time".
    fn ahead(&self, length: &Length, end: usize) -> Found {
        match self.steps(length) {
            Some(n) if length.unit >= Unit::Day => self
                .from_today(end, n, exact_unit(length.unit))
                .scaled(self, length, n, end),
            Some(_) => Found { end, value: Value::Length(length.value.clone()) },
            _ => Found { end, value: Value::Vague("FUTURE_REF") },
        }
    }

    /// "two days after Christmas", "a week from Tuesday", "three days from now".
    fn from_named(&self, length: &Length, next: usize) -> Option<Found> {
        let back = self.n.any(next, &["before", "prior"]);
        let from = next + 1 + usize::from(self.n.is(next, "prior"));
        if !back && self.n.is(from, "now") {
            return Some(self.ahead(length, from + 1));
        }
        if matches!(self.n.sense(from), Sense::Digits { len: 4, .. }) {
            return None;
        }
        let base = self.plain(from)?;
        let n = self.steps(length)?;
        let sign = if back { -1 } else { 1 };
        let day = match base.point()? {
            Point::Day(day) => day,
            _ => return None,
        };
        let day = shift(day, sign * n, length.unit)?;
        (length.unit >= Unit::Day).then(|| Found::at(base.end, Point::Day(day)))
    }

    /// "two days later", "a year earlier": from the last point named in the paragraph.
    fn apart(&self, length: &Length, end: usize, sign: i64) -> Found {
        let plain = Found { end, value: Value::Length(length.value.clone()) };
        let Some(n) = self.steps(length) else {
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

    pub(super) fn open_past(&self, end: usize, unit: Unit) -> Found {
        let value = super::point::unknown(unit).to_owned();
        Found { end, value: Value::Open(value, WhenPrecision::Vague) }
    }
}

impl Found {
    /// Decades and centuries ago are told to the year.
    fn scaled(self, reader: &Reader<'_>, length: &Length, n: i64, end: usize) -> Self {
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
fn exact_unit(unit: Unit) -> Unit {
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
        return match whole == 0.0 {
            true => format!("P{time}{rest}{small}"),
            false => format!("P{time}{whole}{letter}{rest}{small}"),
        };
    }
    format!("P{time}{n}{letter}")
}
