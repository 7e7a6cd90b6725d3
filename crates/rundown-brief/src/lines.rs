//! The sentences of a story, each as the set of its terms: stems numbered for this story.

use rundown_news::{Map, Outlet, Part, Set, Span};

use crate::sentences::{NOWHERE, Sentence, shared};
use crate::told::{Story, Told};
use crate::words::{NUMERAL, Stem};

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
    /// Whether it can be read without its surroundings.
    pub(crate) alone: bool,
    /// The share of its article's headline that it holds, 0 to 1.
    pub(crate) headline_share: f64,
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
/// Terms are numbered in the order of their stems' hashes, so that the sets of an
/// article's sentences are sorted as they come and no article decides the order.
pub(crate) struct Lines {
    all: Vec<Line>,
    terms: Vec<u32>,
    /// Where each article's lines begin and end.
    places: Vec<(u32, u32)>,
    /// The terms of each article's vocabulary, and where each one's begin.
    vocabulary: Vec<u32>,
    vocabularies: Vec<u32>,
    reach: Reach,
    pub(crate) term_count: usize,
    /// The first term that is a numeral.
    first_numeral: u32,
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
        let articles: Vec<Option<&Told>> = story
            .told
            .iter()
            .enumerate()
            .map(|(at, told)| (story.witness[at] || copy(at)).then_some(*told))
            .collect();
        let mut lines = Self::numbered(&articles, reach);
        for (at, told) in articles.iter().enumerate() {
            let start = lines.all.len() as u32;
            if let Some(told) = told {
                lines.add_article(at, told);
            }
            lines.places.push((start, lines.all.len() as u32));
        }
        lines
    }

    /// No lines yet, but the terms of every article.
    fn numbered(articles: &[Option<&Told>], reach: Reach) -> Self {
        let sizes = articles.iter().flatten();
        let size = sizes.map(|told| told.digest.sentences.vocabulary.len()).sum();
        let mut numbers: Map<Stem, u32> = Map::default();
        let mut stems: Vec<(Stem, u32)> = Vec::new();
        let mut vocabulary: Vec<u32> = Vec::with_capacity(size);
        let mut vocabularies: Vec<u32> = vec![0];
        for told in articles {
            let own = told.map_or(&[][..], |told| &told.digest.sentences.vocabulary);
            for stem in own {
                let next = stems.len() as u32;
                let number = *numbers.entry(*stem).or_insert(next);
                if number == next {
                    stems.push((*stem, number));
                }
                vocabulary.push(number);
            }
            vocabularies.push(vocabulary.len() as u32);
        }
        stems.sort_unstable();
        let mut ranks = vec![0; stems.len()];
        for (rank, (_, number)) in stems.iter().enumerate() {
            ranks[*number as usize] = rank as u32;
        }
        for term in &mut vocabulary {
            *term = ranks[*term as usize];
        }
        Self {
            all: Vec::new(),
            terms: Vec::new(),
            places: Vec::new(),
            vocabulary,
            vocabularies,
            reach,
            term_count: stems.len(),
            first_numeral: stems.partition_point(|(stem, _)| *stem < NUMERAL) as u32,
        }
    }

    fn add_article(&mut self, at: usize, told: &Told) {
        let sentences = &told.digest.sentences;
        let from = self.vocabularies[at] as usize;
        let taken = |sentence: &&Sentence| self.reach == Reach::Whole || sentence.top;
        for sentence in sentences.all.iter().filter(taken) {
            let start = self.terms.len() as u32;
            let terms = sentences.stems(sentence).iter();
            self.terms.extend(terms.map(|stem| self.vocabulary[from + *stem as usize]));
            self.all.push(Line {
                article: at as u32,
                place: sentence.place,
                part: sentence.part,
                span: sentence.span,
                words: sentence.words,
                alone: sentence.alone,
                headline_share: sentence.headline_share,
                terms_start: start,
                terms_end: self.terms.len() as u32,
            });
        }
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

    /// The terms of an article's lines, each with the place of the first that holds it.
    pub(crate) fn openings(
        &self,
        story: &Story<'_>,
        at: usize,
    ) -> impl Iterator<Item = (u32, u32)> {
        let (from, to) = (self.vocabularies[at], self.vocabularies[at + 1]);
        let sentences = &story.told[at].digest.sentences;
        let places = match self.reach {
            Reach::Top => &sentences.first_in_top,
            Reach::Whole => &sentences.first,
        };
        let terms = self.vocabulary[from as usize..to as usize].iter().copied();
        terms.zip(places.iter().copied()).filter(|(_, place)| *place != NOWHERE)
    }

    /// The terms of an article's headline, sorted.
    pub(crate) fn headline_terms(&self, story: &Story<'_>, at: usize) -> Vec<u32> {
        let sentences = &story.told[at].digest.sentences;
        let from = self.vocabularies[at] as usize;
        let place = |stem| sentences.vocabulary.binary_search(stem).ok();
        let places = sentences.headline.iter().filter_map(place);
        places.map(|place| self.vocabulary[from + place]).collect()
    }

    pub(crate) fn is_number(&self, term: u32) -> bool {
        term >= self.first_numeral
    }
}

/// The share of the smaller set's terms that stand in the other, 0 to 1.
pub(crate) fn overlap(a: &[u32], b: &[u32]) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { shared(a, b) as f64 / smaller as f64 }
}

/// The outlets of some sentences, each once.
pub(crate) fn outlets(story: &Story<'_>, sentences: &[Line]) -> Vec<Outlet> {
    let mut seen: Set<u32> = Set::default();
    let mut found = Vec::new();
    for line in sentences {
        if seen.insert(story.outlet[line.article as usize]) {
            let told = story.told[line.article as usize];
            found.push(told.article().outlet.clone());
        }
    }
    found
}
