//! Word classes: words that stand in like company share a class.

use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!("../data/word_classes.bin");

/// Bytes of one record: half a key, the small class, the large class.
const RECORD_BYTES: usize = 7;
/// Twice the number of words, as a power of two: probes stay short.
const SLOTS: usize = 1 << 17;

/// Classes of the most frequent words of English, by clustering word vectors.
#[derive(Debug)]
pub struct WordClasses {
    slots: Vec<(u32, u8, u16)>,
}

/// The table, built on first use.
pub fn word_classes() -> &'static WordClasses {
    static CLASSES: LazyLock<WordClasses> = LazyLock::new(WordClasses::read);
    &CLASSES
}

impl WordClasses {
    fn read() -> Self {
        let mut slots = vec![(0, 0, u16::MAX); SLOTS];
        for record in BYTES.chunks_exact(RECORD_BYTES) {
            let key = u32::from_le_bytes([record[0], record[1], record[2], record[3]]);
            let mut slot = key as usize % SLOTS;
            while slots[slot].2 != u16::MAX && slots[slot].0 != key {
                slot = (slot + 1) % SLOTS;
            }
            if slots[slot].2 == u16::MAX {
                slots[slot] =
                    (key, record[4], u16::from_le_bytes([record[5], record[6]]));
            }
        }
        Self { slots }
    }

    /// The classes (of 128 and of 1,000) of the word with this key; `None` for rare
    /// words.
    #[must_use]
    pub fn of(&self, word_key: u64) -> Option<(u8, u16)> {
        let key = word_key as u32;
        let mut slot = key as usize % SLOTS;
        loop {
            match self.slots[slot] {
                (_, _, u16::MAX) => return None,
                (found, few, many) if found == key => return Some((few, many)),
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word_key;

    #[test]
    fn days_share_a_class() {
        let class = |word| word_classes().of(word_key(word)).expect("a frequent word").1;
        assert_eq!(class("tuesday"), class("thursday"));
        assert!(word_classes().of(word_key("qqzzxv")).is_none());
    }
}
