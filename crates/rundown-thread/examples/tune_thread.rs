//! Tunes learned weights on the figure itself: B-cubed F1 over corpora whose grouping is
//! known.
//!
//! ```text
//! cargo run --release -p rundown-thread --example tune_thread -- \
//!     600 development:A.jsonl development:B.jsonl story:C.jsonl > weights.txt
//! ```
//!
//! The number is how many tries are made; digits behind it say which networks stay as they
//! are (`400 23456`). The files are those of `train_thread`, in order of time. What stands
//! before the colon may end in `@` and a figure that the corpus should not fall below.
//! Corpora that are threaded fast should come first: a try that cannot be better any more
//! is given up. `train_thread` learns the odds of single comparisons, but one wrong merge
//! early costs more than one late, and no comparison knows that. A try scales and shifts a
//! few signs of a network, or moves its bias; it is kept if the sum of the figures is
//! better and no figure falls much (Rechenberg's (1+1) evolution strategy, 1973).
//! The seed is fixed: the same tries give the same weights.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]
#![expect(clippy::unwrap_used, reason = "a network has weights")]
#![allow(clippy::disallowed_methods, reason = "training is no stage")]

mod corpus;

use std::collections::BTreeMap;

use corpus::Known;
use rundown_news::{Lang, Placement, ReadArticle};
use rundown_thread::{Calibration, Level, Network, ThreadConfig, Threads, close, thread};

const BATCH: usize = 256;

/// So far a try may fall behind in the corpora that come first.
const LAG_MAX: f64 = 0.01;

/// What a figure falls below its floor costs so many times as much.
const LOSS_FACTOR: f64 = 4.0;

/// How far a try goes: of a sign's scale, of its shift, of the bias.
const STEPS: [f64; 3] = [0.25, 0.3, 0.3];

/// Signs changed in one try, at most.
const SIGNS_AT_ONCE: f64 = 3.0;

struct Corpus {
    level: Level,
    /// Below this, in either figure, each part lost costs more.
    floors: [Option<f64>; 2],
    /// One, or each small batch.
    streams: Vec<Stream>,
}

/// Articles that are threaded after nothing else, and the group of each.
struct Stream {
    articles: Vec<ReadArticle>,
    groups: Vec<Option<String>>,
}

/// What B-cubed counts: articles by known group, by found one, and by both, of each stream.
#[derive(Default)]
struct Counts {
    known: BTreeMap<(usize, String), f64>,
    sizes: BTreeMap<(usize, u64), f64>,
    both: BTreeMap<(usize, String, u64), f64>,
}

/// The figure of a corpus, and that of its English part: in a corpus of many languages
/// English is the tongue that words alone tell most in.
type Figures = [f64; 2];

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let tries: usize = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let kept: Vec<usize> = arguments
        .next_if(|kept| kept.chars().all(|c| c.is_ascii_digit()))
        .map(|kept| kept.bytes().map(|digit| usize::from(digit - b'0')).collect())
        .unwrap_or_default();
    let corpora: Vec<Corpus> = arguments.map(|argument| read(&argument)).collect();
    let mut random = Random(1);
    let mut best = Calibration::learned();
    let first: Vec<Figures> = corpora.iter().map(|c| c.figures(&best)).collect();
    let mut known: Vec<f64> =
        corpora.iter().zip(&first).map(|(c, f)| c.worth(f)).collect();
    eprintln!("start {:.4} {first:.3?}", known.iter().sum::<f64>());
    for number in 1..=tries {
        let tried = changed(&best, &kept, &mut random);
        if let Some(worths) = better(&corpora, &tried, &known) {
            (best, known) = (tried, worths);
            eprintln!("{number} {:.4} {known:.3?}", known.iter().sum::<f64>());
        }
    }
    print(&best);
}

/// What the corpora are worth with these weights, if that is more than is known.
fn better(corpora: &[Corpus], tried: &Calibration, known: &[f64]) -> Option<Vec<f64>> {
    let mut lead = 0.0;
    let mut worths = Vec::new();
    for (corpus, known) in corpora.iter().zip(known) {
        let worth = corpus.worth(&corpus.figures(tried));
        lead += worth - known;
        worths.push(worth);
        if lead < -LAG_MAX {
            return None;
        }
    }
    (lead > 0.0).then_some(worths)
}

/// The same weights, but a few signs of one network count more or less.
fn changed(
    calibration: &Calibration,
    kept: &[usize],
    random: &mut Random,
) -> Calibration {
    let mut changed = calibration.clone();
    let networks = changed.networks.iter_mut().enumerate();
    let networks = networks.filter(|(at, _)| !kept.contains(at));
    let mut networks: Vec<&mut Network> = networks.map(|(_, n)| n).collect();
    let at = (random.next() * networks.len() as f64) as usize;
    let network = &mut *networks[at];
    let signs = network.direct.len() - 1;
    for _ in 0..=(random.next() * SIGNS_AT_ONCE) as usize {
        let sign = (random.next() * signs as f64) as usize;
        let scale = 1.0 + STEPS[0] * random.around_zero();
        let shift = STEPS[1] * random.around_zero();
        for_each_row(network, |row, from| {
            // As if the sign were scaled and shifted before it is weighed.
            let weight = row[from + sign];
            row[from + sign] = weight * scale;
            *row.last_mut().unwrap() += weight * shift;
        });
    }
    if random.next() < 0.3 {
        *network.direct.last_mut().unwrap() += STEPS[2] * random.around_zero();
    }
    changed
}

/// Each row of weights, and where its signs begin.
fn for_each_row(network: &mut Network, mut change: impl FnMut(&mut Vec<f64>, usize)) {
    for unit in &mut network.units {
        change(unit, 1);
    }
    change(&mut network.direct, 0);
}

impl Corpus {
    /// The sum of the figures; what fell below a floor counts against it.
    fn worth(&self, figures: &Figures) -> f64 {
        let each = figures.iter().zip(self.floors).map(|(now, floor)| {
            let lost = floor.map_or(0.0, |floor| (floor - now).max(0.0));
            now - LOSS_FACTOR * lost
        });
        each.sum()
    }

    fn figures(&self, calibration: &Calibration) -> Figures {
        let (mut all, mut english) = (Counts::default(), Counts::default());
        let mut mixed = false;
        for (number, stream) in self.streams.iter().enumerate() {
            let placements = stream.placements(calibration);
            for ((article, group), placed) in
                stream.articles.iter().zip(&stream.groups).zip(&placements)
            {
                let found = match self.level {
                    Level::Story => placed.story.0,
                    Level::Article | Level::Development => placed.development.0,
                };
                let in_english = article.article.lang == Lang::ENGLISH;
                mixed |= !in_english;
                let Some(group) = group else { continue };
                all.add(number, group, found);
                if in_english {
                    english.add(number, group, found);
                }
            }
        }
        [all.b_cubed(), if mixed { english.b_cubed() } else { 0.0 }]
    }
}

impl Stream {
    fn placements(&self, calibration: &Calibration) -> Vec<Placement> {
        let mut threads = Threads::with_calibration(ThreadConfig::default(), calibration);
        for batch in self.articles.chunks(BATCH) {
            thread(&mut threads, batch);
        }
        close(&mut threads);
        threads.placements()
    }
}

impl Counts {
    fn add(&mut self, stream: usize, group: &str, found: u64) {
        *self.known.entry((stream, group.to_owned())).or_default() += 1.0;
        *self.sizes.entry((stream, found)).or_default() += 1.0;
        *self.both.entry((stream, group.to_owned(), found)).or_default() += 1.0;
    }

    fn b_cubed(&self) -> f64 {
        let all: f64 = self.known.values().sum();
        let (mut precision, mut recall) = (0.0, 0.0);
        for ((stream, group, found), count) in &self.both {
            precision += count * count / self.sizes[&(*stream, *found)] / all;
            recall += count * count / self.known[&(*stream, group.clone())] / all;
        }
        2.0 * precision * recall / (precision + recall)
    }
}

fn print(calibration: &Calibration) {
    let row =
        |w: &[f64]| w.iter().map(|x| format!("{x:.3}")).collect::<Vec<_>>().join(" ");
    println!("# Written by examples/tune_thread; see README.md beside this file.");
    for (at, network) in calibration.networks.iter().enumerate() {
        if at > 0 {
            println!();
        }
        for unit in &network.units {
            println!("unit {}", row(unit));
        }
        println!("direct {}", row(&network.direct));
    }
}

fn read(argument: &str) -> Corpus {
    let (kind, path) = argument.split_once(':').unwrap_or(("development", argument));
    let (kind, floors) = kind.split_once('@').unwrap_or((kind, ""));
    // What stands behind `*` is for `train_thread`.
    let kind = kind.split('*').next().unwrap_or(kind);
    let level = if kind == "story" { Level::Story } else { Level::Development };
    let mut floors = floors.split(',').map(|floor| floor.parse().ok());
    let floors = std::array::from_fn(|_| floors.next().flatten());
    if kind == "batches" {
        let streams = corpus::batches(path).into_iter().map(|(_, batch)| {
            let known = batch.into_iter();
            let known =
                known.map(|Known { article, groups: [group, _] }| (article, group));
            let (articles, groups) = known.unzip();
            Stream { articles, groups }
        });
        return Corpus { level, floors, streams: streams.collect() };
    }
    let (mut articles, groups) = corpus::in_order(path);
    if kind == "headlines" {
        articles.iter_mut().step_by(2).for_each(|article| article.article.text.clear());
    }
    Corpus { level, floors, streams: vec![Stream { articles, groups }] }
}

struct Random(u64);

impl Random {
    /// At least 0, less than 1.
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between -1.5 and 1.5, most often near 0.
    fn around_zero(&mut self) -> f64 {
        self.next() + self.next() + self.next() - 1.5
    }
}
