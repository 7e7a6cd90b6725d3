//! What a word of a zone tells of whether it is a name, and of what.

use rundown_lexicon::{NAME_WORDS_MAX, gazetteer, phrase_key, word_key};
use rundown_news::Map;
use rundown_text::fold;

use crate::copy::{Copy, NO_CLASS, Word};
use crate::model::{feature, pair};

/// What stands around a word elsewhere in the article, in its first two uses.
#[derive(Debug, Default, Clone, Copy)]
struct Context {
    before: [u64; 2],
    after: [u64; 2],
    uses: usize,
}

/// Everything the features of one article need.
pub(crate) struct NameFeatures<'c, 'a> {
    copy: &'c Copy<'a>,
    contexts: Map<u64, Context>,
    /// Per word: which lists it matches, and where in the listed name it stands.
    marks: Vec<u32>,
    /// Per word: the first and one past the last word of its sentence.
    sentences: Vec<(u32, u32)>,
}

/// Where a word stands in a listed name.
const SINGLE: u32 = 0;
const FIRST: u32 = 1;
const INSIDE: u32 = 2;
const LAST: u32 = 3;

impl<'c, 'a> NameFeatures<'c, 'a> {
    /// Looks an article's zones over once.
    pub(crate) fn read(copy: &'c Copy<'a>, zones: &[std::ops::Range<usize>]) -> Self {
        let mut sentences = vec![(0, 0); copy.words.len()];
        for range in &copy.sentences {
            sentences[range.clone()].fill((range.start as u32, range.end as u32));
        }
        let mut features = Self {
            copy,
            contexts: Map::default(),
            marks: vec![0; copy.words.len()],
            sentences,
        };
        for zone in zones {
            zone.clone().for_each(|at| features.read_context(at));
            zone.clone().for_each(|at| features.mark_names(at, zone.end));
        }
        features
    }

    fn read_context(&mut self, at: usize) {
        let (start, end) = self.sentences[at];
        if !self.copy.words[at].shape.is_capital() || at == start as usize {
            return;
        }
        let before = self.copy.words[at - 1].norm;
        let after = if at + 1 < end as usize { self.copy.words[at + 1].norm } else { 1 };
        let context = self.contexts.entry(self.copy.words[at].norm).or_default();
        if context.uses < context.before.len() {
            context.before[context.uses] = before;
            context.after[context.uses] = after;
        }
        context.uses += 1;
    }

    fn mark_names(&mut self, start: usize, zone_end: usize) {
        if !self.copy.words[start].shape.is_capital() {
            return;
        }
        let mut key = self.copy.words[start].key;
        for end in start + 1..=zone_end.min(start + NAME_WORDS_MAX) {
            if end > start + 1 {
                key = phrase_key(key, self.copy.words[end - 1].key);
            }
            let lists = u32::from(gazetteer().lists(key));
            if lists == 0 {
                continue;
            }
            for at in start..end {
                let place = match (at == start, at + 1 == end) {
                    (true, true) => SINGLE,
                    (true, false) => FIRST,
                    (false, true) => LAST,
                    (false, false) => INSIDE,
                };
                self.marks[at] |= lists << (8 * place);
            }
        }
    }

    /// The features of a word, into a cleared list.
    pub(crate) fn of(&self, at: usize, found: &mut Vec<u64>) {
        found.clear();
        let (start, end) = self.sentences[at];
        let near = |offset: isize| -> Option<&Word> {
            let at = at.checked_add_signed(offset)?;
            (start as usize..end as usize).contains(&at).then(|| &self.copy.words[at])
        };
        let words = [near(-2), near(-1), near(0), near(1), near(2)];
        let mark = |offset: isize| {
            near(offset)
                .map_or(0, |_| u64::from(self.marks[at.wrapping_add_signed(offset)]))
        };
        window_features(&words, found);
        self.form_features(at, found);
        let marks = [mark(-1), mark(0), mark(1)];
        let shape = self.copy.words[at].shape as u64;
        mark_features(marks, shape, found);
        self.context_features(at, found);
        if at == start as usize {
            found.push(feature(90, shape));
            found.push(feature(91, self.copy.words[at].norm));
        }
    }

    fn form_features(&self, at: usize, found: &mut Vec<u64>) {
        let form = self.copy.word(at);
        let folded = fold(form);
        let ends: Vec<usize> =
            folded.char_indices().map(|(i, _)| i).chain([folded.len()]).collect();
        for n in 1..=4.min(ends.len() - 1) {
            let head = &folded[..ends[n]];
            let tail = &folded[ends[ends.len() - 1 - n]..];
            found.push(feature(60 + n as u64, word_key(head)));
            found.push(feature(64 + n as u64, word_key(tail)));
        }
        found.push(feature(69, u64::from(form.contains('-'))));
    }

    fn context_features(&self, at: usize, found: &mut Vec<u64>) {
        let norm = self.copy.words[at].norm;
        let Some(context) = self.contexts.get(&norm) else {
            found.push(feature(80, 0));
            return;
        };
        for i in 0..context.uses.min(context.before.len()) {
            found.push(feature(81, context.before[i]));
            found.push(feature(82, context.after[i]));
        }
    }
}

fn window_features(words: &[Option<&Word>; 5], found: &mut Vec<u64>) {
    let norm = |i: usize| words[i].map_or(i as u64, |word| word.norm);
    let shape = |i: usize| words[i].map_or(30, |word| word.shape as u64);
    let few = |i: usize| words[i].map_or(3_000, |word| u64::from(word.few));
    let many = |i: usize| words[i].map_or(3_000, |word| u64::from(word.many));
    let kinds =
        |i: usize| words[i].map_or(1 << 40, |word| u64::from(word.kinds.feature_bits()));
    found.push(feature(0, 0));
    for i in 0..5 {
        let at = i as u64;
        found.push(feature(1 + at, norm(i)));
        if few(i) != u64::from(NO_CLASS) {
            found.push(feature(6 + at, few(i)));
            found.push(feature(11 + at, many(i)));
        }
    }
    for i in 0..4 {
        let at = i as u64;
        found.push(feature(20 + at, pair(norm(i), norm(i + 1))));
    }
    for i in 1..3 {
        let at = i as u64;
        found.push(feature(26 + at, pair(few(i), few(i + 1))));
        found.push(feature(29 + at, pair(many(i), many(i + 1))));
        found.push(feature(32 + at, pair(shape(i), shape(i + 1))));
        found.push(feature(35 + at, pair(many(i), shape(i + 1))));
        found.push(feature(45 + at, pair(shape(i), many(i + 1))));
    }
    for i in 1..4 {
        let at = i as u64;
        found.push(feature(38 + at, shape(i)));
        found.push(feature(42 + at, kinds(i)));
    }
    found.push(feature(50, pair(pair(shape(1), shape(2)), shape(3))));
    found.push(feature(51, pair(norm(1), norm(3))));
    found.push(feature(52, pair(many(1), many(3))));
}

fn mark_features(marks: [u64; 3], shape: u64, found: &mut Vec<u64>) {
    let [before, here, after] = marks;
    found.push(feature(70, here));
    found.push(feature(71, before));
    found.push(feature(72, after));
    found.push(feature(75, pair(before & 0xffff_ffff, here)));
    found.push(feature(76, pair(here, after)));
    let mut bits = here;
    while bits != 0 {
        let bit = u64::from(bits.trailing_zeros());
        found.push(feature(73, bit));
        found.push(feature(74, pair(bit, shape)));
        bits &= bits - 1;
    }
}
