//! What each group of signs gives: developments are found once with all of them, then
//! without each group in turn.
//!
//! ```text
//! cargo run --release -p rundown-thread --example ablate_signs -- A.jsonl B.jsonl
//! ```
//!
//! The files are those of `train_thread`: lines of `{"id","published","lang","title",
//! "body","source","url","story"}` in order of time, where `story` is the known
//! development; lines without it are threaded and not judged. A group is taken out by
//! putting the mean of each sign in its place, so that the odds stay as high on the
//! whole. The figures are B-cubed F1 (Bagga and Baldwin, 1998) in per cent, a column a
//! file.
#![expect(clippy::print_stdout, reason = "a command")]
#![expect(clippy::unwrap_used, reason = "a network has weights")]
#![allow(clippy::disallowed_methods, reason = "a measurement is no stage")]

mod corpus;

use std::collections::BTreeMap;

use rundown_news::ReadArticle;
use rundown_thread::{Calibration, ThreadConfig, Threads, close, thread};

const BATCH: usize = 256;

/// Places of the signs of a group, in the order of `Considered::signs`.
const GROUPS: [(&str, &[usize]); 11] = [
    ("words", &[0, 1, 7, 8, 26]),
    ("headlines", &[2, 3, 11, 12, 23, 24]),
    ("names", &[4, 5, 9, 10, 25, 30, 31]),
    ("numbers", &[6, 21]),
    ("time", &[13, 14, 15, 29]),
    ("sizes and lengths", &[16, 17, 18, 19, 20]),
    ("other articles", &[22, 28]),
    ("language", &[27]),
    ("lead over the next", &[32, 33]),
    ("gist", &[34, 35, 36, 42, 43]),
    ("days named", &[38, 39, 40, 41]),
];

/// Which level each network is for, in the order of `Calibration::networks`.
const LEVELS: [usize; 7] = [0, 1, 2, 0, 1, 0, 1];

struct Corpus {
    articles: Vec<ReadArticle>,
    groups: Vec<Option<String>>,
}

/// The mean of each sign, a row a level.
type Means = [Vec<f64>; 3];

fn main() {
    let corpora: Vec<Corpus> = std::env::args().skip(1).map(|path| read(&path)).collect();
    let mut table: Vec<(&str, Vec<f64>)> = vec![("all signs", Vec::new())];
    table.extend(GROUPS.map(|(name, _)| (name, Vec::new())));
    for corpus in &corpora {
        let learned = Calibration::learned();
        let mut threads = Threads::with_calibration(ThreadConfig::default(), &learned);
        threads.record();
        table[0].1.push(corpus.figure(&mut threads));
        let means = means(&mut threads);
        for ((_, places), row) in GROUPS.iter().zip(&mut table[1..]) {
            let calibration = without(places, &means);
            let mut threads =
                Threads::with_calibration(ThreadConfig::default(), &calibration);
            row.1.push(corpus.figure(&mut threads));
        }
    }
    for (name, figures) in table {
        let columns: Vec<String> =
            figures.iter().map(|figure| format!("{:7.1}", figure * 100.0)).collect();
        println!("{name:20}{}", columns.concat());
    }
}

/// The weights with the mean of some signs folded into the bias.
fn without(places: &[usize], means: &Means) -> Calibration {
    let mut calibration = Calibration::learned();
    for (network, level) in calibration.networks.iter_mut().zip(LEVELS) {
        let means = &means[level];
        for place in places {
            let Some(mean) = means.get(*place) else { continue };
            // A unit's row begins with its weight in the sum.
            // Not every network knows every sign; a row ends with its bias.
            let known = |row: &[f64], at: usize| at + 1 < row.len();
            for unit in network.units.iter_mut().filter(|unit| known(unit, place + 1)) {
                let weight = std::mem::take(&mut unit[place + 1]);
                *unit.last_mut().unwrap() += weight * mean;
            }
            if known(&network.direct, *place) {
                let weight = std::mem::take(&mut network.direct[*place]);
                *network.direct.last_mut().unwrap() += weight * mean;
            }
        }
    }
    calibration
}

fn means(threads: &mut Threads) -> Means {
    let mut sums = Means::default();
    let mut counts = [0.0_f64; 3];
    for considered in threads.take_considered() {
        let level = considered.level as usize;
        counts[level] += 1.0;
        sums[level].resize(considered.signs.len(), 0.0);
        for (sum, sign) in sums[level].iter_mut().zip(&considered.signs) {
            *sum += sign;
        }
    }
    for (sums, count) in sums.iter_mut().zip(counts) {
        for sum in sums {
            *sum /= count.max(1.0);
        }
    }
    sums
}

impl Corpus {
    /// B-cubed F1 of the developments found.
    fn figure(&self, threads: &mut Threads) -> f64 {
        for batch in self.articles.chunks(BATCH) {
            thread(threads, batch);
        }
        close(threads);
        let placements = threads.placements();
        let found = placements.iter().map(|placed| placed.development.0);
        let mut known: BTreeMap<&str, f64> = BTreeMap::new();
        let mut sizes: BTreeMap<u64, f64> = BTreeMap::new();
        let mut both: BTreeMap<(&str, u64), f64> = BTreeMap::new();
        for (group, found) in self.groups.iter().zip(found) {
            let Some(group) = group else { continue };
            *known.entry(group).or_default() += 1.0;
            *sizes.entry(found).or_default() += 1.0;
            *both.entry((group, found)).or_default() += 1.0;
        }
        let all: f64 = known.values().sum();
        let mean = |of: &dyn Fn(&str, u64) -> f64| {
            let parts = both.iter().map(|((group, found), n)| n * n / of(group, *found));
            parts.sum::<f64>() / all
        };
        let precision = mean(&|_, found| sizes[&found]);
        let recall = mean(&|group, _| known[group]);
        2.0 * precision * recall / (precision + recall)
    }
}

fn read(path: &str) -> Corpus {
    let (articles, groups) = corpus::in_order(path);
    Corpus { articles, groups }
}
