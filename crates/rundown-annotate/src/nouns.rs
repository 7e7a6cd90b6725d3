//! What reads like a name and is none, or several: "Arvenna und Sundra" is no person.
//!
//! Common nouns that read like names, where a language writes every noun with a capital.
//!
//! What tells them apart is grammar: "die Fähre", "im alten Hafen". A word that the article
//! shows behind such a word is a noun wherever it stands; few names take an article, and the
//! folder of the language lists these. So are words of time and number, and those that end
//! as nouns alone do. Where the folder lists nothing, nothing is left out.

use rundown_grammar::Part;
use rundown_lexicon::{List, gazetteer};
use rundown_news::{EntityKind, Lang, Set};

use crate::copy::{Copy, Shape};
use crate::names::Name;
use crate::syntax::Syntax;

/// The names without what the article shows to be nouns, each person by itself.
pub(crate) fn without_nouns(
    copy: &Copy<'_>,
    syntax: &Syntax,
    names: Vec<Name>,
) -> Vec<Name> {
    let names = names.into_iter().flat_map(|name| apart(copy, name));
    let names: Vec<Name> = names.filter_map(|name| undressed(copy, name)).collect();
    let nouns = nouns(copy);
    if nouns.is_empty() {
        return names;
    }
    let mut names: Vec<Name> = names
        .into_iter()
        .map(|name| without_article(copy, name))
        .filter_map(|name| proper(copy, syntax, name))
        .collect();
    // Whoever has a first name anywhere is meant by the last one, too.
    let long = names.iter().filter(|name| name.words.len() > 1);
    let named: Set<&str> =
        long.flat_map(|name| name.words.clone()).map(|at| copy.word(at)).collect();
    names.retain(|name| {
        let at = name.words.start;
        let word = copy.word(at);
        let is_noun = || {
            nouns.contains(word)
                || copy.measures(at)
                || copy.ends(at, "noun-ending") && !copy.lists(at, "noun-before-not")
        };
        name.words.len() > 1 || named.contains(word) || !is_noun()
    });
    names
}

/// A person's name cut at the words that join persons and stand in no name.
fn apart(copy: &Copy<'_>, name: Name) -> Vec<Name> {
    if name.kind != EntityKind::Person {
        return vec![name];
    }
    let places: Vec<usize> = name.words.collect();
    let parts = places.split(|at| copy.lists(*at, "name-apart"));
    let named = parts.filter_map(|part| Some(*part.first()?..*part.last()? + 1));
    named.map(|words| Name { words, kind: name.kind }).collect()
}

/// "Wczoraj Jan Kos" and "Burmistrz Jan Kos" at the head of a sentence are Jan Kos, and "Nie"
/// there is nobody.
fn undressed(copy: &Copy<'_>, mut name: Name) -> Option<Name> {
    if name.kind != EntityKind::Person || copy.lang == Lang::ENGLISH {
        return Some(name);
    }
    let first = name.words.start;
    let opens = copy.sentence_of(first).start == first;
    let small =
        || rundown_text::is_stop_word(&copy.word(first).to_lowercase(), copy.lang);
    if name.words.len() == 1 && opens && small() {
        return None;
    }
    let dresses = |at: usize| {
        copy.lists(at, "name-title") || at == first && opens && copy.tells_day(at)
    };
    while !name.words.is_empty() && dresses(name.words.start) {
        name.words.start += 1;
    }
    (!name.words.is_empty()).then_some(name)
}

/// "Präsidentin Helena Marsh" is Helena Marsh, "Nach Angaben der Regierung" is nobody: of a
/// person or place only what the grammar takes for a name, from the first such word, or a
/// given name right before it, to the last before one that is none.
fn proper(copy: &Copy<'_>, syntax: &Syntax, name: Name) -> Option<Name> {
    if name.kind == EntityKind::Organization {
        return Some(name);
    }
    let is_name = |at: &usize| syntax.part(*at) == Part::Name;
    let is_given = |at: &usize| gazetteer().holds(copy.words[*at].key, List::FirstName);
    // "Vera Falk" at the head of a sentence, where "Falk" or both read like nouns.
    let whole = name.kind == EntityKind::Person && name.words.len() > 1;
    let is_last = |at: usize| {
        at > name.words.start
            && at + 1 == name.words.end
            && is_given(&(at - 1))
            && copy.words[at].shape == Shape::Capital
    };
    let is_name = |at: &usize| is_name(at) || whole && (is_given(at) || is_last(*at));
    let joins = |at: &usize| is_name(at) || copy.words[*at].shape == Shape::Lower;
    let first = name.words.clone().find(is_name)?;
    let given = (name.words.start..first).rev().take_while(is_given).last();
    let start = given.filter(|_| name.kind == EntityKind::Person).unwrap_or(first);
    let end = (start..name.words.end).take_while(joins).filter(is_name).last()? + 1;
    Some(Name { words: start..end, kind: name.kind })
}

/// "Der Hafen" is no longer a name than "Hafen".
fn without_article(copy: &Copy<'_>, mut name: Name) -> Name {
    while name.words.len() > 1 && copy.lists(name.words.start, "noun-before") {
        name.words.start += 1;
    }
    name
}

/// The words with a capital behind an article, or an article and one word without.
fn nouns<'a>(copy: &Copy<'a>) -> Set<&'a str> {
    let mut nouns = Set::default();
    for sentence in &copy.sentences {
        for at in sentence.clone().skip(1) {
            let behind_article = copy.lists(at - 1, "noun-before");
            let behind_both = copy.words[at - 1].shape == Shape::Lower
                && at >= sentence.start + 2
                && copy.lists(at - 2, "noun-before");
            if copy.words[at].shape == Shape::Capital
                && (behind_article || behind_both)
                && !copy.lists(at, "noun-before-not")
            {
                nouns.insert(copy.word(at));
            }
        }
    }
    nouns
}
