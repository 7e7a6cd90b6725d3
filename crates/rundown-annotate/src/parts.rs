//! Parts of speech, coarsely: enough to find subjects and clauses.

use std::ops::Range;
use std::sync::LazyLock;

use rundown_lexicon::word_key;
use rundown_text::fold;

use crate::copy::{Copy, NO_CLASS, Word};
use crate::model::{Model, best_labels, feature, pair};

/// A part of speech; the order is that of the model's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Part {
    /// Nouns and names.
    Noun,
    /// Verbs.
    Verb,
    /// Auxiliaries.
    Auxiliary,
    /// Adjectives and numbers.
    Adjective,
    /// Determiners.
    Determiner,
    /// Pronouns.
    Pronoun,
    /// Adverbs and particles.
    Adverb,
    /// Prepositions, conjunctions, signs.
    Other,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Noun,
        Self::Verb,
        Self::Auxiliary,
        Self::Adjective,
        Self::Determiner,
        Self::Pronoun,
        Self::Adverb,
        Self::Other,
    ];

    /// From a tag of the universal set.
    pub(crate) fn from_universal(tag: &str) -> Self {
        match tag {
            "NOUN" | "PROPN" => Self::Noun,
            "VERB" => Self::Verb,
            "AUX" => Self::Auxiliary,
            "ADJ" | "NUM" => Self::Adjective,
            "DET" => Self::Determiner,
            "PRON" => Self::Pronoun,
            "ADV" | "PART" => Self::Adverb,
            _ => Self::Other,
        }
    }
}

fn model() -> Option<&'static Model<'static>> {
    static MODEL: LazyLock<Option<Model<'static>>> =
        LazyLock::new(|| Model::read(rundown_lexicon::parts_model()));
    MODEL.as_ref()
}

/// The part of speech of every word.
pub(crate) fn parts(copy: &Copy<'_>) -> Vec<Part> {
    let mut found = vec![Part::Other; copy.words.len()];
    let Some(model) = model() else { return found };
    let mut list = Vec::with_capacity(64);
    let mut scores = Vec::new();
    for sentence in &copy.sentences {
        scores.clear();
        for at in sentence.clone() {
            features(copy, sentence, at, &mut list);
            scores.push(model.scores(&list));
        }
        let labels = best_labels(&scores, &model.transitions, |_, _| true);
        for (at, label) in sentence.clone().zip(labels) {
            found[at] = Part::ALL[usize::from(label)];
        }
    }
    found
}

/// The features of a word, into a cleared list.
pub(crate) fn features(
    copy: &Copy<'_>,
    sentence: &Range<usize>,
    at: usize,
    found: &mut Vec<u64>,
) {
    found.clear();
    let near = |offset: isize| -> Option<&Word> {
        let at = at.checked_add_signed(offset)?;
        sentence.contains(&at).then(|| &copy.words[at])
    };
    let words = [near(-2), near(-1), near(0), near(1), near(2)];
    let norm = |i: usize| words[i].map_or(i as u64, |word| word.norm);
    let many = |i: usize| words[i].map_or(3_000, |word| u64::from(word.many));
    let shape = |i: usize| words[i].map_or(30, |word| word.shape as u64);
    found.push(feature(100, 0));
    for (i, word) in words.iter().enumerate().take(4).skip(1) {
        let at = i as u64;
        found.push(feature(101 + at, norm(i)));
        found.push(feature(105 + at, shape(i)));
        if many(i) != u64::from(NO_CLASS) {
            found.push(feature(109 + at, many(i)));
            found.push(feature(113 + at, word.map_or(3_000, |w| u64::from(w.few))));
        }
    }
    found.push(feature(117, norm(0)));
    found.push(feature(118, norm(4)));
    found.push(feature(119, pair(norm(1), norm(2))));
    found.push(feature(120, pair(norm(2), norm(3))));
    found.push(feature(121, pair(many(1), many(2))));
    found.push(feature(122, pair(many(2), many(3))));
    found.push(feature(123, pair(many(1), many(3))));
    let kinds = u64::from(copy.words[at].kinds.feature_bits());
    found.push(feature(124, kinds));
    found.push(feature(125, pair(shape(2), u64::from(at == sentence.start))));
    end_features(copy.word(at), found);
}

fn end_features(form: &str, found: &mut Vec<u64>) {
    let folded = fold(form);
    let mut start = folded.len();
    for (n, (i, _)) in folded.char_indices().rev().take(4).enumerate() {
        start = i;
        found.push(feature(130 + n as u64, word_key(&folded[i..])));
    }
    if start > 0 {
        let head = folded.char_indices().nth(2).map_or(folded.len(), |(i, _)| i);
        found.push(feature(135, word_key(&folded[..head])));
    }
}
