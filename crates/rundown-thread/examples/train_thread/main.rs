//! Learns the weights of "same development" and "same story" from articles whose
//! grouping is known.
//!
//! ```text
//! cargo run --release -p rundown-thread --example train_thread -- \
//!     development:A.jsonl both:B.jsonl story:C.jsonl > crates/rundown-thread/data/weights.txt
//! ```
//!
//! A number before the files says how many networks stay as they are: 3 keeps those of
//! texts. Each file is one corpus: lines of `{"id","published","lang","title","body",
//! "source","url","story"}`, where `story` is the known group: a development, a story
//! or both, as the word before the colon says; `headlines` are developments where every
//! other article is met without its body. An article without a group says nothing
//! of developments; in a corpus of stories it belongs to none of them. A corpus weighs
//! as a power of its size. Articles are threaded with the weights so far; each
//! comparison becomes an example, its mark the share of its pairs of articles that
//! belong together; then the weights are learned anew from all examples of all rounds
//! (Ross et al., "A reduction of imitation learning to no-regret online learning",
//! 2011).
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]
#![allow(clippy::disallowed_methods, missing_docs, reason = "training is no stage")]

#[path = "../corpus/mod.rs"]
mod corpus;
mod learner;

use learner::{Example, learn};
use rundown_news::ReadArticle;
use rundown_thread::{Calibration, Considered, Level, ThreadConfig, Threads, thread};

const ROUNDS: u64 = 9;

/// Of several, the seed that gave the best figures.
const SEED: u64 = 20;

/// Articles of each side that are looked at to mark a comparison.
const PAIRED_MAX: usize = 40;

/// A corpus weighs as this power of its size: 0 would make small ones noise, 1 would
/// leave all to the largest.
const WEIGHT_BY_SIZE: f64 = 0.5;

/// A corpus whose articles were halved says what another has said in full.
const HALVED_WEIGHT: f64 = 0.4;

/// Weights to start with: alike enough is the same.
const FIRST: &str = "direct 14 0 0 0 4 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 3 0 0 0 -4";

struct Corpus {
    levels: Vec<Level>,
    weight: f64,
    articles: Vec<ReadArticle>,
    groups: Vec<Option<String>>,
}

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let kept = arguments.next_if(|kept| kept.parse::<usize>().is_ok());
    let kept = kept.and_then(|kept| kept.parse().ok()).unwrap_or(0);
    let corpora: Vec<Corpus> = arguments.map(|argument| read(&argument)).collect();
    let mut calibration = Calibration::learned();
    let networks = calibration.networks.len();
    let first = Calibration::parse(&vec![FIRST; networks].join("\n\n"));
    calibration.networks[kept..].clone_from_slice(&first.networks[kept..]);
    let mut examples: Vec<Vec<Example>> = (0..networks).map(|_| Vec::new()).collect();
    for round in 1..=ROUNDS {
        // What weaker weights met counts less.
        for example in examples.iter_mut().flatten() {
            example.weight *= 0.5;
        }
        for corpus in &corpora {
            for (all, mut found) in examples.iter_mut().zip(stream(corpus, &calibration))
            {
                let share =
                    corpus.weight * (found.len() as f64).powf(WEIGHT_BY_SIZE - 1.0);
                for example in &mut found {
                    example.weight = share;
                }
                all.extend(found);
            }
        }
        eprintln!("round {round}");
        let learned = calibration.networks.iter_mut().zip(&examples);
        for (network, examples) in learned.skip(kept) {
            *network = learn(examples, SEED + round);
        }
    }
    print(&calibration);
}

fn stream(corpus: &Corpus, calibration: &Calibration) -> Vec<Vec<Example>> {
    let mut threads = Threads::with_calibration(ThreadConfig::default(), calibration);
    threads.record();
    let mut examples: Vec<Vec<Example>> =
        calibration.networks.iter().map(|_| Vec::new()).collect();
    for article in &corpus.articles {
        thread(&mut threads, std::slice::from_ref(article));
        for considered in threads.take_considered() {
            if let Some(example) = corpus.mark(&considered) {
                let network = Calibration::network_of(considered.level, &example.signs);
                examples[network].push(example);
            }
        }
    }
    examples
}

impl Corpus {
    fn mark(&self, considered: &Considered) -> Option<Example> {
        let stories = considered.level == Level::Story;
        if !self.levels.contains(&considered.level) {
            return None;
        }
        let (mut same, mut known, mut pairs) = (0.0, 0.0, 0.0);
        for a in considered.part.iter().rev().take(PAIRED_MAX) {
            for b in considered.whole.iter().rev().take(PAIRED_MAX) {
                pairs += 1.0;
                match (&self.groups[*a as usize], &self.groups[*b as usize]) {
                    (Some(a), Some(b)) => {
                        known += 1.0;
                        same += f64::from(u8::from(a == b));
                    }
                    (None, None) => {}
                    _ => known += f64::from(u8::from(stories)),
                }
            }
        }
        let signs = considered.signs.clone();
        (known * 2.0 > pairs).then(|| Example { signs, mark: same / known, weight: 1.0 })
    }
}

fn print(calibration: &Calibration) {
    let row =
        |w: &[f64]| w.iter().map(|x| format!("{x:.3}")).collect::<Vec<_>>().join(" ");
    println!("# Written by examples/train_thread; see README.md beside this file.");
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
    let (kind, path) = argument.split_once(':').unwrap_or(("both", argument));
    // What stands behind `@` is for `tune_thread`.
    let levels = match kind.split('@').next().unwrap_or(kind) {
        "development" | "headlines" => vec![Level::Article, Level::Development],
        "story" => vec![Level::Story],
        _ => Level::ALL.to_vec(),
    };
    let (mut articles, groups) = corpus::in_order(path);
    if kind.starts_with("headlines") {
        // What is told by headlines is met in full as well.
        articles.iter_mut().step_by(2).for_each(|article| article.article.text.clear());
    }
    let weight = if kind.starts_with("headlines") { HALVED_WEIGHT } else { 1.0 };
    Corpus { levels, weight, articles, groups }
}
