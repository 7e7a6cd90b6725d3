//! Weekdays, weeks, months and years in German, Spanish, French and Portuguese:
//! "letzten Mittwoch", "semana pasada", "cet été".

use super::elsewhere_reader::{Elsewhere, open, with_part};
use super::point::{Point, shift, unit_precision, unknown, weekday};
use super::reader::Found;
use super::words::{Sense, Unit};
use rundown_news::WhenPrecision;

impl Elsewhere<'_> {
    /// "2031", "de 2031", "letzten Jahres", "del año pasado".
    pub(super) fn year_behind(&self, i: usize) -> (usize, Option<i16>) {
        let of = usize::from(self.n.any(i, self.turns.of));
        if let Some((end, year)) = self.year(i + of) {
            return (end, Some(year));
        }
        let shifted = self.shift_and_unit(i + of);
        match (shifted, self.published) {
            (Some((end, by, Unit::Year)), Some(day)) => {
                (end, Some(day.year().saturating_add(i16::from(by))))
            }
            _ => (i, None),
        }
    }

    /// "letzten Jahres", "año pasado": the end, which one, and its unit.
    pub(super) fn shift_and_unit(&self, i: usize) -> Option<(usize, i8, Unit)> {
        match (self.n.sense(i), self.n.sense(i + 1)) {
            (Sense::Shift(by), Sense::Unit(unit))
            | (Sense::Unit(unit), Sense::Shift(by)) => Some((i + 2, by, unit)),
            // "mois" and "mes" are their own plurals.
            (Sense::Shift(by), Sense::Units(Unit::Month))
            | (Sense::Units(Unit::Month), Sense::Shift(by))
                if self.n.any(i, &["mois"]) || self.n.is(i + 1, "mois") =>
            {
                Some((i + 2, by, Unit::Month))
            }
            (Sense::Unit(unit), _)
                if self.n.is(i + 1, "que") && self.n.any(i + 2, &["viene", "vem"]) =>
            {
                Some((i + 3, 1, unit))
            }
            _ => None,
        }
    }

    pub(super) fn year(&self, i: usize) -> Option<(usize, i16)> {
        let (year, 4) = self.n.digits(i)? else { return None };
        let goes_on = self.n.glued(i + 1)
            && (self.n.sense(i + 1).is_word()
                || (!matches!(self.n.sense(i + 2), Sense::End | Sense::Break)
                    && self.n.glued(i + 2)));
        let counted = self.n.sense(i + 1).is_word()
            && i > 0
            && !self.n.glued(i + 1)
            && self.n.listed(
                i + 1,
                "euro euros dollar personen menschen personas personnes pessoas meter \
                metros mètres prozent millionen",
            );
        let fits = (1500..2100).contains(&year)
            && !goes_on
            && !counted
            && !self.n.any(i.wrapping_sub(1), &["$", "€", "£", "#"]);
        fits.then_some((i + 1, year as i16))
    }

    /// "Mittwoch", "letzten Mittwoch", "miércoles pasado", "terça-feira".
    pub(super) fn weekday(&self, i: usize, number: u8, short: bool) -> Option<Found> {
        let mut end = i + 1;
        if short {
            // "segunda" is also "second": only with "-feira", or behind "na".
            let feira = self.n.sign(end, '-') && self.n.is(end + 1, "feira");
            if !feira && !self.n.is(i.wrapping_sub(1), "na") {
                return None;
            }
            end += if feira { 2 } else { 0 };
        }
        let comma = usize::from(self.n.any(end, &[",", "den", "dem"]));
        if let Some(found) =
            self.day_month(end + comma).or_else(|| self.numeric(end + comma))
        {
            return Some(found);
        }
        let by = match self.n.sense(end) {
            Sense::Shift(by) => {
                end += 1;
                Some(by)
            }
            _ => None,
        };
        let mut found = self.weekday_at(i, end, number, by);
        let j = end + self.words_between(end);
        if let Sense::Part(part) = self.n.sense(j) {
            let day = found.point().and_then(Point::first_day);
            if day.is_some() {
                found = with_part(j + 1, day, Some(part));
            }
        }
        Some(found)
    }

    pub(super) fn weekday_at(
        &self,
        i: usize,
        end: usize,
        number: u8,
        by: Option<i8>,
    ) -> Found {
        let name = weekday(number);
        let day = self.published.and_then(|published| {
            let same = published.weekday() == name;
            let nth = match by {
                Some(-1) => -1,
                Some(1) => 1,
                _ if same => return Some(published),
                _ if self.future(i) => 1,
                _ => -1,
            };
            published.nth_weekday(nth, name).ok()
        });
        let unknown = || format!("XXXX-WXX-{number}");
        open(end, day.map(Point::Day), unknown, WhenPrecision::Day)
    }

    /// "letzte Woche", "este mes", "cette année", "nächsten Freitag", "am Wochenende".
    pub(super) fn shifted(&self, i: usize, by: i8) -> Option<Found> {
        let j = i + 1;
        match self.n.sense(j) {
            Sense::Unit(_) | Sense::Units(_) => {
                let (end, by, unit) = self.shift_and_unit(i)?;
                Some(self.unit(end, by, unit))
            }
            Sense::Weekday(number, _) => {
                let end = j + 1 + if self.n.sign(j + 1, '-') { 2 } else { 0 };
                Some(self.weekday_at(i, end, number, Some(by)))
            }
            Sense::Season(season) => Some(self.season(j + 1, season, Some(by))),
            Sense::Month(month, _) => {
                let day = self.published?;
                let year = day.year();
                let past = (month as i8) < day.month();
                let year = match by {
                    -1 if !past => year - 1,
                    1 if past => year + 1,
                    _ => year,
                };
                Some(Found::at(j + 1, Point::Month(year, month)))
            }
            Sense::Part(part) => {
                let by = if by == 0 { 0 } else { i64::from(by) };
                let day = self.published.and_then(|day| shift(day, by, Unit::Day));
                Some(with_part(j + 1, day, Some(part)))
            }
            // "pasado mañana"
            Sense::Day(1) if by == -1 => {
                let day = self.published.and_then(|day| shift(day, 2, Unit::Day));
                Some(with_part(j + 1, day, None))
            }
            // "die letzten drei Jahre", "los últimos dos años".
            _ => {
                let found = self.length(j)?;
                Some(found)
            }
        }
    }

    /// "semana pasada", "semaine dernière".
    pub(super) fn unit_then_shift(&self, i: usize, unit: Unit) -> Option<Found> {
        if let Some((end, by, unit)) = self.shift_and_unit(i) {
            return Some(self.unit(end, by, unit));
        }
        let weekend = unit == Unit::Weekend && self.n.is(i.wrapping_sub(1), "am");
        weekend.then(|| {
            let by = i8::from(self.future(i)) - 1;
            self.unit(i + 1, by, unit)
        })
    }

    pub(super) fn unit(&self, end: usize, by: i8, unit: Unit) -> Found {
        let point =
            self.published.and_then(|day| Point::from_day(day, i64::from(by), unit));
        open(end, point, || unknown(unit).to_owned(), unit_precision(unit))
    }

    /// "Sommer 2031", "verano pasado", "cet été".
    pub(super) fn season(&self, end: usize, season: u8, by: Option<i8>) -> Found {
        let (mut end, year) = self.year_behind(end);
        let by = match (by, self.n.sense(end)) {
            (None, Sense::Shift(by)) => {
                end += 1;
                Some(by)
            }
            _ => by,
        };
        let year = year.or_else(|| {
            let day = self.published?;
            let (now, start) = (day.month() as u8, (season + 1) * 3);
            let year = day.year();
            Some(match by {
                Some(-1) if now <= start + 2 => year - 1,
                Some(1) if now >= start => year + 1,
                None if now < start => year - 1,
                _ => year,
            })
        });
        let code = ["SP", "SU", "FA", "WI"][usize::from(season) % 4];
        let unknown = || format!("XXXX-{code}");
        open(
            end,
            year.map(|year| Point::Season(year, season)),
            unknown,
            WhenPrecision::Quarter,
        )
    }
}
