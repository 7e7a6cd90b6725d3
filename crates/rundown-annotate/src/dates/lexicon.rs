//! The words of each language and the units of all, as the files of `rundown-lexicon`
//! list them.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rundown_lexicon::{Lists, unit_lists, word_lists};
use rundown_news::{Lang, Map};

use super::words::Sense;

/// The words of one language, as its file in the lexicon gives them.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: Map<&'static [u8], Sense>,
    /// For each first byte the lengths of the words that begin with it, as bits: most
    /// words of a text are told apart by these alone.
    lengths: Vec<u32>,
    lists: Map<&'static str, List>,
    /// Whether a comma parts decimals and a full stop thousands.
    pub(crate) comma: bool,
}

/// Words and phrases under one name, each with the value of its line.
#[derive(Default)]
pub(crate) struct List {
    words: Map<&'static str, &'static str>,
    /// The longest first.
    pub(crate) phrases: Vec<(Vec<&'static str>, &'static str)>,
}

impl List {
    /// The value of a single word, in any case.
    pub(crate) fn value(&self, word: &str) -> Option<&'static str> {
        if word.len() > WORD_BYTES_MAX {
            return None;
        }
        self.words.get(word.to_lowercase().as_str()).copied()
    }
}

impl Lexicon {
    /// The sense of a word, given in lower case.
    pub(crate) fn sense(&self, word: &[u8]) -> Sense {
        let first = word.first().map_or(0, |&byte| usize::from(byte));
        let lengths = self.lengths.get(first).copied().unwrap_or(0);
        if lengths >> word.len().min(31) & 1 == 1
            && let Some(&sense) = self.words.get(word)
        {
            return sense;
        }
        Sense::Plain
    }

    /// The list of this name.
    pub(crate) fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }

    fn read(lists: Lists) -> Self {
        let mut lexicon = Self { lengths: vec![0; 256], ..Self::default() };
        for (name, words) in lists {
            let (kind, value) = name.split_once(' ').unwrap_or((name, ""));
            if Sense::named(kind, value, 0).is_some() {
                lexicon.add_senses(kind, value, words);
            } else {
                lexicon.lists.entry(kind).or_default().add(value, words);
            }
        }
        for list in lexicon.lists.values_mut() {
            list.phrases.sort_by_key(|(words, _)| Reverse(words.len()));
        }
        lexicon.comma = lexicon.lists.contains_key("decimal");
        lexicon
    }

    fn add_senses(&mut self, kind: &str, value: &str, words: &'static str) {
        for (place, spellings) in words.split_ascii_whitespace().enumerate() {
            let Some(sense) = Sense::named(kind, value, place) else { continue };
            for word in spellings.split('/').map(str::as_bytes) {
                self.words.entry(word).or_insert(sense);
                self.lengths[usize::from(word[0])] |= 1 << word.len().min(31);
            }
        }
    }
}

impl List {
    fn add(&mut self, value: &'static str, words: &'static str) {
        let phrased = words.contains('|');
        let mut phrases: Vec<Vec<_>> = words
            .split('|')
            .map(|phrase| phrase.split_ascii_whitespace().collect())
            .collect();
        if !phrased {
            phrases = phrases.concat().into_iter().map(|word| vec![word]).collect();
        }
        for phrase in phrases {
            match phrase[..] {
                [] => {}
                [word] => _ = self.words.entry(word).or_insert(value),
                _ => self.phrases.push((phrase, value)),
            }
        }
    }
}

/// Longer words are in no list.
const WORD_BYTES_MAX: usize = 20;

/// The words of a language; English where it is not one of ours.
pub(crate) fn lexicon(lang: Lang) -> &'static Lexicon {
    static LANGUAGES: LazyLock<[Lexicon; 5]> = LazyLock::new(|| {
        ["en", "de", "es", "fr", "pt"].map(|code| Lexicon::read(word_lists(code)))
    });
    &LANGUAGES[match lang {
        Lang::GERMAN => 1,
        Lang::SPANISH => 2,
        Lang::FRENCH => 3,
        Lang::PORTUGUESE => 4,
        _ => 0,
    }]
}

/// Measures and currencies, in all languages.
pub(crate) fn units() -> &'static Lexicon {
    static UNITS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(unit_lists()));
    &UNITS
}
