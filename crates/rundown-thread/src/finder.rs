//! Finds developments that may fit: those that share the rarest words.

use rundown_news::Map;

use crate::columns::Columns;
use crate::packed::{pack_near, unpack_near};
use crate::term::Term;
use crate::uses::Uses;

/// Holders of one term that are looked at, latest first. A term with more is not
/// rare, and the terms beside it decide.
const HOLDERS_READ: usize = 600;

/// The same for articles that come late: most of these holders are too new to fit.
const HOLDERS_READ_LATE: usize = 20_000;

/// Which developments hold which term.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    /// What was noted before this run, of each term the latest first.
    pub before: Columns,
    /// What was noted since.
    pub since: Uses,
}

impl Finder {
    /// Notes that a development holds a term.
    pub(crate) fn add(&mut self, term: Term, development: u32) {
        self.since.add(term, development);
    }

    /// Takes back the latest note on a term.
    pub(crate) fn take_back(&mut self, term: Term) {
        self.since.take_back(term);
    }

    /// The developments that hold any of these weighted terms, with the weight they
    /// hold, in no order; only those that `fits` lets pass.
    pub(crate) fn holders(
        &self,
        terms: &[(Term, f32)],
        is_late: bool,
        mut fits: impl FnMut(u32) -> Option<u32>,
    ) -> Vec<(u32, f32)> {
        let read = if is_late { HOLDERS_READ_LATE } else { HOLDERS_READ };
        let mut mass: Map<u32, f32> = Map::default();
        for (term, weight) in terms {
            let before = unpack_near(self.before.of(*term));
            let mut latest = None;
            for holder in self.since.of(*term).chain(before).take(read) {
                if latest == Some(holder) {
                    continue;
                }
                latest = Some(holder);
                if let Some(development) = fits(holder) {
                    *mass.entry(development).or_default() += weight * weight;
                }
            }
        }
        mass.into_iter().collect()
    }

    /// Moves the first of what was noted since into the columns.
    pub(crate) fn file(&mut self, first: usize) {
        let mut noted: Vec<(Term, u32)> = self.since.all(0).collect();
        let rest = noted.split_off(first.min(noted.len()));
        // Stable: the holders of one term stay in the order they came.
        noted.sort_by_key(|(term, _)| *term);
        let by_term = noted.chunk_by(|a, b| a.0 == b.0);
        let lists =
            by_term.map(|of| (of[0].0, pack_near(of.iter().rev().map(|one| one.1))));
        self.before = self.before.with(lists, |before, since| {
            pack_near(unpack_near(since).chain(unpack_near(before)))
        });
        self.since = Uses::default();
        for (term, development) in rest {
            self.since.add(term, development);
        }
    }
}

/// The `count` that hold most, best first; the later of two that hold as much.
pub(crate) fn heaviest(mut holders: Vec<(u32, f32)>, count: usize) -> Vec<u32> {
    let best_first =
        |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
    if holders.len() > count {
        holders.select_nth_unstable_by(count, best_first);
        holders.truncate(count);
    }
    holders.sort_unstable_by(best_first);
    holders.into_iter().map(|(development, _)| development).collect()
}
