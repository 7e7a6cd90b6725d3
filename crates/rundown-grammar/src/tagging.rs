//! Parts of speech, from left to right: each by the words around it and the two tags
//! before it.

use crate::known::{Known, word_key};
use crate::rows::{Sparse, feature};
use crate::word::{Letters, Word};

/// The number of no tag: what stands before the first word.
pub(crate) const NO_TAG: u8 = 250;
/// The number of the root's tag.
const ROOT_TAG: u8 = 251;
const NO_WORD: u64 = 1;
const ROOT_WORD: u64 = 2;

/// A sentence as numbers: place 0 is none, the last place is the root.
#[derive(Debug, Default, Clone)]
pub(crate) struct Keys {
    pub(crate) words: Vec<u64>,
    pub(crate) few: Vec<u64>,
    pub(crate) many: Vec<u64>,
    pub(crate) tags: Vec<u8>,
    /// Verbs and commas up to each place.
    verbs: Vec<u16>,
    commas: Vec<u16>,
}

impl Keys {
    /// Reads the words of a sentence; the tags are not known yet.
    pub(crate) fn read(&mut self, words: &[Word<'_>]) {
        let fill =
            |list: &mut Vec<u64>, ends: [u64; 2], of: &dyn Fn(&Word<'_>) -> u64| {
                list.clear();
                list.push(ends[0]);
                list.extend(words.iter().map(of));
                list.push(ends[1]);
            };
        fill(&mut self.words, [NO_WORD, ROOT_WORD], &|word| word.norm);
        fill(&mut self.few, [3_000, 3_001], &|word| u64::from(word.few));
        fill(&mut self.many, [3_000, 3_001], &|word| u64::from(word.many));
        self.tags.clear();
        self.tags.resize(words.len() + 2, NO_TAG);
        self.tags[words.len() + 1] = ROOT_TAG;
    }
}

impl Keys {
    /// Counts verbs and commas, when the tags are known.
    pub(crate) fn count(&mut self, is_verb: impl Fn(u8) -> bool) {
        let comma = comma();
        self.verbs.clear();
        self.commas.clear();
        let (mut verbs, mut commas) = (0, 0);
        for (tag, word) in self.tags.iter().zip(&self.words) {
            verbs += u16::from(is_verb(*tag));
            commas += u16::from(*word == comma);
            self.verbs.push(verbs);
            self.commas.push(commas);
        }
    }

    /// How many verbs stand between two words, up to a bound.
    pub(crate) fn verbs_between(&self, from: u16, to: u16) -> u64 {
        between(&self.verbs, from, to)
    }

    /// How many commas stand between two words, up to a bound.
    pub(crate) fn commas_between(&self, from: u16, to: u16) -> u64 {
        between(&self.commas, from, to)
    }
}

fn comma() -> u64 {
    static COMMA: std::sync::LazyLock<u64> =
        std::sync::LazyLock::new(|| Word::read(",").norm);
    *COMMA
}

/// What a running count says of the places between two; more than three are the same.
fn between(counts: &[u16], from: u16, to: u16) -> u64 {
    if from == 0 || to <= from {
        return 0;
    }
    let (from, to) = (usize::from(from), usize::from(to) - 1);
    u64::from((counts[to] - counts[from]).min(3)) + 1
}

/// The features of the word at a place, into a cleared list. The tags before it are
/// known.
pub(crate) fn tag_features(
    keys: &Keys,
    letters: &Letters,
    at: usize,
    found: &mut Vec<u32>,
) {
    found.clear();
    let last = keys.words.len() - 1;
    let w = |offset: isize| {
        at.checked_add_signed(offset)
            .filter(|at| *at <= last)
            .map_or(0, |at| keys.words[at])
    };
    let (few, many) = (&keys.few, &keys.many);
    let t1 = u64::from(keys.tags[at - 1]);
    let t2 = at.checked_sub(2).map_or(255, |at| u64::from(keys.tags[at]));
    let first = u64::from(at == 1);
    let mut push =
        |template: u64, a: u64, b: u64| found.push(feature(200 + template, a, b));
    push(0, 0, 0);
    push(1, w(0), 0);
    for (template, end) in (2..).zip(letters.ends) {
        push(template, end, 0);
    }
    push(6, letters.head, 0);
    push(7, letters.shape, first);
    push(8, t1, 0);
    push(9, t1, t2);
    push(10, w(0), t1);
    push(11, w(-1), 0);
    push(12, w(-2), 0);
    push(13, w(1), 0);
    push(14, w(2), 0);
    push(15, few[at], 0);
    push(16, many[at], 0);
    push(17, many[at + 1], t1);
    push(18, few[at + 1], few[at]);
    push(19, w(1), w(0));
    push(20, w(-1), w(0));
    push(21, many[at - 1], many[at]);
    push(22, letters.ends[2], t1);
    push(23, many[at + 1], many[at]);
    push(24, letters.shape, t1);
}

/// Tags the words of a sentence: those that have only one tag, and the others by their
/// company.
pub(crate) fn tag(
    (known, model): (&Known<'_>, &Sparse<'_>),
    words: &[Word<'_>],
    keys: &mut Keys,
    features: &mut Vec<u32>,
) {
    for (i, word) in words.iter().enumerate() {
        if let Some(tag) = known.of(word_key(word.norm, word.form, i == 0)) {
            keys.tags[i + 1] = tag;
            continue;
        }
        tag_features(keys, &Letters::read(word.form), i + 1, features);
        keys.tags[i + 1] = best(&model.sum(features)) as u8;
    }
}

/// The first of the highest sums.
pub(crate) fn best(sums: &[i32]) -> usize {
    let mut best = 0;
    for (i, sum) in sums.iter().enumerate() {
        if *sum > sums[best] {
            best = i;
        }
    }
    best
}
