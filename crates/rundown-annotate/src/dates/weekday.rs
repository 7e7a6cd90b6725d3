//! Weekdays: "Wednesday", "last Friday", "Tuesday, Nov. 6", "Monday next week".

use jiff::ToSpan;
use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::clause::Tense;
use super::month::or_open;
use super::point::{Point, monday, shift, weekday};
use super::reader::{Found, Reader, Value};
use super::relative::Which;
use super::words::{Sense, Unit};

impl Reader<'_> {
    /// "Wednesday", "Friday night", "Tuesday, 6 May", "Monday next week", with what may
    /// stand before it ("last").
    pub(super) fn weekday_first(&self, i: usize, shift: Option<Which>) -> Option<Found> {
        let Sense::Weekday(number, short) = self.n.sense(i) else { return None };
        let mut j = i + 1;
        if short {
            if !self.cap(i) {
                return None;
            }
            let stop = self.n.sign(j, '.') && self.n.glued(j);
            j += usize::from(stop);
            let dated =
                |j| matches!(self.n.sense(j), Sense::Month(..) | Sense::Digits { .. });
            let comma = usize::from(self.n.sign(j, ','));
            if !stop && !dated(j + comma) {
                return None;
            }
        }
        if let Some(found) = self
            .dated_weekday(j)
            .or_else(|| self.day_behind_month(i))
            .or_else(|| self.numbered_weekday(j, number))
            .or_else(|| self.weekday_week(i, number))
            .or_else(|| self.weekday_beyond(i, number))
            .or_else(|| self.weekday_beside(i, number))
        {
            return Some(found);
        }
        if self.n.sign(j, '-')
            || !self.cap(i) && shift.is_none() && self.n.any(i, &["sun", "sat"])
        {
            return None;
        }
        let (end, day) = match self.weekday_of_week(j, number) {
            Some(found) => found,
            None => {
                (j, self.published.and_then(|p| self.pick_weekday(j, p, number, shift)))
            }
        };
        let open = || format!("XXXX-WXX-{number}");
        if let Sense::Part(part) = self.n.sense(end) {
            let (after, day) = match self.weekday_of_week(end + 1, number) {
                Some((after, day)) => (after, day),
                None => (end + 1, day),
            };
            let open = || format!("XXXX-WXX-{number}T{}", part.code());
            if self.n.toks[end].end > 0 && self.n.word(end).ends_with('s') {
                return Some(Found { end: end + 1, value: Value::Set(open()) });
            }
            let point = day.map(|day| Point::Part(day, part));
            return Some(or_open(after, point, open, Unit::Day));
        }
        Some(or_open(end, day.map(Point::Day), open, Unit::Day))
    }

    /// "Tuesday, Nov. 6", "Friday the 22nd": the date decides.
    pub(super) fn dated_weekday(&self, j: usize) -> Option<Found> {
        let comma = usize::from(self.n.sign(j, ','));
        let the = usize::from(self.n.in_list(j + comma, "the"));
        let k = j + comma + the;
        let found = match self.n.sense(k) {
            Sense::Month(..) => self.month_first(k),
            Sense::Digits { .. } | Sense::Ordinal(_) | Sense::Cardinal(_) => self
                .day_first(k)
                .or_else(|| self.numeric(k))
                .or_else(|| self.day_before_month(k)),
            _ => None,
        }?;
        (found.point().is_some_and(|point| point.unit() == Unit::Day)
            || matches!(found.value, Value::Open(_, WhenPrecision::Day)))
        .then_some(found)
    }

    /// "Friday the 22nd": the nearest such day.
    pub(super) fn numbered_weekday(&self, j: usize, number: u8) -> Option<Found> {
        let the = usize::from(self.n.is(j, "the"));
        let (end, day) = if the == 1 { self.month_day(j + 1)? } else { self.ordinal(j)? };
        if matches!(self.n.sense(end), Sense::Unit(_) | Sense::Units(_))
            || self.n.is(end, "of")
        {
            return None;
        }
        // "Tuesday the first model": no date.
        let ends =
            matches!(self.n.sense(end), Sense::Sign(_) | Sense::End | Sense::Break)
                || self.n.any(end, &["at", "around", "from", "until", "and", "with"]);
        if self.n.digits(end.saturating_sub(2)).is_none()
            && !ends
            && self.clock_at(end).is_none()
        {
            return None;
        }
        self.weekday_and_day(end, number, day)
    }

    /// A weekday and the number of a day: the nearest such day.
    pub(super) fn weekday_and_day(
        &self,
        end: usize,
        number: u8,
        day: u8,
    ) -> Option<Found> {
        let published = self.published?;
        let months: [i64; 9] = [0, 1, -1, 2, -2, 3, -3, 4, -4];
        let date = months.iter().find_map(|&by| {
            let month = shift(published, by, Unit::Month)?;
            let date = Date::new(month.year(), month.month(), day as i8).ok()?;
            (date.weekday() == weekday(number)).then_some(date)
        })?;
        Some(Found::at(end, Point::Day(date)))
    }

    /// "Saturday week": a week after the next Saturday.
    fn weekday_week(&self, i: usize, number: u8) -> Option<Found> {
        let Sense::Unit(unit @ (Unit::Week | Unit::Fortnight)) = self.n.sense(i + 1)
        else {
            return None;
        };
        // "Sunday Week" is the name of something.
        if self.cap(i + 1) {
            return None;
        }
        let ends =
            !matches!(self.n.sense(i + 2), Sense::Possessive | Sense::Digits { .. });
        let next = self.published?.nth_weekday(1, weekday(number)).ok()?;
        ends.then(|| Some(Found::at(i + 2, Point::Day(shift(next, 1, unit)?))))?
    }

    /// "the Tuesday before last", "the Friday after next".
    fn weekday_beyond(&self, i: usize, number: u8) -> Option<Found> {
        let (end, by) = self.beyond(i + 1)?;
        let near = self.published?.nth_weekday(by, weekday(number)).ok()?;
        let day = shift(near, i64::from(by), Unit::Week)?;
        Some(Found::at(end, Point::Day(day)))
    }

    /// "the Friday before Christmas", "the Monday after Easter": counted from that day.
    fn weekday_beside(&self, i: usize, number: u8) -> Option<Found> {
        let by = match () {
            () if self.n.is(i + 1, "before") => -1,
            () if self.n.is(i + 1, "after") => 1,
            () => return None,
        };
        // "He spoke on Monday before Friday's vote" tells two days.
        if i == 0 || !self.n.is(i - 1, "the") {
            return None;
        }
        let base = self.plain(i + 2)?;
        let Some(Point::Day(day)) = base.point() else { return None };
        let day = day.nth_weekday(by, weekday(number)).ok()?;
        Some(Found::at(base.end, Point::Day(day)))
    }

    /// "Tuesday", "last Tuesday", "today" behind "a week ago": the day counted from.
    pub(super) fn day_counted_from(&self, i: usize) -> Option<(usize, Date)> {
        let published = self.published?;
        let j = i + usize::from(self.n.is(i, "on"));
        let j = j + usize::from(self.n.any(j, &["last", "this"]));
        match self.n.sense(j) {
            Sense::Weekday(number, false) => {
                Some((j + 1, published.nth_weekday(-1, weekday(number)).ok()?))
            }
            _ if self.n.is(j, "today") => Some((j + 1, published)),
            _ if self.n.is(j, "yesterday") => Some((j + 1, published.yesterday().ok()?)),
            _ => None,
        }
    }

    /// "next week on Tuesday": from the token behind "week".
    pub(super) fn week_then_weekday(&self, i: usize, end: usize) -> Option<Found> {
        let on = usize::from(self.n.any(end, &["on", "-"]));
        let Sense::Weekday(number, _) = self.n.sense(end + on) else { return None };
        let (_, day) = self.weekday_of_week(i, number)?;
        let after = end + on + 1;
        let day = Found::at(after, Point::Day(day?));
        Some(self.part_of(day))
    }

    /// "Monday next week", "Friday of last week".
    pub(super) fn weekday_of_week(
        &self,
        j: usize,
        number: u8,
    ) -> Option<(usize, Option<Date>)> {
        let k = j + usize::from(self.n.is(j, "of"));
        let k = k + usize::from(k > j && self.n.is(k, "the"));
        let by = self.step(k).filter(|_| self.n.is(k + 1, "week"))?;
        let day = self.published.and_then(|published| {
            let monday = shift(monday(published), i64::from(by), Unit::Week)?;
            monday.checked_add(i64::from(number - 1).days()).ok()
        });
        Some((k + 2, day))
    }

    pub(super) fn pick_weekday(
        &self,
        end: usize,
        published: Date,
        number: u8,
        shift: Option<Which>,
    ) -> Option<Date> {
        let day = weekday(number);
        let same = published.weekday() == day;
        match shift {
            Some(Which::Last | Which::Past | Which::Before) => {
                published.nth_weekday(-1, day).ok()
            }
            Some(Which::Next | Which::Coming | Which::After) => {
                published.nth_weekday(1, day).ok()
            }
            _ if same => Some(published),
            _ if self.tense(end) == Some(Tense::Future) => {
                published.nth_weekday(1, day).ok()
            }
            _ => published.nth_weekday(-1, day).ok(),
        }
    }
}
