//! Words and phrases of the lists of a language, in its tokens.

use super::number::Numbers;
use super::words::Sense;

impl Numbers<'_> {
    /// Whether the token is one of the words of a list, in any case.
    pub(crate) fn listed(&self, i: usize, list: &str) -> bool {
        let word = self.word(i);
        list.split_ascii_whitespace().any(|listed| listed.eq_ignore_ascii_case(word))
    }

    /// Whether the token is a word of one of the lexicon's lists.
    pub(crate) fn in_list(&self, i: usize, name: &str) -> bool {
        self.value(i, name).is_some()
    }

    /// What one of the lexicon's lists says of the token.
    pub(crate) fn value(&self, i: usize, name: &str) -> Option<&'static str> {
        self.lexicon.list(name)?.value(self.word(i))
    }

    /// The longest phrase of a list that begins at a token: the token behind it, and
    /// what the list says of it.
    pub(crate) fn phrase(&self, i: usize, name: &str) -> Option<(usize, &'static str)> {
        let phrases = &self.lexicon.list(name)?.phrases;
        match phrases.iter().find(|(words, _)| self.spells(i, words)) {
            Some((words, value)) => Some((i + words.len(), value)),
            None => Some((i + 1, self.value(i, name)?)),
        }
    }

    /// The longest phrase of a list that ends before a token, and begins at `free` or
    /// behind it: its first token.
    pub(crate) fn phrase_before(
        &self,
        end: usize,
        free: usize,
        name: &str,
    ) -> Option<(usize, &'static str)> {
        let from = |len: usize| end.checked_sub(len).filter(|from| *from >= free);
        let phrases = &self.lexicon.list(name)?.phrases;
        let long = phrases.iter().find_map(|(words, value)| {
            let from = from(words.len()).filter(|&from| self.spells(from, words))?;
            Some((from, *value))
        });
        long.or_else(|| from(1).and_then(|from| Some((from, self.value(from, name)?))))
    }

    /// Whether the token is a word of a list, which is in lower case and has plain
    /// apostrophes.
    pub(crate) fn same(&self, i: usize, word: &str) -> bool {
        if self.is(i, word) {
            return true;
        }
        if let Sense::Sign(c) = self.sense(i) {
            return word.chars().eq([c]);
        }
        if word.is_ascii() && !word.ends_with('\'') {
            return false;
        }
        let here = self.word(i).chars().flat_map(char::to_lowercase);
        here.map(|c| if c == '’' { '\'' } else { c }).eq(word.chars())
    }

    fn spells(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| {
            self.same(i + n, word)
                || *word == "'s" && self.sense(i + n) == Sense::Possessive
                || *word == "'" && self.sign(i + n, '\'')
        })
    }
}
