//! Holidays and the days they fall on.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::month::or_open;
use super::point::{Point, unknown, weekday};
use super::reader::{Found, Reader};
use super::words::Unit;

impl Reader<'_> {
    /// "Christmas Eve", "Thanksgiving 2031", "Easter".
    pub(super) fn holiday(&self, i: usize) -> Option<Found> {
        let (j, rule) = self.n.phrase(i, "holiday")?;
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
        let open = || {
            if rule.contains(' ') {
                unknown(Unit::Day).to_owned()
            } else {
                format!("XXXX-{rule}")
            }
        };
        let date = self.published.and_then(|published| {
            self.nearest_year(j, published, |year| self.holiday_in(i, year))
        });
        Some(or_open(j, date.map(Point::Day), open, Unit::Day))
    }

    /// The day of the holiday at token `i` in a year. The lexicon tells it as `12-25`, as
    /// days from Easter Sunday, or as a month's nth weekday and the days behind that.
    pub(super) fn holiday_in(&self, i: usize, year: i16) -> Option<Date> {
        let (_, rule) = self.n.phrase(i, "holiday")?;
        let day = match rule.split(' ').collect::<Vec<_>>()[..] {
            [day] => return format!("{year:04}-{day}").parse().ok(),
            ["easter", days] => {
                easter(year)?.checked_add(days.parse::<i64>().ok()?.days())
            }
            [month, nth, day, ref behind @ ..] => {
                let first = Date::new(year, month.parse().ok()?, 1).ok()?;
                let nth = first
                    .nth_weekday_of_month(nth.parse().ok()?, weekday(day.parse().ok()?));
                let days: i64 =
                    behind.first().map_or(Some(0), |days| days.parse().ok())?;
                nth.ok()?.checked_add(days.days())
            }
            _ => return None,
        };
        day.ok()
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
