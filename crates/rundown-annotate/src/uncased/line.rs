//! A sentence while names are looked for in it.

use rundown_lexicon::{Listed, Uncased};
use rundown_news::{EntityKind, Lang, Span};
use rundown_text::{Token, TokenKind};

use super::cues::Cues;
use super::spelled::Spelled;

/// A sentence as words.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// At least one.
    pub(super) words: &'a [Token],
    pub(super) lang: Lang,
    pub(super) names: &'static Uncased,
    pub(super) cues: &'static Cues,
}

impl<'a> Line<'a> {
    /// The text of a word; nothing beyond the last one.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.words[at].span.start as usize
    }

    /// Where the last word ends.
    pub(super) fn end(&self) -> usize {
        self.words.last().map_or(0, |token| token.span.end as usize)
    }

    /// The words from one to before another; both lie in the line, and it is not empty.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.words[from].span.join(self.words[to - 1].span)
    }

    /// Whether a word is made of letters.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether a word begins at a byte.
    fn begins(&self, byte: usize) -> bool {
        self.words.binary_search_by_key(&(byte as u32), |token| token.span.start).is_ok()
    }

    /// Whether a word ends at a byte.
    pub(super) fn ends(&self, byte: usize) -> bool {
        self.words.binary_search_by_key(&(byte as u32), |token| token.span.end).is_ok()
    }

    /// The first word that begins at or behind a byte.
    pub(super) fn from(&self, byte: usize) -> usize {
        self.words.partition_point(|token| (token.span.start as usize) < byte)
    }

    /// The longest word of a list that begins at a byte: where it ends.
    pub(super) fn listed_at(&self, list: &str, byte: usize) -> Option<usize> {
        let rest = &self.text[byte..self.end().max(byte)];
        self.cues.longest_at(list, rest).map(|length| byte + length)
    }

    /// Whether a word of a list ends at a byte.
    pub(super) fn listed_before(&self, list: &str, byte: usize) -> bool {
        self.listed_start(list, byte).is_some()
    }

    /// The longest word of a list that ends at a byte: where it begins.
    pub(super) fn listed_start(&self, list: &str, byte: usize) -> Option<usize> {
        let first = self.start(0).min(byte);
        let before = &self.text[first..byte];
        let starts = before.char_indices().rev().map(|(at, _)| at);
        let starts = starts.take(self.cues.longest);
        let listed = starts.filter(|start| self.cues.has(list, &before[*start..]));
        listed.last().map(|start| first + start)
    }

    /// The longest name of some lists that begins with a word and ends with one.
    pub(super) fn named_at(
        &self,
        at: usize,
        lists: &[Listed],
    ) -> Option<(usize, Listed)> {
        let start = self.start(at);
        let first = self.text[start..].chars().next()?;
        let lengths = self.names.lengths(first);
        let mut signs = 0;
        let mut best = None;
        for token in &self.words[at..] {
            signs += token.span.of(self.text).chars().count();
            let left = lengths.checked_shr(signs as u32).unwrap_or(0);
            if left == 0 {
                break;
            }
            let end = token.span.end as usize;
            if left & 1 == 0 {
                continue;
            }
            let found = self.names.lists(&self.text[start..end]);
            if lists.iter().any(|list| found.has(*list)) {
                best = Some((end, found));
            }
        }
        best
    }

    /// Verbs of saying and words for whose word it is, each one word: of several signs
    /// wherever they stand, since a dictionary cuts "会上表示" as "会 上表 示".
    pub(super) fn says(&self, found: &mut Vec<Span>) {
        let mut end = 0;
        for (offset, _) in self.text[self.start(0)..self.end()].char_indices() {
            let start = self.start(0) + offset;
            if start < end {
                continue;
            }
            let ends = ["says", "source"].iter().filter_map(|l| self.listed_at(l, start));
            let fits = |end: &usize| {
                let whole = self.begins(start) && self.ends(*end);
                whole || self.is_unspaced() && self.text[start..*end].chars().count() > 1
            };
            if let Some(to) = ends.filter(fits).max() {
                found.push(Span::new(start, to));
                end = to;
            }
        }
    }

    /// Whether the line is written without blanks between words.
    fn is_unspaced(&self) -> bool {
        self.text[self.start(0)..self.end()].contains(rundown_text::is_unspaced)
    }

    /// Finds known names where no name is yet.
    pub(super) fn find_again(
        &self,
        known: &[(&str, EntityKind)],
        taken: &[Spelled],
        added: &mut Vec<Spelled>,
    ) {
        let mut end = 0;
        for token in self.words {
            let start = token.span.start as usize;
            if start < end {
                continue;
            }
            let rest = &self.text[start..self.end()];
            let Some((word, kind)) = known.iter().find(|(word, _)| {
                rest.starts_with(word) && self.ends(start + word.len())
            }) else {
                continue;
            };
            end = start + word.len();
            let span = Span::new(start, end);
            let next = taken.partition_point(|name| name.span.end <= span.start);
            if taken.get(next).is_none_or(|name| name.span.start >= span.end) {
                added.push(Spelled::new(span, *kind));
            }
        }
    }
}
