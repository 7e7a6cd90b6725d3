//! Developments that chance brought into a story leave it once more of it is told.

use crate::bundle::Bundle;
use crate::development::{Group, Story};
use crate::evidence::{Part, evidence};
use crate::placer::Placer;
use crate::score::Level;

/// Developments of a story that one of them is weighed against: the latest. A quarter of
/// them tells too little, and three times as many tell no more.
const REST_MAX: usize = 64;

/// A development leaves where the logarithm of the odds of its articles is less in the
/// mean: two chances in five. Ten stories in six years of news score 94.3 from there to
/// even odds, 93.6 at -1, and 93.0 if nothing leaves.
const LEAVES_BELOW: f64 = -0.4;

impl Placer {
    /// Whether the articles of a development, one by one, do not belong with the rest of
    /// its story. Together they might: the larger two bundles are, the more they share.
    /// What a story is named by stays, since readers know the story by it.
    pub(crate) fn is_stranger(&self, development: u32) -> bool {
        let own = self.developments[development as usize];
        let story = self.whole_story(own.story);
        if !self.is_guest(development)
            || self.stories[story as usize].number == own.number
        {
            return false;
        }
        let others = self.others(story, development);
        let rest = self.told_by(&others[others.len().saturating_sub(REST_MAX)..]);
        let members = self.development_row(development).members.iter();
        let odds: Vec<f64> = members
            .filter(|place| self.filed[**place as usize].copy_of.is_none())
            .map(|place| self.odds_of_story(*place, &rest))
            .collect();
        odds.iter().sum::<f64>() < LEAVES_BELOW * odds.len() as f64
    }

    /// The logarithm of the odds that an article belongs to a story, told by the story's
    /// other developments.
    fn odds_of_story(&self, place: u32, story: &Bundle) -> f64 {
        let article = Bundle::of(place, &self.filed[place as usize]);
        let company = self.company(&article);
        let part = Part::new(&article);
        let signs = evidence(&part, story, &[], &self.filed, &self.usage, company);
        self.odds(Level::Story, &signs)
    }

    /// Whether a development is in a story that another founded.
    pub(crate) fn is_guest(&self, development: u32) -> bool {
        let own = self.developments[development as usize].story;
        self.whole_story(own) != own
    }

    /// Takes a development out of the story it is a guest of, back into the one that it
    /// founded.
    pub(crate) fn leave(&mut self, development: u32) {
        let own = self.developments[development as usize].story;
        let story = self.whole_story(own);
        self.point_past(own, story);
        for (story, members) in
            [(story, self.others(story, development)), (own, vec![development])]
        {
            self.keep_story(story);
            self.touched.insert(story);
            let numbers = members.iter().map(|d| self.developments[*d as usize].number);
            let number = numbers.min().unwrap_or_default();
            let bundle = self.told_by(&members);
            self.stories[story as usize] =
                Story { number, count: bundle.count, ..Story::default() };
            *self.story_row_mut(story) = Group { bundle, members };
        }
    }

    /// The developments of a story but one.
    fn others(&self, story: u32, development: u32) -> Vec<u32> {
        let members = self.story_row(story).members.iter();
        members.copied().filter(|other| *other != development).collect()
    }

    /// What developments say together.
    fn told_by(&self, developments: &[u32]) -> Bundle {
        let mut developments = developments.iter().map(|d| self.bundle(*d));
        let mut all = developments.next().cloned().unwrap_or_default();
        developments.for_each(|bundle| all.absorb(bundle));
        all
    }

    /// Stories that went into one that stands by itself again stay with the other.
    fn point_past(&mut self, one: u32, other: u32) {
        // A story goes into an earlier one.
        for at in one + 1..self.stories.len() as u32 {
            if self.stories[at as usize].merged_into == Some(one) {
                self.keep_story(at);
                self.stories[at as usize].merged_into = Some(other);
            }
        }
    }
}
