//! How the latest articles are taken back, so that one that came late can be
//! threaded at its own time and those after it anew.

use std::collections::VecDeque;

use crate::desk::Desk;
use crate::development::{Development, Story};
use crate::sparse::Term;

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
}

impl Journal {
    /// Opens the page of the next article.
    pub(crate) fn begin(&mut self) {
        self.frames.push_back(Vec::new());
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

impl Desk {
    /// Takes the latest article back.
    pub(crate) fn take_back(&mut self) {
        self.times.pop();
        self.order.pop();
        let frame = self.journal.frames.pop_back().unwrap_or_default();
        for undo in frame.into_iter().rev() {
            self.undo(undo);
        }
    }

    fn undo(&mut self, undo: Undo) {
        match undo {
            Undo::Learned(place) => {
                let article = &self.filed[place as usize];
                self.usage.unlearn(&article.words, article.lang);
            }
            Undo::Remembered(place) => self.copies.forget(&self.filed[place as usize]),
            Undo::Members(development, length) => {
                self.members[development as usize].truncate(length);
            }
            Undo::Founded => {
                self.developments.pop();
                self.members.pop();
                self.stories.pop();
            }
            Undo::Development(at, before) => {
                self.developments[at as usize] = *before;
            }
            Undo::Story(at, before) => {
                self.touched.insert(at);
                self.stories[at as usize] = *before;
            }
            Undo::LookedBack(count) => self.looked_back = count,
            Undo::Found(term) => self.finder.take_back(term),
        }
    }

    /// Drops what was kept to thread these articles, the earliest of those open, anew.
    pub(crate) fn settle(&mut self, places: &[u32]) {
        self.journal.frames.drain(..places.len().min(self.journal.frames.len()));
        for place in places {
            self.filed[*place as usize].words = std::sync::Arc::default();
        }
    }
}
