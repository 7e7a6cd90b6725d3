//! What a reader has had: which sentences say again what older ones said.

use crate::lines::{Line, Lines};
use crate::sentences::shared;

/// Known sentences looked at for one term: words that stand in more are no help.
const POSTINGS_MAX: usize = 256;

/// The sentences a reader has had, by their terms.
pub(crate) struct Known {
    /// The known sentences that hold each term.
    postings: Vec<Vec<u32>>,
    /// How many they are, those beyond the bound too.
    counts: Vec<u32>,
    lines: Vec<Line>,
    /// What each known sentence shares with the one asked about; 0 between questions.
    votes: Vec<f64>,
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
    /// Nothing yet.
    pub(crate) fn new(lines: &Lines) -> Self {
        Self {
            postings: vec![Vec::new(); lines.term_count],
            counts: vec![0; lines.term_count],
            lines: Vec::new(),
            votes: Vec::new(),
        }
    }

    /// Learns a sentence, but only those of its terms that matter.
    pub(crate) fn learn_of(
        &mut self,
        lines: &Lines,
        line: &Line,
        matters: impl Fn(u32) -> bool,
    ) {
        let number = self.lines.len() as u32;
        self.lines.push(*line);
        self.votes.push(0.0);
        for term in lines.terms(line).iter().copied().filter(|term| matters(*term)) {
            self.counts[term as usize] += 1;
            let postings = &mut self.postings[term as usize];
            if postings.len() < POSTINGS_MAX {
                postings.push(number);
            }
        }
    }

    /// What a term weighs: rare ones tell more.
    fn weight(&self, term: u32) -> f64 {
        let count = self.counts[term as usize];
        let share = (self.lines.len() as f64 + 1.0) / (f64::from(count) + 0.5);
        rundown_text::ln(share).max(0.1)
    }

    /// How much of a sentence was told before.
    pub(crate) fn familiar(&mut self, lines: &Lines, line: &Line) -> Familiar {
        let terms = lines.terms(line);
        let (mut total, mut in_all) = (0.0, 0.0);
        let mut touched: Vec<u32> = Vec::new();
        for term in terms {
            let weight = self.weight(*term);
            total += weight;
            let postings = &self.postings[*term as usize];
            if !postings.is_empty() {
                in_all += weight;
            }
            for number in postings {
                let vote = &mut self.votes[*number as usize];
                if *vote == 0.0 {
                    touched.push(*number);
                }
                *vote += weight;
            }
        }
        let votes = touched
            .into_iter()
            .map(|number| (std::mem::take(&mut self.votes[number as usize]), number));
        // Of equals the one known first.
        let best = votes.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let other_number = best.is_some_and(|(_, number)| {
            let known = lines.terms(&self.lines[number as usize]);
            let lacks = |term: &u32| known.binary_search(term).is_err();
            terms.iter().any(|term| lines.is_number(*term) && lacks(term))
        });
        let share = |part: f64| if total > 0.0 { part / total } else { 1.0 };
        Familiar {
            in_one: share(best.map_or(0.0, |(weight, _)| weight)),
            in_all: share(in_all),
            other_number,
        }
    }
}

/// Whether two sentences share most of the shorter one's terms.
pub(crate) fn alike(lines: &Lines, a: &Line, b: &Line, share: f64) -> bool {
    let (a, b) = (lines.terms(a), lines.terms(b));
    let smaller = a.len().min(b.len());
    smaller > 0 && shared(a, b) as f64 >= share * smaller as f64
}
