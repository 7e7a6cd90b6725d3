//! What happened when.
//!
//! Days named in the text and resolved beat days of publication: a report of Friday
//! tells what happened on Thursday.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rundown_news::{Outlet, Part, Set, TimelineEntry, WhenPrecision};

use crate::alone::{is_whole, reads_alone};
use crate::lines::{Line, Lines};
use crate::salience::{Salience, near_top};
use crate::told::Story;

/// Sentences kept for one day.
const OF_DAY_MAX: usize = 64;

/// What an article published on a day counts, beside a sentence that names it.
const PUBLISHED: f64 = 0.3;

/// Sentences at the top of an article that tell of its day without naming it.
const TOP: u32 = 3;

/// Something said to have happened on a day.
struct Mention {
    line: Line,
    weight: f64,
    named: bool,
}

#[derive(Default)]
struct Day {
    weight: f64,
    mentions: Vec<Mention>,
}

pub(crate) fn timeline(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
) -> Vec<TimelineEntry> {
    let mut days: BTreeMap<(String, u8), Day> = BTreeMap::new();
    for (at, told) in story.witnesses() {
        named_days(story, lines, at, &mut days);
        let own = (told.day().to_string(), rank(WhenPrecision::Day));
        let day = days.entry(own).or_default();
        day.weight += PUBLISHED;
        let top = lines.of_article(at).iter();
        let top = top.filter(|line| line.part == Part::Text && line.place < TOP);
        let room = OF_DAY_MAX.saturating_sub(day.mentions.len());
        let mention = |line: &Line| Mention { line: *line, weight: 0.3, named: false };
        day.mentions.extend(top.take(room).map(mention));
    }
    let last = story.witnesses().map(|(_, told)| told.day()).max();
    let entries = days.into_iter().filter_map(|((date, precision), day)| {
        entry(story, lines, salience, &date, precision, &day, last)
    });
    entries.collect()
}

fn named_days(
    story: &Story<'_>,
    lines: &Lines,
    at: usize,
    days: &mut BTreeMap<(String, u8), Day>,
) {
    let told = story.told[at];
    for when in &told.found().dates {
        let Some((date, precision)) = period(&when.value, when.precision) else {
            continue;
        };
        let Some(line) = lines.sentence_at(at, when.span.start) else { continue };
        let day = days.entry((date, rank(precision))).or_default();
        let weight = if told.is_report() { 1.0 } else { 0.3 };
        day.weight += weight;
        if day.mentions.len() < OF_DAY_MAX {
            day.mentions.push(Mention { line: *line, weight, named: true });
        }
    }
}

/// The day, month or year of a TIMEX3 value; times count as their day.
fn period(value: &str, precision: WhenPrecision) -> Option<(String, WhenPrecision)> {
    match precision {
        WhenPrecision::Day | WhenPrecision::Time => {
            let day: Date = value.get(..10)?.parse().ok()?;
            Some((day.to_string(), WhenPrecision::Day))
        }
        WhenPrecision::Month if value.len() == 7 => {
            format!("{value}-01").parse::<Date>().ok()?;
            Some((value.to_owned(), precision))
        }
        WhenPrecision::Year if value.len() == 4 => {
            value.parse::<u16>().ok()?;
            Some((value.to_owned(), precision))
        }
        _ => None,
    }
}

fn rank(precision: WhenPrecision) -> u8 {
    match precision {
        WhenPrecision::Day => 2,
        WhenPrecision::Month => 1,
        _ => 0,
    }
}

fn precision_of(rank: u8) -> WhenPrecision {
    match rank {
        2 => WhenPrecision::Day,
        1 => WhenPrecision::Month,
        _ => WhenPrecision::Year,
    }
}

fn entry(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    date: &str,
    precision: u8,
    day: &Day,
    last: Option<Date>,
) -> Option<TimelineEntry> {
    let best = best(story, lines, salience, day)?;
    let told = story.told[best.line.article as usize];
    let mut outlets: Vec<Outlet> = Vec::new();
    let mut seen: Set<u32> = Set::default();
    let named = day.mentions.iter().any(|mention| mention.named);
    for mention in day.mentions.iter().filter(|mention| mention.named == named) {
        if seen.insert(story.outlet[mention.line.article as usize]) {
            let outlet = &story.told[mention.line.article as usize].article().outlet;
            outlets.push(outlet.clone());
        }
    }
    let ahead = last.is_some_and(|last| {
        let last = last.to_string();
        date > &last[..date.len().min(last.len())]
    });
    Some(TimelineEntry {
        date: date.to_owned(),
        precision: precision_of(precision),
        shown: told.shown(best.line.part, best.line.span),
        weight: day.weight,
        outlets,
        ahead,
    })
}

/// The sentence that tells a day best: names it, can be read alone, tells what matters.
fn best<'a>(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    day: &'a Day,
) -> Option<&'a Mention> {
    let mut best: Option<(f64, &Mention)> = None;
    for mention in &day.mentions {
        let told = story.told[mention.line.article as usize];
        let text = mention.line.span.of(&told.article().text);
        let mut score = salience.density(lines, &mention.line)
            * mention.weight
            * near_top(mention.line.place);
        if !is_whole(text) {
            score *= 0.3;
        } else if !reads_alone(told, &mention.line) {
            score *= 0.5;
        }
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, mention));
        }
    }
    best.map(|(_, mention)| mention)
}
