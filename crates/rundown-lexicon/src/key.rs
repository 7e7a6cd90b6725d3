//! The key under which a word is looked up.

/// A hash of a word's bytes that is the same on every machine: tables and models are
/// written with it.
///
/// ```
/// assert_ne!(rundown_lexicon::word_key("quake"), rundown_lexicon::word_key("quakes"));
/// ```
#[inline]
#[must_use]
pub fn word_key(word: &str) -> u64 {
    let mut key = 0x9e37_79b9_7f4a_7c15_u64 ^ word.len() as u64;
    let mut chunks = word.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let eight = chunk.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        key = mix(key ^ eight);
    }
    let rest =
        chunks.remainder().iter().rev().fold(0, |sum, b| (sum << 8) | u64::from(*b));
    mix(key ^ rest)
}

/// The key of a phrase, from the key of what comes before and of its next word.
#[must_use]
pub fn phrase_key(before: u64, word: u64) -> u64 {
    mix(before.rotate_left(23) ^ word)
}

/// Multiply and fold (as in wyhash): every bit of the input moves every bit out.
#[inline]
#[must_use]
pub fn mix(bits: u64) -> u64 {
    let wide = u128::from(bits ^ 0xa076_1d64_78bd_642f) * 0xe703_7ed1_a0b4_28db;
    (wide >> 64) as u64 ^ wide as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_phrase_have_an_order() {
        let (a, b) = (word_key("port"), word_key("elm"));
        assert_ne!(phrase_key(a, b), phrase_key(b, a));
    }

    #[test]
    fn keys_never_change_because_models_are_written_with_them() {
        assert_eq!(word_key("harbour"), 0xec25_5bec_63cd_813a);
    }
}
