//! Times in words: how long ago, which day, what a TIMEX3 value means; in the language of the
//! reader, by their clock.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rundown_news::WhenPrecision;

use crate::wording::{many, say, tell, zone};

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
        Self::worded(at, day_words(local(at).date(), now))
    }

    fn worded(at: Timestamp, words: String) -> Self {
        Self { machine: at.to_string(), exact: minute_words(at), words }
    }
}

/// The calendar time in Greenwich, by which days of news are told.
pub(crate) fn utc(at: Timestamp) -> DateTime {
    jiff::tz::Offset::UTC.to_datetime(at)
}

/// The calendar time where the reader is.
pub(crate) fn local(at: Timestamp) -> DateTime {
    zone().to_datetime(at)
}

/// "14 May 2031, 09:40 UTC".
pub(crate) fn minute_words(at: Timestamp) -> String {
    let zoned = jiff::ZonedDateTime::new(at, zone());
    let time = zoned.strftime("%H:%M %Z").to_string();
    tell("{day}, {time}", &[("day", &full_day(zoned.date())), ("time", &time)])
}

/// "Wednesday, 14 May 2031".
pub(crate) fn masthead_words(at: Timestamp) -> String {
    let day = local(at).date();
    let weekday =
        say(WEEKDAYS[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())]);
    tell("{weekday}, {day}", &[("weekday", &weekday), ("day", &full_day(day))])
}

/// Weekdays and months as English has them; the other languages say them so.
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(day: Date) -> &'static str {
    say(MONTHS[usize::from(day.month().unsigned_abs()) - 1])
}

/// "14 May 2031".
pub(crate) fn full_day(day: Date) -> String {
    tell(
        "{day} {month} {year}",
        &[("day", &day.day()), ("month", &month_name(day)), ("year", &day.year())],
    )
}

/// "14 May".
fn short_day(day: Date) -> String {
    tell("{day} {month}", &[("day", &day.day()), ("month", &month_name(day))])
}

/// "14 May", with the year where it is not this one.
pub(crate) fn day_words(day: Date, now: Timestamp) -> String {
    if day.year() == local(now).year() { short_day(day) } else { full_day(day) }
}

/// "2 – 14 May", "28 April – 14 May", or one day alone.
pub(crate) fn span_words(first: Timestamp, last: Timestamp, now: Timestamp) -> String {
    let (from, to) = (local(first).date(), local(last).date());
    if from == to {
        return day_words(to, now);
    }
    let from = if (from.year(), from.month()) == (to.year(), to.month()) {
        tell("{day}", &[("day", &from.day())])
    } else if from.year() == to.year() {
        short_day(from)
    } else {
        day_words(from, now)
    };
    tell("{from} – {to}", &[("from", &from), ("to", &day_words(to, now))])
}

/// "just now", "12 minutes ago", "yesterday", "4 days ago", then the day.
pub(crate) fn ago_words(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    let (day, today) = (local(at).date(), local(now).date());
    let days = (today - day).get_days();
    let hours = || many("1 hour ago", "{n} hours ago", seconds / 3_600);
    match seconds {
        // Clocks of outlets run a little ahead; farther ahead is an appointment.
        ..-300 => minute_words(at),
        -300..60 => say("just now").to_owned(),
        60..3_600 => many("1 minute ago", "{n} minutes ago", seconds / 60),
        3_600..43_200 => hours(),
        _ if days == 0 => hours(),
        _ if days == 1 => say("yesterday").to_owned(),
        _ if days < 7 => many("1 day ago", "{n} days ago", days),
        _ => day_words(day, now),
    }
}

/// "within a minute", "in 12 minutes", "in 4 days".
pub(crate) fn ahead_words(at: Timestamp, now: Timestamp) -> String {
    match at.as_second() - now.as_second() {
        ..60 => say("within a minute").to_owned(),
        seconds @ 60..3_600 => many("in 1 minute", "in {n} minutes", seconds / 60),
        seconds @ 3_600..86_400 => many("in 1 hour", "in {n} hours", seconds / 3_600),
        seconds => many("in 1 day", "in {n} days", seconds / 86_400),
    }
}

/// A TIMEX3 value in words: "14 May 2031", "week of 12 May 2031", "May 2031",
/// "summer 2031", "the 2030s". What is not understood stays as it stands.
pub(crate) fn timex_words(value: &str, precision: WhenPrecision) -> String {
    match precision {
        WhenPrecision::Time | WhenPrecision::Day => day_or_time(value, full_day),
        WhenPrecision::Week => week(value),
        WhenPrecision::Month => month(value),
        WhenPrecision::Quarter => quarter(value),
        WhenPrecision::Era if value.len() == 3 => {
            Some(tell("the {decade}s", &[("decade", &format!("{value}0"))]))
        }
        _ => None,
    }
    .unwrap_or_else(|| value.to_owned())
}

/// The same, without the year where it is this one.
pub(crate) fn dated_words(
    value: &str,
    precision: WhenPrecision,
    now: Timestamp,
) -> String {
    let is_day = matches!(precision, WhenPrecision::Time | WhenPrecision::Day);
    let words = is_day.then(|| day_or_time(value, |day| day_words(day, now))).flatten();
    words.unwrap_or_else(|| timex_words(value, precision))
}

fn day_or_time(value: &str, words: impl Fn(Date) -> String) -> Option<String> {
    let day = words(value.get(..10)?.parse().ok()?);
    let part = match value.get(10..)? {
        "" => return Some(day),
        "TMO" => say("morning"),
        "TMI" => say("midday"),
        "TAF" => say("afternoon"),
        "TEV" => say("evening"),
        "TNI" => say("night"),
        time => time.strip_prefix('T')?,
    };
    Some(tell("{day}, {time}", &[("day", &day), ("time", &part)]))
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
        return Some(tell("weekend of {day}", &[("day", &full_day(saturday))]));
    }
    Some(tell("week of {day}", &[("day", &full_day(monday))]))
}

fn month(value: &str) -> Option<String> {
    let first: Date = format!("{}-01", value.get(..7)?).parse().ok()?;
    let given: [(&str, &dyn std::fmt::Display); 2] =
        [("month", &month_name(first)), ("year", &first.year())];
    Some(tell("{month} {year}", &given))
}

fn quarter(value: &str) -> Option<String> {
    let (year, part) = value.split_once('-')?;
    let words = match part {
        "Q1" => "first quarter of {year}",
        "Q2" => "second quarter of {year}",
        "Q3" => "third quarter of {year}",
        "Q4" => "fourth quarter of {year}",
        "SP" => "spring {year}",
        "SU" => "summer {year}",
        "FA" => "autumn {year}",
        "WI" => "winter {year}",
        "H1" => "first half of {year}",
        "H2" => "second half of {year}",
        _ => return None,
    };
    Some(tell(words, &[("year", &year)]))
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
