//! Full stops that belong to a word: abbreviations, initials and ordinals.

use std::sync::LazyLock;

use rundown_news::{Lang, Map, Set};

use crate::stop_words::is_stop_word;
use crate::word::fold;

/// What is abbreviated in a language, without the last full stop, in small letters.
#[derive(Debug, Default)]
struct Abbreviations {
    /// A sentence goes on behind these, whatever comes.
    never_last: Set<String>,
    /// They end a sentence before a typical opener.
    perhaps_last: Set<String>,
    /// A sentence goes on behind these before a digit: they are words as well.
    before_digit: Set<String>,
}

static KNOWN: LazyLock<Map<&'static str, Abbreviations>> = LazyLock::new(|| {
    let mut known: Map<&'static str, Abbreviations> = Map::default();
    let lines = include_str!("../../data/abbreviations.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((langs, words)) = line.split_once(' ') else { continue };
        for lang in langs.split(',') {
            known.entry(lang).or_default().add(words);
        }
    }
    known
});

impl Abbreviations {
    fn add(&mut self, words: &'static str) {
        let kinds =
            [&mut self.never_last, &mut self.perhaps_last, &mut self.before_digit];
        for (kind, words) in kinds.into_iter().zip(words.split('/')) {
            kind.extend(words.split_ascii_whitespace().map(str::to_lowercase));
        }
    }
}

/// Languages that write an ordinal with a full stop: "am 14. Mai".
const WITH_ORDINALS: &[&str] =
    &["de", "da", "no", "nb", "nn", "fi", "cs", "sk", "hu", "tr", "pl"];

/// Words that open English sentences behind an abbreviation.
const OPENERS: &[&str] = &[
    "The",
    "He",
    "She",
    "It",
    "They",
    "In",
    "On",
    "But",
    "And",
    "This",
    "That",
    "We",
    "I",
    "A",
    "An",
    "At",
    "As",
    "If",
    "When",
    "While",
    "There",
    "These",
    "Those",
    "His",
    "Her",
    "Its",
    "Their",
    "After",
    "Before",
    "However",
    "According",
    "Officials",
    "Police",
];

/// Whether the full stop behind `before` belongs to its last word, not the sentence.
pub(super) fn is_abbreviated(before: &str, next: &str, lang: Lang) -> bool {
    let word = last_word(before);
    let capital_next = next.starts_with(|c: char| c.is_uppercase());
    let digit_next = next.starts_with(|c: char| c.is_ascii_digit());
    if is_number(word) {
        return is_item(before) || is_ordinal(word, digit_next, lang);
    }
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    let held = |kind: fn(&Abbreviations) -> &Set<String>| {
        let lists = [KNOWN.get(lang.as_str()), KNOWN.get("*")];
        lists.into_iter().flatten().any(|list| kind(list).contains(lower))
    };
    if held(|list| &list.perhaps_last) {
        return !opens_sentence(next, lang);
    }
    is_initial(word) && capital_next
        || held(|list| &list.never_last)
        || digit_next && held(|list| &list.before_digit)
}

fn last_word(before: &str) -> &str {
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘' | '„' | '«')
    };
    before.rsplit(parts).next().unwrap_or(before)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// A number that opens a sentence counts an item of a list.
fn is_item(before: &str) -> bool {
    is_number(before.trim())
}

fn is_ordinal(number: &str, digit_next: bool, lang: Lang) -> bool {
    number.len() <= 2
        && (lang == Lang::GERMAN || digit_next && WITH_ORDINALS.contains(&lang.as_str()))
}

/// One letter, or several each with its full stop.
fn is_initial(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    })
}

/// Whether what comes next begins as sentences do: with a function word or a quotation.
fn opens_sentence(next: &str, lang: Lang) -> bool {
    let opener = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    next.starts_with(['“', '"', '„', '«'])
        || match lang {
            Lang::ENGLISH => OPENERS.contains(&opener),
            _ => is_stop_word(&fold(opener), lang),
        }
}
