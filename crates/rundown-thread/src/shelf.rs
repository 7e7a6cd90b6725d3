//! Rows of which only those in use are in memory; the others are fetched when they are
//! looked at.
//!
//! A story of last year takes no memory until an article comes that may belong to it.
//! What is fetched is exactly what was kept, so that threading decides the same whether a
//! row was in memory or not.

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

use crate::kept::Kept;

/// Rows by number.
pub(crate) struct Shelf<T> {
    slots: Vec<Slot<T>>,
    kept: Option<Arc<dyn Kept>>,
    /// Rows in memory that could be fetched again; one may be named twice.
    spare: RefCell<Vec<u32>>,
    /// Counts the articles placed.
    round: u32,
    /// Whether a row could not be fetched: nothing decided since then holds.
    is_broken: Cell<bool>,
}

struct Slot<T> {
    row: OnceCell<Box<T>>,
    /// The article for which it was last looked at.
    looked_at: Cell<u32>,
    /// Whether it is kept as it is.
    is_kept: bool,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            kept: None,
            spare: RefCell::default(),
            round: 0,
            is_broken: Cell::new(false),
        }
    }
}

impl<T> std::fmt::Debug for Shelf<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shelf({} rows)", self.slots.len())
    }
}

impl<T: Default> Shelf<T> {
    /// Says where rows are fetched that are not in memory.
    pub(crate) fn keep_in(&mut self, kept: Arc<dyn Kept>) {
        self.kept = Some(kept);
    }

    /// Adds rows that are kept and not in memory.
    pub(crate) fn add_kept(&mut self, rows: usize) {
        let absent =
            || Slot { row: OnceCell::new(), looked_at: Cell::new(0), is_kept: true };
        self.slots.extend(std::iter::repeat_with(absent).take(rows));
    }

    /// Puts a row where another one, or none, was.
    pub(crate) fn put(&mut self, at: usize, row: T) {
        let (row, looked_at) = (OnceCell::from(Box::new(row)), Cell::new(self.round));
        self.slots[at] = Slot { row, looked_at, is_kept: false };
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn push(&mut self, row: T) {
        let row = OnceCell::from(Box::new(row));
        self.slots.push(Slot { row, looked_at: Cell::new(self.round), is_kept: false });
    }

    pub(crate) fn pop(&mut self) {
        self.slots.pop();
    }

    /// Notes that the row is kept as it is now.
    pub(crate) fn is_kept_now(&mut self, at: u32) {
        if let Some(slot) = self.slots.get_mut(at as usize) {
            slot.is_kept = true;
            self.spare.get_mut().push(at);
        }
    }

    /// Whether the row is kept as it is.
    pub(crate) fn is_kept(&self, at: u32) -> bool {
        self.slots.get(at as usize).is_some_and(|slot| slot.is_kept)
    }

    /// Whether a row could not be fetched.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Drops rows that can be fetched again from memory, those that were not looked at
    /// for the longest time, if there are more than `most` twice over.
    pub(crate) fn forget(&mut self, most: usize) {
        self.round = self.round.saturating_add(1);
        let spare = self.spare.get_mut();
        if spare.len() <= most.saturating_mul(2) {
            return;
        }
        spare.sort_unstable();
        spare.dedup();
        let slots = &mut self.slots;
        spare.retain(|at| slots.get(*at as usize).is_some_and(|slot| slot.is_kept));
        // The latest first; of those looked at in one round the later row.
        let age = |at: &u32| {
            let looked_at = slots[*at as usize].looked_at.get();
            std::cmp::Reverse((looked_at, *at))
        };
        if spare.len() > most {
            spare.select_nth_unstable_by_key(most, age);
            for at in spare.drain(most..) {
                slots[at as usize].row.take();
            }
        }
    }

    /// The row, which `fetch` finds if it is not in memory.
    pub(crate) fn look(&self, at: u32, fetch: impl FnOnce(&dyn Kept) -> Option<T>) -> &T {
        let slot = &self.slots[at as usize];
        slot.looked_at.set(self.round);
        slot.row.get_or_init(|| {
            let row = self.kept.as_ref().and_then(|kept| {
                self.spare.borrow_mut().push(at);
                fetch(&**kept)
            });
            Box::new(row.unwrap_or_else(|| {
                self.is_broken.set(true);
                T::default()
            }))
        })
    }

    /// The same, to be changed.
    pub(crate) fn look_mut(
        &mut self,
        at: u32,
        fetch: impl FnOnce(&dyn Kept) -> Option<T>,
    ) -> &mut T {
        self.look(at, fetch);
        let slot = &mut self.slots[at as usize];
        slot.is_kept = false;
        slot.row.get_mut().expect("a row that was just looked at is in memory")
    }
}
