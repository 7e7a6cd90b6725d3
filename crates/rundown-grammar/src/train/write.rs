//! From learned weights to a model's file: the heaviest rows, as bytes.

use super::answers::Answers;
use super::perceptron::Perceptron;
use crate::file::MAGIC;
use crate::known::{PROBES, home, short};
use crate::rows::{BUCKET, CHECK_BITS, bucket, check};
use crate::tag::Tag;

/// Weights that round to less than this are left out of rows of labels.
const LEAST: u8 = 2;

/// What a model's file is made of.
pub(super) struct Parts<'p> {
    pub(super) tags: &'p [Tag],
    /// Known tags and relations.
    pub(super) known: [&'p Answers; 2],
    /// Tagging, steps, relations.
    pub(super) models: [&'p Perceptron; 3],
}

pub(super) fn file(parts: &Parts<'_>, lead: i32) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let names: Vec<String> = parts.tags.iter().map(|tag| tag.name()).collect();
    part(&mut bytes, names.join("\n").as_bytes());
    let [tagging, steps, relations] = parts.models;
    known(&mut bytes, parts.known[0]);
    sparse(&mut bytes, &Table::of(tagging));
    rows(&mut bytes, &Table::of(steps));
    part(&mut bytes, &lead.to_le_bytes());
    known(&mut bytes, parts.known[1]);
    sparse(&mut bytes, &Table::of(relations));
    bytes
}

/// A table at most half full; what finds no slot is left out.
fn known(bytes: &mut Vec<u8>, answers: &Answers) {
    let slots = (answers.sure.len() * 2).next_power_of_two();
    let (mut keys, mut values) = (vec![[0; 4]; slots], vec![0; slots]);
    for (key, answer) in &answers.sure {
        for probe in 0..PROBES {
            let slot = (home(*key) + probe) & (slots - 1);
            if keys[slot] == [0; 4] {
                keys[slot] = short(*key).to_le_bytes();
                values[slot] = *answer;
                break;
            }
        }
    }
    part(bytes, keys.as_flattened());
    part(bytes, &values);
}

fn part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend((part.len() as u32).to_le_bytes());
    bytes.extend(part);
}

/// Rows that found a slot, heaviest first.
struct Table<'m> {
    model: &'m Perceptron,
    scale: f32,
    checks: Vec<u8>,
    /// Per slot: the feature whose row stands there.
    features: Vec<Option<u32>>,
}

impl<'m> Table<'m> {
    fn of(model: &'m Perceptron) -> Self {
        let weight = |feature: u32| {
            model.row(feature as usize).iter().fold(0.0_f32, |most, w| most.max(w.abs()))
        };
        let mut kept: Vec<(u32, f32)> = (0..1 << model.bits)
            .map(|f| (f, weight(f)))
            .filter(|(_, w)| *w > 0.0)
            .collect();
        kept.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let scale = 127.0 / kept.first().map_or(1.0, |(_, most)| *most);
        let slots = BUCKET << (model.bits - CHECK_BITS);
        let mut table =
            Self { model, scale, checks: vec![0; slots], features: vec![None; slots] };
        for (feature, weight) in &kept {
            if weight * scale < 0.5 {
                break;
            }
            table.place(*feature);
        }
        table
    }

    /// A feature that finds no slot is left out: those before it weigh more.
    fn place(&mut self, feature: u32) {
        let first = bucket(feature, self.model.bits) * BUCKET;
        let free = (first..first + BUCKET).find(|slot| self.checks[*slot] == 0);
        if let Some(slot) = free {
            self.checks[slot] = check(feature, self.model.bits);
            self.features[slot] = Some(feature);
        }
    }

    fn weight(&self, weight: f32) -> i8 {
        (weight * self.scale).round().clamp(-127.0, 127.0) as i8
    }
}

fn rows(bytes: &mut Vec<u8>, table: &Table<'_>) {
    part(bytes, &table.checks);
    let mut rows = Vec::with_capacity(table.features.len() * 8);
    for feature in &table.features {
        match feature {
            Some(feature) => {
                let row = table.model.row(*feature as usize);
                rows.extend(row.iter().map(|weight| table.weight(*weight) as u8));
            }
            None => rows.extend([0; 8]),
        }
    }
    part(bytes, &rows);
}

fn sparse(bytes: &mut Vec<u8>, table: &Table<'_>) {
    part(bytes, &table.checks);
    let (mut starts, mut pairs) = (Vec::new(), Vec::new());
    for feature in &table.features {
        starts.extend((pairs.len() as u32 / 2).to_le_bytes());
        let row = feature.map_or(&[][..], |feature| table.model.row(feature as usize));
        for (label, weight) in row.iter().enumerate() {
            let weight = table.weight(*weight);
            if weight.unsigned_abs() >= LEAST {
                pairs.extend([label as u8, weight as u8]);
            }
        }
    }
    starts.extend((pairs.len() as u32 / 2).to_le_bytes());
    part(bytes, &starts);
    part(bytes, &pairs);
}
