//! Chains developments into stories.

use crate::bundle::Bundle;
use crate::development::Story;
use crate::evidence::{Evidence, Part, add_lead, evidence};
use crate::journal::Decision;
use crate::placer::{Compared, Placer, closest};
use crate::score::Level;

/// Earlier developments that a development is compared with to find its story.
const STORY_CANDIDATES: usize = 24;

/// Stories that all signs are gathered of.
const STORIES_COMPARED: usize = 6;

/// Developments of one story that are compared one by one.
const NEAR_MAX: usize = 3;

/// A story sleeps no longer than this, in days.
const SLEEP_DAYS_MAX: f64 = 400.0;

/// Days after which a development is weighed against the stories there are by then.
const RECHECKED_AFTER_DAYS: i64 = 10;

/// A story and those of its developments that are closest to the one at hand.
struct Candidate {
    story: u32,
    near: Vec<u32>,
}

impl Placer {
    /// An article that still stands alone some days later looks for its story once
    /// more: what it was the first report of has been told since. By then a development
    /// that chance brought into a story is known for a stranger too, and leaves it.
    pub(crate) fn recheck_ten_days_old(&mut self, latest: u32) {
        let now = self.filed[latest as usize].turn.time;
        let until = now.saturating_sub(RECHECKED_AFTER_DAYS * 86_400);
        let mut ten_days_rechecked = self.ten_days_rechecked;
        while self.times.get(ten_days_rechecked).is_some_and(|time| *time < until) {
            let place = self.order[ten_days_rechecked];
            ten_days_rechecked += 1;
            let development = self.development(place);
            let story = self.whole_story(self.developments[development as usize].story);
            if self.stories[story as usize].count == 1 {
                self.link(latest, development);
            } else if self.development_row(development).members.first() == Some(&place)
                && self.is_stranger(development)
            {
                self.carry_out(latest, Decision::Leaves(development));
            }
        }
        if ten_days_rechecked > self.ten_days_rechecked {
            self.carry_out(
                latest,
                Decision::RechecksTenDaysOld(ten_days_rechecked as u32),
            );
        }
    }

    /// Puts a development's story together with the story it belongs to, if any, as the
    /// latest article comes.
    pub(crate) fn link(&mut self, latest: u32, development: u32) {
        let story = self.whole_story(self.developments[development as usize].story);
        if let Some(other) = self.story_of(development, story)
            && self.is_witnessed(self.story_bundle(story), self.story_bundle(other))
        {
            self.carry_out(latest, Decision::Chains(story, other));
        }
    }

    fn story_of(&mut self, development: u32, own: u32) -> Option<u32> {
        let candidates = self.story_candidates(development, own);
        let mut found: Vec<Evidence> =
            candidates.iter().map(|c| self.compare(own, c)).collect();
        // Stories are few, and one that is alone may well be the right one.
        add_lead(&mut found, 0.0, |_, _| true);
        let mut best: Option<(u32, f64)> = None;
        for (candidate, evidence) in candidates.iter().zip(&found) {
            let odds = self.odds(Level::Story, evidence);
            let odds = odds + self.config.story_bias;
            if odds > 0.0 && best.is_none_or(|(_, most)| odds > most) {
                best = Some((candidate.story, odds));
            }
        }
        if self.compared.is_some() {
            self.note_compared(own, &candidates, found);
        }
        best.map(|(story, _)| story)
    }

    fn story_candidates(&self, development: u32, own: u32) -> Vec<Candidate> {
        let part = self.bundle(development);
        let witnesses = self.story_bundle(own);
        let mut candidates: Vec<Candidate> = Vec::new();
        for near in self.candidates(part, STORY_CANDIDATES, SLEEP_DAYS_MAX) {
            let story = self.whole_story(self.developments[near as usize].story);
            let bundle = self.story_bundle(story);
            if story == own
                || witnesses.count > 1
                    && bundle.count > 1
                    && !witnesses.has_two_witnesses_with(bundle)
                || self.fill_one_form(own, story)
            {
                continue;
            }
            match candidates.iter_mut().find(|c| c.story == story) {
                Some(known) if known.near.len() < NEAR_MAX => known.near.push(near),
                Some(_) => {}
                None => candidates.push(Candidate { story, near: vec![near] }),
            }
        }
        let part = Part::new(witnesses);
        closest(candidates, STORIES_COMPARED, 0.0, |c| {
            part.words_alike(self.story_bundle(c.story))
        })
    }

    /// Whether two stories are an article each, and these share no more than a form.
    /// A story that has grown is told by more than that.
    fn fill_one_form(&self, a: u32, b: u32) -> bool {
        if [a, b].iter().any(|story| self.stories[*story as usize].count > 1) {
            return false;
        }
        [(a, b), (b, a)].iter().any(|(one, other)| {
            self.story_bundle(*one).forms.iter().any(|place| {
                let development = self.development(*place);
                self.whole_story(self.developments[development as usize].story) == *other
            })
        })
    }

    /// The smaller story is the part, the larger one the whole.
    fn compare(&self, own: u32, candidate: &Candidate) -> Evidence {
        let mut part = self.story_bundle(own);
        let mut whole = self.story_bundle(candidate.story);
        let near: Vec<&Bundle> = candidate.near.iter().map(|d| self.bundle(*d)).collect();
        let turned = part.count > whole.count;
        if turned {
            (part, whole) = (whole, part);
        }
        let near = if turned { &[] } else { &near[..] };
        let company = self.company(part);
        evidence(&Part::of_story(part), whole, near, &self.filed, &self.usage, company)
    }

    fn note_compared(
        &mut self,
        own: u32,
        candidates: &[Candidate],
        found: Vec<Evidence>,
    ) {
        let articles = |placer: &Self, story: u32| -> Vec<u32> {
            let developments = placer.story_row(story).members.iter();
            developments
                .flat_map(|d| placer.development_row(*d).members.clone())
                .collect()
        };
        let part = articles(self, own);
        for (candidate, evidence) in candidates.iter().zip(found) {
            let whole = articles(self, candidate.story);
            let part = part.clone();
            let compared = Compared { level: Level::Story, part, whole, evidence };
            self.compared.get_or_insert_default().push(compared);
        }
    }

    /// Makes one of two stories, the earlier one.
    pub(crate) fn merge_stories(&mut self, a: u32, b: u32) {
        let (into, from) = (a.min(b), a.max(b));
        if into == from {
            return;
        }
        for story in [into, from] {
            self.keep_story(story);
            self.touched.insert(story);
        }
        let number = self.stories[from as usize].number;
        self.stories[from as usize] =
            Story { merged_into: Some(into), ..Story::default() };
        let gone = std::mem::take(self.story_row_mut(from));
        let stays = self.story_row_mut(into);
        stays.bundle.absorb(&gone.bundle);
        stays.members.extend(gone.members);
        let count = stays.bundle.count;
        let stays = &mut self.stories[into as usize];
        (stays.number, stays.count) = (stays.number.min(number), count);
    }

    /// What the articles of a story say together.
    pub(crate) fn story_bundle(&self, story: u32) -> &Bundle {
        &self.story_row(story).bundle
    }
}
