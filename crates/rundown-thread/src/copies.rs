//! Copies: the same agency text at several outlets, with cuts and new tops.
//!
//! One shingle in eight is indexed, chosen by its value, so that a copy cut to a
//! third still meets its original; what meets is then compared whole.

use rundown_news::Map;
use rundown_text::containment;

use crate::filed::{Filed, Seconds};

/// One shingle in so many is looked up.
const SAMPLED_ONE_IN: u64 = 8;

/// Texts with fewer shingles are not called copies: short notes repeat by chance.
const SHINGLES_MIN: usize = 25;

/// Share of an article's shingles that must stand in the original.
const CONTAINED_MIN: f64 = 0.5;

/// Copies are printed within days; later repeats are new editions of a template.
const DAYS_APART_MAX: i64 = 4;

/// Originals compared whole.
const COMPARED_MAX: usize = 4;

/// Uses of one shingle that are looked at, latest first.
const HOLDERS_READ: usize = 24;

/// Finds the original of a copy.
#[derive(Debug, Clone, Default)]
pub(crate) struct Copies {
    holders: Map<u64, Vec<u32>>,
}

impl Copies {
    /// The earliest article whose text this one repeats, and how much of it in per
    /// cent.
    pub(crate) fn original(&self, article: &Filed, filed: &[Filed]) -> Option<(u32, u8)> {
        if article.shingles.len() < SHINGLES_MIN {
            return None;
        }
        let mut best: Option<(u32, f64)> = None;
        for candidate in self.candidates(article, filed) {
            let share =
                containment(&article.shingles, &filed[candidate as usize].shingles);
            if share >= CONTAINED_MIN && best.is_none_or(|(_, most)| share > most) {
                best = Some((candidate, share));
            }
        }
        best.map(|(candidate, share)| (candidate, (share * 100.0).round() as u8))
    }

    /// Those that share most sampled shingles, in order of filing.
    fn candidates(&self, article: &Filed, filed: &[Filed]) -> Vec<u32> {
        let mut met: Vec<u32> = Vec::new();
        for shingle in sampled(&article.shingles) {
            let Some(holders) = self.holders.get(&shingle) else { continue };
            met.extend(holders.iter().rev().take(HOLDERS_READ));
        }
        met.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            met.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
        counted.retain(|(_, candidate)| {
            days_apart(article.published, filed[*candidate as usize].published)
                <= DAYS_APART_MAX
        });
        let turn = |candidate: u32| &filed[candidate as usize].turn;
        counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| turn(a.1).cmp(turn(b.1))));
        counted.truncate(COMPARED_MAX);
        counted.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Makes an article's text one that others may repeat.
    pub(crate) fn remember(&mut self, place: u32, article: &Filed) {
        if article.shingles.len() >= SHINGLES_MIN {
            for shingle in sampled(&article.shingles) {
                self.holders.entry(shingle).or_default().push(place);
            }
        }
    }

    /// Takes the article remembered last out again.
    pub(crate) fn forget(&mut self, article: &Filed) {
        if article.shingles.len() >= SHINGLES_MIN {
            for shingle in sampled(&article.shingles) {
                if let Some(holders) = self.holders.get_mut(&shingle) {
                    holders.pop();
                }
            }
        }
    }
}

fn sampled(shingles: &[u64]) -> impl Iterator<Item = u64> + '_ {
    shingles.iter().copied().filter(|shingle| (shingle >> 32) % SAMPLED_ONE_IN == 0)
}

fn days_apart(a: Option<Seconds>, b: Option<Seconds>) -> i64 {
    match (a, b) {
        (Some(a), Some(b)) => a.abs_diff(b).cast_signed() / 86_400,
        _ => 0,
    }
}
