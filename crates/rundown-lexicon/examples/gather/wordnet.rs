//! Nouns for persons, out of WordNet's files (Miller 1995; format: `wndb(5WN)`).

use std::collections::{BTreeMap, BTreeSet};

/// The synset of "person, individual, someone".
const PERSON: &str = "00007846";

/// Endings of nouns for who does something: of these a later sense is enough.
const OF_DOERS: [&str; 7] = ["er", "or", "ist", "ee", "man", "woman", "ian"];

/// Senses looked at, the commonest first.
const SENSES_MAX: usize = 2;

/// The single words of lower case whose common sense is a person.
pub(crate) fn persons(data: &str, index: &str) -> BTreeSet<String> {
    let entries = data.lines().filter(|line| !line.starts_with(' '));
    let entries: Vec<Vec<&str>> = entries.map(fields).collect();
    let above: BTreeMap<&str, Vec<&str>> = entries
        .iter()
        .filter_map(|entry| Some((*entry.first()?, above(entry))))
        .collect();
    let lower: BTreeSet<&str> = entries.iter().flat_map(|entry| lemmas(entry)).collect();
    let words = index.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| {
        let (word, senses) = word_senses(line)?;
        let plain =
            word.len() > 2 && word.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
        let doer = OF_DOERS.iter().any(|ending| word.ends_with(ending));
        let looked_at = if doer { SENSES_MAX } else { 1 };
        let mut senses = senses.into_iter().take(looked_at);
        let person = senses.any(|sense| is_person(&above, sense));
        (plain && lower.contains(word) && person).then(|| word.to_owned())
    });
    words.collect()
}

fn fields(line: &str) -> Vec<&str> {
    line.split('|').next().unwrap_or("").split_whitespace().collect()
}

/// The words of a synset that are written in lower case.
fn lemmas<'a>(entry: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let words = entry.iter().copied().skip(4).step_by(2).take(word_count(entry));
    words.filter(|word| word.chars().all(|c| !c.is_uppercase()))
}

fn word_count(entry: &[&str]) -> usize {
    entry.get(3).and_then(|count| usize::from_str_radix(count, 16).ok()).unwrap_or(0)
}

/// The synsets that a synset is a kind of.
fn above<'a>(entry: &[&'a str]) -> Vec<&'a str> {
    let pointers = entry.get(5 + 2 * word_count(entry)..).unwrap_or(&[]);
    pointers
        .chunks(4)
        .filter(|one| one[0] == "@")
        .filter_map(|one| one.get(1).copied())
        .collect()
}

/// A word and its synsets, the commonest first.
fn word_senses(line: &str) -> Option<(&str, Vec<&str>)> {
    let parts = fields(line);
    let pointers: usize = parts.get(3)?.parse().ok()?;
    Some((parts.first()?, parts.get(6 + pointers..)?.to_vec()))
}

fn is_person(above: &BTreeMap<&str, Vec<&str>>, synset: &str) -> bool {
    let kinds = above.get(synset).map_or(&[][..], Vec::as_slice);
    synset == PERSON || kinds.iter().any(|kind| is_person(above, kind))
}
