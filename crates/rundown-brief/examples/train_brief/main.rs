//! Learns what speaks for a sentence as an event of a story.
//!
//! ```text
//! cargo run --release -p rundown-brief --example train_brief -- STORIES STREAM.jsonl > weights.rs
//! ```
//!
//! `STORIES` is a folder of stories written down by hand, `STREAM.jsonl` holds their
//! articles. The weights go to standard output as source; what each story scores under
//! weights learned from the others goes to the standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "examples print")]

mod fit;
mod gold;

use std::collections::BTreeSet;

use fit::{Example, fit};
use gold::{Asked, Gold, Wanted};
use rundown_brief::train::{
    ROW_SIGNS, RowSigns, SIGNS, Sample, Weights, brief, rows, samples,
};
use rundown_news::{Brief, FigureHistory};

/// What all sentences of a story count together.
const STORY: f64 = 300.0;

/// What all rows of figures of a story count together.
const ROWS: f64 = 30.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder of stories is needed")?;
    let stream = arguments.next().ok_or("a stream of articles is needed")?;
    let golds = gold::read(&folder, &stream)?;
    let signs: Vec<Signs<'_>> = golds
        .iter()
        .map(|gold| Signs { sentences: samples(&gold.told), rows: rows(&gold.told) })
        .collect();
    let all: Vec<usize> = (0..golds.len()).collect();
    let mut sums = [[0.0; 6]; 2];
    let whole = learned(&golds, &signs, &all);
    for (at, gold) in golds.iter().enumerate() {
        let others: Vec<usize> = all.iter().copied().filter(|one| *one != at).collect();
        let folded = score(gold, &brief(&gold.told, &learned(&golds, &signs, &others)));
        let own = score(gold, &brief(&gold.told, &whole));
        eprintln!("{:18} {}   {}", gold.name, row(&folded), row(&own));
        for (sum, scores) in sums.iter_mut().zip([folded, own]) {
            for (sum, score) in sum.iter_mut().zip(scores) {
                *sum += score / golds.len() as f64;
            }
        }
    }
    eprintln!("{:18} {}   {}", "mean", row(&sums[0]), row(&sums[1]));
    print!("{}", source(&whole));
    Ok(())
}

/// The signs of a story.
struct Signs<'a> {
    sentences: Vec<Sample<'a>>,
    rows: Vec<(FigureHistory, RowSigns)>,
}

fn learned(golds: &[Gold], signs: &[Signs<'_>], stories: &[usize]) -> Weights {
    let (mut events, mut rows) = (Vec::new(), Vec::new());
    for story in stories {
        let (gold, own) = (&golds[*story], &signs[*story]);
        let counts = STORY / own.sentences.len() as f64;
        for Sample { day, text, signs } in &own.sentences {
            let day = day.to_string();
            let tells = |one: &Wanted| one.weight > 0 && one.is_told(&day, text);
            let wanted = gold.wanted.iter().any(tells);
            events.push(Example { signs: *signs, wanted, counts });
        }
        let counts = ROWS / own.rows.len().max(1) as f64;
        for (row, signs) in &own.rows {
            let wanted = gold.figures.iter().any(|one| one.is_given(row, &gold.told));
            rows.push(Example { signs: *signs, wanted, counts });
        }
    }
    Weights { event: fit(&events), row: fit(&rows) }
}

/// Recall and precision of the timeline, and how many events nobody may miss stand in
/// title and highlights, and whether highlights tell events.
fn score(gold: &Gold, brief: &Brief) -> [f64; 6] {
    let mut entries: Vec<_> = brief.timeline.iter().collect();
    entries.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let (mut hit, mut useful) = (BTreeSet::new(), 0.0);
    let shown = entries.len().min(gold.wanted.len());
    for entry in &entries[..shown] {
        let tells = |at: &usize| gold.wanted[*at].is_told(&entry.date, &entry.shown.text);
        let found: Vec<usize> = (0..gold.wanted.len()).filter(tells).collect();
        useful += f64::from(u8::from(found.iter().any(|at| !hit.contains(at))));
        hit.extend(found);
    }
    let weight = |at: usize| gold.wanted[at].weight as f64;
    let recall = hit.iter().map(|at| weight(*at)).sum::<f64>()
        / (0..gold.wanted.len()).map(weight).sum::<f64>();
    let mut told: Vec<&str> =
        brief.highlights.iter().map(|one| one.shown.text.as_str()).collect();
    told.truncate(5);
    let count = told.len() as f64;
    let fit =
        told.iter().filter(|text| gold.wanted.iter().any(|one| one.fits(text))).count()
            as f64
            / count;
    told.extend(brief.title.as_ref().map(|title| title.text.as_str()));
    let top: Vec<_> = gold.wanted.iter().filter(|one| one.weight == 3).collect();
    let found = top.iter().filter(|one| told.iter().any(|text| one.fits(text))).count();
    let (figures_told, figures_right) = score_figures(gold, brief);
    let useful = useful / shown.max(1) as f64;
    let top = found as f64 / top.len().max(1) as f64;
    [recall, useful, top, fit, figures_told, figures_right]
}

/// Recall and precision of the first rows of figures.
fn score_figures(gold: &Gold, brief: &Brief) -> (f64, f64) {
    let shown = &brief.figures[..brief.figures.len().min(ROWS_SCORED)];
    let given = |one: &Asked| shown.iter().any(|row| one.is_given(row, &gold.told));
    let asked = |row: &FigureHistory| {
        gold.figures.iter().any(|one| one.is_given(row, &gold.told))
    };
    let found = gold.figures.iter().filter(|one| given(one)).count() as f64;
    let right = shown.iter().filter(|row| asked(row)).count() as f64;
    let share =
        |part: f64, whole: usize| if whole == 0 { 1.0 } else { part / whole as f64 };
    (share(found, gold.figures.len()), share(right, shown.len()))
}

/// Rows of figures that are scored.
const ROWS_SCORED: usize = 6;

fn row(scores: &[f64; 6]) -> String {
    scores.map(|score| format!("{:6.1}", 100.0 * score)).concat()
}

fn source(Weights { event, row }: &Weights) -> String {
    format!(
        "//! What each sign counts. Written by `cargo xtask train brief`.\n\n\
         use crate::signs::Weights;\n\n\
         /// The weights that ship.\n\
         pub const WEIGHTS: Weights = Weights {{\n{}{}}};\n",
        list("event", event, &SIGNS),
        list("row", row, &ROW_SIGNS)
    )
}

fn list(name: &str, weights: &[f64], signs: &[&str]) -> String {
    let lines = weights.iter().zip(signs);
    let lines = lines.map(|(weight, sign)| format!("        {weight:.2}, // {sign}\n"));
    format!("    {name}: [\n{}    ],\n", lines.collect::<String>())
}
