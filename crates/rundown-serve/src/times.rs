//! Times in words: how long ago, which day, what a TIMEX3 value means.
//!
//! Everything is told in Greenwich time (UTC): the outlets of a story file from many
//! places, and a page has no way to ask where its reader is.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use rundown_news::WhenPrecision;

/// An instant as `<time>`: machines read the attribute, people "2 hours ago".
#[derive(Template)]
#[template(
    source = r#"<time datetime="{{ machine }}" title="{{ exact }}">{{ words }}</time>"#,
    ext = "html"
)]
pub(crate) struct Moment {
    machine: String,
    exact: String,
    words: String,
}

impl askama::filters::HtmlSafe for Moment {}

impl Moment {
    /// Told by its distance from now.
    pub(crate) fn ago(at: Timestamp, now: Timestamp) -> Self {
        Self::worded(at, ago_words(at, now))
    }

    /// Told by day and minute.
    pub(crate) fn exact(at: Timestamp) -> Self {
        Self::worded(at, minute_words(at))
    }

    /// Told by its day alone.
    pub(crate) fn day(at: Timestamp, now: Timestamp) -> Self {
        Self::worded(at, day_words(utc(at).date(), now))
    }

    fn worded(at: Timestamp, words: String) -> Self {
        Self { machine: at.to_string(), exact: minute_words(at), words }
    }
}

/// The calendar time in Greenwich.
pub(crate) fn utc(at: Timestamp) -> DateTime {
    Offset::UTC.to_datetime(at)
}

/// "14 May 2031, 09:40 UTC".
pub(crate) fn minute_words(at: Timestamp) -> String {
    utc(at).strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// "Wednesday, 14 May 2031".
pub(crate) fn masthead_words(at: Timestamp) -> String {
    utc(at).strftime("%A, %-d %B %Y").to_string()
}

/// "14 May", with the year where it is not this one.
pub(crate) fn day_words(day: Date, now: Timestamp) -> String {
    let form = if day.year() == utc(now).year() { "%-d %B" } else { "%-d %B %Y" };
    day.strftime(form).to_string()
}

/// "2 – 14 May", "28 April – 14 May", or one day alone.
pub(crate) fn span_words(first: Timestamp, last: Timestamp, now: Timestamp) -> String {
    let (from, to) = (utc(first).date(), utc(last).date());
    if from == to {
        return day_words(to, now);
    }
    let from = if (from.year(), from.month()) == (to.year(), to.month()) {
        from.day().to_string()
    } else if from.year() == to.year() {
        from.strftime("%-d %B").to_string()
    } else {
        day_words(from, now)
    };
    format!("{from} – {}", day_words(to, now))
}

/// "just now", "12 minutes ago", "yesterday", "4 days ago", then the day.
pub(crate) fn ago_words(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    let (day, today) = (utc(at).date(), utc(now).date());
    let days = (today - day).get_days();
    match seconds {
        // Clocks of outlets run a little ahead; farther ahead is an appointment.
        ..-300 => minute_words(at),
        -300..60 => "just now".to_owned(),
        60..3_600 => counted(seconds / 60, "minute") + " ago",
        3_600..43_200 => counted(seconds / 3_600, "hour") + " ago",
        _ if days == 0 => counted(seconds / 3_600, "hour") + " ago",
        _ if days == 1 => "yesterday".to_owned(),
        _ if days < 7 => counted(i64::from(days), "day") + " ago",
        _ => day_words(day, now),
    }
}

/// "now", "in 12 minutes", "in 4 days".
pub(crate) fn ahead_words(at: Timestamp, now: Timestamp) -> String {
    match at.as_second() - now.as_second() {
        ..60 => "now".to_owned(),
        seconds @ 60..3_600 => format!("in {}", counted(seconds / 60, "minute")),
        seconds @ 3_600..86_400 => format!("in {}", counted(seconds / 3_600, "hour")),
        seconds => format!("in {}", counted(seconds / 86_400, "day")),
    }
}

pub(crate) use rundown_news::counted;

/// A TIMEX3 value in words: "14 May 2031", "week of 12 May 2031", "May 2031",
/// "summer 2031", "the 2030s". What is not understood stays as it stands.
pub(crate) fn timex_words(value: &str, precision: WhenPrecision) -> String {
    match precision {
        WhenPrecision::Time | WhenPrecision::Day => day_or_time(value),
        WhenPrecision::Week => week(value),
        WhenPrecision::Month => month(value),
        WhenPrecision::Quarter => quarter(value),
        WhenPrecision::Era if value.len() == 3 => Some(format!("the {value}0s")),
        _ => None,
    }
    .unwrap_or_else(|| value.to_owned())
}

fn day_or_time(value: &str) -> Option<String> {
    let day: Date = value.get(..10)?.parse().ok()?;
    let day = day.strftime("%-d %B %Y").to_string();
    let part = match value.get(10..)? {
        "" => return Some(day),
        "TMO" => "morning",
        "TMI" => "midday",
        "TAF" => "afternoon",
        "TEV" => "evening",
        "TNI" => "night",
        time => time.strip_prefix('T')?,
    };
    Some(format!("{day}, {part}"))
}

fn week(value: &str) -> Option<String> {
    let (year, week) = value.split_once("-W")?;
    let number: i8 = week.get(..2)?.parse().ok()?;
    let monday = jiff::civil::ISOWeekDate::new(
        year.parse().ok()?,
        number,
        jiff::civil::Weekday::Monday,
    )
    .ok()?
    .date();
    if week.ends_with("-WE") {
        let saturday = monday.checked_add(jiff::Span::new().days(5)).ok()?;
        return Some(saturday.strftime("weekend of %-d %B %Y").to_string());
    }
    Some(monday.strftime("week of %-d %B %Y").to_string())
}

fn month(value: &str) -> Option<String> {
    let first: Date = format!("{}-01", value.get(..7)?).parse().ok()?;
    Some(first.strftime("%B %Y").to_string())
}

fn quarter(value: &str) -> Option<String> {
    let (year, part) = value.split_once('-')?;
    let part = match part {
        "Q1" => "first quarter of",
        "Q2" => "second quarter of",
        "Q3" => "third quarter of",
        "Q4" => "fourth quarter of",
        "SP" => "spring",
        "SU" => "summer",
        "FA" => "autumn",
        "WI" => "winter",
        "H1" => "first half of",
        "H2" => "second half of",
        _ => return None,
    };
    Some(format!("{part} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn distances_are_told_as_people_tell_them() {
        let now = at("2031-05-14T16:00:00Z");
        for (then, words) in [
            ("2031-05-14T16:00:40Z", "just now"),
            ("2031-05-14T15:59:10Z", "just now"),
            ("2031-05-14T15:59:00Z", "1 minute ago"),
            ("2031-05-14T15:01:00Z", "59 minutes ago"),
            ("2031-05-14T13:30:00Z", "2 hours ago"),
            ("2031-05-14T00:10:00Z", "15 hours ago"),
            ("2031-05-13T23:50:00Z", "yesterday"),
            ("2031-05-10T08:00:00Z", "4 days ago"),
            ("2031-05-02T08:00:00Z", "2 May"),
            ("2030-12-31T08:00:00Z", "31 December 2030"),
            ("2031-05-15T09:00:00Z", "15 May 2031, 09:00 UTC"),
        ] {
            assert_eq!(ago_words(at(then), now), words, "{then}");
        }
        let midnight = at("2031-05-14T01:00:00Z");
        assert_eq!(ago_words(at("2031-05-13T22:00:00Z"), midnight), "3 hours ago");
    }

    #[test]
    fn spans_say_no_month_twice() {
        let now = at("2031-05-14T16:00:00Z");
        let span = |a: &str, b: &str| span_words(at(a), at(b), now);
        assert_eq!(span("2031-05-02T00:00:00Z", "2031-05-14T00:00:00Z"), "2 – 14 May");
        assert_eq!(
            span("2031-04-28T00:00:00Z", "2031-05-14T00:00:00Z"),
            "28 April – 14 May"
        );
        assert_eq!(span("2031-05-14T00:00:00Z", "2031-05-14T09:00:00Z"), "14 May");
        assert_eq!(
            span("2030-12-30T00:00:00Z", "2031-01-02T00:00:00Z"),
            "30 December 2030 – 2 January"
        );
    }

    #[test]
    fn timex_values_read_as_words() {
        use WhenPrecision as P;
        for (value, precision, words) in [
            ("2031-05-14", P::Day, "14 May 2031"),
            ("2031-05-14T09:40", P::Time, "14 May 2031, 09:40"),
            ("2031-05-14TEV", P::Time, "14 May 2031, evening"),
            ("2031-W20", P::Week, "week of 12 May 2031"),
            ("2031-W20-WE", P::Week, "weekend of 17 May 2031"),
            ("2031-05", P::Month, "May 2031"),
            ("2031-Q2", P::Quarter, "second quarter of 2031"),
            ("2031-SU", P::Quarter, "summer 2031"),
            ("2031", P::Year, "2031"),
            ("203", P::Era, "the 2030s"),
            ("PRESENT_REF", P::Vague, "PRESENT_REF"),
            ("é-W2", P::Week, "é-W2"),
            ("203é", P::Month, "203é"),
        ] {
            assert_eq!(timex_words(value, precision), words, "{value}");
        }
    }
}
