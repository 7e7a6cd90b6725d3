//! The words of each language and the units of all, as the files of `rundown-lexicon`
//! list them.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rundown_lexicon::{LANGUAGES, Language, Lists, unit_lists};
use rundown_news::{Lang, Map};

use super::rules::{CLOCK, IN_DIGITS, Rule, SET};
use super::words::Sense;

/// The words of one language, as its file in the lexicon gives them.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: Map<&'static [u8], Sense>,
    /// For each first byte the lengths of the words that begin with it, as bits: most
    /// words of a text are told apart by these alone.
    lengths: Vec<u32>,
    lists: Map<&'static str, List>,
    /// What dates look like; none for English, which has a grammar instead.
    pub(crate) rules: Vec<Rule>,
    /// Small words that are written onto the front of others: "l'", "و".
    pub(super) clitics: Vec<&'static str>,
    /// Case endings, the longest first.
    pub(super) endings: Vec<&'static str>,
    /// Whether words are joined without blanks: "einundzwanzig".
    pub(super) compounds: bool,
    /// Whether there are no blanks between words.
    pub(crate) unspaced: bool,
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
        let word = word.to_lowercase();
        let curly = word.contains('’').then(|| word.replace('’', "'"));
        self.words.get(curly.as_deref().unwrap_or(&word)).copied()
    }

    /// Whether a word begins with one of these, in any case.
    pub(crate) fn begins(&self, word: &str) -> bool {
        if word.len() > WORD_BYTES_MAX {
            return false;
        }
        let word = word.to_lowercase();
        self.words.keys().any(|beginning| word.starts_with(beginning))
    }

    /// Whether a longer word ends with one of these, in any case.
    pub(crate) fn ends(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let ends =
            |ending: &&str| word.len() > ending.len() + 2 && word.ends_with(*ending);
        word.len() <= WORD_BYTES_MAX && self.words.keys().any(ends)
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
            if kind == "rule" {
                lexicon.rules.extend(Rule::read(value, words));
            } else if Sense::named(kind, value, 0).is_some() {
                lexicon.add_senses(kind, value, words);
            } else {
                lexicon.lists.entry(kind).or_default().add(value, words);
            }
        }
        for list in lexicon.lists.values_mut() {
            list.phrases.sort_by_key(|(words, _)| Reverse(words.len()));
        }
        lexicon.comma = lexicon.lists.contains_key("decimal");
        lexicon.unspaced = lexicon.lists.contains_key("unspaced");
        lexicon.compounds = lexicon.lists.contains_key("compounds");
        lexicon.clitics = lexicon.longest_first("clitic");
        lexicon.endings = lexicon.longest_first("ending");
        if !lexicon.rules.is_empty() {
            lexicon.rules.extend(Rule::read("digits", IN_DIGITS));
            lexicon.rules.extend(Rule::read("clock", CLOCK));
            lexicon.rules.extend(Rule::read("set", SET));
            lexicon.know_words_of_rules();
        }
        lexicon
    }

    /// Whether words of the language may have to be cut.
    pub(super) fn cuts(&self) -> bool {
        self.compounds || !self.clitics.is_empty() || !self.endings.is_empty()
    }

    /// Whether a word is an ending.
    pub(super) fn is_ending(&self, word: &[u8]) -> bool {
        self.endings.iter().any(|ending| ending.as_bytes() == word)
    }

    /// The words of a list, the longest first.
    fn longest_first(&self, name: &str) -> Vec<&'static str> {
        let words = self.lists.get(name).into_iter().flat_map(|list| list.words.keys());
        let mut words: Vec<_> = words.copied().collect();
        words.sort_by_key(|word| (Reverse(word.len()), *word));
        words
    }

    /// Words of rules begin expressions; where no blanks part words, those of all lists
    /// have to be known to be found.
    fn know_words_of_rules(&mut self) {
        let mut words: Vec<_> = self.rules.iter().flat_map(Rule::words).collect();
        // Of phrases the first word is enough to begin, but only known words are cut.
        let known = if self.endings.is_empty() && self.clitics.is_empty() {
            1
        } else {
            usize::MAX
        };
        let named = self.rules.iter().flat_map(Rule::lists).chain([
            "holiday",
            "ref",
            "percent-before",
            "share",
            "dozens",
            "open",
        ]);
        for list in named.filter_map(|name| self.lists.get(name)) {
            words.extend(list.words.keys());
            let phrases = list.phrases.iter().map(|(phrase, _)| phrase);
            words.extend(phrases.flat_map(|phrase| phrase.iter().take(known)));
        }
        if self.unspaced {
            for list in self.lists.values() {
                words.extend(list.words.keys());
                words.extend(list.phrases.iter().flat_map(|(phrase, _)| phrase));
            }
        }
        words.sort_unstable();
        for word in words {
            if word.starts_with(char::is_alphabetic) {
                self.know(word, Sense::Word);
            }
        }
    }

    fn know(&mut self, word: &'static str, sense: Sense) {
        let word = word.as_bytes();
        self.words.entry(word).or_insert(sense);
        if let Some(lengths) =
            word.first().and_then(|&b| self.lengths.get_mut(usize::from(b)))
        {
            *lengths |= 1 << word.len().min(31);
        }
    }

    fn add_senses(&mut self, kind: &str, value: &str, words: &'static str) {
        for (place, spellings) in words.split_ascii_whitespace().enumerate() {
            let Some(sense) = Sense::named(kind, value, place) else { continue };
            spellings.split('/').for_each(|word| self.know(word, sense));
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
const WORD_BYTES_MAX: usize = 48;

/// The words of a language; English where it has no folder.
pub(crate) fn lexicon(lang: Lang) -> &'static Lexicon {
    static LEXICONS: LazyLock<Vec<(Lang, Lexicon)>> = LazyLock::new(|| {
        let read = |language: &Language| {
            Some((Lang::parse(language.code)?, Lexicon::read(language.lists())))
        };
        LANGUAGES.iter().filter_map(read).collect()
    });
    static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
    let of = |lang| LEXICONS.iter().find(|(own, _)| *own == lang);
    of(lang).or_else(|| of(Lang::ENGLISH)).map_or(&NONE, |(_, lexicon)| lexicon)
}

/// Measures and currencies, in all languages.
pub(crate) fn units() -> &'static Lexicon {
    static UNITS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(unit_lists()));
    &UNITS
}
