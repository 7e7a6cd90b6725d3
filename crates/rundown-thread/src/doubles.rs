//! Developments that prove to be one, when both have grown or some time has passed.

use crate::evidence::is_scant;
use crate::journal::{Decision, Undo};
use crate::placer::{Placer, SILENCE_DAYS};
use crate::score::Level;
use rundown_meaning::Gist;

/// Articles that make a development look for its double and its story anew.
const SECOND_LOOK_AT: [u32; 8] = [1, 2, 3, 5, 8, 13, 21, 34];

/// Headlines that make a development look for its double once more.
const LOOK_OF_SCANT_AT: [u32; 5] = [55, 89, 144, 233, 377];

/// Developments looked at to find a double, before those that say the same.
const DOUBLE_CANDIDATES: usize = 16;

/// Doubles a development takes in at one look: an event told in many languages has one
/// in each.
const DOUBLES_MAX: usize = 3;

/// Hours after which a development looks once more for the one it belongs to: by then
/// most of what is told of an event is there to compare with.
const RECHECKED_AFTER_HOURS: i64 = 24;

/// What is less alike is no company.
const COMPANY_MIN: f64 = 0.5;

impl Placer {
    /// A development that has grown by an article may prove to be another's double, and
    /// finds its story anew.
    pub(crate) fn recheck_grown(&mut self, latest: u32) {
        let development = self.development_of[latest as usize];
        let count = self.bundle(development).count;
        let looks_for_story = SECOND_LOOK_AT.contains(&count);
        let scant = is_scant(self.bundle(development));
        if !(looks_for_story || scant && LOOK_OF_SCANT_AT.contains(&count)) {
            return;
        }
        let whole = if count > 1 {
            self.take_in_doubles(latest, development)
        } else {
            development
        };
        if looks_for_story {
            self.link(latest, whole);
        }
    }

    /// Developments founded a day ago look for the one they belong to.
    pub(crate) fn recheck_day_old(&mut self, latest: u32) {
        let now = self.filed[latest as usize].turn.time;
        let until = now.saturating_sub(RECHECKED_AFTER_HOURS * 3_600);
        let mut day_old_rechecked = self.day_old_rechecked;
        while self.times.get(day_old_rechecked).is_some_and(|time| *time < until) {
            let place = self.order[day_old_rechecked];
            day_old_rechecked += 1;
            let development = self.development(place);
            // Each development once: when its first article is a day old.
            if self.development_row(development).members.first() != Some(&place)
                || !self.is_met_by_gist(development)
            {
                continue;
            }
            if self.bundle(development).count > 1 {
                self.take_in_doubles(latest, development);
            } else if self.has_company(development)
                && let Some(into) = self.choose(place, Some(development))
            {
                self.carry_out(latest, Decision::Merges(development, into));
            }
        }
        if day_old_rechecked > self.day_old_rechecked {
            self.carry_out(latest, Decision::RechecksDayOld(day_old_rechecked as u32));
        }
    }

    /// Whether others may be met by gist: those in other languages, and all where there
    /// is little text.
    fn is_met_by_gist(&self, development: u32) -> bool {
        let bundle = self.bundle(development);
        is_scant(bundle) || self.usage.has_others_than(&bundle.langs)
    }

    /// Whether some development of more than one article says about the same.
    fn has_company(&self, development: u32) -> bool {
        let gist = self.bundle(development).gist;
        let alike = self.nearby.alike(&gist).into_iter();
        alike
            .take_while(|(_, cosine)| *cosine >= COMPANY_MIN)
            .any(|(other, _)| other != development && self.bundle(other).count > 1)
    }

    /// Merges a development with its doubles as the latest article comes; returns the one
    /// that stays.
    fn take_in_doubles(&mut self, latest: u32, development: u32) -> u32 {
        let mut whole = development;
        for _ in 0..DOUBLES_MAX {
            let Some(double) = self.double_of(whole) else { break };
            let bundle = |d: u32| self.bundle(d);
            if !self.is_witnessed(bundle(whole), bundle(double)) {
                break;
            }
            let by_gist = is_scant(bundle(whole)) || !bundle(whole).meets(bundle(double));
            self.carry_out(latest, Decision::Merges(whole, double));
            whole = whole.min(double);
            if !by_gist {
                break;
            }
        }
        whole
    }

    fn double_of(&mut self, development: u32) -> Option<u32> {
        let part = self.bundle(development).clone();
        let mut candidates = self.candidates(&part, DOUBLE_CANDIDATES, SILENCE_DAYS);
        self.add_nearby(&part, &mut candidates);
        candidates.retain(|other| {
            let other_bundle = self.bundle(*other);
            *other != development
                && part.has_two_witnesses_with(other_bundle)
                && !self.fills_form_of(&part, *other)
                && !self.fills_form_of(other_bundle, development)
        });
        let candidates = self.closest(&part, candidates);
        let places = match &self.compared {
            Some(_) => self.development_row(development).members.clone(),
            None => Vec::new(),
        };
        let bias = self.config.development_bias;
        self.best(Level::Development, &part, &places, &candidates, bias)
    }

    /// Makes one of two developments, the earlier one, and of their stories.
    pub(crate) fn merge(&mut self, a: u32, b: u32) {
        let (into, from) = (a.min(b), a.max(b));
        let stories =
            [into, from].map(|d| self.whole_story(self.developments[d as usize].story));
        self.merge_stories(stories[0], stories[1]);
        let story = stories[0].min(stories[1]);
        self.keep_development(into);
        self.keep_development(from);
        self.keep_story(story);
        self.touched.insert(story);
        self.developments[from as usize].merged_into = Some(into);
        let number = self.developments[from as usize].number;
        let stays = &mut self.developments[into as usize];
        stays.number = stays.number.min(number);
        self.story_row_mut(story).members.retain(|d| *d != from);
        let gone = self.development_row(from).clone();
        let length = self.development_row(into).members.len();
        self.journal.note(Undo::Members(into, length));
        let stays = self.development_row_mut(into);
        stays.bundle.absorb(&gone.bundle);
        stays.members.extend(gone.members);
        self.sum_up(into, story);
        self.note_gist(into);
        self.note_gist(from);
    }

    /// Keeps what a development says where developments that say the same are looked for.
    pub(crate) fn note_gist(&mut self, development: u32) {
        let is_gone = self.developments[development as usize].merged_into.is_some();
        let gist = if is_gone { Gist::default() } else { self.bundle(development).gist };
        self.nearby.set(development, gist);
    }
}
