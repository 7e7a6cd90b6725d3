//! Parts of speech, from left to right: each by the words around it and the two tags
//! before it.

use crate::known::{Known, word_key};
use crate::rows::{LABELS_MAX, Sparse, feature};
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

/// What a word is tagged by. The tags before it are known.
pub(crate) struct WordView<'k> {
    keys: &'k Keys,
    letters: &'k Letters,
    at: usize,
}

impl<'k> WordView<'k> {
    pub(crate) fn of(keys: &'k Keys, letters: &'k Letters, at: usize) -> Self {
        Self { keys, letters, at }
    }

    fn w(&self, offset: isize) -> u64 {
        let at = self.at.checked_add_signed(offset);
        at.and_then(|at| self.keys.words.get(at)).copied().unwrap_or(0)
    }

    fn before(&self, places: usize) -> u64 {
        self.at.checked_sub(places).map_or(255, |at| u64::from(self.keys.tags[at]))
    }

    /// The features that decide most tags, behind what the list holds.
    pub(crate) fn first_features(&self, found: &mut Vec<u32>) {
        let (w0, t1, letters) = (self.w(0), self.before(1), self.letters);
        let mut push = |template: u64, a: u64, b: u64| {
            found.push(feature(200 + template, a, b));
        };
        push(1, w0, 0);
        push(3, letters.ends[1], 0);
        push(4, letters.ends[2], 0);
        push(7, letters.shape, u64::from(self.at == 1));
        push(9, t1, self.before(2));
        push(10, w0, t1);
        push(13, self.w(1), 0);
        push(19, self.w(1), w0);
    }

    /// The features that the others need, behind what the list holds.
    pub(crate) fn more_features(&self, found: &mut Vec<u32>) {
        let (at, t1, letters) = (self.at, self.before(1), self.letters);
        let (few, many) = (&self.keys.few, &self.keys.many);
        let mut push = |template: u64, a: u64, b: u64| {
            found.push(feature(200 + template, a, b));
        };
        push(0, 0, 0);
        push(2, letters.ends[0], 0);
        push(5, letters.ends[3], 0);
        push(6, letters.head, 0);
        push(8, t1, 0);
        push(11, self.w(-1), 0);
        push(12, self.w(-2), 0);
        push(14, self.w(2), 0);
        push(15, few[at], 0);
        push(16, many[at], 0);
        push(17, many[at + 1], t1);
        push(18, few[at + 1], few[at]);
        push(20, self.w(-1), self.w(0));
        push(21, many[at - 1], many[at]);
        push(22, letters.ends[2], t1);
        push(23, many[at + 1], many[at]);
        push(24, letters.shape, t1);
    }
}

/// Tags the words of a sentence: those that have only one tag, and the others by their
/// company.
pub(crate) fn tag(
    tagger: &Tagger<'_>,
    words: &[Word<'_>],
    keys: &mut Keys,
    features: &mut Vec<u32>,
) {
    for (i, word) in words.iter().enumerate() {
        let known = tagger.known.of(word_key(word.norm, word.form, i == 0));
        keys.tags[i + 1] = known.unwrap_or_else(|| {
            let letters = Letters::read(word.form);
            let view = WordView::of(keys, &letters, i + 1);
            let mut sums = [0; LABELS_MAX];
            features.clear();
            view.first_features(features);
            tagger.rows.add(features, &mut sums);
            let (first, lead) = best(&sums);
            if lead >= tagger.lead {
                return first as u8;
            }
            features.clear();
            view.more_features(features);
            tagger.rows.add(features, &mut sums);
            best(&sums).0 as u8
        });
    }
}

/// What tags words.
#[derive(Debug, Clone)]
pub(crate) struct Tagger<'a> {
    /// Tags of words that have only one.
    pub(crate) known: Known<'a>,
    pub(crate) rows: Sparse<'a>,
    /// A tag that leads by so much on the first features needs no others.
    pub(crate) lead: i32,
}

/// The first of the highest sums, and by how much it leads the next.
pub(crate) fn best(sums: &[i32]) -> (usize, i32) {
    let (mut best, mut most, mut second) = (0, i32::MIN / 2, i32::MIN / 2);
    for (i, sum) in sums.iter().enumerate() {
        if *sum > most {
            second = most;
            (best, most) = (i, *sum);
        } else if *sum > second {
            second = *sum;
        }
    }
    (best, most - second)
}
