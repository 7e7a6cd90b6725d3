//! Sentence ends in news copy.
//!
//! A run of closing punctuation, then closing quotes and brackets, then white space,
//! then anything but a lower-case letter. What makes it hard are abbreviations and
//! initials; the rules follow what was measured on hand-marked text. Scripts with stops
//! of their own need no white space.

mod abbreviation;

use rundown_news::{Lang, Span};

use crate::quote_marks::is_closing_mark;
use abbreviation::is_abbreviated;

/// Cuts a text into sentences.
///
/// A blank line or a line break ends a sentence too. White space at both ends is left
/// out; every other byte of the text lies in exactly one sentence.
#[must_use]
pub fn sentences(text: &str, lang: Lang) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some((stop, end)) = next_stop(text, &mut at, lang) {
        let ends = match stop {
            Stop::Line => true,
            Stop::Full => !goes_on_in_kana(text, end),
            Stop::Spaced => ends_sentence(text, start, at, end, lang),
        };
        if ends {
            push(text, start, end, &mut found);
            start = end;
        }
        at = end;
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

/// What may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// A line break.
    Line,
    /// A stop before white space.
    Spaced,
    /// A stop that needs nothing behind it.
    Full,
}

/// Goes on to the next run of stops; tells its kind, and where it ends with the closing
/// marks behind it.
fn next_stop(text: &str, at: &mut usize, lang: Lang) -> Option<(Stop, usize)> {
    let greek = lang.as_str() == "el";
    let is_stop = |c: char| is_spaced_stop(c) || is_full_stop(c);
    let rest = text.get(*at..)?;
    let first = |c: char| c == '\n' || is_stop(c) || greek && c == ';';
    let (i, c) = rest.char_indices().find(|(_, c)| first(*c))?;
    *at += i;
    let behind = &rest[i + c.len_utf8()..];
    if c == '\n' {
        return Some((Stop::Line, *at + 1));
    }
    let after = behind.trim_start_matches(is_stop);
    let run = &rest[i..rest.len() - after.len()];
    let (stop, closed) = if run.contains(is_full_stop) {
        // Curly marks of both kinds have one direction in these scripts.
        (Stop::Full, after.trim_start_matches(|c| is_closer(c) && c != '“'))
    } else {
        (Stop::Spaced, after.trim_start_matches(is_closer))
    };
    Some((stop, text.len() - closed.len()))
}

fn is_spaced_stop(c: char) -> bool {
    // Besides the Latin ones: the Arabic and the Greek question mark.
    matches!(c, '.' | '?' | '!' | '…' | '؟' | '\u{37e}')
}

/// Stops of Chinese and Japanese, of Devanagari and of Urdu.
fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '।' | '॥' | '۔')
}

fn is_closer(c: char) -> bool {
    is_closing_mark(c) || matches!(c, ')' | ']' | '"' | '\'' | '』' | '）' | '》')
}

/// Japanese goes on behind quoted sentences in kana: 「…。」と述べた.
fn goes_on_in_kana(text: &str, end: usize) -> bool {
    text[..end].ends_with(is_closer)
        && text[end..].starts_with(|c: char| matches!(c, '\u{3041}'..='\u{309f}'))
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
    // `Mr.)` is no title: only a bare full stop can belong to an abbreviation.
    let bare = end == stop + 1 && text[stop..].starts_with('.');
    !(bare && is_abbreviated(&text[start..stop], rest.trim_start(), lang))
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
