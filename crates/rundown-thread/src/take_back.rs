//! How the latest articles are taken back, so that one that came late can be
//! threaded at its own time and those after it anew.

use crate::desk::Desk;
use crate::journal::Undo;

impl Desk {
    /// Takes the latest article back.
    pub(crate) fn take_back(&mut self) {
        self.times.pop();
        self.order.pop();
        let frame = self.journal.tear();
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
                self.nearby.pop();
                self.members.pop();
                self.stories.pop();
            }
            Undo::Development(at, before) => {
                self.developments[at as usize] = *before;
                self.note_gist(at);
            }
            Undo::Story(at, before) => {
                self.touched.insert(at);
                self.stories[at as usize] = *before;
            }
            Undo::LookedBack(count) => self.looked_back = count,
            Undo::AskedAgain(count) => self.asked_again = count,
            Undo::Found(term) => self.finder.take_back(term),
        }
    }

    /// Drops what was kept to thread these articles, the earliest of those open, anew.
    pub(crate) fn settle(&mut self, places: &[u32]) {
        self.journal.drop_first(places.len());
        for place in places {
            self.filed[*place as usize].words = std::sync::Arc::default();
        }
    }
}
