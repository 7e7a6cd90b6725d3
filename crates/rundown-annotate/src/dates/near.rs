//! How far a day lies before the day of publication.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use rundown_news::{When, WhenPrecision};

/// Days so far back are told by their name alone, and are not yet the week before.
const NEAR_DAYS: i32 = 3;
/// A weekday so far back may as well be the one to come: "in Tuesday's runoff".
const AHEAD_DAYS: RangeInclusive<i32> = 4..=6;

/// Whether a date is a day shortly before an article was published.
pub(super) fn is_near(date: &When, published: Option<Date>) -> bool {
    days_back(date, published).is_some_and(|days| (0..=NEAR_DAYS).contains(&days))
}

/// Whether a date is surely a day that was over when an article was published.
pub(super) fn is_over(date: &When, published: Option<Date>) -> bool {
    days_back(date, published)
        .is_some_and(|days| days >= 0 && !AHEAD_DAYS.contains(&days))
}

/// How many days a day lies before the publication.
fn days_back(date: &When, published: Option<Date>) -> Option<i32> {
    let exact = matches!(date.precision, WhenPrecision::Day | WhenPrecision::Time);
    let day: Date = date.value.get(..10).filter(|_| exact)?.parse().ok()?;
    Some((published? - day).get_days())
}
