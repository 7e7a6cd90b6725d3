//! The article's copy, read once: words with what every later pass asks of them.

use rundown_lexicon::{Kinds, word_classes, word_key, word_kinds};
use rundown_news::{Lang, Span};
use rundown_text::{Token, TokenKind, fold, tokens};

use crate::dates::lexicon::{List, lexicon};
use crate::dates::words::Sense;

/// A word, number or sign, with its keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Key of its folded form.
    pub(crate) key: u64,
    /// The same with every digit as 0.
    pub(crate) norm: u64,
    /// The coarse form: capitals, digits, signs.
    pub(crate) shape: Shape,
    /// Its class of 128, or `NO_CLASS`.
    pub(crate) few: u16,
    /// Its class of 1,000, or `NO_CLASS`.
    pub(crate) many: u16,
    /// The word lists it stands in.
    pub(crate) kinds: Kinds,
}

/// The class of words too rare to have one.
pub(crate) const NO_CLASS: u16 = 2_000;

/// Longer sentences do not occur; what is longer is read in pieces, so that whatever
/// looks over a sentence is bounded.
pub(crate) const SENTENCE_WORDS_MAX: usize = 200;

/// The coarse form of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// `quake`.
    Lower,
    /// `Ruiz`.
    Capital,
    /// `UN`.
    Capitals,
    /// `U.S.`, `J.`: capitals with full stops.
    Dotted,
    /// A single capital letter.
    Letter,
    /// `McCain`, `iPhone`, `G20`, `al-Hadi`.
    Mixed,
    /// `'s`, `n't`.
    Clitic,
    /// `1,200`.
    Number,
    /// A sign.
    Sign,
}

impl Shape {
    /// Whether a name may begin or end with such a word.
    pub(crate) fn is_capital(self) -> bool {
        use Shape::{Capital, Capitals, Dotted, Letter, Mixed};
        matches!(self, Capital | Capitals | Dotted | Letter | Mixed)
    }
}

/// A dateline stands before one of so many first sentences: a headline, a caption and a
/// byline may come first.
const DATELINE_SENTENCES_MAX: usize = 5;

/// What the verbs of saying and the words for whose word it is, of a language's folder, are.
const SAYS: Kinds = Kinds::CUE;

/// A text as words and sentences.
pub(crate) struct Copy<'a> {
    /// The text all spans point into.
    pub(crate) text: &'a str,
    /// Its language.
    pub(crate) lang: Lang,
    /// All words that lie in a sentence, in order.
    pub(crate) words: Vec<Word>,
    /// Sentences as ranges of `words`; none is empty.
    pub(crate) sentences: Vec<std::ops::Range<usize>>,
    /// Per word: the sentence it lies in.
    sentence_at: Vec<u32>,
}

impl<'a> Copy<'a> {
    /// Reads a text whose sentences are known.
    pub(crate) fn read(text: &'a str, lang: Lang, spans: &[Span]) -> Self {
        Self::cut(text, lang, spans, tokens(text))
    }

    /// The same of a text that is cut into words already.
    pub(crate) fn cut(
        text: &'a str,
        lang: Lang,
        spans: &[Span],
        cut: Vec<Token>,
    ) -> Self {
        let (words, sentences, sentence_at) = (Vec::new(), Vec::new(), Vec::new());
        let mut copy = Self { text, lang, words, sentences, sentence_at };
        let says = ["says", "source"].map(|name| lexicon(lang).list(name));
        let mut all = cut.into_iter().peekable();
        for sentence in spans {
            let start = copy.words.len();
            while all.next_if(|token| token.span.start < sentence.start).is_some() {}
            while let Some(token) = all.next_if(|token| token.span.end <= sentence.end) {
                copy.words.push(read_word(text, token.span, token.kind, says));
            }
            let mut start = start;
            while start < copy.words.len() {
                let end = copy.words.len().min(start + SENTENCE_WORDS_MAX);
                copy.sentence_at.resize(end, copy.sentences.len() as u32);
                copy.sentences.push(start..end);
                start = end;
            }
        }
        copy
    }

    /// The words of a word's span.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.words[at].span.of(self.text)
    }

    /// The sentence a word lies in.
    pub(crate) fn sentence_of(&self, at: usize) -> std::ops::Range<usize> {
        self.sentences[self.sentence_at[at] as usize].clone()
    }

    /// The first word of a sentence behind its dateline: "PORT ELM (TCP) — The ferry".
    /// Datelines stand before one of the first sentences alone.
    pub(crate) fn behind_dateline(&self, number: usize) -> usize {
        let sentence = &self.sentences[number];
        if number >= DATELINE_SENTENCES_MAX {
            return sentence.start;
        }
        let rest = rundown_text::without_dateline(self.text, self.span(sentence));
        let before = |at: &usize| self.words[*at].span.start < rest.start;
        let behind = sentence.clone().find(|at| !before(at));
        behind.unwrap_or(sentence.start)
    }

    /// The span from the first to the last word of a range; the range holds a word.
    pub(crate) fn span(&self, range: &std::ops::Range<usize>) -> Span {
        self.words[range.start].span.join(self.words[range.end - 1].span)
    }

    /// The text of a range of words.
    pub(crate) fn of(&self, range: &std::ops::Range<usize>) -> &'a str {
        self.span(range).of(self.text)
    }

    /// Whether a word stands in a list of its language's folder.
    pub(crate) fn lists(&self, at: usize, list: &str) -> bool {
        let list = lexicon(self.lang).list(list);
        list.is_some_and(|list| list.value(self.word(at)).is_some())
    }

    /// Whether a word ends with one of a list of its language's folder.
    pub(crate) fn ends(&self, at: usize, list: &str) -> bool {
        lexicon(self.lang).list(list).is_some_and(|list| list.ends(self.word(at)))
    }

    /// A word as grammar knows it: with a plain apostrophe where it is one.
    pub(crate) fn form(&self, at: usize) -> &str {
        if owns(self.text, self.words[at].span) { "'" } else { self.word(at) }
    }

    /// Whether a word tells a time, a number or a measure.
    pub(crate) fn measures(&self, at: usize) -> bool {
        !matches!(self.sense(at), Sense::Plain)
    }

    /// Whether a word alone says on which day: "wczoraj", "gestern".
    pub(crate) fn tells_day(&self, at: usize) -> bool {
        matches!(self.sense(at), Sense::Day(_))
    }

    fn sense(&self, at: usize) -> Sense {
        lexicon(self.lang).sense(self.word(at).to_lowercase().as_bytes())
    }

    /// Whether a word stands in a list.
    pub(crate) fn is(&self, at: usize, kinds: Kinds) -> bool {
        self.words.get(at).is_some_and(|word| word.kinds.has(kinds))
    }
}

fn read_word(text: &str, span: Span, kind: TokenKind, says: [Option<&List>; 2]) -> Word {
    let form = span.of(text);
    let folded = fold(form);
    let key = word_key(&folded);
    let has_digit = folded.bytes().any(|b| b.is_ascii_digit());
    let norm = if has_digit { word_key(&zeroed(&folded)) } else { key };
    let shape = shape(form, kind);
    let kinds = word_kinds().of(key);
    let kinds = if says.into_iter().flatten().any(|list| list.value(form).is_some()) {
        kinds.or(SAYS)
    } else {
        kinds
    };
    let (few, many) = word_classes()
        .of(key)
        .map_or((NO_CLASS, NO_CLASS), |(few, many)| (u16::from(few), many));
    Word { span, key, norm, shape, few, many, kinds }
}

/// The mark of "the farmers’ head" is an apostrophe, whatever else may look like it.
fn owns(text: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let goes_on = |rest: &str| rest.starts_with(char::is_lowercase);
    span.of(text) == "’"
        && text[..start].ends_with('s')
        && text[end..].strip_prefix(' ').is_some_and(goes_on)
}

fn zeroed(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn shape(form: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Number if form.chars().any(char::is_uppercase) => return Shape::Mixed,
        TokenKind::Number => return Shape::Number,
        TokenKind::Sign => return Shape::Sign,
        TokenKind::Word => {}
    }
    let mut chars = form.chars();
    let first = chars.next().unwrap_or(' ');
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    if !first.is_alphabetic() || form == "n't" || form == "n’t" {
        return Shape::Clitic;
    }
    match (first.is_uppercase(), capitals) {
        (_, 0) => Shape::Lower,
        (true, 1) if form.len() == first.len_utf8() => Shape::Letter,
        (true, _) if is_dotted(form) => Shape::Dotted,
        (true, 1) => Shape::Capital,
        (true, n) if n == form.chars().filter(|c| c.is_alphabetic()).count() => {
            Shape::Capitals
        }
        // `Bailey-Ross` is a name like any other.
        (true, n) if n == form.split('-').count() && starts_capital(form) => {
            Shape::Capital
        }
        _ => Shape::Mixed,
    }
}

fn is_dotted(form: &str) -> bool {
    form.len() >= 4 && form.as_bytes()[1] == b'.' && form.ends_with('.')
}

fn starts_capital(form: &str) -> bool {
    form.split('-').all(|part| part.starts_with(char::is_uppercase))
}
