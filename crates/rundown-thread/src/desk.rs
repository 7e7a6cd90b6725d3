//! Puts one article after the other in its place, and can take the latest back.

use rundown_news::Set;

use crate::config::ThreadConfig;
use crate::copies::Copies;
use crate::development::Development;
use crate::evidence::{Evidence, add_lead, evidence};
use crate::filed::{Filed, Seconds};
use crate::finder::Finder;
use crate::score::{Calibration, same_story};
use crate::sparse::Term;
use crate::threads::in_order;
use crate::usage::Usage;

/// Rarest terms and names by which candidates are looked up.
const LOOKUP_TERMS: usize = 14;
const LOOKUP_NAMES: usize = 6;

/// Candidates scored exactly.
const CANDIDATES: usize = 14;

/// Articles of so many days compete.
const RIVAL_DAYS: i64 = 3;

/// Silence after which a development is closed to later articles, in days.
const SILENCE_DAYS_MAX: f64 = 30.0;

/// Earlier developments that a development is compared with to find its story.
const STORY_CANDIDATES: usize = 20;

/// A story sleeps no longer than this, in days.
const SLEEP_DAYS_MAX: f64 = 120.0;

/// Articles that make a development look for its story anew.
const RELINK_AT: [u32; 7] = [1, 2, 3, 5, 8, 13, 21];

/// A story: its developments.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    pub developments: Vec<u32>,
}

/// Everything threading decides with.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    config: ThreadConfig,
    calibration: Calibration,
    pub filed: Vec<Filed>,
    pub usage: Usage,
    pub developments: Vec<Development>,
    /// The articles of each development.
    pub members: Vec<Vec<u32>>,
    pub stories: Vec<Story>,
    finder: Finder,
    copies: Copies,
    journal: Vec<Vec<Undo>>,
    touched: Set<u32>,
    /// What the latest article was compared with.
    pub considered: Vec<(u32, Evidence, f64)>,
    /// Times of the articles threaded, in order.
    times: Vec<Seconds>,
}

/// One step back.
#[derive(Debug, Clone)]
enum Undo {
    Learned(u32),
    Remembered(u32),
    Joined(u32),
    Founded,
    Development(u32, Box<Development>),
    StoryFounded,
    Story(u32, Story),
    Found(Term),
}

impl Desk {
    pub(crate) fn new(config: ThreadConfig, calibration: Calibration) -> Self {
        Self {
            config,
            calibration,
            considered: Vec::new(),
            times: Vec::new(),
            filed: Vec::new(),
            usage: Usage::default(),
            developments: Vec::new(),
            members: Vec::new(),
            stories: Vec::new(),
            finder: Finder::default(),
            copies: Copies::default(),
            journal: Vec::new(),
            touched: Set::default(),
        }
    }

    /// The numbers of an article's development and story.
    pub(crate) fn numbers(&self, place: u32) -> (u32, u32) {
        let development = self.whole(self.filed[place as usize].development);
        let development = &self.developments[development as usize];
        let story = &self.stories[development.story as usize];
        let numbers =
            story.developments.iter().map(|d| self.developments[*d as usize].number);
        (development.number, numbers.min().unwrap_or(development.number))
    }

    /// Articles whose numbers may have changed since the last call, in order.
    pub(crate) fn touched(&mut self) -> Vec<u32> {
        let mut places: Vec<u32> = Vec::new();
        for story in in_order(std::mem::take(&mut self.touched)) {
            let Some(story) = self.stories.get(story as usize) else { continue };
            for development in &story.developments {
                places.extend(&self.members[*development as usize]);
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The development that a merged one went into.
    pub(crate) fn whole(&self, development: u32) -> u32 {
        let mut at = development;
        while let Some(into) = self.developments[at as usize].merged_into {
            at = into;
        }
        at
    }

    /// Finds an article's development and story.
    pub(crate) fn place(&mut self, place: u32) {
        let mut frame = Vec::new();
        let at = place as usize;
        self.usage.learn(&self.filed[at].words, self.filed[at].lang);
        frame.push(Undo::Learned(place));
        let weighed = self.usage.weigh(&self.filed[at].words, self.filed[at].lang);
        self.filed[at].weighed = weighed.into();
        let copy = self.copies.original(&self.filed[at], &self.filed);
        self.filed[at].copy_of = copy;
        self.copies.remember(place, &self.filed[at]);
        frame.push(Undo::Remembered(place));
        self.considered.clear();
        let chosen = match copy {
            Some((original, _)) => {
                Some(self.whole(self.filed[original as usize].development))
            }
            None => self.choose(place),
        };
        match chosen {
            Some(development) => {
                self.join(place, development, copy.is_some(), &mut frame);
            }
            None => self.found(place, &mut frame),
        }
        self.times.push(self.filed[at].turn.time);
        self.journal.push(frame);
    }

    fn choose(&mut self, place: u32) -> Option<u32> {
        let candidates = self.candidates(place);
        let rivals = self.rivals(&self.filed[place as usize]);
        let mut found: Vec<Evidence> = candidates
            .iter()
            .map(|development| self.evidence(place, *development, rivals))
            .collect();
        add_lead(&mut found);
        let score =
            |e: &Evidence| self.calibration.odds(e) + self.config.development_bias;
        let scored = candidates.into_iter().zip(found).map(|(d, e)| (d, e, score(&e)));
        self.considered = scored.collect();
        let mut best: Option<(u32, f64)> = None;
        for (development, _, score) in &self.considered {
            if *score > 0.0 && best.is_none_or(|(_, most)| *score > most) {
                best = Some((*development, *score));
            }
        }
        best.map(|(development, _)| development)
    }

    fn evidence(&self, place: u32, development: u32, rivals: u32) -> Evidence {
        let article = &self.filed[place as usize];
        let development = &self.developments[development as usize];
        evidence(article, development, &self.filed, &self.usage, rivals)
    }

    /// How many articles came in the last days: among many, a likeness tells less.
    fn rivals(&self, article: &Filed) -> u32 {
        let Some(time) = article.published else { return self.usage.articles() };
        let from = time - RIVAL_DAYS * 86_400;
        (self.times.len() - self.times.partition_point(|before| *before < from)) as u32
    }

    pub(crate) fn candidates(&self, place: u32) -> Vec<u32> {
        let article = &self.filed[place as usize];
        let mut terms = article.weighed.all.top(LOOKUP_TERMS);
        terms.extend(article.weighed.names.top(LOOKUP_NAMES));
        self.finder.find(&terms, CANDIDATES, |development| {
            let development = self.whole(development);
            let days = self.developments[development as usize].days_to(article.published);
            days.is_none_or(|days| days <= SILENCE_DAYS_MAX).then_some(development)
        })
    }

    fn join(
        &mut self,
        place: u32,
        development: u32,
        is_copy: bool,
        frame: &mut Vec<Undo>,
    ) {
        let at = development as usize;
        let before = Box::new(self.developments[at].clone());
        self.touched.insert(before.story);
        frame.push(Undo::Development(development, before));
        if is_copy {
            self.developments[at].join_copy(place, &self.filed[place as usize]);
        } else {
            self.index(place, development, frame);
            self.developments[at].join(place, &self.filed[place as usize]);
        }
        self.filed[place as usize].development = development;
        self.members[at].push(place);
        frame.push(Undo::Joined(development));
        if !is_copy && RELINK_AT.contains(&self.developments[at].count) {
            self.link(development, frame);
        }
    }

    fn found(&mut self, place: u32, frame: &mut Vec<Undo>) {
        let development = self.developments.len() as u32;
        let story = self.stories.len() as u32;
        let mut new = Development::of(place, &self.filed[place as usize]);
        new.story = story;
        self.developments.push(Development::default());
        self.index(place, development, frame);
        self.developments[development as usize] = new;
        self.members.push(vec![place]);
        self.filed[place as usize].development = development;
        frame.push(Undo::Founded);
        self.stories.push(Story { developments: vec![development] });
        frame.push(Undo::StoryFounded);
        self.touched.insert(story);
        self.link(development, frame);
    }

    /// Makes a development findable by the article's words.
    fn index(&mut self, place: u32, development: u32, frame: &mut Vec<Undo>) {
        let weighed = self.filed[place as usize].weighed.clone();
        let known = &self.developments[development as usize];
        let fresh = |of: &crate::sparse::Sparse, have: &crate::sparse::Sparse| {
            of.entries()
                .iter()
                .map(|entry| entry.0)
                .filter(|term| have.weight(*term) <= 0.0)
                .collect::<Vec<Term>>()
        };
        let mut terms = fresh(&weighed.all, &known.all);
        terms.extend(fresh(&weighed.names, &known.names));
        for term in terms {
            self.finder.add(term, development);
            frame.push(Undo::Found(term));
        }
    }

    /// Puts a development into the story it fits best.
    fn link(&mut self, development: u32, frame: &mut Vec<Undo>) {
        let at = development as usize;
        let old = self.developments[at].story;
        let own = self.stories[old as usize].developments.len() == 1;
        let wanted = self.story_of(development);
        match wanted {
            Some(story) if story != old => self.move_to(development, story, frame),
            None if !own => {
                let story = self.stories.len() as u32;
                self.stories.push(Story::default());
                frame.push(Undo::StoryFounded);
                self.move_to(development, story, frame);
            }
            _ => {}
        }
    }

    fn move_to(&mut self, development: u32, story: u32, frame: &mut Vec<Undo>) {
        let at = development as usize;
        let old = self.developments[at].story;
        let before = self.stories[old as usize].clone();
        frame.push(Undo::Story(old, before));
        frame.push(Undo::Story(story, self.stories[story as usize].clone()));
        frame.push(Undo::Development(development, self.developments[at].clone().into()));
        self.stories[old as usize].developments.retain(|d| *d != development);
        self.stories[story as usize].developments.push(development);
        self.developments[at].story = story;
        self.touched.insert(old);
        self.touched.insert(story);
    }

    fn story_of(&self, development: u32) -> Option<u32> {
        let own = &self.developments[development as usize];
        let mut terms = own.all.top(LOOKUP_TERMS);
        let scale = own.all.norm().max(1e-9) as f32;
        let names_scale = own.names.norm().max(1e-9) as f32;
        for term in &mut terms {
            term.1 /= scale;
        }
        terms.extend(
            own.names.top(2 * LOOKUP_NAMES).iter().map(|(t, w)| (*t, w / names_scale)),
        );
        let found = self.finder.find(&terms, STORY_CANDIDATES, |other| {
            let other = self.whole(other);
            let days = own.days_between(&self.developments[other as usize]);
            let fits = other != development && days.is_none_or(|d| d <= SLEEP_DAYS_MAX);
            fits.then_some(other)
        });
        let mut best: Option<(u32, f64)> = None;
        for other in found {
            let other = &self.developments[other as usize];
            let days = own.days_between(other).unwrap_or(0.0);
            let score = same_story(
                own.all.cosine(&other.all),
                own.names.cosine(&other.names),
                days,
            ) + self.config.story_bias;
            if score > 0.0 && best.is_none_or(|(_, most)| score > most) {
                best = Some((other.story, score));
            }
        }
        best.map(|(story, _)| story)
    }

    /// Takes the latest article back.
    pub(crate) fn take_back(&mut self) {
        self.times.pop();
        let frame = self.journal.pop().unwrap_or_default();
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
            Undo::Joined(development) => {
                self.members[development as usize].pop();
            }
            Undo::Founded => {
                self.developments.pop();
                self.members.pop();
            }
            Undo::Development(at, before) => {
                self.touched.insert(self.developments[at as usize].story);
                self.touched.insert(before.story);
                self.developments[at as usize] = *before;
            }
            Undo::StoryFounded => {
                self.stories.pop();
            }
            Undo::Story(at, before) => {
                self.touched.insert(at);
                self.stories[at as usize] = before;
            }
            Undo::Found(term) => self.finder.take_back(term),
        }
    }

    /// Drops what was kept to thread these articles, the earliest of those open, anew.
    pub(crate) fn settle(&mut self, places: &[u32]) {
        self.journal.drain(..places.len());
        for place in places {
            self.filed[*place as usize].words = std::sync::Arc::default();
        }
    }
}
