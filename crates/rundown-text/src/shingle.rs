//! Shingles and sketches: how much of one text stands in another.
//!
//! Broder, "On the resemblance and containment of documents", 1997.

use rundown_news::Set;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::{TokenKind, fold, tokens};

/// Words in a shingle: five in a row are rarely the same by chance.
const WORDS: usize = 5;

/// Lanes of a sketch: an estimate of resemblance good to about 0.09.
const LANES: usize = 32;

/// The smallest hashes of a text's shingles, lane by lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    lanes: [u32; LANES],
}

/// Hashes of all runs of five words, in order of the text; of fewer words, one hash.
/// Case, punctuation and the form of apostrophes do not matter.
#[must_use]
pub fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = tokens(text)
        .iter()
        .filter(|token| token.kind != TokenKind::Sign)
        .map(|token| xxh3_64_with_seed(fold(token.span.of(text)).as_bytes(), 0))
        .collect();
    let mix = |run: &[u64]| {
        run.iter().fold(0, |sum: u64, word| {
            (sum.rotate_left(13) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    };
    if words.is_empty() {
        return Vec::new();
    }
    words.windows(WORDS.min(words.len())).map(mix).collect()
}

/// A sketch of a text's shingles.
#[must_use]
pub fn sketch(shingles: &[u64]) -> Sketch {
    let mut lanes = [u32::MAX; LANES];
    for shingle in shingles {
        for (seed, lane) in lanes.iter_mut().enumerate() {
            let odd = (seed as u64 * 2 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let hash =
                (shingle ^ odd).wrapping_mul(odd).rotate_left(29).wrapping_mul(odd);
            *lane = (*lane).min((hash >> 32) as u32);
        }
    }
    Sketch { lanes }
}

impl Sketch {
    /// An estimate of the share of shingles two texts have in common, 0 to 1.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        let same = self.lanes.iter().zip(&other.lanes).filter(|(a, b)| a == b).count();
        same as f64 / LANES as f64
    }

    /// Keys under which near-copies meet: two texts that share a key are worth a closer
    /// look. Texts with a resemblance of 0.5 share one of the sixteen keys nearly always.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.lanes.chunks_exact(2).enumerate().map(|(band, pair)| {
            (u64::from(pair[0]) << 32 | u64::from(pair[1])) ^ (band as u64) << 58
        })
    }
}

/// The share of `part`'s shingles that stand in `whole`, 0 to 1.
///
/// ```
/// use rundown_text::{containment, shingles};
/// let wire = shingles("The ferry sank within minutes of leaving the inner harbour on Friday");
/// let cut = shingles("The ferry sank within minutes of leaving the inner harbour");
/// assert_eq!(containment(&cut, &wire), 1.0);
/// ```
#[must_use]
pub fn containment(part: &[u64], whole: &[u64]) -> f64 {
    if part.is_empty() {
        return 0.0;
    }
    let whole: Set<u64> = whole.iter().copied().collect();
    part.iter().filter(|shingle| whole.contains(*shingle)).count() as f64
        / part.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_copy_still_resembles_its_original() {
        let words = |count: u32| -> String {
            (0..count).map(|i| format!("word{i} ")).collect::<Vec<_>>().concat()
        };
        let whole = words(120);
        let cut = words(100);
        let (a, b) = (sketch(&shingles(&whole)), sketch(&shingles(&cut)));
        assert!(a.resemblance(&b) > 0.6);
        let keys: Vec<_> = b.keys().collect();
        assert!(a.keys().any(|key| keys.contains(&key)));
    }

    #[test]
    fn other_words_do_not_resemble() {
        let text = |stem: &str| {
            (0..120).map(|i| format!("{stem}{i} ")).collect::<Vec<_>>().concat()
        };
        let (a, b) = (sketch(&shingles(&text("a"))), sketch(&shingles(&text("b"))));
        assert!(a.resemblance(&b) < 0.15);
    }
}
