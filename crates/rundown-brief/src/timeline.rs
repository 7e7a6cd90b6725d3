//! What happened when.
//!
//! Days named in the text and resolved beat days of publication: a report of Friday
//! tells what happened on Thursday. A day that is still named a week later mattered
//! more than one named only by its own reports. (Counting dates named in text:
//! Gholipour Ghalandari and Ifrim, "Examining the state-of-the-art in news timeline
//! summarization", 2020.)

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rundown_news::{Outlet, Part, Set, TimelineEntry, When, WhenPrecision};

use crate::known::Known;
use crate::lines::{Line, Lines};
use crate::moments::moments;
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

/// A day, month or year: first the date as text, then how exact it is.
type Period = (String, u8);

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
    order.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight));
    let mut used = Known::new();
    let mut entries = Vec::new();
    for ((date, precision), day) in order {
        let mut weight = day.weight;
        let found = moments(story, lines, salience, &day.mentions, weight, &used);
        for (nth, moment) in found.into_iter().enumerate() {
            if nth > 0 && weight < BESIDES_MIN {
                break;
            }
            used.learn(lines, &moment.line, None);
            let told = story.told[moment.line.article as usize];
            entries.push(TimelineEntry {
                date: date.clone(),
                precision: precision_of(*precision),
                shown: told.shown(moment.line.part, moment.line.span),
                weight,
                outlets: outlets(story, &moment.alike),
                ahead: last.is_some_and(|last| is_ahead(date, last)),
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

fn days(story: &Story<'_>, lines: &Lines) -> BTreeMap<Period, Day> {
    let mut days: BTreeMap<Period, Day> = BTreeMap::new();
    for (at, told) in story.witnesses() {
        named_days(told, lines, at, &mut days);
        let own = (told.day().to_string(), rank(WhenPrecision::Day));
        let day = days.entry(own).or_default();
        day.weight += PUBLISHED;
        let named = days_in_lines(told, lines, at);
        let top = lines.of_article(at).iter();
        let top = top.filter(|line| line.part == Part::Text && line.place < TOP);
        // A sentence that names another day tells of that one.
        for line in top.filter(|line| !named.contains(&line.place)) {
            day.add(Mention { line: *line, named: false });
        }
    }
    days
}

/// The places of an article's sentences that name a day other than its own.
fn days_in_lines(told: &Told<'_>, lines: &Lines, at: usize) -> Set<u32> {
    let own = told.day().to_string();
    let dates = told.found().dates.iter();
    let others = dates.filter(|when| {
        let period = period(&when.value, when.precision);
        period.is_some_and(|(date, precision)| {
            precision == WhenPrecision::Day && date != own
        })
    });
    let line = |when: &When| Some(lines.sentence_at(at, when.span.start)?.place);
    others.filter_map(line).collect()
}

impl Day {
    fn add(&mut self, mention: Mention) {
        if self.mentions.len() < OF_DAY_MAX {
            self.mentions.push(mention);
        }
    }
}

fn named_days(
    told: &Told<'_>,
    lines: &Lines,
    at: usize,
    days: &mut BTreeMap<Period, Day>,
) {
    let published = told.day();
    let trust = if told.is_report() { 1.0 } else { 0.3 };
    let mut seen: BTreeMap<Period, f64> = BTreeMap::new();
    for when in &told.found().dates {
        let Some((date, precision)) = period(&when.value, when.precision) else {
            continue;
        };
        let Some(line) = lines.sentence_at(at, when.span.start) else { continue };
        let key = (date, rank(precision));
        let times = seen.entry(key.clone()).or_insert(0.0);
        *times += 1.0;
        let day = days.entry(key).or_default();
        day.weight += trust * hindsight(&when.value, published) / *times;
        day.add(Mention { line: *line, named: true });
    }
}

/// What naming a day counts, by how long ago it was: half on the day itself, up to
/// five times as much ten days later; days to come are announcements.
fn hindsight(date: &str, published: Date) -> f64 {
    let whole = match date.len() {
        4 => format!("{date}-07-01"),
        7 => format!("{date}-15"),
        _ => date.get(..10).unwrap_or("").to_owned(),
    };
    let Ok(day) = whole.parse::<Date>() else { return 0.0 };
    let ago = (published - day).get_days();
    if ago < 0 { 0.3 } else { 0.5 + (f64::from(ago) / 5.0).min(2.0) }
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

/// Whether a day, month or year begins after the last day of reports.
fn is_ahead(date: &str, last: Date) -> bool {
    let last = last.to_string();
    date > &last[..date.len().min(last.len())]
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
