//! What stands beside a timeline: what was before the story, and what is to come.

use std::collections::BTreeMap;

use rundown_news::{Set, Standing, TimelineEntry};

use crate::candidates::Candidate;
use crate::lines::outlets;
use crate::lines::{Line, Lines};
use crate::periods::{Period, day_number};
use crate::rarity::Rarity;
use crate::tellings::{Telling, Tie};
use crate::told::Story;

/// Dated things before the story that a reader is shown.
const BACKGROUND_MAX: usize = 5;

/// Things to come that a reader is shown.
const AHEAD_MAX: usize = 5;

/// Outlets that must tell of something before the story.
const WITNESSES_MIN: usize = 2;

/// What each outlet that tells of it weighs, and all of them at most.
const WITNESS: f64 = 0.07;
const WITNESSES: f64 = 0.45;

/// A story begins so many days before its first report at most, where several outlets
/// say so.
const BEFORE_MAX: i32 = 14;

/// The days before the first report that belong to the story in any case.
const BEFORE_FREE: i32 = 2;

/// The first day of a story, in days since 1970.
pub(crate) fn story_start(story: &Story<'_>, candidates: &[Candidate]) -> i32 {
    let first = story.witnesses().map(|(_, told)| day_number(told.day())).min();
    let Some(first) = first else { return 0 };
    let all: Set<u32> = story.witnesses().map(|(at, _)| story.outlet[at]).collect();
    let needed = (all.len() / 5).max(WITNESSES_MIN);
    let mut tellers: BTreeMap<i32, Set<u32>> = BTreeMap::new();
    for one in
        candidates.iter().filter(|one| (first - BEFORE_MAX..first).contains(&one.day))
    {
        let outlet = story.outlet[one.line.article as usize];
        tellers.entry(one.day).or_default().insert(outlet);
    }
    let told = tellers.iter().find(|(_, outlets)| outlets.len() >= needed);
    told.map_or(first - BEFORE_FREE, |(day, _)| (*day).min(first - BEFORE_FREE))
}

/// A time with the sentences that tell of it.
type Times = BTreeMap<Period, Vec<Line>>;

/// Dated things before the story that several outlets tell, at most five.
pub(crate) fn background(
    story: &Story<'_>,
    lines: &Lines,
    candidates: &[Candidate],
    rarity: &Rarity,
) -> Vec<TimelineEntry> {
    let start = story_start(story, candidates);
    let before = |period: Period, telling: &Telling| {
        // A year alone is often an aside: it must place what the sentence says.
        let wanted = if period.is_year() { Tie::Main } else { Tie::Under };
        telling.tie <= wanted
            && telling.standing.is_none_or(|standing| standing != Standing::Ahead)
            && period.last() < start
    };
    chosen(story, lines, rarity, &times(story, lines, before), BACKGROUND_MAX)
        .into_iter()
        .filter(|one| one.tellers >= WITNESSES_MIN)
        .map(|one| TimelineEntry { background: true, ..one.entry })
        .collect()
}

/// What is said to lie ahead as of the latest article, at most five.
pub(crate) fn ahead(
    story: &Story<'_>,
    lines: &Lines,
    rarity: &Rarity,
) -> Vec<TimelineEntry> {
    let Some(last) = story.witnesses().map(|(_, told)| told.day()).max() else {
        return Vec::new();
    };
    let to_come = |period: Period, telling: &Telling| {
        telling.tie != Tie::None
            && telling.standing.is_none_or(|standing| standing == Standing::Ahead)
            && !period.is_year()
            && period.begins_after(last)
    };
    chosen(story, lines, rarity, &times(story, lines, to_come), AHEAD_MAX)
        .into_iter()
        .map(|one| TimelineEntry { ahead: true, ..one.entry })
        .collect()
}

/// The sentences of reports that tell of times that are wanted.
fn times(
    story: &Story<'_>,
    lines: &Lines,
    wanted: impl Fn(Period, &Telling) -> bool,
) -> Times {
    let mut times = Times::new();
    for (at, told) in story.witnesses().filter(|(_, told)| told.is_report()) {
        let all = lines.of_article(at);
        for telling in &told.digest.tellings {
            let Some(period) = telling.period else { continue };
            if wanted(period, telling) {
                times.entry(period).or_default().push(all[telling.line as usize]);
            }
        }
    }
    times
}

struct Aside {
    tellers: usize,
    entry: TimelineEntry,
}

/// The times that most outlets tell of, each in its most central sentence of those in the
/// story's language; other languages are tellers too.
fn chosen(
    story: &Story<'_>,
    lines: &Lines,
    rarity: &Rarity,
    times: &Times,
    most: usize,
) -> Vec<Aside> {
    let own = |line: &Line| !story.is_foreign(line.article as usize);
    let mut ranked: Vec<(usize, Period, &[Line])> = times
        .iter()
        .filter(|(_, told)| told.iter().any(own))
        .map(|(period, told)| (tellers(story, told), *period, told.as_slice()))
        .collect();
    // Of equals the newest.
    ranked.sort_by_key(|(tellers, period, _)| std::cmp::Reverse((*tellers, *period)));
    ranked.truncate(most);
    let aside = |(tellers, period, told): (usize, Period, &[Line])| {
        let readable: Vec<Line> = told.iter().copied().filter(own).collect();
        let line = central(lines, rarity, &readable)?;
        let shown = story.told[line.article as usize].shown(line.part, line.span);
        let entry = TimelineEntry {
            date: period.to_string(),
            precision: period.precision(),
            shown,
            weight: (tellers as f64 * WITNESS).min(WITNESSES),
            outlets: outlets(story, told),
            ahead: false,
            background: false,
            refers_to: None,
        };
        Some(Aside { tellers, entry })
    };
    ranked.into_iter().filter_map(aside).collect()
}

fn tellers(story: &Story<'_>, told: &[Line]) -> usize {
    let outlets: Set<u32> =
        told.iter().map(|line| story.outlet[line.article as usize]).collect();
    outlets.len()
}

/// Sentences of one time compared with each other.
const COMPARED_MAX: usize = 40;

/// The sentence that shares most with the others that tell of its time.
fn central(lines: &Lines, rarity: &Rarity, told: &[Line]) -> Option<Line> {
    let told = &told[told.len().saturating_sub(COMPARED_MAX)..];
    let centrality = |line: &Line| {
        let shared: f64 = told
            .iter()
            .map(|other| rarity.overlap(lines.terms(line), lines.terms(other)))
            .sum();
        let alone = if line.alone { 1.0 } else { 0.4 };
        let short = 1.0 / (f64::from(line.words) + 12.0).sqrt();
        shared * alone * short
    };
    told.iter().copied().max_by(|a, b| centrality(a).total_cmp(&centrality(b)))
}
