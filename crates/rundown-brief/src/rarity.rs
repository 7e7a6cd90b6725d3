//! How rare each term is among a story's articles, and what two sentences share by it.

use std::cmp::Ordering;

use crate::lines::Lines;
use crate::told::Story;

/// What each term weighs when two sentences are compared.
pub(crate) struct Rarity(Vec<f64>);

impl Rarity {
    pub(crate) fn of(story: &Story<'_>, lines: &Lines) -> Self {
        let mut counts = vec![0_u32; lines.term_count];
        let mut articles = 0_u32;
        for (at, _) in story.witnesses() {
            articles += 1;
            lines.openings(story, at).for_each(|(term, _)| counts[term as usize] += 1);
        }
        let top = f64::from(articles + 1);
        let by_count: Vec<f64> = (0..=articles)
            .map(|count| rundown_text::ln(top / (f64::from(count) + 0.5)).max(0.0) + 0.1)
            .collect();
        Self(counts.iter().map(|count| by_count[*count as usize]).collect())
    }

    pub(crate) fn sum(&self, terms: &[u32]) -> f64 {
        terms.iter().map(|term| self.0[*term as usize]).sum()
    }

    pub(crate) fn weight(&self, term: usize) -> f64 {
        self.0[term]
    }

    /// The share of the lighter set that stands in the other, 0 to 1.
    pub(crate) fn overlap(&self, a: &[u32], b: &[u32]) -> f64 {
        share(self.both(a, b), self.sum(a).min(self.sum(b)))
    }

    /// The share of the first set that stands in the second, 0 to 1.
    pub(crate) fn held(&self, a: &[u32], b: &[u32]) -> f64 {
        share(self.both(a, b), self.sum(a))
    }

    fn both(&self, a: &[u32], b: &[u32]) -> f64 {
        let (mut i, mut j, mut both) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    both += self.0[a[i] as usize];
                    i += 1;
                    j += 1;
                }
            }
        }
        both
    }
}

pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
