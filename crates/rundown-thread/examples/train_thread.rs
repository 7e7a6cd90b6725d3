//! Learns the weights of "same development" from articles whose grouping is known.
//!
//! ```text
//! cargo run --release -p rundown-thread --example train_thread -- A.jsonl B.jsonl > model.rs
//! ```
//!
//! Each file is one corpus: lines of `{"id","published","lang","title","body",
//! "source","url","story"}`, where `story` is the known group or null. Every corpus
//! weighs the same, however large. Articles are threaded with the weights so far;
//! each candidate looked at becomes an example, its mark the share of its labelled
//! articles that are of the article's group; then the weights are learned anew from
//! all examples of all rounds (Ross et al., "A reduction of imitation learning to
//! no-regret online learning", 2011). Seeds are fixed: the same files give the same
//! weights.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command")]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "training is no stage"
)]
#![allow(missing_docs, clippy::needless_range_loop, reason = "arithmetic reads better")]

use std::collections::BTreeMap;

use rundown_news::{Article, ArticleId, Lang, Outlet, ReadArticle};
use rundown_thread::{Calibration, ThreadConfig, Threads, thread};

const ROUNDS: usize = 4;
const EPOCHS: usize = 14;
const UNITS: usize = 12;
const DECAY: f64 = 3e-5;

struct Example {
    signs: Vec<f64>,
    mark: f64,
    weight: f64,
}

struct Labelled {
    article: ReadArticle,
    group: Option<String>,
}

fn main() {
    let corpora: Vec<Vec<Labelled>> =
        std::env::args().skip(1).map(|p| read(&p)).collect();
    let mut calibration = Calibration::default();
    let mut examples: Vec<Example> = Vec::new();
    for round in 0..ROUNDS {
        for corpus in &corpora {
            let mut found = stream(corpus, &calibration);
            let total: f64 = found.iter().map(|e| e.weight).sum();
            for example in &mut found {
                example.weight *= 1000.0 / total;
            }
            examples.extend(found);
        }
        calibration = learn(&examples, round as u64 + 1);
        eprintln!(
            "round {round}: {} examples, loss {:.4}",
            examples.len(),
            loss(&examples, &calibration)
        );
    }
    print(&calibration);
}

fn stream(corpus: &[Labelled], calibration: &Calibration) -> Vec<Example> {
    let mut threads =
        Threads::with_calibration(ThreadConfig::default(), calibration.clone());
    let mut members: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    let mut examples = Vec::new();
    for labelled in corpus {
        let changes = thread(&mut threads, std::slice::from_ref(&labelled.article));
        let Some(group) = labelled.group.as_deref() else { continue };
        for considered in threads.considered() {
            let Some(inside) = members.get(&considered.development.0) else { continue };
            let same = inside.iter().filter(|other| **other == group).count();
            let mark = same as f64 / inside.len() as f64;
            examples.push(Example { signs: considered.signs, mark, weight: 1.0 });
        }
        for change in changes {
            if let rundown_news::StoryChange::Placed(placed) = change
                && placed.article == labelled.article.article.id
            {
                members.entry(placed.development.0).or_default().push(group);
            }
        }
    }
    examples
}

struct Net {
    w: Vec<f64>,
    signs: usize,
}

impl Net {
    fn forward(&self, x: &[f64], h: &mut [f64; UNITS]) -> f64 {
        let n = self.signs + 1;
        let (hidden, rest) = self.w.split_at(UNITS * n);
        let (output, direct) = rest.split_at(UNITS);
        let line =
            |w: &[f64]| w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + w[n - 1];
        let mut sum = line(direct);
        for u in 0..UNITS {
            h[u] = line(&hidden[u * n..(u + 1) * n]).max(0.0);
            sum += h[u] * output[u];
        }
        sum
    }
}

fn learn(examples: &[Example], seed: u64) -> Calibration {
    let signs = examples[0].signs.len();
    let n = signs + 1;
    let size = UNITS * n + UNITS + n;
    let mut random = Random(seed * 7919 + 1);
    let mut net = Net { w: vec![0.0; size], signs };
    for i in 0..UNITS * n {
        net.w[i] = (random.next() - 0.5) * 1.2;
    }
    for i in 0..UNITS {
        net.w[UNITS * n + i] = (random.next() - 0.5) * 1.0;
    }
    let (mut m, mut v) = (vec![0.0; size], vec![0.0; size]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mean = examples.iter().map(|e| e.weight).sum::<f64>() / examples.len() as f64;
    let mut step = 0;
    for epoch in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            order.swap(i, (random.next() * (i + 1) as f64) as usize);
        }
        let rate = 4e-3 * (1.0 - epoch as f64 / EPOCHS as f64) + 1e-4;
        for batch in order.chunks(128) {
            step += 1;
            let gradient = gradient(&net, examples, batch, mean);
            for i in 0..size {
                let g = gradient[i] + DECAY * net.w[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                let mh = m[i] / (1.0 - 0.9_f64.powi(step));
                let vh = v[i] / (1.0 - 0.999_f64.powi(step));
                net.w[i] -= rate * mh / (vh.sqrt() + 1e-8);
            }
        }
    }
    Calibration {
        hidden: net.w[..UNITS * n].chunks(n).map(<[f64]>::to_vec).collect(),
        output: net.w[UNITS * n..UNITS * n + UNITS].to_vec(),
        direct: net.w[UNITS * n + UNITS..].to_vec(),
    }
}

fn gradient(net: &Net, examples: &[Example], batch: &[usize], mean: f64) -> Vec<f64> {
    let n = net.signs + 1;
    let mut gradient = vec![0.0; net.w.len()];
    let mut h = [0.0; UNITS];
    for &at in batch {
        let e = &examples[at];
        let odds = net.forward(&e.signs, &mut h);
        let p = 1.0 / (1.0 + (-odds).exp());
        let d = (p - e.mark) * e.weight / mean / batch.len() as f64;
        for u in 0..UNITS {
            gradient[UNITS * n + u] += d * h[u];
            if h[u] > 0.0 {
                let back = d * net.w[UNITS * n + u];
                for s in 0..net.signs {
                    gradient[u * n + s] += back * e.signs[s];
                }
                gradient[u * n + n - 1] += back;
            }
        }
        let base = UNITS * n + UNITS;
        for s in 0..net.signs {
            gradient[base + s] += d * e.signs[s];
        }
        gradient[base + n - 1] += d;
    }
    gradient
}

fn loss(examples: &[Example], calibration: &Calibration) -> f64 {
    let n = examples[0].signs.len();
    let mut w: Vec<f64> = calibration.hidden.concat();
    w.extend(&calibration.output);
    w.extend(&calibration.direct);
    let net = Net { w, signs: n };
    let mut h = [0.0; UNITS];
    let (mut sum, mut total) = (0.0, 0.0);
    for e in examples {
        let odds = net.forward(&e.signs, &mut h);
        let p = (1.0 / (1.0 + (-odds).exp())).clamp(1e-9, 1.0 - 1e-9);
        sum -= e.weight * (e.mark * p.ln() + (1.0 - e.mark) * (1.0 - p).ln());
        total += e.weight;
    }
    sum / total
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn print(calibration: &Calibration) {
    let row =
        |w: &[f64]| w.iter().map(|x| format!("{x:.4}")).collect::<Vec<_>>().join(", ");
    println!("//! The weights of the score, as learned.\n");
    println!("use crate::evidence::SIGNS;\nuse crate::score::HIDDEN;\n");
    println!("pub(crate) const HIDDEN_WEIGHTS: [[f64; SIGNS + 1]; HIDDEN] = [");
    for unit in &calibration.hidden {
        println!("    [{}],", row(unit));
    }
    println!(
        "];\npub(crate) const OUTPUT_WEIGHTS: [f64; HIDDEN] = [{}];",
        row(&calibration.output)
    );
    println!(
        "pub(crate) const DIRECT_WEIGHTS: [f64; SIGNS + 1] = [{}];",
        row(&calibration.direct)
    );
}

fn read(path: &str) -> Vec<Labelled> {
    let mut corpus: Vec<Labelled> =
        std::fs::read_to_string(path).unwrap().lines().filter_map(line).collect();
    corpus.sort_by_key(|l| {
        (
            l.article.article.published,
            l.article.article.published.map(|_| l.article.article.id.clone()),
        )
    });
    corpus
}

fn line(line: &str) -> Option<Labelled> {
    let record: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = |field: &str| record[field].as_str().unwrap_or_default().to_owned();
    let host = text("url").split('/').nth(2).unwrap_or_default().to_owned();
    let article = Article {
        id: ArticleId(text("id")),
        outlet: Outlet { name: text("source"), domain: host },
        lang: Lang::parse(&text("lang")).unwrap_or_default(),
        headline: text("title"),
        published: record["published"].as_str().and_then(|time| time.parse().ok()),
        text: text("body"),
        ..Article::default()
    };
    let article = ReadArticle { article, ..ReadArticle::default() };
    Some(Labelled { article, group: record["story"].as_str().map(str::to_owned) })
}
