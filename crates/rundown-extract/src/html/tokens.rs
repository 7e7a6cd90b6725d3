//! Cuts the characters of a page into tags and text.
//!
//! It follows the WHATWG tokenizer, to which it is held by html5lib's tests (see
//! `conformance.rs`). Nothing is copied and nothing is decoded here: a token is a range
//! of the page. Comments, declarations and processing instructions show nothing to a
//! reader and give no token.

use memchr::{memchr, memchr2, memchr3, memmem};
use rundown_news::limits::{ATTRIBUTE_BYTES_MAX, ATTRIBUTES_MAX};

use super::tree::Attribute;

/// A piece of the page, as bytes from and to.
pub(super) type Range = (usize, usize);

/// What the page holds next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token {
    /// Text between tags, with its character references as written.
    Text(Range),
    /// A start tag: its name, where its attributes stand in the list, and whether it
    /// closes itself.
    Start { name: Range, attributes: Range, self_closing: bool },
    /// An end tag: its name.
    End { name: Range },
}

/// Where the content of a raw element ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Raw {
    pub(super) text: Range,
    /// Whether its end tag was found, and is whole.
    pub(super) closed: bool,
}

/// The tokens of a page, one after the other.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    source: &'a str,
    at: usize,
    /// The attributes of all tags so far.
    pub(super) attributes: Vec<Attribute>,
    /// What was spent: each step is at most a look at a tag, an attribute or a blank.
    pub(super) steps: usize,
    /// A tag had more attributes than are kept.
    pub(super) too_many: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of a page, with room for so many attributes.
    pub(super) fn new(source: &'a str, room: usize) -> Self {
        Self {
            bytes: source.as_bytes(),
            source,
            at: 0,
            attributes: Vec::with_capacity(room),
            steps: 0,
            too_many: false,
        }
    }

    /// Whether the whole page was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next token. Text may come in several pieces.
    pub(super) fn next(&mut self) -> Option<Token> {
        while !self.is_at_end() {
            self.steps += 1;
            let from = self.at;
            if self.bytes[from] != b'<' {
                let length = memchr(b'<', &self.bytes[from..]);
                self.at = length.map_or(self.bytes.len(), |length| from + length);
                return Some(Token::Text((from, self.at)));
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
        None
    }

    /// Reads what begins with the `<` at the current place.
    fn markup(&mut self) -> Option<Token> {
        let from = self.at;
        match self.bytes.get(from + 1) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => return self.start_tag(),
            Some(b'/') => match self.bytes.get(from + 2) {
                Some(b'a'..=b'z' | b'A'..=b'Z') => return self.end_tag(),
                Some(_) => self.skip_past(from + 2, b'>'),
                None => {
                    self.at = self.bytes.len();
                    return Some(Token::Text((from, self.at)));
                }
            },
            Some(b'!') if self.bytes[from..].starts_with(b"<!--") => self.comment(),
            Some(b'!' | b'?') => self.skip_past(from + 2, b'>'),
            _ => {
                self.at += 1;
                return Some(Token::Text((from, from + 1)));
            }
        }
        None
    }

    fn skip_past(&mut self, from: usize, byte: u8) {
        let from = from.min(self.bytes.len());
        let found = memchr(byte, &self.bytes[from..]);
        self.at = found.map_or(self.bytes.len(), |length| from + length + 1);
    }

    fn comment(&mut self) {
        let from = self.at + 4;
        if self.bytes[from..].starts_with(b">") || self.bytes[from..].starts_with(b"->") {
            return self.skip_past(from, b'>');
        }
        let mut at = from;
        while let Some(found) = memchr(b'>', &self.bytes[at..]) {
            at += found + 1;
            let inner = &self.bytes[from..at - 1];
            if inner.ends_with(b"--") || inner.ends_with(b"--!") {
                self.at = at;
                return;
            }
        }
        self.at = self.bytes.len();
    }

    /// A tag that the page ends in is none.
    fn start_tag(&mut self) -> Option<Token> {
        let name = (self.at + 1, self.name_end(self.at + 1));
        self.at = name.1;
        let first = self.attributes.len();
        let self_closing = self.attributes()?;
        let attributes = (first, self.attributes.len());
        Some(Token::Start { name, attributes, self_closing })
    }

    fn end_tag(&mut self) -> Option<Token> {
        let name = (self.at + 2, self.name_end(self.at + 2));
        self.at = name.1;
        let first = self.attributes.len();
        let closes = self.attributes();
        self.attributes.truncate(first);
        closes.map(|_| Token::End { name })
    }

    /// Where a tag's name that begins here ends.
    pub(super) fn name_end(&self, from: usize) -> usize {
        let rest = &self.bytes[from..];
        let length = rest.iter().position(|byte| ends_name(*byte));
        from + length.unwrap_or(rest.len())
    }

    /// Reads attributes up to and with the `>`; tells whether the tag closes itself.
    fn attributes(&mut self) -> Option<bool> {
        let first = self.attributes.len();
        let mut self_closing = false;
        let mut at = self.at;
        while let Some(byte) = self.bytes.get(at) {
            self.steps += 1;
            match byte {
                b'>' => {
                    self.at = at + 1;
                    return Some(self_closing);
                }
                b'/' => {
                    self_closing = self.bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => {
                    let (attribute, end) = self.attribute(at);
                    at = end;
                    if self.attributes.len() - first < ATTRIBUTES_MAX {
                        self.attributes.push(attribute);
                    } else {
                        self.too_many = true;
                    }
                }
            }
        }
        self.steps += 1;
        self.at = at;
        None
    }

    /// Reads the attribute that begins here; tells where it ends.
    fn attribute(&mut self, from: usize) -> (Attribute, usize) {
        let rest = &self.bytes[from + 1..];
        let ends = |byte: &u8| ENDS[usize::from(*byte)] != 0;
        let length = rest.iter().position(ends);
        let to = from + 1 + length.unwrap_or(rest.len());
        let name = (from as u32, to as u32);
        let equals = self.blanks_end(to);
        if self.bytes.get(equals) != Some(&b'=') {
            return (Attribute { name, value: (name.1, name.1) }, to);
        }
        let from = self.blanks_end(equals + 1);
        let (value, end) = self.value(from);
        (Attribute { name, value }, end)
    }

    fn blanks_end(&mut self, from: usize) -> usize {
        let mut at = from;
        while self.bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        self.steps += at - from;
        at
    }

    /// Where the value that begins here stands, and where the attribute ends.
    fn value(&self, from: usize) -> ((u32, u32), usize) {
        let (from, to, end) = if let Some(quote @ (b'"' | b'\'')) = self.bytes.get(from) {
            let length = memchr(*quote, &self.bytes[from + 1..]);
            let to = length.map_or(self.bytes.len(), |length| from + 1 + length);
            (from + 1, to, (to + 1).min(self.bytes.len()))
        } else {
            let rest = &self.bytes[from..];
            let stop = memchr3(b' ', b'>', b'\n', rest).unwrap_or(rest.len());
            let stop = memchr3(b'\t', b'\r', b'\x0C', &rest[..stop]).unwrap_or(stop);
            (from, from + stop, from + stop)
        };
        let mut cut = to.min(from + ATTRIBUTE_BYTES_MAX);
        while !self.source.is_char_boundary(cut) {
            cut -= 1;
        }
        ((from as u32, cut as u32), end)
    }

    /// Reads the content of an element in which tags are text, and its end tag. Without
    /// an end tag the rest of the page is its content.
    pub(super) fn raw(&mut self, name: &[u8]) -> Raw {
        let from = self.at;
        let end = match name {
            b"script" => self.script_end(from),
            b"plaintext" => None,
            _ => self.raw_end(from, name),
        };
        let to = end.unwrap_or(self.bytes.len());
        self.at = to;
        let closed = end.is_some() && self.end_tag().is_some();
        Raw { text: (from, to), closed }
    }

    /// Where a title ends whose end tag was forgotten: before what no title holds. The
    /// page is read on from there.
    pub(super) fn forgotten_end(&mut self, (from, to): Range) -> Option<usize> {
        /// Sites set names and numbers into their titles, but not so much.
        const LOOKED_AT: usize = 4 << 10;
        const NEXT: [&[u8]; 8] =
            [b"meta", b"link", b"script", b"style", b"body", b"div", b"/head", b"title"];
        let end = to.min(from + LOOKED_AT);
        let is_next =
            |at: &usize| NEXT.iter().any(|name| self.is_name(from + at + 1, name));
        let found = memchr::memchr_iter(b'<', &self.bytes[from..end]).find(is_next);
        self.at = from + found?;
        Some(self.at)
    }

    /// Whether an end tag of this name follows; nothing is read.
    pub(super) fn is_closed_later(&mut self, name: &[u8]) -> bool {
        self.raw_end(self.at, name).is_some()
    }

    /// The place of the end tag `</name` from here on.
    fn raw_end(&mut self, from: usize, name: &[u8]) -> Option<usize> {
        let opening = memmem::Finder::new(b"</");
        let mut at = from;
        loop {
            let found = at + opening.find(&self.bytes[at..])?;
            if self.is_name(found + 2, name) {
                return Some(found);
            }
            self.steps += 1;
            at = found + 2;
        }
    }

    /// The end tag of a script: behind `<!--` a script inside the script, and its end,
    /// are part of it.
    fn script_end(&mut self, from: usize) -> Option<usize> {
        let end = self.raw_end(from, b"script")?;
        let Some(hidden) = memmem::find(&self.bytes[from..end], b"<!--") else {
            return Some(end);
        };
        let mut at = from + hidden;
        let (mut is_hidden, mut is_inside) = (false, false);
        while let Some(found) = memchr2(b'<', b'>', &self.bytes[at..]) {
            self.steps += 1;
            at += found + 1;
            if self.bytes[at - 1] == b'>' {
                if self.bytes[from..at - 1].ends_with(b"--") {
                    (is_hidden, is_inside) = (false, false);
                }
            } else if self.bytes[at..].starts_with(b"!--") {
                is_hidden = true;
            } else if self.bytes.get(at) == Some(&b'/') {
                if !self.is_name(at + 1, b"script") {
                    continue;
                }
                if !is_inside {
                    return Some(at - 1);
                }
                is_inside = false;
            } else {
                is_inside |= is_hidden && self.is_name(at, b"script");
            }
        }
        None
    }

    /// Whether a tag's name stands here, whole and in any case.
    fn is_name(&self, from: usize, name: &[u8]) -> bool {
        let to = from + name.len();
        let found = self.bytes.get(from..to);
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
            && self.bytes.get(to).is_some_and(|byte| ends_name(*byte))
    }
}

fn ends_name(byte: u8) -> bool {
    ENDS[usize::from(byte)] == NAME
}

/// What ends any name, and what only that of an attribute.
const NAME: u8 = 1;
const ATTRIBUTE: u8 = 2;
const ENDS: [u8; 256] = {
    let mut ends = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_whitespace() {
            ends[byte] = NAME;
        }
        byte += 1;
    }
    ends[b'/' as usize] = NAME;
    ends[b'>' as usize] = NAME;
    ends[b'=' as usize] = ATTRIBUTE;
    ends
};
