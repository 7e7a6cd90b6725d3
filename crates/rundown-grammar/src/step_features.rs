//! What the next step is chosen by: words and tags near the top of the stack and at the
//! head of what is left, what already hangs on them, and how far apart they are.
//!
//! The templates are those of Zhang and Nivre (2011), cut to what measured, with word
//! classes beside them.

use crate::rows::feature;
use crate::steps::State;
use crate::tagging::Keys;

/// The distance from which all are the same.
const FAR: u64 = 8;

/// The words that a step is chosen by.
pub(crate) struct View<'s> {
    keys: &'s Keys,
    state: &'s State,
    /// The topmost words of the stack.
    s: [u16; 3],
    /// The next words of the sentence.
    b: [u16; 3],
}

impl<'s> View<'s> {
    pub(crate) fn of(keys: &'s Keys, state: &'s State) -> Self {
        let after =
            |word: u16| if word == 0 || word > state.count { 0 } else { word + 1 };
        let next = state.next;
        let s = [state.on_stack(0), state.on_stack(1), state.on_stack(2)];
        Self { keys, state, s, b: [next, after(next), after(after(next))] }
    }

    fn w(&self, word: u16) -> u64 {
        self.keys.words[usize::from(word)]
    }

    fn t(&self, word: u16) -> u64 {
        u64::from(self.keys.tags[usize::from(word)])
    }

    fn few(&self, word: u16) -> u64 {
        self.keys.few[usize::from(word)]
    }

    fn many(&self, word: u16) -> u64 {
        self.keys.many[usize::from(word)]
    }

    fn wt(&self, word: u16) -> u64 {
        self.w(word).rotate_left(9) ^ self.t(word)
    }

    /// The relation of a word to its head.
    fn r(&self, word: u16) -> u64 {
        u64::from(self.state.relations[usize::from(word)])
    }

    fn left(&self, word: u16, n: usize) -> u16 {
        self.state.left[usize::from(word)][n]
    }

    fn right(&self, word: u16, n: usize) -> u16 {
        self.state.right[usize::from(word)][n]
    }

    fn lefts(&self, word: u16) -> u64 {
        u64::from(self.state.left_count[usize::from(word)])
    }

    fn rights(&self, word: u16) -> u64 {
        u64::from(self.state.right_count[usize::from(word)])
    }

    fn tags(&self, words: [u16; 3]) -> u64 {
        self.t(words[0]) << 16 | self.t(words[1]) << 8 | self.t(words[2])
    }

    /// The features that decide most steps, behind what the list holds.
    pub(crate) fn first_features(&self, found: &mut Vec<u32>) {
        let ([s0, s1, s2], [b0, b1, b2]) = (self.s, self.b);
        let mut push =
            |template: u64, a: u64, b: u64| found.push(feature(template, a, b));
        push(0, 0, 0);
        push(3, self.wt(s0), 0);
        push(6, self.wt(s1), 0);
        push(9, self.wt(b0), 0);
        push(12, self.wt(b1), 0);
        push(20, self.wt(s0), self.wt(b0));
        push(22, self.w(s0), self.t(b0));
        push(23, self.t(s0), self.w(b0));
        push(24, self.t(s0) << 8 | self.t(b0), far(s0, b0));
        push(27, self.w(s1), self.t(s0));
        push(28, self.t(s1), self.w(s0));
        push(31, self.tags([s0, b0, b1]), 0);
        push(32, self.tags([s1, s0, b0]), 0);
        push(33, self.tags([s2, s1, s0]), 0);
        push(34, self.tags([b0, b1, b2]), 0);
        push(41, self.r(self.left(s0, 0)) << 8 | self.r(self.right(s0, 0)), self.t(s0));
        push(53, self.t(s0), self.rights(s0) << 8 | self.lefts(s0));
        push(59, self.few(s0), self.t(b0));
        push(60, self.few(b0), self.t(s0));
        push(65, self.t(b0) << 8 | self.t(b1), self.t(s0) << 8 | self.t(s1));
    }

    /// The features that the others need, behind what the list holds.
    pub(crate) fn more_features(&self, found: &mut Vec<u32>) {
        let ([s0, s1, s2], [b0, b1, b2]) = (self.s, self.b);
        let (left, right) = (|word, n| self.left(word, n), |word, n| self.right(word, n));
        let mut push =
            |template: u64, a: u64, b: u64| found.push(feature(template, a, b));
        for (template, word) in [(1, s0), (4, s1), (7, b0), (10, b1), (13, s2), (15, b2)]
        {
            push(template, self.w(word), 0);
            push(template + 1, self.t(word), 0);
        }
        push(21, self.w(s0), self.w(b0));
        push(25, self.t(s1) << 8 | self.t(s0), far(s1, s0));
        push(26, self.w(s1), self.w(s0));
        push(29, self.t(b0), self.t(b1));
        push(30, self.w(b0), self.t(b1));
        push(35, self.tags([s0, left(s0, 0), b0]), 0);
        push(36, self.tags([s0, right(s0, 0), b0]), 0);
        push(37, self.tags([s0, b0, left(b0, 0)]), 0);
        push(38, self.tags([s1, right(s1, 0), s0]), 0);
        push(39, self.tags([s1, s0, left(s0, 0)]), 0);
        push(40, self.tags([s1, s0, right(s0, 0)]), 0);
        push(42, self.r(left(b0, 0)), self.t(b0));
        push(43, self.r(right(s1, 0)) << 8 | self.r(left(s1, 0)), self.t(s1));
        push(44, self.w(left(s0, 0)), self.t(s0));
        push(45, self.w(right(s0, 0)), self.t(s0));
        push(46, self.w(left(b0, 0)), self.t(b0));
        push(47, self.w(right(s1, 0)), self.t(s1));
        push(48, self.t(left(s0, 1)) << 8 | self.t(left(s0, 0)), self.t(s0));
        push(49, self.t(right(s0, 1)) << 8 | self.t(right(s0, 0)), self.t(s0));
        push(50, self.t(left(b0, 1)) << 8 | self.t(left(b0, 0)), self.t(b0));
        push(51, self.w(s0), self.rights(s0));
        push(52, self.w(s0), self.lefts(s0));
        push(54, self.t(b0), self.lefts(b0));
        push(55, self.w(s0), far(s0, b0));
        push(56, self.w(b0), far(s0, b0));
        push(57, self.few(s0), self.few(b0));
        push(58, self.few(s1), self.few(s0));
        push(63, self.few(b1), self.few(b0));
        push(64, self.few(s1), self.t(s0));
        push(66, self.w(s0) ^ self.w(b1).rotate_left(9), self.t(b0));
        push(67, self.w(s1), self.w(b0));
        push(
            68,
            self.r(left(s0, 0)) << 8 | self.r(left(s0, 1)),
            self.t(s0) << 8 | self.t(b0),
        );
        push(
            69,
            self.r(right(s0, 0)) << 8 | self.r(right(s0, 1)),
            self.t(s0) << 8 | self.t(b0),
        );
        push(
            70,
            self.r(left(s1, 0)) << 8 | self.r(right(s1, 0)),
            self.t(s1) << 8 | self.t(s0),
        );
        push(71, self.t(s1) << 8 | self.t(s0), self.t(b0) << 8 | far(s0, b0));
        push(72, self.w(s0.saturating_sub(1)), self.t(s0) << 8 | self.t(b0));
        let pair = self.t(s0) << 8 | self.t(b0);
        let below = self.t(s1) << 8 | self.t(s0);
        push(73, self.t(b0 - 1), pair);
        push(74, self.keys.verbs_between(s0, b0), pair);
        push(75, self.keys.verbs_between(s1, s0), below);
        push(76, self.keys.commas_between(s0, b0), pair);
        push(77, self.keys.commas_between(s1, s0), below);
        push(81, self.r(left(b0, 0)) << 8 | self.r(left(b0, 1)), pair);
        push(82, self.w(s0), self.r(right(s0, 0)) << 8 | self.r(right(s0, 1)));
        // Prepositions hang on their nouns: what the noun hangs on they decide.
        let case = self.w(left(s0, 0));
        push(83, self.w(s1) ^ case.rotate_left(9), self.t(s0));
        push(84, self.few(s1), case ^ self.few(s0).rotate_left(40));
        push(85, self.many(s1), case);
        push(87, case, below << 8 | self.t(s2));
        push(88, self.many(s0), self.t(b0));
        push(89, self.many(b0), self.t(s0));
    }
}

/// How far two words are apart; all beyond a bound are the same.
fn far(from: u16, to: u16) -> u64 {
    if from == 0 { 0 } else { u64::from(to.saturating_sub(from)).min(FAR) }
}

/// What tells how a word hangs on the head it was just given.
pub(crate) fn relation_features(
    keys: &Keys,
    state: &State,
    (head, word): (u16, u16),
    found: &mut Vec<u32>,
) {
    found.clear();
    let at = usize::from;
    let w = |word: u16| keys.words[at(word)];
    let t = |word: u16| u64::from(keys.tags[at(word)]);
    let few = |word: u16| keys.few[at(word)];
    let many = |word: u16| keys.many[at(word)];
    let r = |word: u16| u64::from(state.relations[at(word)]);
    let left = |word: u16, n: usize| state.left[at(word)][n];
    let right = |word: u16, n: usize| state.right[at(word)][n];
    let side = u64::from(word < head);
    let root = u64::from(head == state.root());
    let far = u64::from(head.abs_diff(word)).min(FAR);
    let way = side << 1 | root;
    let before = word - 1;
    let behind = if word < state.count { word + 1 } else { 0 };
    let pair = t(head) << 8 | t(word);
    let mut push = |template: u64, a: u64, b: u64| {
        found.push(feature(100 + template, a, b << 2 | way))
    };

    push(0, 0, 0);
    push(1, w(head), 0);
    push(2, w(word), 0);
    push(3, pair, 0);
    push(4, w(head), t(word));
    push(5, t(head), w(word));
    push(6, w(head) ^ w(word).rotate_left(9), 0);
    push(7, pair, far);
    push(8, w(left(word, 0)), pair);
    push(9, w(left(word, 1)), pair);
    push(10, w(right(word, 0)), pair);
    push(11, r(left(word, 0)) << 8 | r(right(word, 0)), pair);
    push(12, r(left(head, 0)) << 8 | r(right(head, 0)), pair);
    push(13, r(left(head, 1)) << 8 | r(right(head, 1)), pair);
    push(14, t(before), pair);
    push(15, t(behind), pair);
    push(16, w(before), t(word));
    push(17, w(behind), t(word));
    push(18, few(head), few(word));
    push(19, many(head), t(word));
    push(20, many(word), t(head));
    push(21, many(word), w(left(word, 0)));
    push(22, w(head), w(left(word, 0)));
    push(23, t(left(word, 0)) << 8 | t(right(word, 0)), pair);
    push(24, w(left(head, 0)), pair);
    push(25, w(head), r(right(head, 0)));
    push(26, w(head), r(left(word, 0)) << 8 | t(word));
    push(27, r(left(word, 1)) << 8 | r(left(word, 0)), pair);
    push(28, w(word), r(left(word, 0)));
}
