//! What each article that is still open changed, so that it can be taken back.

use std::collections::VecDeque;

use crate::bundle::Bundle;
use crate::development::{Development, Group, Story};
use crate::term::Term;

/// What each open article did, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal {
    frames: VecDeque<Vec<Undo>>,
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
    /// How many articles had been looked at again.
    LookedBack(usize),
    AskedAgain(usize),
}

impl Journal {
    /// Opens the page of the next article.
    pub(crate) fn begin(&mut self) {
        self.frames.push_back(Vec::new());
    }

    /// Closes the page of the latest article and returns its steps.
    pub(crate) fn tear(&mut self) -> Vec<Undo> {
        self.frames.pop_back().unwrap_or_default()
    }

    /// Drops the pages of the earliest articles and returns their steps.
    pub(crate) fn drop_first(&mut self, count: usize) -> Vec<Undo> {
        self.frames.drain(..count.min(self.frames.len())).flatten().collect()
    }

    /// How many articles are open.
    pub(crate) fn len(&self) -> usize {
        self.frames.len()
    }

    /// All steps, the earliest first.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Undo> {
        self.frames.iter().flatten()
    }

    /// Notes a step of the latest article.
    pub(crate) fn note(&mut self, undo: Undo) {
        if let Some(frame) = self.frames.back_mut() {
            frame.push(undo);
        }
    }
}
