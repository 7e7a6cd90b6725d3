//! Light tokens for dates and figures: digit runs, words with what they may mean,
//! signs, and the ends of sentences.
//!
//! Finer than [`rundown_text::tokens`]: `2017-06-21` is five tokens here, so that the
//! grammar, not the lexer, decides what a run of digits is.

use rundown_news::Span;

use super::lexicon::{Lexicon, lexicon};
use super::pieces::{Piece, pieces, unspaced};
use super::words::Sense;
use crate::copy::Copy;

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tok {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What it may mean.
    pub(crate) sense: Sense,
    /// Whether white space stands before it.
    pub(crate) gap: bool,
    /// Whether it begins with a capital.
    pub(crate) cap: bool,
}

/// Longer words mean nothing to the grammar.
const WORD_BYTES_MAX: usize = 48;

/// Cuts the sentences of a text into tokens. An [`Sense::End`] follows each sentence,
/// a [`Sense::Break`] the last one before a blank line.
pub(crate) fn lex(copy: &Copy<'_>, sentences: &[Span]) -> Vec<Tok> {
    let (text, lexicon) = (copy.text, lexicon(copy.lang));
    let mut lexer = Lexer { text, lexicon, toks: Vec::with_capacity(text.len() / 5) };
    for (n, &sentence) in sentences.iter().enumerate() {
        let (start, end) = (sentence.start as usize, sentence.end as usize);
        if text.get(start..end).is_none() {
            continue;
        }
        lexer.sentence(start, end);
        let next = sentences.get(n + 1).map_or(text.len(), |next| next.start as usize);
        let gap = text.get(end..next).unwrap_or("");
        let sense = if gap.matches('\n').count() > 1 { Sense::Break } else { Sense::End };
        lexer.push(end, end, sense, true, false);
    }
    lexer.toks
}

struct Lexer<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    toks: Vec<Tok>,
}

impl Lexer<'_> {
    fn push(&mut self, start: usize, end: usize, sense: Sense, gap: bool, cap: bool) {
        let (start, end) = (start as u32, end as u32);
        self.toks.push(Tok { start, end, sense, gap, cap });
    }

    fn sentence(&mut self, start: usize, end: usize) {
        let bytes = &self.text.as_bytes()[..end];
        let mut at = start;
        let mut gap = true;
        while at < end {
            let byte = bytes[at];
            if byte == b' ' || byte.is_ascii_whitespace() {
                at += 1;
                gap = true;
                continue;
            }
            at = if byte.is_ascii_digit() {
                self.digits(at, bytes, gap)
            } else if byte.is_ascii_alphabetic() {
                self.word(at, end, gap)
            } else if byte < 0x80 {
                self.sign(at, byte as char, bytes, gap)
            } else {
                let c = self.text[at..end].chars().next().unwrap_or(' ');
                if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') {
                    gap = true;
                    at += c.len_utf8();
                    continue;
                }
                if digit_of(c).is_some() {
                    self.digits(at, bytes, gap)
                } else if c.is_alphabetic() {
                    self.word(at, end, gap)
                } else {
                    self.sign(at, c, bytes, gap)
                }
            };
            gap = false;
        }
    }

    fn digits(&mut self, at: usize, bytes: &[u8], gap: bool) -> usize {
        let mut end = at;
        let mut value = 0u32;
        let mut len = 0u8;
        while let Some((digit, width)) = self.digit_at(end, bytes) {
            value = value.saturating_mul(10).saturating_add(digit);
            len = len.saturating_add(1);
            end += width;
        }
        self.push(at, end, Sense::Digits { value, len }, gap, false);
        end
    }

    /// The digit at a byte of any script, and how many bytes it takes.
    fn digit_at(&self, at: usize, bytes: &[u8]) -> Option<(u32, usize)> {
        let byte = *bytes.get(at)?;
        if byte < 0x80 {
            return byte.is_ascii_digit().then(|| (u32::from(byte - b'0'), 1));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((digit_of(c)?, c.len_utf8()))
    }

    fn sign(&mut self, at: usize, c: char, bytes: &[u8], gap: bool) -> usize {
        let end = at + c.len_utf8();
        let c = match c {
            '’' | '‘' | '`' | '´' => '\'',
            '–' | '—' | '‐' | '‑' | '‒' | '−' => '-',
            '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
            '：' => ':',
            '／' => '/',
            '．' => '.',
            '，' | '،' => ',',
            '％' | '٪' => '%',
            '（' => '(',
            '）' => ')',
            c => c,
        };
        let possessive = c == '\''
            && !gap
            && bytes.get(end).is_some_and(|b| b.eq_ignore_ascii_case(&b's'))
            && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
            && self.toks.last().is_some_and(|tok| tok.sense.is_word());
        if possessive {
            self.push(at, end + 1, Sense::Possessive, gap, false);
            return end + 1;
        }
        self.push(at, end, Sense::Sign(c), gap, false);
        end
    }

    fn word(&mut self, at: usize, limit: usize, gap: bool) -> usize {
        let text = self.text;
        if self.lexicon.unspaced && !bytes_are_latin(text, at) {
            return self.line(at, limit, gap);
        }
        let mut buffer = [0u8; WORD_BYTES_MAX];
        let mut len = 0;
        let mut end = at;
        let mut push = |bytes: &[u8]| {
            if let Some(room) = buffer.get_mut(len..len + bytes.len()) {
                room.copy_from_slice(bytes);
            }
            len += bytes.len();
        };
        let bytes = &text.as_bytes()[..limit];
        let cap = text[at..].starts_with(char::is_uppercase);
        while end < limit {
            let byte = bytes[end];
            if byte.is_ascii_alphabetic() {
                push(&[byte.to_ascii_lowercase()]);
                end += 1;
            } else if byte >= 0x80 {
                let c = text[end..].chars().next().unwrap_or(' ');
                if c == '’' && joins(bytes, end + 3) {
                    push(b"'");
                } else if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) {
                    let lower = c.to_lowercase().next().unwrap_or(c);
                    push(lower.encode_utf8(&mut [0; 4]).as_bytes());
                } else {
                    break;
                }
                end += c.len_utf8();
            } else if byte == b'\'' && joins(bytes, end + 1) {
                push(b"'");
                end += 1;
            } else {
                break;
            }
        }
        if end == at + 1
            && let Some(dotted) = dotted_end(bytes, at)
        {
            for &byte in &bytes[end..dotted] {
                push(&[byte.to_ascii_lowercase()]);
            }
            end = dotted;
        }
        let word = buffer.get(..len).unwrap_or(b"");
        let mut sense = self.lexicon.sense(word);
        if !gap && self.lexicon.is_ending(word) && self.ends_with_apostrophe() {
            sense = Sense::Ending;
        } else if sense == Sense::Plain && self.lexicon.cuts() && !word.is_empty() {
            let word = std::str::from_utf8(word).unwrap_or("");
            let cut = pieces(self.lexicon, word);
            if !cut.is_empty() {
                self.pieces(at, word, &cut, (gap, cap));
                return end;
            }
        }
        self.push(at, end, sense, gap, cap);
        end
    }

    /// Whether the last token is an apostrophe behind digits, which then is part of an
    /// ending: "2031'de".
    fn ends_with_apostrophe(&mut self) -> bool {
        let [.., before, last] = self.toks.as_mut_slice() else { return false };
        let digits = matches!(before.sense, Sense::Digits { .. });
        let apostrophe = digits && last.sense == Sense::Sign('\'') && !last.gap;
        if apostrophe {
            last.sense = Sense::Ending;
        }
        apostrophe
    }

    /// The pieces of a word or line, without gaps between them. A letter in lower case may
    /// have fewer bytes than its capital, so letters are counted.
    fn pieces(
        &mut self,
        at: usize,
        word: &str,
        pieces: &[Piece],
        (gap, cap): (bool, bool),
    ) {
        let (mut start, mut done) = (at, 0);
        for &(len, sense) in pieces {
            let letters =
                word.get(done..done + len).map_or(0, |piece| piece.chars().count());
            done += len;
            let rest = self.text.get(start..).unwrap_or("").chars().take(letters);
            let end = start + rest.map(char::len_utf8).sum::<usize>();
            self.push(start, end, sense, gap && start == at, cap && start == at);
            start = end;
        }
    }

    /// A line of a language without blanks, to where its letters end.
    fn line(&mut self, at: usize, limit: usize, gap: bool) -> usize {
        let rest = self.text.get(at..limit).unwrap_or("");
        let letters = rest
            .char_indices()
            .find(|(_, c)| c.is_ascii() || !c.is_alphabetic() || digit_of(*c).is_some());
        let line = letters.map_or(rest, |(end, _)| &rest[..end]);
        self.pieces(at, line, &unspaced(self.lexicon, line), (gap, false));
        at + line.len().max(1)
    }
}

/// The digit that a character of another script is.
fn digit_of(c: char) -> Option<u32> {
    let zero = match c {
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

/// Whether the word at a byte is of letters that blanks part in every language.
fn bytes_are_latin(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii)
}

/// An apostrophe stays in a word before letters, unless it is a possessive `'s`.
fn joins(bytes: &[u8], after: usize) -> bool {
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    let possessive = bytes.get(after).is_some_and(|b| b.eq_ignore_ascii_case(&b's'))
        && !letter(after + 1);
    letter(after) && !possessive
}

/// `a.m.`, `U.S.`: where the run of single letters with full stops ends.
fn dotted_end(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = |i: usize| {
        bytes.get(i).is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(i + 1) == Some(&b'.')
    };
    let mut end = at;
    while pair(end) {
        end += 2;
    }
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    // "a.m" without its last full stop, as some outlets write.
    if end == at + 2 && letter(end) && !letter(end + 1) {
        return Some(end + 1);
    }
    (end >= at + 4 && !letter(end)).then_some(end)
}
