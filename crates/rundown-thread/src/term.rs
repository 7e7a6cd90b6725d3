//! Words as numbers.

/// A term, by its hash. Two terms in a million share one; a score does not notice.
pub(crate) type Term = u32;

/// Told whenever a term is met, to remember its words for explanations.
pub(crate) type Heard<'a> = &'a mut dyn FnMut(Term, &str);

/// FNV-1a, folded to 32 bits; `salt` keeps terms, names and numbers apart.
pub(crate) fn hash(salt: u8, word: &str) -> Term {
    let sum = word.bytes().fold(mix(START, salt), mix);
    (sum ^ (sum >> 32)) as u32
}

/// FNV-1a in 64 bits.
pub(crate) fn fnv(text: &str) -> u64 {
    text.bytes().fold(START, mix)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(sum: u64, byte: u8) -> u64 {
    (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}
