//! How much each term matters in a story: how many witnesses use it, and where.

use rundown_news::Set;

use crate::lines::{Line, Lines};
use crate::told::Story;

/// What a term of the whole story counts in one of its developments.
const OF_STORY: f64 = 0.5;

/// What is left of a term's weight once a sentence has told it: a story's own name
/// belongs into more than one sentence.
const TOLD: f64 = 0.25;

/// What each term weighs.
pub(crate) struct Salience {
    counts: Vec<f64>,
    weights: Vec<f64>,
}

impl Salience {
    /// Weights over the whole story.
    pub(crate) fn of(story: &Story<'_>, lines: &Lines) -> Self {
        let all: Vec<usize> = story.witnesses().map(|(at, _)| at).collect();
        Self::from_counts(counts(story, lines, &all))
    }

    /// Weights over some of its articles; what the whole story speaks of counts too, so
    /// that one report's scenery does not hide its news.
    pub(crate) fn among(&self, story: &Story<'_>, lines: &Lines, some: &[usize]) -> Self {
        let mut counts = counts(story, lines, some);
        for (count, whole) in counts.iter_mut().zip(&self.counts) {
            *count += OF_STORY * whole.min(some.len() as f64);
        }
        Self::from_counts(counts)
    }

    fn from_counts(counts: Vec<f64>) -> Self {
        let weights = counts.iter().map(|count| rundown_text::ln(1.0 + count)).collect();
        Self { counts, weights }
    }

    pub(crate) fn weight(&self, term: u32) -> f64 {
        self.weights[term as usize]
    }

    /// What a line's terms weigh; those already told count little.
    pub(crate) fn fresh_weight(
        &self,
        lines: &Lines,
        line: &Line,
        told: &Set<u32>,
    ) -> f64 {
        let fresh = |term: &u32| if told.contains(term) { TOLD } else { 1.0 };
        lines.terms(line).iter().map(|term| self.weight(*term) * fresh(term)).sum()
    }

    /// What a line tells, length set off: long ones hold more of everything.
    pub(crate) fn density(&self, lines: &Lines, line: &Line) -> f64 {
        let terms = lines.terms(line);
        let sum: f64 = terms.iter().map(|term| self.weight(*term)).sum();
        sum / (terms.len() as f64 + 4.0).sqrt()
    }
}

/// 1 at the top, falling to a third far down.
pub(crate) fn near_top(place: u32) -> f64 {
    1.0 / 3.0 + (2.0 / 3.0) / (1.0 + f64::from(place) / 3.0)
}

/// Once for each article that has the term, more if it stands near the top.
fn counts(story: &Story<'_>, lines: &Lines, articles: &[usize]) -> Vec<f64> {
    let mut counts = vec![0.0; lines.term_count];
    let mut stamp = vec![u32::MAX; lines.term_count];
    for &at in articles {
        let trust = if story.told[at].is_report() { 1.0 } else { 0.3 };
        for line in lines.of_article(at) {
            for &term in lines.terms(line) {
                // Lines come from the top down: the first one counts.
                if stamp[term as usize] != at as u32 {
                    stamp[term as usize] = at as u32;
                    counts[term as usize] += trust * near_top(line.place);
                }
            }
        }
    }
    counts
}
