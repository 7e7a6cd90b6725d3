//! Times as they are typed.

use jiff::Timestamp;
use jiff::civil::Date;
use rundown_news::NewsTime;

/// A time as typed: RFC 3339, or a day (its midnight in Greenwich).
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    text.parse::<NewsTime>().map(NewsTime::instant).map_err(|error| error.to_string())
}

/// A day as typed.
pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is wanted, as in 2031-06-05".to_owned())
}
