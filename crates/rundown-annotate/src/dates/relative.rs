//! "today", "last week", "this summer", "the following day", "the year": points told
//! from the day of publication or from the last one named.

use jiff::ToSpan;
use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::length::{Amount, render};
use super::point::{Point, shift};
use super::reader::{Found, Reader, Tense, Value};
use super::words::{Part, Sense, Unit};

/// Which of its kind: the one before, this one, the next, the one last named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Last,
    This,
    Next,
    /// "the previous day": before the last one named.
    Before,
    /// "the following day": after the last one named.
    After,
    /// "that day".
    Same,
    /// "the past year": a length.
    Past,
    /// "recent years", "coming years".
    Recent,
    Coming,
}

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
            let day = self.from_today(end, by, Unit::Day);
            return Some(self.part_of(day));
        }
        if self.n.any(i, &["tonight", "tonite", "overnight"]) {
            if self.n.is(i, "overnight") {
                return None;
            }
            let day = self.today(end);
            return Some(self.with_part(day, Part::Night, end));
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

    /// "yesterday morning", "tomorrow night".
    pub(super) fn part_of(&self, day: Found) -> Found {
        let end = day.end;
        match self.n.sense(end) {
            Sense::Part(part) if !self.n.word(end).ends_with('s') => {
                self.with_part(day, part, end + 1)
            }
            _ => day,
        }
    }

    fn with_part(&self, day: Found, part: Part, end: usize) -> Found {
        match day.value {
            Value::At(Point::Day(day)) => Found::at(end, Point::Part(day, part)),
            Value::Open(value, _) => {
                let value =
                    Value::Open(format!("{value}T{}", part.code()), WhenPrecision::Time);
                Found { end, value }
            }
            value => Found { end, value },
        }
    }

    /// "last week", "this month", "the next day", "that year", "the year", ...
    pub(super) fn relative(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.n.any(i, &["the", "its", "their", "these"]));
        let (which, j) = match self.which(i, the) {
            Some(which) => which,
            None if self.n.is(i, "the") => return self.definite(i),
            None => return None,
        };
        let fiscal = usize::from(
            self.n.any(j, &["fiscal", "calendar", "full", "financial", "school"]),
        );
        match self.n.sense(j + fiscal) {
            Sense::Unit(unit) => {
                let end = j + fiscal + 1;
                if unit == Unit::Year && self.n.sense(end) == Sense::Possessive {
                    let found = self.quarter_of_year(i, end + 1);
                    if found.is_some() {
                        return found;
                    }
                }
                if unit == Unit::Week
                    && let Some(found) = self.week_then_weekday(i + the, end)
                {
                    return Some(found);
                }
                self.which_unit(i, end, which, unit, the == 1)
            }
            Sense::Units(unit) => self.which_units(i, j + 1, which, unit),
            Sense::Weekday(..) => {
                let shift = match which {
                    Which::Last => "last",
                    Which::Next => "next",
                    Which::This => "this",
                    Which::Coming => "coming",
                    Which::After => "following",
                    Which::Past | Which::Before => "previous",
                    _ => return None,
                };
                self.weekday_first(j, Some(shift))
            }
            Sense::Month(..) => self.which_month(i, j, which),
            Sense::Season(season) => self.which_season(j + 1, which, season),
            Sense::Part(part) => self.which_part(j + 1, which, part),
            _ if self.n.any(j, &["christmas", "easter", "thanksgiving", "halloween"]) => {
                self.which_holiday(j, which)
            }
            _ if self.n.any(j, &["moment", "point", "time", "juncture"])
                && which == Which::This
                && self.n.is(i, "this") =>
            {
                let at = i > 0 && self.n.is(i - 1, "at");
                at.then_some(Found { end: j + 1, value: Value::Vague("PRESENT_REF") })
            }
            _ if self.n.is(j, "period") && the == 1 => self.report_period(j + 1, which),
            _ => None,
        }
    }

    fn which(&self, i: usize, the: usize) -> Option<(Which, usize)> {
        let j = i + the;
        let which = match self.n.word(j).to_ascii_lowercase().as_str() {
            "last" => Which::Last,
            "this" | "current" => Which::This,
            "next" => Which::Next,
            "latest" => Which::Last,
            "previous" | "preceding" | "prior" => Which::Before,
            "following" | "ensuing" => Which::After,
            "same" | "that" => Which::Same,
            "past" => Which::Past,
            "recent" => Which::Recent,
            "coming" | "upcoming" => Which::Coming,
            "these" => Which::This,
            _ => return None,
        };
        if the == 1 && self.n.is(j, "that") || the == 0 && self.n.is(j, "same") {
            return None;
        }
        let mut end = j + 1;
        // "that same day", "this past week", "this coming Friday"
        if self.n.is(j, "that") && self.n.is(end, "same") {
            end += 1;
        } else if self.n.is(j, "this")
            && self.n.any(end, &["past", "coming", "very", "upcoming"])
        {
            let past = self.n.is(end, "past");
            end += 1;
            if past {
                return Some((Which::Last, end));
            }
        }
        Some((which, end))
    }

    fn which_unit(
        &self,
        i: usize,
        end: usize,
        which: Which,
        unit: Unit,
        the: bool,
    ) -> Option<Found> {
        if self.n.inner(end, '-') && self.n.any(end + 1, &["old", "long"]) {
            return None;
        }
        if unit == Unit::Quarter
            && let Some(found) = self.report_quarter(end, which)
        {
            return Some(found);
        }
        let length = || Found {
            end,
            value: Value::Length(render(Amount::Known(1.0, false), unit)),
        };
        if unit < Unit::Day {
            return matches!(which, Which::Last | Which::Past | Which::Next).then(length);
        }
        Some(match which {
            Which::This => self.present(end, unit),
            Which::Last if unit == Unit::Day => return None,
            Which::Next if unit == Unit::Day => {
                self.part_of(self.from_last(end, 1, unit))
            }
            Which::Last => self.from_today(end, -1, unit),
            Which::Next | Which::Coming => self.from_today(end, 1, unit),
            Which::Before => self.part_of(self.from_last(end, -1, unit)),
            Which::After => self.part_of(self.from_last(end, 1, unit)),
            Which::Same => self.part_of(self.from_last(end, 0, unit)),
            Which::Past if the || unit >= Unit::Decade => length(),
            Which::Past => self.from_today(end, -1, unit),
            Which::Recent => return self.n.is(i, "the").then(length),
        })
    }

    /// `n` units from the last point named in this paragraph.
    fn from_last(&self, end: usize, n: i64, unit: Unit) -> Found {
        let base = if unit == Unit::Day {
            self.last_day
        } else {
            self.last.filter(|last| last.unit() <= unit).and_then(Point::first_day)
        };
        let point = base.and_then(|day| Point::from_day(day, n, unit));
        match point {
            Some(point) => Found::at(end, point),
            // Nothing named: weeks and years then count from publication.
            None if unit > Unit::Weekend || (unit == Unit::Week && n != 0) => {
                self.from_today(end, n, unit)
            }
            None => self.open_past(end, unit),
        }
    }

    /// "sec" and "min": units only behind digits.
    pub(super) fn short_unit(&self, i: usize) -> bool {
        self.n.any(i, &["sec", "secs", "min", "mins", "hr", "hrs", "yr", "yrs"])
    }

    fn which_units(
        &self,
        i: usize,
        end: usize,
        which: Which,
        unit: Unit,
    ) -> Option<Found> {
        if self.short_unit(end - 1) {
            return None;
        }
        let length = render(Amount::Unknown, unit);
        let value = match which {
            Which::Recent | Which::Past | Which::Last | Which::Before => {
                Value::Length(length)
            }
            Which::Coming | Which::Next | Which::After => Value::Length(length),
            Which::This if self.n.is(i, "these") && unit == Unit::Day => {
                Value::Vague("PRESENT_REF")
            }
            _ => return None,
        };
        Some(Found { end, value })
    }

    fn which_month(&self, i: usize, j: usize, which: Which) -> Option<Found> {
        let (end, month) = self.month_name(j)?;
        if matches!(month, 3 | 5) && !self.cap(j) {
            return None;
        }
        if let Some(found) = self.month_first(j)
            && found.end > end
        {
            return Some(found);
        }
        let open = || format!("XXXX-{month:02}");
        let point = self.published.and_then(|day| {
            let now = day.month() as u8;
            let year = match which {
                Which::Last | Which::Past | Which::Before if month < now => day.year(),
                Which::Last | Which::Past | Which::Before => day.year() - 1,
                Which::Next | Which::Coming | Which::After if month > now => day.year(),
                Which::Next | Which::Coming | Which::After => day.year() + 1,
                Which::This => day.year(),
                _ => return None,
            };
            Some(Point::Month(year, month))
        });
        let _ = i;
        Some(self.or_open(end, point, open, Unit::Month))
    }

    /// "last summer", "this winter", "next spring".
    fn which_season(&self, end: usize, which: Which, season: u8) -> Option<Found> {
        let point = self.published.map(|day| {
            let year = day.year();
            let start = (season + 1) * 3;
            let now = day.month() as u8;
            let year = match which {
                // "Last summer" is over.
                Which::Last | Which::Past | Which::Before if now > start + 2 => year,
                Which::Last | Which::Past | Which::Before => year - 1,
                Which::Next | Which::Coming | Which::After if now < start => year,
                Which::Next | Which::Coming | Which::After => year + 1,
                Which::This if season == 3 && now <= 2 => year - 1,
                _ => year,
            };
            Point::Season(year, season)
        });
        Some(self.season_or_open(end, point, season))
    }

    fn season_or_open(&self, end: usize, point: Option<Point>, season: u8) -> Found {
        let code = ["SP", "SU", "FA", "WI"][usize::from(season) % 4];
        self.or_open(end, point, || format!("XXXX-{code}"), Unit::Season)
    }

    /// "the summer of 1998", "in spring", "summer 2012".
    pub(super) fn season_first(&self, i: usize) -> Option<Found> {
        let Sense::Season(season) = self.n.sense(i) else { return None };
        let end = i + 1;
        if let Some((end, year)) = self.year_after(end) {
            let point = year.map(|year| Point::Season(year, season));
            return Some(self.season_or_open(end, point, season));
        }
        let led: &[&str] = &[
            "in", "since", "by", "the", "of", "early", "late", "mid", "until", "during",
            "-",
        ];
        // "to fall", "fall by": mostly a verb.
        let verb = self.n.any(i, &["fall", "spring"]);
        let strict: &[&str] =
            &["in", "since", "this", "last", "early", "late", "by", "until"];
        if i == 0
            || !self.n.any(i - 1, if verb { strict } else { led })
            || self.cap(i) && verb
        {
            return None;
        }
        if self.n.is(end, "of") && verb {
            return None;
        }
        let point = self.published.map(|day| {
            let start = (season + 1) * 3;
            let future = self.tense(i, end) == Some(Tense::Future);
            let now = day.month() as u8;
            let year = day.year();
            let year = match future {
                true if now > start + 2 => year + 1,
                false if now < start => year - 1,
                _ => year,
            };
            Point::Season(year, season)
        });
        Some(self.season_or_open(end, point, season))
    }

    /// "this morning", "last night", "that evening".
    fn which_part(&self, end: usize, which: Which, part: Part) -> Option<Found> {
        let day = match which {
            Which::This => self.today(end),
            Which::Last | Which::Past => self.from_today(end, -1, Unit::Day),
            Which::Same => self.from_last(end, 0, Unit::Day),
            Which::Next | Which::After => self.from_last(end, 1, Unit::Day),
            Which::Before => self.from_last(end, -1, Unit::Day),
            _ => return None,
        };
        Some(self.with_part(day, part, end))
    }

    fn which_holiday(&self, j: usize, which: Which) -> Option<Found> {
        let found = self.holiday(j)?;
        let Some(Point::Day(day)) = found.point() else { return Some(found) };
        let published = self.published?;
        let in_year = |year: i16| self.holiday_in(j, year);
        let day: Date = match which {
            Which::Last | Which::Past | Which::Before => (0..2)
                .filter_map(|back| in_year(published.year() - back))
                .find(|day| *day < published)?,
            Which::Next | Which::Coming | Which::After => (0..2)
                .filter_map(|on| in_year(published.year() + on))
                .find(|day| *day > published)?,
            _ => day,
        };
        Some(Found::at(found.end, Point::Day(day)))
    }

    /// "the year", "the day", "the weekend", "the summer".
    fn definite(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.after_next(i).or_else(|| self.numbered_week(i + 1)) {
            return Some(found);
        }
        let fiscal: &[&str] = &["fiscal", "full", "financial", "entire", "whole"];
        if self.n.any(i + 1, fiscal) && self.n.is(i + 2, "year") {
            return self.the_unit(i, i + 3, Unit::Year);
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
                self.day_beside(i, end)
            }
            Unit::Day => self.the_day(i, end),
            Unit::Quarter => self.report_quarter(end, Which::Last),
            Unit::Year | Unit::Week | Unit::Month | Unit::Weekend => {
                self.the_unit(i, end, unit)
            }
            _ => None,
        }
    }

    /// "the week after next".
    fn after_next(&self, i: usize) -> Option<Found> {
        let Sense::Unit(unit) = self.n.sense(i + 1) else { return None };
        let the = usize::from(self.n.is(i + 3, "the"));
        let fits = self.n.is(i + 2, "after") && self.n.is(i + 3 + the, "next");
        let plain = !matches!(self.n.sense(i + 4 + the), Sense::Unit(_));
        (fits && plain).then(|| self.from_today(i + 4 + the, 2, unit))
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
    fn day_beside(&self, i: usize, end: usize) -> Option<Found> {
        let back = self.n.is(end, "before");
        let by = if back { -1 } else { 1 };
        let after = end + 1;
        if self.n.any(after, &["yesterday", "tomorrow"]) {
            return Some(self.from_today(after + 1, by * 2, Unit::Day));
        }
        if matches!(self.n.sense(after), Sense::Sign(_) | Sense::End | Sense::Break) {
            let base = self.last_day?;
            return Some(Found::at(after, Point::Day(shift(base, by, Unit::Day)?)));
        }
        let base = self.plain(after)?;
        let Some(Point::Day(day)) = base.point() else { return None };
        let _ = i;
        let day = if back { day.checked_sub(1.day()) } else { day.checked_add(1.day()) };
        Some(Found::at(base.end, Point::Day(day.ok()?)))
    }

    /// "later in the day", "on the day": the day of publication or the last one named.
    fn the_day(&self, i: usize, end: usize) -> Option<Found> {
        let during = i > 0
            && self.n.any(
                i - 1,
                &[
                    "in",
                    "during",
                    "of",
                    "for",
                    "throughout",
                    "end",
                    "ended",
                    "ending",
                    "ends",
                    "finish",
                    "finished",
                    "finishing",
                    "close",
                    "closed",
                    "closing",
                    "began",
                    "start",
                    "started",
                ],
            );
        if !during || self.n.any(end, &["when", "that", "of", "he", "she"]) {
            return None;
        }
        let day = self.last_day.or(self.published);
        Some(match day {
            Some(day) => Found::at(end, Point::Day(day)),
            None => self.today(end),
        })
    }

    fn the_unit(&self, i: usize, end: usize, unit: Unit) -> Option<Found> {
        if self.n.any(end, &["before", "after"]) {
            let by = if self.n.is(end, "before") { -1 } else { 1 };
            if matches!(self.n.sense(end + 1), Sense::Sign(_) | Sense::End | Sense::Break)
            {
                return Some(self.from_last(end + 1, by, unit));
            }
            if self.n.any(end + 1, &["last", "next"])
                && self.n.sense(end + 2) == Sense::Unit(unit)
            {
                return Some(self.from_today(end + 3, by * 2, unit));
            }
            return None;
        }
        if self.n.any(end, &["of", "when", "that"]) {
            return None;
        }
        match unit {
            Unit::Weekend => {
                let future = self.tense(i, end) == Some(Tense::Future);
                let weekday =
                    self.published.map_or(7, |day| super::point::weekday_number(day));
                // Early in a week the weekend is the last one.
                let by = i64::from(!future && weekday < 5);
                Some(self.from_today(end, -by, unit))
            }
            Unit::Year if self.n.any(end, &["ended", "ending"]) => {
                let value = Value::Length("P1Y".to_owned());
                Some(Found { end, value })
            }
            _ => Some(self.present(end, unit)),
        }
    }

    /// "in the morning", "during the night" of the last day named in this paragraph.
    fn definite_part(&self, i: usize) -> Option<Found> {
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
            return Some(self.with_part(day, part, after));
        }
        Some(self.part_of_last(end, part))
    }

    /// A part of the last day named in this paragraph.
    fn part_of_last(&self, end: usize, part: Part) -> Found {
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
        (!noun && !self.n.word(k).ends_with('s')).then(|| self.part_of_last(k + 1, part))
    }

    /// "the year-ago quarter", "year-earlier".
    fn the_compound(&self, i: usize) -> Option<Found> {
        match self.n.sense(i + 1) {
            Sense::Unit(Unit::Year) => self.bare_unit(i + 1),
            _ if self.n.is(i, "the") && self.n.any(i + 1, &["past", "future"]) => {
                self.past_or_future(i)
            }
            _ => None,
        }
    }

    /// "the past", "the near future".
    fn past_or_future(&self, i: usize) -> Option<Found> {
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
                    None => self.from_today(end, -1, Unit::Year),
                })
            }
            Sense::Units(unit) => self.bare_units(i, end, unit),
            Sense::Unit(Unit::Week) => self.week_of(i).or_else(|| self.numbered_week(i)),
            _ => None,
        }
    }

    /// "the week of March 6": the week that holds it.
    fn week_of(&self, i: usize) -> Option<Found> {
        if !self.n.is(i + 1, "of") {
            return None;
        }
        let found = self.plain(i + 2)?;
        let Some(Point::Day(day)) = found.point() else { return None };
        Some(Found::at(found.end, Point::around(day, Unit::Week)))
    }

    fn year_end(&self, end: usize) -> Found {
        let day = self.published.and_then(|day| Date::new(day.year(), 12, 31).ok());
        self.or_open(end, day.map(Point::Day), || "XXXX-12-31".to_owned(), Unit::Day)
    }

    /// "for years", "within weeks", "decades-long", "months ago".
    fn bare_units(&self, i: usize, end: usize, unit: Unit) -> Option<Found> {
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
                || self.n.any(
                    end,
                    &[
                        "of", "to", "after", "before", "in", "and", "or", "as", "if",
                        "later", "since", "now", "with",
                    ],
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

    /// The quarter an article reports on, or one beside it.
    fn report_quarter(&self, end: usize, which: Which) -> Option<Found> {
        let (year, quarter) = self.report?;
        let first = Point::Quarter(year, quarter).first_day()?;
        let by = match which {
            Which::Last | Which::Same => 0,
            Which::Before => -1,
            Which::After => 1,
            _ => return None,
        };
        let day = shift(first, by, Unit::Quarter)?;
        Some(Found::at(end, Point::around(day, Unit::Quarter)))
    }

    fn report_period(&self, end: usize, which: Which) -> Option<Found> {
        match which {
            Which::Last => self.report_quarter(end, which),
            Which::Same => {
                let (year, quarter) = self.report?;
                let (end, year) = match self.year_after(end) {
                    Some((end, told)) => (end, told?),
                    None if self.n.any(end, &["a"]) => return None,
                    None => (end, year - 1),
                };
                Some(Found::at(end, Point::Quarter(year, quarter)))
            }
            _ => None,
        }
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
