//! A linear chain over hashed features: eight labels, eight bytes a feature.
//!
//! An averaged structured perceptron (Collins, 2002) decoded by Viterbi. One feature
//! is one row of eight signed bytes, so that a word costs one short addition for each
//! of its features. The heaviest rows are kept, behind a bit for each hash: many features
//! keep a row of their own, and those that were never met add nothing.

use rundown_lexicon::mix;

/// Labels of a model.
pub(crate) const LABELS: usize = 8;

/// Scores of the labels at one place.
pub(crate) type Scores = [i32; LABELS];

/// First bytes of a model's file.
pub(crate) const MAGIC: &[u8; 4] = b"RDM2";
/// Bits of a feature's hash.
pub(crate) const HASH_BITS: u32 = 22;

/// A trained model, borrowed from its file.
#[derive(Debug, Clone)]
pub(crate) struct Model<'a> {
    /// `transitions[before][label]`; the last row is for the first place.
    pub(crate) transitions: [Scores; LABELS + 1],
    /// Weights, each an `i8` as its byte.
    rows: &'a [[u8; LABELS]],
    /// Which hashes have a row.
    held: Vec<Held>,
}

/// Of 64 hashes: which have a row, and how many rows lie before.
#[derive(Debug, Clone, Copy)]
struct Held {
    bits: u64,
    before: u32,
}

impl<'a> Model<'a> {
    /// Reads a model: magic, transitions as 16-bit numbers, a bit for each hash, rows.
    /// `None` if the bytes are no model.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, rest) = rest.split_at_checked((LABELS + 1) * LABELS * 2)?;
        let mut transitions = [[0; LABELS]; LABELS + 1];
        for (i, pair) in head.chunks_exact(2).enumerate() {
            transitions[i / LABELS][i % LABELS] =
                i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        let (bits, rows) = rest.split_at_checked((1 << HASH_BITS) / 8)?;
        let held = read_held(bits);
        let (rows, _) = rows.as_chunks::<LABELS>();
        let last = held.last()?;
        let fits = rows.len() == (last.before + last.bits.count_ones()) as usize;
        fits.then_some(Self { transitions, rows, held })
    }

    /// The row of a feature, if it has one.
    fn row(&self, feature: u64) -> Option<&[u8; LABELS]> {
        let hash = feature as usize & ((1 << HASH_BITS) - 1);
        let held = self.held[hash / 64];
        let bit = 1_u64 << (hash % 64);
        if held.bits & bit == 0 {
            return None;
        }
        let before = held.before + (held.bits & (bit - 1)).count_ones();
        self.rows.get(before as usize)
    }

    /// Scores of one place by its features alone.
    pub(crate) fn scores(&self, features: &[u64]) -> Scores {
        let mut sums = [0_i16; LABELS];
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                // At most some hundred features of at most 127: no overflow.
                *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
            }
        }
        sums.map(i32::from)
    }
}

fn read_held(bytes: &[u8]) -> Vec<Held> {
    let mut before = 0;
    let (words, _) = bytes.as_chunks::<8>();
    let held = words.iter().map(|word| {
        let held = Held { bits: u64::from_le_bytes(*word), before };
        before += held.bits.count_ones();
        held
    });
    held.collect()
}

/// The best labels of a run of places. `allowed(before, label)` bars impossible pairs;
/// `before` is `LABELS` at the first place.
pub(crate) fn best_labels(
    scores: &[Scores],
    transitions: &[Scores; LABELS + 1],
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<u8> {
    const BARRED: i32 = i32::MIN / 4;
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [0; LABELS];
    for (at, place) in scores.iter().enumerate() {
        let mut next = [BARRED; LABELS];
        let mut from = [0_u8; LABELS];
        for label in 0..LABELS {
            let range = if at == 0 { LABELS..=LABELS } else { 0..=LABELS - 1 };
            for before in range {
                let so_far = if at == 0 { 0 } else { best[before] };
                let score = so_far + transitions[before][label];
                if allowed(before, label) && score > next[label] {
                    next[label] = score;
                    from[label] = before as u8;
                }
            }
            next[label] += place[label];
        }
        best = next;
        back.push(from);
    }
    let mut label = (0..LABELS).rev().max_by_key(|label| best[*label]).unwrap_or(0) as u8;
    let mut labels = vec![0; scores.len()];
    for at in (0..scores.len()).rev() {
        labels[at] = label;
        label = back[at][label as usize];
    }
    labels
}

/// The hash of a feature: its template and its value.
pub(crate) fn feature(template: u64, value: u64) -> u64 {
    mix(value.wrapping_add(template.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// Two values as one.
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(17) ^ b)
}
