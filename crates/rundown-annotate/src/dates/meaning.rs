//! What the slots that a rule filled mean.

use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::clause::Tense;
use super::hit::{Hit, part, unit};
use super::length::{Amount, exact_unit, render};
use super::month::or_open;
use super::point::{Point, monday, shift, unknown, weekday};
use super::reader::{Found, Reader, Value};
use super::relative::Which;
use super::rules::{Kind, Slot, Slots};
use super::words::{Part, Sense, Unit};

impl Reader<'_> {
    pub(super) fn meaning(&self, hit: &Hit) -> Option<Found> {
        let end = hit.end;
        let value = match hit.kind {
            Kind::Date | Kind::Digits => return self.date_of(end, &hit.slots),
            Kind::Clock => {
                return at_time(&self.since_today(end, 0, Unit::Day), hit);
            }
            Kind::Part => return None,
            Kind::Length => Value::Length(length(&hit.slots)?),
            Kind::Ago => return self.away(end, &hit.slots, -1),
            Kind::Ahead => return self.away(end, &hit.slots, 1),
            Kind::Set => Value::Set(set(&hit.slots)?),
        };
        Some(Found { end, value })
    }

    fn date_of(&self, end: usize, s: &Slots) -> Option<Found> {
        let month = s.small(Slot::Month).or(s.small(Slot::MonthNumber));
        let unit = unit(s.whole(Slot::Unit));
        if let Some(by) = s.whole(Slot::Vague) {
            let refs = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"];
            let value = Value::Vague(refs[(by + 1).clamp(0, 2) as usize]);
            return Some(Found { end, value });
        }
        if let Some(token) = s.whole(Slot::Holiday) {
            return self.holiday_of(end, token as usize, s);
        }
        let day = s.small(Slot::Day).or(s.small(Slot::DayDigits));
        if let Some(day) = day {
            return match (month, s.small(Slot::Weekday)) {
                (Some(month), _) => self.day_of(end, s, month, day),
                (None, Some(number)) => self.weekday_and_day(end, number, day),
                (None, None) => Some(self.day_alone(end, s, day)),
            };
        }
        if let (Some(day), Some(Unit::Week), Some(by)) =
            (s.whole(Slot::Today), unit, s.whole(Slot::Shift))
        {
            let day = self.published.and_then(|now| shift(now, day, Unit::Day));
            let day = day.and_then(|day| shift(day, by, Unit::Week));
            let open = || unknown(Unit::Day).to_owned();
            return Some(or_open(end, day.map(Point::Day), open, Unit::Day));
        }
        if let Some(number) = s.small(Slot::Weekday) {
            let second = super::hit::unit(s.whole(Slot::SecondUnit));
            let months = unit == Some(Unit::Month) || second == Some(Unit::Month);
            return match (month, s.whole(Slot::Shift).filter(|_| months)) {
                (Some(month), _) => self.nth_weekday(end, s, month, number),
                (None, Some(by)) => {
                    let month = shift(self.published?, by, Unit::Month)?;
                    let nth = s.whole(Slot::Ordinal).or(s.whole(Slot::Nth))? as i8;
                    let day = month.nth_weekday_of_month(nth, weekday(number)).ok()?;
                    Some(Found::at(end, Point::Day(day)))
                }
                (None, None) => Some(self.weekday_of(end, s, number)),
            };
        }
        if let (Some(month), None) = (month, unit.filter(|unit| *unit < Unit::Month)) {
            return self.month_of(end, s, month);
        }
        let ordinal = s.whole(Slot::Ordinal).or(s.whole(Slot::Nth));
        let year = self.year_of(s);
        let this_year = || self.published.map(Date::year);
        if let Some(half) = s.small(Slot::Half) {
            return Some(Found::at(end, Point::Half(year.or_else(this_year)?, half)));
        }
        match (ordinal, unit) {
            (Some(number), Some(Unit::Quarter)) => {
                let quarter =
                    u8::try_from(number).ok().filter(|q| (1..=4).contains(q))?;
                return Some(Found::at(
                    end,
                    Point::Quarter(year.or_else(this_year)?, quarter),
                ));
            }
            (Some(number), Some(Unit::Century)) => {
                return Some(Found::at(
                    end,
                    Point::Century(i16::try_from(number - 1).ok()?),
                ));
            }
            (Some(number), Some(Unit::Week)) => {
                let of = s.whole(Slot::SecondUnit);
                if of.is_some_and(|of| of != Unit::Year as i64) {
                    return None;
                }
                let year = year.or_else(this_year)?;
                let first = Date::new(year, 1, 4).ok()?;
                let week = shift(monday(first), number - 1, Unit::Week)?;
                return Some(Found::at(end, Point::Week(week)));
            }
            _ => {}
        }
        if let Some(season) = s.small(Slot::Season) {
            let year = year.or_else(|| {
                let by = s.whole(Slot::Shift)?;
                Some(self.published?.year() + by as i16)
            });
            return Some(Found::at(end, Point::Season(year.or_else(this_year)?, season)));
        }
        if let Some(decade) = s.whole(Slot::Decade) {
            return Some(Found::at(end, Point::Decade(decade as i16)));
        }
        if let Some(by) = s.whole(Slot::Today) {
            let day = self.since_today(end, by, Unit::Day);
            return Some(match part(s.whole(Slot::Part)) {
                Some(part) => super::relative::with_part(day, part, end),
                None => day,
            });
        }
        if let (Some(by), Some(part)) = (s.whole(Slot::Shift), part(s.whole(Slot::Part)))
        {
            let day = self.since_today(end, by, Unit::Day);
            return Some(super::relative::with_part(day, part, end));
        }
        if let (Some(unit), Some(by)) = (unit, s.whole(Slot::Shift)) {
            return Some(self.since_today(end, by, unit));
        }
        let year = s.whole(Slot::Year).or(s.whole(Slot::ShortYear))?;
        self.may_be_year(end).then(|| Found::at(end, Point::Year(year as i16)))
    }

    /// Whether a number alone is a year: behind "in" or a bracket, and no number of things.
    fn may_be_year(&self, end: usize) -> bool {
        let start = self.start.get();
        let number = |k: usize| {
            matches!(
                self.n.sense(k),
                Sense::Digits { .. } | Sense::Cardinal(_) | Sense::Scale(_)
            )
        };
        if !(start..end).all(number) {
            return true;
        }
        let before = start.wrapping_sub(1);
        let led = self.n.in_list(before, "year-lead") || self.n.sign(before, '(');
        let money = self.n.sign(end, '€') || self.n.sign(end, '$');
        led && !money && !self.n.in_list(end, "things")
    }

    /// The year that the slots name: in digits, or as the last, this or next one.
    fn year_of(&self, s: &Slots) -> Option<i16> {
        if let Some(year) = s.whole(Slot::Year).or(s.whole(Slot::ShortYear)) {
            return Some(year as i16);
        }
        let by = s.whole(Slot::Shift)?;
        let of = s.whole(Slot::SecondUnit).or(s.whole(Slot::Unit));
        let years = unit(of) == Some(Unit::Year);
        self.published.filter(|_| years).map(|day| day.year() + by as i16)
    }

    fn holiday_of(&self, end: usize, token: usize, s: &Slots) -> Option<Found> {
        let shifted = |by: i64| Some(self.published?.year() + by as i16);
        let year = self.year_of(s).or_else(|| shifted(s.whole(Slot::Shift)?));
        if let Some(year) = year {
            return Some(Found::at(end, Point::Day(self.holiday_in(token, year)?)));
        }
        let day = self.published.and_then(|published| {
            self.nearest_year(end, published, |year| self.holiday_in(token, year))
        });
        let open = || unknown(Unit::Day).to_owned();
        Some(or_open(end, day.map(Point::Day), open, Unit::Day))
    }

    /// "15 May", "15 May 2031".
    fn day_of(&self, end: usize, s: &Slots, month: u8, day: u8) -> Option<Found> {
        let in_year = |year| Date::new(year, month as i8, day as i8).ok();
        let near = || self.published.and_then(|day| self.nearest_year(end, day, in_year));
        let year = self.year_of(s).or_else(|| near().map(Date::year));
        Found::of_year(end, year, |year| in_year(year).map(Point::Day))
    }

    /// "the 15th", "the 15th of next month": in this month, or the one before.
    fn day_alone(&self, end: usize, s: &Slots, day: u8) -> Found {
        let open = || format!("XXXX-XX-{day:02}");
        let in_month = |by: i64| {
            let month = shift(self.published?, by, Unit::Month)?;
            Date::new(month.year(), month.month(), day as i8).ok()
        };
        let months = match (s.whole(Slot::Shift), unit(s.whole(Slot::Unit))) {
            (Some(by), Some(Unit::Month)) => [by, by, by],
            _ => [0, -1, 1],
        };
        let future = self.tense(end) == Some(Tense::Future);
        let fits = |day: &Date| {
            months[0] == months[1]
                || self
                    .published
                    .is_some_and(|now| (*day >= now) == future || *day == now)
        };
        let found = months.into_iter().filter_map(in_month).find(fits);
        let found = found.or_else(|| in_month(months[0]));
        or_open(end, found.map(Point::Day), open, Unit::Day)
    }

    /// "Friday", "last Friday", "Friday of next week".
    fn weekday_of(&self, end: usize, s: &Slots, number: u8) -> Found {
        let by = s.whole(Slot::Shift);
        let day = self.published.and_then(|now| {
            let week = unit(s.whole(Slot::Unit)) == Some(Unit::Week);
            if let Some(by) = by.filter(|by| week || *by == 0) {
                let first = shift(monday(now), by, Unit::Week)?;
                return shift(first, i64::from(number) - 1, Unit::Day);
            }
            let which = by.and_then(|by| Which::shifted(by as i8));
            self.pick_weekday(end, now, number, which)
        });
        let open = || format!("XXXX-WXX-{number}");
        or_open(end, day.map(Point::Day), open, Unit::Day)
    }

    /// "the first Friday of May"; without an ordinal the month says nothing.
    fn nth_weekday(&self, end: usize, s: &Slots, month: u8, number: u8) -> Option<Found> {
        let nth = s.whole(Slot::Ordinal).or(s.whole(Slot::Nth))? as i8;
        let day = weekday(number);
        let in_year = |year| {
            Date::new(year, month as i8, 1).ok()?.nth_weekday_of_month(nth, day).ok()
        };
        let near = || self.published.and_then(|day| self.nearest_year(end, day, in_year));
        let year = self.year_of(s).or_else(|| near().map(Date::year));
        Found::of_year(end, year, |year| in_year(year).map(Point::Day))
    }

    /// "May", "May 2031", "last May".
    fn month_of(&self, end: usize, s: &Slots, month: u8) -> Option<Found> {
        let year = self.year_of(s).or_else(|| {
            let (now, by) = (self.published?, s.whole(Slot::Shift)?);
            let behind = i16::from(now.month() as u8 <= month);
            Some(match by {
                ..=-1 => now.year() - behind,
                0 => now.year(),
                _ => now.year() + i16::from(now.month() as u8 >= month),
            })
        });
        match year {
            Some(year) => Some(Found::at(end, Point::Month(year, month))),
            None => self.bare_month(end, month),
        }
    }

    /// A length back or on from today, or from the day that the slots name.
    fn away(&self, end: usize, s: &Slots, sign: i64) -> Option<Found> {
        let length = unit(s.whole(Slot::Unit))?;
        let Some(n) = s.get(Slot::Number) else {
            let value = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Found { end, value: Value::Vague(value) });
        };
        if length < Unit::Day || n.fract() != 0.0 {
            return None;
        }
        let n = n as i64 * sign;
        if s.get(Slot::Today).or(s.get(Slot::Date)).is_some() {
            let from = match s.whole(Slot::Today) {
                Some(by) => self.published.and_then(|day| shift(day, by, Unit::Day)),
                None => shift(Date::new(1, 1, 1).ok()?, s.whole(Slot::Date)?, Unit::Day),
            };
            let day = from.and_then(|day| shift(day, n, length));
            let open = || unknown(Unit::Day).to_owned();
            return Some(or_open(end, day.map(Point::Day), open, Unit::Day));
        }
        let day = self.published.and_then(|day| shift(day, n, length));
        if let (Some(second), Some(more)) =
            (unit(s.whole(Slot::SecondUnit)), s.whole(Slot::SecondNumber))
        {
            let day = day.and_then(|day| shift(day, more * sign, second));
            let open = || unknown(Unit::Day).to_owned();
            return Some(or_open(end, day.map(Point::Day), open, Unit::Day));
        }
        match (length, day) {
            (Unit::Decade | Unit::Century, Some(day)) => {
                Some(Found::at(end, Point::Year(day.year())))
            }
            _ => Some(self.since_today(end, n, exact_unit(length))),
        }
    }
}

/// A day at the time of day that a hit names.
pub(super) fn at_time(day: &Found, hit: &Hit) -> Option<Found> {
    let s = &hit.slots;
    let end = hit.end.max(day.end);
    let of_day = match day.value {
        Value::At(Point::Part(_, part)) => Some(part),
        _ => None,
    };
    let part = part(s.whole(Slot::Part)).or(of_day);
    let day = match day.value {
        Value::At(Point::Part(date, _)) => &Found::at(day.end, Point::Day(date)),
        _ => day,
    };
    let Some(hour) = s.small(Slot::Hour) else {
        let part = part?;
        return Some(super::relative::with_part(Found { end, ..day.clone() }, part, end));
    };
    let mut minute = s.small(Slot::Minute).unwrap_or(0);
    let mut hour = in_part(hour, part, s.whole(Slot::Pm));
    if let Some(before) = s.small(Slot::Before).filter(|before| *before > 0) {
        minute = 60_u8.checked_sub(before)?;
        hour = (hour + 23) % 24;
    }
    Some(match &day.value {
        Value::At(Point::Day(date)) if s.get(Slot::Second).is_some() => {
            let second = s.small(Slot::Second).unwrap_or(0);
            let value = format!("{date}T{hour:02}:{minute:02}:{second:02}");
            Found { end, value: Value::Open(value, WhenPrecision::Time) }
        }
        Value::At(Point::Day(date)) => {
            Found::at(end, Point::Clock(*date, hour, minute, false))
        }
        Value::Open(value, _) => {
            let value = format!("{value}T{hour:02}:{minute:02}");
            Found { end, value: Value::Open(value, WhenPrecision::Time) }
        }
        _ => return None,
    })
}

/// An hour in a part of the day: seven in the evening is 19.
fn in_part(hour: u8, part: Option<Part>, pm: Option<i64>) -> u8 {
    let late = match (part, pm) {
        (_, Some(pm)) => pm == 1 && hour < 12,
        (Some(Part::Afternoon | Part::Evening), _) => hour < 12,
        (Some(Part::Midday), _) => hour < 4,
        (Some(Part::Night), _) => (6..12).contains(&hour),
        _ => false,
    };
    let midnight = hour == 12 && (pm == Some(0) || part == Some(Part::Night));
    match () {
        () if late => hour + 12,
        () if midnight || hour == 24 => 0,
        () => hour,
    }
}

/// The value of a length of one or two units.
fn length(s: &Slots) -> Option<String> {
    let first = unit(s.whole(Slot::Unit))?;
    let amount = match s.get(Slot::Number) {
        Some(n) => Amount::Known(n + s.get(Slot::Half).map_or(0.0, |_| 0.5), true),
        None => Amount::Unknown,
    };
    let value = render(amount, first);
    let Some(second) = unit(s.whole(Slot::SecondUnit)) else { return Some(value) };
    let more = render(Amount::Known(s.get(Slot::SecondNumber)?, true), second);
    let time = value.contains('T');
    let more = more.strip_prefix(if time { "PT" } else { "P" })?;
    Some(value + more)
}

/// The value of what recurs.
fn set(s: &Slots) -> Option<String> {
    let part =
        part(s.whole(Slot::Part)).map_or(String::new(), |p| format!("T{}", p.code()));
    let month = s.small(Slot::Month).or(s.small(Slot::MonthNumber));
    if let Some(month) = month {
        let day = s.small(Slot::Day).map_or(String::new(), |day| format!("-{day:02}"));
        return Some(format!("XXXX-{month:02}{day}"));
    }
    if let Some(day) = s.small(Slot::Weekday).or(s.small(Slot::Weekdays)) {
        return Some(format!("XXXX-WXX-{day}{part}"));
    }
    if let Some(season) = s.small(Slot::Season) {
        let code = ["SP", "SU", "FA", "WI"][usize::from(season) % 4];
        return Some(format!("XXXX-{code}"));
    }
    match unit(s.whole(Slot::Unit)) {
        Some(Unit::Weekend) => Some("XXXX-WXX-WE".to_owned()),
        Some(unit) => {
            Some(render(Amount::Known(s.get(Slot::Number).unwrap_or(1.0), true), unit))
        }
        None => (!part.is_empty()).then(|| format!("XXXX-XX-XX{part}")),
    }
}
