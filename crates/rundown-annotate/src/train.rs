//! Training of the models in `rundown-lexicon`. Not part of reading an article.
//!
//! An averaged perceptron (Freund and Schapire, 1999; Collins, 2002): each sequence is
//! decoded with the weights so far, and where a label is wrong the right one's rows go
//! up and the wrong one's down. The final weight is the mean over all steps.

pub mod pronouns;

use std::ops::Range;

use rundown_lexicon::mix;
use rundown_news::{EntityKind, Lang, Span};

use crate::copy::Copy;
use crate::model::{HASH_BITS, LABELS, MAGIC};
use crate::name_features::NameFeatures;
use crate::names::{OTHER, first_label, may_follow};
use crate::zones::zones;

/// Rows kept of the names model, the heaviest: with their index they fill 3.4 MB.
const NAME_ROWS_MAX: usize = 360_000;
/// Rounds over the training copy.
const ROUNDS: usize = 6;

/// A text and the names that are marked in it; `None` is a name of another kind.
#[derive(Debug, Clone)]
pub struct MarkedCopy {
    /// The text.
    pub text: String,
    /// Names in it.
    pub names: Vec<(Span, Option<EntityKind>)>,
    /// How often it counts: copy marked by people more often than copy marked by a
    /// program.
    pub weight: usize,
}

/// Models are means over so many orders of the training copy: one order alone moves
/// scores by half a point.
const SHUFFLES: usize = 4;

/// One sequence: features of each place, and the right labels.
#[derive(Clone)]
struct Sequence {
    features: Vec<Vec<u32>>,
    labels: Vec<u8>,
}

/// Trains the names model; the bytes are what `rundown-lexicon` ships.
#[must_use]
pub fn names_model(copies: &[MarkedCopy]) -> Vec<u8> {
    let mut sequences = Vec::new();
    for copy in copies {
        let found = sequences_of(copy);
        for _ in 1..copy.weight {
            sequences.extend(found.iter().cloned());
        }
        sequences.extend(found);
    }
    learned(&sequences, HASH_BITS, may_follow).write(NAME_ROWS_MAX)
}

fn rows_of(features: &[u64], row_bits: u32) -> Vec<u32> {
    features.iter().map(|f| *f as u32 & ((1 << row_bits) - 1)).collect()
}

/// Learns from all sequences, in an order that is the same in every run.
fn learned(
    sequences: &[Sequence],
    row_bits: u32,
    may_follow: impl Fn(usize, usize) -> bool,
) -> Means {
    let mut sum = Means::new(row_bits);
    for shuffle in 0..SHUFFLES {
        let mut weights = Weights::new(row_bits);
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        for round in 0..ROUNDS {
            let salt = (shuffle * ROUNDS + round) as u64;
            order.sort_by_key(|i| mix(salt << 32 | *i as u64));
            for i in &order {
                weights.learn(&sequences[*i], &may_follow);
            }
        }
        sum.add(&weights);
    }
    sum
}

fn sequences_of(marked: &MarkedCopy) -> Vec<Sequence> {
    let spans = rundown_text::sentences(&marked.text, Lang::ENGLISH);
    let copy = Copy::read(&marked.text, Lang::ENGLISH, &spans);
    let zones: Vec<Range<usize>> =
        copy.sentences.iter().flat_map(|sentence| zones(&copy, sentence)).collect();
    let features = NameFeatures::read(&copy, &zones);
    let gold = gold_labels(&copy, marked);
    let mut list = Vec::new();
    let mut found = Vec::new();
    for zone in zones {
        let mut rows = Vec::new();
        for at in zone.clone() {
            features.of(at, &mut list);
            rows.push(rows_of(&list, HASH_BITS));
        }
        found.push(Sequence { features: rows, labels: repaired(&gold[zone]) });
    }
    found
}

/// The labels of all words by the marked names; articles before a name are not of it.
fn gold_labels(copy: &Copy<'_>, marked: &MarkedCopy) -> Vec<u8> {
    let mut labels = vec![0; copy.words.len()];
    let mut at = 0;
    let mut names = marked.names.clone();
    names.sort_by_key(|(span, _)| *span);
    for (span, kind) in names {
        while at < copy.words.len() && copy.words[at].span.end <= span.start {
            at += 1;
        }
        let mut inside: Vec<usize> = (at..copy.words.len())
            .take_while(|i| copy.words[*i].span.start < span.end)
            .collect();
        let is_article =
            |i: &usize| matches!(copy.word(*i), "the" | "The" | "a" | "A" | "an" | "An");
        while inside.len() > 1 && is_article(&inside[0]) {
            inside.remove(0);
        }
        for (n, i) in inside.into_iter().enumerate() {
            labels[i] = kind.map_or(OTHER, |kind| first_label(kind) + u8::from(n > 0));
        }
    }
    labels
}

/// A name cut by the start of its zone begins there.
fn repaired(labels: &[u8]) -> Vec<u8> {
    let mut before = LABELS;
    let mut out = Vec::with_capacity(labels.len());
    for label in labels {
        let fits = may_follow(before, usize::from(*label));
        let label = if fits { *label } else { label - 1 };
        before = usize::from(label);
        out.push(label);
    }
    out
}

/// Weights and their sums over time (kept as `w - a / c`).
struct Weights {
    rows: Vec<[f32; LABELS]>,
    late: Vec<[f64; LABELS]>,
    transitions: [[f32; LABELS]; LABELS + 1],
    late_transitions: [[f64; LABELS]; LABELS + 1],
    step: f64,
}

impl Weights {
    fn new(row_bits: u32) -> Self {
        Self {
            rows: vec![[0.0; LABELS]; 1 << row_bits],
            late: vec![[0.0; LABELS]; 1 << row_bits],
            transitions: [[0.0; LABELS]; LABELS + 1],
            late_transitions: [[0.0; LABELS]; LABELS + 1],
            step: 1.0,
        }
    }

    fn learn(&mut self, sequence: &Sequence, may_follow: impl Fn(usize, usize) -> bool) {
        let guess = self.decode(sequence, may_follow);
        let mut before = (LABELS, LABELS);
        for (at, features) in sequence.features.iter().enumerate() {
            let (right, wrong) =
                (usize::from(sequence.labels[at]), usize::from(guess[at]));
            if right != wrong {
                for row in features {
                    self.move_row(*row as usize, right, 1.0);
                    self.move_row(*row as usize, wrong, -1.0);
                }
            }
            if (before.0, right) != (before.1, wrong) {
                self.move_transition(before.0, right, 1.0);
                self.move_transition(before.1, wrong, -1.0);
            }
            before = (right, wrong);
        }
        self.step += 1.0;
    }

    fn move_row(&mut self, row: usize, label: usize, by: f32) {
        self.rows[row][label] += by;
        self.late[row][label] += f64::from(by) * self.step;
    }

    fn move_transition(&mut self, before: usize, label: usize, by: f32) {
        self.transitions[before][label] += by;
        self.late_transitions[before][label] += f64::from(by) * self.step;
    }

    fn decode(
        &self,
        sequence: &Sequence,
        may_follow: impl Fn(usize, usize) -> bool,
    ) -> Vec<u8> {
        let scores: Vec<_> = sequence
            .features
            .iter()
            .map(|features| {
                let mut sums = [0.0_f32; LABELS];
                for row in features {
                    let row = &self.rows[*row as usize];
                    sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
                }
                sums.map(|sum| sum as i32)
            })
            .collect();
        let transitions = self.transitions.map(|row| row.map(|weight| weight as i32));
        crate::model::best_labels(&scores, &transitions, may_follow)
    }
}

/// Mean weights, summed over all shuffles.
struct Means {
    rows: Vec<[f32; LABELS]>,
    transitions: [[f32; LABELS]; LABELS + 1],
}

impl Means {
    fn new(row_bits: u32) -> Self {
        Self {
            rows: vec![[0.0; LABELS]; 1 << row_bits],
            transitions: [[0.0; LABELS]; LABELS + 1],
        }
    }

    fn add(&mut self, weights: &Weights) {
        let add =
            |sums: &mut [f32; LABELS], now: &[f32; LABELS], late: &[f64; LABELS]| {
                for ((sum, now), late) in sums.iter_mut().zip(now).zip(late) {
                    *sum += (f64::from(*now) - late / weights.step) as f32;
                }
            };
        for (i, sums) in self.rows.iter_mut().enumerate() {
            add(sums, &weights.rows[i], &weights.late[i]);
        }
        for (i, sums) in self.transitions.iter_mut().enumerate() {
            add(sums, &weights.transitions[i], &weights.late_transitions[i]);
        }
    }

    /// A model's bytes: at most so many rows, the heaviest.
    fn write(&self, rows_max: usize) -> Vec<u8> {
        let scale = self.scale();
        let weight = |row: &[f32; LABELS]| row.iter().map(|w| w.abs()).sum::<f32>();
        let mut kept: Vec<usize> = (0..self.rows.len())
            .filter(|i| scaled(&self.rows[*i], scale) != [0; LABELS])
            .collect();
        kept.sort_by(|a, b| weight(&self.rows[*b]).total_cmp(&weight(&self.rows[*a])));
        kept.truncate(rows_max);
        kept.sort_unstable();
        let mut held = vec![0_u8; self.rows.len() / 8];
        for i in &kept {
            held[i / 8] |= 1 << (i % 8);
        }
        let mut bytes = self.head(scale);
        bytes.extend(held);
        bytes.extend(kept.iter().flat_map(|i| scaled(&self.rows[*i], scale)));
        bytes
    }

    /// What makes nearly all weights fit a signed byte.
    fn scale(&self) -> f32 {
        let mut sizes: Vec<f32> = self.rows.iter().flatten().map(|w| w.abs()).collect();
        sizes.retain(|size| *size > 0.0);
        sizes.sort_by(f32::total_cmp);
        let large = sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0);
        127.0 / large.max(1e-6)
    }

    /// Magic and transitions.
    fn head(&self, scale: f32) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for weight in self.transitions.iter().flatten() {
            let scaled = (weight * scale).round().clamp(-32_000.0, 32_000.0);
            bytes.extend((scaled as i16).to_le_bytes());
        }
        bytes
    }
}

/// A row as signed bytes.
fn scaled(row: &[f32; LABELS], scale: f32) -> [u8; LABELS] {
    row.map(|weight| ((weight * scale).round().clamp(-127.0, 127.0) as i8) as u8)
}
