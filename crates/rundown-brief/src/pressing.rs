//! How much of each sentence another one tells: what is shared is added up from the
//! sentences that hold each term, so that a pair that shares nothing costs nothing.

use crate::candidates::Candidate;
use crate::lines::Lines;
use crate::rarity::{Rarity, share};

/// Sentences to be held against each other.
pub(crate) struct Alike<'a> {
    lines: &'a Lines,
    rarity: &'a Rarity,
    all: &'a [Candidate],
    /// What the terms of each weigh together.
    sums: Vec<f64>,
    /// Which sentences hold each term: those of a term begin at its place in `starts`.
    holders: Vec<u32>,
    starts: Vec<u32>,
    both: Vec<f64>,
}

impl<'a> Alike<'a> {
    pub(crate) fn new(
        lines: &'a Lines,
        rarity: &'a Rarity,
        all: &'a [Candidate],
    ) -> Self {
        let terms = |one: &Candidate| lines.terms(&one.line);
        let mut starts = vec![0_u32; lines.term_count + 1];
        for term in all.iter().flat_map(terms) {
            starts[*term as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut holders = vec![0; starts.last().map_or(0, |last| *last as usize)];
        for (at, one) in (0_u32..).zip(all) {
            for term in terms(one) {
                let place = &mut next[*term as usize];
                holders[*place as usize] = at;
                *place += 1;
            }
        }
        let sums = all.iter().map(|one| rarity.sum(terms(one))).collect();
        Self { lines, rarity, all, sums, holders, starts, both: vec![0.0; all.len()] }
    }

    /// What each sentence has in common with one, as a share of the lighter of the two.
    pub(crate) fn to(&mut self, one: usize) -> impl Fn(usize) -> f64 + '_ {
        self.both.fill(0.0);
        for term in self.lines.terms(&self.all[one].line) {
            let term = *term as usize;
            let weight = self.rarity.weight(term);
            let (from, to) = (self.starts[term] as usize, self.starts[term + 1] as usize);
            for holder in &self.holders[from..to] {
                self.both[*holder as usize] += weight;
            }
        }
        let (both, sums) = (&self.both, &self.sums);
        move |other| share(both[other], sums[one].min(sums[other]))
    }
}
