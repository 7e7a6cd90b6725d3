//! Words of time, number and measure: a file for each language, and one of units.

/// The lines of a file: a name, and the words that it names.
pub type Lists = std::vec::IntoIter<(&'static str, &'static str)>;

/// What a language calls days, months, lengths and numbers, and the words around them;
/// English for languages without a file. A further language is a further file.
///
/// ```
/// let mut german = rundown_lexicon::word_lists("de");
/// assert!(german.any(|(name, words)| name == "weekday" && words.contains("montag")));
/// ```
#[must_use]
pub fn word_lists(language: &str) -> Lists {
    lines(match language {
        "de" => include_str!("../data/words_de.txt"),
        "es" => include_str!("../data/words_es.txt"),
        "fr" => include_str!("../data/words_fr.txt"),
        "pt" => include_str!("../data/words_pt.txt"),
        _ => include_str!("../data/words_en.txt"),
    })
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
