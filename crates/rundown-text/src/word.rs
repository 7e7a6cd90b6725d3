//! Normal forms of words.

use std::borrow::Cow;

use rundown_news::Lang;
use snowball_stemmers_rs::Algorithm;

/// The form in which words are compared: lower case, curly apostrophes straight,
/// without combining marks, soft hyphens and zero-width signs.
///
/// ```
/// assert_eq!(rundown_text::fold("O’Neill"), "o'neill");
/// assert_eq!(rundown_text::fold("quake"), "quake");
/// ```
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    Cow::Owned(folded)
}

/// Cuts words to their stems (Snowball; Porter, 1980, and successors).
///
/// A language without a stemmer leaves words as they are.
pub struct Stemmer(Option<snowball_stemmers_rs::Stemmer>);

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stemmer({})", if self.0.is_some() { "snowball" } else { "none" })
    }
}

impl Stemmer {
    /// The stemmer of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let algorithm = match lang.as_str() {
            "en" => Algorithm::English,
            "de" => Algorithm::German,
            "es" => Algorithm::Spanish,
            "fr" => Algorithm::French,
            "pt" => Algorithm::Portuguese,
            "it" => Algorithm::Italian,
            "nl" => Algorithm::Dutch,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ar" => Algorithm::Arabic,
            _ => return Self(None),
        };
        Self(Some(snowball_stemmers_rs::Stemmer::create(algorithm)))
    }

    /// The stem of a folded word.
    ///
    /// ```
    /// use rundown_text::Stemmer;
    /// let stemmer = Stemmer::new(rundown_news::Lang::ENGLISH);
    /// assert_eq!(stemmer.stem("collapsed"), stemmer.stem("collapsing"));
    /// ```
    #[must_use]
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.0 {
            Some(stemmer) => stemmer.stem(word),
            None => Cow::Borrowed(word),
        }
    }
}
