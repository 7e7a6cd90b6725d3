//! Dates as pages write them: in attributes, mostly ISO 8601 with faults, and in
//! visible lines, in a dozen languages.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::Offset;
use rundown_news::NewsTime;

use super::clock::{clock_before, with_clock};
use super::date_parts::{Part, lower, parts_of, with_plain_digits};
use super::days::day_at;
use crate::phrases::start_of;

/// Only so much of a text is searched for a date.
const TEXT_BYTES_MAX: usize = 300;

/// Reads a date that a field states, in whatever form.
pub(crate) fn time_of(text: &str) -> Option<NewsTime> {
    let text = text.trim();
    epoch(text).or_else(|| date_in_text(text))
}

/// Finds the first date in a line.
pub(crate) fn date_in_text(text: &str) -> Option<NewsTime> {
    let text = with_plain_digits(start_of(text, TEXT_BYTES_MAX));
    if !may_hold_day(&text) {
        return None;
    }
    let text = lower(&text);
    let parts = parts_of(&text);
    (0..parts.len()).find_map(|place| {
        let (day, used) = day_at(&parts, place)?;
        let (before, after) = (&parts[..place], &parts[place + used..]);
        Some(
            with_clock(day, after)
                .or_else(|| clock_before(day, before))
                .unwrap_or_else(|| NewsTime::from_day(day)),
        )
    })
}

/// Whether a text has the figures of a day: those of a year or more in a row, or three
/// numbers.
fn may_hold_day(text: &str) -> bool {
    const YEAR_DIGITS: usize = 4;
    // Most lines have no figure, which a processor sees many bytes at a time.
    if !text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit()) {
        return false;
    }
    let mut numbers = 0;
    let mut digits = 0;
    text.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        numbers += usize::from(digits == 1);
        digits == YEAR_DIGITS || numbers == 3
    })
}

/// "May 14", "14. Mai", "5月14日": a day and month alone, without a year.
pub(crate) fn is_day_of_month(text: &str) -> bool {
    const TEXT_BYTES_MAX: usize = 40;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let text = text.trim_end_matches('.');
    text.len() <= TEXT_BYTES_MAX
        && letters < 16
        && text.contains(|c: char| c.is_ascii_digit())
        && [format!("{text} 2000"), format!("{text}, 2000"), format!("2000年{text}")]
            .iter()
            .any(|dated| date_in_text(dated).is_some())
}

/// "3 hours ago", told at a known time.
pub(crate) fn ago(text: &str, now: Timestamp) -> Option<NewsTime> {
    let text = lower(start_of(text, TEXT_BYTES_MAX));
    let parts = parts_of(&text);
    if let Some(day) = day_before(&parts, now) {
        return Some(with_clock(day, &parts).unwrap_or_else(|| NewsTime::from_day(day)));
    }
    let (place, count) =
        parts.iter().enumerate().find_map(|(place, part)| match part {
            Part::Number { value, digits: 1..=3 } => Some((place, i64::from(*value))),
            Part::Word("a") if is_il_y_a(&parts[..place]) => None,
            Part::Word("a" | "an" | "one") => Some((place, 1)),
            _ => None,
        })?;
    let unit = parts[place + 1..].iter().find_map(|part| match part {
        Part::Word(word) => Some(*word),
        _ => None,
    })?;
    let is_past = is_ago(&parts, place);
    let seconds = match unit {
        "s" | "sec" | "secs" | "second" | "seconds" | "sekunden" | "secondes"
        | "sekund" | "sekundy" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minutos"
        | "minuti" | "minut" | "minuty" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" | "stunde" | "stunden" | "heure"
        | "heures" | "hora" | "horas" | "ora" | "ore" | "uur" | "godzin" | "godziny" => {
            3_600
        }
        "d" | "day" | "days" | "tag" | "tagen" | "jour" | "jours" | "día" | "días"
        | "giorno" | "giorni" | "dia" | "dias" | "dag" | "dagen" | "dni" => 86_400,
        "w" | "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines"
        | "semana" | "semanas" | "settimana" | "settimane" | "weken" | "tygodni"
        | "tygodnie" => 604_800,
        _ => return None,
    };
    let at = now.as_second().checked_sub(count * seconds).filter(|_| is_past)?;
    let time = NewsTime::from_instant(Timestamp::from_second(at).ok()?);
    // "2 days ago" does not know the hour.
    Some(if seconds >= 86_400 { NewsTime::from_day(time.day()) } else { time })
}

/// Whether a line says that its length of time has gone by: "3 hours ago", "vor 3 Stunden",
/// "il y a 3 heures", "hace 3 horas", "há 3 horas", "3 ore fa", "3 uur geleden", "3 godziny temu".
fn is_ago(parts: &[Part<'_>], count: usize) -> bool {
    let mut behind = parts[count..].iter().filter_map(word_of);
    let mut before = parts[..count].iter().rev().filter_map(word_of);
    behind.any(|word| matches!(word, "ago" | "fa" | "geleden" | "atrás" | "temu"))
        || match before.next() {
            Some("vor" | "hace" | "há") => true,
            Some("a") => before.next() == Some("y"),
            _ => false,
        }
}

fn is_il_y_a(before: &[Part<'_>]) -> bool {
    before.iter().rev().find_map(word_of) == Some("y")
}

fn word_of<'t>(part: &Part<'t>) -> Option<&'t str> {
    match part {
        Part::Word(word) => Some(word),
        _ => None,
    }
}

/// The day of a line that opens with "yesterday" or "today", or has it second.
fn day_before(parts: &[Part<'_>], now: Timestamp) -> Option<Date> {
    const WORDS_BEFORE: usize = 3;
    let day = Offset::UTC.to_datetime(now).date();
    parts.iter().take(WORDS_BEFORE).find_map(|part| match part {
        Part::Word(word) => match *word {
            "yesterday" | "gestern" | "hier" | "ayer" | "ieri" | "ontem" | "wczoraj" => {
                day.yesterday().ok()
            }
            "today" | "heute" | "hoy" | "oggi" | "hoje" | "dziś" | "dzisiaj" => {
                Some(day)
            }
            _ => None,
        },
        _ => None,
    })
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<NewsTime> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = if is_number { text.parse().ok()? } else { return None };
    let at = match text.len() {
        10 => Timestamp::from_second(number).ok()?,
        13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    Some(NewsTime::from_instant(at))
}

/// The latest day that a page of this fetch time can speak of as past.
pub(crate) fn last_day(at: Option<Timestamp>) -> Date {
    // A clock somewhere may be half a day ahead of Greenwich.
    let ahead = at.map(|at| Offset::constant(14).to_datetime(at).date());
    ahead.unwrap_or(date(2200, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = time_of(text).map(|time| time.to_string()).unwrap_or_default();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn stated_times_are_read_with_their_offsets() {
        check("2031-05-14T09:40:00+02:00", "2031-05-14T09:40:00+02:00");
        check("2031-05-14T09:40:00.000Z", "2031-05-14T09:40:00Z");
        check("2031-05-14T09:40+0200", "2031-05-14T09:40:00+02:00");
        check("2031-05-14 09:40:00 -0330", "2031-05-14T09:40:00-03:30");
        check("Wed, 14 May 2031 09:40:00 GMT", "2031-05-14T09:40:00Z");
        check("2031/5/14", "2031-05-14");
        check("20310514", "2031-05-14");
        check("1936597200", "2031-05-15T07:40:00Z");
    }

    #[test]
    fn written_dates_are_read_in_many_languages() {
        check("Updated 9:40 PM EDT, Wed May 14, 2031", "2031-05-14T21:40:00-04:00");
        check("Updated 1432 GMT (2232 HKT) May 14, 2031", "2031-05-14T14:32:00Z");
        check("Published May 14, 2031 at 9:40 p.m. EDT", "2031-05-14T21:40:00-04:00");
        check("May 14, 2031 at 9:40 p.m", "2031-05-14T21:40:00Z");
        check("May 14, 2031 at 9:40 a.", "2031-05-14T09:40:00Z");
        check("١٤ مايو ٢٠٣١", "2031-05-14");
        check("２０３１年５月１４日", "2031-05-14");
        check("14. Mai 2031, 9:40 Uhr", "2031-05-14T09:40:00Z");
        check("Stand: 14.05.2031 09:40 Uhr", "2031-05-14T09:40:00Z");
        check("Publié le 14 mai 2031 à 09h40", "2031-05-14T09:40:00Z");
        check("14 de mayo de 2031", "2031-05-14");
        check("1er juillet 2031", "2031-07-01");
        check("14 мая 2031", "2031-05-14");
        check("2031年5月14日", "2031-05-14");
        check("2031년 5월 14일", "2031-05-14");
        check("الأربعاء، 14 مايو 2031", "2031-05-14");
        check("14 Μαΐου 2031", "2031-05-14");
        check("5/14/2031", "2031-05-14");
        check("Fri., May 2, 2031 | 4:30 p.m.", "2031-05-02T16:30:00Z");
        check("May 2, 2031 | 4:30", "2031-05-02");
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        check("Room 12.45", "");
        check("99/99/2031", "");
        check("3 of 4 in 2031", "");
        check("555 0123 4567", "");
    }

    #[test]
    fn lengths_of_time_that_have_gone_by_are_told_in_many_languages() {
        let now: Timestamp = "2031-05-15T12:00:00Z".parse().unwrap();
        for (line, day) in [
            ("3 hours ago", "2031-05-15"),
            ("vor 14 Stunden", "2031-05-14"),
            ("Publié il y a 2 jours", "2031-05-13"),
            ("hace 3 días", "2031-05-12"),
            ("há 3 dias", "2031-05-12"),
            ("2 giorni fa", "2031-05-13"),
            ("14 uur geleden", "2031-05-14"),
            ("14 godzin temu", "2031-05-14"),
            ("Opublikowano 3 dni temu", "2031-05-12"),
        ] {
            let told = ago(line, now).map(|time| time.day().to_string());
            assert_eq!(told.as_deref(), Some(day), "{line}");
        }
        assert_eq!(ago("3 hours of rain", now), None);
        assert_eq!(ago("In 3 Stunden", now), None);
    }
}
