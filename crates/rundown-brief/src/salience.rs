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
        let mut counts = vec![0.0; lines.term_count];
        for (at, _) in story.witnesses() {
            count(story, lines, at, &mut |term, weight| counts[term as usize] += weight);
        }
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

/// Weights over some of a story's articles at a time. What was reckoned for one group
/// is wiped for the next, term by term: a story of a thousand developments must not
/// cost a thousand times its vocabulary.
pub(crate) struct Focus<'a> {
    of_story: &'a Salience,
    salience: Salience,
    touched: Vec<u32>,
}

impl<'a> Focus<'a> {
    pub(crate) fn new(of_story: &'a Salience) -> Self {
        let nothing = vec![0.0; of_story.counts.len()];
        let salience = Salience { counts: nothing.clone(), weights: nothing };
        Self { of_story, salience, touched: Vec::new() }
    }

    /// Weights over some articles, good for their own lines; what the whole story
    /// speaks of counts too, so that one report's scenery does not hide its news.
    pub(crate) fn on(
        &mut self,
        story: &Story<'_>,
        lines: &Lines,
        some: &[usize],
    ) -> &Salience {
        let Salience { counts, weights } = &mut self.salience;
        for term in self.touched.drain(..) {
            counts[term as usize] = 0.0;
        }
        for at in some {
            count(story, lines, *at, &mut |term, weight| {
                if counts[term as usize] == 0.0 {
                    self.touched.push(term);
                }
                counts[term as usize] += weight;
            });
        }
        for term in self.touched.iter().map(|term| *term as usize) {
            let whole = self.of_story.counts[term].min(some.len() as f64);
            weights[term] = rundown_text::ln(1.0 + counts[term] + OF_STORY * whole);
        }
        &self.salience
    }
}

/// 1 at the top, falling to a third far down.
pub(crate) fn near_top(place: u32) -> f64 {
    1.0 / 3.0 + (2.0 / 3.0) / (1.0 + f64::from(place) / 3.0)
}

/// Tells each term of an article's lines, once, and what it counts: more near the top.
fn count(story: &Story<'_>, lines: &Lines, at: usize, tell: &mut dyn FnMut(u32, f64)) {
    let trust = if story.told[at].is_report() { 1.0 } else { 0.3 };
    for (term, place) in lines.openings(story, at) {
        tell(term, trust * near_top(place));
    }
}
