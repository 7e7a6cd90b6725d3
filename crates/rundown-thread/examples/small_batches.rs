//! How well small batches of articles are threaded: each batch alone, as a store that
//! has seen nothing else.
//!
//! ```text
//! cargo run --release -p rundown-thread --example small_batches -- \
//!     BATCHES.jsonl [--weights W.txt] [--within CORPUS.jsonl] [--show KIND]
//! ```
//!
//! In: the lines of `train_thread` with `batch` (`KIND/NUMBER`), where `story` is the known
//! development and `matter` the known story; either may be missing. Out: B-cubed (Bagga and
//! Baldwin, 1998) of both levels, a line a kind; what is averaged are articles. With
//! `--within` the corpus is threaded whole and the same batches are judged in what came
//! out, which tells what is lost by having little to go by. `--show` lists the batches of a
//! kind that are not right.
#![expect(clippy::print_stdout, reason = "a command")]
#![allow(clippy::disallowed_methods, reason = "a measurement is no stage")]

mod corpus;

use std::collections::BTreeMap;

use corpus::Known;
use rundown_news::{Placement, ReadArticle};
use rundown_thread::{Calibration, ThreadConfig, Threads, close, thread};

const BATCH: usize = 256;

/// Sums of precision and recall, and of how many articles.
type Sums = [f64; 3];

fn main() {
    let mut batches = None;
    let (mut weights, mut within, mut show) = (None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--weights" => weights = arguments.next(),
            "--within" => within = arguments.next(),
            "--show" => show = arguments.next(),
            _ => batches = Some(argument),
        }
    }
    let batches = batches.map(|path| corpus::batches(&path)).unwrap_or_default();
    let learned = weights.and_then(|path| std::fs::read_to_string(path).ok());
    let learned = learned.map_or_else(Calibration::learned, |w| Calibration::parse(&w));
    let whole = within.map(|path| {
        let (articles, _) = corpus::in_order(&path);
        placed(&learned, articles.iter())
    });
    let mut kinds: BTreeMap<&str, [Sums; 2]> = BTreeMap::new();
    for (name, batch) in &batches {
        let alone;
        let found = if let Some(whole) = &whole {
            whole
        } else {
            alone = placed(&learned, batch.iter().map(|known| &known.article));
            &alone
        };
        let kind = name.split('/').next().unwrap_or(name);
        let sums = kinds.entry(kind).or_default();
        let mut right = true;
        for (level, sums) in sums.iter_mut().enumerate() {
            right &= judge(batch, found, level, sums);
        }
        if show.as_deref() == Some(kind) && !right {
            show_batch(name, batch, found);
        }
    }
    println!("kind              articles  developments P/R/F     stories P/R/F");
    for (kind, sums) in &kinds {
        let figures = sums.map(|[precision, recall, count]| {
            let (p, r) = (100.0 * precision / count, 100.0 * recall / count);
            if count == 0.0 {
                return "   -     -     -".to_owned();
            }
            format!("{p:5.1} {r:5.1} {:5.1}", 2.0 * p * r / (p + r))
        });
        let count = sums[0][2].max(sums[1][2]);
        println!("{kind:<16}  {count:>8}  {}  {}", figures[0], figures[1]);
    }
}

fn placed<'a>(
    learned: &Calibration,
    articles: impl Iterator<Item = &'a ReadArticle>,
) -> BTreeMap<String, Placement> {
    let mut threads = Threads::with_calibration(ThreadConfig::default(), learned);
    let articles: Vec<ReadArticle> = articles.cloned().collect();
    for batch in articles.chunks(BATCH) {
        thread(&mut threads, batch);
    }
    close(&mut threads);
    let placements = threads.placements().into_iter();
    placements.map(|placed| (placed.article.0.clone(), placed)).collect()
}

fn group(placed: &Placement, level: usize) -> u64 {
    if level == 0 { placed.development.0 } else { placed.story.0 }
}

/// Adds what the articles of a batch come to; whether all is right.
fn judge(
    batch: &[Known],
    found: &BTreeMap<String, Placement>,
    level: usize,
    sums: &mut Sums,
) -> bool {
    let of = batch.iter().filter_map(|known| {
        let placed = found.get(&known.article.article.id.0)?;
        Some((known.groups[level].as_deref()?, group(placed, level)))
    });
    let of: Vec<(&str, u64)> = of.collect();
    let before = *sums;
    for (known, found) in &of {
        let count = |counts: &dyn Fn(&(&str, u64)) -> bool| {
            of.iter().filter(|one| counts(one)).count() as f64
        };
        let both = count(&|one| one.0 == *known && one.1 == *found);
        let is_known = |one: &(&str, u64)| corpus::same(known, one.0).is_some();
        sums[0] += both / count(&|one| one.1 == *found && is_known(one));
        sums[1] += both / count(&|one| one.0 == *known);
        sums[2] += 1.0;
    }
    let all = of.len() as f64;
    sums[0] - before[0] > all - 1e-6 && sums[1] - before[1] > all - 1e-6
}

fn show_batch(name: &str, batch: &[Known], found: &BTreeMap<String, Placement>) {
    println!("{name}");
    for known in batch {
        let article = &known.article.article;
        let Some(placed) = found.get(&article.id.0) else { continue };
        let [development, story] = &known.groups;
        println!(
            "  dev {:<3} story {:<3} known {} | {}: {}",
            placed.development.0,
            placed.story.0,
            development.as_deref().unwrap_or("-"),
            story.as_deref().unwrap_or("-"),
            article.headline,
        );
    }
}
