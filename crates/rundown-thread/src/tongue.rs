//! What threading knows of a language: its stems, and which of its words are kin to
//! an English one, so that articles of one matter meet across languages.

use rundown_news::{Lang, Map, Set};
use rundown_text::{Stemmer, fold, is_stop_word, latin_key};

use crate::days::{DayWord, day_words};
use crate::term::{Heard, Term, hash};

/// Words whose analysis is remembered; later ones are analysed each time.
const REMEMBERED_WORDS_MAX: usize = 1 << 17;

/// A word as threading knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// Its stem; the English one where it has a kin.
    pub term: Term,
    /// The stem is shared by all languages.
    pub pooled: bool,
    /// What it is as a word of a name; `None` for a single letter.
    pub name: Option<Term>,
    pub kind: Kind,
    /// The day it says, if any.
    pub day: Option<DayWord>,
}

/// What a word is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Too short, or one that every text has.
    Nothing,
    /// A word.
    Word,
    /// The name of a day or a month.
    Calendar,
    /// A word of Chinese or Japanese signs.
    Ideographs,
}

/// A line a concept; columns by language.
const TRANSLATIONS: &str = include_str!("../data/translations.txt");

/// Names of days and months, a line a language.
const CALENDAR: &str = include_str!("../data/calendar.txt");

/// The columns after the English one.
const COLUMNS: [&str; 5] = ["es", "pt", "fr", "de", "ru"];

/// A language as threading reads it.
#[derive(Debug)]
pub(crate) struct Tongue {
    pub lang: Lang,
    stemmer: Stemmer,
    /// From stems of this language to English stems.
    kin: Map<String, String>,
    /// From words of names to English words of names, in Latin letters.
    kin_names: Map<String, String>,
    calendar: Calendar,
    day_words: Map<&'static str, DayWord>,
    remembered: Map<Box<str>, Known>,
}

impl Tongue {
    pub(crate) fn new(lang: Lang) -> Self {
        let mut tongue = Self {
            lang,
            stemmer: Stemmer::new(lang),
            kin: Map::default(),
            kin_names: Map::default(),
            calendar: Calendar::of(lang),
            day_words: day_words(lang),
            remembered: Map::default(),
        };
        if let Some(column) = COLUMNS.iter().position(|c| *c == lang.as_str()) {
            tongue.read_kin(column + 1);
        }
        tongue
    }

    fn read_kin(&mut self, column: usize) {
        let english = Stemmer::new(Lang::ENGLISH);
        for line in TRANSLATIONS.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('|').map(str::trim);
            let Some(concept) = columns.next() else { continue };
            let Some(words) = columns.nth(column - 1) else { continue };
            for word in words.split(',').filter(|word| !word.contains('-')) {
                let word = fold(word);
                let stem = self.stemmer.stem(&word).into_owned();
                let target = english.stem(concept).into_owned();
                self.kin.entry(stem).or_insert(target);
                let name = latin_key(&word);
                self.kin_names.entry(name).or_insert_with(|| latin_key(concept));
            }
        }
    }

    /// What a word is, as it stands in the text.
    pub(crate) fn know(&mut self, word: &str, heard: Heard<'_>) -> Known {
        if let Some(known) = self.remembered.get(word) {
            return *known;
        }
        let known = self.analyse(word, heard);
        if self.remembered.len() < REMEMBERED_WORDS_MAX {
            self.remembered.insert(word.into(), known);
        }
        known
    }

    fn analyse(&self, word: &str, heard: Heard<'_>) -> Known {
        let folded = fold(word);
        let plain = folded.trim_end_matches('.');
        let plain_day = plain.trim_end_matches("'s");
        let day = self.day_words.get(plain_day).copied();
        let nothing =
            Known { term: 0, pooled: false, name: None, kind: Kind::Nothing, day };
        let short = plain.chars().nth(1).is_none();
        if short || is_stop_word(plain, self.lang) || plain.starts_with('\'') {
            return nothing;
        }
        if plain.chars().any(is_ideograph) {
            return Known { kind: Kind::Ideographs, ..nothing };
        }
        let (stem, pooled) = self.stem(plain);
        let term = hash(b't', &stem);
        heard(term, plain);
        let latin = self.name(plain);
        let says_when = self.calendar.holds(word, plain_day);
        let name = (latin.len() > 1).then(|| hash(b'n', &latin));
        if let Some(name) = name {
            heard(name, plain);
        }
        let kind = if says_when { Kind::Calendar } else { Kind::Word };
        Known { term, pooled, name, kind, day }
    }

    /// The stem of a folded word; the English one, and `true`, where it has a kin.
    fn stem<'a>(&'a self, word: &'a str) -> (std::borrow::Cow<'a, str>, bool) {
        let stem = self.stemmer.stem(word);
        match self.kin.get(stem.as_ref()) {
            Some(kin) => (kin.as_str().into(), true),
            None => (stem, false),
        }
    }

    /// A folded word of a name in plain Latin letters, in English where that is known.
    fn name(&self, word: &str) -> String {
        let latin = latin_key(word);
        self.kin_names.get(&latin).cloned().unwrap_or(latin)
    }
}

/// Names of days and months: two articles that share one share a date, no matter.
#[derive(Debug)]
struct Calendar {
    words: Set<&'static str>,
    /// Those that are other words too, written small.
    capital: Set<&'static str>,
}

impl Calendar {
    fn of(lang: Lang) -> Self {
        let line = |name: &str| {
            let lines = CALENDAR.lines().filter(|line| !line.starts_with('#'));
            let lines = lines.filter_map(|line| line.split_once(' '));
            let words = lines.filter(|(of, _)| *of == name).map(|(_, words)| words);
            words.flat_map(str::split_ascii_whitespace).collect()
        };
        let capital =
            if lang == Lang::ENGLISH { line("Capital") } else { Set::default() };
        Self { words: line(lang.as_str()), capital }
    }

    /// Whether a word, as it stands and folded, is a day or a month.
    fn holds(&self, word: &str, folded: &str) -> bool {
        self.words.contains(folded)
            || self.capital.contains(folded) && word.starts_with(char::is_uppercase)
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::{Kind, Tongue};
    use rundown_news::Lang;

    #[test]
    fn kin_words_meet_at_the_english_stem() {
        for (lang, word, stem) in [
            ("de", "erdbeben", "earthquak"),
            ("es", "cumbre", "summit"),
            ("ru", "выборы", "elect"),
        ] {
            let tongue = Tongue::new(Lang::parse(lang).unwrap());
            assert_eq!(tongue.stem(word).0, stem);
        }
        let german = Tongue::new(Lang::parse("de").unwrap());
        assert_eq!(german.name("frankreich"), "france");
        assert_eq!(german.name("brückner"), "bruckner");
    }

    #[test]
    fn days_and_months_are_told_from_other_words() {
        let mut english = Tongue::new(Lang::ENGLISH);
        for (word, kind) in [
            ("Monday", Kind::Calendar),
            ("Monday’s", Kind::Calendar),
            ("March", Kind::Calendar),
            ("march", Kind::Word),
            ("Mondale", Kind::Word),
        ] {
            assert_eq!(english.know(word, &mut |_, _| ()).kind, kind, "{word}");
        }
        let mut spanish = Tongue::new(Lang::parse("es").unwrap());
        assert_eq!(spanish.know("martes", &mut |_, _| ()).kind, Kind::Calendar);
    }
}
