//! How the latest articles are taken back, so that one that came late can be
//! threaded at its own time and those after it anew.

use crate::copies::{Copies, copied_from};
use crate::desk::Desk;
use crate::journal::Undo;

/// Texts are forgotten so many at a time at least.
const COPIES_REMEMBERED_MIN: usize = 4_096;

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
            Undo::Remembered(place) => {
                self.copies.forget(&self.filed[place as usize].prints);
            }
            Undo::Members(development, length) => {
                self.development_rows[development as usize].members.truncate(length);
            }
            Undo::Founded => {
                self.developments.pop();
                self.development_rows.pop();
                self.nearby.pop();
                self.stories.pop();
                self.story_rows.pop();
            }
            Undo::Development(at, before) => {
                self.keep_again(|keeping| &mut keeping.developments, at);
                self.developments[at as usize] = before.0;
                self.development_rows[at as usize].bundle = before.1;
                self.note_gist(at);
            }
            Undo::Story(at, before) => {
                self.touched.insert(at);
                self.keep_again(|keeping| &mut keeping.stories, at);
                self.stories[at as usize] = before.0;
                self.story_rows[at as usize] = before.1;
            }
            Undo::LookedBack(count) => self.looked_back = count,
            Undo::AskedAgain(count) => self.asked_again = count,
            Undo::Found(term) => self.finder.take_back(term),
        }
    }

    /// Drops what was kept to thread these articles, the earliest of those open, anew.
    pub(crate) fn settle(&mut self, places: &[u32]) {
        let steps = self.journal.drop_first(places.len());
        for place in places {
            if let Some(keeping) = &mut self.keeping {
                keeping.note_article(*place, &self.filed[*place as usize]);
            }
            self.filed[*place as usize].words = std::sync::Arc::default();
        }
        if let Some(keeping) = &mut self.keeping {
            keeping.note_steps(&steps);
        }
    }

    /// Forgets the texts of articles so long ago that no copy of them comes any more,
    /// once they are the most.
    pub(crate) fn forget_copies(&mut self) {
        let first = self.first_to_copy();
        if self.remembered_from + COPIES_REMEMBERED_MIN < first
            && first - self.remembered_from > self.order.len() - first
        {
            self.remember_copies();
        }
    }

    /// Remembers the texts of the latest articles anew.
    pub(crate) fn remember_copies(&mut self) {
        self.copies = Copies::default();
        self.remembered_from = self.first_to_copy();
        for place in &self.order[self.remembered_from..] {
            self.copies.remember(*place, &self.filed[*place as usize].prints);
        }
    }

    /// The first article in order of threading that a later one may be a copy of.
    pub(crate) fn first_to_copy(&self) -> usize {
        let Some(latest) = self.times.last() else { return 0 };
        let open = self.config.open_hours.saturating_mul(3_600);
        let from = copied_from(latest.saturating_sub(open));
        self.times.partition_point(|time| *time < from)
    }
}
