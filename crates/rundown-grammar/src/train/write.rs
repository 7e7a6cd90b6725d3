//! From learned weights to a model's file: the heaviest rows, as bytes.

use super::perceptron::Perceptron;
use crate::file::MAGIC;
use crate::rows::{PROBES, check};
use crate::tag::Tag;

/// Weights that round to less than this are left out of sparse rows.
const LEAST: i8 = 1;

pub(super) fn file(
    tags: &[Tag],
    models: [&Perceptron; 3],
    slot_bits: [u32; 3],
) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let names: Vec<String> = tags.iter().map(|tag| tag.name()).collect();
    part(&mut bytes, names.join("\n").as_bytes());
    let [tagging, steps, relations] = models;
    sparse(&mut bytes, &Table::of(tagging, slot_bits[0]));
    rows(&mut bytes, &Table::of(steps, slot_bits[1]));
    sparse(&mut bytes, &Table::of(relations, slot_bits[2]));
    bytes
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
    fn of(model: &'m Perceptron, bits: u32) -> Self {
        let weight = |feature: u32| {
            model.row(feature as usize).iter().fold(0.0_f32, |most, w| most.max(w.abs()))
        };
        let mut kept: Vec<(u32, f32)> = (0..1 << model.bits)
            .map(|f| (f, weight(f)))
            .filter(|(_, w)| *w > 0.0)
            .collect();
        kept.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let scale = 127.0 / kept.first().map_or(1.0, |(_, most)| *most);
        let slots = 1_usize << bits;
        let mut table =
            Self { model, scale, checks: vec![0; slots], features: vec![None; slots] };
        let mut placed = 0;
        for (feature, weight) in &kept {
            if weight * scale < 0.5 {
                break;
            }
            placed += usize::from(table.place(*feature, bits));
        }
        // Tables are never so full that a lookup of what is missing costs much.
        let _ = placed;
        table
    }

    fn place(&mut self, feature: u32, bits: u32) -> bool {
        let mask = self.checks.len() - 1;
        for probe in 0..PROBES {
            let slot = (feature as usize + probe) & mask;
            if self.checks[slot] == 0 {
                self.checks[slot] = check(feature, bits, probe);
                self.features[slot] = Some(feature);
                return true;
            }
        }
        false
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
        let Some(feature) = feature else { continue };
        for (label, weight) in table.model.row(*feature as usize).iter().enumerate() {
            let weight = table.weight(*weight);
            if weight.abs() >= LEAST {
                pairs.extend([label as u8, weight as u8]);
            }
        }
    }
    starts.extend((pairs.len() as u32 / 2).to_le_bytes());
    part(bytes, &starts);
    part(bytes, &pairs);
}
