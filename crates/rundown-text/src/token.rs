//! Tokens: words, numbers and signs, in one pass from left to right.

mod clitic;
mod unspaced;

use rundown_news::Span;

use clitic::{clitic_end, clitic_len, elision_len, negation_len};
pub use unspaced::is_unspaced;
use unspaced::word_ends;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and the full stops of "U.S." and "Mr.".
    Word,
    /// Digits, with inner points, commas and colons ("12,000", "14:05").
    Number,
    /// Any other sign.
    Sign,
}

/// Titles and suffixes that keep their full stop.
const DOTTED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "sen", "gov", "rep", "gen", "col", "lt", "sgt", "capt",
    "cmdr", "prof", "rev", "hon", "jr", "sr", "st", "vs", "inc", "ltd", "corp", "co",
];

/// Cuts a text into tokens; white space is left out.
///
/// English clitics are tokens of their own: `Marsh's` is `Marsh` and `'s`, `don't`
/// is `do` and `n't`, with either apostrophe. So are elided words of French and Italian:
/// `l'homme` is `l'` and `homme`. Where a script has no spaces, words are cut by a
/// dictionary.
///
/// ```
/// let text = "The U.S. didn't pay $1,200.50.";
/// let words: Vec<_> =
///     rundown_text::tokens(text).iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["The", "U.S.", "did", "n't", "pay", "$", "1,200.50", "."]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        at = push_token(text, at, first, &mut found);
    }
    found
}

/// Pushes the token (or two, with a clitic) that starts at `at`; returns its end.
fn push_token(text: &str, at: usize, first: char, found: &mut Vec<Token>) -> usize {
    if first.is_alphabetic() {
        let end = word_end(text, at);
        push_word(text, at, end, found);
        return end;
    }
    let (end, kind) = if first.is_numeric() {
        (number_end(text, at), TokenKind::Number)
    } else if let Some(end) = clitic_end(text, at) {
        (end, TokenKind::Word)
    } else {
        (at + sign_len(&text[at..], first), TokenKind::Sign)
    };
    found.push(Token { span: Span::new(at, end), kind });
    end
}

/// A word, parted from small words that are written together with it.
fn push_word(text: &str, at: usize, end: usize, found: &mut Vec<Token>) {
    let mut push = |start: usize, end: usize| {
        found.push(Token { span: Span::new(start, end), kind: TokenKind::Word });
    };
    let word = &text[at..end];
    if !word.is_ascii() && word.contains(is_unspaced) {
        word_ends(word).fold(at, |start, cut| {
            push(start, at + cut);
            at + cut
        });
        return;
    }
    let start = at + elision_len(word).unwrap_or(0);
    let cut = end - negation_len(&text[start..end]);
    for (start, end) in [(at, start), (start, cut), (cut, end)] {
        if start < end {
            push(start, end);
        }
    }
}

fn word_end(text: &str, at: usize) -> usize {
    if let Some(end) = dotted_letters_end(text, at) {
        return end;
    }
    let mut end = letters_end(text, at);
    loop {
        let mut rest = text[end..].chars();
        let (Some(joint), Some(next)) = (rest.next(), rest.next()) else { break };
        let joins = match joint {
            '-' | '‐' | '‑' => next.is_alphanumeric(),
            '\'' | '’' => next.is_alphabetic() && clitic_len(&text[end..]).is_none(),
            '&' => next.is_uppercase(),
            // Hebrew abbreviates with two strokes before the last letter.
            '"' | '״' | '׳' => is_hebrew(next) && text[..end].ends_with(is_hebrew),
            _ => false,
        };
        if !joins {
            break;
        }
        end = letters_end(text, end + joint.len_utf8());
    }
    let is_dotted = text[end..].starts_with('.')
        && end - at <= 4
        && DOTTED.contains(&text[at..end].to_ascii_lowercase().as_str());
    if is_dotted { end + 1 } else { end }
}

fn letters_end(text: &str, at: usize) -> usize {
    let is_inner = |c: char| c.is_alphanumeric() || is_mark(c);
    at + text[at..].find(|c| !is_inner(c)).unwrap_or(text.len() - at)
}

/// Combining marks and joiners belong to the letter before them.
fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c == '_';
    }
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}') || is_point(c)
}

/// Signs on letters that Unicode does not count among them: points of Arabic and Hebrew,
/// what takes the vowel from letters in the scripts of India, tones of Thai.
fn is_point(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}')
        || matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
        || matches!(c, '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ece}')
        // Each of these blocks has its signs at the same places.
        || matches!(c, '\u{900}'..='\u{dff}') && matches!(u32::from(c) & 0x7f, 0x3c | 0x4d)
        || c == '\u{dca}'
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

/// `U.S.`, `a.m.`, `J.R.R.`: single letters, each with its full stop.
fn dotted_letters_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let pair = |i: usize| {
        bytes.get(i).is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(i + 1) == Some(&b'.')
    };
    let mut end = at;
    while pair(end) {
        end += 2;
    }
    let goes_on = bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    (end >= at + 4 && !goes_on).then_some(end)
}

fn number_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inner = matches!(c, '.' | ',' | ':' | '/' | '\u{a0}' | '\u{202f}')
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit())
            && (c.is_ascii() || text[at + i + c.len_utf8()..].len() >= 3);
        let letter_of_next = is_unspaced(c) && !c.is_numeric();
        if letter_of_next || !(c.is_alphanumeric() || inner) {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}

/// `--`, `...` and the like are one sign; two marks make a quotation mark.
fn sign_len(rest: &str, first: char) -> usize {
    match first {
        '-' | '.' => rest.len() - rest.trim_start_matches(first).len(),
        '`' | '\'' if rest[1..].starts_with(first) => 2,
        _ => first.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words: Vec<_> =
            tokens(text).iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn titles_keep_their_full_stop() {
        check("Dr. Lund met Sen. Oake.", &["Dr.", "Lund", "met", "Sen.", "Oake", "."]);
    }

    #[test]
    fn clitics_stand_alone() {
        check("Marsh’s plan won't do", &["Marsh", "’s", "plan", "wo", "n't", "do"]);
        check("rock'n'roll", &["rock'n'roll"]);
    }

    #[test]
    fn elided_words_stand_alone() {
        check("l’homme d'ici", &["l’", "homme", "d'", "ici"]);
        check("D'Angelo aujourd'hui", &["D'Angelo", "aujourd'hui"]);
    }

    #[test]
    fn words_without_spaces_are_cut() {
        check("東京で2021年に", &["東京", "で", "2021", "年", "に"]);
        check("总统访问北京。", &["总统", "访问", "北京", "。"]);
    }

    #[test]
    fn signs_on_letters_belong_to_them() {
        check("प्रधानमंत्री ने", &["प्रधानमंत्री", "ने"]);
        check("צה\"ל אמר", &["צה\"ל", "אמר"]);
        check("می\u{200c}شود", &["می\u{200c}شود"]);
    }

    #[test]
    fn numbers_keep_inner_signs() {
        check(
            "3.5 million, 14:05, 12,000.",
            &["3.5", "million", ",", "14:05", ",", "12,000", "."],
        );
    }

    #[test]
    fn old_style_quotation_marks_are_one_sign() {
        check("``No,'' he said", &["``", "No", ",", "''", "he", "said"]);
    }

    #[test]
    fn hyphens_join_words() {
        check(
            "a 22-year-old so-called deal -- off",
            &["a", "22", "-", "year-old", "so-called", "deal", "--", "off"],
        );
    }
}
