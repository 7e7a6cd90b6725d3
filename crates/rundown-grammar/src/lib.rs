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
mod known;
mod relation;
mod rows;
mod step_features;
mod steps;
mod tag;
mod tagging;
mod word;

#[doc(hidden)]
pub mod train;

use std::sync::{LazyLock, OnceLock};

pub use relation::Relation;
pub use tag::{Form, Part, Tag};
pub use word::{NO_CLASS, Word};

use rundown_lexicon::packed_grammars;

use self::known::{Known, arc_key, arc_word_key};
use self::relation::Family;
use self::rows::{LABELS_MAX, Rows, Sparse};
use self::step_features::{ArcView, View};
use self::steps::{Move, State};
use self::tagging::{Keys, Tagger, best};

/// Longer sentences are parsed in pieces of so many words.
pub const SENTENCE_WORDS_MAX: usize = 200;

/// The file of a grammar has at most so many bytes.
const GRAMMAR_BYTES_MAX: usize = 16 << 20;

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
    tagger: Tagger<'a>,
    steps: Rows<'a>,
    /// A step that leads by so much on the first features needs no others.
    step_lead: i32,
    /// Relations of arcs that have only one.
    known_relations: Known<'a>,
    relations: Sparse<'a>,
    relation_lead: i32,
}

/// The grammar of English.
#[must_use]
pub fn english() -> &'static Grammar<'static> {
    static ENGLISH: LazyLock<Grammar<'static>> = LazyLock::new(|| {
        Grammar::read(rundown_lexicon::english_grammar()).unwrap_or_default()
    });
    &ENGLISH
}

/// The grammar of a language by its code; `None` for one without.
///
/// Its file is unpacked when the language is first met, some milliseconds.
///
/// ```
/// use rundown_grammar::{Relation, Word, of};
/// let words: Vec<_> = ["La", "ministra", "dijo", "ayer", "que", "renuncia", "."].map(Word::read).into();
/// let tree = of("es").unwrap().parse(&words);
/// assert_eq!((tree.nodes[1].head, tree.nodes[1].relation), (Some(2), Relation::Subject));
/// assert!(of("xx").is_none());
/// ```
#[must_use]
pub fn of(code: &str) -> Option<&'static Grammar<'static>> {
    static OTHERS: LazyLock<Vec<(&str, OnceLock<Grammar<'static>>)>> =
        LazyLock::new(|| {
            packed_grammars().map(|(code, _)| (code, OnceLock::new())).collect()
        });
    if code == "en" {
        return Some(english());
    }
    let (_, grammar) = OTHERS.iter().find(|(own, _)| *own == code)?;
    Some(grammar.get_or_init(|| unpacked(code)))
}

/// A grammar stays as long as the program runs.
fn unpacked(code: &str) -> Grammar<'static> {
    let packed = packed_grammars().find(|(own, _)| *own == code);
    let bytes = packed
        .and_then(|(_, packed)| zstd::bulk::decompress(packed, GRAMMAR_BYTES_MAX).ok());
    bytes.and_then(|bytes| Grammar::read(Box::leak(bytes.into()))).unwrap_or_default()
}

impl Default for Grammar<'_> {
    /// A grammar that knows nothing: it still gives a tree.
    fn default() -> Self {
        let nothing = Sparse { checks: &[], starts: &[], pairs: &[] };
        let steps = Rows { checks: &[], rows: &[] };
        Self {
            tags: Vec::from([Tag::OTHER]),
            tagger: Tagger { known: Known::NOTHING, rows: nothing, lead: 0 },
            steps,
            step_lead: 0,
            known_relations: Known::NOTHING,
            relations: nothing,
            relation_lead: 0,
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
        let mut scratch = Scratch::default();
        self.parse_into(words, &mut scratch, &mut tree);
        tree
    }

    /// As [`Grammar::parse`], with the lists of an earlier sentence used again.
    pub fn parse_into(&self, words: &[Word<'_>], scratch: &mut Scratch, tree: &mut Tree) {
        tree.nodes.clear();
        for piece in words.chunks(SENTENCE_WORDS_MAX) {
            let first = tree.nodes.len() as u32;
            self.parse_piece(piece, scratch);
            let state = &scratch.state;
            for at in 1..=piece.len() {
                let head = state.heads[at];
                let head = (head != 0 && head != state.root())
                    .then(|| first + u32::from(head) - 1);
                let relation = usize::from(state.relations[at]);
                let relation = Relation::ALL.get(relation).copied();
                let tag = self.tags.get(usize::from(scratch.keys.tags[at])).copied();
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

    fn parse_piece(&self, words: &[Word<'_>], scratch: &mut Scratch) {
        let Scratch { keys, state, features } = scratch;
        keys.read(words);
        tagging::tag(&self.tagger, words, keys, features);
        keys.count(|tag| {
            self.tags.get(usize::from(tag)).is_some_and(|tag| tag.part == Part::Verb)
        });
        state.start(words.len());
        while !state.is_done() {
            let step = self.step(keys, state, features);
            let Some(arc) = state.arc(step) else {
                state.shift();
                continue;
            };
            let relation = self.relation(keys, state, arc, features);
            state.hang(arc.0, arc.1, relation);
        }
    }

    /// The next step. Where only one can be taken nothing is weighed, and where the
    /// first features decide clearly the others are not looked at.
    fn step(&self, keys: &Keys, state: &State, features: &mut Vec<u32>) -> Move {
        if let Some(only) = state.only_move() {
            return only;
        }
        let view = View::of(keys, state);
        let mut sums = [0; 8];
        features.clear();
        view.first_features(features);
        self.steps.add(features, &mut sums);
        let (step, lead) = best_step(state, &sums);
        if lead >= self.step_lead {
            return step;
        }
        features.clear();
        view.more_features(features);
        self.steps.add(features, &mut sums);
        best_step(state, &sums).0
    }

    fn relation(
        &self,
        keys: &Keys,
        state: &State,
        arc: (u16, u16),
        features: &mut Vec<u32>,
    ) -> Relation {
        let (plain, with_word) = arc_keys(keys, state, arc);
        let known = self.known_relations.of(plain);
        let known = known.or_else(|| self.known_relations.of(with_word));
        let number = known.map_or_else(
            || self.weighed_relation(&ArcView::of(keys, state, arc), features),
            usize::from,
        );
        Relation::ALL.get(number).copied().unwrap_or(Relation::Unclear)
    }

    fn weighed_relation(&self, view: &ArcView<'_>, features: &mut Vec<u32>) -> usize {
        let mut sums = [0; LABELS_MAX];
        features.clear();
        view.first_features(features);
        self.relations.add(features, &mut sums);
        let (first, lead) = best(&sums[..Relation::ALL.len()]);
        if lead >= self.relation_lead {
            return first;
        }
        features.clear();
        view.more_features(features);
        self.relations.add(features, &mut sums);
        best(&sums[..Relation::ALL.len()]).0
    }
}

/// The keys of an arc among those whose relation is known, without and with its word.
fn arc_keys(keys: &Keys, state: &State, (head, word): (u16, u16)) -> (u64, u64) {
    let way = u64::from(word < head) << 1 | u64::from(head == state.root());
    let tag = |at: u16| keys.tags[usize::from(at)];
    let plain = arc_key(way, tag(head), tag(word));
    (plain, arc_word_key(plain, keys.words[usize::from(word)]))
}

/// Lists that a parser uses again for each sentence.
#[derive(Debug, Default)]
pub struct Scratch {
    keys: Keys,
    state: State,
    features: Vec<u32>,
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

/// The best step that can be taken, and by how much it leads the next move.
fn best_step(state: &State, sums: &[i32; 8]) -> (Move, i32) {
    let mut best: [i32; 3] = [i32::MIN / 2; 3];
    for ((step, _), sum) in STEPS.iter().zip(sums) {
        let best = &mut best[*step as usize];
        *best = (*best).max(*sum);
    }
    let mut found = (Move::Shift, i32::MIN / 2);
    let mut second = i32::MIN / 2;
    for step in [Move::Shift, Move::Left, Move::Right] {
        let sum = best[step as usize];
        if !state.can(step) {
            continue;
        }
        if sum > found.1 {
            second = found.1;
            found = (step, sum);
        } else {
            second = second.max(sum);
        }
    }
    (found.0, found.1 - second)
}
