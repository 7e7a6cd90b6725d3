//! Weights by feature, read where they lie in a model's file.
//!
//! A feature is hashed to a number of some bits, in training as in reading. Few of these
//! numbers keep weights. A table holds those in buckets of four, with a byte each that
//! tells which of the numbers that share a bucket is meant, so that a lookup is exact.
//! Lookups are done for all features first and without branches: which of them keep
//! weights cannot be foretold, and a wrong guess costs more than the lookup.

use rundown_lexicon::mix;

/// Bits of a hashed feature of steps. Fewer cost points by collisions: 2^18 as many as
/// thirteen.
pub(crate) const STEP_BITS: u32 = 24;
/// Bits of a hashed feature of tags and relations.
pub(crate) const LABEL_BITS: u32 = 22;
/// Rows in a bucket.
pub(crate) const BUCKET: usize = 4;
/// Bits that tell the features of a bucket apart, below the one that says a row is there.
pub(crate) const CHECK_BITS: u32 = 7;
/// There are at most so many labels.
pub(crate) const LABELS_MAX: usize = 64;
/// At most so many features are looked up at once.
pub(crate) const FEATURES_MAX: usize = 128;

/// The hash of a feature: its template and two values.
#[inline]
pub(crate) fn feature(template: u64, a: u64, b: u64) -> u32 {
    let place = template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let other = b.rotate_left(29).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mix(a.wrapping_add(place) ^ other) >> (64 - STEP_BITS)) as u32
}

/// What tells a feature from the others of its bucket; never zero.
#[inline]
pub(crate) fn check(feature: u32, bits: u32) -> u8 {
    ((feature >> (bits - CHECK_BITS)) as u8) | 1 << CHECK_BITS
}

/// The bucket of a feature.
#[inline]
pub(crate) fn bucket(feature: u32, bits: u32) -> usize {
    feature as usize & ((1 << (bits - CHECK_BITS)) - 1)
}

/// The slots of those of the features that keep weights.
struct Found {
    slots: [u32; FEATURES_MAX],
    count: usize,
}

/// Looks features of so many bits up.
#[inline]
fn find(checks: &[[u8; BUCKET]], bits: u32, features: &[u32]) -> Found {
    const LOW: u32 = 0x0101_0101;
    let mut found = Found { slots: [0; FEATURES_MAX], count: 0 };
    for feature in features.iter().take(FEATURES_MAX) {
        let feature = feature & ((1 << bits) - 1);
        let bucket = bucket(feature, bits);
        let four = checks.get(bucket).map_or(0, |four| u32::from_le_bytes(*four));
        // The lowest byte that is equal becomes the lowest high bit (Mycroft's trick).
        let same = four ^ LOW * u32::from(check(feature, bits));
        let zero = same.wrapping_sub(LOW) & !same & LOW << 7;
        let place = zero.trailing_zeros() as usize / 8 % BUCKET;
        found.slots[found.count % FEATURES_MAX] = (bucket * BUCKET + place) as u32;
        found.count += usize::from(zero != 0);
    }
    found
}

/// Rows of eight weights, for steps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) checks: &'a [[u8; BUCKET]],
    pub(crate) rows: &'a [[u8; 8]],
}

impl Rows<'_> {
    /// Adds the rows of all features to sums.
    #[inline]
    pub(crate) fn add(&self, features: &[u32], into: &mut [i32; 8]) {
        let found = find(self.checks, STEP_BITS, features);
        let mut sums = [0_i16; 8];
        for slot in found.slots.iter().take(found.count) {
            let Some(row) = self.rows.get(*slot as usize) else { continue };
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

/// Sums of labels; those that a model has not stay zero.
pub(crate) type LabelSums = [i32; LABELS_MAX];

/// Rows of a few weights among many labels, for tags and relations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sparse<'a> {
    pub(crate) checks: &'a [[u8; BUCKET]],
    /// Where the pairs of each slot begin, and at last where they end.
    pub(crate) starts: &'a [[u8; 4]],
    /// Label and weight.
    pub(crate) pairs: &'a [[u8; 2]],
}

impl Sparse<'_> {
    /// The sums of all features.
    pub(crate) fn sum(&self, features: &[u32]) -> LabelSums {
        let found = find(self.checks, LABEL_BITS, features);
        let mut sums = [0; LABELS_MAX];
        for slot in found.slots.iter().take(found.count) {
            let slot = *slot as usize;
            let Some([start, end]) = self.starts.get(slot..slot + 2) else { continue };
            let range =
                u32::from_le_bytes(*start) as usize..u32::from_le_bytes(*end) as usize;
            for [label, weight] in self.pairs.get(range).unwrap_or_default() {
                sums[usize::from(*label) % LABELS_MAX] += i32::from(*weight as i8);
            }
        }
        sums
    }
}
