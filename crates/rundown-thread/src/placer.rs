//! Puts one article after the other into its development.

use rundown_news::Set;

use crate::bundle::{Bundle, days_between};
use crate::config::ThreadConfig;
use crate::copies::Copies;
use crate::days::Seconds;
use crate::development::{Development, Group, Story};
use crate::evidence::{
    Company, Evidence, LEAD_OVER_MIN, Part, add_lead, evidence, is_scant,
};
use crate::filed::Filed;
use crate::finder::{Finder, heaviest};
use crate::groups::Groups;
use crate::journal::{Decision, Journal, Undo};
use crate::keeping::Keeping;
use crate::nearby::Nearby;
use crate::score::{Calibration, Level, Scorers};
use crate::shelf::Shelf;
use crate::sparse::Sparse;
use crate::term::Term;
use crate::usage::Usage;

/// Rarest terms and names by which candidates are looked up.
const LOOKUP_TERMS: usize = 14;
const LOOKUP_NAMES: usize = 6;

/// Terms and names by which a development is found.
const INDEXED_TERMS: usize = 32;
const INDEXED_NAMES: usize = 16;

/// Candidates looked at, and those of them, closest in words and names, that all signs
/// are gathered of.
const CANDIDATES: usize = 16;
const CLOSEST: usize = 7;

/// The same where there is little text, so that few words are shared by chance.
const CANDIDATES_OF_SCANT: usize = 16;
const CLOSEST_OF_SCANT: usize = 7;

/// The same of candidates in other languages.
const CLOSEST_FOREIGN: usize = 4;

/// Candidates added for what they say alone, in the languages of the article and in
/// others, and days within which they are looked for.
const NEARBY_MAX: usize = 5;
const NEARBY_DAYS: f64 = 4.0;

/// What is less alike than this, by words and half by names, is not one development.
/// (A story may hold what is.)
const LIKENESS_MIN: f64 = 0.06;

/// Articles of so many days compete.
const RIVAL_DAYS: i64 = 3;

/// Silence after which a development sleeps, in days.
pub(crate) const SILENCE_DAYS: f64 = 30.0;

/// Silence after which a development is closed to later articles, in days. Archives
/// and crawls date articles months late.
const SILENCE_DAYS_MAX: f64 = 400.0;

/// By so much the logarithm of the odds has to be better to wake a sleeping
/// development; and nothing awake may fit.
const WAKES_ABOVE: f64 = 0.7;

/// Everything threading decides with.
#[derive(Debug)]
pub(crate) struct Placer {
    pub config: ThreadConfig,
    pub scorers: Scorers,
    pub filed: Shelf<Filed>,
    /// The development of each article, as it was placed.
    pub development_of: Vec<u32>,
    pub usage: Usage,
    pub developments: Groups<Development>,
    pub stories: Groups<Story>,
    pub finder: Finder,
    pub nearby: Nearby,
    pub copies: Copies,
    /// The first article in order of threading whose text is remembered.
    pub remembered_from: usize,
    pub journal: Journal,
    pub touched: Set<u32>,
    /// Every comparison made, where training asked for them.
    pub compared: Option<Vec<Compared>>,
    /// Times of the articles threaded, in order.
    pub times: Vec<Seconds>,
    /// Their places.
    pub order: Vec<u32>,
    /// How many of them have been rechecked ten days after they came.
    pub ten_days_rechecked: usize,
    /// How many have been rechecked a day after they came.
    pub day_old_rechecked: usize,
    /// Whether the article at hand is older than the open window.
    pub is_late: bool,
    /// What has to be kept, where the state outlasts the run.
    pub keeping: Option<Keeping>,
}

/// Two bundles that were compared, by the places of their articles.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    pub level: Level,
    pub part: Vec<u32>,
    pub whole: Vec<u32>,
    pub evidence: Evidence,
}

impl Placer {
    pub(crate) fn new(config: ThreadConfig, calibration: &Calibration) -> Self {
        Self {
            config,
            scorers: Scorers::new(calibration),
            compared: None,
            times: Vec::new(),
            order: Vec::new(),
            ten_days_rechecked: 0,
            day_old_rechecked: 0,
            is_late: false,
            keeping: None,
            filed: Shelf::default(),
            development_of: Vec::new(),
            usage: Usage::default(),
            developments: Groups::default(),
            stories: Groups::default(),
            finder: Finder::default(),
            nearby: Nearby::default(),
            copies: Copies::default(),
            remembered_from: 0,
            journal: Journal::default(),
            touched: Set::default(),
        }
    }

    /// The numbers of an article's development and story.
    pub(crate) fn numbers(&self, place: u32) -> (u32, u32) {
        let development = self.developments[self.development(place) as usize];
        let story = self.stories[self.whole_story(development.story) as usize];
        (development.number, story.number)
    }

    /// Articles whose numbers may have changed since the last call, in order.
    pub(crate) fn touched(&mut self) -> Vec<u32> {
        let mut places: Vec<u32> = Vec::new();
        let mut stories: Vec<u32> = in_order(std::mem::take(&mut self.touched));
        stories.retain(|story| (*story as usize) < self.stories.len());
        let mut stories: Vec<u32> =
            stories.into_iter().map(|story| self.whole_story(story)).collect();
        stories.sort_unstable();
        stories.dedup();
        for story in stories {
            for development in &self.story_row(story).members {
                places.extend(&self.development_row(*development).members);
            }
        }
        places.sort_unstable();
        places
    }

    /// Says that the story of an article may have changed.
    pub(crate) fn touch(&mut self, place: u32) {
        let development = self.development(place);
        self.touched.insert(self.developments[development as usize].story);
    }

    /// The development that an article is part of.
    pub(crate) fn development(&self, place: u32) -> u32 {
        self.whole(self.development_of[place as usize])
    }

    /// The development that a merged one went into.
    pub(crate) fn whole(&self, development: u32) -> u32 {
        let mut at = development;
        while let Some(into) = self.developments[at as usize].merged_into {
            at = into;
        }
        at
    }

    /// The story that a merged one went into.
    pub(crate) fn whole_story(&self, story: u32) -> u32 {
        let mut at = story;
        while let Some(into) = self.stories[at as usize].merged_into {
            at = into;
        }
        at
    }

    /// Finds the development and story of the article that stands at a place of the shelf.
    pub(crate) fn place_article(&mut self, place: u32) {
        let at = place as usize;
        self.is_late = self.filed[at].is_late();
        self.begin(place);
        let weighed = self.usage.weigh(&self.filed[at].words, self.filed[at].lang);
        self.filed[at].weighed = weighed.into();
        let from = self.copied_from(self.filed[at].turn.time, self.times.len());
        let repeated = self.copies.repeated(place, &self.filed, from);
        let copy = repeated.original;
        self.filed[at].copy_of = copy;
        self.filed[at].forms = repeated.forms;
        self.remember(place);
        let decision = match copy {
            Some((original, _)) => Decision::Copies(self.development(original)),
            None => self.choose(place, None).map_or(Decision::Founds, Decision::Joins),
        };
        self.carry_out(place, decision);
        self.line_up(place);
        if copy.is_none() {
            self.recheck_grown(place);
        }
        self.recheck_ten_days_old(place);
        self.recheck_day_old(place);
    }

    /// The development that an article fits best, if it fits any other than its own.
    pub(crate) fn choose(&mut self, place: u32, own: Option<u32>) -> Option<u32> {
        let part = Bundle::of(place, &self.filed[place as usize]);
        let mut holders = self.holders(&part, SILENCE_DAYS_MAX);
        if !part.forms.is_empty() || own.is_some() {
            holders.retain(|(d, _)| Some(*d) != own && !self.fills_form_of(&part, *d));
        }
        let (asleep, awake): (Vec<_>, Vec<_>) =
            holders.into_iter().partition(|(d, _)| self.sleeps(*d, &part));
        let bias = self.config.development_bias;
        for (holders, is_awake) in [(awake, true), (asleep, false)] {
            let bias = if is_awake { bias } else { bias - WAKES_ABOVE };
            let count = if is_scant(&part) { CANDIDATES_OF_SCANT } else { CANDIDATES };
            let mut candidates = heaviest(holders, count);
            if is_awake {
                self.add_nearby(&part, &mut candidates);
            }
            candidates.retain(|d| Some(*d) != own && !self.fills_form_of(&part, *d));
            let candidates = self.closest(&part, candidates);
            let best = self.best(Level::Article, &part, &[place], &candidates, bias);
            if best.is_some() {
                return best;
            }
        }
        None
    }

    /// Whether articles of a bundle fill in the same form as one of a development, with
    /// other names, numbers and days: then what is alike is the form.
    pub(crate) fn fills_form_of(&self, part: &Bundle, development: u32) -> bool {
        let of = |place: &u32| self.development(*place);
        part.forms.iter().any(|place| of(place) == development)
    }

    fn sleeps(&self, development: u32, part: &Bundle) -> bool {
        let span = self.developments[development as usize].span;
        days_between(part.span(), span).is_some_and(|days| days > SILENCE_DAYS)
    }

    /// The candidate whose odds are best and above even.
    pub(crate) fn best(
        &mut self,
        level: Level,
        part: &Bundle,
        places: &[u32],
        candidates: &[u32],
        bias: f64,
    ) -> Option<u32> {
        let company = self.company(part);
        let part = Part::new(part);
        let whole = |d: u32| self.bundle(d);
        let mut found: Vec<Evidence> = candidates
            .iter()
            .map(|d| evidence(&part, whole(*d), &[], &self.filed, &self.usage, company))
            .collect();
        add_lead(&mut found, LEAD_OVER_MIN, |i, j| {
            whole(candidates[i]).meets(whole(candidates[j]))
        });
        let mut best: Option<(u32, f64)> = None;
        for (development, evidence) in candidates.iter().zip(&found) {
            let odds = self.odds(level, evidence) + bias;
            if odds > 0.0 && best.is_none_or(|(_, most)| odds > most) {
                best = Some((*development, odds));
            }
        }
        if let Some(compared) = &mut self.compared {
            for (development, evidence) in candidates.iter().zip(found) {
                let whole = self.developments.row(*development, &self.filed);
                let whole = whole.members.clone();
                compared.push(Compared { level, part: places.to_vec(), whole, evidence });
            }
        }
        best.map(|(development, _)| development)
    }

    /// The logarithm of the odds that the two compared belong together.
    pub(crate) fn odds(&self, level: Level, evidence: &Evidence) -> f64 {
        self.scorers.odds(level, evidence)
    }

    /// How many articles came in the last days.
    pub(crate) fn company(&self, part: &Bundle) -> Company {
        let Some(time) = part.last else {
            return Company { rivals: self.usage.articles() };
        };
        let from = time - RIVAL_DAYS * 86_400;
        let before = self.times.partition_point(|before| *before < from);
        // What comes late had the company of its own days.
        let until = if self.is_late {
            self.times.partition_point(|other| *other <= time)
        } else {
            self.times.len()
        };
        Company { rivals: (until - before) as u32 }
    }

    /// The developments that share most of a bundle's rarest words.
    pub(crate) fn candidates(&self, part: &Bundle, count: usize, days: f64) -> Vec<u32> {
        heaviest(self.holders(part, days), count)
    }

    /// The developments that hold any of a bundle's rarest words, and how much of them.
    fn holders(&self, part: &Bundle, days: f64) -> Vec<(u32, f32)> {
        let mut terms = scaled_top(&part.all, LOOKUP_TERMS);
        terms.extend(scaled_top(&part.names, LOOKUP_NAMES));
        let span = part.span();
        self.finder.holders(&terms, self.is_late, |development| {
            let development = self.whole(development);
            let apart = days_between(span, self.developments[development as usize].span);
            apart.is_none_or(|apart| apart <= days).then_some(development)
        })
    }

    /// Adds the developments of the last days that say the same: some in the languages of
    /// a bundle, and some in others, which no word leads to.
    pub(crate) fn add_nearby(&self, part: &Bundle, candidates: &mut Vec<u32>) {
        let of_own = if is_scant(part) { NEARBY_MAX } else { 0 };
        let of_others =
            if self.usage.has_others_than(&part.langs) { NEARBY_MAX } else { 0 };
        if of_own + of_others == 0 {
            return;
        }
        let (mut own, mut foreign) = ((0, of_own), (0, of_others));
        for (development, _) in self.nearby.alike(&part.gist) {
            let bundle = self.bundle(development);
            if part.days_between(bundle).is_none_or(|days| days > NEARBY_DAYS)
                || candidates.contains(&development)
            {
                continue;
            }
            let found = if part.meets(bundle) { &mut own } else { &mut foreign };
            found.0 += 1;
            if found.0 <= found.1 {
                candidates.push(development);
            }
        }
    }

    /// The candidates closest to a bundle, among those in its languages and among others.
    pub(crate) fn closest(&self, part: &Bundle, candidates: Vec<u32>) -> Vec<u32> {
        let whole = |d: &u32| self.bundle(*d);
        let (own, foreign): (Vec<u32>, Vec<u32>) =
            candidates.into_iter().partition(|d| part.meets(whole(d)));
        let count = if is_scant(part) { CLOSEST_OF_SCANT } else { CLOSEST };
        let part = Part::new(part);
        let likeness = |d: &u32| part.likeness(whole(d));
        let mut all = closest(own, count, LIKENESS_MIN, likeness);
        all.extend(closest(foreign, CLOSEST_FOREIGN, LIKENESS_MIN, likeness));
        all
    }

    pub(crate) fn development_row(&self, development: u32) -> &Group {
        self.developments.row(development, &self.filed)
    }

    pub(crate) fn development_row_mut(&mut self, development: u32) -> &mut Group {
        self.developments.row_mut(development, &self.filed)
    }

    pub(crate) fn story_row(&self, story: u32) -> &Group {
        self.stories.row(story, &self.filed)
    }

    pub(crate) fn story_row_mut(&mut self, story: u32) -> &mut Group {
        self.stories.row_mut(story, &self.filed)
    }

    /// What the articles of a development say together.
    pub(crate) fn bundle(&self, development: u32) -> &Bundle {
        &self.development_row(development).bundle
    }

    pub(crate) fn join(&mut self, place: u32, development: u32, is_copy: bool) {
        let at = development as usize;
        self.keep_development(development);
        let story = self.whole_story(self.developments[at].story);
        self.keep_story(story);
        self.touched.insert(story);
        if !is_copy {
            self.index(place, development);
        }
        let article = &self.filed[place as usize];
        for row in [
            self.developments.row_mut(development, &self.filed),
            self.stories.row_mut(story, &self.filed),
        ] {
            if is_copy {
                row.bundle.join_copy(article);
            } else {
                row.bundle.join(place, article);
            }
        }
        let number = &mut self.developments[at].number;
        *number = place.min(*number);
        let number = &mut self.stories[story as usize].number;
        *number = place.min(*number);
        self.development_of[place as usize] = development;
        let members = &mut self.developments.row_mut(development, &self.filed).members;
        self.journal.note(Undo::Members(development, members.len()));
        members.push(place);
        self.sum_up(development, story);
        self.note_gist(development);
    }

    /// Brings what is always at hand of a development and a story up to date.
    pub(crate) fn sum_up(&mut self, development: u32, story: u32) {
        self.developments[development as usize].span = self.bundle(development).span();
        self.stories[story as usize].count = self.story_row(story).bundle.count;
    }

    /// Starts a development, in a story of its own, with an article.
    pub(crate) fn start_development(&mut self, place: u32) {
        let development = self.developments.len() as u32;
        let story = self.stories.len() as u32;
        self.developments.push(Development::default(), Group::default());
        self.index(place, development);
        let bundle = Bundle::of(place, &self.filed[place as usize]);
        let (span, count) = (bundle.span(), bundle.count);
        self.stories.push(
            Story { number: place, count, ..Story::default() },
            Group { bundle: bundle.clone(), members: vec![development] },
        );
        self.developments[development as usize] =
            Development { number: place, story, span, ..Development::default() };
        *self.development_row_mut(development) = Group { bundle, members: vec![place] };
        self.development_of[place as usize] = development;
        self.note_gist(development);
        self.journal.note(Undo::Founded);
        self.touched.insert(story);
    }

    /// Keeps a development as it is now, once an article.
    pub(crate) fn keep_development(&mut self, at: u32) {
        let before = (self.developments[at as usize], self.bundle(at).clone());
        self.journal.note(Undo::Development(at, Box::new(before)));
    }

    /// Keeps a story as it is now.
    pub(crate) fn keep_story(&mut self, at: u32) {
        let before = (self.stories[at as usize], self.story_row(at).clone());
        self.journal.note(Undo::Story(at, Box::new(before)));
    }

    /// Makes a development findable by the article's words.
    fn index(&mut self, place: u32, development: u32) {
        let weighed = self.filed[place as usize].weighed.clone();
        let known = self.bundle(development);
        let mut terms: Vec<Term> = Vec::new();
        for (of, have, count) in [
            (&weighed.all, &known.all, INDEXED_TERMS),
            (&weighed.names, &known.names, INDEXED_NAMES),
        ] {
            let fresh = of.top(count).into_iter().map(|entry| entry.0);
            terms.extend(fresh.filter(|term| have.weight(*term) <= 0.0));
        }
        for term in terms {
            self.finder.add(term, development);
            self.journal.note(Undo::Found(term));
        }
    }
}

/// The candidates that are most alike and alike at all, closest first.
pub(crate) fn closest<T>(
    candidates: Vec<T>,
    count: usize,
    likeness_min: f64,
    likeness: impl Fn(&T) -> f64,
) -> Vec<T> {
    let mut scored: Vec<(f64, T)> =
        candidates.into_iter().map(|c| (likeness(&c), c)).collect();
    scored.retain(|(likeness, _)| *likeness >= likeness_min);
    // Stable: among equals the order of the index stands.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.truncate(count);
    scored.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The heaviest terms, with weights as of a vector of length 1.
fn scaled_top(of: &Sparse, count: usize) -> Vec<(Term, f32)> {
    let scale = of.norm().max(1e-9) as f32;
    let mut top = of.top(count);
    for entry in &mut top {
        entry.1 /= scale;
    }
    top
}

/// A set of places, in order.
fn in_order(places: Set<u32>) -> Vec<u32> {
    let mut places: Vec<u32> = places.into_iter().collect();
    places.sort_unstable();
    places
}
