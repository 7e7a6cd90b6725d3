//! What Rundown knows of words: gazetteers, word lists and small trained models.
//!
//! Everything is data in `data/`, each file with its origin and licence in
//! `data/README.md`; this crate only looks things up. Nothing here is code of a stage.

mod gazetteer;
mod key;
mod kinds;
mod lands;
mod lists;
mod nicknames;
mod table;
mod uncased;
mod verbs;

pub use gazetteer::{Gazetteer, List, NAME_WORDS_MAX, Sex, gazetteer};
pub use key::{mix, phrase_key, word_key};
pub use kinds::{Kinds, WordKinds, is_person_noun, word_kinds};
pub use lands::{land, lands};
pub use lists::{LANGUAGES, Language, Lists, unit_lists};
pub use nicknames::may_share_person;
pub use table::{WordClasses, word_classes};
pub use uncased::{Listed, Uncased, uncased};
pub use verbs::{Verb, Verbs, verbs};

/// The trained names model; `rundown-annotate` reads it.
#[must_use]
pub fn names_model() -> &'static [u8] {
    include_bytes!("../data/names.model")
}

/// The trained grammars of other languages by their codes, each packed by zstd;
/// `rundown-grammar` reads them.
pub fn packed_grammars() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    PACKED_GRAMMARS.iter().copied()
}

const PACKED_GRAMMARS: &[(&str, &[u8])] =
    include!(concat!(env!("OUT_DIR"), "/grammars.rs"));

/// The trained grammar of English; `rundown-grammar` reads it.
#[must_use]
pub fn english_grammar() -> &'static [u8] {
    include_bytes!("../data/grammar-en.model")
}
