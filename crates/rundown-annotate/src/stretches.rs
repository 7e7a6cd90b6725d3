//! Quoted stretches: what stands between quotation marks, block by block.

use std::ops::Range;

use rundown_news::{Article, Block, BlockKind, Span};
use rundown_text::quoted_runs;

use crate::copy::{Copy, Shape};
use crate::dashed::dashed;

/// A run between quotation marks.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    /// Its words, without the marks; at least one.
    pub(crate) words: Range<usize>,
    /// The block it stands in.
    pub(crate) block: usize,
    /// Whether its closing mark stands before the end of the block.
    pub(crate) closed: bool,
    /// Words that are no signs.
    pub(crate) length: usize,
}

/// The quotations of an article.
pub(crate) struct Quoted {
    /// All stretches, in order.
    pub(crate) runs: Vec<Stretch>,
    /// Per word: whether it stands in a stretch or is one of its marks.
    pub(crate) inside: Vec<bool>,
    /// Blocks as ranges of words, in order; some may be empty.
    pub(crate) blocks: Vec<(Range<usize>, BlockKind)>,
}

impl Quoted {
    /// Reads the stretches of all blocks.
    pub(crate) fn read(copy: &Copy<'_>, article: &Article) -> Self {
        let whole = [Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, copy.text.len()),
            at: None,
        }];
        let blocks = if article.blocks.is_empty() { &whole[..] } else { &article.blocks };
        let inside = vec![false; copy.words.len()];
        let mut quoted = Self { runs: Vec::new(), inside, blocks: Vec::new() };
        for block in blocks {
            let words = words_in(copy, block.span);
            quoted.read_block(copy, &words);
            quoted.blocks.push((words, block.kind));
        }
        quoted
    }

    fn read_block(&mut self, copy: &Copy<'_>, words: &Range<usize>) {
        if words.is_empty() {
            return;
        }
        let first = self.runs.len();
        let span = copy.span(words);
        for run in quoted_runs(span.of(copy.text)) {
            let offset = span.start as usize;
            let run = Span::new(offset + run.start as usize, offset + run.end as usize);
            let inside = words_in(copy, run);
            if inside.is_empty() {
                continue;
            }
            self.inside[inside.clone()].fill(true);
            let is_mark = |at: usize| words.contains(&at) && is_mark(copy, at);
            let closed = is_mark(inside.end);
            if closed {
                self.inside[inside.end] = true;
            }
            if let Some(before) = inside.start.checked_sub(1).filter(|at| is_mark(*at)) {
                self.inside[before] = true;
            }
            self.push(copy, inside, closed);
        }
        for said in dashed(copy, words) {
            if said.clone().all(|at| self.is_open(at)) {
                let end = said.end.min(words.end - 1);
                self.inside[said.start - 1..=end].fill(true);
                self.push(copy, said, true);
            }
        }
        self.runs[first..].sort_by_key(|run| run.words.start);
    }

    fn push(&mut self, copy: &Copy<'_>, words: Range<usize>, closed: bool) {
        let is_word =
            |at: &usize| !matches!(copy.words[*at].shape, Shape::Sign | Shape::Clitic);
        let length = words.clone().filter(is_word).count();
        self.runs.push(Stretch { words, block: self.blocks.len(), closed, length });
    }

    /// Whether a word is outside all quotations.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        self.inside.get(at).is_some_and(|quoted| !quoted)
    }
}

/// Whether a word is a double quotation mark.
pub(crate) fn is_mark(copy: &Copy<'_>, at: usize) -> bool {
    copy.words.get(at).is_some_and(|word| word.shape == Shape::Sign)
        && (matches!(copy.word(at), "``" | "''")
            || copy.word(at).starts_with(rundown_text::is_quote_mark))
}

/// The words that lie in a span.
pub(crate) fn words_in(copy: &Copy<'_>, span: Span) -> Range<usize> {
    let start = copy.words.partition_point(|word| word.span.start < span.start);
    let end = copy.words.partition_point(|word| word.span.end <= span.end);
    start..end.max(start)
}

/// Index of the first of these stretches that ends behind a word.
pub(crate) fn first_behind(stretches: &[&Stretch], at: usize) -> usize {
    stretches.partition_point(|stretch| stretch.words.end <= at)
}
