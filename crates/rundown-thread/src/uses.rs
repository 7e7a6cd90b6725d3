//! Who used a term, latest first: the index behind finding and copies.
//!
//! Most terms are used once, so a list for each would be mostly overhead. All uses
//! stand in one row, each with a pointer to the use before.

use rundown_news::Map;

use crate::term::Term;

/// No earlier use.
const NONE: u32 = u32::MAX;

/// Uses of terms.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uses {
    latest: Map<Term, u32>,
    /// Every use: by whom, and the use before.
    uses: Vec<(u32, u32)>,
}

impl Uses {
    /// Notes a use.
    pub(crate) fn add(&mut self, term: Term, user: u32) {
        let at = self.uses.len() as u32;
        let before = self.latest.insert(term, at).unwrap_or(NONE);
        self.uses.push((user, before));
    }

    /// Takes back the latest use of all, which was of this term.
    pub(crate) fn take_back(&mut self, term: Term) {
        match self.uses.pop() {
            Some((_, before)) if before != NONE => {
                self.latest.insert(term, before);
            }
            _ => {
                self.latest.remove(&term);
            }
        }
    }

    /// Who used a term, latest first.
    pub(crate) fn of(&self, term: Term) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.latest.get(&term).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let (user, before) = *self.uses.get(at as usize)?;
            at = before;
            Some(user)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Uses;

    #[test]
    fn what_is_taken_back_was_never_used() {
        let mut uses = Uses::default();
        for (term, user) in [(7, 1), (8, 1), (7, 2)] {
            uses.add(term, user);
        }
        assert_eq!(uses.of(7).collect::<Vec<_>>(), [2, 1]);
        uses.take_back(7);
        uses.take_back(8);
        assert_eq!(uses.of(7).collect::<Vec<_>>(), [1]);
        assert_eq!(uses.of(8).count(), 0);
    }
}
