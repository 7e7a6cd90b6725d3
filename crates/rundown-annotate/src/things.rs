//! Names that sound like people's and are a ship's or a place's.

use std::ops::Range;

use rundown_grammar::{Part, Relation};
use rundown_lexicon::{Kinds, List, gazetteer};
use rundown_news::{EntityKind, Map};
use rundown_text::fold;

use crate::copy::{Copy, Shape};
use crate::names::Name;
use crate::syntax::Syntax;

/// The names without the lone words that describe a noun as adjectives do: "an Arvennan
/// trawler" names nobody. Nor does a word that does nothing else in the article, and not
/// behind "the" alone: "a doomed Arvennan ferry" may be of a place, "the Allawi government" is
/// somebody's.
pub(crate) fn without_adjectives(
    copy: &Copy<'_>,
    syntax: &Syntax,
    names: Vec<Name>,
) -> Vec<Name> {
    let described = |at: usize| {
        let noun = syntax.head(at).filter(|noun| *noun > at)?;
        (syntax.part(noun) == Part::Noun).then_some(noun)
    };
    let describes =
        |at: usize| syntax.relation(at) == Relation::Adjective && described(at).is_some();
    // Behind an article, where a noun stands that the word describes.
    let article = |at: usize| {
        let noun =
            described(at).filter(|noun| copy.words[*noun].shape == Shape::Lower)?;
        let first = syntax.phrase(noun).start;
        copy.is(first, Kinds::DETERMINER).then(|| copy.word(first))
    };
    let is_any = |word: &str| matches!(word, "a" | "an" | "A" | "An" | "another");
    // Per word: whether it stands for itself anywhere, and whether it describes any one thing.
    let mut uses: Map<u64, (bool, bool)> = Map::default();
    for name in names.iter().filter(|name| name.kind == EntityKind::Person) {
        let article = article(name.words.start).filter(|_| name.words.len() == 1);
        for at in name.words.clone() {
            let (stands, any) = uses.entry(copy.words[at].key).or_default();
            *stands |= article.is_none();
            *any |= article.is_some_and(is_any);
        }
    }
    let is_known = |key: u64| {
        let known = List::FirstName as u8 | List::LastName as u8 | List::Person as u8;
        gazetteer().lists(key) & known != 0
    };
    let mut names = names;
    names.retain(|name| {
        let at = name.words.start;
        let key = copy.words[at].key;
        let only_describes = name.kind == EntityKind::Person
            && uses.get(&key) == Some(&(false, true))
            && !is_known(key);
        name.words.len() > 1 || !(describes(at) || only_describes)
    });
    names
}

/// A name is fixed if the article uses it so often, each time with the same word behind.
const FIXED_USES_MIN: u32 = 2;

/// Takes ships from the people and makes one place of "Keeper's Reach".
pub(crate) fn settle_things(copy: &Copy<'_>, names: &mut Vec<Name>) {
    drop_ships(copy, names);
    settle_which(copy, names);
    join_fixed(copy, names);
}

/// "The ferry Lady Corrigan": wherever the same words stand, it is the ferry.
fn drop_ships(copy: &Copy<'_>, names: &mut Vec<Name>) {
    let ships: Vec<&str> = names
        .iter()
        .map(|name| with_titles(copy, &name.words))
        .filter(|words| words.start > 0 && tells_of_ship(copy, words))
        .map(|words| copy.of(&words))
        .take(SHIPS_MAX)
        .collect();
    names.retain(|name| {
        name.kind != EntityKind::Person
            || !ships.contains(&copy.of(&with_titles(copy, &name.words)))
    });
}

/// An article names no more ships than this.
const SHIPS_MAX: usize = 32;
/// Before a name stand no more titles than this.
const TITLES_MAX: usize = 3;

/// The words of a name with the capitalised titles before it.
fn with_titles(copy: &Copy<'_>, words: &Range<usize>) -> Range<usize> {
    let floor = copy.sentence_of(words.start).start;
    let mut start = words.start;
    while start > floor.max(words.start.saturating_sub(TITLES_MAX))
        && copy.words[start - 1].shape == Shape::Capital
        && copy.is(start - 1, Kinds::TITLE.or(Kinds::HONORIFIC))
    {
        start -= 1;
    }
    start..words.end
}

/// "The ferry Lady Corrigan", "the Lady Corrigan": no lady takes an article.
fn tells_of_ship(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let before = copy.word(words.start - 1);
    let noble = matches!(
        copy.word(words.start),
        "Lady" | "Lord" | "King" | "Queen" | "Prince" | "Princess" | "Miss"
    );
    is_vessel(before)
        || noble && matches!(before, "the" | "The")
        || is_said_ship(copy, words)
}

/// "The Estrella del Sur, which sank": what "which" tells of is nobody, wherever the same words
/// stand.
fn settle_which(copy: &Copy<'_>, names: &mut [Name]) {
    let is_told = |words: &Range<usize>| {
        let limit = copy.sentence_of(words.start).end;
        words.start > 0
            && matches!(copy.word(words.start - 1), "the" | "The")
            && words.end + 1 < limit
            && copy.word(words.end) == ","
            && copy.word(words.end + 1) == "which"
    };
    let people = names.iter().filter(|name| name.kind == EntityKind::Person);
    let things: Vec<&str> = people
        .filter(|name| is_told(&name.words))
        .map(|name| copy.of(&name.words))
        .take(SHIPS_MAX)
        .collect();
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Person) {
        if things.contains(&copy.of(&name.words)) {
            name.kind = EntityKind::Organization;
        }
    }
}

/// What a dateline names is a place wherever the article names it, unless somebody in it is
/// called so: "HOUSTON (TCP) - Mary Houston said".
pub(crate) fn settle_dateline(copy: &Copy<'_>, names: &mut [Name], place: &str) {
    let place = fold(place);
    let is_borne = |name: &Name| {
        let last = copy.word(name.words.end.saturating_sub(1));
        name.kind == EntityKind::Person && name.words.len() > 1 && fold(last) == place
    };
    if names.iter().any(is_borne) {
        return;
    }
    for name in names.iter_mut() {
        if fold(copy.of(&name.words)) == place {
            name.kind = EntityKind::Place;
        }
    }
}

/// Words from a name to the vessel that it is said to be.
const APPOSED_MAX: usize = 5;

/// "The Annie Mersey, an old trawler seized last week,": but not ", the trawler captain,".
fn is_said_ship(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let limit = copy.sentence_of(words.start).end;
    let first = words.end + 1;
    let apposed =
        first < limit && copy.word(words.end) == "," && copy.is(first, Kinds::DETERMINER);
    let ends = |at: usize| {
        at >= limit
            || copy.words[at].shape == Shape::Sign
            || copy.is(at, Kinds::PREPOSITION)
            || copy.word(at).ends_with("ed")
            || matches!(copy.word(at), "that" | "which" | "taken" | "built")
    };
    let near = first + 1..limit.min(first + APPOSED_MAX);
    let mut near = near.take_while(|at| copy.word(*at) != ",");
    apposed && near.any(|at| is_vessel(copy.word(at)) && ends(at + 1))
}

/// A lone name of which nobody in the article bears the whole is a place if it mostly
/// stands where places do: "off Dunmore", "in Dunmore".
pub(crate) fn settle_places(copy: &Copy<'_>, names: &mut [Name]) {
    let mut stands: Map<u64, (u32, u32)> = Map::default();
    let mut borne: Map<u64, ()> = Map::default();
    for name in names.iter() {
        let last = copy.words[name.words.end - 1].key;
        if name.words.len() > 1 {
            borne.insert(last, ());
            borne.insert(copy.words[name.words.start].key, ());
            continue;
        }
        let stood = stands.entry(last).or_default();
        stood.0 += 1;
        stood.1 += u32::from(stands_as_place(copy, name.words.start));
    }
    for name in names.iter_mut() {
        let key = copy.words[name.words.start].key;
        let alone = name.words.len() == 1
            && name.kind == EntityKind::Person
            && !borne.contains_key(&key);
        let placed = stands.get(&key).is_some_and(|(all, placed)| placed * 2 >= *all);
        if alone && placed {
            name.kind = EntityKind::Place;
        }
    }
}

/// "In", "off" and the like right before, and no possessive behind.
fn stands_as_place(copy: &Copy<'_>, at: usize) -> bool {
    let owns = copy.words.get(at + 1).is_some_and(|word| word.shape == Shape::Clitic);
    let before = at.checked_sub(1).map_or("", |before| copy.word(before));
    !owns
        && matches!(
            before,
            "in" | "In" | "off" | "near" | "outside" | "across" | "around"
        )
}

fn is_vessel(word: &str) -> bool {
    matches!(
        word,
        "ferry"
            | "ship"
            | "vessel"
            | "boat"
            | "trawler"
            | "tanker"
            | "freighter"
            | "yacht"
            | "liner"
            | "frigate"
            | "destroyer"
            | "submarine"
            | "schooner"
            | "steamer"
            | "tug"
            | "tugboat"
            | "lifeboat"
            | "icebreaker"
    )
}

/// "Keeper's Reach", never "Keeper" alone: one name, of a place.
fn join_fixed(copy: &Copy<'_>, names: &mut Vec<Name>) {
    // Per word: its uses, and the word behind its possessive where that is the same.
    let mut uses: Map<u64, (u32, Option<u64>)> = Map::default();
    for at in 0..copy.words.len() {
        if copy.words[at].shape != Shape::Capital {
            continue;
        }
        let owned = owned_by(copy, at).map(|owned| copy.words[owned].key);
        let entry = uses.entry(copy.words[at].key).or_insert((0, owned));
        entry.0 += 1;
        if entry.1 != owned {
            entry.1 = None;
        }
    }
    for name in names.iter_mut().filter(|name| name.words.len() == 1) {
        let first = name.words.start;
        let is_fixed = name.kind != EntityKind::Organization
            && uses
                .get(&copy.words[first].key)
                .is_some_and(|(n, owned)| *n >= FIXED_USES_MIN && owned.is_some());
        if let Some(owned) = owned_by(copy, first).filter(|_| is_fixed) {
            *name = Name { words: first..owned + 1, kind: EntityKind::Place };
        }
    }
    let mut end = 0;
    names.retain(|name| {
        let fits = name.words.start >= end;
        end = end.max(name.words.end);
        fits
    });
}

/// The capitalised word behind a possessive, right there: the "Reach" of "Keeper's Reach".
fn owned_by(copy: &Copy<'_>, at: usize) -> Option<usize> {
    let owned = at + 2;
    let sentence = copy.sentence_of(at);
    let fits = owned < sentence.end
        && copy.words[at + 1].shape == Shape::Clitic
        && matches!(copy.word(at + 1), "'s" | "’s")
        && copy.words[owned].shape == Shape::Capital;
    fits.then_some(owned)
}
