//! By how much a step must lead on the first features for the others not to matter.

use super::Sentence;
use crate::step_features::View;
use crate::steps::State;
use crate::{Grammar, Part, best_step};

/// Sentences looked at.
const SENTENCES: usize = 4_000;
/// Of so many steps taken early at most one would have been another.
const OTHERS_IN: usize = 1_000;

/// The smallest lead that keeps the promise.
pub(super) fn lead(file: &[u8], sentences: &[Sentence], tags: &[Vec<u8>]) -> i32 {
    let Some(grammar) = Grammar::read(file) else { return i32::MAX };
    let mut leads: Vec<(i32, bool)> = Vec::new();
    let every = (sentences.len() / SENTENCES).max(1);
    let mut state = State::default();
    for (sentence, tags) in sentences.iter().zip(tags).step_by(every) {
        let mut keys = sentence.keys.clone();
        keys.tags.clone_from(tags);
        keys.count(|tag| {
            let tag = grammar.tags.get(usize::from(tag));
            tag.is_some_and(|tag| tag.part == Part::Verb)
        });
        state.start(sentence.count());
        let mut features = Vec::new();
        while !state.is_done() {
            let mut sums = [0; 8];
            let view = View::of(&keys, &state);
            features.clear();
            view.first_features(&mut features);
            grammar.steps.add(&features, &mut sums);
            let (early, lead) = best_step(&state, &sums);
            features.clear();
            view.more_features(&mut features);
            grammar.steps.add(&features, &mut sums);
            let step = best_step(&state, &sums).0;
            if state.only_move().is_none() {
                leads.push((lead, early == step));
            }
            match state.arc(step) {
                None => state.shift(),
                Some(arc) => {
                    let relation = grammar.relation(&keys, &state, arc, &mut features);
                    state.hang(arc.0, arc.1, relation);
                }
            }
        }
    }
    smallest(&mut leads)
}

fn smallest(leads: &mut [(i32, bool)]) -> i32 {
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
