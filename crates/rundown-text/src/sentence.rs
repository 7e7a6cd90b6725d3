//! Sentence ends in news copy.
//!
//! A run of closing punctuation, then closing quotes and brackets, then white space,
//! then anything but a lower-case letter. What makes it hard are abbreviations and
//! initials; the rules follow what was measured on hand-marked text.

use rundown_news::{Lang, Span};

use crate::quote_marks::is_closing_mark;

/// Abbreviations after which a sentence goes on, whatever comes.
const NEVER_LAST: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "gov", "rep", "gen", "col", "lt", "sgt",
    "capt", "cmdr", "maj", "adm", "rev", "hon", "st", "mt", "ft", "no", "vs", "fig",
    "dept", "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
    "nov", "dec", "e.g", "i.e", "cf", "al", "approx", "pres", "messrs", "mme", "mlle",
    "ca", "op", "art",
];

/// Abbreviations that may close a sentence: they do before a typical opener.
const PERHAPS_LAST: &[&str] = &[
    "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "d.c", "etc", "inc", "ltd", "co", "corp",
    "jr", "sr", "bros", "ph.d", "l.a",
];

/// German, Spanish, French and Portuguese ones.
const NEVER_LAST_ELSEWHERE: &[&str] = &[
    "bzw", "z.b", "u.a", "d.h", "ca", "nr", "str", "hr", "fr", "dr", "prof", "vgl", "s",
    "abs", "sog", "inkl", "mio", "mrd", "usw", "sr", "sra", "sres", "dra", "ud", "uds",
    "pág", "núm", "art", "ee.uu", "p.ej", "m", "mm", "mme", "av", "exmo", "eng", "jan",
    "feb", "okt", "dez", "geb", "gest", "st", "evtl", "max", "min",
];

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

/// Cuts a text into sentences.
///
/// A blank line or a line break ends a sentence too. White space at both ends is left
/// out; every other byte of the text lies in exactly one sentence.
#[must_use]
pub fn sentences(text: &str, lang: Lang) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut i = 0;
    let bytes = text.as_bytes();
    while i < bytes.len() {
        match bytes[i] {
            b'\n' => {
                push(text, start, i, &mut found);
                start = i + 1;
                i += 1;
            }
            b'.' | b'?' | b'!' => {
                let end = closing_end(text, i);
                if ends_sentence(text, start, i, end, lang) {
                    push(text, start, end, &mut found);
                    start = end;
                }
                i = end.max(i + 1);
            }
            // The ellipsis sign, and the full stops of Chinese and Japanese.
            0xe2 if text[i..].starts_with('…') => {
                let end = closing_end(text, i);
                if ends_sentence(text, start, i, end, lang) {
                    push(text, start, end, &mut found);
                    start = end;
                }
                i = end.max(i + 3);
            }
            0xe3 | 0xef if text[i..].starts_with(['。', '！', '？']) => {
                push(text, start, i + 3, &mut found);
                start = i + 3;
                i += 3;
            }
            _ => i += 1,
        }
    }
    push(text, start, text.len(), &mut found);
    found
}

fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let span = Span::new(start, end).trim(text);
    if !span.is_empty() {
        found.push(span);
    }
}

/// The end of a run of stops and of the closing marks behind it.
fn closing_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let is_stop = |c: char| matches!(c, '.' | '?' | '!' | '…');
    let stops = rest.len() - rest.trim_start_matches(is_stop).len();
    let rest = &rest[stops..];
    let is_closer = |c: char| is_closing_mark(c) || matches!(c, ')' | ']' | '"' | '\'');
    let closers = rest.len() - rest.trim_start_matches(is_closer).len();
    at + stops + closers
}

fn ends_sentence(text: &str, start: usize, stop: usize, end: usize, lang: Lang) -> bool {
    let rest = &text[end..];
    let Some(gap) = rest.chars().next() else { return true };
    if !gap.is_whitespace() {
        return false;
    }
    let Some(next) = rest.trim_start().chars().next() else { return true };
    if next.is_lowercase() {
        return false;
    }
    let single_stop = text[stop..].starts_with('.') && !text[stop + 1..].starts_with('.');
    // `Mr.)` is no title: only a bare full stop can belong to an abbreviation.
    !(single_stop
        && end == stop + 1
        && is_abbreviated(&text[start..stop], rest.trim_start(), lang))
}

/// Whether the full stop behind `before` belongs to its last word, not the sentence.
fn is_abbreviated(before: &str, next: &str, lang: Lang) -> bool {
    let word_start = before
        .rfind(|c: char| {
            c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘' | '„' | '«')
        })
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    if PERHAPS_LAST.contains(&lower) {
        let opener = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        return !OPENERS.contains(&opener) && !next.starts_with(['“', '"', '„', '«']);
    }
    let capital_next = next.starts_with(|c: char| c.is_uppercase());
    let initial = word.chars().count() == 1 && word.starts_with(char::is_alphabetic);
    if initial && capital_next {
        return true;
    }
    if lang == Lang::GERMAN && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
    {
        // "am 14. Mai": ordinals have a full stop.
        return !word.is_empty();
    }
    if NEVER_LAST.contains(&lower) {
        // "No." is a word as well as an abbreviation; so are the months.
        let months_or_number = matches!(lower, "no" | "mar" | "art" | "op" | "al");
        return !months_or_number || next.starts_with(|c: char| c.is_ascii_digit());
    }
    lang != Lang::ENGLISH && NEVER_LAST_ELSEWHERE.contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lang: Lang, expected: &[&str]) {
        let text = expected.join(" ");
        let found: Vec<_> = sentences(&text, lang)
            .into_iter()
            .map(|span| span.of(&text).to_owned())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        check(
            Lang::ENGLISH,
            &[
                "Dr. Ines Holt met Sen. John Q. Dahl of the U.S. Senate on Jan. 3.",
                "They left at 5 p.m. Wednesday.",
            ],
        );
    }

    #[test]
    fn an_abbreviation_ends_one_before_an_opener() {
        check(Lang::ENGLISH, &["He flew to the U.S.", "The talks failed."]);
    }

    #[test]
    fn closing_quotes_belong_to_the_sentence() {
        check(Lang::ENGLISH, &["“We stay.”", "“Will you?” she asked.", "No."]);
    }

    #[test]
    fn german_ordinals_do_not_end_one() {
        check(Lang::GERMAN, &["Am 14. Mai brannte der Wald.", "Es gab z.B. Hilfe."]);
    }

    #[test]
    fn a_line_break_ends_one() {
        assert_eq!(sentences("Crosshead\nThe text", Lang::ENGLISH).len(), 2);
    }
}
