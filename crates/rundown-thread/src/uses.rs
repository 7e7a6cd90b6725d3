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
    uses: Vec<Use>,
}

#[derive(Debug, Clone, Copy)]
struct Use {
    term: Term,
    user: u32,
    /// The use before.
    before: u32,
}

impl Uses {
    /// Notes a use.
    pub(crate) fn add(&mut self, term: Term, user: u32) {
        let at = self.uses.len() as u32;
        let before = self.latest.insert(term, at).unwrap_or(NONE);
        self.uses.push(Use { term, user, before });
    }

    /// Takes back the latest use of all, which was of this term.
    pub(crate) fn take_back(&mut self, term: Term) {
        match self.uses.pop() {
            Some(latest) if latest.before != NONE => {
                self.latest.insert(term, latest.before);
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
            let latest = *self.uses.get(at as usize)?;
            at = latest.before;
            Some(latest.user)
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.uses.len()
    }

    /// All uses in the order they were added, but for the first `skipped`.
    pub(crate) fn all(&self, skipped: usize) -> impl Iterator<Item = (Term, u32)> + '_ {
        self.uses.iter().skip(skipped).map(|one| (one.term, one.user))
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
