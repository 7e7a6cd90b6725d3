//! Words to stems, and stems to numbers.

use rundown_news::{Lang, Map};
use rundown_text::{Stemmer, fold, is_stop_word, is_unspaced};

/// Words of reporting: true of every story, so they tell nothing of one.
const OF_REPORTING: &[&str] = &[
    "accord", "add", "also", "told", "tell", "said", "say", "report", "ask", "spoke",
    "mr", "mrs", "ms", "dr", "reuter", "afp", "pictur", "photo",
];

/// A stem as a number, the same in every article: its hash. Numerals have the highest
/// bit set and so come last.
pub(crate) type Stem = u64;

/// The bit that marks a numeral.
pub(crate) const NUMERAL: Stem = 1 << 63;

/// Gives the stems of one article's words. Each written form is stemmed once.
pub(crate) struct Words<'a> {
    lang: Lang,
    stemmer: Stemmer,
    forms: Map<&'a str, Option<Stem>>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, stemmer: Stemmer::new(lang), forms: Map::default() }
    }

    /// Pushes the stems of a text, in order and with repetitions; returns its words.
    pub(crate) fn stems_of(&mut self, text: &'a str, found: &mut Vec<Stem>) -> u32 {
        let mut count = 0;
        for word in words(text) {
            count += 1;
            let (lang, stemmer) = (self.lang, &self.stemmer);
            let meet = || term_of(word, lang, stemmer).map(|term| stem_number(&term));
            found.extend(*self.forms.entry(word).or_insert_with(meet));
        }
        count
    }
}

fn stem_number(term: &str) -> Stem {
    let numeral = term.starts_with(|c: char| c.is_ascii_digit());
    if numeral { hash(term) | NUMERAL } else { hash(term) & !NUMERAL }
}

/// FNV-1a, mixed once more so that its high bits are good.
pub(crate) fn hash(word: &str) -> u64 {
    let step =
        |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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

/// No letter of a script without spaces begins with a lower byte.
const UNSPACED_FROM: u8 = 0xe0;

/// The words of a text: runs of letters and digits; a number keeps its inner points. Runs
/// of a script without spaces are cut as tokens are.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let mut run = "";
    let mut cuts = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if let Some(token) = cuts.next() {
            let token: rundown_text::Token = token;
            return Some(token.span.of(run));
        }
        let start = rest.find(char::is_alphanumeric)?;
        rest = &rest[start..];
        let end = word_end(rest);
        let (word, after) = rest.split_at(end);
        rest = after;
        if word.bytes().any(|b| b >= UNSPACED_FROM) && word.chars().any(is_unspaced) {
            run = word;
            cuts = rundown_text::tokens(run).into_iter();
            return cuts.next().map(|token| token.span.of(run));
        }
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

/// Signs of the scripts of India that stand inside words and are no letters, but for the
/// full stops between them.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}') && !matches!(c, '\u{964}' | '\u{965}' | '\u{970}')
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
        || is_vowel_sign(c)
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
    fn words_of_every_script_are_whole() {
        let found: Vec<_> = words("मंत्री ने कहा।").collect();
        assert_eq!(found, ["मंत्री", "ने", "कहा"]);
        let found: Vec<_> = words("北京 市长辞职").collect();
        assert_eq!((found[0], found.concat()), ("北京", "北京市长辞职".to_owned()));
        assert!(found.len() > 2, "{found:?}");
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let mut stems = Vec::new();
        let mut all = Words::new(Lang::ENGLISH);
        all.stems_of("collapsed collapsing 12,000 12000 the", &mut stems);
        let [verb, same_verb, number, same_number] = stems[..] else { panic!() };
        assert_eq!((verb, number), (same_verb, same_number));
        assert!(verb < NUMERAL && number > NUMERAL);
    }
}
