//! How the latest articles are taken back, so that one that came late can be
//! threaded at its own time and those after it anew.

use crate::copies::copied_from;
use crate::days::Seconds;
use crate::journal::Undo;
use crate::placer::Placer;

/// The latest articles of which copies are looked for whenever they came.
const COPIED_WITHIN_ARTICLES: usize = if cfg!(test) { 4 } else { 512 };

/// Texts are forgotten so many at a time at least.
const COPIES_REMEMBERED_MIN: usize = 4_096;

impl Placer {
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
                self.copies.forget(place);
            }
            Undo::Members(development, length) => {
                self.development_row_mut(development).members.truncate(length);
            }
            Undo::Founded => {
                self.developments.pop();
                self.nearby.pop();
                self.stories.pop();
            }
            Undo::Development(at, before) => {
                self.keep_again(|keeping| &mut keeping.developments, at);
                self.developments[at as usize] = before.0;
                self.development_row_mut(at).bundle = before.1;
                self.note_gist(at);
            }
            Undo::Story(at, before) => {
                self.touched.insert(at);
                self.keep_again(|keeping| &mut keeping.stories, at);
                self.stories[at as usize] = before.0;
                *self.story_row_mut(at) = before.1;
            }
            Undo::TenDaysRechecked(count) => self.ten_days_rechecked = count,
            Undo::DayOldRechecked(count) => self.day_old_rechecked = count,
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
        self.copies.forget_all();
        self.remembered_from = self.first_to_copy();
        for place in &self.order[self.remembered_from..] {
            self.copies.remember(*place);
        }
    }

    /// The first article in order of threading that a later one may be a copy of.
    pub(crate) fn first_to_copy(&self) -> usize {
        let Some(latest) = self.times.last() else { return 0 };
        let open = self.config.open_hours.saturating_mul(3_600);
        let settled = self.order.len() - self.journal.len();
        let from = self.copied_from(latest.saturating_sub(open), settled);
        self.times.partition_point(|time| *time < from).min(settled)
    }

    /// What was threaded before this is not copied by what is threaded at a time behind so
    /// many articles. Undated articles have no days to count, so that the latest few
    /// articles are looked at whenever they came.
    pub(crate) fn copied_from(&self, time: Seconds, behind: usize) -> Seconds {
        let first = self.times.get(behind.saturating_sub(COPIED_WITHIN_ARTICLES));
        let from = copied_from(time);
        first.map_or(from, |first| from.min(*first))
    }
}
