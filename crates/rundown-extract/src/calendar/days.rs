//! Days as pages write them, in any order of day and month.

use jiff::civil::Date;

use super::date_parts::{Part, number};
use super::months::month;

/// News before this year is older than any archive of web pages.
const YEAR_MIN: i16 = 1900;

/// A day that begins at this part, and how many parts it takes.
pub(super) fn day_at(parts: &[Part<'_>], place: usize) -> Option<(Date, usize)> {
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

pub(super) fn valid(year: u32, month: u32, day: u32) -> Option<Date> {
    let year =
        i16::try_from(year).ok().filter(|year| (YEAR_MIN..=2200).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2031-05-14`, `2031/5/14`, `2031年5月14日`, `14.05.2031`, `5/14/2031`.
fn numeric(
    parts: &[Part<'_>],
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
            (Part::Word(word), Part::Number { value, .. }) if *word == "年" => {
                ('年', *value, place + 4)
            }
            // `2031년 5월 14일`
            (Part::Word(word), Part::Sign(' ')) if *word == "년" => {
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
fn skip_between(parts: &[Part<'_>], mut place: usize) -> usize {
    for _ in 0..4 {
        match parts.get(place) {
            Some(Part::Sign(' ' | '.' | ',' | 'º' | '°' | '-')) => place += 1,
            Some(Part::Word(word))
                if matches!(
                    *word,
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
fn day_first(parts: &[Part<'_>], place: usize, day: u32) -> Option<(Date, usize)> {
    let month_at = skip_between(parts, place + 1);
    let Some(Part::Word(word)) = parts.get(month_at) else { return None };
    let month = month(word)?;
    let year_at = skip_between(parts, month_at + 1);
    let (year, 4) = number(parts, year_at)? else { return None };
    Some((valid(year, month, day)?, year_at + 1 - place))
}

/// `May 14, 2031`, `May 14th 2031`.
fn month_first(parts: &[Part<'_>], place: usize, word: &str) -> Option<(Date, usize)> {
    let day_at = skip_between(parts, place + 1);
    let (day, 1 | 2) = number(parts, day_at)? else { return None };
    let month = month(word)?;
    let year_at = skip_between(parts, day_at + 1);
    let (year, 4) = number(parts, year_at)? else { return None };
    Some((valid(year, month, day)?, year_at + 1 - place))
}
