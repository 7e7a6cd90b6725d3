//! "today", "last week", "this summer", "the following day", "the year": points told
//! from the day of publication or from the last one named.

use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::clause::Tense;
use super::distance::open_past;
use super::length::{Amount, render};
use super::point::{Point, shift};
use super::reader::{Found, Reader, Value};
use super::words::{Part, Sense, Unit};

/// Which of its kind: the one before, this one, the next, the one last named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
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

impl Which {
    /// What "letzte", "diese" and "nächste" say.
    pub(super) fn shifted(by: i8) -> Option<Self> {
        match by {
            -1 => Some(Self::Last),
            0 => Some(Self::This),
            1 => Some(Self::Next),
            _ => None,
        }
    }
}

impl Reader<'_> {
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
            Sense::Weekday(..) if !matches!(which, Which::Same | Which::Recent) => {
                self.weekday_first(j, Some(which))
            }
            Sense::Month(..) => self.which_month(j, which),
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

    pub(super) fn which(&self, i: usize, the: usize) -> Option<(Which, usize)> {
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
            let coming = self.n.any(end, &["coming", "upcoming"]);
            end += 1;
            if past || coming {
                return Some((if past { Which::Last } else { Which::Coming }, end));
            }
        }
        Some((which, end))
    }

    pub(super) fn which_unit(
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
        if unit == Unit::Fortnight && which != Which::Before {
            return Some(length());
        }
        if unit < Unit::Day {
            return matches!(which, Which::Last | Which::Past | Which::Next).then(length);
        }
        Some(match which {
            Which::This => self.present(end, unit),
            Which::Last if unit == Unit::Day => return None,
            Which::Next if unit == Unit::Day => {
                self.part_of(self.since_last(end, 1, unit))
            }
            Which::Last => self.since_today(end, -1, unit),
            Which::Next | Which::Coming => self.since_today(end, 1, unit),
            Which::Before => self.part_of(self.since_last(end, -1, unit)),
            Which::After => self.part_of(self.since_last(end, 1, unit)),
            Which::Same => self.part_of(self.since_last(end, 0, unit)),
            Which::Past if the || unit >= Unit::Decade => length(),
            Which::Past => self.since_today(end, -1, unit),
            Which::Recent => return self.n.is(i, "the").then(length),
        })
    }

    /// `n` units from the last point named in this paragraph.
    pub(super) fn since_last(&self, end: usize, n: i64, unit: Unit) -> Found {
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
                self.since_today(end, n, unit)
            }
            None => open_past(end, unit),
        }
    }

    pub(super) fn which_units(
        &self,
        i: usize,
        end: usize,
        which: Which,
        unit: Unit,
    ) -> Option<Found> {
        if self.short_unit(end - 1) {
            return None;
        }
        let value = match which {
            Which::This if self.n.is(i, "these") && unit == Unit::Day => {
                Value::Vague("PRESENT_REF")
            }
            Which::This | Which::Same => return None,
            _ => Value::Length(render(Amount::Unknown, unit)),
        };
        Some(Found { end, value })
    }

    pub(super) fn which_month(&self, j: usize, which: Which) -> Option<Found> {
        let (end, month) = self.month_name(j)?;
        if matches!(month, 3 | 5) && !self.cap(j) {
            return None;
        }
        if let Some(found) = self.month_first(j)
            && found.end > end
        {
            return Some(found);
        }
        let year = self.published.and_then(|day| {
            let now = day.month() as u8;
            Some(match which {
                Which::Last | Which::Past | Which::Before if month < now => day.year(),
                Which::Last | Which::Past | Which::Before => day.year() - 1,
                Which::Next | Which::Coming | Which::After if month > now => day.year(),
                Which::Next | Which::Coming | Which::After => day.year() + 1,
                Which::This => day.year(),
                _ => return None,
            })
        });
        Found::of_year(end, year, |year| Some(Point::Month(year, month)))
    }

    /// "last summer", "this winter", "next spring".
    pub(super) fn which_season(
        &self,
        end: usize,
        which: Which,
        season: u8,
    ) -> Option<Found> {
        let year = self.published.map(|day| {
            let year = day.year();
            let start = (season + 1) * 3;
            let now = day.month() as u8;
            match which {
                // "Last summer" is over.
                Which::Last | Which::Past | Which::Before if now > start + 2 => year,
                Which::Last | Which::Past | Which::Before => year - 1,
                Which::Next | Which::Coming | Which::After if now < start => year,
                Which::Next | Which::Coming | Which::After => year + 1,
                Which::This if season == 3 && now <= 2 => year - 1,
                _ => year,
            }
        });
        Found::of_year(end, year, |year| Some(Point::Season(year, season)))
    }

    /// "the summer of 1998", "in spring", "summer 2012".
    pub(super) fn season_first(&self, i: usize) -> Option<Found> {
        let Sense::Season(season) = self.n.sense(i) else { return None };
        let end = i + 1;
        if let Some((end, year)) = self.year_after(end) {
            return Found::of_year(end, year, |year| Some(Point::Season(year, season)));
        }
        // "to fall", "fall by": mostly a verb.
        let verb = self.n.any(i, &["fall", "spring"]);
        let led = i > 0
            && self.n.in_list(i - 1, if verb { "fall-lead" } else { "season-lead" });
        if !led || self.cap(i) && verb {
            return None;
        }
        if self.n.is(end, "of") && verb {
            return None;
        }
        let year = self.published.map(|day| {
            let start = (season + 1) * 3;
            let future = self.tense(end) == Some(Tense::Future);
            let now = day.month() as u8;
            let year = day.year();
            match future {
                true if now > start + 2 => year + 1,
                false if now < start => year - 1,
                _ => year,
            }
        });
        Found::of_year(end, year, |year| Some(Point::Season(year, season)))
    }

    /// "this morning", "last night", "that evening".
    pub(super) fn which_part(
        &self,
        end: usize,
        which: Which,
        part: Part,
    ) -> Option<Found> {
        let day = match which {
            Which::This => self.today(end),
            Which::Last | Which::Past => self.since_today(end, -1, Unit::Day),
            Which::Same => self.since_last(end, 0, Unit::Day),
            Which::Next | Which::After => self.since_last(end, 1, Unit::Day),
            Which::Before => self.since_last(end, -1, Unit::Day),
            _ => return None,
        };
        Some(with_part(day, part, end))
    }

    pub(super) fn which_holiday(&self, j: usize, which: Which) -> Option<Found> {
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

    /// The quarter an article reports on, or one beside it.
    pub(super) fn report_quarter(&self, end: usize, which: Which) -> Option<Found> {
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

    pub(super) fn report_period(&self, end: usize, which: Which) -> Option<Found> {
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
}

pub(super) fn with_part(day: Found, part: Part, end: usize) -> Found {
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
