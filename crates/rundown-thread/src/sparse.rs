//! Sparse vectors: terms with weights, sorted by term.
//!
//! Sorted lists rather than hash maps: sums run in one order on every machine, and
//! two lists are compared in one pass.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::term::Term;

/// So many are picked in one pass rather than by sorting.
const FEW: usize = 4;

/// Terms with their weights, in order of the terms, each once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sparse {
    /// Shared: an article's words are also those of its development and story until
    /// these grow.
    entries: Arc<Vec<(Term, f32)>>,
    norm: f32,
}

impl Sparse {
    /// From weights in any order; a term that stands twice has its weights added.
    pub(crate) fn new(mut entries: Vec<(Term, f32)>) -> Self {
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        entries.shrink_to_fit();
        let mut sparse = Self { entries: Arc::new(entries), norm: 0.0 };
        sparse.measure();
        sparse
    }

    /// Only the `count` heaviest terms, scaled to length 1.
    pub(crate) fn heaviest(mut self, count: usize) -> Self {
        self.cut(count);
        let norm = self.norm;
        if norm > 0.0 {
            for (_, weight) in Arc::make_mut(&mut self.entries) {
                *weight /= norm;
            }
        }
        self.measure();
        self
    }

    /// Drops all but the `count` heaviest terms.
    pub(crate) fn cut(&mut self, count: usize) {
        if self.entries.len() > count {
            let mut entries = self.top(count);
            entries.sort_unstable_by_key(|entry| entry.0);
            self.entries = Arc::new(entries);
            self.measure();
        }
    }

    /// Adds another vector.
    pub(crate) fn add(&mut self, other: &Self) {
        if self.is_empty() {
            self.clone_from(other);
            return;
        }
        let mut sum = Vec::with_capacity(self.entries.len() + other.entries.len());
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (self.entries.get(i), other.entries.get(j)) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => (sum.push(*a), i += 1).1,
                std::cmp::Ordering::Greater => (sum.push(*b), j += 1).1,
                std::cmp::Ordering::Equal => {
                    sum.push((a.0, a.1 + b.1));
                    i += 1;
                    j += 1;
                }
            }
        }
        sum.extend_from_slice(&self.entries[i..]);
        sum.extend_from_slice(&other.entries[j..]);
        sum.shrink_to_fit();
        self.entries = Arc::new(sum);
        self.measure();
    }

    /// The cosine of the angle between two vectors; 0 if one is empty.
    pub(crate) fn cosine(&self, other: &Self) -> f64 {
        Probe::new(self).cosine(other)
    }

    /// The weight of a term; 0 if it is not there.
    pub(crate) fn weight(&self, term: Term) -> f32 {
        self.held(term).unwrap_or(0.0)
    }

    fn held(&self, term: Term) -> Option<f32> {
        let at = self.entries.binary_search_by_key(&term, |entry| entry.0).ok()?;
        Some(self.entries[at].1)
    }

    /// The `count` heaviest terms, heaviest first.
    pub(crate) fn top(&self, count: usize) -> Vec<(Term, f32)> {
        if count <= FEW && self.entries.len() > count {
            return self.few(count);
        }
        let mut entries = self.entries.to_vec();
        if entries.len() > count {
            entries.select_nth_unstable_by(count, heavier_first);
            entries.truncate(count);
            entries.shrink_to_fit();
        }
        entries.sort_unstable_by(heavier_first);
        entries
    }

    /// The same for a handful, in one pass.
    fn few(&self, count: usize) -> Vec<(Term, f32)> {
        let mut best: Vec<(Term, f32)> = Vec::with_capacity(count + 1);
        for entry in self.entries.iter() {
            let full = best.len() == count;
            if full && best.last().is_some_and(|last| heavier_first(entry, last).is_gt())
            {
                continue;
            }
            let at = best.partition_point(|known| heavier_first(known, entry).is_lt());
            best.insert(at, *entry);
            best.truncate(count);
        }
        best
    }

    pub(crate) fn entries(&self) -> &[(Term, f32)] {
        &self.entries
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn norm(&self) -> f64 {
        f64::from(self.norm)
    }

    fn measure(&mut self) {
        let square: f64 = self.entries.iter().map(|(_, w)| f64::from(w * w)).sum();
        self.norm = square.sqrt() as f32;
    }
}

/// A vector made ready to be compared with many others: threading spends its time here.
///
/// A bitmap of its terms lets nearly all terms of the other vector go by without a
/// search, and without a branch that depends on the term before.
pub(crate) struct Probe<'a> {
    vector: &'a Sparse,
    bits: [u64; PROBE_WORDS],
}

/// 4,096 bits: of a few hundred terms, few meet by chance.
const PROBE_WORDS: usize = 64;

impl<'a> Probe<'a> {
    pub(crate) fn new(vector: &'a Sparse) -> Self {
        let mut bits = [0; PROBE_WORDS];
        for (term, _) in vector.entries() {
            let (word, bit) = place_of(*term);
            bits[word] |= bit;
        }
        Self { vector, bits }
    }

    /// The cosine of the angle to another vector; 0 if one is empty.
    pub(crate) fn cosine(&self, other: &Sparse) -> f64 {
        self.scaled(self.shared(other), other)
    }

    /// The same where the terms both have are known.
    pub(crate) fn cosine_by(&self, shared: &[(Term, f32, f32)], other: &Sparse) -> f64 {
        self.scaled(shared.iter().copied(), other)
    }

    fn scaled(
        &self,
        shared: impl Iterator<Item = (Term, f32, f32)>,
        other: &Sparse,
    ) -> f64 {
        let norms = self.vector.norm() * other.norm();
        if norms <= 0.0 {
            return 0.0;
        }
        let products = shared.map(|(_, own, others)| f64::from(own * others));
        (products.sum::<f64>() / norms).clamp(0.0, 1.0)
    }

    /// The terms both have, in order, with the weight of each in this and the other.
    pub(crate) fn shared<'b>(
        &'b self,
        other: &'b Sparse,
    ) -> impl Iterator<Item = (Term, f32, f32)> + 'b {
        let may_hold = |entry: &&(Term, f32)| {
            let (word, bit) = place_of(entry.0);
            self.bits[word] & bit != 0
        };
        other.entries().iter().filter(may_hold).filter_map(|(term, weight)| {
            self.vector.held(*term).map(|own| (*term, own, *weight))
        })
    }
}

/// The word of the bitmap a term falls into, and its bit there.
fn place_of(term: Term) -> (usize, u64) {
    ((term >> 6) as usize % PROBE_WORDS, 1 << (term % 64))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "sorting asks for references")]
fn heavier_first(a: &(Term, f32), b: &(Term, f32)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(entries: &[(Term, f32)]) -> Sparse {
        Sparse::new(entries.to_vec())
    }

    #[test]
    fn cosine_is_one_for_the_same_direction() {
        let (a, b) = (vector(&[(1, 1.0), (2, 2.0)]), vector(&[(2, 4.0), (1, 2.0)]));
        assert!((a.cosine(&b) - 1.0).abs() < 1e-6);
        assert!(a.cosine(&vector(&[(3, 1.0)])).abs() < 1e-9);
        assert!(a.cosine(&Sparse::default()).abs() < 1e-9);
    }

    #[test]
    fn adding_keeps_terms_sorted_and_once() {
        let mut sum = vector(&[(5, 1.0), (1, 1.0)]);
        sum.add(&vector(&[(3, 1.0), (5, 2.0)]));
        assert_eq!(sum.entries(), [(1, 1.0), (3, 1.0), (5, 3.0)]);
    }

    #[test]
    fn cutting_keeps_the_heaviest() {
        let kept = vector(&[(1, 1.0), (2, 3.0), (3, 2.0)]).heaviest(2);
        assert_eq!(kept.entries().iter().map(|e| e.0).collect::<Vec<_>>(), [2, 3]);
        assert!((kept.norm() - 1.0).abs() < 1e-6);
    }
}
