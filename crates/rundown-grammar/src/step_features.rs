//! What the next step is chosen by: words and tags near the top of the stack and at the
//! head of what is left, what already hangs on them, and how far apart they are.
//!
//! The templates are those of Zhang and Nivre (2011), cut to what measured, with word
//! classes beside them.

use crate::rows::feature;
use crate::steps::{NO_RELATION, State};
use crate::tagging::{Keys, NO_TAG};

/// The distance from which all are the same.
const FAR: u64 = 8;

/// Fills a cleared list with the features of a state.
pub(crate) fn step_features(keys: &Keys, state: &State, found: &mut Vec<u32>) {
    found.clear();
    let (s0, s1, s2) = (state.on_stack(0), state.on_stack(1), state.on_stack(2));
    let after = |word: u16| if word == 0 || word > state.count { 0 } else { word + 1 };
    let b0 = state.next;
    let (b1, b2) = (after(b0), after(after(b0)));
    let at = usize::from;
    let w = |word: u16| keys.words[at(word)];
    let t = |word: u16| u64::from(keys.tags[at(word)]);
    let few = |word: u16| keys.few[at(word)];
    let r = |word: u16| {
        if word == 0 {
            u64::from(NO_RELATION)
        } else {
            u64::from(state.relations[at(word)])
        }
    };
    let left = |word: u16, n: usize| state.left[at(word)][n];
    let right = |word: u16, n: usize| state.right[at(word)][n];
    let lefts = |word: u16| u64::from(state.left_count[at(word)]);
    let rights = |word: u16| u64::from(state.right_count[at(word)]);
    let far = |from: u16, to: u16| {
        if from == 0 { 0 } else { u64::from(to.saturating_sub(from)).min(FAR) }
    };
    let tags = |words: [u16; 3]| t(words[0]) << 16 | t(words[1]) << 8 | t(words[2]);
    let wt = |word: u16| w(word).rotate_left(9) ^ t(word);
    let mut push = |template: u64, a: u64, b: u64| found.push(feature(template, a, b));

    push(0, 0, 0);
    for (template, word) in [(1, s0), (4, s1), (7, b0), (10, b1)] {
        push(template, w(word), 0);
        push(template + 1, t(word), 0);
        push(template + 2, w(word), t(word));
    }
    for (template, word) in [(13, s2), (15, b2)] {
        push(template, w(word), 0);
        push(template + 1, t(word), 0);
    }
    push(20, wt(s0), wt(b0));
    push(21, w(s0), w(b0));
    push(22, w(s0), t(b0));
    push(23, t(s0), w(b0));
    push(24, t(s0) << 8 | t(b0), far(s0, b0));
    push(25, t(s1) << 8 | t(s0), far(s1, s0));
    push(26, w(s1), w(s0));
    push(27, w(s1), t(s0));
    push(28, t(s1), w(s0));
    push(29, t(b0), t(b1));
    push(30, w(b0), t(b1));
    push(31, tags([s0, b0, b1]), 0);
    push(32, tags([s1, s0, b0]), 0);
    push(33, tags([s2, s1, s0]), 0);
    push(34, tags([b0, b1, b2]), 0);
    push(35, tags([s0, left(s0, 0), b0]), 0);
    push(36, tags([s0, right(s0, 0), b0]), 0);
    push(37, tags([s0, b0, left(b0, 0)]), 0);
    push(38, tags([s1, right(s1, 0), s0]), 0);
    push(39, tags([s1, s0, left(s0, 0)]), 0);
    push(40, tags([s1, s0, right(s0, 0)]), 0);
    push(41, r(left(s0, 0)) << 8 | r(right(s0, 0)), t(s0));
    push(42, r(left(b0, 0)), t(b0));
    push(43, r(right(s1, 0)) << 8 | r(left(s1, 0)), t(s1));
    push(44, w(left(s0, 0)), t(s0));
    push(45, w(right(s0, 0)), t(s0));
    push(46, w(left(b0, 0)), t(b0));
    push(47, w(right(s1, 0)), t(s1));
    push(48, t(left(s0, 1)) << 8 | t(left(s0, 0)), t(s0));
    push(49, t(right(s0, 1)) << 8 | t(right(s0, 0)), t(s0));
    push(50, t(left(b0, 1)) << 8 | t(left(b0, 0)), t(b0));
    push(51, w(s0), rights(s0));
    push(52, w(s0), lefts(s0));
    push(53, t(s0), rights(s0) << 8 | lefts(s0));
    push(54, t(b0), lefts(b0));
    push(55, w(s0), far(s0, b0));
    push(56, w(b0), far(s0, b0));
    push(57, few(s0), few(b0));
    push(58, few(s1), few(s0));
    push(59, few(s0), t(b0));
    push(60, few(b0), t(s0));
    push(61, few(s0), 0);
    push(62, few(b0), 0);
    push(63, few(b1), few(b0));
    push(64, few(s1), t(s0));
    push(65, t(b0) << 8 | t(b1), t(s0) << 8 | t(s1));
    push(66, w(s0) ^ w(b1).rotate_left(9), t(b0));
    push(67, w(s1), w(b0));
    push(68, r(left(s0, 0)) << 8 | r(left(s0, 1)), t(s0) << 8 | t(b0));
    push(69, r(right(s0, 0)) << 8 | r(right(s0, 1)), t(s0) << 8 | t(b0));
    push(70, r(left(s1, 0)) << 8 | r(right(s1, 0)), t(s1) << 8 | t(s0));
    push(71, t(s1) << 8 | t(s0), t(b0) << 8 | far(s0, b0));
    let before = if s0 > 1 { s0 - 1 } else { 0 };
    push(72, w(before), t(s0) << 8 | t(b0));
    debug_assert!(NO_TAG as usize >= keys.tag_count, "no tag has the number of none");
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
    let r = |word: u16| {
        if word == 0 {
            u64::from(NO_RELATION)
        } else {
            u64::from(state.relations[at(word)])
        }
    };
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
