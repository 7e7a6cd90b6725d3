//! What a rule of a language found in a line.

use super::rules::{Kind, Slot, Slots};
use super::words::{PARTS, Part, UNITS, Unit};

/// What a rule found.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    /// Its first token behind an article.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) slots: Slots,
}

impl Hit {
    /// A time with what the part of the day beside it says.
    pub(super) fn and(mut self, part: Self) -> Self {
        for slot in [Slot::Part, Slot::Pm] {
            if let Some(value) = part.slots.get(slot) {
                self.slots = self.slots.with(slot, value);
            }
        }
        self.end = self.end.max(part.end);
        self
    }
}

/// A unit by its place.
pub(super) fn unit(place: Option<i64>) -> Option<Unit> {
    UNITS.get(usize::try_from(place?).ok()?).copied()
}

/// A part of the day by its place.
pub(super) fn part(place: Option<i64>) -> Option<Part> {
    PARTS.get(usize::try_from(place?).ok()?).copied()
}
