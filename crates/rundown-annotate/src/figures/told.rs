//! What the words around a number tell of it where there is no tree: its part in a change
//! ("von 12 auf 17"), what it counts ("die Zahl der Toten stieg auf 17"), and the class of
//! that ("17 personnes sont mortes").

use std::ops::Range;

use rundown_news::{Figure, FigureRole, Quantity, Span};

use super::quantity::quantity_named;
use super::reader::Reader;
use crate::dates::words::Sense;

/// So many tokens before a number, and behind it, a word of change stands at most.
const CHANGE_BEFORE: usize = 24;
const CHANGE_BEHIND: usize = 6;
/// So many tokens behind an old value the new one stands at most.
const NEW_BEHIND: usize = 4;
/// So many tokens before a number stands what it is the number of.
const NUMBER_OF_BEFORE: usize = 24;
/// So many small words stand between "number" and what is counted.
const SMALL_WORDS: usize = 2;
/// So many tokens behind people, and before them, stands what became of them.
const FATE_BEHIND: usize = 14;
const FATE_BEFORE: usize = 8;

/// Two values of one change count the same: "de 11 à 14 morts".
pub(super) fn share_counted(figures: &mut [Figure]) {
    for at in 1..figures.len() {
        let [first, second] = &mut figures[at - 1..=at] else { continue };
        let roles = (first.role, second.role);
        let changed = matches!(
            roles,
            (FigureRole::Before, FigureRole::Latest)
                | (FigureRole::Latest, FigureRole::Before)
        );
        if changed && first.unit == second.unit {
            super::place::share(first, second);
            let class = first.quantity.or(second.quantity);
            (first.quantity, second.quantity) = (class, class);
        }
    }
}

impl Reader<'_> {
    /// Tells part, counted thing and class of a figure whose tokens these are.
    pub(super) fn tell(self, figure: &mut Figure, at: &Range<usize>) {
        figure.role = self.role_by_words(at);
        if figure.counted.is_empty()
            && figure.unit.is_empty()
            && let Some(span) = self.number_of(at.start)
        {
            span.of(self.n.text).clone_into(&mut figure.counted);
            figure.counted_span = Some(span);
        }
        figure.quantity = self.class(figure, at);
    }

    /// Whether a number is what another has become, by the word before it and one of change
    /// near.
    pub(super) fn is_new_value(self, at: Range<usize>) -> bool {
        !self.n.english()
            && self.n.in_list(at.start.wrapping_sub(1), "change-to")
            && self.changes_near(&at)
    }

    fn role_by_words(self, at: &Range<usize>) -> FigureRole {
        let before = at.start.wrapping_sub(1);
        let is = |list| self.n.in_list(before, list);
        if is("more-before") || self.n.in_list(at.end, "more-behind") {
            return FigureRole::Step;
        }
        if self.n.phrase_before(at.start, 0, "part-before").is_some() {
            return FigureRole::Part;
        }
        let (from, to, by) = (is("change-from"), is("change-to"), is("change-by"));
        if !(from || to || by) || !self.changes_near(at) {
            return FigureRole::Plain;
        }
        match () {
            () if from && (self.is_old(at.end) || !by) => FigureRole::Before,
            () if to => FigureRole::Latest,
            () => FigureRole::Step,
        }
    }

    /// Whether a word of change stands near.
    fn changes_near(self, at: &Range<usize>) -> bool {
        let ends = |k: &usize| {
            matches!(self.n.sense(*k), Sense::End | Sense::Break | Sense::Sign(';' | ':'))
        };
        let before = (at.start.saturating_sub(CHANGE_BEFORE)..at.start).rev();
        let behind = at.end..at.end + CHANGE_BEHIND;
        let mut near =
            before.take_while(|k| !ends(k)).chain(behind.take_while(|k| !ends(k)));
        near.any(|k| self.n.in_list(k, "change"))
    }

    /// Whether the new value follows: "de 11 à 14".
    fn is_old(self, end: usize) -> bool {
        let number = |k: usize| {
            matches!(
                self.n.sense(k),
                Sense::Digits { .. } | Sense::Cardinal(_) | Sense::Scale(_)
            )
        };
        (end..end + NEW_BEHIND).any(|k| self.n.in_list(k, "change-to") && number(k + 1))
    }

    /// "die Zahl der Toten", "le bilan": what a number behind it is the number of.
    fn number_of(self, start: usize) -> Option<Span> {
        let ends = |k: &usize| matches!(self.n.sense(*k), Sense::End | Sense::Break);
        let before = (start.saturating_sub(NUMBER_OF_BEFORE)..start).rev();
        let (at, noun) = before.take_while(|k| !ends(k)).find_map(|k| {
            if self.n.in_list(k, "toll") {
                return Some((k, k));
            }
            let small = |at: &usize| {
                ["counted-of", "the", "of"].iter().any(|list| self.n.in_list(*at, list))
            };
            let behind = self.n.in_list(k, "number-of").then_some(k + 1)?;
            let skipped = (behind..behind + SMALL_WORDS).take_while(small).count();
            Some((k, behind + skipped))
        })?;
        let noun = Some(noun).filter(|noun| *noun < start)?;
        let last = noun + usize::from(noun > at && self.n.in_list(noun + 1, "states"));
        let fits = self.n.sense(noun).is_word() && !self.n.in_list(noun, "stops");
        let (first, last) = (self.n.toks.get(noun)?, self.n.toks.get(last)?);
        fits.then(|| Span::new(first.start as usize, last.end as usize))
    }

    /// The class of what is counted: by its own words, or of people by what became of
    /// them, behind or before them in the clause.
    fn class(self, figure: &Figure, at: &Range<usize>) -> Option<Quantity> {
        if !figure.unit.is_empty() || figure.value < 1.0 {
            return None;
        }
        let of = |k: usize| {
            self.n.phrase(k, "quantity").and_then(|(_, name)| quantity_named(name))
        };
        let counted = figure.counted_span.map(|span| self.tokens(span));
        let own = counted.clone().and_then(|mut tokens| tokens.find_map(of));
        if own.is_some() {
            return own;
        }
        let people = |tokens: &Range<usize>| {
            tokens.end.checked_sub(1).is_some_and(|k| self.n.in_list(k, "people"))
        };
        if !counted.as_ref().is_none_or(people) {
            return None;
        }
        let end = counted.map_or(at.end, |tokens| tokens.end.max(at.end));
        let ends = |k: &usize| {
            !self.n.sense(*k).is_word() && self.n.digits(*k).is_none()
                || self.n.in_list(*k, "and")
        };
        let before = (at.start.saturating_sub(FATE_BEFORE)..at.start).rev();
        let mut behind = (end..end + FATE_BEHIND).take_while(|k| !ends(k));
        behind.find_map(of).or_else(|| before.take_while(|k| !ends(k)).find_map(of))
    }

    fn tokens(self, span: Span) -> Range<usize> {
        let first = self.n.toks.partition_point(|tok| tok.end <= span.start);
        let behind = self.n.toks.partition_point(|tok| tok.start < span.end);
        first..behind.max(first)
    }
}
