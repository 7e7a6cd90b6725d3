//! What the articles of a day speak of, as the ground on which sentences are weighed.

use jiff::civil::Date;

use crate::lines::Lines;
use crate::periods::day_number;
use crate::told::Story;

/// The last sentence of an article that counts for what its day speaks of.
const OPENING: u32 = 8;

/// The opening of one article, as terms.
struct Opening {
    /// Its day, in days since 1970.
    day: i32,
    /// The terms of its headline and first sentences, sorted.
    terms: Vec<u32>,
    headline: Vec<u32>,
}

/// How many articles use each term: of a day and the next, and of all days before.
pub(crate) struct Days {
    openings: Vec<Opening>,
    /// The witnesses by their places among all articles; `u32::MAX` for copies.
    places: Vec<u32>,
    /// Witnesses, earliest day first.
    order: Vec<u32>,
    /// How many of `order` lie before the day, and how many up to the day after it.
    from: usize,
    to: usize,
    now: Vec<u32>,
    heads: Vec<u32>,
    before: Vec<u32>,
    /// The most articles of a day and the next.
    busiest: usize,
    /// `ln(1 + n)` and `ln(n + 1/2)`.
    ln_one: Vec<f64>,
    ln_half: Vec<f64>,
}

/// How a sentence fits a day.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Fit {
    /// How many of the day's articles use its words.
    pub(crate) common: f64,
    /// The share of them that do, without its own.
    pub(crate) share: f64,
    /// How many of the day's headlines do.
    pub(crate) headlines: f64,
    /// How far its words are new on the day.
    pub(crate) new: f64,
}

impl Days {
    pub(crate) fn new(story: &Story<'_>, lines: &Lines) -> Self {
        let mut openings = Vec::new();
        let mut places = vec![u32::MAX; story.told.len()];
        for (at, told) in story.witnesses() {
            places[at] = openings.len() as u32;
            let headline = lines.headline_terms(story, at);
            let near = lines.openings(story, at).filter(|(_, place)| *place <= OPENING);
            let mut terms: Vec<u32> = near.map(|(term, _)| term).collect();
            terms.extend(&headline);
            terms.sort_unstable();
            terms.dedup();
            openings.push(Opening { day: day_number(told.day()), terms, headline });
        }
        let mut order: Vec<u32> = (0..openings.len() as u32).collect();
        order.sort_by_key(|at| openings[*at as usize].day);
        let sizes = 0..openings.len() + 2;
        let ln = |plus: f64| {
            sizes.clone().map(|n| rundown_text::ln(n as f64 + plus)).collect::<Vec<f64>>()
        };
        let nothing = vec![0; lines.term_count];
        let busiest = busiest(&openings, &order);
        Self {
            places,
            order,
            from: 0,
            to: 0,
            now: nothing.clone(),
            heads: nothing.clone(),
            before: nothing,
            busiest,
            ln_one: ln(1.0),
            ln_half: ln(0.5),
            openings,
        }
    }

    /// Moves on to a day; days are asked for in order of time.
    pub(crate) fn turn_to(&mut self, day: Date) {
        let day = day_number(day);
        let Self { openings, order, now, heads, before, from, to, .. } = self;
        let opening = |nth: usize| Some(&openings[*order.get(nth)? as usize]);
        while let Some(opening) = opening(*to).filter(|one| one.day <= day + 1) {
            opening.terms.iter().for_each(|term| now[*term as usize] += 1);
            opening.headline.iter().for_each(|term| heads[*term as usize] += 1);
            *to += 1;
        }
        while let Some(opening) = opening(*from).filter(|one| one.day < day) {
            for term in opening.terms.iter().map(|term| *term as usize) {
                now[term] -= 1;
                before[term] += 1;
            }
            opening.headline.iter().for_each(|term| heads[*term as usize] -= 1);
            *from += 1;
        }
    }

    /// How many articles were published on the day or the next.
    pub(crate) fn published(&self) -> usize {
        self.to - self.from
    }

    /// The most articles of a day and the next.
    pub(crate) fn busiest(&self) -> usize {
        self.busiest
    }

    /// How a sentence of an article, published on the day or the next if `inside`, fits.
    pub(crate) fn fit(&self, terms: &[u32], article: u32, inside: bool) -> Fit {
        let own = self.openings.get(self.places[article as usize] as usize);
        let has = |list: &[u32], term: &u32| inside && list.binary_search(term).is_ok();
        let scale = self.ln_half_ratio();
        let mut fit = Fit::default();
        for term in terms {
            let at = *term as usize;
            let mine = u32::from(own.is_some_and(|own| has(&own.terms, term)));
            let (now, heads) = (self.now[at], self.heads[at]);
            fit.common += self.ln_one[now as usize];
            fit.share += f64::from(now.saturating_sub(mine));
            if heads > 0 {
                let mine = u32::from(own.is_some_and(|own| has(&own.headline, term)));
                fit.headlines += self.ln_one[heads.saturating_sub(mine) as usize];
            }
            if now > 1 {
                let before = self.before[at] as usize;
                let gain = self.ln_half[now as usize] - self.ln_half[before] + scale;
                fit.new += gain.max(0.0);
            }
        }
        let length = (terms.len() as f64 + 4.0).sqrt();
        Fit {
            common: fit.common / length,
            share: fit.share / length / self.published().max(1) as f64,
            headlines: fit.headlines / length,
            new: fit.new / length,
        }
    }

    /// What sets off that more articles lie before the day than on it.
    fn ln_half_ratio(&self) -> f64 {
        let ratio = (self.from as f64 + 2.0) / (self.published() as f64 + 2.0);
        rundown_text::ln(ratio)
    }
}

/// The most articles of a day and the next; `order` has the earliest day first.
fn busiest(openings: &[Opening], order: &[u32]) -> usize {
    let days: Vec<i32> = order.iter().map(|at| openings[*at as usize].day).collect();
    let of = |from: usize| days.partition_point(|day| *day <= days[from] + 1) - from;
    (0..days.len()).map(of).max().unwrap_or(0)
}
