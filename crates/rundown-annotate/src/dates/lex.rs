//! Light tokens for dates and figures: digit runs, words with what they may mean,
//! signs, and the ends of sentences.
//!
//! Finer than [`rundown_text::tokens`]: `2017-06-21` is five tokens here, so that the
//! grammar, not the lexer, decides what a run of digits is.

use rundown_news::Span;

use super::lexicon::{Lexicon, lexicon};
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
const WORD_BYTES_MAX: usize = 24;

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
                if c.is_alphabetic() {
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
        while let Some(digit) = bytes.get(end).filter(|b| b.is_ascii_digit()) {
            value = value.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
            end += 1;
        }
        let len = (end - at).min(255) as u8;
        self.push(at, end, Sense::Digits { value, len }, gap, false);
        end
    }

    fn sign(&mut self, at: usize, c: char, bytes: &[u8], gap: bool) -> usize {
        let end = at + c.len_utf8();
        let c = match c {
            '’' | '‘' | '`' | '´' => '\'',
            '–' | '—' | '‐' | '‑' | '‒' | '−' => '-',
            '“' | '”' | '„' | '«' | '»' => '"',
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
        let sense = match buffer.get(..len) {
            Some(word) => self.lexicon.sense(word),
            None => Sense::Plain,
        };
        self.push(at, end, sense, gap, cap);
        end
    }
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
