//! What an article's words come to: counted terms, names and numbers.
//!
//! Nothing here depends on other articles: what a word weighs is decided later.

use rundown_meaning::Table;
use rundown_news::{Lang, ReadArticle};
use rundown_text::{Token, TokenKind, fold, tokens};
use serde::{Deserialize, Serialize};

use crate::days::{Day, DayWord, Seconds};
use crate::term::{Heard, Term, hash};
use crate::tongue::{Kind, Tongue};

/// So much of a body is read: the news stands on top, and the rest is background
/// that other stories share.
const BODY_BYTES_READ: usize = 2_400;

/// A headline is read to here.
const TITLE_BYTES_READ: usize = 600;

/// A shorter headline does not say what an article is about; so much of the body does.
const TITLE_BYTES_MIN: usize = 20;
const LEDE_BYTES_READ: usize = 240;

/// Content words of the body among which days are looked for, and how many of these are
/// kept: on top stands what happened, further down what happened before.
const DAYS_AMONG: u32 = 90;
const DAYS_KEPT: usize = 4;

/// Name words kept of one article, most frequent first.
const NAMES_KEPT: usize = 40;

/// The counted words of one article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Words {
    /// Terms of headline and body, in order of the term.
    pub terms: Vec<Count>,
    /// Words of names, in order of the key.
    pub names: Vec<NameCount>,
    /// Words seen where case tells something, and whether they had a capital.
    pub casing: Vec<(Term, bool)>,
    /// Numbers of two digits and more, in order.
    pub numbers: Vec<NumberCount>,
    /// Days named on top, in order of mention.
    pub days: Vec<Day>,
    /// Pieces of what the article says first, for its gist.
    pub pieces: Vec<u32>,
    /// Number of content words read of the headline.
    pub title_length: u32,
    /// Number of content words read of the body.
    pub body_length: u32,
}

/// How often a term stands in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Count {
    pub term: Term,
    pub in_title: u16,
    pub in_body: u16,
    /// Shared by all languages.
    pub pooled: bool,
}

/// How often a word stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct NameCount {
    pub key: Term,
    pub in_title: u16,
    pub in_body: u16,
    /// Seen with a capital where an ordinary word would have none.
    pub sure: bool,
}

/// A number and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NumberCount {
    pub key: Term,
    pub in_title: bool,
}

/// Counts the words of an article.
pub(crate) fn words(
    article: &ReadArticle,
    tongue: &mut Tongue,
    heard: Heard<'_>,
) -> Words {
    let published = article.article.published.map(|time| time.instant().as_second());
    let mut reader =
        Reader { tongue, heard, published, words: Words::default(), before: None };
    let title = cut(&article.article.headline, TITLE_BYTES_READ);
    let body = cut(&article.article.text, BODY_BYTES_READ);
    reader.words.pieces = Table::shipped().split(&says_first(title, body));
    reader.read(title, true);
    if let Some(deck) = &article.article.deck {
        reader.read(cut(deck, TITLE_BYTES_READ), false);
    }
    reader.read(body, false);
    if !article.annotations.entities.is_empty() {
        reader.read_entities(article);
    }
    reader.finish()
}

/// What an article says first: its headline, which says what is new and little else. Where
/// there is none to speak of, the first lines.
fn says_first<'a>(title: &'a str, body: &str) -> std::borrow::Cow<'a, str> {
    if title.len() >= TITLE_BYTES_MIN {
        return title.into();
    }
    [title, " ", cut(body, LEDE_BYTES_READ)].concat().into()
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

struct Reader<'a> {
    tongue: &'a mut Tongue,
    heard: Heard<'a>,
    /// When the article was published, if that is known.
    published: Option<Seconds>,
    words: Words,
    /// The word of a name just before.
    before: Option<Term>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str, in_title: bool) {
        let tokens = tokens(text);
        let title_case = in_title && is_title_case(text, &tokens);
        let mut opens_sentence = true;
        let mut end = 0;
        self.before = None;
        for token in &tokens {
            let broken = text[end..token.span.start as usize].contains('\n');
            if broken {
                self.before = None;
            }
            let word = token.span.of(text);
            match token.kind {
                TokenKind::Word => {
                    let telling = !(opens_sentence || broken || title_case);
                    self.word(word, in_title, telling, title_case);
                    opens_sentence = false;
                }
                TokenKind::Number => {
                    self.number(word, in_title);
                    opens_sentence = false;
                }
                TokenKind::Sign => {
                    opens_sentence |= word.starts_with(opens_after);
                    self.before = None;
                }
            }
            end = token.span.end as usize;
        }
    }

    /// A word; `telling` where a capital means something.
    fn word(&mut self, word: &str, in_title: bool, telling: bool, title_case: bool) {
        for part in word.split(['-', '‐', '‑']) {
            let known = self.tongue.know(part, self.heard);
            if let Some(day) = known.day.filter(|_| !in_title) {
                self.day(day);
            }
            match known.kind {
                Kind::Nothing => self.before = None,
                Kind::Ideographs => self.ideographs(&fold(part), in_title),
                // A dated text says when it was written; a headline, or a text
                // without a date, has nothing else to tell two days apart.
                Kind::Calendar if self.published.is_some() && !in_title => {
                    self.before = None;
                    self.count(known.term, in_title, known.pooled);
                }
                Kind::Word | Kind::Calendar => {
                    self.count(known.term, in_title, known.pooled);
                    self.name_or_not(part, known.name, in_title, telling, title_case);
                }
            }
        }
    }

    fn day(&mut self, word: DayWord) {
        let Some(published) = self.published else { return };
        let (day, days) = (word.of(published), &mut self.words.days);
        let is_on_top = self.words.body_length < DAYS_AMONG && days.len() < DAYS_KEPT;
        if is_on_top && !days.contains(&day) {
            days.push(day);
        }
    }

    fn term(&mut self, stem: &str, in_title: bool, pooled: bool) {
        let term = hash(b't', stem);
        (self.heard)(term, stem);
        self.count(term, in_title, pooled);
    }

    fn count(&mut self, term: Term, in_title: bool, pooled: bool) {
        let (in_title, in_body) = (u16::from(in_title), u16::from(!in_title));
        self.words.terms.push(Count { term, in_title, in_body, pooled });
        self.words.title_length += u32::from(in_title);
        self.words.body_length += u32::from(in_body);
    }

    /// Chinese and Japanese have no spaces: overlapping pairs of signs are terms.
    fn ideographs(&mut self, word: &str, in_title: bool) {
        let signs: Vec<char> = word.chars().collect();
        for pair in signs.windows(2.min(signs.len())) {
            self.term(&pair.iter().collect::<String>(), in_title, false);
        }
    }

    fn name_or_not(
        &mut self,
        part: &str,
        name: Option<Term>,
        in_title: bool,
        telling: bool,
        title_case: bool,
    ) {
        let capital = part.starts_with(char::is_uppercase);
        let Some(key) = name.filter(|_| capital || telling) else {
            self.before = None;
            return;
        };
        if telling {
            self.words.casing.push((key, capital));
        }
        if capital {
            self.name(key, in_title, telling);
        }
        if !title_case {
            self.full_name(key, capital, in_title);
        }
    }

    /// Two names in a row are a name of their own: "Ana Bell" tells more than "Ana"
    /// and "Bell".
    fn full_name(&mut self, key: Term, capital: bool, in_title: bool) {
        if let (Some(first), true) = (self.before, capital) {
            let pair = first.rotate_left(7) ^ key;
            self.name(pair, in_title, true);
        }
        self.before = capital.then_some(key);
    }

    fn name(&mut self, key: Term, in_title: bool, sure: bool) {
        let (in_title, in_body) = (u16::from(in_title), u16::from(!in_title));
        self.words.names.push(NameCount { key, in_title, in_body, sure });
    }

    fn number(&mut self, word: &str, in_title: bool) {
        let digits = plain_number(word, self.tongue.lang == Lang::ENGLISH);
        if digits.len() > 1 {
            let key = hash(b'd', &digits);
            (self.heard)(key, &digits);
            self.words.numbers.push(NumberCount { key, in_title });
            self.term(&digits, in_title, true);
        }
    }

    /// Names that annotation found are sure.
    fn read_entities(&mut self, article: &ReadArticle) {
        for entity in &article.annotations.entities {
            for word in entity.name.split(|c: char| !c.is_alphanumeric() && c != '\'') {
                let known = self.tongue.know(word, self.heard);
                let says_when = self.published.is_some() && known.kind == Kind::Calendar;
                if let Some(key) = known.name.filter(|_| !says_when)
                    && word.starts_with(char::is_uppercase)
                {
                    self.name(key, false, true);
                }
            }
        }
    }

    fn finish(self) -> Words {
        let mut words = self.words;
        words.terms.sort_unstable_by_key(|count| count.term);
        words.terms.dedup_by(|next, kept| {
            let same = next.term == kept.term;
            if same {
                kept.in_title = kept.in_title.saturating_add(next.in_title);
                kept.in_body = kept.in_body.saturating_add(next.in_body);
                kept.pooled |= next.pooled;
            }
            same
        });
        words.names = merge_names(words.names);
        words.casing.sort_unstable();
        words.casing.dedup();
        words.numbers.sort_unstable_by_key(|n| (n.key, !n.in_title));
        words.numbers.dedup_by_key(|number| number.key);
        words
    }
}

/// A number as English writes it, without what parts its thousands: "12.000" elsewhere is
/// "12,000", and "2,5" is "2.5". Which it is is told by the three digits of a thousand.
fn plain_number(word: &str, is_english: bool) -> String {
    let mut plain = String::with_capacity(word.len());
    for (at, c) in word.char_indices() {
        match c {
            '\u{a0}' | '\u{202f}' => {}
            ',' if is_english => {}
            ',' | '.' if !is_english && parts_thousands(word, at) => {}
            ',' => plain.push('.'),
            _ => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

/// Whether the sign at a place stands before three digits, and behind one to three that do
/// not begin with a nought.
fn parts_thousands(word: &str, at: usize) -> bool {
    let (before, behind) = word.as_bytes().split_at(at);
    let digits = |bytes: &[u8]| bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let group = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let three = behind.get(1..).is_some_and(|behind| digits(behind) == 3);
    three && (1..=3).contains(&group) && !before.starts_with(b"0")
}

fn merge_names(mut names: Vec<NameCount>) -> Vec<NameCount> {
    names.sort_unstable_by_key(|name| name.key);
    names.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.in_title = kept.in_title.saturating_add(next.in_title);
            kept.in_body = kept.in_body.saturating_add(next.in_body);
            kept.sure |= next.sure;
        }
        same
    });
    if names.len() > NAMES_KEPT {
        names.sort_unstable_by_key(|name| {
            (std::cmp::Reverse(3 * name.in_title + name.in_body), name.key)
        });
        names.truncate(NAMES_KEPT);
        names.sort_unstable_by_key(|name| name.key);
    }
    names
}

/// A headline that writes Most of Its Words With Capitals tells no names by them.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let words = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.span.len() > 3)
        .skip(1);
    let (mut long, mut capital) = (0, 0);
    for token in words {
        long += 1;
        let first = token.span.of(text).chars().next();
        capital += usize::from(first.is_some_and(char::is_uppercase));
    }
    long >= 2 && capital * 10 >= long * 7
}

/// Signs after which a capital means nothing.
fn opens_after(c: char) -> bool {
    matches!(
        c,
        '.' | '?' | '!' | ':' | '"' | '“' | '”' | '„' | '«' | '`' | '|' | '–' | '—'
    )
}

#[cfg(test)]
mod tests {
    use super::plain_number;

    #[test]
    fn numbers_of_two_languages_meet() {
        for (word, elsewhere, english) in [
            ("12.000", "12000", "12.000"),
            ("12,000", "12000", "12000"),
            ("1.250.000", "1250000", "1.250.000"),
            ("1.250,50", "1250.50", "1.25050"),
            ("2,5", "2.5", "25"),
            ("0,125", "0.125", "0125"),
            ("12\u{202f}000", "12000", "12000"),
            ("14.5.2031", "14.5.2031", "14.5.2031"),
            ("8:05", "8:05", "8:05"),
            (",", ".", ""),
        ] {
            assert_eq!(plain_number(word, false), elsewhere, "{word}");
            assert_eq!(plain_number(word, true), english, "{word}");
        }
    }
}
