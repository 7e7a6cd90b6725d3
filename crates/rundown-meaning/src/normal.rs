//! The normal form of a text, as the teacher's `SentencePiece` makes it.
//!
//! The model brings its own table of NFKC with some deviations (`nmt_nfkc`); runs of
//! spaces become one, and every space is written as `▁`, one more at the start.

use crate::trie::Trie;

/// How a space is written among pieces: U+2581.
pub(crate) const SPACE: &[u8] = "▁".as_bytes();

/// What stands for what.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Normal<'a> {
    pub(crate) trie: Trie<'a>,
    /// Replacements, each ended by a zero.
    pub(crate) strings: &'a [u8],
}

impl Normal<'_> {
    /// The normal form in UTF-8, empty where nothing but space is left.
    pub(crate) fn normal_form(self, text: &str) -> Vec<u8> {
        let mut rest = text.as_bytes();
        while let (b" ", length) = self.first(rest) {
            rest = &rest[length..];
        }
        let mut form = Vec::with_capacity(text.len() + text.len() / 4);
        form.extend_from_slice(SPACE);
        let mut after_space = true;
        while !rest.is_empty() {
            let (mut first, length) = self.first(rest);
            while let Some(less) = first.strip_prefix(b" ").filter(|_| after_space) {
                first = less;
            }
            for &byte in first {
                match byte {
                    b' ' => form.extend_from_slice(SPACE),
                    byte => form.push(byte),
                }
            }
            after_space = first.last().map_or(after_space, |&last| last == b' ');
            rest = &rest[length..];
        }
        while form.ends_with(SPACE) {
            form.truncate(form.len() - SPACE.len());
        }
        form
    }

    /// What the first character, or the first few, become, and how many bytes these are.
    fn first<'t>(&'t self, bytes: &'t [u8]) -> (&'t [u8], usize) {
        if let Some((length, value)) = self.trie.longest(bytes)
            && let Some(from) = self.strings.get(value as usize..)
        {
            return (from.split(|&byte| byte == 0).next().unwrap_or(from), length);
        }
        let length = char_length(bytes);
        (&bytes[..length], length)
    }
}

/// The bytes of the character that some UTF-8 starts with, within its end.
pub(crate) fn char_length(bytes: &[u8]) -> usize {
    let length = match bytes.first() {
        Some(0xc0..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..) => 4,
        _ => 1,
    };
    length.min(bytes.len())
}
