//! A development as it grows: one event as several outlets report it.

use rundown_news::Lang;

use crate::filed::{Filed, Seconds};
use crate::sparse::Sparse;

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

/// The sum of its articles' vectors, and who they are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Development {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub all: Sparse,
    pub title: Sparse,
    pub names: Sparse,
    pub numbers: Sparse,
    /// Articles with a text of their own.
    pub count: u32,
    pub first: Option<Seconds>,
    pub last: Option<Seconds>,
    pub outlets: Vec<u64>,
    /// Latest members with a text of their own.
    pub recent: Vec<u32>,
    pub headline_only: bool,
    pub lang: Lang,
    pub story: u32,
    pub merged_into: Option<u32>,
}

impl Development {
    /// A development of one article.
    pub(crate) fn of(place: u32, article: &Filed) -> Self {
        let mut development = Self {
            number: place,
            headline_only: true,
            lang: article.lang,
            ..Self::default()
        };
        development.join(place, article);
        development
    }

    /// Takes an article in.
    pub(crate) fn join(&mut self, place: u32, article: &Filed) {
        self.join_copy(place, article);
        let weighed = &article.weighed;
        self.all.add(&weighed.all);
        self.title.add(&weighed.title);
        self.names.add(&weighed.names);
        self.numbers.add(&weighed.numbers);
        if self.all.entries().len() > TERMS_MAX {
            self.all.cut(TERMS_KEPT);
        }
        for small in [&mut self.title, &mut self.names, &mut self.numbers] {
            if small.entries().len() > NAMES_MAX {
                small.cut(NAMES_KEPT);
            }
        }
        self.count += 1;
        self.headline_only &= article.is_headline_only();
        if self.recent.len() == RECENT_MAX {
            // The founder stays: later members drift.
            self.recent.remove(1);
        }
        self.recent.push(place);
        // An article that names no outlet is a witness of its own.
        self.add_outlet(article.outlet.unwrap_or(u64::from(place)));
    }

    /// Takes a copy in: it widens the span of time but says nothing new.
    pub(crate) fn join_copy(&mut self, place: u32, article: &Filed) {
        self.number = self.number.min(place);
        if let Some(time) = article.published {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
    }

    fn add_outlet(&mut self, outlet: u64) {
        if self.outlets.len() < OUTLETS_MAX && !self.outlets.contains(&outlet) {
            self.outlets.push(outlet);
        }
    }

    /// Takes another development in.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.number = self.number.min(other.number);
        self.all.add(&other.all);
        self.title.add(&other.title);
        self.names.add(&other.names);
        self.numbers.add(&other.numbers);
        self.count += other.count;
        self.first = earlier(self.first, other.first);
        self.last = self.last.max(other.last);
        self.headline_only &= other.headline_only;
        for outlet in &other.outlets {
            self.add_outlet(*outlet);
        }
        self.recent.extend(&other.recent);
        let surplus = self.recent.len().saturating_sub(RECENT_MAX);
        self.recent.drain(..surplus);
    }

    /// Days between a time and this development; 0 inside it, `None` where one has
    /// no date.
    pub(crate) fn days_to(&self, time: Option<Seconds>) -> Option<f64> {
        let (time, first, last) = (time?, self.first?, self.last?);
        let seconds = if time < first { first - time } else { (time - last).max(0) };
        Some(seconds as f64 / 86_400.0)
    }

    /// Days between two developments; 0 where they overlap.
    pub(crate) fn days_between(&self, other: &Self) -> Option<f64> {
        let before = other.days_to(self.last)?;
        let after = self.days_to(other.last)?;
        Some(before.min(after))
    }
}

fn earlier(a: Option<Seconds>, b: Option<Seconds>) -> Option<Seconds> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        _ => a.or(b),
    }
}
