//! Titles: the headline of the latest that several outlets report.

use rundown_news::{Map, Part, Shown, Span};

use crate::lines::{Line, Lines};
use crate::periods::day_number;
use crate::rarity::Rarity;
use crate::told::Story;
use crate::words::Stem;

/// Headlines that share so much of their terms' rarity tell of one development.
const SAME: f64 = 0.3;

/// A report bears a headline out if its opening holds so much of the headline.
const BORNE_OUT: f64 = 0.6;

/// A report of the same development does with so much.
const BORNE_OUT_WITHIN: f64 = 0.2;

/// Reports of one development lie no further apart, in days.
const APART_MAX: i32 = 1;

/// What is left of a headline's weight a day before the latest: tolls rise.
const DAY_BEFORE: f64 = 0.6;

/// A development older than this, in days, is no longer how things stand.
const BACK_MAX: i32 = 7;

/// Reports looked at, the latest first.
const LOOKED_AT: usize = 64;

/// Sentences that must tell what the headline says.
const OPENING: usize = 3;

/// What is left of a headline that its first sentences do not tell.
const UNTOLD: f64 = 0.2;

/// What is left of a headline that says nothing of what the story's headlines speak of.
const ASIDE: f64 = 0.4;

/// The newest headline is no title where its fitness is less than so much of another's.
const FAR_LESS: f64 = 0.5;

/// Headlines less fit than this serve only where there is no other.
const FIT_MIN: f64 = 0.55;

/// A story's title, and the one it had before.
#[derive(Default)]
pub(crate) struct Titles {
    pub(crate) title: Option<Shown>,
    pub(crate) was: Option<Shown>,
    /// The article whose headline is the title.
    pub(crate) article: Option<usize>,
}

/// A title so many days older than the report that says how things stand is stale.
const STALE: i32 = 3;

/// A headline that takes its place serves nearly as well.
const AS_FIT: f64 = 0.8;

impl Titles {
    /// The headline of the report that says how things stand, where the title is of days
    /// before it; the title then was what it says.
    pub(crate) fn brought_up_to(
        self,
        story: &Story<'_>,
        lines: &Lines,
        state: &Line,
    ) -> Self {
        let at = state.article as usize;
        let day = |at: usize| day_number(story.told[at].day());
        let Some(titled) = self.article.filter(|titled| day(at) - day(*titled) >= STALE)
        else {
            return self;
        };
        let matter = Matter::of(story, lines);
        let fitness = |at: usize| matter.headline(story, lines, at).fitness;
        if !is_fit(story, at) || fitness(at) < AS_FIT * fitness(titled) {
            return self;
        }
        Self { title: Some(headline(story, at)), was: self.title, article: Some(at) }
    }
}

/// A headline that may be a title.
struct Headline {
    at: usize,
    day: i32,
    terms: Vec<u32>,
    /// The terms of its article's top.
    opening: Vec<u32>,
    /// How well it serves as a title: as a headline, and by how far it says what the
    /// story is about.
    fitness: f64,
}

/// The headline of the latest development that two outlets report, else of the latest
/// report; and the one that this rule gave before that development.
pub(crate) fn story_titles(story: &Story<'_>, lines: &Lines, rarity: &Rarity) -> Titles {
    let all = headlines(story, lines);
    let Some(newest) = all.first() else {
        let any: Vec<usize> = story.witnesses().map(|(at, _)| at).collect();
        return Titles { title: best_headline(story, &any), ..Titles::default() };
    };
    let support = |one: &Headline| support(story, rarity, &all, one);
    let borne = |one: &&Headline| support(one) > 0.0;
    let recent = all.iter().take_while(|one| newest.day - one.day <= BACK_MAX);
    let best = |latest| best_of(story, rarity, &all, latest, &support);
    let title = recent.clone().find(borne).map_or_else(|| fittest(recent, newest), best);
    let earlier = |one: &&Headline| {
        one.day < title.day && rarity.overlap(&one.terms, &title.terms) < SAME
    };
    let was = all.iter().filter(earlier).find(borne).map(best).filter(earlier);
    Titles {
        title: Some(headline(story, title.at)),
        was: was.map(|was| headline(story, was.at)),
        article: Some(title.at),
    }
}

/// The headlines of reports in the story's language, the latest first.
fn headlines(story: &Story<'_>, lines: &Lines) -> Vec<Headline> {
    let matter = Matter::of(story, lines);
    let latest = (0..story.told.len()).rev().filter(|at| is_fit(story, *at));
    latest.take(LOOKED_AT).map(|at| matter.headline(story, lines, at)).collect()
}

/// Whether a headline may be the title of its story at all.
fn is_fit(story: &Story<'_>, at: usize) -> bool {
    let told = story.told[at];
    story.witness[at]
        && told.is_report()
        && told.article().lang == story.lang
        && !told.article().headline.trim().is_empty()
        && told.digest.title_fitness >= FIT_MIN
}

/// The newest headline, unless another serves far better.
fn fittest<'a>(
    recent: impl Iterator<Item = &'a Headline>,
    newest: &'a Headline,
) -> &'a Headline {
    let best = recent.fold(
        newest,
        |best: &'a Headline, one: &'a Headline| {
            if one.fitness > best.fitness { one } else { best }
        },
    );
    if newest.fitness < FAR_LESS * best.fitness { best } else { newest }
}

/// What the headlines of a story speak of.
struct Matter {
    /// In how many headlines each term stands.
    counts: Map<u32, u32>,
    /// What the headline says that says most of it.
    most: f64,
}

impl Matter {
    fn of(story: &Story<'_>, lines: &Lines) -> Self {
        let headlines: Vec<Vec<u32>> =
            story.witnesses().map(|(at, _)| lines.headline_terms(story, at)).collect();
        let mut matter = Self { counts: Map::default(), most: 1.0 };
        for term in headlines.iter().flatten() {
            *matter.counts.entry(*term).or_insert(0) += 1;
        }
        let said = headlines.iter().map(|terms| matter.said(terms));
        matter.most = said.fold(1.0, f64::max);
        matter
    }

    fn headline(&self, story: &Story<'_>, lines: &Lines, at: usize) -> Headline {
        let terms = lines.headline_terms(story, at);
        let fitness = story.told[at].digest.title_fitness * told_by_opening(lines, at);
        Headline {
            at,
            day: day_number(story.told[at].day()),
            opening: lines.openings(story, at).map(|(term, _)| term).collect(),
            fitness: fitness * (ASIDE + (1.0 - ASIDE) * self.said(&terms)),
            terms,
        }
    }

    /// How much of it a headline says, 0 to 1: names that many headlines hold, and words
    /// that come again.
    fn said(&self, terms: &[u32]) -> f64 {
        let again = |term: &u32| self.counts.get(term).map_or(0, |count| count - 1);
        terms.iter().map(|term| f64::from(again(term))).sum::<f64>() / self.most
    }
}

/// How far the first sentences of an article tell what its headline says: a headline of
/// news is told at once, a play on words is not.
fn told_by_opening(lines: &Lines, at: usize) -> f64 {
    let first = lines.of_article(at).iter().take(OPENING);
    let told = first.map(|line| line.headline_share).fold(0.0, f64::max);
    UNTOLD + (1.0 - UNTOLD) * told
}

/// The headline of a development that other outlets bear out best, of the day of the
/// latest one and the day before; of equals the latest.
fn best_of<'a>(
    story: &Story<'_>,
    rarity: &Rarity,
    all: &'a [Headline],
    latest: &'a Headline,
    support: &dyn Fn(&Headline) -> f64,
) -> &'a Headline {
    let development = |one: &Headline| story.told[one.at].development;
    let of_one = |one: &&Headline| {
        let same = development(one) == development(latest)
            || rarity.overlap(&one.terms, &latest.terms) >= SAME;
        same && (0..=APART_MAX).contains(&(latest.day - one.day))
    };
    let weight = |one: &Headline| {
        let day = if one.day < latest.day { DAY_BEFORE } else { 1.0 };
        support(one) * one.fitness * day
    };
    let best = all
        .iter()
        .filter(of_one)
        .max_by(|a, b| weight(a).total_cmp(&weight(b)).then(a.at.cmp(&b.at)));
    best.unwrap_or(latest)
}

/// How far other outlets report the same at the time; 0 where none does.
fn support(story: &Story<'_>, rarity: &Rarity, all: &[Headline], one: &Headline) -> f64 {
    let by = |other: &Headline| {
        let apart = (other.day - one.day).abs();
        if story.outlet[other.at] == story.outlet[one.at] || apart > APART_MAX {
            return 0.0;
        }
        let held = rarity.held(&one.terms, &other.opening);
        let of_one = story.told[one.at].development == story.told[other.at].development;
        let needed = if of_one { BORNE_OUT_WITHIN } else { BORNE_OUT };
        let same = rarity.overlap(&one.terms, &other.terms) >= SAME || held >= needed;
        if same { held.max(SAME) } else { 0.0 }
    };
    all.iter().map(by).sum()
}

fn headline(story: &Story<'_>, at: usize) -> Shown {
    let told = story.told[at];
    let headline = &told.article().headline;
    told.shown(Part::Headline, Span::new(0, headline.len()).trim(headline))
}

/// The best headline among some articles: the one that says what most of them say.
pub(crate) fn best_headline(story: &Story<'_>, articles: &[usize]) -> Option<Shown> {
    let stems = |at: usize| &story.told[at].digest.sentences.headline;
    let mut counts: Map<Stem, f64> = Map::default();
    for stem in articles.iter().flat_map(|at| stems(*at)) {
        *counts.entry(*stem).or_insert(0.0) += 1.0;
    }
    for count in counts.values_mut() {
        *count = rundown_text::ln(1.0 + *count);
    }
    let mut best: Option<(f64, usize)> = None;
    for at in articles {
        let told = story.told[*at];
        if told.article().headline.trim().is_empty() {
            continue;
        }
        let stems = stems(*at);
        let sum: f64 = stems.iter().map(|stem| counts[stem]).sum();
        let mut score =
            sum / (stems.len() as f64 + 2.0).sqrt() * told.digest.title_fitness;
        if told.article().lang != story.lang {
            score *= 0.3;
        }
        // Of equals the earlier one: it stays while nothing changes.
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, *at));
        }
    }
    let told = story.told[best?.1];
    let headline = &told.article().headline;
    let span = Span::new(0, headline.len()).trim(headline);
    Some(told.shown(Part::Headline, span))
}
