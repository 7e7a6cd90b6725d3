//! The names that lines of text speak of as those who wrote.

use crate::byline::before_date;
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
    "текст: ",
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

/// What follows words such as "by" in a line.
pub(super) fn after_words(line: &str) -> impl Iterator<Item = &str> {
    const FOUND_MAX: usize = 4;
    let lower = line.to_lowercase();
    // Where small letters take other room than capitals, no place fits.
    let is_same = lower.len() == line.len();
    let mut found: Vec<usize> = Vec::new();
    for word in BEFORE.iter().filter(|_| is_same) {
        for (at, _) in lower.match_indices(word).take(2) {
            let before = lower.get(..at).and_then(|head| head.chars().next_back());
            let is_ascii = word.is_ascii();
            if is_ascii && before.is_some_and(char::is_alphanumeric) {
                continue;
            }
            found.push(at + word.len());
        }
    }
    found.sort_unstable();
    found.dedup();
    let rests = found.into_iter().take(FOUND_MAX).filter_map(|at| line.get(at..));
    rests.flat_map(names_at_start)
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
