//! Training of a grammar. Not part of reading an article.
//!
//! Averaged perceptrons (Freund and Schapire, 1999; Collins, 2002). The tagger learns
//! first; the parser learns on tags that a tagger gave which had not seen the sentence
//! (the copy in halves), and follows its own steps with a dynamic oracle (Goldberg and
//! Nivre, 2013), so that it learns what to do after a mistake.

mod answers;
mod lead;
mod oracle;
mod perceptron;
mod sentence;
mod write;

use rundown_lexicon::mix;

use crate::relation::Relation;
use crate::rows::{LABEL_BITS, STEP_BITS};
use crate::step_features::{ArcView, View};
use crate::steps::{Move, State};
use crate::tag::{Part, Tag};
use crate::tagging::{Keys, WordView};
use crate::word::{Letters, Word};
use crate::{STEPS, step_of};

use self::answers::Answers;
use self::oracle::costs;
use self::perceptron::Perceptron;
use self::sentence::Sentence;

/// A sentence with its gold tree.
#[derive(Debug, Clone, Default)]
pub struct GoldSentence {
    /// The words.
    pub words: Vec<String>,
    /// The part of speech of each.
    pub tags: Vec<Tag>,
    /// The head of each, counted from 1; 0 is the root.
    pub heads: Vec<usize>,
    /// How each hangs on its head.
    pub relations: Vec<Relation>,
}

/// How a grammar is trained.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Rounds of the tagger over the copy.
    pub tag_rounds: usize,
    /// Rounds of the parser.
    pub rounds: usize,
}

/// One in so many steps follows the oracle although the model knows better.
const FOLLOWS_GOLD: u64 = 10;

/// Trains a grammar; the bytes are a model's file.
#[must_use]
pub fn grammar(sentences: &[GoldSentence], plan: &Plan) -> Vec<u8> {
    let mut tags: Vec<Tag> = Vec::new();
    for tag in sentences.iter().flat_map(|sentence| &sentence.tags) {
        if !tags.contains(tag) {
            tags.push(*tag);
        }
    }
    tags.sort_by_key(|tag| tag.name());
    let read: Vec<Sentence> =
        sentences.iter().map(|sentence| numbered(sentence, &tags)).collect();
    let all: Vec<usize> = (0..read.len()).collect();
    let known_tags = Answers::tags(&read);
    let tagging = taught_tagger(&read, &all, tags.len(), plan);
    let mut guessed = vec![Vec::new(); read.len()];
    for half in 0..2 {
        let learn: Vec<usize> = all.iter().copied().filter(|i| i % 2 == half).collect();
        let tagger = taught_tagger(&read, &learn, tags.len(), plan);
        for i in all.iter().filter(|i| **i % 2 != half) {
            guessed[*i] = guessed_tags(&tagger, &read[*i]);
        }
    }
    for (sentence, guessed) in read.iter().zip(&mut guessed) {
        known_tags.put(sentence, guessed);
    }
    let known_relations = Answers::relations(&read, &guessed);
    let (steps, relations) = taught_parser(&read, &guessed, &tags, plan);
    let parts = write::Parts {
        tags: &tags,
        known: [&known_tags, &known_relations],
        models: [&tagging, &steps, &relations],
    };
    // How far an answer must lead can be told only with the weights as they will be read.
    let probe = write::file(&parts, [i32::MAX; 3]);
    let leads = lead::leads(&probe, &read, &guessed);
    write::file(&parts, leads)
}

/// A gold sentence as numbers.
fn numbered(gold: &GoldSentence, tags: &[Tag]) -> Sentence {
    let words: Vec<Word<'_>> = gold.words.iter().map(|word| Word::read(word)).collect();
    let mut keys = Keys::default();
    keys.read(&words);
    let root = words.len() + 1;
    let number =
        |tag: &Tag| tags.iter().position(|known| known == tag).unwrap_or(0) as u8;
    let at_places = |head: &usize| if *head == 0 { root as u16 } else { *head as u16 };
    let mut heads: Vec<u16> = gold.heads.iter().map(at_places).collect();
    heads.insert(0, 0);
    let mut relations = gold.relations.clone();
    relations.insert(0, Relation::Unclear);
    Sentence {
        forms: gold.words.clone(),
        letters: words.iter().map(|word| Letters::read(word.form)).collect(),
        tags: gold.tags.iter().map(number).collect(),
        keys,
        heads,
        relations,
    }
}

fn is_verb(tag: Tag) -> bool {
    tag.part == Part::Verb
}

/// An order that is another in each round and the same in every run.
fn order(of: &[usize], round: usize) -> Vec<usize> {
    let mut order = of.to_vec();
    order.sort_by_key(|i| mix((round as u64) << 32 | *i as u64));
    order
}

fn taught_tagger(
    sentences: &[Sentence],
    learn: &[usize],
    tags: usize,
    plan: &Plan,
) -> Perceptron {
    let mut model = Perceptron::new(tags, LABEL_BITS);
    let mut features = Vec::new();
    let mut sums = vec![0.0; tags];
    for round in 0..plan.tag_rounds {
        for i in order(learn, round) {
            let sentence = &sentences[i];
            let mut keys = Keys::default();
            keys.clone_from(&sentence.keys);
            for at in 1..=sentence.count() {
                word_features(&keys, sentence, at, &mut features);
                model.sum(&features, &mut sums);
                let guess = highest(&sums, |_| true);
                let gold = usize::from(sentence.tags[at - 1]);
                model.learn(&features, gold, guess);
                keys.tags[at] = guess as u8;
            }
        }
    }
    model.mean();
    model
}

fn word_features(keys: &Keys, sentence: &Sentence, at: usize, features: &mut Vec<u32>) {
    let view = WordView::of(keys, &sentence.letters[at - 1], at);
    features.clear();
    view.first_features(features);
    view.more_features(features);
}

fn guessed_tags(model: &Perceptron, sentence: &Sentence) -> Vec<u8> {
    let mut keys = Keys::default();
    keys.clone_from(&sentence.keys);
    let mut features = Vec::new();
    let mut sums = vec![0.0; model.labels];
    for at in 1..=sentence.count() {
        word_features(&keys, sentence, at, &mut features);
        model.sum(&features, &mut sums);
        keys.tags[at] = highest(&sums, |_| true) as u8;
    }
    keys.tags
}

fn taught_parser(
    sentences: &[Sentence],
    guessed: &[Vec<u8>],
    tags: &[Tag],
    plan: &Plan,
) -> (Perceptron, Perceptron) {
    let mut steps = Perceptron::new(STEPS.len(), STEP_BITS);
    let mut relations = Perceptron::new(Relation::ALL.len(), LABEL_BITS);
    let all: Vec<usize> = (0..sentences.len()).collect();
    let mut state = State::default();
    let mut room = (Vec::new(), vec![0.0; STEPS.len()], vec![0.0; Relation::ALL.len()]);
    for round in 0..plan.rounds {
        for i in order(&all, round) {
            let sentence = &sentences[i];
            let mut keys = Keys::default();
            keys.clone_from(&sentence.keys);
            keys.tags.clone_from(&guessed[i]);
            keys.count(|tag| tags.get(usize::from(tag)).is_some_and(|tag| is_verb(*tag)));
            state.start(sentence.count());
            learn_tree(
                sentence,
                &keys,
                &mut state,
                round,
                (&mut steps, &mut relations),
                &mut room,
            );
        }
    }
    steps.mean();
    relations.mean();
    (steps, relations)
}

fn learn_tree(
    sentence: &Sentence,
    keys: &Keys,
    state: &mut State,
    round: usize,
    (steps, relations): (&mut Perceptron, &mut Perceptron),
    (features, sums, relation_sums): &mut (Vec<u32>, Vec<f32>, Vec<f32>),
) {
    let mut salt = mix(sentence.count() as u64 ^ sentence.keys.words[1]);
    while !state.is_done() {
        let view = View::of(keys, state);
        features.clear();
        view.first_features(features);
        view.more_features(features);
        steps.sum(features, sums);
        let costs = costs(&sentence.heads, state);
        let cost = |i: usize| match STEPS[i].0 {
            Move::Shift => costs[0],
            Move::Left => costs[1],
            Move::Right => costs[2],
        };
        let can = |i: usize| state.can(STEPS[i].0);
        let least = (0..STEPS.len()).filter(|i| can(*i)).map(cost).min().unwrap_or(0);
        let fits = |i: usize| {
            if !can(i) || cost(i) != least {
                return false;
            }
            let Some((head, word)) = state.arc(STEPS[i].0) else { return true };
            let word = usize::from(word);
            sentence.heads[word] != head
                || step_of(STEPS[i].0, sentence.relations[word]) == i
        };
        let guess = highest(sums, can);
        let gold = highest(sums, fits);
        steps.learn(features, gold, guess);
        salt = mix(salt);
        let follow =
            if round == 0 || salt.is_multiple_of(FOLLOWS_GOLD) { gold } else { guess };
        let Some((head, word)) = state.arc(STEPS[follow].0) else {
            state.shift();
            continue;
        };
        let view = ArcView::of(keys, state, (head, word));
        features.clear();
        view.first_features(features);
        view.more_features(features);
        relations.sum(features, relation_sums);
        let mut relation = highest(relation_sums, |_| true);
        let at = usize::from(word);
        if sentence.heads[at] == head {
            let gold = sentence.relations[at] as usize;
            relations.learn(features, gold, relation);
            if round == 0 {
                relation = gold;
            }
        }
        state.hang(head, word, Relation::ALL[relation]);
    }
}

/// The first of the highest sums among those that may be chosen; 0 if none may.
fn highest(sums: &[f32], may: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (i, sum) in sums.iter().enumerate() {
        if may(i) && best.is_none_or(|best: usize| *sum > sums[best]) {
            best = Some(i);
        }
    }
    best.unwrap_or(0)
}
