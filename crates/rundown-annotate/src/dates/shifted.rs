//! Days told from the day of publication by one word, and hints of tense for languages
//! without trees.

use super::clause::Tense;
use super::reader::{Found, Reader};
use super::relative::with_part;
use super::words::{Part, Sense, Unit};

/// So many tokens around a date are searched for a hint of its tense.
const HINT_TOKENS: usize = 12;

impl Reader<'_> {
    /// "yesterday", "yesterday morning", "tonight".
    pub(super) fn day_word(&self, i: usize, by: i8) -> Found {
        let day = self.since_today(i + 1, i64::from(by), Unit::Day);
        if self.n.in_list(i, "night") {
            return with_part(day, Part::Night, i + 1);
        }
        self.part_of(day)
    }

    /// "yesterday morning", "tomorrow night".
    pub(super) fn part_of(&self, day: Found) -> Found {
        let end = day.end;
        match self.n.sense(end) {
            Sense::Part(part) if !self.n.word(end).ends_with('s') => {
                with_part(day, part, end + 1)
            }
            _ => day,
        }
    }

    /// What words around a date say of its tense, where there is no tree.
    pub(super) fn hinted(&self) -> Option<Tense> {
        let start = self.start.get();
        let ends = |k: &usize| matches!(self.n.sense(*k), Sense::End | Sense::Break);
        let hint = |k: usize| match self.n.sense(k) {
            Sense::Past => Some(None),
            Sense::Future => Some(Some(Tense::Future)),
            Sense::Plain if self.ends_ahead(k) => Some(Some(Tense::Future)),
            _ => None,
        };
        let before = (start.saturating_sub(HINT_TOKENS)..start).rev();
        let before = before.take_while(|k| !ends(k)).find_map(hint);
        let behind = start + 1..start + HINT_TOKENS;
        let behind = || behind.take_while(|k| !ends(k)).find_map(hint);
        before.or_else(behind).flatten().or_else(|| self.was(start))
    }

    /// "fand im Juni statt", "a fermé le 1er juin": the only finite verb of the sentence is
    /// past, in a language with trees. What was said "für Juni" may be ahead.
    fn was(&self, start: usize) -> Option<Tense> {
        let led =
            start.checked_sub(1).is_some_and(|before| self.n.in_list(before, "for"));
        let tok = self.n.toks.get(start).filter(|_| !led)?;
        let past = self.clauses.is_told_as_past(tok.start as usize);
        past.then_some(Tense::Over)
    }

    /// "rouvrira", "abrirán": a verb whose ending looks ahead, and no noun behind an
    /// article.
    fn ends_ahead(&self, k: usize) -> bool {
        let ends = self.n.lexicon.list("future-ending");
        let noun = k.checked_sub(1).is_some_and(|before| self.n.in_list(before, "the"));
        !self.cap(k) && !noun && ends.is_some_and(|list| list.ends(self.n.word(k)))
    }
}
