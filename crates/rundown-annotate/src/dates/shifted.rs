//! Days, weeks and years told from the day of publication by one word, and by a word
//! before or behind: "yesterday morning", "gestern Abend", "letzten Monat", "semana
//! pasada", "il y a trois ans".

use super::clause::Tense;
use super::reader::{Found, Reader};
use super::relative::with_part;
use super::words::{Part, Sense, Unit};

/// So many tokens around a date are searched for a hint of its tense.
const HINT_TOKENS: usize = 12;
/// "por la": so many words stand between a day and its part.
const BETWEEN_MAX: usize = 3;

impl Reader<'_> {
    /// "yesterday", "gestern Abend", "ayer por la tarde", "avant-hier".
    pub(super) fn day_word(&self, i: usize, by: i8) -> Found {
        let beyond = self.n.phrase_before(i, 0, "beyond").is_some();
        let by = i64::from(by) * if beyond { 2 } else { 1 };
        let day = self.since_today(i + 1, by, Unit::Day);
        if self.n.in_list(i, "night") {
            return with_part(day, Part::Night, i + 1);
        }
        // "la mañana", "heute morgen": the morning, not tomorrow.
        let behind = self.before_part(i + 1);
        if behind > i && self.n.in_list(behind, "morning") {
            return with_part(day, Part::Morning, behind + 1);
        }
        if self.n.in_list(i, "morning")
            && self.n.in_list(i.wrapping_sub(1), "morning-lead")
        {
            return with_part(self.today(i + 1), Part::Morning, i + 1);
        }
        self.part_of(day)
    }

    /// "yesterday morning", "tomorrow night".
    pub(super) fn part_of(&self, day: Found) -> Found {
        let end = self.before_part(day.end);
        match self.n.sense(end) {
            Sense::Part(part) if !self.n.word(end).ends_with('s') => {
                with_part(day, part, end + 1)
            }
            _ => day,
        }
    }

    /// The token of the part of the day behind "por la" and the like; else the first.
    pub(super) fn before_part(&self, i: usize) -> usize {
        let between = (i..i + BETWEEN_MAX).take_while(|&k| self.n.in_list(k, "between"));
        let k = i + between.count();
        let told =
            matches!(self.n.sense(k), Sense::Part(_)) || self.n.in_list(k, "morning");
        if told { k } else { i }
    }

    /// "letzte Woche", "semana pasada", "el mes que viene", "am Wochenende".
    pub(super) fn shifted_unit(&self, i: usize) -> Option<Found> {
        if let Some((end, by, unit)) = self.shift_and_unit(i) {
            return Some(self.since_today(end, i64::from(by), unit));
        }
        let weekend = self.n.sense(i) == Sense::Unit(Unit::Weekend)
            && !self.english
            && self.n.is(i.wrapping_sub(1), "am");
        if weekend { self.the_unit(i + 1, Unit::Weekend) } else { None }
    }

    /// "letzten Jahres", "año pasado": the end, which one, and its unit.
    pub(super) fn shift_and_unit(&self, i: usize) -> Option<(usize, i8, Unit)> {
        match (self.n.sense(i), self.n.sense(i + 1)) {
            (Sense::Shift(by), Sense::Unit(unit))
            | (Sense::Unit(unit), Sense::Shift(by)) => Some((i + 2, by, unit)),
            (Sense::Unit(unit), _)
                if self.n.is(i + 1, "que") && self.n.any(i + 2, &["viene", "vem"]) =>
            {
                Some((i + 3, 1, unit))
            }
            _ => None,
        }
    }

    /// "vor drei Tagen", "hace dos semanas", "il y a un an", "dentro de dos meses".
    pub(super) fn turned(&self, i: usize) -> Option<Found> {
        let (j, way) = self.n.phrase(i, "turn")?;
        let length = self.length(j).filter(|length| length.unit >= Unit::Day)?;
        Some(match way {
            "ago" => self.ago(&length, length.end),
            _ => self.ahead(&length, length.end),
        })
    }

    /// What words around a date say of its tense, where there is no tree.
    pub(super) fn hinted(&self) -> Option<Tense> {
        let start = self.start.get();
        let hint = |k: usize| match self.n.sense(k) {
            Sense::End | Sense::Break | Sense::Past => Some(None),
            Sense::Future => Some(Some(Tense::Future)),
            _ => None,
        };
        let before = (start.saturating_sub(HINT_TOKENS)..start).rev().find_map(hint);
        let behind = || (start + 1..start + HINT_TOKENS).find_map(hint);
        before.or_else(behind).flatten()
    }
}
