//! Dates as pages write them: in attributes, mostly ISO 8601 with faults, and in
//! visible lines, in a dozen languages.

use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use jiff::tz::Offset;
use rundown_news::NewsTime;

use crate::phrases::start_of;

/// Only so much of a text is searched for a date.
const TEXT_BYTES_MAX: usize = 300;

/// News before this year is older than any archive of web pages.
const YEAR_MIN: i16 = 1900;

/// Reads a date that a field states, in whatever form.
pub(crate) fn time_of(text: &str) -> Option<NewsTime> {
    let text = text.trim();
    epoch(text).or_else(|| date_in_text(text))
}

/// Finds the first date in a line.
pub(crate) fn date_in_text(text: &str) -> Option<NewsTime> {
    let text = start_of(text, TEXT_BYTES_MAX);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts = parts_of(text);
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
    let parts = parts_of(start_of(text, TEXT_BYTES_MAX));
    if let Some(day) = day_before(&parts, now) {
        return Some(with_clock(day, &parts).unwrap_or_else(|| NewsTime::from_day(day)));
    }
    let (place, count) =
        parts.iter().enumerate().find_map(|(place, part)| match part {
            Part::Number { value, digits: 1..=3 } => Some((place, i64::from(*value))),
            _ => None,
        })?;
    let unit = parts[place + 1..].iter().find_map(|part| match part {
        Part::Word(word) => Some(word.as_str()),
        _ => None,
    })?;
    let is_past = parts.iter().any(|part| *part == Part::Word("ago".to_owned()));
    let seconds = match unit {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
        "d" | "day" | "days" => 86_400,
        "w" | "week" | "weeks" => 604_800,
        _ => return None,
    };
    let at = now.as_second().checked_sub(count * seconds).filter(|_| is_past)?;
    let time = NewsTime::from_instant(Timestamp::from_second(at).ok()?);
    // "2 days ago" does not know the hour.
    Some(if seconds >= 86_400 { NewsTime::from_day(time.day()) } else { time })
}

/// The day of a line that opens with "yesterday" or "today", or has it second.
fn day_before(parts: &[Part], now: Timestamp) -> Option<Date> {
    const WORDS_BEFORE: usize = 3;
    let day = Offset::UTC.to_datetime(now).date();
    parts.iter().take(WORDS_BEFORE).find_map(|part| match part {
        Part::Word(word) => match word.as_str() {
            "yesterday" | "gestern" | "hier" | "ayer" | "ieri" | "ontem" => {
                day.yesterday().ok()
            }
            "today" | "heute" | "hoy" | "oggi" | "hoje" => Some(day),
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

/// A piece of a text: digits, letters, or one other sign.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Number { value: u32, digits: usize },
    Word(String),
    Sign(char),
}

fn parts_of(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if let Some(digit) = character.to_digit(10) {
            if let Some(Part::Number { value, digits }) = parts.last_mut() {
                *value = value.saturating_mul(10).saturating_add(digit);
                *digits += 1;
            } else {
                parts.push(Part::Number { value: digit, digits: 1 });
            }
        } else if character.is_alphabetic() || matches!(character, '\u{300}'..='\u{36F}')
        {
            if let Some(Part::Word(word)) = parts.last_mut() {
                word.push(character);
            } else {
                parts.push(Part::Word(String::from(character)));
            }
        } else if character.is_whitespace() {
            if parts.last() != Some(&Part::Sign(' ')) {
                parts.push(Part::Sign(' '));
            }
        } else {
            parts.push(Part::Sign(character));
        }
    }
    parts
}

/// A day that begins at this part, and how many parts it takes.
fn day_at(parts: &[Part], place: usize) -> Option<(Date, usize)> {
    // In the middle of a longer number there is no date.
    match &parts[place] {
        Part::Number { value, digits: 8 } => {
            let day = valid(value / 10_000, value / 100 % 100, value % 100)?;
            Some((day, 1))
        }
        Part::Number { value, digits } => numeric(parts, place, *value, *digits)
            .or_else(|| day_first(parts, place, *value)),
        Part::Word(word) => month_first(parts, place, word),
        Part::Sign(_) => None,
    }
}

fn valid(year: u32, month: u32, day: u32) -> Option<Date> {
    let year =
        i16::try_from(year).ok().filter(|year| (YEAR_MIN..=2200).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number(parts: &[Part], place: usize) -> Option<(u32, usize)> {
    match parts.get(place)? {
        Part::Number { value, digits } => Some((*value, *digits)),
        _ => None,
    }
}

/// `2031-05-14`, `2031/5/14`, `2031年5月14日`, `14.05.2031`, `5/14/2031`.
fn numeric(
    parts: &[Part],
    place: usize,
    first: u32,
    digits: usize,
) -> Option<(Date, usize)> {
    let (separator, second, third_at) =
        match (&parts.get(place + 1)?, parts.get(place + 2)?) {
            (Part::Sign(sign @ ('-' | '/' | '.')), Part::Number { value, .. }) => {
                // `14. 05. 2031`
                (*sign, *value, place + 4)
            }
            (Part::Sign('.'), Part::Sign(' ')) => {
                let (second, _) = number(parts, place + 3)?;
                if parts.get(place + 4) != Some(&Part::Sign('.')) {
                    return None;
                }
                let third_at = place
                    + 5
                    + usize::from(parts.get(place + 5) == Some(&Part::Sign(' ')));
                ('.', second, third_at)
            }
            (Part::Word(word), Part::Number { value, .. }) if word == "年" => {
                ('年', *value, place + 4)
            }
            // `2031년 5월 14일`
            (Part::Word(word), Part::Sign(' ')) if word == "년" => {
                ('年', number(parts, place + 3)?.0, place + 6)
            }
            _ => return None,
        };
    let (third, third_digits) = number(parts, third_at)?;
    let used = third_at + 1 - place;
    if digits == 4 {
        return Some((valid(first, second, third)?, used));
    }
    let year = match third_digits {
        4 => third,
        2 if matches!(separator, '.' | '/') => 2000 + third,
        _ => return None,
    };
    // Most of the world writes the day first; where that cannot be, the month.
    let day = match separator {
        '/' | '-' if first <= 12 && second > 12 => valid(year, first, second)?,
        _ => valid(year, second, first)?,
    };
    Some((day, used))
}

/// Skips what stands between the parts of a written date: blanks, dots, commas,
/// ordinal endings and words such as "de".
fn skip_between(parts: &[Part], mut place: usize) -> usize {
    for _ in 0..4 {
        match parts.get(place) {
            Some(Part::Sign(' ' | '.' | ',' | 'º' | '°' | '-')) => place += 1,
            Some(Part::Word(word))
                if matches!(
                    word.as_str(),
                    "de" | "del" | "st" | "nd" | "rd" | "th" | "er" | "of" | "º" | "d"
                ) =>
            {
                place += 1;
            }
            _ => break,
        }
    }
    place
}

/// `14 May 2031`, `14. Mai 2031`, `14 de mayo de 2031`.
fn day_first(parts: &[Part], place: usize, day: u32) -> Option<(Date, usize)> {
    let month_at = skip_between(parts, place + 1);
    let Some(Part::Word(word)) = parts.get(month_at) else { return None };
    let month = month(word)?;
    let year_at = skip_between(parts, month_at + 1);
    let (year, 4) = number(parts, year_at)? else { return None };
    Some((valid(year, month, day)?, year_at + 1 - place))
}

/// `May 14, 2031`, `May 14th 2031`.
fn month_first(parts: &[Part], place: usize, word: &str) -> Option<(Date, usize)> {
    let day_at = skip_between(parts, place + 1);
    let (day, 1 | 2) = number(parts, day_at)? else { return None };
    let month = month(word)?;
    let year_at = skip_between(parts, day_at + 1);
    let (year, 4) = number(parts, year_at)? else { return None };
    Some((valid(year, month, day)?, year_at + 1 - place))
}

/// Whether a word in lower case names a month.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// The month of a word, by its first letters.
fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &[
            "jan",
            "يناير",
            "ιαν",
            "tammi",
            "ene",
            "gen",
            "led",
            "sty",
            "янв",
            "січ",
            "oca",
            "tháng",
        ],
        &[
            "feb",
            "فبراير",
            "φεβ",
            "helmi",
            "fév",
            "fev",
            "úno",
            "lut",
            "фев",
            "лют",
            "şub",
        ],
        &[
            "mar", "مارس", "μάρ", "μαρ", "maalis", "mär", "mrz", "maa", "bře", "мар",
            "бер", "mrt",
        ],
        &[
            "apr",
            "أبريل",
            "ابريل",
            "απρ",
            "huhti",
            "avr",
            "abr",
            "dub",
            "kwi",
            "апр",
            "кві",
            "nis",
        ],
        &[
            "may", "مايو", "μαΐ", "μαϊ", "touko", "mai", "maj", "mag", "mei", "kvě",
            "мая", "май", "тра", "maí",
        ],
        &[
            "jun",
            "يونيو",
            "ιούν",
            "ιουν",
            "kesä",
            "juin",
            "giu",
            "jún",
            "cze",
            "červn",
            "июн",
            "чер",
            "haz",
        ],
        &[
            "jul",
            "يوليو",
            "ιούλ",
            "ιουλ",
            "heinä",
            "juil",
            "lug",
            "júl",
            "lip",
            "červenc",
            "июл",
            "лип",
            "tem",
        ],
        &[
            "aug",
            "أغسطس",
            "اغسطس",
            "αύγ",
            "αυγ",
            "elok",
            "agu",
            "aoû",
            "aou",
            "ago",
            "ágú",
            "srp",
            "sie",
            "авг",
            "сер",
            "ağu",
        ],
        &["sep", "سبتمبر", "σεπ", "syys", "set", "zář", "wrz", "сен", "вер", "eyl"],
        &[
            "oct",
            "أكتوبر",
            "اكتوبر",
            "οκτ",
            "loka",
            "okt",
            "out",
            "ott",
            "říj",
            "paź",
            "окт",
            "жов",
            "eki",
        ],
        &[
            "nov",
            "نوفمبر",
            "νοέ",
            "νοε",
            "marras",
            "listopad",
            "lis",
            "ноя",
            "лис",
            "kas",
        ],
        &[
            "dec",
            "ديسمبر",
            "δεκ",
            "joulu",
            "dez",
            "dic",
            "déc",
            "des",
            "pro",
            "gru",
            "дек",
            "гру",
            "ara",
        ],
    ];
    // Words that begin like a month and are none.
    if word.chars().count() < 3
        || matches!(word, "out" | "set" | "mark" | "marked" | "mayor")
    {
        return None;
    }
    let place = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    // "červenec" begins like "červen": the longer name goes first.
    if word.starts_with("červenc") {
        return Some(7);
    }
    MONTHS.iter().position(place).map(|place| place as u32 + 1)
}

/// The time of day that follows a date, if one does.
fn with_clock(day: Date, rest: &[Part]) -> Option<NewsTime> {
    let (hour, minute, second, used) = clock(rest)?;
    at_clock(day, (hour, minute, second), offset(&rest[used..]).unwrap_or(0))
}

/// The time of day that stands before a date: "9:40 PM EDT, Wed May 14, 2031",
/// "1432 GMT May 14, 2031". Only one with a zone, or a half of the day, is meant so.
fn clock_before(day: Date, before: &[Part]) -> Option<NewsTime> {
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

fn at_clock(
    day: Date,
    (hour, minute, second): (i8, i8, i8),
    offset: i32,
) -> Option<NewsTime> {
    let zone = Offset::from_seconds(offset).ok()?;
    let at = zone.to_timestamp(day.to_datetime(time(hour, minute, second, 0))).ok()?;
    Some(NewsTime::from_instant_at(at, offset))
}

/// The first `hh:mm` among the next parts: hour, minute, second, parts used.
fn clock(parts: &[Part]) -> Option<(i8, i8, i8, usize)> {
    for place in 0..parts.len().min(12) {
        if parts[place] == Part::Sign('|') || is_other_date(parts, place) {
            return None;
        }
        let Some((hour, 1 | 2)) = number(parts, place) else { continue };
        let is_clock = match parts.get(place + 1) {
            Some(Part::Sign(':' | '.' | '：')) => true,
            Some(Part::Word(word)) => matches!(word.as_str(), "h" | "時" | "u"),
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

/// Whether a date begins here whose first figures are no time of day: `14.05.2031`.
fn is_other_date(parts: &[Part], place: usize) -> bool {
    let is_first = number(parts, place).is_some_and(|(_, digits)| digits <= 2);
    is_first && day_at(parts, place).is_some()
}

/// The hour with "am" or "pm" applied, and where to go on.
fn twelve_hours(parts: &[Part], mut place: usize, hour: u32) -> Option<(u32, usize)> {
    if parts.get(place) == Some(&Part::Sign(' ')) {
        place += 1;
    }
    let Some(Part::Word(word)) = parts.get(place) else { return None };
    let is_late = match word.as_str() {
        "am" => false,
        "pm" => true,
        "a" | "p" if is_dotted_m(parts.get(place + 1..)?) => {
            let is_late = word == "p";
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
fn is_dotted_m(parts: &[Part]) -> bool {
    matches!(parts, [Part::Sign('.'), Part::Word(word), ..] if word == "m")
}

/// Seconds east of Greenwich: `Z`, `+02:00`, `+0200`, `EDT`.
fn offset(parts: &[Part]) -> Option<i32> {
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

fn zone(word: &str) -> Option<i32> {
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
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        check("Room 12.45", "");
        check("99/99/2031", "");
        check("3 of 4 in 2031", "");
        check("555 0123 4567", "");
    }
}
