//! The sentences that tell what happened on a day.

use rundown_news::{Map, Set};

use crate::alone::{is_whole, reads_alone};
use crate::known::{Known, alike};
use crate::lines::{Line, Lines};
use crate::salience::Salience;
use crate::timeline::Mention;
use crate::told::Story;

/// Things told of one day.
const MOMENTS_MAX: usize = 8;

/// Sentences that share so much of the shorter one's terms tell the same thing.
const SAME: f64 = 0.5;

/// A sentence of which so much stands in one shown for another day is not shown again.
const USED: f64 = 0.6;

/// Sentences of a day weighed against each other.
const RANKED_MAX: usize = 60;

/// Sentences weighed for each one that is shown.
const SPARE: usize = 8;

/// One thing that happened on a day.
pub(crate) struct Moment {
    /// The sentence to show.
    pub(crate) line: Line,
    /// It and those that say the same, in order.
    pub(crate) alike: Vec<Line>,
}

/// What happened on a day, what matters most first. A quiet day has one moment, a day
/// that is told again and again has several.
pub(crate) fn moments(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    mentions: &[Mention],
    weight: f64,
    used: &Known,
) -> Vec<Moment> {
    let mut left = ranked(story, lines, salience, mentions, weight);
    let room = room(weight);
    let mut told: Set<u32> = Set::default();
    let mut found: Vec<Moment> = Vec::new();
    while found.len() < room {
        let mut best: Option<(f64, usize)> = None;
        for (i, one) in left.iter().enumerate() {
            let fresh: f64 = one
                .terms
                .iter()
                .filter(|(term, _)| !told.contains(term))
                .map(|(_, weight)| weight)
                .sum();
            let score = fresh * one.prior;
            if score > 0.0 && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, i));
            }
        }
        let Some((_, i)) = best else { break };
        let one = left.swap_remove(i);
        if used.familiar(lines, &one.line).in_one >= USED {
            continue;
        }
        told.extend(lines.terms(&one.line));
        let mut alike_lines = vec![one.line];
        left.retain(|other| {
            let same = alike(lines, &other.line, &one.line, SAME);
            if same && other.named == one.named {
                alike_lines.push(other.line);
            }
            !same
        });
        alike_lines.sort_unstable_by_key(|line| (line.article, line.span));
        found.push(Moment { line: one.line, alike: alike_lines });
    }
    found
}

struct Ranked {
    line: Line,
    named: bool,
    prior: f64,
    terms: Vec<(u32, f64)>,
}

fn ranked(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    mentions: &[Mention],
    weight: f64,
) -> Vec<Ranked> {
    let counts = of_the_day(lines, mentions);
    let any_named = mentions.iter().any(|mention| mention.named);
    let mut seen: Set<(u32, u32)> = Set::default();
    let mut found = Vec::new();
    for mention in mentions {
        let line = mention.line;
        if !seen.insert((line.article, line.span.start)) {
            continue;
        }
        let weigh = |term: u32| {
            let day = rundown_text::ln(1.0 + counts.get(&term).copied().unwrap_or(0.0));
            day * (0.3 + salience.weight(term))
        };
        let terms: Vec<(u32, f64)> =
            lines.terms(&line).iter().map(|term| (*term, weigh(*term))).collect();
        let told = story.told[line.article as usize];
        let mut prior = 1.0 / (terms.len() as f64 + 4.0).sqrt().sqrt();
        if any_named && !mention.named {
            prior *= 0.5;
        }
        if !told.is_report() {
            prior *= 0.3;
        }
        found.push(Ranked { line, named: mention.named, prior, terms });
    }
    found.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    found.truncate(RANKED_MAX.min(SPARE * room(weight)));
    for one in &mut found {
        let told = story.told[one.line.article as usize];
        if !is_whole(one.line.span.of(&told.article().text)) {
            one.prior *= 0.3;
        } else if !reads_alone(told, &one.line) {
            one.prior *= 0.6;
        }
    }
    found
}

impl Ranked {
    fn weight(&self) -> f64 {
        self.prior * self.terms.iter().map(|(_, weight)| weight).sum::<f64>()
    }
}

/// How many things are told of a day of this weight.
fn room(weight: f64) -> usize {
    (1 + (weight as usize)).min(MOMENTS_MAX)
}

/// In how many of the day's sentences each term stands.
fn of_the_day(lines: &Lines, mentions: &[Mention]) -> Map<u32, f64> {
    let mut counts: Map<u32, f64> = Map::default();
    for mention in mentions {
        for term in lines.terms(&mention.line) {
            *counts.entry(*term).or_insert(0.0) += if mention.named { 1.0 } else { 0.5 };
        }
    }
    counts
}
