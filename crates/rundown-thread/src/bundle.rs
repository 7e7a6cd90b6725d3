//! What a set of articles says together: the sum of their vectors, when they came,
//! who wrote them. A development is told by one, and so is a story.

use rundown_news::Lang;
use serde::{Deserialize, Serialize};

use crate::days::Days;
use crate::days::Seconds;
use crate::filed::Filed;
use crate::sparse::Sparse;
use rundown_meaning::Gist;

/// A sum of vectors beyond this many terms is cut to its heaviest half: what only
/// one article said stops counting.
const TERMS_MAX: usize = 320;
const TERMS_KEPT: usize = 160;
const NAMES_MAX: usize = 96;
const NAMES_KEPT: usize = 48;

/// Latest members compared one by one.
const RECENT_MAX: usize = 8;

/// Outlets remembered; more make no difference to any decision.
const OUTLETS_MAX: usize = 8;

/// Articles of the same form remembered; a form filled in more often is met by its
/// latest.
const FORMS_MAX: usize = 24;

/// Languages remembered.
const LANGS_MAX: usize = 16;

const SECONDS_A_DAY: f64 = 86_400.0;

/// Articles taken together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bundle {
    pub all: Sparse,
    pub title: Sparse,
    pub names: Sparse,
    pub numbers: Sparse,
    /// What the articles say together.
    pub gist: Gist,
    /// The sum it is the direction of; empty of a single article.
    said: Vec<i32>,
    /// Articles with a text of their own.
    pub count: u32,
    pub first: Option<Seconds>,
    pub last: Option<Seconds>,
    /// Days that the articles name.
    pub days: Days,
    pub outlets: Vec<u64>,
    /// Latest members with a text of their own, and the founder.
    pub recent: Vec<u32>,
    pub headline_only: bool,
    /// Content words of the longest body.
    pub body_length: u32,
    pub langs: Vec<Lang>,
    /// Articles of other matters that some of these share no more than a form with.
    pub forms: Vec<u32>,
}

impl Bundle {
    /// One article.
    pub(crate) fn of(place: u32, article: &Filed) -> Self {
        let mut bundle = Self { headline_only: true, ..Self::default() };
        bundle.join(place, article);
        bundle
    }

    /// Takes an article in.
    pub(crate) fn join(&mut self, place: u32, article: &Filed) {
        self.join_copy(article);
        let weighed = &article.weighed;
        self.all.add(&weighed.all);
        self.title.add(&weighed.title);
        self.names.add(&weighed.names);
        self.numbers.add(&weighed.numbers);
        self.days.add(&article.days);
        if self.count == 0 {
            self.gist = weighed.gist;
        } else {
            self.say(weighed.gist.parts());
        }
        self.add_lang(article.lang);
        self.cut();
        self.count += 1;
        self.headline_only &= article.is_headline_only();
        self.body_length = self.body_length.max(article.body_length);
        if self.recent.len() == RECENT_MAX {
            // The founder stays: later members drift.
            self.recent.remove(1);
        }
        self.recent.push(place);
        self.add_forms(&article.forms);
        // An article that names no outlet is a witness of its own.
        self.add_outlet(article.outlet.unwrap_or(u64::from(place)));
    }

    /// Takes a copy in: it widens the span of time but says nothing new.
    pub(crate) fn join_copy(&mut self, article: &Filed) {
        if let Some(time) = article.published {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
    }

    /// Takes another bundle in.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.all.add(&other.all);
        self.title.add(&other.title);
        self.names.add(&other.names);
        self.numbers.add(&other.numbers);
        self.days.add(&other.days);
        if other.said.is_empty() {
            self.say(other.gist.parts());
        } else {
            self.say(other.said.iter().copied());
        }
        other.langs.iter().for_each(|lang| self.add_lang(*lang));
        self.cut();
        self.count += other.count;
        self.first = earlier(self.first, other.first);
        self.last = self.last.max(other.last);
        self.headline_only &= other.headline_only;
        self.body_length = self.body_length.max(other.body_length);
        for outlet in &other.outlets {
            self.add_outlet(*outlet);
        }
        self.add_forms(&other.forms);
        self.recent.extend(&other.recent);
        let surplus = self.recent.len().saturating_sub(RECENT_MAX);
        self.recent.drain(..surplus);
    }

    /// Adds what others say.
    fn say(&mut self, parts: impl Iterator<Item = i32>) {
        if self.said.is_empty() {
            self.said = self.gist.parts().collect();
        }
        for (sum, part) in self.said.iter_mut().zip(parts) {
            *sum = sum.saturating_add(part);
        }
        self.gist = Gist::of_sum(&self.said);
    }

    fn add_forms(&mut self, forms: &[u32]) {
        let room = FORMS_MAX.saturating_sub(self.forms.len());
        self.forms.extend(forms.iter().take(room));
    }

    fn cut(&mut self) {
        if self.all.entries().len() > TERMS_MAX {
            self.all.cut(TERMS_KEPT);
        }
        for small in [&mut self.title, &mut self.names, &mut self.numbers] {
            if small.entries().len() > NAMES_MAX {
                small.cut(NAMES_KEPT);
            }
        }
    }

    fn add_lang(&mut self, lang: Lang) {
        if self.langs.len() < LANGS_MAX && !self.langs.contains(&lang) {
            self.langs.push(lang);
        }
    }

    /// Whether articles of both are in one language.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.langs.iter().any(|lang| other.langs.contains(lang))
    }

    fn add_outlet(&mut self, outlet: u64) {
        if self.outlets.len() < OUTLETS_MAX && !self.outlets.contains(&outlet) {
            self.outlets.push(outlet);
        }
    }

    /// Whether two outlets at least stand behind the two together.
    pub(crate) fn has_two_witnesses_with(&self, other: &Self) -> bool {
        self.outlets.len() > 1
            || other.outlets.len() > 1
            || self.outlets.first() != other.outlets.first()
    }

    /// Days of silence between the two; 0 where they overlap, `None` where one has
    /// no date.
    pub(crate) fn days_between(&self, other: &Self) -> Option<f64> {
        days_between(self.span(), other.span())
    }

    /// From the first publication to the last; `None` where nothing bears a date.
    pub(crate) fn span(&self) -> Option<(Seconds, Seconds)> {
        Some((self.first?, self.last?))
    }
}

/// Days of silence between two spans of time; 0 where they overlap.
pub(crate) fn days_between(
    a: Option<(Seconds, Seconds)>,
    b: Option<(Seconds, Seconds)>,
) -> Option<f64> {
    let (a, b) = (a?, b?);
    Some((b.0 - a.1).max(a.0 - b.1).max(0) as f64 / SECONDS_A_DAY)
}

fn earlier(a: Option<Seconds>, b: Option<Seconds>) -> Option<Seconds> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        _ => a.or(b),
    }
}
