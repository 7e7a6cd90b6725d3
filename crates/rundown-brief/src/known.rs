//! What a reader has had: which sentences say again what older ones said.

use rundown_news::{Map, Set};

use crate::lines::{Line, Lines, shared};

/// Known sentences looked at for one term: words that stand in more are no help.
const POSTINGS_MAX: usize = 256;

/// Known sentences compared in full with one new sentence.
const COMPARED_MAX: usize = 24;

/// The sentences a reader has had, by their terms.
pub(crate) struct Known {
    postings: Map<u32, Vec<u32>>,
    /// How many known sentences hold each term.
    counts: Map<u32, u32>,
    lines: Vec<Line>,
}

/// How much of a sentence was told before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Familiar {
    /// Share of its weight that one known sentence holds.
    pub(crate) in_one: f64,
    /// Share of its weight that all known sentences hold.
    pub(crate) in_all: f64,
    /// Whether it has a number the closest known sentence lacks.
    pub(crate) other_number: bool,
}

impl Known {
    /// Nothing yet. Only terms of `wanted` are remembered.
    pub(crate) fn new() -> Self {
        Self { postings: Map::default(), counts: Map::default(), lines: Vec::new() }
    }

    /// Learns a sentence; terms outside `wanted` are passed over.
    pub(crate) fn learn(
        &mut self,
        lines: &Lines,
        line: &Line,
        wanted: Option<&Set<u32>>,
    ) {
        let number = self.lines.len() as u32;
        self.lines.push(*line);
        for term in lines.terms(line) {
            if wanted.is_some_and(|wanted| !wanted.contains(term)) {
                continue;
            }
            *self.counts.entry(*term).or_insert(0) += 1;
            let postings = self.postings.entry(*term).or_default();
            if postings.len() < POSTINGS_MAX {
                postings.push(number);
            }
        }
    }

    /// What a term weighs: rare ones tell more.
    fn weight(&self, term: u32) -> f64 {
        let count = self.counts.get(&term).copied().unwrap_or(0);
        let share = (self.lines.len() as f64 + 1.0) / (f64::from(count) + 0.5);
        rundown_text::ln(share).max(0.1)
    }

    /// How much of a sentence was told before.
    pub(crate) fn familiar(&self, lines: &Lines, line: &Line) -> Familiar {
        let terms = lines.terms(line);
        let weights: Vec<f64> = terms.iter().map(|term| self.weight(*term)).collect();
        let total: f64 = weights.iter().sum();
        let mut votes: Map<u32, f64> = Map::default();
        let mut in_all = 0.0;
        for (term, weight) in terms.iter().zip(&weights) {
            let Some(postings) = self.postings.get(term) else { continue };
            in_all += weight;
            for number in postings {
                *votes.entry(*number).or_insert(0.0) += weight;
            }
        }
        let mut closest: Vec<(u32, f64)> = votes.into_iter().collect();
        closest.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        closest.truncate(COMPARED_MAX);
        let best = closest.first().copied();
        let other = best.is_some_and(|(number, _)| {
            let known = lines.terms(&self.lines[number as usize]);
            terms
                .iter()
                .any(|term| lines.is_number(*term) && known.binary_search(term).is_err())
        });
        let share = |part: f64| if total > 0.0 { part / total } else { 1.0 };
        Familiar {
            in_one: share(best.map_or(0.0, |(_, weight)| weight)),
            in_all: share(in_all),
            other_number: other,
        }
    }
}

/// Whether two sentences share most of the shorter one's terms.
pub(crate) fn alike(lines: &Lines, a: &Line, b: &Line, share: f64) -> bool {
    let (a, b) = (lines.terms(a), lines.terms(b));
    let smaller = a.len().min(b.len());
    smaller > 0 && shared(a, b) as f64 >= share * smaller as f64
}
