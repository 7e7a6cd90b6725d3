//! What is known of each term, in columns sorted by term: a fifth of the memory of a hash
//! map, and read from where it is kept without hashing anything.

use serde::{Deserialize, Serialize};

use crate::kept::encode;
use crate::packed::count;
use crate::term::Term;

/// Terms of one kept row.
const TERMS_A_ROW: usize = if cfg!(test) { 2 } else { 1 << 17 };

/// Terms are hashes, so their upper half spreads them evenly over so many buckets.
const BUCKETS: usize = 1 << 16;

/// Sorted terms, each with a list of packed numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Columns {
    /// The lower half of each: the upper half is the number of its bucket.
    terms: Vec<u16>,
    /// Where the list of each term ends.
    ends: Vec<u32>,
    packed: Vec<u8>,
    numbers: usize,
    /// Where the terms of each bucket begin, and where those of the last one end.
    buckets: Vec<u32>,
}

/// A part of the columns as it is kept.
#[derive(Serialize, Deserialize)]
struct Row<'a> {
    /// Each but the first as the distance from the one before.
    terms: Vec<u32>,
    lengths: Vec<u32>,
    packed: &'a [u8],
}

impl Columns {
    /// The list of a term; empty where there is none.
    pub(crate) fn of(&self, term: Term) -> &[u8] {
        let Some(bucket) = self.bucket((term >> 16) as usize) else { return &[] };
        let found = self.terms[bucket.clone()].binary_search(&(term as u16));
        found.map_or(&[], |at| self.list(bucket.start + at))
    }

    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.numbers
    }

    fn list(&self, at: usize) -> &[u8] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.packed[start as usize..self.ends[at] as usize]
    }

    fn bucket(&self, number: usize) -> Option<std::ops::Range<usize>> {
        let (start, end) = (self.buckets.get(number)?, self.buckets.get(number + 1)?);
        Some(*start as usize..*end as usize)
    }

    /// All terms in order, with their lists.
    fn all(&self) -> impl Iterator<Item = (Term, &[u8])> + '_ {
        (0..BUCKETS as u32).flat_map(move |number| {
            let bucket = self.bucket(number as usize).unwrap_or_default();
            bucket
                .map(move |at| (number << 16 | u32::from(self.terms[at]), self.list(at)))
        })
    }

    /// These with others behind them; `join` makes one list of two, the earlier first.
    pub(crate) fn with(
        &self,
        later: impl Iterator<Item = (Term, Vec<u8>)>,
        join: impl Fn(&[u8], &[u8]) -> Vec<u8>,
    ) -> Self {
        let mut all = Self::default();
        let mut known = self.all().peekable();
        for (term, list) in later {
            while let Some((before, its)) = known.next_if(|(before, _)| *before < term) {
                all.push(before, its);
            }
            match known.next_if(|(before, _)| *before == term) {
                Some((_, its)) => all.push(term, &join(its, &list)),
                None => all.push(term, &list),
            }
        }
        for (term, its) in known {
            all.push(term, its);
        }
        all.finished()
    }

    /// Adds a term that is greater than all that are there.
    fn push(&mut self, term: Term, list: &[u8]) {
        self.begin_buckets((term >> 16) as usize);
        self.terms.push(term as u16);
        self.packed.extend_from_slice(list);
        self.numbers += count(list);
        self.ends.push(self.packed.len() as u32);
    }

    /// Begins all buckets up to one.
    fn begin_buckets(&mut self, last: usize) {
        let begun = self.buckets.len().max(last + 1);
        self.buckets.resize(begun, self.terms.len() as u32);
    }

    fn finished(mut self) -> Self {
        self.begin_buckets(BUCKETS);
        self.terms.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.packed.shrink_to_fit();
        self
    }

    /// The rows they are kept in.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        let mut all = self.all();
        let mut start = 0;
        std::iter::from_fn(move || {
            let mut before = 0;
            let (terms, lengths): (Vec<u32>, Vec<u32>) = all
                .by_ref()
                .take(TERMS_A_ROW)
                .map(|(term, list)| {
                    let distance = term - std::mem::replace(&mut before, term);
                    (distance, list.len() as u32)
                })
                .unzip();
            let end = start + lengths.iter().sum::<u32>() as usize;
            let packed = &self.packed[std::mem::replace(&mut start, end)..end];
            (!terms.is_empty()).then(|| encode(&Row { terms, lengths, packed }))
        })
    }

    /// The columns of kept rows; `None` where a row is no such row.
    pub(crate) fn of_rows(rows: impl Iterator<Item = Option<Vec<u8>>>) -> Option<Self> {
        let mut all = Self::default();
        let mut least = 0_u64;
        for row in rows {
            let row = row?;
            let Row { terms, lengths, packed } = postcard::from_bytes(&row).ok()?;
            let (mut term, mut rest) = (0_u32, packed);
            for (distance, length) in terms.into_iter().zip(lengths) {
                term = term.checked_add(distance)?;
                let (list, behind) = rest.split_at_checked(length as usize)?;
                if u64::from(term) < least {
                    return None;
                }
                all.push(term, list);
                (least, rest) = (u64::from(term) + 1, behind);
            }
            if !rest.is_empty() {
                return None;
            }
        }
        Some(all.finished())
    }
}

#[cfg(test)]
mod tests {
    use super::Columns;
    use crate::packed::{pack, unpack};

    fn join(a: &[u8], b: &[u8]) -> Vec<u8> {
        [a, b].concat()
    }

    fn columns(of: &[(u32, &[u32])]) -> Columns {
        let later = of.iter().map(|(term, list)| (*term, pack(list.iter().copied())));
        Columns::default().with(later, join)
    }

    fn of(columns: &Columns, term: u32) -> Vec<u32> {
        unpack(columns.of(term)).collect()
    }

    #[test]
    fn lists_of_one_term_stand_behind_each_other() {
        let first = columns(&[(7, &[1, 200]), (1 << 20, &[3]), (u32::MAX, &[4])]);
        let more = [(6, pack([9])), (1 << 20, pack([5, 6]))];
        let both = first.with(more.into_iter(), join);
        assert_eq!(of(&both, 1 << 20), [3, 5, 6]);
        assert_eq!(of(&both, 6), [9]);
        assert_eq!(of(&both, 7), [1, 200]);
        assert_eq!(of(&both, u32::MAX), [4]);
        assert!(both.of(8).is_empty() && both.of((1 << 20) + 1).is_empty());
        assert!(Columns::default().of(7).is_empty());
        assert_eq!(both.len(), 7);
    }

    #[test]
    fn rows_give_the_columns_back() {
        let all = columns(&[
            (0, &[]),
            (7, &[1, 2]),
            (90_000, &[300]),
            (90_001, &[3]),
            (u32::MAX, &[4]),
        ]);
        assert_eq!(all.rows().count(), 3);
        assert_eq!(Columns::of_rows(all.rows().map(Some)), Some(all.clone()));
        let turned: Vec<_> = all.rows().map(Some).collect::<Vec<_>>();
        assert_eq!(Columns::of_rows(turned.into_iter().rev()), None);
        assert_eq!(Columns::of_rows([Some(vec![9, 9])].into_iter()), None);
        assert_eq!(Columns::of_rows([None].into_iter()), None);
    }
}
