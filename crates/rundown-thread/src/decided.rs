//! Does what was decided of an article: when it is placed, and at a start anew, which
//! weighs nothing and so takes a small part of the time.

use crate::journal::{Decision, Undo};
use crate::placer::Placer;

impl Placer {
    /// Opens the page of an article and counts its words.
    pub(crate) fn begin(&mut self, place: u32) {
        let article = &self.filed[place as usize];
        self.journal.begin();
        self.usage.learn(&article.words, article.lang);
        self.journal.note(Undo::Learned(place));
    }

    /// Remembers the text of an article, so that copies of it are found.
    pub(crate) fn remember(&mut self, place: u32) {
        self.copies.remember(place);
        self.journal.note(Undo::Remembered(place));
    }

    /// Closes what is told of an article before others are looked at again.
    pub(crate) fn line_up(&mut self, place: u32) {
        self.times.push(self.filed[place as usize].turn.time);
        self.order.push(place);
        if let Some(keeping) = &mut self.keeping {
            keeping.placed.insert(place);
        }
    }

    /// Does what was decided of an article, and notes it.
    pub(crate) fn carry_out(&mut self, place: u32, decision: Decision) {
        self.journal.decide(decision);
        match decision {
            Decision::Joins(development) => self.join(place, development, false),
            Decision::Copies(development) => self.join(place, development, true),
            Decision::Founds => self.start_development(place),
            Decision::Merges(a, b) => self.merge(a, b),
            Decision::Chains(a, b) => self.merge_stories(a, b),
            Decision::Leaves(development) => self.leave(development),
            Decision::RechecksTenDaysOld(count) => {
                let before =
                    std::mem::replace(&mut self.ten_days_rechecked, count as usize);
                self.journal.note(Undo::TenDaysRechecked(before));
            }
            Decision::RechecksDayOld(count) => {
                let before =
                    std::mem::replace(&mut self.day_old_rechecked, count as usize);
                self.journal.note(Undo::DayOldRechecked(before));
            }
        }
    }

    /// Places an article as it was placed before; `None` where that cannot have been
    /// decided.
    pub(crate) fn place_again(
        &mut self,
        place: u32,
        decisions: &[Decision],
    ) -> Option<()> {
        self.begin(place);
        self.remember(place);
        let (first, others) = decisions.split_first()?;
        let is_placing =
            matches!(first, Decision::Joins(_) | Decision::Copies(_) | Decision::Founds);
        if !is_placing || !self.may(*first) {
            return None;
        }
        self.carry_out(place, *first);
        self.line_up(place);
        for decision in others {
            if !self.may(*decision) {
                return None;
            }
            self.carry_out(place, *decision);
        }
        Some(())
    }

    /// Whether a decision names what is there.
    fn may(&self, decision: Decision) -> bool {
        let developments = &self.developments.heads;
        let is_development = |at: u32| {
            developments.get(at as usize).is_some_and(|one| one.merged_into.is_none())
        };
        let stories = &self.stories.heads;
        let is_story = |at: u32| {
            stories.get(at as usize).is_some_and(|one| one.merged_into.is_none())
        };
        match decision {
            Decision::Joins(at) | Decision::Copies(at) => is_development(at),
            Decision::Founds => true,
            Decision::Merges(a, b) => a != b && is_development(a) && is_development(b),
            Decision::Chains(a, b) => a != b && is_story(a) && is_story(b),
            Decision::Leaves(at) => is_development(at) && self.is_guest(at),
            Decision::RechecksTenDaysOld(count) | Decision::RechecksDayOld(count) => {
                count as usize <= self.order.len()
            }
        }
    }
}
