//! Learns the weights of "same development" and "same story" from articles whose
//! grouping is known.
//!
//! ```text
//! cargo run --release -p rundown-thread --example train_thread -- \
//!     development:A.jsonl both:B.jsonl story:C.jsonl > crates/rundown-thread/data/weights.txt
//! ```
//!
//! Digits before the files say which networks stay as they are: 3456 keeps those of
//! headlines, 012 those of texts. Each file is one corpus: lines of `{"id","published",
//! "lang","title","body","source","url","story"}`, where `story` is the known group: a
//! development, a story or both, as the word before the colon says; `headlines` are
//! developments where every other article is met without its body. `batches` are many
//! small stores: each line says in `batch` which one it is of, and in `matter` its story,
//! if that is known. An article without a group says nothing of developments; in a corpus
//! of stories it belongs to none of them. A corpus weighs as a power of its size, and as
//! many times as stands behind a `*` (`development*4:A.jsonl`). Articles are threaded with the weights so far; each
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

const ROUNDS: u64 = 3;

/// Articles of a stream that is threaded in every round.
const FAST_MAX: usize = 1_000;

/// Of several, the seed that gave the best figures.
const SEED: u64 = 80;

/// Articles of each side that are looked at to mark a comparison.
const PAIRED_MAX: usize = 40;

/// A corpus weighs as this power of its size: 0 would make small ones noise, 1 would
/// leave all to the largest.
const WEIGHT_BY_SIZE: f64 = 0.5;

/// A corpus whose articles were halved says what another has said in full.
const HALVED_WEIGHT: f64 = 0.4;

/// Articles that are threaded after nothing else.
struct Stream {
    articles: Vec<ReadArticle>,
    /// Of each its development and its story.
    groups: Vec<[Option<String>; 2]>,
}

struct Corpus {
    levels: Vec<Level>,
    weight: f64,
    /// One, or each small batch.
    streams: Vec<Stream>,
}

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let kept: Vec<usize> = arguments
        .next_if(|kept| kept.chars().all(|c| c.is_ascii_digit()))
        .map(|kept| kept.bytes().map(|digit| usize::from(digit - b'0')).collect())
        .unwrap_or_default();
    let corpora: Vec<Corpus> = arguments.map(|argument| read(&argument)).collect();
    let mut calibration = Calibration::learned();
    let networks = calibration.networks.len();
    let mut examples: Vec<Vec<Example>> = (0..networks).map(|_| Vec::new()).collect();
    for round in 1..=ROUNDS {
        for corpus in corpora.iter().filter(|corpus| round == 1 || corpus.is_fast()) {
            let mut found: Vec<Vec<Example>> =
                (0..networks).map(|_| Vec::new()).collect();
            for stream in &corpus.streams {
                corpus.met(stream, &calibration, &mut found);
            }
            for (all, mut found) in examples.iter_mut().zip(found) {
                let share =
                    corpus.weight * (found.len() as f64).powf(WEIGHT_BY_SIZE - 1.0);
                for example in &mut found {
                    example.weight = share;
                }
                all.extend(found);
            }
        }
        eprintln!("round {round}");
        let learned = calibration.networks.iter_mut().zip(&examples).enumerate();
        for (at, (network, examples)) in learned {
            if !kept.contains(&at) {
                *network = learn(examples, SEED + round);
            }
        }
    }
    print(&calibration);
}

impl Corpus {
    /// Whether it is threaded again each round. What a long stream meets changes little.
    fn is_fast(&self) -> bool {
        self.streams.iter().all(|stream| stream.articles.len() < FAST_MAX)
    }

    /// Adds the comparisons that threading a stream meets.
    fn met(&self, of: &Stream, calibration: &Calibration, found: &mut [Vec<Example>]) {
        let mut threads = Threads::with_calibration(ThreadConfig::default(), calibration);
        threads.record();
        for article in &of.articles {
            thread(&mut threads, std::slice::from_ref(article));
            for considered in threads.take_considered() {
                if let Some(mut example) = self.mark(of, &considered) {
                    let network =
                        Calibration::network_of(considered.level, &example.signs);
                    for sign in Calibration::unseen(network) {
                        example.signs[*sign] = 0.0;
                    }
                    found[network].push(example);
                }
            }
        }
    }

    fn mark(&self, of: &Stream, considered: &Considered) -> Option<Example> {
        let stories = considered.level == Level::Story;
        if !self.levels.contains(&considered.level) {
            return None;
        }
        let (mut same, mut known, mut pairs) = (0.0, 0.0, 0.0);
        let group =
            |place: u32| of.groups[place as usize][usize::from(stories)].as_deref();
        for a in considered.part.iter().rev().take(PAIRED_MAX) {
            for b in considered.whole.iter().rev().take(PAIRED_MAX) {
                pairs += 1.0;
                match (group(*a), group(*b)) {
                    (Some(a), Some(b)) => {
                        if let Some(one) = corpus::same(a, b) {
                            known += 1.0;
                            same += f64::from(u8::from(one));
                        }
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
    let kind = kind.split('@').next().unwrap_or(kind);
    let (kind, times) = kind.split_once('*').unwrap_or((kind, "1"));
    let times: f64 = times.parse().unwrap_or(1.0);
    let levels = match kind {
        "development" | "headlines" => vec![Level::Article, Level::Development],
        "story" => vec![Level::Story],
        _ => Level::ALL.to_vec(),
    };
    let streams = if kind == "batches" {
        let streams = corpus::batches(path).into_iter().map(|(_, batch)| {
            let known = batch.into_iter().map(|known| (known.article, known.groups));
            let (articles, groups) = known.unzip();
            Stream { articles, groups }
        });
        streams.collect()
    } else {
        let (mut articles, groups) = corpus::in_order(path);
        if kind.starts_with("headlines") {
            // What is told by headlines is met in full as well.
            let halved = articles.iter_mut().step_by(2);
            halved.for_each(|article| article.article.text.clear());
        }
        let groups = groups.into_iter().map(|group| [group.clone(), group]).collect();
        vec![Stream { articles, groups }]
    };
    let weight = if kind.starts_with("headlines") { HALVED_WEIGHT } else { times };
    Corpus { levels, weight, streams }
}
