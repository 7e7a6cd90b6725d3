//! Weights by feature, read where they lie in a model's file.
//!
//! A feature is hashed to a number of [`FEATURE_BITS`] bits, in training as in reading.
//! Few of these numbers keep weights; a table holds those, with a byte or two that tell
//! which of the numbers that share a slot is meant, so that a lookup is exact.

use rundown_lexicon::mix;

/// Bits of a hashed feature. Fewer cost points by collisions: 2^18 as many as thirteen.
pub(crate) const FEATURE_BITS: u32 = 24;
/// Bits of it that tables with few weights among many labels look at.
pub(crate) const SPARSE_BITS: u32 = 22;
/// A row may stand so many slots behind its home.
pub(crate) const PROBES: usize = 4;

/// The hash of a feature: its template and two values.
#[inline]
pub(crate) fn feature(template: u64, a: u64, b: u64) -> u32 {
    let place = template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = mix(
        a.wrapping_add(place) ^ b.rotate_left(29).wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
    );
    (hash >> (64 - FEATURE_BITS)) as u32
}

/// What tells a feature from the others of its slot; never zero.
#[inline]
pub(crate) fn check(feature: u32, slot_bits: u32, probe: usize) -> u8 {
    ((feature >> slot_bits) as u8) << 2 | probe as u8 | 1 << 7
}

/// Rows of eight weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) bits: u32,
    pub(crate) checks: &'a [u8],
    pub(crate) rows: &'a [[u8; 8]],
}

impl Rows<'_> {
    /// Adds the rows of all features to sums.
    #[inline]
    pub(crate) fn add(&self, features: &[u32], into: &mut [i32; 8]) {
        let mut sums = [0_i16; 8];
        for feature in features {
            let Some(slot) = find(self.checks, self.bits, *feature) else { continue };
            let Some(row) = self.rows.get(slot) else { continue };
            for (sum, weight) in sums.iter_mut().zip(row) {
                // At most 127 a feature: some hundred features do not overflow.
                *sum = sum.wrapping_add(i16::from(*weight as i8));
            }
        }
        for (into, sum) in into.iter_mut().zip(sums) {
            *into += i32::from(sum);
        }
    }
}

/// The slot of a feature, if it kept weights.
#[inline]
fn find(checks: &[u8], bits: u32, feature: u32) -> Option<usize> {
    let mask = (1 << bits) - 1;
    let home = feature as usize & mask;
    for probe in 0..PROBES {
        let slot = (home + probe) & mask;
        let found = *checks.get(slot)?;
        if found == check(feature, bits, probe) {
            return Some(slot);
        }
        if found == 0 {
            return None;
        }
    }
    None
}

/// Rows with few weights among many labels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sparse<'a> {
    pub(crate) bits: u32,
    pub(crate) checks: &'a [u8],
    /// Where the pairs of each slot begin, and at last where they end: four bytes each.
    pub(crate) starts: &'a [[u8; 4]],
    /// Label and weight.
    pub(crate) pairs: &'a [[u8; 2]],
}

impl Sparse<'_> {
    /// Adds up the rows of all features into cleared sums.
    pub(crate) fn sum(&self, features: &[u32], sums: &mut [i32]) {
        sums.fill(0);
        for feature in features {
            let feature = feature & ((1 << SPARSE_BITS) - 1);
            let Some(slot) = find(self.checks, self.bits, feature) else { continue };
            let bound = |slot: usize| {
                self.starts
                    .get(slot)
                    .map_or(0, |start| u32::from_le_bytes(*start) as usize)
            };
            let pairs = self.pairs.get(bound(slot)..bound(slot + 1)).unwrap_or_default();
            for [label, weight] in pairs {
                if let Some(sum) = sums.get_mut(usize::from(*label)) {
                    *sum += i32::from(*weight as i8);
                }
            }
        }
    }
}
