//! Dates of Wikinews sentences labelled by hand: the value, and the predicate that each
//! date hangs on.
//!
//! The sentences are in the repository (`cases/wikinews`). Rules were written while
//! looking at the half `dev`; nobody looks at the half `test`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rundown_news::{Article, Block, BlockKind, Lang, Span, When};
use serde::Deserialize;

/// A sentence and its labels.
#[derive(Deserialize)]
struct Line {
    published: String,
    half: String,
    text: String,
    dates: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    span: (usize, usize),
    value: String,
    predicate: Option<(usize, usize)>,
}

/// How many came out how.
#[derive(Default)]
struct Row {
    dates: usize,
    found: usize,
    value: usize,
    predicate: usize,
    /// Dates of a noun alone, and how many of them were left without a predicate.
    of_nouns: usize,
    of_nouns_right: usize,
}

/// Scores both halves.
pub(super) fn dates(gold: &Path) -> Result<String> {
    let text = fs::read_to_string(gold)?;
    let lines: Vec<Line> = text
        .lines()
        .map(|line| serde_json::from_str(line).context("a line of the gold file"))
        .collect::<Result<_>>()?;
    let mut table =
        String::from("dates  found  value right  predicate right  of nouns right\n");
    for half in ["dev", "test", ""] {
        let mut row = Row::default();
        for line in lines.iter().filter(|line| line.half.starts_with(half)) {
            row.count(line);
        }
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        writeln!(
            table,
            "{:>5}  {:>5.1}  {:>11.1}  {:>15.1}  {:>14.1}  {}",
            row.dates,
            share(row.found, row.dates),
            share(row.value, row.dates),
            share(row.predicate, row.dates),
            share(row.of_nouns_right, row.of_nouns),
            if half.is_empty() { "all" } else { half },
        )?;
    }
    Ok(table)
}

impl Row {
    fn count(&mut self, line: &Line) {
        let read = read(line);
        for label in &line.dates {
            let span = Span::new(label.span.0, label.span.1);
            let overlaps = |when: &&When| when.span.overlaps(span);
            let same = read.iter().find(|when| when.span == span);
            let found = same.or_else(|| read.iter().find(overlaps));
            let predicate = label.predicate.map(|(start, end)| Span::new(start, end));
            let right = found.is_some_and(|found| match (found.predicate, predicate) {
                (None, None) => true,
                (Some(found), Some(wanted)) => found.overlaps(wanted),
                _ => false,
            });
            self.dates += 1;
            self.found += usize::from(found.is_some());
            self.value += usize::from(found.is_some_and(|f| f.value == label.value));
            self.predicate += usize::from(right);
            self.of_nouns += usize::from(predicate.is_none());
            self.of_nouns_right += usize::from(predicate.is_none() && right);
        }
    }
}

/// The dates of a sentence that stands alone.
fn read(line: &Line) -> Vec<When> {
    let span = Span::new(0, line.text.len());
    let article = Article {
        blocks: vec![Block { kind: BlockKind::Paragraph, span, at: None }],
        text: line.text.clone(),
        lang: Lang::ENGLISH,
        published: line.published.parse().ok(),
        ..Article::default()
    };
    rundown_annotate::annotate(&article).value.dates
}
