//! From the words of a sentence to their parts of speech and a dependency tree.
//!
//! A greedy tagger and a greedy arc-hybrid parser, both linear over hashed features and
//! trained as averaged perceptrons (Collins, 2002; Zhang and Nivre, 2011) with a dynamic
//! oracle (Goldberg and Nivre, 2013). Trees are those of Universal Dependencies. Time is
//! linear in the number of words; all sums are of whole numbers, so that every machine
//! reads the same tree. Any words give a tree; nothing panics.
//!
//! ```
//! use rundown_grammar::{Part, Relation, Word, english};
//! let words: Vec<_> = ["The", "minister", "resigned", "on", "Monday", "."].map(Word::read).into();
//! let tree = english().parse(&words);
//! assert_eq!(tree.nodes[2].tag.part, Part::Verb);
//! assert_eq!(tree.nodes[1].head, Some(2));
//! assert_eq!(tree.nodes[1].relation, Relation::Subject);
//! ```

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod file;
mod relation;
mod rows;
mod step_features;
mod steps;
mod tag;
mod tagging;
mod word;

#[doc(hidden)]
pub mod train;

use std::sync::LazyLock;

pub use relation::Relation;
pub use tag::{Form, Part, Tag};
pub use word::{NO_CLASS, Word};

use self::relation::Family;
use self::rows::{Rows, Sparse};
use self::steps::{Move, State};
use self::tagging::{Keys, Room, best};

/// Longer sentences are parsed in pieces of so many words.
pub const SENTENCE_WORDS_MAX: usize = 200;

/// A word's place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Its part of speech.
    pub tag: Tag,
    /// The word it hangs on, as its index in the sentence; `None` for the sentence's head.
    pub head: Option<u32>,
    /// How it hangs there.
    pub relation: Relation,
}

/// A parsed sentence: one node a word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// The nodes, in the order of the words.
    pub nodes: Vec<Node>,
}

/// A trained tagger and parser of one language.
#[derive(Debug, Clone)]
pub struct Grammar<'a> {
    tags: Vec<Tag>,
    tagging: Sparse<'a>,
    steps: Rows<'a>,
    relations: Sparse<'a>,
}

/// The grammar of English.
#[must_use]
pub fn english() -> &'static Grammar<'static> {
    static ENGLISH: LazyLock<Grammar<'static>> = LazyLock::new(|| {
        Grammar::read(rundown_lexicon::english_grammar()).unwrap_or_default()
    });
    &ENGLISH
}

impl Default for Grammar<'_> {
    /// A grammar that knows nothing: it still gives a tree.
    fn default() -> Self {
        let nothing = Sparse { bits: 0, checks: &[], starts: &[], pairs: &[] };
        let steps = Rows { bits: 0, checks: &[], rows: &[] };
        Self {
            tags: Vec::from([Tag::OTHER]),
            tagging: nothing,
            steps,
            relations: nothing,
        }
    }
}

impl Grammar<'_> {
    /// Tags and parses the words of a sentence. Only the first [`SENTENCE_WORDS_MAX`]
    /// words make one tree; each so many behind them make another, whose head hangs on
    /// nothing.
    #[must_use]
    pub fn parse(&self, words: &[Word<'_>]) -> Tree {
        let mut tree = Tree::default();
        let mut room = Desk::default();
        self.parse_into(words, &mut room, &mut tree);
        tree
    }

    /// As [`Grammar::parse`], with the lists of an earlier sentence used again.
    pub fn parse_into(&self, words: &[Word<'_>], desk: &mut Desk, tree: &mut Tree) {
        tree.nodes.clear();
        for piece in words.chunks(SENTENCE_WORDS_MAX) {
            let first = tree.nodes.len() as u32;
            self.parse_piece(piece, desk);
            let state = &desk.state;
            for at in 1..=piece.len() {
                let head = state.heads[at];
                let head = (head != 0 && head != state.root())
                    .then(|| first + u32::from(head) - 1);
                let relation = usize::from(state.relations[at]);
                let relation = Relation::ALL.get(relation).copied();
                let tag = self.tags.get(usize::from(desk.keys.tags[at])).copied();
                tree.nodes.push(Node {
                    tag: tag.unwrap_or(Tag::OTHER),
                    head,
                    relation: head.map_or(Relation::Root, |_| {
                        relation.unwrap_or(Relation::Unclear)
                    }),
                });
            }
        }
    }

    fn parse_piece(&self, words: &[Word<'_>], desk: &mut Desk) {
        let Desk { keys, state, room } = desk;
        keys.read(words);
        room.sums.resize(self.tags.len(), 0);
        tagging::tag(&self.tagging, words, keys, room);
        room.sums.resize(Relation::ALL.len(), 0);
        state.start(words.len());
        while !state.is_done() {
            step_features::step_features(keys, state, &mut room.features);
            let step = best_step(state, &self.steps.sum(&room.features));
            let Some(arc) = state.arc(step) else {
                state.shift();
                continue;
            };
            step_features::relation_features(keys, state, arc, &mut room.features);
            self.relations.sum(&room.features, &mut room.sums);
            // The step's family only chose the step: what hangs there by now says more.
            let relation = Relation::ALL.get(best(&room.sums)).copied();
            state.hang(arc.0, arc.1, relation.unwrap_or(Relation::Unclear));
        }
    }
}

/// Lists that a parser uses again for each sentence.
#[derive(Debug, Default)]
pub struct Desk {
    keys: Keys,
    state: State,
    room: Room,
}

/// The moves among which a step is chosen, with the family of the relation they make;
/// the order is that of the weights in a row.
pub(crate) const STEPS: [(Move, Option<Family>); 8] = [
    (Move::Shift, None),
    (Move::Left, Some(Family::Subject)),
    (Move::Left, Some(Family::Function)),
    (Move::Left, None),
    (Move::Right, Some(Family::Core)),
    (Move::Right, Some(Family::Modifier)),
    (Move::Right, Some(Family::Series)),
    (Move::Right, None),
];

/// The number of the step that makes an arc of this kind.
pub(crate) fn step_of(step: Move, relation: Relation) -> usize {
    let family = relation.family();
    let exact = STEPS.iter().position(|known| *known == (step, Some(family)));
    let general = STEPS.iter().position(|known| *known == (step, None));
    exact.or(general).unwrap_or(0)
}

/// The best step that can be taken.
fn best_step(state: &State, sums: &[i32; 8]) -> Move {
    let can = STEPS.map(|(step, _)| state.can(step));
    let mut found = None;
    for (i, sum) in sums.iter().enumerate() {
        if can[i] && found.is_none_or(|best: usize| *sum > sums[best]) {
            found = Some(i);
        }
    }
    // A sentence that is not done can shift, or holds a word that can be hung.
    found.map_or(Move::Shift, |best| STEPS[best].0)
}
