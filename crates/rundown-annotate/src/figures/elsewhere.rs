//! German, Spanish, French and Portuguese: qualifiers and counted words.

use rundown_news::{Lang, Qualifier};

use super::counted::Counted;
use super::reader::Reader;

pub(super) const GERMAN_BEFORE: &[(&[&str], Qualifier)] = &[
    (&["mehr", "als"], Qualifier::MoreThan),
    (&["weniger", "als"], Qualifier::LessThan),
    (&["bis", "zu"], Qualifier::UpTo),
    (&["nicht", "mehr", "als"], Qualifier::UpTo),
    (&["mindestens"], Qualifier::AtLeast),
    (&["wenigstens"], Qualifier::AtLeast),
    (&["höchstens"], Qualifier::UpTo),
    (&["maximal"], Qualifier::UpTo),
    (&["rund"], Qualifier::About),
    (&["etwa"], Qualifier::About),
    (&["ungefähr"], Qualifier::About),
    (&["circa"], Qualifier::About),
    (&["knapp"], Qualifier::Nearly),
    (&["fast"], Qualifier::Nearly),
    (&["über"], Qualifier::MoreThan),
    (&["unter"], Qualifier::LessThan),
];

pub(super) const SPANISH_BEFORE: &[(&[&str], Qualifier)] = &[
    (&["al", "menos"], Qualifier::AtLeast),
    (&["por", "lo", "menos"], Qualifier::AtLeast),
    (&["no", "más", "de"], Qualifier::UpTo),
    (&["más", "de"], Qualifier::MoreThan),
    (&["menos", "de"], Qualifier::LessThan),
    (&["cerca", "de"], Qualifier::Nearly),
    (&["alrededor", "de"], Qualifier::About),
    (&["unos"], Qualifier::About),
    (&["unas"], Qualifier::About),
    (&["aproximadamente"], Qualifier::About),
    (&["casi"], Qualifier::Nearly),
    (&["hasta"], Qualifier::UpTo),
];

pub(super) const FRENCH_BEFORE: &[(&[&str], Qualifier)] = &[
    (&["au", "moins"], Qualifier::AtLeast),
    (&["plus", "de"], Qualifier::MoreThan),
    (&["moins", "de"], Qualifier::LessThan),
    (&["près", "de"], Qualifier::Nearly),
    (&["jusqu'à"], Qualifier::UpTo),
    (&["environ"], Qualifier::About),
    (&["quelque"], Qualifier::About),
    (&["presque"], Qualifier::Nearly),
];

pub(super) const PORTUGUESE_BEFORE: &[(&[&str], Qualifier)] = &[
    (&["pelo", "menos"], Qualifier::AtLeast),
    (&["ao", "menos"], Qualifier::AtLeast),
    (&["mais", "de"], Qualifier::MoreThan),
    (&["menos", "de"], Qualifier::LessThan),
    (&["cerca", "de"], Qualifier::About),
    (&["aproximadamente"], Qualifier::About),
    (&["quase"], Qualifier::Nearly),
    (&["até"], Qualifier::UpTo),
];

/// What became of the counted, in four languages.
const STATES: &[&str] = &[
    "tote",
    "verletzte",
    "getötet",
    "verletzt",
    "vermisst",
    "muertos",
    "muertas",
    "heridos",
    "heridas",
    "desaparecidos",
    "detenidos",
    "morts",
    "blessés",
    "disparus",
    "tués",
    "mortos",
    "feridos",
    "desaparecidos",
    "presos",
];

impl Reader<'_> {
    /// The noun behind the number, with its state: German nouns have capitals, the
    /// others are the next word.
    pub(super) fn counted_elsewhere(self, end: usize) -> Counted {
        const STOPS: &[&str] = &[
            "y", "e", "et", "und", "o", "ou", "oder", "en", "in", "im", "em", "à", "a",
            "bei", "por", "par", "pour", "para", "con", "com", "avec", "mit", "que",
            "qui", "die", "der", "das", "el", "la", "le", "les", "los", "las", "os",
            "as", "auf", "nach", "seit", "sur", "sobre", "von", "del", "do", "da", "au",
            "al", "sind", "wurden", "waren", "fueron", "foram", "ont", "sont", "han",
            "wird", "werden",
        ];
        let mut j = end;
        if self.n.any(j, &["de", "d'", "der", "des"]) {
            j += 1;
        }
        let german = self.lang == Lang::GERMAN;
        if !self.n.sense(j).is_word() || self.n.any(j, STOPS) {
            return Counted::default();
        }
        let mut k = j;
        if german && !self.cap(k) && self.cap(k + 1) {
            k += 1;
        }
        if german && !self.cap(k) && !self.n.any(k, STATES) {
            return Counted::default();
        }
        k += 1;
        if self.n.sense(k).is_word() && self.n.any(k, STATES) {
            k += 1;
        }
        Counted { words: self.words(j, k), span: Some(self.span(j, k)) }
    }
}
