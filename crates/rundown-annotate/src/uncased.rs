//! Names in scripts without capitals: by lists, by how signs of names sound, and by what
//! stands beside them.
//!
//! A name that an article shows to be one beside a title or a verb of saying is one
//! wherever the same words stand. What is unsure is left out.

mod arabic;
mod chinese;
mod cues;
mod japanese;
mod line;
mod spelled;

use rundown_news::{EntityKind, Lang, Span};
use rundown_text::Token;

pub(crate) use cues::{Cues, Speaks, cues};
use line::Line;
use spelled::Spelled;

use crate::copy::Copy;
use crate::names::Name;
use crate::stretches::words_in;

/// What is found of an article.
#[derive(Debug, Default)]
pub(crate) struct Uncased {
    /// Names in order; none overlaps another.
    names: Vec<Spelled>,
    /// Spans that are one word each, in order: parts of names, verbs of saying.
    words: Vec<Span>,
}

/// Whose names are looked for again in the whole article.
const AGAIN_MAX: usize = 256;

impl Uncased {
    /// The names of a text; `None` for a language with capitals or without lists.
    pub(crate) fn read(
        text: &str,
        lang: Lang,
        sentences: &[Span],
        tokens: &[Token],
    ) -> Option<Self> {
        let names = rundown_lexicon::uncased(lang.as_str())?;
        let cues = cues(lang)?;
        let finder = match lang.as_str() {
            "zh" => chinese::names,
            "ja" => japanese::names,
            _ => arabic::names,
        };
        let mut lines = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let start = tokens.partition_point(|t| t.span.start < sentence.start);
            let end = tokens.partition_point(|t| t.span.end <= sentence.end);
            if start < end {
                lines.push(Line { text, words: &tokens[start..end], lang, names, cues });
            }
        }
        let mut found = Self::default();
        for line in &lines {
            finder(line, &mut found.names);
        }
        found.names.sort_by_key(|name| name.span);
        found.again(&lines);
        for line in &lines {
            line.says(&mut found.words);
        }
        let parts = found.names.iter().flat_map(|name| name.parts.iter().copied());
        found.words.extend(parts);
        found.words.sort_unstable();
        // A verb of saying that lies in a name is none.
        let mut end = 0;
        found.words.retain(|word| {
            let free = word.start >= end;
            end = end.max(word.end);
            free && !word.is_empty()
        });
        Some(found)
    }

    /// Whoever is surely named once is named by the same words elsewhere, too, and by the
    /// last of several.
    fn again(&mut self, lines: &[Line<'_>]) {
        let Some(first) = lines.first() else { return };
        let mut known: Vec<(&str, EntityKind)> = Vec::new();
        for name in self.names.iter().filter(|name| name.sure) {
            for span in [Some(name.span), name.alone].into_iter().flatten() {
                let word = (span.of(first.text), name.kind);
                let long = word.0.chars().count() > 1;
                if long && known.len() < AGAIN_MAX && !known.contains(&word) {
                    known.push(word);
                }
            }
        }
        // The longest first: "Ana Ruiz" before "Ruiz".
        known.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let mut added = Vec::new();
        for line in lines {
            line.find_again(&known, &self.names, &mut added);
        }
        self.names.extend(added);
        self.names.sort_by_key(|name| name.span);
        self.names.dedup_by(|next, kept| next.span.start < kept.span.end);
    }

    /// The names as words of a copy that is cut by them.
    pub(crate) fn names(&self, copy: &Copy<'_>) -> Vec<Name> {
        let words = |span: Span| words_in(copy, span);
        let names =
            self.names.iter().map(|n| Name { words: words(n.span), kind: n.kind });
        names.filter(|name| !name.words.is_empty()).collect()
    }

    /// What each of the people is said to be, by where the name stands.
    pub(crate) fn roles(&self) -> impl Iterator<Item = (Span, Span)> {
        self.names.iter().filter_map(|name| Some((name.span, name.role?)))
    }

    /// Cuts words where names and verbs begin and end.
    pub(crate) fn recut(&self, tokens: &[Token]) -> Vec<Token> {
        let mut cut = Vec::with_capacity(tokens.len());
        let mut words = self.words.iter().copied().peekable();
        for &Token { span, kind } in tokens {
            let mut at = span.start;
            while let Some(word) = words.peek().copied().filter(|w| w.start < span.end) {
                if at < word.start {
                    cut.push(Token { span: Span { start: at, end: word.start }, kind });
                }
                if word.start >= span.start {
                    let kind = rundown_text::TokenKind::Word;
                    cut.push(Token { span: word, kind });
                }
                at = word.end.max(at);
                if word.end > span.end {
                    break;
                }
                words.next();
            }
            if at < span.end {
                cut.push(Token { span: Span { start: at, end: span.end }, kind });
            }
        }
        cut
    }
}
