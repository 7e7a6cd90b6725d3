//! The sentences of one article, each as the set of its stems.

use rundown_news::{Part, ReadArticle, Span};
use rundown_text::{is_quote_mark, without_dateline, without_label};

use crate::alone::reads_alone;
use crate::words::{Stem, Words, words};

/// Sentences looked at in one article: what stands further down is background or a
/// live blog's past, and the stems of a thousand long articles must stay in memory.
const SENTENCES_MAX: usize = 400;

/// An outlet's own highlights looked at.
const BOX_MAX: usize = 16;

/// The last sentence of an article's top: a story stands in the tops of its reports.
pub(crate) const TOP: usize = 14;

/// Datelines stand before one of so many first sentences: a byline may come first.
const LEDES: usize = 3;

/// Where no sentence is.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// One sentence, or one of an outlet's own highlights.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// How many sentences of copy stand before it; 0 for a highlight.
    pub(crate) place: u32,
    pub(crate) part: Part,
    pub(crate) span: Span,
    /// All of its words, those that tell nothing too.
    pub(crate) words: u32,
    /// Whether highlights and timelines look at it: near the top, or it names a time.
    pub(crate) top: bool,
    /// Whether it can be read without its surroundings.
    pub(crate) alone: bool,
    /// The share of its article's headline that it holds, 0 to 1.
    pub(crate) headline_share: f64,
    stems_start: u32,
    stems_end: u32,
}

/// The sentences of one article, its outlet's highlights first.
#[derive(Debug)]
pub(crate) struct Sentences {
    pub(crate) all: Vec<Sentence>,
    /// The stems of its sentences and headline, each once, sorted.
    pub(crate) vocabulary: Vec<Stem>,
    /// The place of the first sentence that holds each stem, among those of the top.
    pub(crate) first_in_top: Vec<u32>,
    /// The same among all sentences.
    pub(crate) first: Vec<u32>,
    /// The stems of the headline, sorted.
    pub(crate) headline: Vec<Stem>,
    /// The stems of all sentences, as places in the vocabulary.
    stems: Vec<u32>,
}

impl Sentences {
    /// Those of an article with the sentences of its own copy.
    pub(crate) fn of(read: &ReadArticle, copy: &[Span]) -> Self {
        let article = &read.article;
        let mut words = Words::new(article.lang);
        let mut headline = Vec::new();
        words.stems_of(&article.headline, &mut headline);
        sort_once(&mut headline, 0);
        let mut draft = Draft { words, headline, all: Vec::new(), stems: Vec::new() };
        for (i, text) in article.highlights.iter().enumerate().take(BOX_MAX) {
            let span = Span::new(0, text.len()).trim(text);
            draft.add(read, 0, Part::Highlight(i as u16), span, text, true);
        }
        let mut dates = read.annotations.dates.iter().peekable();
        for (place, &span) in copy.iter().take(SENTENCES_MAX).enumerate() {
            while dates.next_if(|when| when.span.start < span.start).is_some() {}
            let dated = dates.peek().is_some_and(|when| when.span.start < span.end);
            let span = match place {
                0..LEDES => without_dateline(&article.text, span),
                _ => without_label(&article.text, span),
            };
            let top = place <= TOP || dated;
            draft.add(read, place as u32, Part::Text, span, &article.text, top);
        }
        draft.finish()
    }

    /// The place of the sentence of the body that holds a span.
    pub(crate) fn at(&self, span: Span) -> Option<usize> {
        let body = self.all.partition_point(|sentence| sentence.part != Part::Text);
        let before = |sentence: &Sentence| sentence.span.end <= span.start;
        let at = body + self.all[body..].partition_point(before);
        self.all.get(at).filter(|sentence| sentence.span.contains(span)).map(|_| at)
    }

    /// The stems of a sentence as places in the vocabulary, sorted.
    pub(crate) fn stems(&self, sentence: &Sentence) -> &[u32] {
        &self.stems[sentence.stems_start as usize..sentence.stems_end as usize]
    }
}

/// Sentences on the way, with their stems as they are.
struct Draft<'a> {
    words: Words<'a>,
    headline: Vec<Stem>,
    all: Vec<Sentence>,
    stems: Vec<Stem>,
}

impl<'a> Draft<'a> {
    fn add(
        &mut self,
        read: &ReadArticle,
        place: u32,
        part: Part,
        span: Span,
        text: &'a str,
        top: bool,
    ) {
        let start = self.stems.len();
        let shown = span.of(text);
        let words = self.words.stems_of(shown, &mut self.stems);
        sort_once(&mut self.stems, start);
        let held = shared(&self.headline, &self.stems[start..]);
        self.all.push(Sentence {
            place,
            part,
            span,
            words,
            top,
            alone: reads_alone(read, part, span, words),
            headline_share: held as f64 / self.headline.len().max(1) as f64,
            stems_start: start as u32,
            stems_end: self.stems.len() as u32,
        });
    }

    fn finish(self) -> Sentences {
        let mut vocabulary: Vec<Stem> =
            self.stems.iter().chain(&self.headline).copied().collect();
        sort_once(&mut vocabulary, 0);
        let place = |stem: &Stem| vocabulary.partition_point(|known| known < stem) as u32;
        let stems: Vec<u32> = self.stems.iter().map(place).collect();
        let mut first = vec![NOWHERE; vocabulary.len()];
        let mut first_in_top = first.clone();
        for sentence in &self.all {
            let own = sentence.stems_start as usize..sentence.stems_end as usize;
            for stem in &stems[own] {
                let note = |places: &mut Vec<u32>| {
                    let known = &mut places[*stem as usize];
                    *known = (*known).min(sentence.place);
                };
                note(&mut first);
                if sentence.top {
                    note(&mut first_in_top);
                }
            }
        }
        let (all, headline) = (self.all, self.headline);
        Sentences { all, vocabulary, first_in_top, first, headline, stems }
    }
}

/// Sorts what stands from a place on and keeps each once.
fn sort_once(stems: &mut Vec<Stem>, start: usize) {
    stems[start..].sort_unstable();
    let mut kept = start;
    for i in start..stems.len() {
        if i == start || stems[i] != stems[kept - 1] {
            stems[kept] = stems[i];
            kept += 1;
        }
    }
    stems.truncate(kept);
}

/// The sentences of an article's own copy: no crossheads, captions, posts or tables.
pub(crate) fn copy_sentences(read: &ReadArticle) -> Vec<Span> {
    let article = &read.article;
    let found = &read.annotations.sentences;
    let all = if found.is_empty() {
        rundown_text::sentences(&article.text, article.lang)
    } else {
        found.clone()
    };
    let whole = |span: &Span| !is_glued(span.of(&article.text));
    if article.blocks.is_empty() {
        return without_cut(all.into_iter().filter(whole).collect(), &article.text);
    }
    let mut blocks = article.blocks.iter().peekable();
    let is_copy = |span: &Span| {
        while blocks.next_if(|block| block.span.end <= span.start).is_some() {}
        blocks
            .peek()
            .is_some_and(|block| block.kind.is_copy() && block.span.contains(*span))
    };
    without_cut(all.into_iter().filter(is_copy).filter(whole).collect(), &article.text)
}

/// Sentences of a text whose last one may be cut off.
const CUT_BEHIND: usize = 3;

/// Leaves out the last sentence of a text that was cut off in the midst of it, as feeds
/// and archives do: it ends without a mark where those before it have one.
fn without_cut(mut all: Vec<Span>, text: &str) -> Vec<Span> {
    let is_ended = |span: &Span| {
        let words = span.of(text).trim_end_matches(is_closing);
        words.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '؟', '।', '۔'])
            && !words.ends_with("...")
    };
    let Some((last, before)) = all.split_last() else { return all };
    let ended = before.iter().filter(|span| is_ended(span)).count();
    if before.len() >= CUT_BEHIND && ended * 4 >= before.len() * 3 && !is_ended(last) {
        all.pop();
    }
    all
}

/// What may stand behind the mark that ends a sentence.
fn is_closing(c: char) -> bool {
    is_quote_mark(c) || c.is_whitespace() || matches!(c, ')' | ']' | '*')
}

/// Words in a row that no sentence says twice in a row, and words looked at.
const TWICE: usize = 3;
const WORDS_MAX: usize = 120;

/// Whether a caption, its title and the sentence behind them ran together: "Flood in
/// Marsh End Flood in Marsh End – Boats reach …" says the same words twice in a row.
fn is_glued(text: &str) -> bool {
    let all: Vec<&str> = words(text).take(WORDS_MAX).collect();
    (TWICE..=all.len() / 2).any(|length| {
        all.windows(2 * length).any(|both| both[..length] == both[length..])
    })
}

/// How many items two sorted sets share.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_was_cut_off_is_left_out() {
        let kept = |text: &str| {
            let all = rundown_text::sentences(text, rundown_news::Lang::ENGLISH);
            without_cut(all, text).len()
        };
        let copy = "The ferry sank. Divers went down. They found the door open. ";
        assert_eq!(kept(&format!("{copy}The harbor was shu")), 3);
        assert_eq!(kept(&format!("{copy}The harbor was...")), 3);
        assert_eq!(kept(&format!("{copy}It was “shut.”")), 4);
        assert_eq!(kept("The ferry sank"), 1);
    }

    #[test]
    fn what_ran_together_says_its_words_twice() {
        let caption = "Hide 1 of 9 Photos: Flood in Marsh End Flood in Marsh End – Boats";
        assert!(is_glued(caption));
        assert!(!is_glued("It rained and rained and rained in Marsh End on Friday."));
    }
}
