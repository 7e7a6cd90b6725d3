//! Expressions that begin with digits: numeric dates, years, decades, centuries.

use jiff::civil::Date;
use rundown_news::WhenPrecision;

use super::point::Point;
use super::reader::{Found, Reader, Value};
use super::words::{Sense, Unit};

impl Reader<'_> {
    pub(super) fn digits_first(&self, i: usize) -> Option<Found> {
        self.numeric(i)
            .or_else(|| self.clock_first(i))
            .or_else(|| self.day_first(i))
            .or_else(|| self.day_before_month(i))
            .or_else(|| self.day_behind_month(i))
            .or_else(|| self.ordinal_stretch(i))
            .or_else(|| self.numbered_day(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.year_first(i))
    }

    /// `2031-05-14`, `5/14/2031`, `14.05.2031`.
    pub(super) fn numeric(&self, i: usize) -> Option<Found> {
        let (first, len) = self.n.digits(i)?;
        for c in ['-', '/', '.'] {
            if !self.n.inner(i + 1, c) {
                continue;
            }
            if len == 4
                && let Some((j, month)) = self.month_name(i + 2)
                && self.n.inner(j, c)
            {
                let (day, _) = self.n.digits(j + 1)?;
                let date =
                    Date::new(first as i16, month as i8, day.min(99) as i8).ok()?;
                return Some(Found::at(j + 2, Point::Day(date)));
            }
            let (second, second_len) = self.n.digits(i + 2)?;
            if self.n.inner(i + 3, c)
                && let Some((third, third_len)) = self.n.digits(i + 4)
                && !self.n.inner(i + 5, c)
            {
                let date = if len == 4 && second_len <= 2 && third_len <= 2 {
                    date(first, second, third)
                } else if len <= 2 && second_len <= 2 && matches!(third_len, 2 | 4) {
                    short_date(
                        first,
                        second,
                        third,
                        third_len,
                        c == '.' || self.day_first,
                    )
                } else {
                    None
                }?;
                let found = Found::at(i + 5, Point::Day(date));
                return Some(self.iso_time(found));
            }
            // `2031-05`, but not `1998-99`.
            let decimal = c == '.';
            if !decimal && !self.n.inner(i + 3, c) && !self.n.inner(i + 3, '.') {
                let (year, month) = match (len, second_len) {
                    (4, 1..=2) => (first, second),
                    (1..=2, 4) => (second, first),
                    _ => {
                        return self
                            .short_day(i, c)
                            .or_else(|| self.nine_eleven(i, first));
                    }
                };
                let year =
                    i16::try_from(year).ok().filter(|y| (1900..2100).contains(y))?;
                return (1..=12)
                    .contains(&month)
                    .then(|| Found::at(i + 3, Point::Month(year, month as u8)));
            }
        }
        if len == 8 {
            let day = date(first / 10_000, first / 100 % 100, first % 100)?;
            let plausible = (1900..2100).contains(&day.year());
            return plausible.then(|| Found::at(i + 1, Point::Day(day)));
        }
        None
    }

    /// "on 4/22": month and day, where the words before say that it is a date.
    fn short_day(&self, i: usize, c: char) -> Option<Found> {
        let ((first, first_len), (second, second_len)) =
            (self.n.digits(i)?, self.n.digits(i + 2)?);
        let led = self.n.in_list(i.wrapping_sub(1), "day-lead")
            || matches!(self.n.sense(i.wrapping_sub(1)), Sense::Weekday(..));
        let padded = first_len == 2 && second_len == 2 && (first < 10 || second < 10);
        let day_like = (13..=31).contains(&second)
            && matches!(self.n.sense(i + 3), Sense::Sign(_) | Sense::End | Sense::Break);
        // "am 15.1.": the stop behind the month is the date's.
        let stop =
            usize::from(c == '.' && self.n.sign(i + 3, '.') && self.n.glued(i + 3));
        let dotted = c == '.' && (led || stop == 1);
        let stroke = c == '/' && (led || padded || day_like);
        if !(stroke || dotted) || first_len > 2 || second_len > 2 {
            return None;
        }
        if matches!((first, second), (9, 11) | (24, 7)) {
            return None;
        }
        let turned = first > 12 || self.day_first && second <= 12;
        let (month, day) = if turned { (second, first) } else { (first, second) };
        let in_year = |year: i16| date(u32::from(year.unsigned_abs()), month, day);
        let year = match self.published {
            Some(published) => Some(self.nearest_year(i + 3, published, in_year)?.year()),
            None => None,
        };
        Found::of_year(i + 3 + stop, year, |year| in_year(year).map(Point::Day))
    }

    /// The attacks are named by their day.
    fn nine_eleven(&self, i: usize, first: u32) -> Option<Found> {
        let is_it = first == 9
            && self.n.inner(i + 1, '/')
            && matches!(self.n.digits(i + 2), Some((11, 2)))
            && !self.n.inner(i + 3, '/');
        is_it.then(|| date(2001, 9, 11).map(|day| Found::at(i + 3, Point::Day(day))))?
    }

    /// `T14:30` behind a numeric date.
    fn iso_time(&self, found: Found) -> Found {
        let t = found.end;
        let Some(Point::Day(day)) = found.point() else { return found };
        if !(self.n.is(t, "t") && self.n.glued(t)) {
            return found;
        }
        let (Some((hour, 2)), true, Some((minute, 2))) =
            (self.n.digits(t + 1), self.n.inner(t + 2, ':'), self.n.digits(t + 3))
        else {
            return found;
        };
        if hour > 24 || minute > 59 {
            return found;
        }
        let mut end = t + 4;
        if self.n.inner(end, ':') && self.n.digits(end + 1).is_some() {
            end += 2;
        }
        let zulu = self.n.is(end, "z") && self.n.glued(end);
        let end = end + usize::from(zulu);
        Found::at(end, Point::Clock(day, hour as u8, minute as u8, zulu))
    }

    /// A year alone: "1989", "2017 april".
    fn year_first(&self, i: usize) -> Option<Found> {
        let (end, year) = self.year_digits(i)?;
        if (1900..2100).contains(&year)
            && let Some(found) = self.quarter_in(end, year)
        {
            return Some(found);
        }
        if let Some(found) = self.short_quarter(end, year) {
            return Some(found);
        }
        if let Some((end, month)) =
            self.month_name(end + usize::from(self.n.sign(end, ',')))
            && self.month_day(end).is_none()
        {
            return Some(Found::at(end, Point::Month(year, month)));
        }
        let sure = self.led_by_year_word(i);
        let plausible =
            (1900..2060).contains(&year) || (sure && (1400..2200).contains(&year));
        let before = i.checked_sub(1).map_or("", |b| self.n.word(b));
        let joined = matches!(self.n.digits(i.wrapping_sub(2)), Some((_, 4)))
            || self.n.any(i.wrapping_sub(2), &["mid", "early", "late", "pre", "post"]);
        let money = matches!(
            before,
            "$" | "€" | "£" | "#" | "No" | "No." | "¥" | "/" | ":" | "+"
        ) || before == "-" && self.n.glued(i) && !joined;
        if !plausible || money || self.counts_things(end, sure) {
            return None;
        }
        // "1998-99" is one stretch; its first year stands for it.
        let range = self.n.inner(end, '-')
            && matches!(self.n.digits(end + 1), Some((_, 2)))
            && !self.n.inner(end + 2, '-');
        let end = if range { end + 2 } else { end };
        Some(Found::at(end, Point::Year(year)))
    }

    /// "Q3", "-H1" behind a year.
    fn short_quarter(&self, end: usize, year: i16) -> Option<Found> {
        let j = end + usize::from(self.n.inner(end, '-'));
        let (number, 1) = self.n.digits(j + 1)? else { return None };
        if !self.n.glued(j + 1) {
            return None;
        }
        self.quarter_code(j, number as u8, year).map(|point| Found::at(j + 2, point))
    }

    fn quarter_code(&self, j: usize, number: u8, year: i16) -> Option<Point> {
        match number {
            1..=4 if self.n.is(j, "q") => Some(Point::Quarter(year, number)),
            1..=2 if self.n.is(j, "h") => Some(Point::Half(year, number)),
            _ => None,
        }
    }

    /// "Q3 2031", "Q1 of this year", "Q3".
    pub(super) fn quarter_first(&self, i: usize) -> Option<Found> {
        let (number, 1) = self.n.digits(i + 1)? else { return None };
        if !self.n.glued(i + 1) || !self.n.any(i, &["q", "h"]) {
            return None;
        }
        let joint = usize::from(self.n.inner(i + 2, '-'));
        if let Some((end, year)) = self.year_after(i + 2 + joint) {
            return Some(Found::at(end, self.quarter_code(i, number as u8, year?)?));
        }
        if !self.n.is(i, "q") || !self.cap(i) {
            return None;
        }
        let day = self.published?;
        let past = number as u8 > super::point::quarter(day.month())
            && self.tense(i + 2) != Some(super::clause::Tense::Future);
        let year = day.year() - i16::from(past);
        Some(Found::at(i + 2, self.quarter_code(i, number as u8, year)?))
    }

    fn led_by_year_word(&self, i: usize) -> bool {
        i > 0 && self.n.in_list(i - 1, "year-lead")
    }

    /// "2000 people": a count, not a year.
    fn counts_things(&self, end: usize, sure: bool) -> bool {
        let scaled = matches!(self.n.sense(end), Sense::Scale(_));
        scaled
            || (self.n.in_list(end, "things") && !(sure && self.n.any(end, &["points"])))
    }

    /// "1990s", "the '90s".
    pub(super) fn decade(&self, i: usize) -> Option<Found> {
        let (year, len) = self.n.digits(i)?;
        let mut j = i + 1;
        if self.n.sense(j) == Sense::Possessive && self.n.glued(j) {
            j += 1;
        } else if self.n.sign(j, '\'') && self.n.glued(j) && self.n.is(j + 1, "s") {
            j += 2;
        } else if self.n.is(j, "s") && self.n.glued(j) {
            j += 1;
        } else {
            return None;
        }
        if !year.is_multiple_of(10) {
            return None;
        }
        let decade = match len {
            4 if (1000..2100).contains(&year)
                && year.is_multiple_of(100)
                && year < 1900 =>
            {
                return Some(Found::at(j, Point::Century(year as i16 / 100)));
            }
            4 if (1000..2100).contains(&year) => year / 10,
            2 if year >= 20 && self.after_the(i) => 190 + year / 10,
            _ => return None,
        };
        Some(Found::at(j, Point::Decade(decade as i16)))
    }

    fn after_the(&self, i: usize) -> bool {
        i > 0
            // "in his 60s" is an age, and "in the 80s" a temperature as often.
            && (self.n.sign(i - 1, '\'')
                || self.n.is(i - 1, "the") && self.n.any(i.wrapping_sub(2), &["of", "since"]))
    }

    /// "'90s", "’98".
    pub(super) fn short_decade(&self, i: usize) -> Option<Found> {
        if !self.n.glued(i + 1) {
            return None;
        }
        self.decade(i + 1)
    }

    /// "the sixties", "the year 2000", "nineteen ninety-six".
    pub(super) fn spoken_year(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.n.is(i, "the"));
        let decade = |i| self.n.value(i, "decade")?.parse::<i16>().ok();
        if let Some(n) = decade(i + the)
            && (the == 1 || self.n.any(i.wrapping_sub(1), &["early", "late", "mid", "-"]))
        {
            return Some(Found::at(i + the + 1, Point::Decade(190 + n)));
        }
        if let Sense::Cardinal(century @ 16..=20) = self.n.sense(i + the)
            && let Some(n) = decade(i + the + 1)
        {
            let decade = i16::from(century) * 10 + n;
            return Some(Found::at(i + the + 2, Point::Decade(decade)));
        }
        if let Some((end, year)) = self.year_words(i) {
            return Some(Found::at(end, Point::Year(year)));
        }
        // "the fiscal year 1989", "fiscal 1989", "FY 2019", "the year two thousand"
        let j = i + the;
        let fiscal =
            usize::from(self.n.any(j, &["fiscal", "calendar", "financial", "fy"]));
        let year = usize::from(self.n.is(j + fiscal, "year"));
        if fiscal + year == 0 {
            return None;
        }
        let j = j + fiscal + year;
        if let Some((end, value)) = self.year_digits(j) {
            return Some(Found::at(end, Point::Year(value)));
        }
        let number = self.n.in_words(j)?;
        let fits = (1000.0..3000.0).contains(&number.value);
        fits.then(|| Found::at(number.end, Point::Year(number.value as i16)))
    }

    /// "nineteen ninety-six", "two thousand and five".
    pub(super) fn year_words(&self, i: usize) -> Option<(usize, i16)> {
        let Sense::Cardinal(century) = self.n.sense(i) else { return None };
        if century == 2 && self.n.is(i + 1, "thousand") && i > 0 {
            let month =
                matches!(self.n.sense(i - 1), Sense::Month(..) | Sense::Ordinal(_));
            let led = self.n.any(i - 1, &["in", "since", "of", "by", ","]) || month;
            let number = self.n.in_words(i)?;
            let plain = number.value < 2100.0
                && !matches!(self.n.sense(number.end), Sense::Units(_) | Sense::Unit(_));
            return (led && plain && (month || number.end > i + 2))
                .then_some((number.end, number.value as i16));
        }
        if !(16..=20).contains(&century) {
            return None;
        }
        let dash = usize::from(self.n.inner(i + 1, '-'));
        let (end, years @ 10..) = self.n.below_hundred(i + 1 + dash)? else {
            return None;
        };
        let ahead = century == 20 && years >= 40;
        (!ahead).then_some((end, i16::from(century) * 100 + i16::from(years)))
    }

    /// "20th century", "the nineteenth century".
    pub(super) fn century(&self, i: usize, n: u8, end: usize) -> Option<Found> {
        let dash = usize::from(self.n.sign(end, '-'));
        if !self.n.any(end + dash, &["century", "centuries"]) || n == 0 {
            return None;
        }
        if self.n.is(i, "first") && dash == 0 && self.n.is(end, "centuries") {
            return None;
        }
        let mut end = end + dash + 1;
        if self.n.is(end, "bc") || self.n.is(end, "b.c.") {
            let value = Value::Open(format!("BC{n:02}"), WhenPrecision::Era);
            end += 1;
            return Some(Found { end, value });
        }
        Some(Found::at(end, Point::Century(i16::from(n) - 1)))
    }

    /// An ordinal in digits or words, up to 31: the next token.
    pub(super) fn ordinal(&self, i: usize) -> Option<(usize, u8)> {
        let plain_digits = self.n.digits(i).is_some()
            && !(self.n.glued(i + 1) && self.n.in_list(i + 1, "suffix"));
        if plain_digits {
            return None;
        }
        self.month_day(i)
    }

    /// The present day as the base of "this", or the open value.
    pub(super) fn today(&self, end: usize) -> Found {
        self.since_today(end, 0, Unit::Day)
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok().filter(|year| (1..=9000).contains(year))?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// In the order that the text has; the other way where only that makes a date.
fn short_date(a: u32, b: u32, year: u32, len: u8, day_first: bool) -> Option<Date> {
    let year = match len {
        2 if year < 40 => year + 2000,
        2 => year + 1900,
        _ => year,
    };
    let (month, day) = if day_first { (b, a) } else { (a, b) };
    date(year, month, day).or_else(|| date(year, day, month))
}
