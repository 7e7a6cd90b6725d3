//! What happened when, by day. The page shows the weightiest entries; the others stand
//! folded where they belong, so that the order of time is never broken.

use jiff::Timestamp;
use rundown_news::TimelineEntry;

use crate::line::{Line, Sources};
use crate::times::{dated_words, utc};
use crate::wording::{many, tell};

/// Entries shown open.
const ENTRIES_OPEN: usize = 8;
/// Entries on the page at all; the JSON has the whole timeline.
const ENTRIES_MAX: usize = 80;

#[derive(Default)]
pub(crate) struct Timeline {
    pub(crate) past: Vec<Group>,
    pub(crate) background: Vec<Group>,
    pub(crate) ahead: Vec<Group>,
    /// What was said to lie ahead of the latest article, on days that are over by now.
    pub(crate) overdue: Vec<Group>,
    /// Entries too light for the page.
    pub(crate) left: usize,
}

/// A day, or a run of days that are folded together.
pub(crate) struct Group {
    pub(crate) days: Vec<Day>,
    /// The summary of the fold; empty for an open day.
    pub(crate) folded: String,
}

pub(crate) struct Day {
    pub(crate) machine: String,
    pub(crate) words: String,
    pub(crate) open: Vec<Line>,
    pub(crate) folded: Vec<Line>,
}

impl Timeline {
    pub(crate) fn of(
        sources: Sources<'_>,
        entries: &[TimelineEntry],
        now: Timestamp,
    ) -> Self {
        let shown = weight_of_rank(entries, ENTRIES_MAX);
        let open = weight_of_rank(entries, ENTRIES_OPEN);
        let kept: Vec<&TimelineEntry> = entries
            .iter()
            .filter(|entry| entry.weight >= shown)
            .take(ENTRIES_MAX)
            .collect();
        let left = entries.len() - kept.len();
        let (ahead, past): (Vec<&TimelineEntry>, Vec<&TimelineEntry>) =
            kept.into_iter().partition(|entry| entry.ahead);
        let (background, past): (Vec<&TimelineEntry>, Vec<&TimelineEntry>) =
            past.into_iter().partition(|entry| entry.background);
        let (ahead, overdue): (Vec<&TimelineEntry>, Vec<&TimelineEntry>) =
            ahead.into_iter().partition(|entry| lies_ahead(entry, now));
        // What lies before and ahead is little and all of it matters: it stands open.
        let background = days(sources, &background, f64::NEG_INFINITY, now);
        let ahead = days(sources, &ahead, f64::NEG_INFINITY, now);
        let overdue = days(sources, &overdue, f64::NEG_INFINITY, now);
        let mut past = days(sources, &past, open, now);
        // A reader who comes back wants the end first.
        past.reverse();
        Self {
            past: folded(past),
            background: folded(background),
            ahead: folded(ahead),
            overdue: folded(overdue),
            left,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        let parts = [&self.past, &self.background, &self.ahead, &self.overdue];
        parts.into_iter().all(Vec::is_empty)
    }
}

/// Whether it is said to lie ahead, and does: the day of the page counts, not that of the
/// latest article.
pub(super) fn lies_ahead(entry: &TimelineEntry, now: Timestamp) -> bool {
    let today = utc(now).date().to_string();
    // A month is compared as a month.
    let length = entry.date.len().min(today.len());
    entry.ahead && entry.date.get(..length) >= today.get(..length)
}

/// The weight of the entry that is `rank`th by weight; below all if there are fewer.
fn weight_of_rank(entries: &[TimelineEntry], rank: usize) -> f64 {
    let mut weights: Vec<f64> = entries.iter().map(|entry| entry.weight).collect();
    weights.sort_unstable_by(|a, b| b.total_cmp(a));
    match weights.get(rank) {
        Some(_) => weights[rank - 1],
        None => f64::NEG_INFINITY,
    }
}

fn days(
    sources: Sources<'_>,
    entries: &[&TimelineEntry],
    open_weight: f64,
    now: Timestamp,
) -> Vec<Day> {
    entries
        .chunk_by(|a, b| a.date == b.date)
        .map(|of_day| day(sources, of_day, open_weight, now))
        .collect()
}

/// A day: its weightiest entry, if that is weighty enough, and the others folded.
fn day(
    sources: Sources<'_>,
    entries: &[&TimelineEntry],
    open_weight: f64,
    now: Timestamp,
) -> Day {
    let first = entries[0];
    let heaviest = entries.iter().map(|entry| entry.weight).fold(open_weight, f64::max);
    let opened = entries.iter().position(|entry| entry.weight >= heaviest);
    let line = |entry: &&TimelineEntry| sources.line(&entry.shown);
    let (mut open, mut folded) = (Vec::new(), Vec::new());
    for (at, entry) in entries.iter().enumerate() {
        if Some(at) == opened { &mut open } else { &mut folded }.push(line(entry));
    }
    Day {
        machine: first.date.clone(),
        words: dated_words(&first.date, first.precision, now),
        open,
        folded,
    }
}

/// Joins neighbouring days that have no open entry into one fold.
fn folded(days: Vec<Day>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for day in days {
        let quiet = day.open.is_empty();
        match groups.last_mut() {
            Some(last) if quiet && !last.folded.is_empty() => last.days.push(day),
            _ => {
                let folded = if quiet { "folded".to_owned() } else { String::new() };
                groups.push(Group { days: vec![day], folded });
            }
        }
    }
    for group in groups.iter_mut().filter(|group| !group.folded.is_empty()) {
        group.folded = fold_words(&mut group.days);
    }
    groups
}

/// "3 lesser entries, 4 May to 6 May"; inside the fold they stand open.
fn fold_words(days: &mut [Day]) -> String {
    for day in days.iter_mut() {
        std::mem::swap(&mut day.open, &mut day.folded);
    }
    let count: usize = days.iter().map(|day| day.open.len()).sum();
    let entries = many("1 lesser entry", "{n} lesser entries", count);
    // The latest stands first where a reader reads from the end.
    let by_time = |day: &&Day| day.machine.clone();
    match (days.iter().min_by_key(by_time), days.iter().max_by_key(by_time)) {
        (Some(first), Some(last)) if days.len() > 1 => tell(
            "{entries}, {from} to {to}",
            &[("entries", &entries), ("from", &first.words), ("to", &last.words)],
        ),
        (Some(day), _) => {
            tell("{entries}, {day}", &[("entries", &entries), ("day", &day.words)])
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use rundown_news::{Evidence, Shown, Span, WhenPrecision};

    fn entry(day: u8, weight: f64) -> TimelineEntry {
        let evidence = Evidence {
            article: rundown_news::ArticleId("a".to_owned()),
            revision: 0,
            part: rundown_news::Part::Text,
            span: Span::new(0, 1),
        };
        TimelineEntry {
            date: format!("2031-05-{day:02}"),
            precision: WhenPrecision::Day,
            shown: Shown::new("x", evidence),
            weight,
            outlets: Vec::new(),
            ahead: day > 20,
            background: false,
            refers_to: None,
        }
    }

    #[test]
    fn light_entries_fold_in_their_place() {
        let cards = BTreeMap::new();
        let now = "2031-05-20T00:00:00Z".parse().unwrap();
        let mut entries: Vec<TimelineEntry> =
            (1..=19).map(|day| entry(day, 1.0)).collect();
        entries[3].weight = 0.1;
        entries[4].weight = 0.1;
        entries.push(entry(25, 5.0));
        let timeline = Timeline::of(Sources::new(&cards), &entries, now);
        let folds: Vec<&str> = timeline
            .past
            .iter()
            .map(|group| group.folded.as_str())
            .filter(|folded| !folded.is_empty())
            .collect();
        assert_eq!(folds, ["2 lesser entries, 4 May to 5 May"]);
        assert_eq!((timeline.past.len(), timeline.ahead.len()), (18, 1));
        let later = "2031-05-26T00:00:00Z".parse().unwrap();
        let timeline = Timeline::of(Sources::new(&cards), &entries, later);
        assert_eq!((timeline.ahead.len(), timeline.overdue.len()), (0, 1));
    }

    #[test]
    fn a_page_never_holds_more_than_its_bound() {
        let cards = BTreeMap::new();
        let now = "2031-05-20T00:00:00Z".parse().unwrap();
        let entries: Vec<TimelineEntry> = (0..5_000).map(|_| entry(3, 1.0)).collect();
        let timeline = Timeline::of(Sources::new(&cards), &entries, now);
        assert_eq!(timeline.left, 5_000 - ENTRIES_MAX);
    }
}
