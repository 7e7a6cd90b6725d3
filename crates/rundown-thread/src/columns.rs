//! What is known of each term, in columns sorted by term: half the memory of a hash map,
//! and read from where it is kept without hashing anything.

use serde::{Deserialize, Serialize};

use crate::kept::{decode, encode};
use crate::term::Term;

/// Terms of one kept row.
const TERMS_A_ROW: usize = 1 << 17;

/// Terms are hashes, so their upper half spreads them evenly over so many buckets.
const BUCKETS: usize = 1 << 16;

/// Sorted terms with lists of numbers, each list in the order of its making.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Columns {
    terms: Vec<Term>,
    /// Where the list of each term ends.
    ends: Vec<u32>,
    numbers: Vec<u32>,
    /// Where the terms of each bucket begin.
    buckets: Vec<u32>,
}

/// A part of the columns as it is kept.
#[derive(Serialize, Deserialize)]
struct Row {
    /// Each but the first as the distance from the one before.
    terms: Vec<u32>,
    lengths: Vec<u32>,
    numbers: Vec<u32>,
}

impl Columns {
    /// The list of a term.
    pub(crate) fn of(&self, term: Term) -> &[u32] {
        self.position(term).map_or(&[], |at| self.list(at))
    }

    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn list(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.numbers[start as usize..self.ends[at] as usize]
    }

    fn position(&self, term: Term) -> Option<usize> {
        let bucket = (term >> 16) as usize;
        let start = *self.buckets.get(bucket)? as usize;
        let end =
            self.buckets.get(bucket + 1).map_or(self.terms.len(), |at| *at as usize);
        Some(start + self.terms[start..end].binary_search(&term).ok()?)
    }

    /// These with others behind them; `join` makes one list of two, the earlier first.
    pub(crate) fn with(
        &self,
        later: impl Iterator<Item = (Term, Vec<u32>)>,
        join: impl Fn(&[u32], &[u32]) -> Vec<u32>,
    ) -> Self {
        let mut all = Self::default();
        let mut at = 0;
        for (term, list) in later {
            while self.terms.get(at).is_some_and(|known| *known < term) {
                all.push(self.terms[at], self.list(at));
                at += 1;
            }
            if self.terms.get(at) == Some(&term) {
                all.push(term, &join(self.list(at), &list));
                at += 1;
            } else {
                all.push(term, &list);
            }
        }
        for rest in at..self.terms.len() {
            all.push(self.terms[rest], self.list(rest));
        }
        all.fill_buckets();
        all
    }

    fn push(&mut self, term: Term, list: &[u32]) {
        self.terms.push(term);
        self.numbers.extend_from_slice(list);
        self.ends.push(self.numbers.len() as u32);
    }

    fn fill_buckets(&mut self) {
        self.buckets = vec![self.terms.len() as u32; BUCKETS];
        for (at, term) in self.terms.iter().enumerate().rev() {
            self.buckets[(term >> 16) as usize] = at as u32;
        }
        // An empty bucket begins where the next one does.
        for bucket in (1..BUCKETS).rev() {
            self.buckets[bucket - 1] = self.buckets[bucket - 1].min(self.buckets[bucket]);
        }
    }

    /// The rows they are kept in.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        (0..self.terms.len()).step_by(TERMS_A_ROW).map(|start| {
            let end = (start + TERMS_A_ROW).min(self.terms.len());
            let mut before = 0;
            let distance = |term: &Term| term - std::mem::replace(&mut before, *term);
            let numbers: Vec<u32> =
                (start..end).flat_map(|at| self.list(at).to_vec()).collect();
            encode(&Row {
                terms: self.terms[start..end].iter().map(distance).collect(),
                lengths: (start..end).map(|at| self.list(at).len() as u32).collect(),
                numbers,
            })
        })
    }

    /// The columns of kept rows; `None` where a row is no such row.
    pub(crate) fn of_rows(rows: impl Iterator<Item = Option<Vec<u8>>>) -> Option<Self> {
        let mut all = Self::default();
        for row in rows {
            let row: Row = decode(&row?)?;
            let mut term = 0_u32;
            let mut end = all.numbers.len() as u32;
            for (distance, length) in row.terms.iter().zip(&row.lengths) {
                term = term.checked_add(*distance)?;
                end = end.checked_add(*length)?;
                all.terms.push(term);
                all.ends.push(end);
            }
            all.numbers.extend(row.numbers);
            if all.numbers.len() != end as usize {
                return None;
            }
        }
        all.fill_buckets();
        all.terms.is_sorted().then_some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::Columns;

    fn columns(of: &[(u32, &[u32])]) -> Columns {
        let later = of.iter().map(|(term, list)| (*term, list.to_vec()));
        Columns::default().with(later, |a, b| [a, b].concat())
    }

    #[test]
    fn lists_of_one_term_stand_behind_each_other() {
        let first = columns(&[(7, &[1, 2]), (1 << 20, &[3]), (u32::MAX, &[4])]);
        let more = [(6, vec![9]), (1 << 20, vec![5, 6])];
        let both = first.with(more.into_iter(), |a, b| [a, b].concat());
        assert_eq!(both.of(1 << 20), [3, 5, 6]);
        assert_eq!(both.of(6), [9]);
        assert_eq!(both.of(7), [1, 2]);
        assert_eq!(both.of(u32::MAX), [4]);
        assert!(both.of(8).is_empty());
    }

    #[test]
    fn rows_give_the_columns_back() {
        let all = columns(&[(7, &[1, 2]), (90_000, &[3]), (u32::MAX, &[4])]);
        assert_eq!(Columns::of_rows(all.rows().map(Some)), Some(all));
        assert_eq!(Columns::of_rows([Some(vec![9, 9])].into_iter()), None);
    }
}
