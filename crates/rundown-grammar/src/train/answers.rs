//! Keys that nearly always had one answer.

use std::collections::BTreeMap;

use super::sentence::Sentence;
use crate::known::{arc_key, arc_word_key, word_key};

/// A key counts as known from so many times on.
const TIMES_MIN: u32 = 15;
/// Of so many answers at most one may be another.
const OTHERS_IN: u32 = 250;

/// Counted answers, then those that are sure.
pub(super) struct Answers {
    pub(super) sure: BTreeMap<u64, u8>,
}

impl Answers {
    /// Tags of words that have only one.
    pub(super) fn tags(sentences: &[Sentence]) -> Self {
        let mut counts = Counts::default();
        for sentence in sentences {
            for (at, tag) in sentence.tags.iter().enumerate() {
                counts.add(sentence.word_key(at), *tag);
            }
        }
        Self { sure: counts.sure() }
    }

    /// Relations of arcs that have only one.
    pub(super) fn relations(sentences: &[Sentence], tags: &[Vec<u8>]) -> Self {
        let (mut plain, mut with_word) = (Counts::default(), Counts::default());
        for (sentence, tags) in sentences.iter().zip(tags) {
            let root = sentence.count() + 1;
            for word in 1..root {
                let head = usize::from(sentence.heads[word]);
                let way = u64::from(word < head) << 1 | u64::from(head == root);
                let key = arc_key(way, tags[head], tags[word]);
                let relation = sentence.relations[word] as u8;
                plain.add(key, relation);
                with_word.add(arc_word_key(key, sentence.keys.words[word]), relation);
            }
        }
        let mut sure = plain.sure();
        sure.extend(with_word.sure());
        Self { sure }
    }

    /// Puts the known tags of a sentence in the place of guessed ones.
    pub(super) fn put(&self, sentence: &Sentence, guessed: &mut [u8]) {
        for at in 0..sentence.count() {
            if let Some(tag) = self.sure.get(&sentence.word_key(at)) {
                guessed[at + 1] = *tag;
            }
        }
    }
}

impl Sentence {
    /// The key of a word for its known tag.
    pub(super) fn word_key(&self, at: usize) -> u64 {
        word_key(self.keys.words[at + 1], &self.forms[at], at == 0)
    }
}

/// How often each key had each answer.
#[derive(Default)]
struct Counts(BTreeMap<u64, BTreeMap<u8, u32>>);

impl Counts {
    fn add(&mut self, key: u64, answer: u8) {
        *self.0.entry(key).or_default().entry(answer).or_default() += 1;
    }

    fn sure(&self) -> BTreeMap<u64, u8> {
        let sure = self.0.iter().filter_map(|(key, answers)| {
            let all: u32 = answers.values().sum();
            let (answer, most) = answers.iter().max_by_key(|(_, times)| **times)?;
            let fits = all >= TIMES_MIN && (all - most) * OTHERS_IN <= all;
            fits.then_some((*key, *answer))
        });
        sure.collect()
    }
}
