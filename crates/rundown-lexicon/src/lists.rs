//! Words of time, number, measure and speech: a folder for each language, and one file of
//! units for all.

/// The lines of a file: a name, and the words that it names.
pub type Lists = std::vec::IntoIter<(&'static str, &'static str)>;

/// What a folder of `data/languages` holds.
#[derive(Debug)]
pub struct Language {
    /// Its two letters.
    pub code: &'static str,
    words: &'static str,
    names: &'static str,
    /// Cases of what must be read in the language.
    pub cases: &'static str,
}

/// All languages that have a folder, by their codes.
pub const LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Language {
    /// What it calls days, months, lengths and numbers, and the words around them.
    ///
    /// ```
    /// let german = rundown_lexicon::LANGUAGES.iter().find(|language| language.code == "de");
    /// let mut lists = german.into_iter().flat_map(rundown_lexicon::Language::lists);
    /// assert!(lists.any(|(name, words)| name == "weekday" && words.contains("montag")));
    /// ```
    #[must_use]
    pub fn lists(&self) -> Lists {
        lines(self.words)
    }

    /// The words around names, where the script has no capitals; none where it has.
    ///
    /// ```
    /// let arabic = rundown_lexicon::LANGUAGES.iter().find(|language| language.code == "ar");
    /// let mut lists = arabic.into_iter().flat_map(rundown_lexicon::Language::names);
    /// assert!(lists.any(|(name, words)| name == "title" && words.contains("وزير")));
    /// ```
    #[must_use]
    pub fn names(&self) -> Lists {
        lines(self.names)
    }
}

/// Measures and currencies as all languages spell them.
#[must_use]
pub fn unit_lists() -> Lists {
    lines(include_str!("../data/units.txt"))
}

fn lines(text: &'static str) -> Lists {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let named: Vec<_> = lines.filter_map(|line| line.split_once(": ")).collect();
    named.into_iter()
}
