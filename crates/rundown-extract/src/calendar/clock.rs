//! Times of day and zones, as pages write them.

use jiff::civil::{Date, time};
use jiff::tz::Offset;
use rundown_news::NewsTime;

use super::date_parts::{Part, number};
use super::days::day_at;

/// The time of day that follows a date, if one does.
pub(super) fn with_clock(day: Date, rest: &[Part<'_>]) -> Option<NewsTime> {
    let (hour, minute, second, used) = clock(rest)?;
    at_clock(day, (hour, minute, second), offset(&rest[used..]).unwrap_or(0))
}

/// The time of day that stands before a date: "9:40 PM EDT, Wed May 14, 2031",
/// "1432 GMT May 14, 2031". Only one with a zone, or a half of the day, is meant so.
pub(super) fn clock_before(day: Date, before: &[Part<'_>]) -> Option<NewsTime> {
    for place in 0..before.len() {
        let Some((value, digits)) = number(before, place) else { continue };
        let (time, used) = match digits {
            4 if value % 100 < 60 && value < 2_400 => {
                let hour = i8::try_from(value / 100).ok()?;
                ((hour, i8::try_from(value % 100).ok()?, 0), 1)
            }
            1 | 2 => match clock(&before[place..]) {
                Some((hour, minute, second, used)) => ((hour, minute, second), used),
                None => continue,
            },
            _ => continue,
        };
        let after = &before[place + used..];
        let zone = offset(after);
        if zone.is_some() || digits < 3 {
            return at_clock(day, time, zone.unwrap_or(0));
        }
    }
    None
}

pub(super) fn at_clock(
    day: Date,
    (hour, minute, second): (i8, i8, i8),
    offset: i32,
) -> Option<NewsTime> {
    let zone = Offset::from_seconds(offset).ok()?;
    let at = zone.to_timestamp(day.to_datetime(time(hour, minute, second, 0))).ok()?;
    Some(NewsTime::from_instant_at(at, offset))
}

/// The first `hh:mm` among the next parts: hour, minute, second, parts used.
pub(super) fn clock(parts: &[Part<'_>]) -> Option<(i8, i8, i8, usize)> {
    for place in 0..parts.len().min(12) {
        // Behind a bar stands something else, unless it is a clock of half days.
        if parts[place] == Part::Sign('|') {
            if is_half_day_clock(&parts[place + 1..]) {
                continue;
            }
            return None;
        }
        if is_other_date(parts, place) {
            return None;
        }
        let Some((hour, 1 | 2)) = number(parts, place) else { continue };
        let is_clock = match parts.get(place + 1) {
            Some(Part::Sign(':' | '.' | '：')) => true,
            Some(Part::Word(word)) => matches!(*word, "h" | "時" | "u"),
            _ => false,
        };
        let Some((minute, 2)) = number(parts, place + 2) else {
            match twelve_hours(parts, place + 1, hour) {
                Some((hour, used)) => {
                    return Some((i8::try_from(hour).ok()?, 0, 0, used));
                }
                None => continue,
            }
        };
        if !is_clock || hour > 24 || minute > 59 {
            continue;
        }
        let mut next = place + 3;
        let mut second = 0;
        if parts.get(next) == Some(&Part::Sign(':'))
            && let Some((found, 2)) = number(parts, next + 1)
        {
            second = found.min(59);
            next += 2;
        }
        if parts.get(next) == Some(&Part::Sign('.')) && number(parts, next + 1).is_some()
        {
            next += 2;
        }
        let (hour, next) = twelve_hours(parts, next, hour).unwrap_or((hour, next));
        let hour = i8::try_from(hour % 24).ok()?;
        return Some((
            hour,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
            next,
        ));
    }
    None
}

/// Whether "4:30 p.m." comes next.
fn is_half_day_clock(parts: &[Part<'_>]) -> bool {
    let parts = match parts {
        [Part::Sign(' '), rest @ ..] => rest,
        all => all,
    };
    match parts {
        [
            Part::Number { value, digits: 1 | 2 },
            Part::Sign(':' | '.'),
            Part::Number { digits: 2, .. },
            ..,
        ] => twelve_hours(parts, 3, *value).is_some(),
        _ => false,
    }
}

/// Whether a date begins here whose first figures are no time of day: `14.05.2031`.
pub(super) fn is_other_date(parts: &[Part<'_>], place: usize) -> bool {
    let is_first = number(parts, place).is_some_and(|(_, digits)| digits <= 2);
    is_first && day_at(parts, place).is_some()
}

/// The hour with "am" or "pm" applied, and where to go on.
pub(super) fn twelve_hours(
    parts: &[Part<'_>],
    mut place: usize,
    hour: u32,
) -> Option<(u32, usize)> {
    if parts.get(place) == Some(&Part::Sign(' ')) {
        place += 1;
    }
    let Some(Part::Word(word)) = parts.get(place) else { return None };
    let is_late = match *word {
        "am" => false,
        "pm" => true,
        "a" | "p" if is_dotted_m(parts.get(place + 1..)?) => {
            let is_late = *word == "p";
            place += if parts.get(place + 3) == Some(&Part::Sign('.')) { 3 } else { 2 };
            is_late
        }
        _ => return None,
    };
    (1..=12)
        .contains(&hour)
        .then(|| (hour % 12 + if is_late { 12 } else { 0 }, place + 1))
}

/// The ".m" of "a.m.", which may lack its last point.
pub(super) fn is_dotted_m(parts: &[Part<'_>]) -> bool {
    matches!(parts, [Part::Sign('.'), Part::Word(word), ..] if *word == "m")
}

/// Seconds east of Greenwich: `Z`, `+02:00`, `+0200`, `EDT`.
pub(super) fn offset(parts: &[Part<'_>]) -> Option<i32> {
    let mut place = 0;
    while matches!(parts.get(place), Some(Part::Sign(' ' | '('))) {
        place += 1;
    }
    match parts.get(place)? {
        Part::Word(word) => zone(word),
        Part::Sign(sign @ ('+' | '-' | '−')) => {
            let (value, digits) = number(parts, place + 1)?;
            let minutes = match digits {
                4 => value / 100 * 60 + value % 100,
                1 | 2 => match (parts.get(place + 2), number(parts, place + 3)) {
                    (Some(Part::Sign(':')), Some((minutes, 2))) => value * 60 + minutes,
                    _ => value * 60,
                },
                _ => return None,
            };
            let seconds = i32::try_from(minutes).ok()?.checked_mul(60)?;
            (seconds <= 15 * 3600).then_some(if *sign == '+' {
                seconds
            } else {
                -seconds
            })
        }
        Part::Sign(_) | Part::Number { .. } => None,
    }
}

pub(super) fn zone(word: &str) -> Option<i32> {
    let quarters = match word {
        "z" | "utc" | "gmt" | "wet" => 0,
        "bst" | "cet" | "mez" | "wat" => 4,
        "cest" | "mesz" | "sast" | "cat" | "eet" => 8,
        "eest" | "msk" | "eat" | "trt" => 12,
        "ist" => 22,
        "sgt" | "hkt" | "myt" | "awst" => 32,
        "jst" | "kst" => 36,
        "aest" => 40,
        "aedt" => 44,
        "edt" => -16,
        "est" | "et" | "cdt" => -20,
        "cst" | "mdt" => -24,
        "mst" | "pdt" => -28,
        "pst" | "pt" => -32,
        _ => return None,
    };
    Some(quarters * 900)
}
