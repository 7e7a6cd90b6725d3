//! What happened when: one event a day, a second one where it is another event of
//! weight; beside them what lies before the story and what is still to come.
//!
//! The weightiest sentence is taken first and presses down those that say the same or
//! tell of the same day, so that a page may cut the timeline anywhere by weight.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rundown_news::{ArticleId, DevelopmentId, Set, TimelineEntry, WhenPrecision};

use crate::aside::{ahead, background, story_start};
use crate::candidates::{Candidate, candidates};
use crate::lines::{Line, Lines, outlets};
use crate::periods::day_number;
use crate::pressing::Alike;
use crate::rarity::Rarity;
use crate::signs::Signs;
use crate::told::{Story, Told};

/// Events in a timeline; months of a large story have no more days that matter.
const EVENTS_MAX: usize = 120;

/// Sentences weighed against each other.
const CANDIDATES_MAX: usize = 640;

/// Lighter ones are no events of the story.
const WEIGHT_MIN: f64 = 0.02;

/// What is left of a sentence's weight where its day has an entry already.
const SECOND: f64 = 0.45;

/// Sentences that share more of their terms' rarity say the same: of one day, of two
/// days that follow each other, of any.
const SAME_DAY: f64 = 0.45;
const NEXT_DAY: f64 = 0.55;
const ANY_DAY: f64 = 0.65;

/// An event of the story, with those sentences of its day that say the same.
pub(crate) struct Event {
    pub(crate) told: Candidate,
    pub(crate) alike: Vec<Line>,
}

/// The events of a story, the weightiest first.
pub(crate) struct Events {
    pub(crate) all: Vec<Event>,
    /// Every sentence that tells a day, in order of time.
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) rarity: Rarity,
}

impl Events {
    pub(crate) fn of(story: &Story<'_>, lines: &Lines, weights: &Signs) -> Self {
        let rarity = Rarity::of(story, lines);
        let candidates = candidates(story, lines, weights);
        let start = story_start(story, &candidates);
        let mut left: Vec<Candidate> = candidates
            .iter()
            .copied()
            .filter(|one| one.day >= start && one.weight > WEIGHT_MIN)
            .collect();
        left.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        left.truncate(CANDIDATES_MAX);
        let all = chosen(lines, &rarity, left);
        Self { all, candidates, rarity }
    }
}

fn chosen(lines: &Lines, rarity: &Rarity, mut left: Vec<Candidate>) -> Vec<Event> {
    let found = left.clone();
    let mut alike = Alike::new(lines, rarity, &found);
    let mut all: Vec<Event> = Vec::new();
    while all.len() < EVENTS_MAX {
        let Some(best) = heaviest(&left) else { break };
        let told = left[best];
        let overlap = alike.to(best);
        let mut same = vec![told.line];
        for (at, other) in left.iter_mut().enumerate() {
            if other.weight <= WEIGHT_MIN {
                continue;
            }
            if at == best || !pressed(other, &told, overlap(at)) {
                if at != best && other.day == told.day {
                    same.push(other.line);
                }
                other.weight = 0.0;
            }
        }
        same.sort_unstable_by_key(|line| (line.article, line.span));
        all.push(Event { told, alike: same });
    }
    all
}

/// The heaviest of those left; of equals the newest.
fn heaviest(left: &[Candidate]) -> Option<usize> {
    let rank = |one: &Candidate| (one.day, one.line.article, one.line.span);
    let left_over = (0..left.len()).filter(|at| left[*at].weight > WEIGHT_MIN);
    left_over.max_by(|a, b| {
        let (a, b) = (&left[*a], &left[*b]);
        a.weight.total_cmp(&b.weight).then_with(|| rank(a).cmp(&rank(b)))
    })
}

/// Presses a sentence down by what one taken before it told; false if it says the same.
fn pressed(other: &mut Candidate, taken: &Candidate, overlap: f64) -> bool {
    let same_line = (other.line.article, other.line.span.start)
        == (taken.line.article, taken.line.span.start);
    let (most, left) = match (other.day - taken.day).abs() {
        0 => (SAME_DAY, SECOND * (1.0 - overlap)),
        1 => (NEXT_DAY, 1.0 - overlap),
        _ => (ANY_DAY, 1.0),
    };
    other.weight *= left;
    !same_line && overlap <= most
}

pub(crate) fn timeline(
    story: &Story<'_>,
    lines: &Lines,
    events: &Events,
) -> Vec<TimelineEntry> {
    let mut entries: Vec<TimelineEntry> =
        events.all.iter().map(|event| entry(story, &events.candidates, event)).collect();
    entries.extend(background(story, lines, &events.candidates, &events.rarity));
    entries.extend(ahead(story, lines, &events.rarity));
    once_a_sentence(&mut entries);
    // A year stands before its months, a month before its days.
    entries.sort_by(|a, b| {
        (&a.date, b.weight).partial_cmp(&(&b.date, a.weight)).unwrap_or(Ordering::Equal)
    });
    entries
}

/// A sentence that names two days stands under the first that it was chosen for.
fn once_a_sentence(entries: &mut Vec<TimelineEntry>) {
    let mut told: Set<(ArticleId, u32)> = Set::default();
    entries.retain(|entry| {
        let evidence = entry.shown.evidence.first();
        evidence.is_none_or(|one| told.insert((one.article.clone(), one.span.start)))
    });
}

fn entry(story: &Story<'_>, candidates: &[Candidate], event: &Event) -> TimelineEntry {
    let Candidate { line, period, weight, day, .. } = event.told;
    let told = story.told[line.article as usize];
    TimelineEntry {
        date: period.to_string(),
        precision: WhenPrecision::Day,
        shown: told.shown(line.part, line.span),
        weight,
        outlets: outlets(story, &event.alike),
        ahead: false,
        background: false,
        refers_to: refers_to(story, candidates, day, told),
    }
}

/// The development that a sentence looks back on: of those reported on the day it names
/// or the day after, the one with most sentences on it, where it is not its own.
fn refers_to(
    story: &Story<'_>,
    candidates: &[Candidate],
    day: i32,
    told: &Told,
) -> Option<DevelopmentId> {
    let from = candidates.partition_point(|one| one.day < day);
    let mut counts: BTreeMap<DevelopmentId, usize> = BTreeMap::new();
    for one in candidates[from..].iter().take_while(|one| one.day == day) {
        let reporter = story.told[one.line.article as usize];
        if (0..=1).contains(&(day_number(reporter.day()) - day)) {
            *counts.entry(reporter.development).or_default() += 1;
        }
    }
    // Of equals the later number wins; any will do, if it is always the same.
    let (development, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (development != told.development).then_some(development)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, dates, told_at};
    use crate::weights::WEIGHTS;

    #[test]
    fn a_look_back_leads_to_the_development_it_is_about() {
        let a = article("a", "The ferry Corrigan sank off Port Elm on Thursday morning.");
        let a = dates(a, "Thursday", "2031-05-01");
        let b = article("b", "A court jailed the owner of the ferry that sank on May 1.");
        let b = dates(b, "May 1", "2031-05-01");
        let told = [told_at(&a, 0, 1), told_at(&b, 40 * 24 * 60, 2)];
        let story = Story::of(&told);
        let lines = Lines::tops(&story);
        let found = timeline(&story, &lines, &Events::of(&story, &lines, &WEIGHTS.event));
        let of = |words: &str| {
            let entry = found.iter().find(|entry| entry.shown.text.contains(words));
            entry.map(|entry| entry.refers_to)
        };
        assert_eq!(of("jailed"), Some(Some(DevelopmentId(1))), "{found:#?}");
        assert!(of("Corrigan").is_none_or(|refers_to| refers_to.is_none()));
    }

    #[test]
    fn a_named_day_stands_before_the_day_of_publication() {
        let a = article("a", "The ferry sank off Port Elm on Tuesday with 17 aboard.");
        let a = dates(a, "Tuesday", "2031-04-29");
        let b = article("b", "A court will hear the owner of the ferry on June 3.");
        let b = dates(b, "June 3", "2031-06-03");
        let told = [told_at(&a, 0, 1), told_at(&b, 60, 1)];
        let story = Story::of(&told);
        let lines = Lines::tops(&story);
        let found = timeline(&story, &lines, &Events::of(&story, &lines, &WEIGHTS.event));
        let days: Vec<_> = found.iter().map(|e| (e.date.as_str(), e.ahead)).collect();
        assert_eq!(days, [("2031-04-29", false), ("2031-06-03", true)]);
        assert_eq!(found[0].shown.text, a.article.text);
    }
}
