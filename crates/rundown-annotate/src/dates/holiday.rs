//! Holidays and the days they fall on.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::month::or_open;
use super::point::Point;
use super::reader::{Found, Reader};
use super::words::Unit;

/// When a holiday is.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth weekday of a month; -1 is the last.
    Nth(i8, i8, Weekday),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The Tuesday after the first Monday of November.
    ElectionDay,
    /// The day after the fourth Thursday of November, and its like.
    AfterThanksgiving(i64),
}

const HOLIDAYS: &[(&[&str], Rule)] = &[
    (&["christmas", "eve"], Rule::Fixed(12, 24)),
    (&["christmas", "day"], Rule::Fixed(12, 25)),
    (&["christmas"], Rule::Fixed(12, 25)),
    (&["xmas"], Rule::Fixed(12, 25)),
    (&["boxing", "day"], Rule::Fixed(12, 26)),
    (&["new", "year", "'s", "eve"], Rule::Fixed(12, 31)),
    (&["new", "years", "eve"], Rule::Fixed(12, 31)),
    (&["new", "year", "eve"], Rule::Fixed(12, 31)),
    (&["new", "year", "'s", "day"], Rule::Fixed(1, 1)),
    (&["new", "year", "'s"], Rule::Fixed(1, 1)),
    (&["new", "years", "day"], Rule::Fixed(1, 1)),
    (&["groundhog", "day"], Rule::Fixed(2, 2)),
    (&["valentine", "'s", "day"], Rule::Fixed(2, 14)),
    (&["valentines", "day"], Rule::Fixed(2, 14)),
    (&["saint", "patrick", "'s", "day"], Rule::Fixed(3, 17)),
    (&["st", ".", "patrick", "'s", "day"], Rule::Fixed(3, 17)),
    (&["st", "patrick", "'s", "day"], Rule::Fixed(3, 17)),
    (&["april", "fools", "day"], Rule::Fixed(4, 1)),
    (&["april", "fool", "'s", "day"], Rule::Fixed(4, 1)),
    (&["april", "fools", "'", "day"], Rule::Fixed(4, 1)),
    (&["earth", "day"], Rule::Fixed(4, 22)),
    (&["may", "day"], Rule::Fixed(5, 1)),
    (&["workers", "'", "day"], Rule::Fixed(5, 1)),
    (&["workers", "day"], Rule::Fixed(5, 1)),
    (&["juneteenth"], Rule::Fixed(6, 19)),
    (&["election", "day"], Rule::ElectionDay),
    (&["canada", "day"], Rule::Fixed(7, 1)),
    (&["independence", "day"], Rule::Fixed(7, 4)),
    (&["bastille", "day"], Rule::Fixed(7, 14)),
    (&["halloween"], Rule::Fixed(10, 31)),
    (&["armistice", "day"], Rule::Fixed(11, 11)),
    (&["remembrance", "day"], Rule::Fixed(11, 11)),
    (&["veterans", "day"], Rule::Fixed(11, 11)),
    (&["veterans", "'", "day"], Rule::Fixed(11, 11)),
    (&["inauguration", "day"], Rule::Fixed(1, 20)),
    (&["martin", "luther", "king", "jr", ".", "day"], Rule::Nth(1, 3, Weekday::Monday)),
    (&["martin", "luther", "king", "day"], Rule::Nth(1, 3, Weekday::Monday)),
    (&["mlk", "day"], Rule::Nth(1, 3, Weekday::Monday)),
    (&["presidents", "'", "day"], Rule::Nth(2, 3, Weekday::Monday)),
    (&["presidents", "day"], Rule::Nth(2, 3, Weekday::Monday)),
    (&["president", "'s", "day"], Rule::Nth(2, 3, Weekday::Monday)),
    (&["mother", "'s", "day"], Rule::Nth(5, 2, Weekday::Sunday)),
    (&["mothers", "day"], Rule::Nth(5, 2, Weekday::Sunday)),
    (&["mothers", "'", "day"], Rule::Nth(5, 2, Weekday::Sunday)),
    (&["memorial", "day"], Rule::Nth(5, -1, Weekday::Monday)),
    (&["father", "'s", "day"], Rule::Nth(6, 3, Weekday::Sunday)),
    (&["fathers", "day"], Rule::Nth(6, 3, Weekday::Sunday)),
    (&["labor", "day"], Rule::Nth(9, 1, Weekday::Monday)),
    (&["labour", "day"], Rule::Nth(9, 1, Weekday::Monday)),
    (&["columbus", "day"], Rule::Nth(10, 2, Weekday::Monday)),
    (&["thanksgiving", "day"], Rule::Nth(11, 4, Weekday::Thursday)),
    (&["thanksgiving"], Rule::Nth(11, 4, Weekday::Thursday)),
    (&["black", "friday"], Rule::AfterThanksgiving(1)),
    (&["cyber", "monday"], Rule::AfterThanksgiving(4)),
    (&["ash", "wednesday"], Rule::Easter(-46)),
    (&["palm", "sunday"], Rule::Easter(-7)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter", "day"], Rule::Easter(0)),
    (&["easter"], Rule::Easter(0)),
    (&["pentecost"], Rule::Easter(49)),
];

impl Reader<'_> {
    /// "Christmas Eve", "Thanksgiving 2031", "Easter".
    pub(super) fn holiday(&self, i: usize) -> Option<Found> {
        let (j, _) = self.holiday_rule(i)?;
        if !self.cap(i)
            && j == i + 1
            && !self.n.listed(
                i,
                "christmas easter thanksgiving halloween new good black cyber mother \
                father mothers fathers labor may mlk martin presidents",
            )
        {
            return None;
        }
        let of = usize::from(self.n.any(j, &["of", "in", ","]));
        if let Some((end, year)) = self.year_digits(j + of) {
            return Some(Found::at(end, Point::Day(self.holiday_in(i, year)?)));
        }
        if self.n.is(j, "weekend")
            && let Some(published) = self.published
        {
            let day = self.nearest_year(j, published, |year| self.holiday_in(i, year))?;
            // A Monday's weekend is the one before it.
            let day = if day.weekday() == Weekday::Monday {
                day.yesterday().ok()?
            } else {
                day
            };
            return Some(Found::at(j + 1, Point::around(day, Unit::Weekend)));
        }
        if let Some((end, Some(year))) = self.relative_year(j + of) {
            return Some(Found::at(end, Point::Day(self.holiday_in(i, year)?)));
        }
        let open = || match self.holiday_rule(i) {
            Some((_, Rule::Fixed(month, day))) => format!("XXXX-{month:02}-{day:02}"),
            _ => "XXXX-XX-XX".to_owned(),
        };
        let date = self.published.and_then(|published| {
            self.nearest_year(j, published, |year| self.holiday_in(i, year))
        });
        Some(or_open(j, date.map(Point::Day), open, Unit::Day))
    }

    fn holiday_rule(&self, i: usize) -> Option<(usize, Rule)> {
        HOLIDAYS.iter().find_map(|(words, rule)| {
            let fits = words.iter().enumerate().all(|(n, word)| {
                self.n.is(i + n, word)
                    || (*word == "'s"
                        && self.n.sense(i + n) == super::words::Sense::Possessive)
                    || (*word == "'" && self.n.sign(i + n, '\''))
            });
            fits.then_some((i + words.len(), *rule))
        })
    }

    /// The day of the holiday at token `i` in a year.
    pub(super) fn holiday_in(&self, i: usize, year: i16) -> Option<Date> {
        let (_, rule) = self.holiday_rule(i)?;
        let nth = |month, n, day| {
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, day).ok()
        };
        match rule {
            Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
            Rule::Nth(month, n, day) => nth(month, n, day),
            Rule::ElectionDay => nth(11, 1, Weekday::Monday)?.tomorrow().ok(),
            Rule::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Rule::AfterThanksgiving(days) => {
                nth(11, 4, Weekday::Thursday)?.checked_add(days.days()).ok()
            }
        }
    }
}

/// Easter Sunday by the Gregorian rule (Meeus), in the letters of the rule.
#[allow(clippy::many_single_char_names, reason = "the rule is known by these letters")]
pub(super) fn easter(year: i16) -> Option<Date> {
    if !(1583..=9000).contains(&year) {
        return None;
    }
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}
