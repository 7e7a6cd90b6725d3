//! The words around names, from a language's folder.

use std::sync::LazyLock;

use rundown_lexicon::LANGUAGES;
use rundown_news::{Lang, Map, Set};

/// Where the speaker of a verb of saying stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaks {
    /// Right before it.
    Before,
    /// Right behind it, else before it.
    Behind,
    /// The topic of the sentence, with the verb at its end.
    Last,
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    lists: Map<&'static str, Set<&'static str>>,
    pub(crate) speaks: Option<Speaks>,
    /// Characters of the longest word.
    pub(super) longest: usize,
}

/// The words around names in a language, if its folder lists any.
pub(crate) fn cues(lang: Lang) -> Option<&'static Cues> {
    static ALL: LazyLock<Vec<(Lang, Cues)>> = LazyLock::new(|| {
        let with = LANGUAGES.iter().filter(|language| language.names().next().is_some());
        let all = with.filter_map(|language| {
            let mut cues = Cues::default();
            cues.add(language.names());
            cues.add(language.lists().filter(|(name, _)| is_speech(name)));
            Some((Lang::parse(language.code)?, cues))
        });
        all.collect()
    });
    ALL.iter().find(|(own, _)| *own == lang).map(|(_, cues)| cues)
}

fn is_speech(name: &str) -> bool {
    matches!(name, "says" | "source")
}

impl Cues {
    fn add(&mut self, lists: impl Iterator<Item = (&'static str, &'static str)>) {
        for (name, words) in lists {
            if name == "speaks" {
                self.speaks = match words.trim() {
                    "before" => Some(Speaks::Before),
                    "last" => Some(Speaks::Last),
                    _ => Some(Speaks::Behind),
                };
            }
            let list = self.lists.entry(name).or_default();
            for word in words.split_ascii_whitespace() {
                self.longest = self.longest.max(word.chars().count());
                list.insert(word);
            }
        }
    }

    /// The length of the longest word of a list that a text begins with.
    pub(crate) fn longest_at(&self, list: &str, text: &str) -> Option<usize> {
        let words = self.lists.get(list)?;
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.take(self.longest).filter(|end| words.contains(&text[..*end])).last()
    }

    /// Whether a list holds a word.
    pub(crate) fn has(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str =
        include_str!("../../../rundown-lexicon/data/languages/template/names.txt");

    #[test]
    fn every_line_is_one_that_the_template_explains() {
        let lines = TEMPLATE.lines().filter(|line| !line.starts_with('#'));
        let known: Vec<&str> =
            lines.filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        let mut folders = 0;
        for language in LANGUAGES.iter().filter(|one| one.names().next().is_some()) {
            folders += 1;
            for (name, words) in language.names() {
                assert!(known.contains(&name), "{}: what is {name}?", language.code);
                assert!(!words.trim().is_empty(), "{}: {name} is empty", language.code);
            }
            let lists = rundown_lexicon::uncased(language.code);
            assert!(lists.is_some(), "{} has no lists of names", language.code);
        }
        assert_eq!(folders, 3);
    }
}
