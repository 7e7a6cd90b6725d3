//! Words to terms: small numbers that stand for stems.

use rundown_news::{Lang, Map};
use rundown_text::{Stemmer, fold, is_stop_word};

/// Words of reporting: true of every story, so they tell nothing of one.
const OF_REPORTING: &[&str] = &[
    "accord", "add", "also", "told", "tell", "said", "say", "report", "ask", "spoke",
    "mr", "mrs", "ms", "dr", "reuter", "afp", "pictur", "photo",
];

/// Gives each stem its number. Each written form is folded and stemmed once.
pub(crate) struct Words<'a> {
    languages: Vec<(Lang, Stemmer, Map<&'a str, u32>)>,
    terms: Map<String, u32>,
    numeric: Vec<bool>,
}

/// The number of words that tell nothing.
const NO_TERM: u32 = u32::MAX;

impl<'a> Words<'a> {
    pub(crate) fn new() -> Self {
        Self { languages: Vec::new(), terms: Map::default(), numeric: Vec::new() }
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.numeric.len()
    }

    /// Which terms are numbers.
    pub(crate) fn into_numeric(self) -> Vec<bool> {
        self.numeric
    }

    /// Pushes the terms of a text, in order and with repetitions; returns its words.
    pub(crate) fn terms_of(
        &mut self,
        text: &'a str,
        lang: Lang,
        found: &mut Vec<u32>,
    ) -> u32 {
        let at = self.language(lang);
        let mut count = 0;
        for word in words(text) {
            count += 1;
            let known = self.languages[at].2.get(word).copied();
            let term = known.unwrap_or_else(|| self.meet(word, at));
            if term != NO_TERM {
                found.push(term);
            }
        }
        count
    }

    fn language(&mut self, lang: Lang) -> usize {
        if let Some(at) = self.languages.iter().position(|(known, ..)| *known == lang) {
            return at;
        }
        self.languages.push((lang, Stemmer::new(lang), Map::default()));
        self.languages.len() - 1
    }

    fn meet(&mut self, word: &'a str, at: usize) -> u32 {
        let (lang, stemmer, forms) = &mut self.languages[at];
        let term = match term_of(word, *lang, stemmer) {
            None => NO_TERM,
            Some(term) => {
                let next = self.numeric.len() as u32;
                let number = term.starts_with(|c: char| c.is_ascii_digit());
                let id = *self.terms.entry(term).or_insert(next);
                if id == next {
                    self.numeric.push(number);
                }
                id
            }
        };
        forms.insert(word, term);
        term
    }
}

/// The stem of a word; none for words that tell nothing.
pub(crate) fn term_of(word: &str, lang: Lang, stemmer: &Stemmer) -> Option<String> {
    let folded = fold(word);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(folded.replace(',', ""));
    }
    if folded.chars().nth(1).is_none() || is_stop_word(&folded, lang) {
        return None;
    }
    let stem = stemmer.stem(&folded);
    (!OF_REPORTING.contains(&&*stem)).then(|| stem.into_owned())
}

/// The words of a text: runs of letters and digits; a number keeps its inner points.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        rest = &rest[start..];
        let end = word_end(rest);
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn word_end(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte.is_ascii() {
            let inside_number = matches!(byte, b'.' | b',')
                && end > 0
                && bytes[end - 1].is_ascii_digit()
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if !inside_number {
                break;
            }
            end += 1;
        } else {
            match rest[end..].chars().next() {
                Some(c) if is_inner(c) => end += c.len_utf8(),
                _ => break,
            }
        }
    }
    end.max(rest.chars().next().map_or(0, char::len_utf8))
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_points_and_words_lose_their_signs() {
        let found: Vec<_> = words("Marsh's $1,200.50, “Köln”-bound.").collect();
        assert_eq!(found, ["Marsh", "s", "1,200.50", "Köln", "bound"]);
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let mut terms = Vec::new();
        let mut all = Words::new();
        all.terms_of("collapsed collapsing 12,000 12000 the", Lang::ENGLISH, &mut terms);
        assert_eq!(terms, [0, 0, 1, 1]);
    }
}
