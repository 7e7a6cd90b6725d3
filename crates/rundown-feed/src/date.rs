//! Dates as feeds write them.
//!
//! RFC 822 with wrong weekdays, full month names, two-digit years and zones by name;
//! ISO 8601 in its variants; what databases and C libraries print; month names of a few
//! languages. A weekday is never believed, only the day of the month.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use rundown_news::NewsTime;

/// Longer texts are no dates.
const DATE_BYTES_MAX: usize = 120;

/// News is younger than print; dates before are errors of a program.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;

/// Reads a date. Without a time of day only the day counts; a year or a month alone
/// stands for its first day.
///
/// ```
/// use rundown_feed::parse_date;
/// let date = |text| parse_date(text).map(|time| time.to_string());
/// assert_eq!(date("Tue, 14 May 2031 09:40 EDT").as_deref(), Some("2031-05-14T09:40:00-04:00"));
/// assert_eq!(date("14 May 2031").as_deref(), Some("2031-05-14"));
/// assert_eq!(date("0001-01-01T00:00:00Z"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<NewsTime> {
    let text = text.trim();
    if text.is_empty() || text.len() > DATE_BYTES_MAX {
        return None;
    }
    if matches!(text.len(), 9 | 10 | 13) && text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return unix_time(text);
    }
    let pieces = pieces(text);
    let mut reading = Reading::default();
    reading.clock_and_zone(&pieces);
    let date = reading.date(&pieces)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let Some(time) = reading.time else { return Some(NewsTime::from_day(date)) };
    let mut local = date.to_datetime(time);
    if reading.day_after {
        local = local.checked_add(jiff::Span::new().days(1)).ok()?;
    }
    let offset = Offset::from_seconds(reading.offset_seconds.unwrap_or(0)).ok()?;
    let at = offset.to_timestamp(local).ok()?;
    // Programs write the beginning of their own time when they know none.
    (at.as_second() != 0).then(|| NewsTime::from_instant_at(at, offset.seconds()))
}

/// Seconds or milliseconds since 1970, as some feeds have it.
fn unix_time(digits: &str) -> Option<NewsTime> {
    let number: i64 = digits.parse().ok()?;
    let seconds = if digits.len() == 13 { number / 1000 } else { number };
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(NewsTime::from_instant(at))
}

/// A run of digits, a run of letters, or one other character.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece<'t> {
    Number(&'t str),
    Word(&'t str),
    Sign(char),
    Space,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let class = class(first);
        let end = match class {
            3 => first.len_utf8(),
            _ => rest.find(|c| self::class(c) != class).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        pieces.push(match class {
            0 => Piece::Number(piece),
            1 => Piece::Word(piece),
            2 => Piece::Space,
            _ => Piece::Sign(first),
        });
        rest = after;
    }
    pieces
}

fn class(c: char) -> u8 {
    match c {
        '0'..='9' => 0,
        c if c.is_alphabetic() => 1,
        c if c.is_whitespace() => 2,
        _ => 3,
    }
}

#[derive(Default)]
struct Reading {
    time: Option<Time>,
    day_after: bool,
    offset_seconds: Option<i32>,
    /// Pieces that the clock and the zone took.
    used: Vec<bool>,
}

impl Reading {
    /// Finds `hh:mm[:ss[.fff]] [am|pm] [zone]`, or `Thhmmss` of ISO's basic format.
    fn clock_and_zone(&mut self, pieces: &[Piece<'_>]) {
        self.used = vec![false; pieces.len()];
        let mut after = None;
        for at in 0..pieces.len() {
            let clock = match &pieces[at..] {
                [
                    Piece::Number(hour),
                    Piece::Sign(':' | '.'),
                    Piece::Number(minute),
                    ..,
                ] if hour.len() <= 2
                    && minute.len() == 2
                    && (pieces[at + 1] == Piece::Sign(':') || follows_t(pieces, at)) =>
                {
                    self.with_seconds(pieces, at, hour, minute)
                }
                [Piece::Number(digits), ..]
                    if matches!(digits.len(), 2 | 4 | 6) && follows_t(pieces, at) =>
                {
                    let part = |from: usize| digits.get(from..from + 2).unwrap_or("0");
                    self.set_clock(part(0), part(2), part(4)).then_some(at + 1)
                }
                _ => None,
            };
            if let Some(end) = clock {
                self.used[at..end].fill(true);
                after = Some(end);
                break;
            }
        }
        if let Some(after) = after {
            self.zone(pieces, after);
        } else if let Some(end) = pieces.iter().rposition(|piece| matches!(piece, Piece::Word(word) if zone_by_name(word).is_some() && word.len() > 1)) {
            self.used[end] = true;
        }
    }

    fn with_seconds(
        &mut self,
        pieces: &[Piece<'_>],
        at: usize,
        hour: &str,
        minute: &str,
    ) -> Option<usize> {
        let mut end = at + 3;
        let mut second = "0";
        if let [Piece::Sign(':' | '.'), Piece::Number(number), ..] = &pieces[end..]
            && number.len() <= 2
        {
            second = number;
            end += 2;
        }
        if let [Piece::Sign('.' | ',' | ':'), Piece::Number(_), ..] = &pieces[end..] {
            end += 2;
        }
        self.set_clock(hour, minute, second).then_some(end)
    }

    fn set_clock(&mut self, hour: &str, minute: &str, second: &str) -> bool {
        let [Ok(mut hour), Ok(minute), Ok(second)] =
            [hour, minute, second].map(str::parse::<i8>)
        else {
            return false;
        };
        if hour == 24 && minute == 0 {
            (hour, self.day_after) = (0, true);
        }
        // A leap second is the last one of its minute.
        self.time = Time::new(hour, minute, second.min(59), 0).ok();
        self.time.is_some()
    }

    /// What follows a clock: am or pm, an offset, a name.
    fn zone(&mut self, pieces: &[Piece<'_>], from: usize) {
        let mut at = from;
        while at < pieces.len() {
            match &pieces[at..] {
                [Piece::Space, ..] => at += 1,
                [Piece::Word(word), ..] if self.half_of_day(word) => {
                    self.used[at] = true;
                    at += 1;
                }
                [Piece::Word(word), ..] => {
                    let Some(seconds) = zone_by_name(word) else { return };
                    self.offset_seconds = Some(seconds);
                    self.used[at] = true;
                    at += 1;
                }
                [Piece::Sign(sign @ ('+' | '-' | '−')), Piece::Number(hours), ..] => {
                    let (seconds, taken) = offset(hours, &pieces[at + 2..]);
                    let Some(seconds) = seconds else { return };
                    let east = if *sign == '+' { seconds } else { -seconds };
                    self.offset_seconds = Some(east);
                    let end = at + 2 + taken;
                    self.used[at..end].fill(true);
                    return;
                }
                _ => return,
            }
        }
    }

    fn half_of_day(&mut self, word: &str) -> bool {
        let Some(time) = self.time else { return false };
        let hour = match word.to_ascii_lowercase().as_str() {
            "am" if time.hour() == 12 => 0,
            "pm" if time.hour() < 12 => time.hour() + 12,
            "am" | "pm" => time.hour(),
            _ => return false,
        };
        self.time = Time::new(hour, time.minute(), time.second(), 0).ok();
        true
    }

    /// The day, from the pieces that are left.
    fn date(&self, pieces: &[Piece<'_>]) -> Option<Date> {
        let left: Vec<Piece<'_>> = std::iter::zip(pieces, &self.used)
            .filter(|(_, used)| !**used)
            .map(|(piece, _)| *piece)
            .collect();
        let numbers: Vec<&str> = left
            .iter()
            .filter_map(|piece| match piece {
                Piece::Number(number) => Some(*number),
                _ => None,
            })
            .collect();
        // The last one: "mar, 3 févr." begins with a Tuesday.
        let month = left.iter().rev().find_map(|piece| match piece {
            Piece::Word(word) => month_by_name(word),
            _ => None,
        });
        match (month, numbers.as_slice()) {
            (Some(month), [first, second, ..]) if first.len() == 4 => {
                day(first, month, second)
            }
            (Some(month), [first, second, ..]) => day(second, month, first),
            (Some(month), [year]) if year.len() == 4 => day(year, month, "1"),
            (None, numbers) => in_numbers(numbers, &left),
            _ => None,
        }
    }
}

/// Whether the piece before is the `T` of ISO 8601.
fn follows_t(pieces: &[Piece<'_>], at: usize) -> bool {
    at > 0 && matches!(pieces[at - 1], Piece::Word("T" | "t"))
}

/// Seconds of an offset `hh`, `hhmm`, `hh:mm`, and how many more pieces it took.
fn offset(hours: &str, rest: &[Piece<'_>]) -> (Option<i32>, usize) {
    let (hours, minutes, taken) = match (hours.len(), rest) {
        (3 | 4, _) => (&hours[..hours.len() - 2], &hours[hours.len() - 2..], 0),
        (1 | 2, [Piece::Sign(':'), Piece::Number(minutes), ..]) => (hours, *minutes, 2),
        (1 | 2, _) => (hours, "0", 0),
        _ => return (None, 0),
    };
    let parsed = hours.parse::<i32>().ok().zip(minutes.parse::<i32>().ok());
    let sound = parsed.filter(|(hours, minutes)| *hours <= 24 && *minutes < 60);
    (sound.map(|(hours, minutes)| hours * 3600 + minutes * 60), taken)
}

fn day(year: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(full_year(year)?, month, day.parse().ok()?).ok()
}

/// Two-digit years turn at 70, three digits are a program counting from 1900.
fn full_year(year: &str) -> Option<i16> {
    let number: i16 = year.parse().ok()?;
    match year.len() {
        2 => Some(if number < 70 { 2000 + number } else { 1900 + number }),
        3 => Some(1900 + number),
        4 => Some(number),
        _ => None,
    }
}

/// Dates without a month's name: `2031-05-14`, `20310514`, `2031-134`, `14.05.2031`,
/// `05/14/2031`, `2031`.
fn in_numbers(numbers: &[&str], pieces: &[Piece<'_>]) -> Option<Date> {
    let is_week = pieces.contains(&Piece::Word("W"));
    let month = |text: &str| text.parse::<i8>().ok();
    match numbers {
        [year, week, rest @ ..] if is_week => {
            week_date(year, week, rest.first().copied())
        }
        [year, ordinal] if year.len() == 4 && ordinal.len() == 3 => {
            ordinal_date(year, ordinal)
        }
        [year, second, third, ..] if year.len() >= 3 => day(year, month(second)?, third),
        [year, second, ..] if year.len() == 4 => day(year, month(second)?, "1"),
        [first, second, year, ..] if year.len() == 4 => {
            let american = pieces.contains(&Piece::Sign('/')) && month(first)? <= 12;
            let (day_text, month_text) =
                if american { (second, first) } else { (first, second) };
            day(year, month(month_text)?, day_text)
        }
        [year, second, third, ..] if year.len() == 2 => day(year, month(second)?, third),
        [run, ..] => match run.len() {
            4 => day(run, 1, "1"),
            6 => day(&run[..2], month(&run[2..4])?, &run[4..]),
            7 => ordinal_date(&run[..4], &run[4..]),
            8 | 14 => day(&run[..4], month(&run[4..6])?, &run[6..8]),
            _ => None,
        },
        [] => None,
    }
}

fn ordinal_date(year: &str, ordinal: &str) -> Option<Date> {
    let days: i64 = ordinal.parse().ok().filter(|day| (1..=366).contains(day))?;
    day(year, 1, "1")?.checked_add(jiff::Span::new().days(days - 1)).ok()
}

fn week_date(year: &str, week: &str, weekday: Option<&str>) -> Option<Date> {
    let week: i8 = week.parse().ok()?;
    let weekday: i8 = weekday.unwrap_or("1").parse().ok()?;
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Some(jiff::civil::ISOWeekDate::new(full_year(year)?, week, weekday).ok()?.date())
}

/// The month that a word names, in English or another language of Europe: told by its
/// first letters.
fn month_by_name(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let found = MONTHS.iter().find(|(start, _)| word.starts_with(start));
    found.map(|(_, month)| *month).filter(|_| word.chars().count() >= 3)
}

/// Beginnings of month names.
const MONTHS: [(&str, i8); 45] = [
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("jän", 1),
    ("ian", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("fe\u{301}v", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maa", 3),
    ("apr", 4),
    ("abr", 4),
    ("avr", 4),
    ("ápr", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("maj", 5),
    ("mei", 5),
    ("máj", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("jún", 6),
    ("juil", 7),
    ("jul", 7),
    ("lug", 7),
    ("júl", 7),
    ("aug", 8),
    ("ago", 8),
    ("aoû", 8),
    ("aou", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("ott", 10),
    ("nov", 11),
    ("dec", 12),
    ("déc", 12),
    ("dez", 12),
];

/// Seconds east of Greenwich for the zone names of RFC 822 and the common others.
fn zone_by_name(word: &str) -> Option<i32> {
    let hours = match word.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" | "WET" => 0.0,
        "EST" | "CDT" => -5.0,
        "EDT" | "AST" => -4.0,
        "CST" | "MDT" => -6.0,
        "MST" | "PDT" => -7.0,
        "PST" | "AKDT" => -8.0,
        "AKST" => -9.0,
        "HST" => -10.0,
        "ADT" | "BRT" | "ART" => -3.0,
        "NST" => -3.5,
        "BST" | "CET" | "MEZ" | "WEST" | "WAT" => 1.0,
        "CEST" | "MESZ" | "EET" | "SAST" | "CAT" => 2.0,
        "EEST" | "MSK" | "EAT" => 3.0,
        "IST" => 5.5,
        "PKT" => 5.0,
        "ICT" | "WIB" => 7.0,
        "HKT" | "SGT" | "AWST" | "PHT" => 8.0,
        "JST" | "KST" => 9.0,
        "ACST" => 9.5,
        "AEST" => 10.0,
        "AEDT" => 11.0,
        "NZST" => 12.0,
        "NZDT" => 13.0,
        _ => return None,
    };
    Some((hours * 3600.0) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let read =
                parse_date(text).map_or("none".to_owned(), |time| time.to_string());
            assert_eq!(&read, expected, "{text}");
        }
    }

    #[test]
    fn mail_dates_are_read_with_their_faults() {
        check(&[
            ("Wed, 14 May 2031 09:40:00 GMT", "2031-05-14T09:40:00Z"),
            ("Sun, 14 May 2031 09:40:00 +0200", "2031-05-14T09:40:00+02:00"),
            ("14 May 31 09:40 EST", "2031-05-14T09:40:00-05:00"),
            ("Wednesday, 14 December 2031 9:40:00 -0330", "2031-12-14T09:40:00-03:30"),
            ("Wed,14 May 2031 24:00:00 GMT", "2031-05-15T00:00:00Z"),
            ("Wed May 14 09:40:07 2031", "2031-05-14T09:40:07Z"),
            ("Wed May 14 09:40:07 CEST 2031", "2031-05-14T09:40:07+02:00"),
            ("May 14, 2031 9:40 PM", "2031-05-14T21:40:00Z"),
            ("14 Mai 2031 09:40", "2031-05-14T09:40:00Z"),
            ("mar, 3 févr. 2031", "2031-02-03"),
        ]);
    }

    #[test]
    fn iso_dates_are_read_in_their_variants() {
        check(&[
            ("2031-05-14T09:40:00Z", "2031-05-14T09:40:00Z"),
            ("2031-05-14T09:40:00.123456+02:00", "2031-05-14T09:40:00+02:00"),
            ("2031-05-14T09:40-0330", "2031-05-14T09:40:00-03:30"),
            ("2031-05-14 09:40:00", "2031-05-14T09:40:00Z"),
            ("20310514T094000Z", "2031-05-14T09:40:00Z"),
            ("2031-05-14", "2031-05-14"),
            ("20310514", "2031-05-14"),
            ("2031-134", "2031-05-14"),
            ("2031-W20-3", "2031-05-14"),
            ("2031-05", "2031-05-01"),
            ("2031", "2031-01-01"),
            ("14.05.2031 09:40", "2031-05-14T09:40:00Z"),
            ("05/14/2031", "2031-05-14"),
            ("1936518000", "2031-05-14T09:40:00Z"),
        ]);
    }

    #[test]
    fn nonsense_is_no_date() {
        check(&[
            ("", "none"),
            ("yesterday", "none"),
            ("0000-00-00 00:00:00", "none"),
            ("1970-01-01T00:00:00Z", "none"),
            ("99999-01-01", "none"),
            ("2031-13-40", "none"),
            ("31 Feb 2031", "none"),
        ]);
    }
}
