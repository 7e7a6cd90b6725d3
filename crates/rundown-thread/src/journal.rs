//! What each article that is still open changed, so that it can be taken back.

use std::collections::VecDeque;

use crate::development::{Development, Story};
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
    Development(u32, Box<Development>),
    Story(u32, Box<Story>),
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

    /// Drops the pages of the earliest articles.
    pub(crate) fn drop_first(&mut self, count: usize) {
        self.frames.drain(..count.min(self.frames.len()));
    }

    /// Notes a step of the latest article.
    pub(crate) fn note(&mut self, undo: Undo) {
        if let Some(frame) = self.frames.back_mut() {
            frame.push(undo);
        }
    }

    /// Keeps a development as it is now, once an article.
    pub(crate) fn keep_development(&mut self, at: u32, development: &Development) {
        self.note(Undo::Development(at, Box::new(development.clone())));
    }

    /// Keeps a story as it is now.
    pub(crate) fn keep_story(&mut self, at: u32, story: &Story) {
        self.note(Undo::Story(at, Box::new(story.clone())));
    }
}
