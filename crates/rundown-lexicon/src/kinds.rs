//! Which word lists a word stands in.

use std::sync::LazyLock;

use crate::key::word_key;

/// A set of word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u32);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Kinds {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            fn named(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    /// Small words inside names: "of", "de", "bin".
    JOINT = 0,
    /// Titles that stand before a name: "President", "Sen.", "Judge".
    TITLE = 1,
    /// Nouns for what a person is: "spokesman", "minister", "professor".
    ROLE = 2,
    /// "Mr.", "Mrs.", "Frau", "señor".
    HONORIFIC = 3,
    /// Kin: "brother", "widow".
    KIN = 4,
    /// Verbs that nearly always introduce speech.
    CUE = 5,
    /// Verbs that introduce speech where there is a quotation or a clause.
    WEAK_CUE = 6,
    /// "he", "him", "his".
    HE = 7,
    /// "she", "her", "hers".
    SHE = 8,
    /// "they", "them", "their".
    THEY = 9,
    /// "I", "we", "my", "our".
    FIRST = 10,
    /// Articles, demonstratives and possessives.
    DETERMINER = 11,
    /// Prepositions.
    PREPOSITION = 12,
    /// Conjunctions.
    CONJUNCTION = 13,
    /// Auxiliaries and "not".
    AUXILIARY = 14,
    /// Adverbs that stand between a speaker and the verb.
    ADVERB = 15,
    /// Days, months, "today".
    DAY = 16,
    /// Sources that have no name: "officials", "police", "critics".
    GROUP = 17,
    /// Papers that speak: "statement", "report", "indictment".
    DOCUMENT = 18,
    /// Last words of bodies: "University", "Inc.", "Ministry".
    BODY = 19,
    /// Words that tell of a woman: "spokeswoman", "Mrs.", "queen".
    WOMAN = 20,
    /// Words that tell of a man.
    MAN = 21,
    /// Words for those who are told: "reporters", "lawmakers".
    LISTENER = 22,
    /// Verb forms that are common and no cue.
    VERB = 23,
    /// Pronouns that stand for a subject.
    SUBJECT = 24,
    /// Number words.
    NUMBER_WORD = 25,
    /// Words that never begin a person's name although they begin sentences.
    OPENER = 26,
    /// Verbs of taking sides, whose object is what they say: "criticized the plan".
    STANCE = 27,
    /// Nouns for what somebody says: "claim", "warning".
    CLAIM = 28,
    /// Nouns for persons, by what they are or did: "gunman", "accuser", "paralegal".
    PERSON = 29,
}

impl Kinds {
    /// Whether the two sets share a list.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The lists of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set as bits, for the features of models: without the lists that only
    /// attributions and roles ask for, so that these can grow and the models still fit.
    #[must_use]
    pub fn feature_bits(self) -> u32 {
        let of_speech = Self::CUE
            .or(Self::WEAK_CUE)
            .or(Self::STANCE)
            .or(Self::CLAIM)
            .or(Self::GROUP)
            .or(Self::DOCUMENT)
            .or(Self::PERSON);
        self.0 & !of_speech.0
    }
}

/// Whether a noun of lower case is one for persons, in the singular or the plural.
///
/// ```
/// use rundown_lexicon::is_person_noun;
///
/// assert!(is_person_noun("gunman") && is_person_noun("nurses") && is_person_noun("women"));
/// assert!(!is_person_noun("ferries"));
/// ```
#[must_use]
pub fn is_person_noun(noun: &str) -> bool {
    let of_persons = Kinds::PERSON.or(Kinds::ROLE).or(Kinds::KIN);
    let known = |noun: &str| word_kinds().of(word_key(noun)).has(of_persons);
    let singular = |end: &str, instead: &str| {
        noun.strip_suffix(end).is_some_and(|stem| known(&format!("{stem}{instead}")))
    };
    known(noun)
        || matches!(noun, "people" | "children")
        || [("s", ""), ("es", ""), ("ies", "y"), ("men", "man")]
            .iter()
            .any(|(end, instead)| singular(end, instead))
}

/// A few times the number of words, as a power of two.
const SLOTS: usize = 1 << 14;

/// All listed words.
#[derive(Debug)]
pub struct WordKinds {
    slots: Vec<(u64, Kinds)>,
}

/// The word lists, read on first use from `data/word_kinds.txt` and
/// `data/person_nouns.txt`.
pub fn word_kinds() -> &'static WordKinds {
    static KINDS: LazyLock<WordKinds> = LazyLock::new(|| {
        let mut kinds = WordKinds::read(include_str!("../data/word_kinds.txt"));
        let persons = include_str!("../data/person_nouns.txt").lines();
        persons.for_each(|word| kinds.add(word, Kinds::PERSON));
        kinds
    });
    &KINDS
}

impl WordKinds {
    /// Lines of `KIND: word word …`; a line that begins with `#` is a remark.
    fn read(text: &str) -> Self {
        let mut kinds = Self { slots: vec![(0, Kinds::default()); SLOTS] };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let Some(kind) = Kinds::named(name) else { continue };
            words.split_whitespace().for_each(|word| kinds.add(word, kind));
        }
        kinds
    }

    fn add(&mut self, word: &str, kind: Kinds) {
        let slot = self.slot(word_key(word));
        self.slots[slot] = (word_key(word), self.slots[slot].1.or(kind));
    }

    fn slot(&self, key: u64) -> usize {
        let mut slot = key as usize % SLOTS;
        while self.slots[slot].1 != Kinds::default() && self.slots[slot].0 != key {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    /// The lists a word stands in, by the key of its folded form.
    #[must_use]
    pub fn of(&self, word_key: u64) -> Kinds {
        self.slots[self.slot(word_key)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_kind_and_words() {
        for line in include_str!("../data/word_kinds.txt").lines() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let (name, words) = line.split_once(':').expect("a kind and words");
            assert!(Kinds::named(name).is_some(), "{name}");
            assert!(!words.trim().is_empty(), "{name}");
        }
    }

    #[test]
    fn a_word_may_stand_in_several_lists() {
        let president = word_kinds().of(word_key("president"));
        assert!(president.has(Kinds::TITLE) && president.has(Kinds::ROLE));
        assert_eq!(word_kinds().of(word_key("zzqx")), Kinds::default());
    }
}
