//! The byline as a reader sees it: a line that opens with "By", or says who reports.

use crate::calendar::{date_in_text, is_month};
use crate::names::{credits_other_work, people_in};
use crate::phrases::{simple, start_of};

/// Openings of a byline.
const OPENINGS: &[&str] = &[
    "by ",
    "by: ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "written by ",
    "story by ",
    "words by ",
    "reported by ",
    "posted by ",
    "analysis by ",
    "opinion by ",
    "(reporting by ",
    "reporting by ",
    "author: ",
    "autor: ",
    "text: ",
    "auteur: ",
    "بقلم: ",
    "بقلم ",
];

/// A longer line is a sentence.
const BYLINE_BYTES_MAX: usize = 160;

/// The names in a byline such as "By Ana Ruiz and Tom Bell, TCP", with or without a
/// date before or behind them.
pub(crate) fn byline_of(text: &str) -> Option<Vec<String>> {
    if text.len() > BYLINE_BYTES_MAX {
        return None;
    }
    if let Some(names) = text.strip_suffix('|') {
        return bare_byline_of(names.trim_end());
    }
    let rest = after_opening(text)
        .or_else(|| behind_date(text))
        .or_else(|| who_reports(text))?;
    // "(Reporting by Ana Ruiz; editing by Tom Bell)"
    let rest = rest.split([';', '|', '·', '•']).next()?.trim_end_matches(')');
    let rest = before_date(before_address(rest));
    let is_name = rest.starts_with(char::is_uppercase) && !rest.ends_with('.');
    let words: Vec<&str> = rest.split(' ').collect();
    let small = words
        .iter()
        .filter(|word| word.starts_with(char::is_lowercase) && !is_small_word(word))
        .count();
    if !is_name || small > 2 || words.len() > 20 {
        return None;
    }
    named(rest)
}

/// "Ana Ruiz reporting from Port Elm", and not "outlets are reporting".
fn who_reports(text: &str) -> Option<&str> {
    let (names, _) = text.split_once(" reporting")?;
    names.rsplit(' ').next()?.starts_with(char::is_uppercase).then_some(names)
}

/// "Ana Ruiz Email the author ana@example.test": the names before the rest.
fn before_address(text: &str) -> &str {
    const WAYS: [&str; 5] = [" Email", " E-mail", " E-Mail", " Follow", " Contact"];
    let at = WAYS.iter().filter_map(|way| text.find(way)).min().unwrap_or(text.len());
    let head = &text[..at];
    match head.split_once('@') {
        Some((before, _)) => before.rsplit_once(' ').map_or("", |(names, _)| names),
        None => head,
    }
}

/// What follows "By" at the start of a line.
fn after_opening(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(*opening));
    let Some(opening) = opening else { return after_work(text) };
    text.get(opening.len()..).map(str::trim_start)
}

/// "Commentary by Ana Ruiz", "Written by: Ana Ruiz": behind one word for what was written,
/// on a line that is no sentence.
fn after_work(text: &str) -> Option<&str> {
    let (work, names) = text.split_once(" by ").or_else(|| text.split_once(" by: "))?;
    let is_word =
        work.starts_with(char::is_uppercase) && work.chars().all(char::is_alphabetic);
    let fits = is_word && !credits_other_work(text) && !text.ends_with(['.', '!', '?']);
    fits.then(|| names.trim_start())
}

/// "Posted on Thursday, May 8, 2031 at 7:15 am by Ana Ruiz".
fn behind_date(text: &str) -> Option<&str> {
    let (date, names) = text.rsplit_once(" by ")?;
    date_in_text(date)?;
    Some(names)
}

/// The words before a date: up to its first digit, without its weekday and month.
pub(crate) fn before_date(text: &str) -> &str {
    const WEEKDAYS: &[&str] = &[
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "on",
        "first",
        "last",
        "updated",
        "published",
        "posted",
    ];
    /// Small words before a date: "le 15 mai", "op 15 mei". Names have them with capitals.
    const SMALL: &[&str] = &["le", "el", "em", "op", "am", "il", "den", "på", "dne", "à"];
    /// What is counted in "5 hours ago" and "3 min read".
    const COUNTED: &[&str] = &[
        "s", "sec", "secs", "seconds", "m", "min", "mins", "minute", "minutes", "h",
        "hr", "hrs", "hour", "hours", "d", "day", "days", "w", "week", "weeks", "month",
        "months", "comment", "comments",
    ];
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else { return text.trim() };
    let ends = |c: char| !c.is_alphabetic() && c != '.';
    let mut head = text[..digit].trim_end_matches(ends);
    // "Ana Marsh 15 May": the month stands behind its day.
    let mut words =
        text[digit..].split(ends).filter(|word| !matches!(*word, "" | "de" | "of"));
    let next = words.next().unwrap_or("").to_lowercase();
    // Nor does one stand before "5 hours ago", though a name may begin like a month.
    let mut may_be_month = !is_month(&next) && !COUNTED.contains(&next.as_str());
    head = without_glued_month(head);
    while let Some((before, word)) = head.rsplit_once(ends) {
        let is_small = SMALL.contains(&word);
        let word = word.to_lowercase();
        let is_day = is_small || WEEKDAYS.contains(&word.as_str());
        if !(is_day || may_be_month && is_month(&word)) {
            break;
        }
        may_be_month &= is_day;
        head = before.trim_end_matches(ends);
    }
    head
}

/// "Ana Marsh" and "May" as one word, as elements without a blank between them make it.
fn without_glued_month(head: &str) -> &str {
    let Some((last, _)) = head.char_indices().rfind(|(_, c)| c.is_uppercase()) else {
        return head;
    };
    let (before, month) = head.split_at(last);
    // Longer than in "McMay" or "DeMar", which are names.
    let glued_to = before.len() - before.rfind(' ').map_or(0, |blank| blank + 1);
    let is_glued = before.ends_with(char::is_lowercase) && glued_to > 3;
    let is_short = month.len() <= 4 || month.chars().count() >= 7;
    if is_glued && is_short && is_month(&month.to_lowercase()) { before } else { head }
}

/// A byline without "By": names of two to four words, alone on the line or before the
/// outlet ("Ana Ruiz, TCP"; "Ana Ruiz | Port Courier").
pub(crate) fn bare_byline_of(text: &str) -> Option<Vec<String>> {
    let is_name = |part: &str| {
        let words: Vec<&str> = part.split(' ').collect();
        (2..=4).contains(&words.len())
            && words
                .iter()
                .all(|word| word.starts_with(char::is_uppercase) || is_small_word(word))
            && part.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c))
    };
    let head = text.split([',', '|', '•', '·']).next().unwrap_or("").trim();
    let are_names = head.split(" and ").flat_map(|part| part.split(" und ")).all(is_name);
    (text.len() < 80 && are_names && !names_outlet(head)).then(|| named(text)).flatten()
}

fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "und"
            | "et"
            | "y"
            | "e"
            | "en"
            | "van"
            | "de"
            | "der"
            | "del"
            | "da"
            | "di"
            | "von"
            | "for"
            | "in"
            | "bin"
            | "al"
            | "el"
    )
}

/// The people named; an outlet behind them is none.
fn named(text: &str) -> Option<Vec<String>> {
    let names = people_in([text], "");
    let is_shouted =
        |name: &String| name.len() <= 6 && name.chars().all(|c| !c.is_lowercase());
    let people: Vec<String> = names
        .iter()
        .filter(|name| !is_shouted(name) && !names_outlet(name))
        .cloned()
        .collect();
    let names = if people.is_empty() { names } else { people };
    (!names.is_empty()).then_some(names)
}

/// Whether a name is rather that of an outlet or a desk.
pub(crate) fn names_outlet(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "news",
        "times",
        "courier",
        "herald",
        "post",
        "daily",
        "press",
        "agency",
        "tribune",
        "gazette",
        "journal",
        "radio",
        "tv",
        "staff",
        "desk",
        "world",
        "politics",
        "online",
        "network",
        "media",
        "review",
        "wire",
        "broadcasting",
        "report",
        "today",
        "chronicle",
        "observer",
        "mail",
        "correspondent",
        "reporter",
        "editor",
        "bureau",
        "magazine",
        "newspaper",
    ];
    simple(start_of(text, 80)).split(' ').any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_before_their_outlet() {
        let names = byline_of("By Ana Ruiz and Tom Bell, TCP").unwrap_or_default();
        assert_eq!(names, ["Ana Ruiz", "Tom Bell"]);
        let names = byline_of("(Reporting by Ana Ruiz; editing by Tom Bell)");
        assert_eq!(names.unwrap_or_default(), ["Ana Ruiz"]);
        let names = byline_of("By Ana Ruiz, Port Courier").unwrap_or_default();
        assert_eq!(names, ["Ana Ruiz"]);
        let names = byline_of("By Ana Ruiz and Tom Bell Saturday, 24 May 2031 - 20:15");
        assert_eq!(names.unwrap_or_default(), ["Ana Ruiz", "Tom Bell"]);
        let names = byline_of("Posted on Thursday, May 8, 2031 at 7:15 am by Ana Ruiz");
        assert_eq!(names.unwrap_or_default(), ["Ana Ruiz"]);
        let names = byline_of("By Ana Marsh 15 May 2031").unwrap_or_default();
        assert_eq!(names, ["Ana Marsh"]);
        let names = byline_of("By Ana Ruiz Email the author ana@gazette.test");
        assert_eq!(names.unwrap_or_default(), ["Ana Ruiz"]);
        for line in [
            "Commentary by Ana Marn",
            "Written by: Ana Marn | Edited by: Tom Bell | Last updated: May 15, 2031",
            "Par Ana Marn le 15 mai 2031",
            "Door Ana Marn op 15 mei 2031",
            "Por Ana Marn em 15 de maio de 2031",
        ] {
            assert_eq!(byline_of(line).unwrap_or_default(), ["Ana Marn"], "{line}");
        }
        let names = byline_of("By Anh Le 15 May 2031").unwrap_or_default();
        assert_eq!(names, ["Anh Le"]);
        assert_eq!(byline_of("Photo by Ana Marn"), None);
        let names = byline_of("By Ana Marn 5 hours ago").unwrap_or_default();
        assert_eq!(names, ["Ana Marn"]);
        let names = byline_of("By Ana Marn May 15, 2031 9:00 a.m.").unwrap_or_default();
        assert_eq!(names, ["Ana Marn"]);
        let names = byline_of("Ana Ruiz reporting · Wednesday 7 May 2031, 07:45");
        assert_eq!(names.unwrap_or_default(), ["Ana Ruiz"]);
        assert_eq!(byline_of("By Monday the water had gone."), None);
        assert_eq!(byline_of("By far the largest ship of the line went first"), None);
    }

    #[test]
    fn bare_names_are_read_where_they_are_asked_for() {
        let names = bare_byline_of("Ana Ruiz | Harbor correspondent").unwrap_or_default();
        assert_eq!(names, ["Ana Ruiz"]);
        assert_eq!(bare_byline_of("Harbor shut after storm"), None);
    }
}
