//! Words that tell nothing of a text's matter.

use std::sync::LazyLock;

use rundown_news::{Lang, Map, Set};

use crate::word::fold;

/// The words of each language, as they are when folded.
static LISTS: LazyLock<Map<&'static str, Set<String>>> = LazyLock::new(|| {
    let mut lists: Map<&'static str, Set<String>> = Map::default();
    let lines = include_str!("../data/stop_words.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    for (langs, words) in lines.filter_map(|line| line.split_once(' ')) {
        let words = words.split_ascii_whitespace().map(|word| fold(word).into_owned());
        let words: Set<String> = words.collect();
        lists.extend(langs.split(',').map(|lang| (lang, words.clone())));
    }
    lists
});

/// Whether a folded word is a function word of the language. Unknown languages have
/// none.
///
/// ```
/// use rundown_news::Lang;
/// assert!(rundown_text::is_stop_word("the", Lang::ENGLISH));
/// assert!(!rundown_text::is_stop_word("quake", Lang::ENGLISH));
/// ```
#[must_use]
pub fn is_stop_word(word: &str, lang: Lang) -> bool {
    LISTS.get(lang.as_str()).is_some_and(|list| list.contains(word))
}
