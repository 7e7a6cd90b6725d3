//! The names that lines of text speak of as those who wrote.

use crate::byline::{before_date, names_outlet};
use crate::lines::ends_sentence;
use crate::names::is_role;
use crate::phrases::start_of;

/// Words before a name, within a line.
const BEFORE: &[&str] = &[
    "by ",
    "by: ",
    "von ",
    "vom ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "autor ",
    "autor: ",
    "autorin: ",
    "author: ",
    "author ",
    "auteur: ",
    "autore: ",
    "text: ",
    "tekst: ",
    "redaktion: ",
    "автор: ",
    "Автор: ",
    "текст: ",
    "Текст: ",
    "作者：",
    "作者:",
    "作者 ",
    "记者 ",
    "记者",
    "撰文：",
    "文：",
    "文/",
    "著者：",
    "執筆：",
];

/// Lines that are only a label: the next line holds the name.
const LABELS: &[&str] = &[
    "by",
    "by:",
    "written by",
    "written by:",
    "author",
    "author:",
    "authors",
    "authors:",
    "posted by",
    "words by",
    "published by",
    "von",
    "von:",
    "autor",
    "autor:",
    "autorin",
    "verfasst von",
    "text",
    "text:",
    "geschrieben von",
    "par",
    "écrit par",
    "auteur",
    "por",
    "escrito por",
    "autor/a",
    "scritto da",
    "di",
    "door",
    "作者",
    "作者：",
    "article by",
    "about the author",
    "über den autor",
    "über die autorin",
    "автор",
    "автор:",
    "contributors",
    "contributor",
];

/// Whether a line is only the label of the line below it.
pub(super) fn is_label(line: &str) -> bool {
    line.len() <= 24 && LABELS.contains(&line.to_lowercase().as_str())
}

/// The names that follow words such as "by" in a line; none of running text, in which
/// something is painted, owned or scored by somebody.
pub(super) fn after_words(line: &str) -> impl Iterator<Item = &str> {
    const FOUND_MAX: usize = 4;
    let line = if is_running_text(line) { "" } else { line };
    let mut is_inside = false;
    let starts = line.char_indices().filter(move |(_, sign)| {
        let is_start = !is_inside || is_han(*sign);
        is_inside = sign.is_alphanumeric();
        is_start && is_inside
    });
    let rests = starts.filter_map(|(at, _)| after_word(line.get(at..)?));
    rests.take(FOUND_MAX).flat_map(names_at_start)
}

/// Whether a line tells something: it ends as a sentence does, and opens with no word for
/// the work of those who wrote.
fn is_running_text(line: &str) -> bool {
    const WORKS: &[&str] = &[
        "by",
        "written",
        "reported",
        "reporting",
        "posted",
        "published",
        "compiled",
        "contributed",
        "story",
        "text",
        "words",
        "article",
        "additional",
        "author",
        "von",
        "geschrieben",
        "verfasst",
        "par",
        "écrit",
        "por",
        "escrito",
        "scritto",
        "door",
        "geschreven",
        "av",
        "af",
        "autor",
        "auteur",
        "autore",
    ];
    let first = line.split_whitespace().next().unwrap_or("");
    // What leads to the next line, or is one of a list, may be a label.
    if first.ends_with(':') || line.ends_with([':', ';']) {
        return false;
    }
    let first = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    ends_sentence(line) && !WORKS.contains(&first.as_str())
}

/// What follows one of the words at the start of a text.
fn after_word(text: &str) -> Option<&str> {
    let first = text.as_bytes().first()?.to_ascii_lowercase();
    let opens = |word: &&&str| {
        word.as_bytes().first() == Some(&first)
            && text.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word))
    };
    let word = BEFORE.iter().filter(opens).max_by_key(|word| word.len())?;
    text.get(word.len()..)
}

/// The names at the start of a text: up to a bracket, a small word, a date.
fn names_at_start(rest: &str) -> Vec<&str> {
    const BYTES_MAX: usize = 120;
    const NAMES_MAX: usize = 8;
    let rest =
        start_of(rest.trim_start_matches([' ', ':', '：', '/', '\u{3000}']), BYTES_MAX);
    if rest.starts_with(is_han) {
        let names = rest.split([' ', '、', '\u{3000}']).filter(|name| !name.is_empty());
        let names =
            names.map(|name| name.split(|c| !is_han(c) && c != '·').next().unwrap_or(""));
        return names.take_while(|name| is_han_name(name)).take(NAMES_MAX).collect();
    }
    vec![before_date(spaced_names(rest))]
}

/// The words up to what ends a name, and no more small ones than names have.
fn spaced_names(rest: &str) -> &str {
    const ENDS: [char; 20] = [
        '(', ')', '|', '•', '·', ';', ':', '[', '<', '>', '“', '"', '!', '?', '。', '，',
        '（', '）', '／', '@',
    ];
    let end = rest.find(ENDS).unwrap_or(rest.len());
    let rest = &rest[..end];
    // Up to the first small word that joins no names.
    let mut end = 0;
    for word in rest.split_inclusive(' ') {
        let bare = word.trim_end();
        let goes_on = bare.chars().next().is_some_and(|c| !c.is_lowercase())
            || JOINS.contains(&bare)
            || end == 0;
        if !goes_on {
            break;
        }
        end += word.len();
        if bare.ends_with('.') && bare.chars().count() > 4 {
            break;
        }
    }
    rest[..end].trim_end_matches(|c: char| c.is_whitespace() || ",.-–—/".contains(c))
}

/// Whether a sign is a character of Chinese writing.
fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9FFF}')
}

/// Whether a text is as long as the name of a Chinese is.
pub(super) fn is_han_name(text: &str) -> bool {
    (2..=4).contains(&text.chars().count()) && text.chars().all(is_han)
}

/// Small words within and between names.
const JOINS: &[&str] = &[
    "and", "und", "et", "y", "e", "en", "van", "de", "der", "del", "da", "di", "von",
    "bin", "al", "el", "la", "le", "ter", "den", "och", "og", "&", "–", "-", "du", "dos",
    "do",
];
/// Whether a name is set like that of a person.
pub(super) fn is_person(name: &str) -> bool {
    if is_han_name(name) {
        return true;
    }
    let words: Vec<&str> = name.split(' ').collect();
    (2..=4).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
        && !names_outlet(name)
        && !is_role(name)
        && name.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c))
}

/// Whether small words of a text are none of a name's, nor of a body's: "Tugs on the way",
/// "Hosted by".
pub(super) fn is_phrase(name: &str) -> bool {
    const WORDS: [&str; 18] = [
        "on", "by", "at", "its", "it", "was", "has", "had", "not", "up", "out", "off",
        "as", "but", "his", "her", "our", "be",
    ];
    name.split(' ').skip(1).any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_running_text_signed_nothing() {
        let first = |line: &'static str| after_words(line).next();
        for line in [
            "A goal by Milo Brandt won it for Halden on Monday.",
            "The mill, owned by Piet Varga since 2019, has been sold.",
            "Die Brücke wurde von Otto Reiss gebaut.",
            "Le pont a été construit par Otto Reiss, un paysan d’Aske.",
        ] {
            assert_eq!(first(line), None, "{line}");
        }
        assert_eq!(
            first("Autorin: Ana Ruiz, Leiterin der Stelle."),
            Some("Ana Ruiz, Leiterin der Stelle")
        );
        assert_eq!(first("Posted on Monday by Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(
            first("Reporting by Ana Ruiz; editing by Tom Bell."),
            Some("Ana Ruiz")
        );
    }

    #[test]
    fn small_words_of_names_are_told_from_those_of_headings() {
        for name in ["Ana de la Ruiz", "Tom van der Bell", "Office of the Harbor"] {
            assert!(!is_phrase(name), "{name}");
        }
        for heading in ["Tugs on the way", "Two on foot", "Ebb at one"] {
            assert!(is_phrase(heading), "{heading}");
        }
    }
}
