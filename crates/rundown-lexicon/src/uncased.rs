//! Names in scripts without capitals: lists, and how rather a sign stands in a name than in
//! other words.

use std::sync::LazyLock;

/// What names a word of these scripts can be part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Listed(u8);

impl Listed {
    /// A surname.
    pub const SURNAME: Self = Self(1);
    /// A given name.
    pub const GIVEN: Self = Self(2);
    /// Somebody by one word: a surname of another script, a name of history.
    pub const PERSON: Self = Self(4);
    /// A place.
    pub const PLACE: Self = Self(8);
    /// A body.
    pub const BODY: Self = Self(16);
    /// A word of every day, whatever else.
    pub const ORDINARY: Self = Self(32);

    const NAMED: [(&'static str, Self); 6] = [
        ("surname", Self::SURNAME),
        ("given", Self::GIVEN),
        ("person", Self::PERSON),
        ("place", Self::PLACE),
        ("body", Self::BODY),
        ("ordinary", Self::ORDINARY),
    ];

    /// Whether the two share a list.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The names of one language.
#[derive(Debug)]
pub struct Uncased {
    /// Words with their lists and their sound as the language spells it, in order.
    words: Vec<(&'static str, Listed, &'static str)>,
    /// How rather a sign stands in a given name than elsewhere, in whole nats.
    given: Vec<(char, i8)>,
    /// The same of names written by their sound.
    sound: Vec<(char, i8)>,
    /// How rather three letters stand in a name from another script than elsewhere.
    foreign: Vec<([char; 3], i8)>,
    /// The signs that words begin with, each with how many signs they have, as bits.
    lengths: Vec<(char, u64)>,
}

/// Longer names are in no list.
const SIGNS_MAX: usize = 63;

static CHINESE: LazyLock<Uncased> =
    LazyLock::new(|| Uncased::read(include_str!("../data/uncased/zh.txt")));
static JAPANESE: LazyLock<Uncased> =
    LazyLock::new(|| Uncased::read(include_str!("../data/uncased/ja.txt")));
static ARABIC: LazyLock<Uncased> =
    LazyLock::new(|| Uncased::read(include_str!("../data/uncased/ar.txt")));

/// The names of a language whose script has no capitals, if it has lists.
///
/// ```
/// use rundown_lexicon::{Listed, uncased};
///
/// let japanese = uncased("ja").unwrap();
/// assert!(japanese.lists("山田").has(Listed::SURNAME));
/// assert_eq!(japanese.reading("山田"), Some("ヤマダ"));
/// assert!(uncased("en").is_none());
/// ```
#[must_use]
pub fn uncased(language: &str) -> Option<&'static Uncased> {
    match language {
        "zh" => Some(&CHINESE),
        "ja" => Some(&JAPANESE),
        "ar" => Some(&ARABIC),
        _ => None,
    }
}

impl Uncased {
    /// Lines of `list: word word=sound …`, `given LEVEL: signs`, `sound LEVEL: signs`,
    /// `foreign LEVEL: threes`; a low line stands for the blank inside a name.
    fn read(text: &'static str) -> Self {
        let mut all = Self {
            words: vec![],
            given: vec![],
            sound: vec![],
            foreign: vec![],
            lengths: vec![],
        };
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (name, words) in lines.filter_map(|line| line.split_once(": ")) {
            let signs = words.chars().filter(|sign| *sign != ' ');
            match name.split_once(' ').map(|(name, level)| (name, level.parse())) {
                Some(("given", Ok(level))) => all.given.extend(signs.map(|s| (s, level))),
                Some(("sound", Ok(level))) => all.sound.extend(signs.map(|s| (s, level))),
                Some(("foreign", Ok(level))) => {
                    let threes = words.split(' ').filter_map(three_of);
                    all.foreign.extend(threes.map(|three| (three, level)));
                }
                _ => all.read_words(name, words),
            }
        }
        all.words.sort_unstable();
        all.words.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = Listed(kept.1.0 | next.1.0);
                if kept.2.is_empty() {
                    kept.2 = next.2;
                }
            }
            same
        });
        all.count_lengths();
        all.given.sort_unstable();
        all.sound.sort_unstable();
        all.foreign.sort_unstable();
        all
    }

    fn read_words(&mut self, name: &str, words: &'static str) {
        let list = Listed::NAMED.iter().find(|(own, _)| *own == name);
        let Some((_, list)) = list else { return };
        for word in words.split(' ') {
            let (word, sound) = word.split_once('=').unwrap_or((word, ""));
            self.words.push((word, *list, sound));
        }
    }

    fn count_lengths(&mut self) {
        for (word, ..) in &self.words {
            let signs = word.chars().count().min(SIGNS_MAX);
            let Some(first) = word.chars().next() else { continue };
            // The words are in order, so those that begin alike stand together.
            match self.lengths.last_mut().filter(|(sign, _)| *sign == first) {
                Some((_, bits)) => *bits |= 1 << signs,
                None => self.lengths.push((first, 1 << signs)),
            }
        }
    }

    /// How many signs the words have that begin with one, as bits: most words of a text
    /// need not be looked up.
    #[must_use]
    pub fn lengths(&self, first: char) -> u64 {
        let at = self.lengths.binary_search_by_key(&first, |(sign, _)| *sign);
        at.map_or(0, |at| self.lengths[at].1)
    }

    fn find(&self, word: &str) -> Option<&(&'static str, Listed, &'static str)> {
        let at = self.words.binary_search_by(|(own, ..)| (*own).cmp(word)).ok()?;
        Some(&self.words[at])
    }

    /// The lists that hold a word; of a name of several words, joined by low lines.
    #[must_use]
    pub fn lists(&self, word: &str) -> Listed {
        self.find(word).map_or(Listed::default(), |(_, lists, _)| *lists)
    }

    /// How a name is read aloud, where that is told.
    #[must_use]
    pub fn reading(&self, word: &str) -> Option<&'static str> {
        self.find(word).map(|(.., sound)| *sound).filter(|sound| !sound.is_empty())
    }

    /// How rather a sign stands in a given name than elsewhere, if rather at all.
    #[must_use]
    pub fn given(&self, sign: char) -> Option<i8> {
        level(&self.given, sign)
    }

    /// How rather a word is a name from another script than one of the language: the mean
    /// over its letters, in hundredths of nats.
    #[must_use]
    pub fn foreign(&self, word: &str) -> i32 {
        let mut before = ['_', word.chars().next().unwrap_or('_')];
        let (mut sum, mut letters) = (0, 0);
        for next in word.chars().skip(1).chain(['_']) {
            let three = [before[0], before[1], next];
            let at = self.foreign.binary_search_by_key(&three, |(own, _)| *own);
            sum += at.map_or(0, |at| i32::from(self.foreign[at].1));
            letters += 1;
            before = [before[1], next];
        }
        100 * sum / letters.max(1)
    }

    /// How rather a sign stands in a name written by its sound than elsewhere.
    #[must_use]
    pub fn sound(&self, sign: char) -> Option<i8> {
        level(&self.sound, sign)
    }
}

/// Three letters of a line; a low line stands for the edge of a word.
fn three_of(letters: &str) -> Option<[char; 3]> {
    let mut letters = letters.chars();
    Some([letters.next()?, letters.next()?, letters.next()?])
}

fn level(levels: &[(char, i8)], sign: char) -> Option<i8> {
    let at = levels.binary_search_by_key(&sign, |(own, _)| *own).ok()?;
    Some(levels[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_files_is_read() {
        for code in ["zh", "ja", "ar"] {
            let all = uncased(code).unwrap();
            let has = |list| all.words.iter().any(|(_, lists, _)| lists.has(list));
            assert!(has(Listed::SURNAME) && has(Listed::PLACE), "{code}");
            let long = |word: &str| word.chars().count() > SIGNS_MAX;
            assert!(!all.words.iter().any(|(word, ..)| long(word)), "{code}");
            assert!(all.words.iter().all(|(word, ..)| !word.is_empty()), "{code}");
        }
        let chinese = uncased("zh").unwrap();
        assert!(chinese.given('伟').unwrap() > chinese.given('世').unwrap());
        assert!(chinese.sound('斯').unwrap() > 3);
        assert_eq!(chinese.sound('的'), None);
        let arabic = uncased("ar").unwrap();
        assert!(arabic.foreign("شولمان") > 40 && arabic.foreign("مسؤولية") < 0);
        assert!(uncased("ar").unwrap().lists("سانت_بطرسبرغ").has(Listed::PLACE));
    }
}
