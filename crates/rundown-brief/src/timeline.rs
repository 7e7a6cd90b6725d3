//! What happened when.
//!
//! Days named in the text and resolved beat days of publication: a report of Friday
//! tells what happened on Thursday. A day that is still named a week later mattered
//! more than one named only by its own reports. (Counting dates named in text:
//! Gholipour Ghalandari and Ifrim, "Examining the state-of-the-art in news timeline
//! summarization", 2020.)

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rundown_news::{DevelopmentId, Map, Outlet, Part, Set, TimelineEntry, WhenPrecision};

use crate::lines::{Line, Lines};
use crate::moments::Moments;
use crate::periods::{Period, day_number};
use crate::salience::Salience;
use crate::told::{Story, Told};

/// Sentences kept for one day.
const OF_DAY_MAX: usize = 160;

/// What an article published on a day counts, beside a sentence that names it.
const PUBLISHED: f64 = 0.1;

/// What else happened on a day is told down to this weight.
const BESIDES_MIN: f64 = 0.5;

/// Sentences at the top of an article that tell of its day without naming it.
const TOP: u32 = 5;

/// Something said to have happened on a day.
pub(crate) struct Mention {
    pub(crate) line: Line,
    /// Whether it names the day, rather than only being published on it.
    pub(crate) named: bool,
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
    let days = days(story, lines);
    let last = story.witnesses().map(|(_, told)| told.day()).max();
    // The days that matter most choose first: a sentence is shown once.
    let mut order: Vec<(&Period, &Day)> = days.iter().collect();
    order.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(b.0)));
    let mut moments = Moments::new(story, lines, salience);
    let mut entries = Vec::new();
    for (period, day) in order {
        let mut weight = day.weight;
        for (nth, moment) in moments.of(&day.mentions, weight).into_iter().enumerate() {
            if nth > 0 && weight < BESIDES_MIN {
                break;
            }
            moments.used.learn(lines, &moment.line);
            let told = story.told[moment.line.article as usize];
            entries.push(TimelineEntry {
                date: period.to_string(),
                precision: period.precision(),
                shown: told.shown(moment.line.part, moment.line.span),
                weight,
                outlets: outlets(story, &moment.alike),
                ahead: last.is_some_and(|last| period.begins_after(last)),
                refers_to: refers_to(story, *period, day, told),
            });
            // What else happened on the day matters less than what mattered most.
            weight /= 2.0;
        }
    }
    // A year stands before its months, a month before its days.
    entries.sort_by(|a, b| {
        (&a.date, b.weight).partial_cmp(&(&b.date, a.weight)).unwrap_or(Ordering::Equal)
    });
    entries
}

fn days(story: &Story<'_>, lines: &Lines) -> Map<Period, Day> {
    let mut days: Map<Period, Day> = Map::default();
    for (at, told) in story.witnesses() {
        named_days(told, lines, at, &mut days);
        let own = Period::of_day(told.day());
        let day = days.entry(own).or_default();
        day.weight += PUBLISHED;
        let all = lines.of_article(at);
        // A sentence that names another day tells of that one.
        let named = told.digest.days.iter().filter(|day| day.exact && day.period != own);
        let named: Set<u32> = named.map(|day| all[day.line as usize].place).collect();
        let top = all.iter().filter(|line| line.part == Part::Text && line.place < TOP);
        for line in top.filter(|line| !named.contains(&line.place)) {
            day.add(Mention { line: *line, named: false });
        }
    }
    days
}

impl Day {
    fn add(&mut self, mention: Mention) {
        if self.mentions.len() < OF_DAY_MAX {
            self.mentions.push(mention);
        }
    }
}

fn named_days(told: &Told, lines: &Lines, at: usize, days: &mut Map<Period, Day>) {
    let published = day_number(told.day());
    let trust = if told.is_report() { 1.0 } else { 0.3 };
    let mut seen: Map<Period, f64> = Map::default();
    for named in &told.digest.days {
        let times = seen.entry(named.period).or_insert(0.0);
        *times += 1.0;
        let day = days.entry(named.period).or_default();
        day.weight += trust * hindsight(published - named.middle) / *times;
        let line = lines.of_article(at)[named.line as usize];
        day.add(Mention { line, named: true });
    }
}

/// What naming a day counts, by how long ago it was: half on the day itself, up to
/// five times as much ten days later; days to come are announcements.
fn hindsight(days_ago: i32) -> f64 {
    if days_ago < 0 { 0.3 } else { 0.5 + (f64::from(days_ago) / 5.0).min(2.0) }
}

/// The development that a sentence looks back on: of those reported on the day it names
/// or the day after, the one with most sentences on it, where it is not its own.
fn refers_to(
    story: &Story<'_>,
    period: Period,
    day: &Day,
    told: &Told,
) -> Option<DevelopmentId> {
    if period.precision() != WhenPrecision::Day {
        return None;
    }
    let mut counts: BTreeMap<DevelopmentId, usize> = BTreeMap::new();
    for mention in &day.mentions {
        let reporter = story.told[mention.line.article as usize];
        let after = day_number(reporter.day()) - period.middle();
        if (0..=1).contains(&after) {
            *counts.entry(reporter.development).or_default() += 1;
        }
    }
    // Of equals the later number wins; any will do, if it is always the same.
    let (development, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (development != told.development).then_some(development)
}

/// The outlets of some sentences, each once.
fn outlets(story: &Story<'_>, sentences: &[Line]) -> Vec<Outlet> {
    let mut seen: Set<u32> = Set::default();
    let mut found = Vec::new();
    for line in sentences {
        if seen.insert(story.outlet[line.article as usize]) {
            let told = story.told[line.article as usize];
            found.push(told.article().outlet.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, dates, told_at};

    #[test]
    fn a_look_back_leads_to_the_development_it_is_about() {
        let a = article("a", "The ferry Corrigan sank off Port Elm on Thursday morning.");
        let a = dates(a, "Thursday", "2031-05-01");
        let b = article("b", "A court jailed the owner of the ferry that sank on May 1.");
        let b = dates(b, "May 1", "2031-05-01");
        let told = [told_at(&a, 0, 1), told_at(&b, 40 * 24 * 60, 2)];
        let story = Story::of(&told);
        let lines = Lines::tops(&story);
        let found = timeline(&story, &lines, &Salience::of(&story, &lines));
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
        let found = timeline(&story, &lines, &Salience::of(&story, &lines));
        let days: Vec<_> = found.iter().map(|e| (e.date.as_str(), e.ahead)).collect();
        assert_eq!(days, [("2031-04-29", false), ("2031-06-03", true)]);
        assert_eq!(found[0].shown.text, a.article.text);
    }
}
