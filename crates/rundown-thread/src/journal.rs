//! What was decided of each article that is still open, and what that changed: the one so
//! that a start can do it again without weighing anything, the other so that it can be
//! taken back.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::bundle::Bundle;
use crate::development::{Development, Group, Story};
use crate::term::Term;

/// Most articles take no more steps: the words they are found by.
const STEPS_OF_MOST: usize = 56;

/// What each open article did, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal {
    pages: VecDeque<Page>,
}

/// What one article did.
#[derive(Debug, Clone, Default)]
struct Page {
    decisions: Vec<Decision>,
    steps: Vec<Undo>,
}

/// What was decided when an article was placed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Decision {
    /// It is of a development.
    Joins(u32),
    /// It is a copy of an article of a development.
    Copies(u32),
    /// It is of a development of its own.
    Founds,
    /// Two developments are one.
    Merges(u32, u32),
    /// Two stories are one.
    Chains(u32, u32),
    /// A development does not belong to the story it is in.
    Leaves(u32),
    /// So many articles have been rechecked ten days after they came by now.
    RechecksTenDaysOld(u32),
    /// So many have been rechecked a day after they came by now.
    RechecksDayOld(u32),
}

/// One step back.
#[derive(Debug, Clone)]
pub(crate) enum Undo {
    Learned(u32),
    Remembered(u32),
    Members(u32, usize),
    Founded,
    Development(u32, Box<(Development, Bundle)>),
    Story(u32, Box<(Story, Group)>),
    Found(Term),
    /// How many articles had been rechecked ten days after they came.
    TenDaysRechecked(usize),
    DayOldRechecked(usize),
}

impl Journal {
    /// Opens the page of the next article.
    pub(crate) fn begin(&mut self) {
        let steps = Vec::with_capacity(STEPS_OF_MOST);
        self.pages.push_back(Page { decisions: Vec::new(), steps });
    }

    /// Closes the page of the latest article and returns its steps.
    pub(crate) fn tear(&mut self) -> Vec<Undo> {
        self.pages.pop_back().unwrap_or_default().steps
    }

    /// Drops the pages of the earliest articles and returns their steps.
    pub(crate) fn drop_first(&mut self, count: usize) -> Vec<Undo> {
        let gone = self.pages.drain(..count.min(self.pages.len()));
        gone.flat_map(|page| page.steps).collect()
    }

    /// How many articles are open.
    pub(crate) fn len(&self) -> usize {
        self.pages.len()
    }

    /// All steps, the earliest first.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Undo> {
        self.pages.iter().flat_map(|page| &page.steps)
    }

    /// What was decided of each open article, the earliest first.
    pub(crate) fn decisions(&self) -> impl Iterator<Item = &[Decision]> {
        self.pages.iter().map(|page| page.decisions.as_slice())
    }

    /// Notes a step of the latest article.
    pub(crate) fn note(&mut self, undo: Undo) {
        if let Some(page) = self.pages.back_mut() {
            page.steps.push(undo);
        }
    }

    /// Notes what was decided of the latest article.
    pub(crate) fn decide(&mut self, decision: Decision) {
        if let Some(page) = self.pages.back_mut() {
            page.decisions.push(decision);
        }
    }
}
