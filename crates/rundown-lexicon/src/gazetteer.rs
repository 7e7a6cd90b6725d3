//! Lists of names, looked up by the words of a name.

use std::sync::LazyLock;

use crate::key::{phrase_key, word_key};

/// One list of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum List {
    /// Towns, countries, regions.
    Place = 1,
    /// Given names.
    FirstName = 2,
    /// Surnames.
    LastName = 4,
    /// Full names of people in public life.
    Person = 8,
    /// Bodies, companies, armed groups.
    Organization = 16,
    /// Countries alone.
    Country = 32,
    /// "Chinese", "Texan": what is of a place.
    Demonym = 64,
    /// Bodies of state and press that news names every day, written for this list.
    NewsBody = 128,
}

/// The sex a given name is mostly given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Women.
    Female,
    /// Men.
    Male,
}

/// Twice the number of names, as a power of two.
const SLOTS: usize = 1 << 18;
/// The longest name, in words.
pub const NAME_WORDS_MAX: usize = 5;

/// All lists in one table.
#[derive(Debug)]
pub struct Gazetteer {
    /// Key and lists; no list is an empty slot.
    slots: Vec<(u32, u8)>,
    /// Keys of given names that are mostly women's, and mostly men's.
    women: Vec<u64>,
    men: Vec<u64>,
    /// While it is read: those that are either's.
    both: Vec<u64>,
}

/// The gazetteer, built on first use.
pub fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);
    &GAZETTEER
}

impl Gazetteer {
    fn read() -> Self {
        let slots = vec![(0, 0); SLOTS];
        let mut gazetteer =
            Self { slots, women: Vec::new(), men: Vec::new(), both: Vec::new() };
        for (list, text) in [
            (List::Place, include_str!("../data/places.txt")),
            (List::Place, include_str!("../data/regions.txt")),
            (List::LastName, include_str!("../data/last_names.txt")),
            (List::Person, include_str!("../data/people.txt")),
            (List::Organization, include_str!("../data/organizations.txt")),
            (List::Country, include_str!("../data/countries.txt")),
            (List::Demonym, include_str!("../data/demonyms.txt")),
            (List::NewsBody, include_str!("../data/news_bodies.txt")),
        ] {
            text.lines().for_each(|name| gazetteer.put(name, list));
        }
        for text in [
            include_str!("../data/first_names.tsv"),
            include_str!("../data/first_names_more.tsv"),
        ] {
            gazetteer.read_first_names(text);
        }
        gazetteer.settle_sexes();
        gazetteer
    }

    fn read_first_names(&mut self, text: &str) {
        for line in text.lines() {
            let (name, sex) = line.split_once('\t').unwrap_or((line, "b"));
            self.put(name, List::FirstName);
            match sex {
                "f" => self.women.push(word_key(name)),
                "m" => self.men.push(word_key(name)),
                _ => self.both.push(word_key(name)),
            }
        }
    }

    /// A name that any list gives to both sexes, or that lists disagree about, tells none.
    fn settle_sexes(&mut self) {
        self.women.sort_unstable();
        self.men.sort_unstable();
        let mut both = std::mem::take(&mut self.both);
        both.extend(self.women.iter().filter(|key| self.men.binary_search(key).is_ok()));
        both.sort_unstable();
        for known in [&mut self.women, &mut self.men] {
            known.retain(|key| both.binary_search(key).is_err());
        }
    }

    fn put(&mut self, name: &str, list: List) {
        let mut words = name.split(' ');
        let Some(first) = words.next().filter(|word| !word.is_empty()) else { return };
        let key =
            words.fold(word_key(first), |key, word| phrase_key(key, word_key(word)));
        let slot = self.slot(key);
        self.slots[slot].0 = key as u32;
        self.slots[slot].1 |= list as u8;
    }

    fn slot(&self, key: u64) -> usize {
        let mut slot = (key >> 32) as usize % SLOTS;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != key as u32 {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    /// The lists that hold the phrase with this key, as a set of [`List`] bits.
    #[must_use]
    pub fn lists(&self, key: u64) -> u8 {
        self.slots[self.slot(key)].1
    }

    /// Whether a list holds the phrase with this key.
    #[must_use]
    pub fn holds(&self, key: u64, list: List) -> bool {
        self.lists(key) & list as u8 != 0
    }

    /// Whose given name this is, where it is mostly one sex's.
    #[must_use]
    pub fn sex(&self, first_name_key: u64) -> Option<Sex> {
        if self.women.binary_search(&first_name_key).is_ok() {
            return Some(Sex::Female);
        }
        self.men.binary_search(&first_name_key).is_ok().then_some(Sex::Male)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_words() {
        let two = phrase_key(word_key("new"), word_key("zealand"));
        assert!(gazetteer().holds(two, List::Country));
        assert!(!gazetteer().holds(word_key("zealand"), List::Country));
        assert_eq!(gazetteer().sex(word_key("helena")), Some(Sex::Female));
        assert_eq!(gazetteer().sex(word_key("james")), Some(Sex::Male));
        // Women's by the census, and a senator's; a woman's here, a man's in France.
        assert_eq!(gazetteer().sex(word_key("lindsey")), None);
        assert_eq!(gazetteer().sex(word_key("jean")), None);
        assert_eq!(gazetteer().sex(word_key("quake")), None);
    }
}
