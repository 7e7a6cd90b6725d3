//! Which names are one: a surname alone, a first name alone, a short form of it.
//!
//! Full names meet by their first and last words, "Tom" and "Thomas" being one first
//! name and "Mohamed" a spelling of "Mohammed", unless articles name both side by side:
//! brothers share a family name. A name of one word joins the person it is part of, and
//! where several share it, the one whom the story names far more often than any other; else
//! it stays apart.

use std::collections::BTreeMap;

use rundown_lexicon::may_share_person;

use crate::forms::{Form, Signs};
use crate::side_by_side::SideBySide;
use crate::trifles::is_spelling_of;

/// Short first names that do not begin as the long one does.
const SHORT: &[(&str, &str)] = &[
    ("bill", "william"),
    ("billy", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("chuck", "charles"),
    ("charlie", "charles"),
    ("mike", "michael"),
    ("mick", "michael"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("jamie", "james"),
    ("tom", "thomas"),
    ("ted", "edward"),
    ("ted", "theodore"),
    ("ned", "edward"),
    ("tony", "anthony"),
    ("liz", "elizabeth"),
    ("beth", "elizabeth"),
    ("kate", "katherine"),
    ("kate", "kathryn"),
    ("kathy", "katherine"),
    ("drew", "andrew"),
    ("andy", "andrew"),
    ("larry", "lawrence"),
    ("jack", "john"),
    ("johnny", "john"),
    ("jerry", "gerald"),
    ("debbie", "deborah"),
    ("harry", "henry"),
    ("hank", "henry"),
    ("meg", "margaret"),
    ("peggy", "margaret"),
    ("dave", "david"),
    ("steve", "stephen"),
    ("steve", "steven"),
    ("joe", "joseph"),
    ("sandy", "alexander"),
    ("sasha", "alexander"),
    ("pepe", "jose"),
    ("paco", "francisco"),
];

/// Letters that a short form has in common with the beginning of the long one.
const SHORT_LETTERS_MIN: usize = 2;

/// A name of one word belongs to the person named so many times as often as any other
/// of that name; in halves.
const FAR_MORE_HALVES: u32 = 3;

/// Letters by which two spellings of a long family name differ at most, and the letters
/// it has at least.
const MISSPELLED_MAX: usize = 2;
const MISSPELLED_LETTERS_MIN: usize = 6;

/// Letters that a first name has at least whose spellings may differ by one letter, and
/// by two.
const RESPELLED_BY_ONE: usize = 6;
const RESPELLED_BY_TWO: usize = 8;

/// Persons of one family name, or one first name, who are told apart, the most named: each is
/// compared with all others, and the largest stories name some dozens. The others go by the
/// names that articles give them.
const NAMESAKES_MAX: usize = 128;

/// A spelling so many times as rare as another is a slip, even beside it.
const SLIP: u32 = 4;

/// A name as it is written, with what the story shows of it.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) words: &'a [String],
    /// Whether it was taken for a person's.
    pub(crate) person: bool,
    /// In how many articles it is.
    pub(crate) articles: u32,
    pub(crate) signs: Signs,
}

/// Whether somebody is a man or a woman, where the articles agree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    He,
    She,
}

impl Signs {
    pub(crate) fn sex(self) -> Option<Sex> {
        match (self.he, self.she) {
            (he, she) if he > 2 * she => Some(Sex::He),
            (he, she) if she > 2 * he => Some(Sex::She),
            _ => None,
        }
    }
}

/// A person by one word of the full name.
struct Known {
    /// The other word.
    word: String,
    articles: u32,
    signs: Signs,
}

type ByWord = BTreeMap<String, Vec<Known>>;

/// The persons of a story by the words of their full names.
pub(crate) struct Persons {
    /// Last words, to first words.
    by_last: ByWord,
    /// First words, to last words.
    by_first: ByWord,
    /// Middle words of full names, each with the last word, to the first one.
    middle: BTreeMap<(String, String), String>,
    /// Misspelled last words, each with the first word it comes with, to the right ones.
    misspelled: BTreeMap<(String, String), String>,
    /// Spellings of first words, each with the last one, to the one that most articles have.
    respelled: BTreeMap<(String, String), String>,
}

impl Persons {
    /// Of full names of persons.
    pub(crate) fn of<'a>(
        full: impl Iterator<Item = Written<'a>>,
        beside: &SideBySide,
    ) -> Self {
        let mut counted: BTreeMap<&str, BTreeMap<&str, Known>> = BTreeMap::new();
        let (mut middle, mut respelled) = (BTreeMap::new(), BTreeMap::new());
        for written in full {
            if let [first, between @ .., last] = written.words {
                let firsts = counted.entry(last).or_default();
                let known = firsts.entry(first).or_insert_with(|| Known::of(first));
                known.articles += written.articles;
                known.signs.add(written.signs);
                let apart = |word: &&String| !beside.has(last, first, word);
                for word in between.iter().filter(apart) {
                    middle
                        .entry((word.clone(), last.clone()))
                        .or_insert_with(|| first.clone());
                }
            }
        }
        let namesakes = |firsts: BTreeMap<&str, Known>| firsts.into_values().collect();
        let mut by_last: ByWord = counted
            .into_iter()
            .map(|(last, firsts)| (last.to_owned(), namesakes(firsts)))
            .collect();
        let mut by_first = ByWord::new();
        for (last, firsts) in &mut by_last {
            keep_most(firsts);
            join_short_forms(firsts);
            for (spelling, right) in join_spellings(last, firsts, beside) {
                respelled.insert((spelling, last.clone()), right);
            }
            for known in firsts {
                let Known { word: first, articles, signs } = known;
                let (articles, signs) = (*articles, *signs);
                let one = Known { word: last.clone(), articles, signs };
                by_first.entry(first.clone()).or_default().push(one);
            }
        }
        by_first.values_mut().for_each(keep_most);
        let misspelled = misspelled(&by_first);
        Self { by_last, by_first, middle, misspelled, respelled }
    }

    /// The key of a full name.
    fn full_key(&self, first: &str, last: &str) -> String {
        let firsts = self.by_last.get(last).map_or(&[][..], Vec::as_slice);
        let first = self.first_of(first, last);
        let right = self.respelled.get(&(first.to_owned(), last.to_owned()));
        let first = right.map_or(first, |right| right);
        let exact = firsts.iter().find(|known| known.word == first);
        let known =
            exact.or_else(|| firsts.iter().find(|one| same_first(&one.word, first)));
        let first = known.map_or(first, |known| &known.word);
        let misspelled = self.misspelled.get(&(first.to_owned(), last.to_owned()));
        format!("{first} {}", misspelled.map_or(last, |right| right))
    }

    /// The first name for what may be a middle one: of "Ana Varga Holt", "Varga Holt".
    fn first_of<'a>(&'a self, word: &'a str, last: &str) -> &'a str {
        let articles = |word: &str| {
            let firsts = self.by_last.get(last).into_iter().flatten();
            let known = firsts.filter(|known| known.word == word);
            known.map(|known| known.articles).sum::<u32>()
        };
        let full = self.middle.get(&(word.to_owned(), last.to_owned()));
        full.filter(|first| articles(first) > articles(word)).map_or(word, |first| first)
    }

    /// The person whom a name of one word belongs to, if it is clear, and how many
    /// articles name them in full.
    fn of_one_word(&self, word: &str, sex: Option<Sex>) -> Option<(String, u32)> {
        let lasts = self.by_first.get(word).into_iter().flatten();
        let lasts = lasts.filter(|known| may_be(known, sex));
        let by_first = lasts.map(|one| (self.full_key(word, &one.word), one.articles));
        the_one(self.of_last_word(word, sex).chain(by_first).collect())
    }

    /// The persons of a family name, and how many articles name each in full.
    fn of_last_word(
        &self,
        word: &str,
        sex: Option<Sex>,
    ) -> impl Iterator<Item = (String, u32)> {
        let firsts = self.by_last.get(word).into_iter().flatten();
        let firsts = firsts.filter(move |known| may_be(known, sex));
        firsts.map(move |one| (self.full_key(&one.word, word), one.articles))
    }

    /// Whom the family name belongs to by which an article names somebody nearly always,
    /// and how many articles name them in full: one that names the wife once and then
    /// goes on about "Varga" means the one whom the story is about.
    pub(crate) fn bearer_of(&self, form: &Form) -> Option<(String, u32)> {
        let [_, .., last] = form.words.as_slice() else { return None };
        let full = form.signs.named.saturating_sub(form.signs.alone);
        let nearly_always = form.signs.alone >= 2 * full.max(1);
        let of_name = || the_one(self.of_last_word(last, form.signs.sex()).collect());
        nearly_always.then(of_name).flatten()
    }

    /// Whether two words in a row are a person's full name.
    pub(crate) fn knows(&self, first: &str, last: &str) -> bool {
        let firsts = self.by_last.get(last);
        firsts.is_some_and(|firsts| firsts.iter().any(|known| known.word == first))
    }

    /// What names that are one share; none for a name that names nobody.
    pub(crate) fn key(&self, written: Written<'_>) -> Option<String> {
        match written.words {
            [] => None,
            [word] if 2 * written.signs.royal > written.signs.named => Some(word.clone()),
            [word] => match self.of_one_word(word, written.signs.sex()) {
                // A town is not the person who is called after it.
                Some((key, known)) if written.person || known >= written.articles => {
                    Some(key)
                }
                _ => Some(word.clone()),
            },
            [first, last, _, ..]
                if written.person && self.runs_on(written, first, last) =>
            {
                Some(self.full_key(first, last))
            }
            [first, .., last] if written.person => Some(self.full_key(first, last)),
            words => Some(words.join(" ")),
        }
    }

    /// Whether a longer name is a known one with words behind it that are none of it.
    fn runs_on(&self, written: Written<'_>, first: &str, last: &str) -> bool {
        let firsts = self.by_last.get(last).into_iter().flatten();
        firsts
            .filter(|known| known.word == first)
            .any(|known| known.articles >= 2 * written.articles)
    }

    /// The same for a name that ran into another: its first word tells.
    pub(crate) fn key_of_garbled(&self, written: Written<'_>) -> Option<String> {
        let (key, _) = self.of_one_word(written.words.first()?, None)?;
        Some(key)
    }
}

/// Whether somebody may be of this sex.
fn may_be(known: &Known, sex: Option<Sex>) -> bool {
    sex.is_none() || known.signs.sex().is_none() || known.signs.sex() == sex
}

/// Whom most articles name, if it is clear.
fn the_one(mut found: Vec<(String, u32)>) -> Option<(String, u32)> {
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let first = found.first()?.clone();
    let other = found.iter().find(|(key, _)| *key != first.0);
    let second = other.map_or(0, |(_, articles)| *articles);
    (2 * first.1 >= FAR_MORE_HALVES * second).then_some(first)
}

impl Known {
    fn of(word: &str) -> Self {
        Self { word: word.to_owned(), articles: 0, signs: Signs::default() }
    }
}

/// Leaves those whom most articles name.
fn keep_most(known: &mut Vec<Known>) {
    if known.len() > NAMESAKES_MAX {
        most_first(known);
        known.truncate(NAMESAKES_MAX);
    }
}

fn most_first(known: &mut [Known]) {
    known.sort_by(|a, b| (b.articles, &a.word).cmp(&(a.articles, &b.word)));
}

/// Leaves of each first name in several forms the one that most articles have.
fn join_short_forms(firsts: &mut Vec<Known>) {
    most_first(firsts);
    let mut kept: Vec<Known> = Vec::new();
    for one in firsts.drain(..) {
        match kept.iter_mut().find(|known| same_first(&known.word, &one.word)) {
            Some(known) => {
                known.articles += one.articles;
                known.signs.add(one.signs);
            }
            None => kept.push(one),
        }
    }
    *firsts = kept;
}

/// Leaves of each first name in several spellings the one that most articles have, and
/// tells which one each of the others is.
fn join_spellings(
    last: &str,
    firsts: &mut Vec<Known>,
    beside: &SideBySide,
) -> Vec<(String, String)> {
    most_first(firsts);
    let (mut kept, mut joined) = (Vec::<Known>::new(), Vec::new());
    for one in firsts.drain(..) {
        let is_one = |known: &&mut Known| {
            let slip = known.articles >= SLIP * one.articles;
            is_respelled(&known.word, &one.word)
                && may_be(known, one.signs.sex())
                && (slip || !beside.has(last, &known.word, &one.word))
        };
        match kept.iter_mut().find(is_one) {
            Some(known) => {
                known.articles += one.articles;
                known.signs.add(one.signs);
                joined.push((one.word, known.word.clone()));
            }
            None => kept.push(one),
        }
    }
    *firsts = kept;
    joined
}

/// Whether two first names are spellings of one: "Mohamed" and "Mohammed".
fn is_respelled(a: &str, b: &str) -> bool {
    let doubled = a.len().min(b.len()) >= DOUBLED_LETTERS_MIN && single(a) == single(b);
    doubled
        || is_spelling_of(a, b, RESPELLED_BY_ONE, 1)
        || is_spelling_of(a, b, RESPELLED_BY_TWO, MISSPELLED_MAX)
}

/// Letters that a first name has at least of which one may be doubled: "Denis", "Dennis".
const DOUBLED_LETTERS_MIN: usize = 4;

/// A name with each letter once where it is doubled.
fn single(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Last words that are others of the same first word, long and by a letter or two
/// apart, in fewer articles.
fn misspelled(by_first: &ByWord) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for (first, lasts) in by_first {
        for one in lasts {
            let right = lasts.iter().filter(|other| {
                other.articles > one.articles
                    && is_spelling_of(
                        &one.word,
                        &other.word,
                        MISSPELLED_LETTERS_MIN,
                        MISSPELLED_MAX,
                    )
            });
            if let Some(right) = right.max_by_key(|other| (other.articles, &other.word)) {
                found.insert((first.clone(), one.word.clone()), right.word.clone());
            }
        }
    }
    found
}

/// Whether two first names are forms of one: "Dan" and "Daniel", "Bill" and "William",
/// "J" and "Jonas".
fn same_first(a: &str, b: &str) -> bool {
    let listed =
        |a: &str, b: &str| SHORT.iter().any(|(short, long)| *short == a && *long == b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let letters = short.chars().count();
    let begins = long.starts_with(short) && (letters > SHORT_LETTERS_MIN || letters == 1);
    a == b || begins || listed(a, b) || listed(b, a) || may_share_person(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::name_words;

    #[track_caller]
    fn check(names: &[(&str, u32)], groups: &[&[usize]]) {
        let words: Vec<Vec<String>> =
            names.iter().map(|(name, _)| name_words(name)).collect();
        let written = |at: usize| Written {
            words: &words[at],
            person: true,
            articles: names[at].1,
            signs: Signs::default(),
        };
        let full = (0..names.len()).map(written);
        let persons = Persons::of(full, &SideBySide::default());
        let key = |at: usize| persons.key(written(at));
        for group in groups {
            for other in 0..names.len() {
                let same = key(group[0]) == key(other);
                assert_eq!(
                    same,
                    group.contains(&other),
                    "{} {}",
                    names[group[0]].0,
                    names[other].0
                );
            }
        }
    }

    #[test]
    fn short_forms_and_initials_meet() {
        check(
            &[("Tom Varga", 9), ("Thomas Varga", 4), ("T. Varga", 1), ("Theo Varga", 2)],
            &[&[0, 1, 2], &[3]],
        );
    }

    #[test]
    fn a_surname_belongs_to_whom_the_story_is_about() {
        let names = [("Ana Holt", 20), ("Piet Holt", 3), ("Holt", 18), ("Piet", 1)];
        check(&names, &[&[0, 2], &[1, 3]]);
        check(&[("Ana Holt", 4), ("Piet Holt", 3), ("Holt", 18)], &[&[0], &[1], &[2]]);
        check(&[("Ana Varganek", 4), ("Ana Varagnek", 1)], &[&[0, 1]]);
    }

    #[test]
    fn spellings_of_a_first_name_meet() {
        check(
            &[("Mohammed Holt", 7), ("Mohamed Holt", 5), ("Marta Holt", 2)],
            &[&[0, 1], &[2]],
        );
        check(
            &[("Dennis Holt", 7), ("Denis Holt", 2), ("Dora Holt", 2)],
            &[&[0, 1], &[2]],
        );
        check(
            &[("Kathryn Holt", 7), ("Kate Holt", 2), ("Karl Holt", 1)],
            &[&[0, 1], &[2]],
        );
        check(&[("Bernard Holt", 7), ("Bernie Holt", 2)], &[&[0, 1]]);
        check(&[("Raúl Holt", 3), ("Raul Holt", 5), ("Rauf Holt", 2)], &[&[0, 1], &[2]]);
    }

    #[test]
    fn those_who_stand_side_by_side_are_two() {
        let names = ["Rustam Varganek", "Emil Varganek", "Rustam Emil Varganek"];
        let words: Vec<Vec<String>> = names.iter().map(|name| name_words(name)).collect();
        let written = |at: usize, articles| Written {
            words: &words[at],
            person: true,
            articles,
            signs: Signs::default(),
        };
        let all = || [written(0, 9), written(1, 8), written(2, 1)].into_iter();
        let mut beside = SideBySide::default();
        let alone = Persons::of(all(), &beside);
        assert_eq!(alone.key(written(0, 9)), alone.key(written(1, 8)));
        beside.note(words[..2].iter().map(Vec::as_slice));
        let persons = Persons::of(all(), &beside);
        assert_ne!(persons.key(written(0, 9)), persons.key(written(1, 8)));
    }

    /// Each of a crowd compared with each other would never end.
    #[test]
    fn of_a_crowd_of_one_family_the_most_named_are_told_apart() {
        const CROWD: usize = 100_000;
        let words: Vec<[String; 2]> =
            (0..CROWD).map(|i| [format!("n{i:06}"), "holt".to_owned()]).collect();
        let written = |at: usize| Written {
            words: &words[at],
            person: true,
            articles: if at == 70_000 { 9 } else { 1 },
            signs: Signs::default(),
        };
        let persons = Persons::of((0..CROWD).map(written), &SideBySide::default());
        let last = persons.key(written(CROWD - 1));
        assert_eq!(last.as_deref(), Some("n099999 holt"));
        let alone = Written { words: &words[0][1..], articles: 3, ..written(0) };
        assert_eq!(persons.key(alone).as_deref(), Some("n070000 holt"));
    }
}
