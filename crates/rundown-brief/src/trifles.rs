//! What is no news in a changed text: other marks, a mended spelling, a line of the time.

use rundown_news::Set;

use crate::forms::plain_word;
use crate::words::words;

/// Words of one sentence that may be spelled another way.
const RESPELLED_MAX: usize = 2;

/// Shorter words become others by one letter: "now", "not".
const RESPELLED_LETTERS_MIN: usize = 5;

/// Letters by which two spellings of a word differ at most.
const LETTERS_CHANGED_MAX: usize = 2;

/// Longer ones say more than when a page was changed.
const TIME_LINE_WORDS_MAX: usize = 14;

/// How lines open that tell when a page was written or changed.
const TIME_LINES: &[&str] = &[
    "updated",
    "last updated",
    "this article was updated",
    "this article was last updated",
    "this story was updated",
    "this story was last updated",
    "this page was last updated",
    "published",
    "first published",
    "posted",
    "last modified",
    "modified",
    "aktualisiert",
    "zuletzt aktualisiert",
    "stand",
    "actualizado",
    "última actualización",
    "publicado",
    "atualizado",
    "mis à jour",
    "publié",
    "aktualizacja",
    "zaktualizowano",
    "opublikowano",
];

/// A sentence without its marks, capitals and spaces.
pub(crate) fn bare(text: &str) -> String {
    folded(text).concat()
}

/// Whether a sentence only tells when its page was written or changed.
pub(crate) fn is_time_line(text: &str) -> bool {
    let all: Vec<&str> = words(text).take(TIME_LINE_WORDS_MAX + 1).collect();
    let opening = |line: &&str| {
        let mut count = 0;
        let same = words(line).all(|word| {
            count += 1;
            all.get(count - 1).is_some_and(|own| rundown_text::fold(own) == word)
        });
        same.then_some(count)
    };
    let Some(opening) = TIME_LINES.iter().filter_map(opening).max() else {
        return false;
    };
    let rest = &all[opening..];
    all.len() <= TIME_LINE_WORDS_MAX
        && rest.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && rest.iter().all(|word| may_tell_time(word))
}

/// Numbers, small words and names of days and months.
fn may_tell_time(word: &str) -> bool {
    word.chars().count() <= 4 || word.starts_with(|c: char| !c.is_lowercase())
}

/// The sentences that a reader had of an article, in forms that no trifle changes.
#[derive(Debug, Default)]
pub(crate) struct Had {
    bare: Set<String>,
    words: Vec<Vec<String>>,
}

impl Had {
    /// Of these sentences.
    pub(crate) fn of<'a>(sentences: impl Iterator<Item = &'a str>) -> Self {
        let mut had = Self::default();
        for sentence in sentences {
            had.bare.insert(bare(sentence));
            had.words.push(folded(sentence));
        }
        had
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a sentence is one of them, perhaps with other marks or mended.
    pub(crate) fn holds(&self, sentence: &str) -> bool {
        self.bare.contains(&bare(sentence)) || {
            let words = folded(sentence);
            self.words.iter().any(|had| is_respelled(had, &words))
        }
    }
}

/// The words of a sentence in the one form that house styles agree on: "40%" is "40
/// percent", "4,000" is "4000", "nine" is "9", "€400" is "400 euros", and accents stay away. A
/// word set twice counts once, and "Mr" says nothing.
fn folded(sentence: &str) -> Vec<String> {
    let mut plain: Vec<String> = Vec::new();
    for word in words(&without_signs(sentence)) {
        let word = plain_word(word);
        let number = NUMBERS.iter().position(|number| *number == word);
        let word = number.map_or(word, |number| number.to_string());
        let last = plain.last().map_or("", String::as_str);
        match &*word {
            "mr" | "mrs" | "ms" => {}
            "cent" if last == "per" => {
                plain.pop();
                plain.push("percent".to_owned());
            }
            // "€2 million" is no "2 euros million".
            "million" | "billion" | "trillion" if is_coin(last) => {
                plain.insert(plain.len() - 1, word);
            }
            _ if word == last => {}
            _ => plain.push(word),
        }
    }
    plain
}

/// A text with the words for its signs of shares and currencies, and without the commas
/// between thousands.
fn without_signs(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 16);
    let mut coin: Option<&str> = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let of_number = plain.ends_with(|c: char| c.is_ascii_digit());
        let named = CURRENCIES.iter().find(|(sign, _)| *sign == c);
        match (c, named) {
            ('%', _) if of_number => plain.push_str(" percent"),
            (',', _) if of_number && begins_thousand(rest) => {}
            (_, Some((_, name))) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                coin = Some(name);
            }
            _ => {
                // The name stands behind the number.
                if of_number && !c.is_ascii_digit() && c != '.' {
                    plain.extend(coin.take().into_iter().flat_map(|name| [" ", name]));
                }
                plain.push(c);
            }
        }
    }
    plain.extend(coin.into_iter().flat_map(|name| [" ", name]));
    plain
}

/// Whether three digits follow and no more: the comma before them parts no fraction.
fn begins_thousand(rest: &str) -> bool {
    rest.bytes().take_while(u8::is_ascii_digit).count() == 3
}

fn is_coin(word: &str) -> bool {
    CURRENCIES.iter().any(|(_, name)| *name == word)
}

/// What signs of currencies are called.
const CURRENCIES: [(char, &str); 3] = [('€', "euros"), ('$', "dollars"), ('£', "pounds")];

/// Numbers that many houses spell out.
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve",
];

/// Whether two sentences differ in the spelling of a word or two only.
fn is_respelled(a: &[String], b: &[String]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut apart = a.iter().zip(b).filter(|(a, b)| a != b).take(RESPELLED_MAX + 1);
    let mut count = 0;
    apart.all(|(a, b)| {
        count += 1;
        count <= RESPELLED_MAX
            && is_spelling_of(a, b, RESPELLED_LETTERS_MIN, LETTERS_CHANGED_MAX)
    })
}

/// Whether two words are two spellings of one: long, with the same first letter and few
/// others apart.
pub(crate) fn is_spelling_of(
    a: &str,
    b: &str,
    letters_min: usize,
    apart_max: usize,
) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    a.len().min(b.len()) >= letters_min
        && a.iter().chain(&b).all(|c| c.is_alphabetic())
        && a[0] == b[0]
        && letters_apart(&a, &b) <= apart_max
}

/// How many letters have to be changed, put in or taken out (Levenshtein, 1966).
fn letters_apart(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            let changed = diagonal + usize::from(x != y);
            row[j + 1] = changed.min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_spaces_and_spelling_are_trifles_and_numbers_are_not() {
        let had = Had::of(
            ["“We had no choise,” Ana Holt said of the anti-flood wall."].into_iter(),
        );
        for (now, held) in [
            ("\"We had no choice,\" Ana Holt said of the antiflood wall.", false),
            ("\"We had no choise,\" Ana Holt said of the antiflood wall.", true),
            ("“We had no choice,” Ana Holt said of the anti-flood wall.", true),
            ("“We had a choice,” Ana Holt said of the anti-flood wall.", false),
        ] {
            assert_eq!(had.holds(now), held, "{now}");
        }
        let had = Had::of(["The wall cost 12000 crowns."].into_iter());
        assert!(!had.holds("The wall cost 12500 crowns."));
        assert!(!had.holds("The wall cost 120.00 crowns."));
        let had = Had::of(["Der Damm kostet 3,4 Millionen Kronen."].into_iter());
        assert!(!had.holds("Der Damm kostet 34 Millionen Kronen."));
    }

    #[test]
    fn the_style_of_a_house_is_a_trifle() {
        for (had, now) in [
            (
                "Some 40 percent of the boats were lost.",
                "Some 40% of the boats were lost.",
            ),
            ("Some 40 per cent of them were lost.", "Some 40 percent of them were lost."),
            ("About 4000 drivers use the road.", "About 4,000 drivers use the road."),
            ("The road was shut for 9 days.", "The road was shut for nine days."),
            ("It will cost 400 euros a metre.", "It will cost €400 a metre."),
            ("It will cost 2.5 million pounds.", "It will cost £2.5 million."),
            ("The council voted to to close it.", "The council voted to close it."),
            ("Aimée Holt said no to all.", "Aime\u{301}e Holt said no to all."),
            ("Karel Dunn said no to them all.", "Mr Karel Dunn said no to them all."),
        ] {
            let had = Had::of([had].into_iter());
            assert!(had.holds(now), "{now}");
        }
    }

    #[test]
    fn a_line_of_the_time_tells_nothing() {
        assert!(is_time_line("Last updated at 12:00 on Thursday."));
        assert!(is_time_line("UPDATED: 14 May 2031"));
        assert!(!is_time_line("Updated figures show that 12 boats were lost."));
        assert!(!is_time_line(
            "Posted to the fleet in 2019, she had sailed round the cape twice before the wreck."
        ));
    }
}
