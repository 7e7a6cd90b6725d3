//! What is new to a reader who comes back every day, after TREC `CrisisFACTS`.
//!
//! Three people wrote, for each day of an event, what the day added and the background a
//! reader would need. Each is an outlet: its article of the day is its update, then its
//! background. The reader had everything up to the day before. A sentence that is shown is
//! *redundant* if another one of that day was like it, *lagged* if it stands in a
//! background, and *useful* else. Coverage is the share of the day's updates that some
//! sentence shown is like.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// Every so many days of an event are asked about: its articles are all read each time.
const DAYS_APART: usize = 4;

/// Two sentences that share so much of the shorter one's words are alike.
const ALIKE: f64 = 0.5;

/// First sentences of each article, from one to so many.
const FIRST_MAX: usize = 5;

/// What one writer wrote for one day.
#[derive(Debug, Clone, Deserialize)]
struct Row {
    event: String,
    annotator: String,
    step: u32,
    date: String,
    update: String,
    background: String,
}

/// The words of a sentence, cut to their stems in a rough way.
type Words = BTreeSet<String>;

/// A day that is asked about.
pub(super) struct Day {
    /// The articles up to this day, as lines for `rundown brief`.
    pub(super) articles: String,
    /// When the reader last looked.
    pub(super) since: String,
    /// The sentences of each of the day's articles; first its update.
    of_articles: Vec<Vec<Words>>,
    updates: Vec<Words>,
    backgrounds: Vec<Words>,
}

/// The days to ask about.
pub(super) fn days(gold: &str) -> Result<Vec<Day>> {
    let mut events: BTreeMap<String, BTreeMap<(String, u32), Vec<Row>>> = BTreeMap::new();
    for line in gold.lines() {
        let row: Row = serde_json::from_str(line).context("a line of updates")?;
        let event = events.entry(row.event.clone()).or_default();
        event.entry((row.date.clone(), row.step)).or_default().push(row);
    }
    let mut days = Vec::new();
    for event in events.values() {
        let all: Vec<&Vec<Row>> = event.values().collect();
        for at in (1..all.len()).step_by(DAYS_APART) {
            days.push(day(&all[..=at]));
        }
    }
    Ok(days)
}

fn day(days: &[&Vec<Row>]) -> Day {
    let articles = days.iter().copied().flatten();
    let lines: Vec<String> = articles.map(|row| article(row).to_string()).collect();
    let (today, before) = (days[days.len() - 1], &days[days.len() - 2]);
    let update = |row: &Row| sentences(&row.update);
    let background = |row: &Row| sentences(&row.background);
    Day {
        articles: lines.join("\n"),
        since: format!("{}T00:00:00Z", before[0].date),
        of_articles: today
            .iter()
            .map(|row| [update(row), background(row)].concat())
            .collect(),
        updates: today.iter().flat_map(update).collect(),
        backgrounds: today.iter().flat_map(background).collect(),
    }
}

fn article(row: &Row) -> Value {
    let plain = |text: &str| text.replace("\\n", "\n");
    json!({
        "id": format!("{}-{}-{}", row.event, row.annotator, row.step),
        "published": row.date, "lang": "en", "title": "", "source": row.annotator,
        "body": format!("{}\n{}", plain(&row.update), plain(&row.background)),
    })
}

/// The sentences of a text: up to a full stop, space and capital.
fn sentences(text: &str) -> Vec<Words> {
    let mut found = Vec::new();
    for line in text.replace("\\n", "\n").lines() {
        let mut rest = line;
        while let Some(end) = sentence_end(rest) {
            found.push(words(&rest[..end]));
            rest = &rest[end..];
        }
        found.push(words(rest));
    }
    found.retain(|words| !words.is_empty());
    found
}

fn sentence_end(text: &str) -> Option<usize> {
    let ends = text.match_indices(". ").map(|(at, _)| at + 2);
    ends.into_iter().find(|end| text[*end..].starts_with(char::is_uppercase))
}

/// Words of four letters and more, and numbers; six letters of each tell forms alike.
fn words(text: &str) -> Words {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            word.chars().count() > 3 || word.starts_with(|c: char| c.is_ascii_digit())
        })
        .map(|word| word.to_lowercase().chars().take(6).collect())
        .collect()
}

fn likeness(a: &Words, b: &Words) -> f64 {
    a.intersection(b).count() as f64 / a.len().min(b.len()).max(1) as f64
}

fn best(of: &Words, among: &[Words]) -> f64 {
    among.iter().map(|other| likeness(of, other)).fold(0.0, f64::max)
}

/// What some way of showing news comes to.
#[derive(Default)]
struct Tally {
    shown: usize,
    useful: usize,
    redundant: usize,
    lagged: usize,
    covered: usize,
    updates: usize,
}

impl Tally {
    fn count(&mut self, day: &Day, shown: &[Words]) {
        self.shown += shown.len();
        for (at, words) in shown.iter().enumerate() {
            if best(words, &shown[..at]) >= ALIKE {
                self.redundant += 1;
            } else if best(words, &day.backgrounds) > best(words, &day.updates) {
                self.lagged += 1;
            } else {
                self.useful += 1;
            }
        }
        self.updates += day.updates.len();
        let covered = day.updates.iter().filter(|update| best(update, shown) >= ALIKE);
        self.covered += covered.count();
    }

    fn coverage(&self) -> f64 {
        self.covered as f64 / self.updates.max(1) as f64
    }

    /// The share of what is shown that the reader could do without.
    fn redundancy(&self) -> f64 {
        (self.redundant + self.lagged) as f64 / self.shown.max(1) as f64
    }

    fn row(&self, name: &str) -> String {
        let share = |part: usize| 100.0 * part as f64 / self.shown.max(1) as f64;
        format!(
            "{name:26}{:7}{:8.1}{:10.1}{:8.1}{:10.1}{:12.1}\n",
            self.shown,
            share(self.useful),
            share(self.redundant),
            share(self.lagged),
            100.0 * self.coverage(),
            100.0 * self.redundancy(),
        )
    }
}

/// The table: what `briefs` show as new on these days, beside the first sentences of each
/// article.
pub(super) fn table(days: &[Day], briefs: &[Value]) -> Result<String> {
    let mut ours = Tally::default();
    let mut firsts: Vec<Tally> = (0..FIRST_MAX).map(|_| Tally::default()).collect();
    for (day, brief) in days.iter().zip(briefs) {
        let new = brief["new"].as_array().context("a brief has a list of what is new")?;
        let shown: Vec<Words> =
            new.iter().filter_map(|item| item["text"].as_str()).map(words).collect();
        ours.count(day, &shown);
        for (more, tally) in firsts.iter_mut().enumerate() {
            let first = day.of_articles.iter().flat_map(|all| all.iter().take(more + 1));
            tally.count(day, &first.cloned().collect::<Vec<_>>());
        }
    }
    let mut table = format!(
        "{:26}{:>7}{:>8}{:>10}{:>8}{:>10}{:>12}\n",
        format!("{} days", days.len()),
        "shown",
        "useful",
        "redundant",
        "lagged",
        "coverage",
        "redundancy"
    );
    table.push_str(&ours.row("rundown"));
    for (more, tally) in firsts.iter().enumerate() {
        table.push_str(&tally.row(&format!("first {} of each article", more + 1)));
    }
    if let Some(redundancy) = at_coverage(&firsts, ours.coverage()) {
        writeln!(
            table,
            "redundancy of first sentences at the coverage of rundown {:.1}",
            100.0 * redundancy
        )?;
    }
    Ok(table)
}

/// The redundancy of first sentences where they cover as much, between two numbers of
/// them; none where they never do.
fn at_coverage(firsts: &[Tally], coverage: f64) -> Option<f64> {
    let pair = firsts.windows(2).find(|pair| pair[1].coverage() >= coverage)?;
    let (low, high) = (pair[0].coverage(), pair[1].coverage());
    let way = ((coverage - low) / (high - low).max(1e-9)).clamp(0.0, 1.0);
    Some(pair[0].redundancy() * (1.0 - way) + pair[1].redundancy() * way)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(annotator: &str, step: u32, update: &str, background: &str) -> String {
        json!({
            "event": "fire", "annotator": annotator, "step": step,
            "date": format!("2031-05-1{step}"), "update": update, "background": background,
        })
        .to_string()
    }

    #[test]
    fn what_is_shown_is_useful_redundant_or_lagged() {
        let gold = [
            row("a", 0, "Flames burned a sugar mill.", ""),
            row(
                "a",
                1,
                "Firefighters found twelve victims.",
                "Flames burned a sugar mill.",
            ),
            row("b", 1, "Twelve victims were found.", "A sugar mill burned on Monday."),
        ];
        let days = days(&gold.join("\n")).unwrap();
        assert_eq!((days.len(), days[0].since.as_str()), (1, "2031-05-10T00:00:00Z"));
        let shown = |texts: &[&str]| {
            let mut tally = Tally::default();
            tally.count(
                &days[0],
                &texts.iter().map(|text| words(text)).collect::<Vec<_>>(),
            );
            (tally.useful, tally.redundant, tally.lagged, tally.covered)
        };
        assert_eq!(shown(&["Firefighters found twelve victims."]), (1, 0, 0, 2));
        assert_eq!(
            shown(&["Firefighters found twelve victims.", "Twelve victims were found."]),
            (1, 1, 0, 2)
        );
        assert_eq!(shown(&["Flames burned a sugar mill."]), (0, 0, 1, 0));
    }
}
