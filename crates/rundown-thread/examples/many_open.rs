//! How fast threading is while very many developments are open, and how much memory
//! that takes.
//!
//! ```text
//! cargo run --release -p rundown-thread --example many_open -- 200000 400
//! ```
//!
//! The two numbers: articles in all, and words in each. The copy is invented by
//! chance: words of every rank of a large vocabulary, and for each development a dozen
//! of its own. Two articles in five report a development that is already open. All
//! fall within ten days.
#![expect(clippy::print_stdout, reason = "a command")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measurement is no stage"
)]

use std::collections::BTreeSet;

use rundown_news::{Article, ArticleId, Lang, Outlet, ReadArticle};
use rundown_thread::{ThreadConfig, Threads, thread};

const BATCH: usize = 512;
const VOCABULARY: f64 = 60_000.0;
const DAYS: usize = 10;

struct Chance(u64);

impl Chance {
    /// At least 0, less than 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() * end as f64) as usize
    }
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|n| n.parse().ok());
    let count: usize = numbers.next().unwrap_or(200_000);
    let words: usize = numbers.next().unwrap_or(400);
    let mut chance = Chance(7);
    let mut threads = Threads::new(ThreadConfig::default());
    let mut developments = 0;
    let mut seconds = 0.0;
    for start in (0..count).step_by(BATCH) {
        let batch: Vec<ReadArticle> = (start..(start + BATCH).min(count))
            .map(|number| {
                let own = if developments == 0 || chance.below(5) < 3 {
                    developments += 1;
                    developments
                } else {
                    developments - chance.below(developments.min(20_000))
                };
                invent(number, count, own, words, &mut chance)
            })
            .collect();
        let clock = std::time::Instant::now();
        thread(&mut threads, &batch);
        seconds += clock.elapsed().as_secs_f64();
        let done = start + batch.len();
        if done * 5 / count > start * 5 / count {
            let rate = done as f64 / seconds;
            println!("{done} articles, {rate:.0} a second so far, {}", memory());
        }
    }
    let found: BTreeSet<u64> =
        threads.placements().iter().map(|placed| placed.development.0).collect();
    println!("{developments} developments, {} found", found.len());
}

fn invent(
    number: usize,
    count: usize,
    own: usize,
    words: usize,
    chance: &mut Chance,
) -> ReadArticle {
    let mut say = |words: usize, own_share: f64| {
        let mut text = String::new();
        for _ in 0..words {
            if chance.next() < own_share {
                text.push_str(
                    &["Own", &own.to_string(), "x", &chance.below(12).to_string(), " "]
                        .concat(),
                );
            } else {
                let rank = VOCABULARY.powf(chance.next()) as usize;
                text.push_str(&["common", &rank.to_string(), " "].concat());
            }
        }
        text
    };
    let (headline, text) = (say(9, 0.4), say(words, 0.06));
    let second = (number * DAYS * 86_400 / count) as i64;
    let at = jiff::Timestamp::from_second(1_930_000_000 + second).unwrap();
    let article = Article {
        id: ArticleId(format!("n{number}")),
        outlet: Outlet { name: format!("Outlet {}", number % 997), ..Outlet::default() },
        lang: Lang::ENGLISH,
        headline,
        text,
        published: at.to_string().parse().ok(),
        ..Article::default()
    };
    ReadArticle { article, ..ReadArticle::default() }
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(|| "memory unknown".to_owned(), |line| line.replace('\t', " "))
}
