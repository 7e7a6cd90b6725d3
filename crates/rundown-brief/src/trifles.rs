//! What is no news in a changed text: other marks, a mended spelling, a line of the time.

use rundown_news::Set;

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
];

/// A sentence without its marks, capitals and spaces.
pub(crate) fn bare(text: &str) -> String {
    words(text).map(rundown_text::fold).collect()
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

fn folded(sentence: &str) -> Vec<String> {
    words(sentence).map(|word| rundown_text::fold(word).into_owned()).collect()
}

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
