//! What languages call lands: countries, and territories with a code of their own.

use std::sync::LazyLock;

/// A name in small letters, its language, and the place of its land.
type Named = (String, &'static str, usize);

struct Lands {
    /// English names, in the order of the codes.
    english: Vec<&'static str>,
    /// In order.
    names: Vec<Named>,
}

static LANDS: LazyLock<Lands> = LazyLock::new(|| {
    let mut lands = Lands { english: Vec::new(), names: Vec::new() };
    let lines = include_str!("../data/lands.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let parts = line.split('|').filter_map(|part| part.split_once('='));
        let at = lands.english.len();
        for (language, names) in parts {
            let mut names = names.split('/');
            if language == "en" {
                lands.english.extend(names.clone().next());
            }
            lands
                .names
                .extend(names.by_ref().map(|name| (name.to_lowercase(), language, at)));
        }
    }
    lands.names.sort_unstable();
    lands
});

/// The English name of a land, by what a language calls it, in any case.
///
/// ```
/// use rundown_lexicon::land;
///
/// assert_eq!(land("de", "Norwegen"), Some("Norway"));
/// assert_eq!(land("ar", "النرويج"), Some("Norway"));
/// assert_eq!(land("zh", "挪威"), Some("Norway"));
/// assert_eq!(land("de", "Norway"), None);
/// ```
#[must_use]
pub fn land(language: &str, name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let wanted = (name.as_str(), language);
    let at =
        LANDS.names.binary_search_by(|(own, of, _)| (own.as_str(), *of).cmp(&wanted));
    Some(LANDS.english[LANDS.names[at.ok()?].2])
}

/// What a language calls lands, in small letters, each with the English name.
pub fn lands(language: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = LANDS.names.iter().filter(move |(_, of, _)| *of == language);
    names.map(|(name, _, at)| (name.as_str(), LANDS.english[*at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LANGUAGES;

    #[test]
    fn every_annotated_language_names_all_lands() {
        for language in LANGUAGES {
            let names = lands(language.code);
            assert!(names.count() > 240, "{}", language.code);
        }
        assert_eq!(land("ja", "韓国"), Some("South Korea"));
        assert_eq!(land("tr", "Fransa"), Some("France"));
        assert_eq!(land("xx", "Fransa"), None);
    }
}
