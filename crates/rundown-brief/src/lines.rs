//! The sentences of a story, each as the set of its terms.

use rundown_news::{Part, Span};

use crate::lede::without_dateline;
use crate::told::{Story, Told};
use crate::words::Words;

/// Sentences looked at in one article: what stands further down is background or a
/// live blog's past, and the terms of a thousand long articles must stay in memory.
const SENTENCES_MAX: usize = 400;

/// The last sentence of an article's top: a story stands in the tops of its reports.
pub(crate) const TOP: usize = 14;

/// Datelines stand before one of so many first sentences: a byline may come first.
const LEDES: usize = 3;

/// One sentence, or one of an outlet's own highlights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The place of its article in the story.
    pub(crate) article: u32,
    /// How many sentences of copy stand before it; 0 for a highlight.
    pub(crate) place: u32,
    pub(crate) part: Part,
    pub(crate) span: Span,
    /// All of its words, those that tell nothing too.
    pub(crate) words: u32,
    terms_start: u32,
    terms_end: u32,
}

/// How much of each article is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Top,
    Whole,
}

/// The sentences of a story, article by article.
///
/// Those of the witnesses come first, so that a copy changes none of their numbers.
pub(crate) struct Lines {
    pub(crate) all: Vec<Line>,
    terms: Vec<u32>,
    /// Where each article's lines begin and end; witnesses come first.
    places: Vec<(u32, u32)>,
    /// The terms of each article's headline, sorted.
    headlines: Vec<Vec<u32>>,
    pub(crate) term_count: usize,
    numeric: Vec<bool>,
}

impl Lines {
    /// What highlights and timelines are made of: the top of each witness, and every
    /// sentence that names a time.
    pub(crate) fn tops(story: &Story<'_>) -> Self {
        Self::of(story, Reach::Top, |_| false)
    }

    /// All sentences of the witnesses and, of the copies, of those that are asked for.
    pub(crate) fn whole(story: &Story<'_>, copy: impl Fn(usize) -> bool) -> Self {
        Self::of(story, Reach::Whole, copy)
    }

    fn of(story: &Story<'_>, reach: Reach, copy: impl Fn(usize) -> bool) -> Self {
        let mut words = Words::new();
        let mut lines = Self {
            all: Vec::new(),
            terms: Vec::new(),
            places: vec![(0, 0); story.told.len()],
            headlines: vec![Vec::new(); story.told.len()],
            term_count: 0,
            numeric: Vec::new(),
        };
        for (at, told) in story.witnesses() {
            lines.add_article(at, told, reach, &mut words);
        }
        for (at, told) in story.told.iter().enumerate() {
            if !story.witness[at] && copy(at) {
                lines.add_article(at, told, reach, &mut words);
            }
        }
        lines.term_count = words.len();
        lines.numeric = words.into_numeric();
        lines
    }

    fn add_article<'a>(
        &mut self,
        at: usize,
        told: &Told<'a>,
        reach: Reach,
        words: &mut Words<'a>,
    ) {
        let start = self.all.len() as u32;
        let article: &'a _ = &told.read.article;
        let mut headline = Vec::new();
        words.terms_of(&article.headline, article.lang, &mut headline);
        headline.sort_unstable();
        headline.dedup();
        self.headlines[at] = headline;
        for (i, box_item) in article.highlights.iter().enumerate().take(16) {
            let span = Span::new(0, box_item.len()).trim(box_item);
            self.add(
                at as u32,
                0,
                Part::Highlight(i as u16),
                span,
                box_item,
                told,
                words,
            );
        }
        let copy = copy_sentences(told);
        let mut dates = told.found().dates.iter().peekable();
        for (place, span) in copy.into_iter().take(SENTENCES_MAX).enumerate() {
            while dates.next_if(|when| when.span.start < span.start).is_some() {}
            let dated = dates.peek().is_some_and(|when| when.span.start < span.end);
            if reach == Reach::Top && place > TOP && !dated {
                continue;
            }
            let span = match place {
                0..LEDES => without_dateline(&article.text, span),
                _ => span,
            };
            self.add(
                at as u32,
                place as u32,
                Part::Text,
                span,
                &article.text,
                told,
                words,
            );
        }
        self.places[at] = (start, self.all.len() as u32);
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a line, once")]
    fn add<'a>(
        &mut self,
        article: u32,
        place: u32,
        part: Part,
        span: Span,
        text: &'a str,
        told: &Told<'a>,
        words: &mut Words<'a>,
    ) {
        let start = self.terms.len();
        let lang = told.read.article.lang;
        let count = words.terms_of(span.of(text), lang, &mut self.terms);
        self.terms[start..].sort_unstable();
        let mut kept = start;
        for i in start..self.terms.len() {
            if i == start || self.terms[i] != self.terms[kept - 1] {
                self.terms[kept] = self.terms[i];
                kept += 1;
            }
        }
        self.terms.truncate(kept);
        self.all.push(Line {
            article,
            place,
            part,
            span,
            words: count,
            terms_start: start as u32,
            terms_end: kept as u32,
        });
    }

    /// The terms of a line, each once, in order of their numbers.
    pub(crate) fn terms(&self, line: &Line) -> &[u32] {
        &self.terms[line.terms_start as usize..line.terms_end as usize]
    }

    /// The lines of one article; none of a copy that was not asked for.
    pub(crate) fn of_article(&self, at: usize) -> &[Line] {
        let (start, end) = self.places[at];
        &self.all[start as usize..end as usize]
    }

    /// The share of its article's headline that a line holds, 0 to 1.
    pub(crate) fn headline_share(&self, line: &Line) -> f64 {
        let headline = &self.headlines[line.article as usize];
        match headline.len() {
            0 => 0.0,
            terms => shared(headline, self.terms(line)) as f64 / terms as f64,
        }
    }

    /// The sentence of an article's body that holds a byte.
    pub(crate) fn sentence_at(&self, article: usize, byte: u32) -> Option<&Line> {
        let lines = self.of_article(article);
        let body = lines.partition_point(|line| line.part != Part::Text);
        let body = &lines[body..];
        let after = body.partition_point(|line| line.span.start <= byte);
        body[..after].last().filter(|line| byte < line.span.end)
    }

    pub(crate) fn is_number(&self, term: u32) -> bool {
        self.numeric[term as usize]
    }
}

/// The sentences of an article's own copy: no crossheads, captions, posts or tables.
pub(crate) fn copy_sentences(told: &Told<'_>) -> Vec<Span> {
    let article = told.article();
    let found = &told.found().sentences;
    let all = if found.is_empty() {
        rundown_text::sentences(&article.text, article.lang)
    } else {
        found.clone()
    };
    if article.blocks.is_empty() {
        return all;
    }
    let mut blocks = article.blocks.iter().peekable();
    let is_copy = |span: &Span| {
        while blocks.next_if(|block| block.span.end <= span.start).is_some() {}
        blocks
            .peek()
            .is_some_and(|block| block.kind.is_copy() && block.span.contains(*span))
    };
    all.into_iter().filter(is_copy).collect()
}

/// How many terms two sorted sets share.
pub(crate) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

/// The share of the smaller set's terms that stand in the other, 0 to 1.
pub(crate) fn overlap(a: &[u32], b: &[u32]) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { shared(a, b) as f64 / smaller as f64 }
}
