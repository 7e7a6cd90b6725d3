//! By how much an answer must lead on the first features for the others not to matter.

use super::sentence::Sentence;
use crate::rows::LABELS_MAX;
use crate::step_features::{ArcView, View};
use crate::steps::State;
use crate::tagging::{Keys, WordView, best};
use crate::{Grammar, Part, Relation, best_step};

/// Sentences looked at.
const SENTENCES: usize = 4_000;
/// Of so many answers given early at most one would have been another.
const OTHERS_IN: usize = 800;

/// Leads on the first features, and whether all features gave the same answer.
type Leads = Vec<(i32, bool)>;

/// The smallest leads of tags, steps and relations that keep the promise.
pub(super) fn leads(file: &[u8], sentences: &[Sentence], tags: &[Vec<u8>]) -> [i32; 3] {
    let Some(grammar) = Grammar::read(file) else { return [i32::MAX; 3] };
    let mut found: [Leads; 3] = Default::default();
    let every = (sentences.len() / SENTENCES).max(1);
    for (sentence, tags) in sentences.iter().zip(tags).step_by(every) {
        let mut keys = sentence.keys.clone();
        keys.tags.clone_from(tags);
        keys.count(|tag| {
            let tag = grammar.tags.get(usize::from(tag));
            tag.is_some_and(|tag| tag.part == Part::Verb)
        });
        let [of_tags, of_steps, of_relations] = &mut found;
        look_at_tags(&grammar, sentence, &keys, of_tags);
        look_at_tree(&grammar, sentence, &keys, of_steps, of_relations);
    }
    found.map(smallest)
}

fn look_at_tags(
    grammar: &Grammar<'_>,
    sentence: &Sentence,
    keys: &Keys,
    leads: &mut Leads,
) {
    for at in 1..=sentence.count() {
        let known = sentence.word_key(at - 1);
        if grammar.tagger.known.of(known).is_some() {
            continue;
        }
        let view = WordView::of(keys, &sentence.letters[at - 1], at);
        let (mut features, mut sums) = (Vec::new(), [0; LABELS_MAX]);
        view.first_features(&mut features);
        grammar.tagger.rows.add(&features, &mut sums);
        let (early, lead) = best(&sums);
        features.clear();
        view.more_features(&mut features);
        grammar.tagger.rows.add(&features, &mut sums);
        leads.push((lead, early == best(&sums).0));
    }
}

fn look_at_tree(
    grammar: &Grammar<'_>,
    sentence: &Sentence,
    keys: &Keys,
    of_steps: &mut Leads,
    of_relations: &mut Leads,
) {
    let mut state = State::default();
    state.start(sentence.count());
    let mut features = Vec::new();
    while !state.is_done() {
        let mut sums = [0; 8];
        let view = View::of(keys, &state);
        features.clear();
        view.first_features(&mut features);
        grammar.steps.add(&features, &mut sums);
        let (early, lead) = best_step(&state, &sums);
        features.clear();
        view.more_features(&mut features);
        grammar.steps.add(&features, &mut sums);
        let step = best_step(&state, &sums).0;
        if state.only_move().is_none() {
            of_steps.push((lead, early == step));
        }
        let Some(arc) = state.arc(step) else {
            state.shift();
            continue;
        };
        let relation = grammar.relation(keys, &state, arc, &mut features);
        let view = ArcView::of(keys, &state, arc);
        let mut sums = [0; LABELS_MAX];
        features.clear();
        view.first_features(&mut features);
        grammar.relations.add(&features, &mut sums);
        let (early, lead) = best(&sums[..Relation::ALL.len()]);
        of_relations.push((lead, early == relation as usize));
        state.hang(arc.0, arc.1, relation);
    }
}

fn smallest(mut leads: Leads) -> i32 {
    leads.sort_by_key(|(lead, _)| std::cmp::Reverse(*lead));
    let (mut found, mut others) = (i32::MAX, 0);
    for (i, (lead, same)) in leads.iter().enumerate() {
        others += usize::from(!same);
        if others * OTHERS_IN <= i + 1 {
            found = *lead;
        }
    }
    found
}
