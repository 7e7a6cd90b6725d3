//! Learns what speaks for a sentence as an event of a story.
//!
//! ```text
//! cargo run --release -p rundown-brief --example train_timeline -- STORIES STREAM.jsonl > weights.rs
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
use gold::{Gold, Wanted};
use rundown_brief::train::{SIGNS, Sample, Signs, brief, samples};
use rundown_news::Brief;

/// What all sentences of a story count together.
const STORY: f64 = 300.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder of stories is needed")?;
    let stream = arguments.next().ok_or("a stream of articles is needed")?;
    let golds = gold::read(&folder, &stream)?;
    let samples: Vec<Vec<Sample<'_>>> =
        golds.iter().map(|gold| samples(&gold.told)).collect();
    let all: Vec<usize> = (0..golds.len()).collect();
    let mut sums = [[0.0; 4]; 2];
    let whole = learned(&golds, &samples, &all);
    for (at, gold) in golds.iter().enumerate() {
        let others: Vec<usize> = all.iter().copied().filter(|one| *one != at).collect();
        let folded = score(gold, &brief(&gold.told, &learned(&golds, &samples, &others)));
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

fn learned(golds: &[Gold], samples: &[Vec<Sample<'_>>], stories: &[usize]) -> Signs {
    let mut examples = Vec::new();
    for story in stories {
        let counts = STORY / samples[*story].len() as f64;
        for Sample { day, text, signs } in &samples[*story] {
            let day = day.to_string();
            let tells = |one: &Wanted| one.weight > 0 && one.is_told(&day, text);
            let wanted = golds[*story].wanted.iter().any(tells);
            examples.push(Example { signs: *signs, wanted, counts });
        }
    }
    fit(&examples)
}

/// Recall and precision of the timeline, and how many events nobody may miss stand in
/// title and highlights, and whether highlights tell events.
fn score(gold: &Gold, brief: &Brief) -> [f64; 4] {
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
    [recall, useful / shown.max(1) as f64, found as f64 / top.len().max(1) as f64, fit]
}

fn row(scores: &[f64; 4]) -> String {
    let [recall, precision, top, fit] = scores.map(|score| 100.0 * score);
    format!("{recall:6.1}{precision:6.1}{top:6.1}{fit:6.1}")
}

fn source(weights: &Signs) -> String {
    let line = |(weight, sign): (&f64, &str)| format!("    {weight:.2}, // {sign}\n");
    let lines: String = weights.iter().zip(SIGNS).map(line).collect();
    format!(
        "//! What each sign counts. Written by `cargo xtask train timeline`.\n\n\
         use crate::signs::Signs;\n\n\
         /// The weights that ship.\n\
         pub const WEIGHTS: Signs = [\n{lines}];\n"
    )
}
