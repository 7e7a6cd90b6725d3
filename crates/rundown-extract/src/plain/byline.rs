//! The byline of a plain text.

use crate::metadata::people_in;
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
];

/// A longer line is a sentence.
const BYLINE_BYTES_MAX: usize = 110;

/// The names in a byline such as "By Ana Ruiz and Tom Bell, TCP".
pub(super) fn byline_of(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(*opening))?;
    let rest = text.get(opening.len()..)?.trim_start();
    // "(Reporting by Ana Ruiz; editing by Tom Bell)"
    let rest = rest.split(';').next()?.trim_end_matches(')');
    let is_name = rest.starts_with(char::is_uppercase)
        && text.len() < BYLINE_BYTES_MAX
        && !text.ends_with('.');
    let small = rest
        .split(' ')
        .filter(|word| word.starts_with(char::is_lowercase))
        .filter(|word| !is_small_word(word))
        .count();
    if !is_name || small > 2 {
        return None;
    }
    named(rest)
}

/// A byline without "By": names of two to four words, alone on the line or before the
/// outlet ("Ana Ruiz, TCP"; "Ana Ruiz | Port Courier").
pub(super) fn bare_byline_of(text: &str) -> Option<Vec<String>> {
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
pub(super) fn names_outlet(text: &str) -> bool {
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
