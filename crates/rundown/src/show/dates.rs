//! Days in words, with the year where it is not plain.

use jiff::Timestamp;
use jiff::tz::Offset;

/// "May 28", or "May 28, 2029" if it is not the year of what stands around it.
pub(crate) fn day(at: Timestamp, around: Timestamp) -> String {
    at.strftime(if same_year(at, around) { "%b %-d" } else { "%b %-d, %Y" }).to_string()
}

/// The same with the time of day.
pub(crate) fn time(at: Timestamp, around: Timestamp) -> String {
    format!("{} {}", day(at, around), at.strftime("%H:%M"))
}

fn same_year(at: Timestamp, around: Timestamp) -> bool {
    let year = |at: Timestamp| Offset::UTC.to_datetime(at).year();
    year(at) == year(around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_told_where_it_is_another() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let now = at("2031-05-28T09:00:00Z");
        assert_eq!(day(at("2031-01-02T09:00:00Z"), now), "Jan 2");
        assert_eq!(time(at("2029-12-31T23:59:00Z"), now), "Dec 31, 2029 23:59");
    }
}
