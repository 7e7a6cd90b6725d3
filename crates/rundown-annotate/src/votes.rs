//! One kind for one name: the mentions of an article vote.

use std::ops::Range;

use rundown_lexicon::{Kinds, List, gazetteer, phrase_key};
use rundown_news::{EntityKind, Map};

use crate::copy::{Copy, Shape};
use crate::edges::{is_salutation, settle_edges};
use crate::last_word::last_word;
use crate::names::{KINDS, Name};
use crate::things::{settle_places, settle_things};

/// Trims names, lets the mentions of a name agree on its kind, and adds the mentions
/// that were missed although the name is known. The result is in order.
pub(crate) fn settle(copy: &Copy<'_>, names: Vec<Name>) -> Vec<Name> {
    let names = names.into_iter().flat_map(|name| parted(copy, name));
    let mut names: Vec<Name> = names.filter_map(|name| trimmed(copy, name)).collect();
    names.retain(|name| !names_an_event(copy, &name.words));
    settle_things(copy, &mut names);
    settle_edges(copy, &mut names);
    let ballot = Ballot::count(copy, &names);
    for name in &mut names {
        name.kind = ballot.kind(copy, name);
    }
    settle_places(copy, &mut names);
    add_missed(copy, &mut names, &ballot);
    names
}

/// Names that ran together, each for itself.
fn parted(copy: &Copy<'_>, name: Name) -> Vec<Name> {
    if name.kind == EntityKind::Person {
        persons(copy, &name)
    } else {
        joined(copy, name)
    }
}

/// A run of so many words holds more than one person, if given names stand in it.
const PERSON_WORDS_MAX: usize = 4;

/// "Ana Ana" and "Ana Ruiz Rex Lund Olga Bell" are lines of a list run together: a
/// person begins where a word is said again, and in a long run at each given name.
fn persons(copy: &Copy<'_>, name: &Name) -> Vec<Name> {
    let long = name.words.len() >= PERSON_WORDS_MAX;
    let is_given = |at: usize| {
        let lists = gazetteer().lists(copy.words[at].key);
        copy.words[at].shape == Shape::Capital && lists & List::FirstName as u8 != 0
    };
    let mut found: Vec<Name> = Vec::new();
    let mut start = name.words.start;
    for at in name.words.start + 1..name.words.end {
        let again = copy.words[at].key == copy.words[at - 1].key;
        let full = at >= start + 2 && at + 1 < name.words.end;
        if again || long && full && is_given(at) && is_given(start) {
            found.push(Name { words: start..at, kind: name.kind });
            start = at;
        }
    }
    found.push(Name { words: start..name.words.end, kind: name.kind });
    found
}

/// "Lund & Norway" are two names: no body is called so.
fn joined(copy: &Copy<'_>, name: Name) -> Vec<Name> {
    let joint = name.words.clone().rev().find(|at| matches!(copy.word(*at), "&" | "and"));
    let Some(joint) = joint
        .filter(|at| *at > name.words.start && name.kind == EntityKind::Organization)
    else {
        return vec![name];
    };
    let behind = joint + 1..name.words.end;
    let is_country =
        !behind.is_empty() && gazetteer().holds(key(copy, &behind), List::Country);
    if !is_country {
        return vec![name];
    }
    let first = name.words.start..joint;
    let titled = copy.is(first.start, Kinds::TITLE.or(Kinds::HONORIFIC))
        || first.start > 0 && copy.is(first.start - 1, Kinds::TITLE.or(Kinds::HONORIFIC));
    let kind = if gazetteer().holds(key(copy, &first), List::Country) {
        EntityKind::Place
    } else if titled {
        EntityKind::Person
    } else {
        name.kind
    };
    vec![Name { words: first, kind }, Name { words: behind, kind: EntityKind::Place }]
}

/// So many words behind a name can still be of the event it names.
const EVENT_WORDS_MAX: usize = 4;

/// "The 2031 Norrland general election" is the name of an event, not of a place.
fn names_an_event(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let year = words.start.checked_sub(1).is_some_and(|at| {
        copy.words[at].shape == Shape::Number && copy.word(at).len() == 4
    });
    let starts_with_year = copy.words[words.start].shape == Shape::Number;
    let sentence = copy.sentence_of(words.start);
    let behind = words.end..sentence.end.min(words.end + EVENT_WORDS_MAX);
    let is_event = |at: usize| {
        matches!(
            &*rundown_text::fold(copy.word(at)),
            "election"
                | "elections"
                | "referendum"
                | "primary"
                | "primaries"
                | "caucus"
                | "caucuses"
                | "convention"
                | "olympics"
                | "championship"
                | "championships"
        )
    };
    (year || starts_with_year)
        && behind.take_while(|at| copy.words[*at].shape != Shape::Sign).any(is_event)
}

/// The name without titles and closing signs; `None` if nothing is left.
fn trimmed(copy: &Copy<'_>, mut name: Name) -> Option<Name> {
    let is_title = |at: usize| {
        let kinds = if name.kind == EntityKind::Person {
            Kinds::TITLE.or(Kinds::HONORIFIC)
        } else {
            Kinds::HONORIFIC
        };
        copy.is(at, kinds) && copy.words[at].shape != Shape::Letter
            || name.kind == EntityKind::Person && is_role_before_name(copy, at, &name)
    };
    let mut words = name.words.clone();
    while words.len() > 1
        && (is_title(words.start) && copy.words[words.start + 1].shape.is_capital()
            || copy.is(words.start, Kinds::DETERMINER)
            || is_party_before_name(copy, &words, name.kind)
            || copy.words[words.start].shape == Shape::Sign)
    {
        words.start += 1;
    }
    while words.len() > 1 && ends_oddly(copy, words.end - 1) {
        words.end -= 1;
    }
    words = without_office(copy, words, &mut name.kind)?;
    let is_body = name.kind == EntityKind::Organization;
    if name.kind == EntityKind::Person && is_called_a_body(copy, &words) {
        name.kind = EntityKind::Organization;
    }
    if words.len() == 1 && is_body && sounds_like_a_person(copy, words.start) {
        name.kind = EntityKind::Person;
    }
    if words.len() == 1 && !is_body && is_outlet(copy, words.start) {
        name.kind = EntityKind::Organization;
    }
    let alone_and_small = words.len() == 1
        && (!copy.words[words.start].shape.is_capital()
            || copy.is(words.start, Kinds::HONORIFIC)
            || is_salutation(copy.word(words.start))
            || copy.is(words.start, Kinds::SUBJECT.or(Kinds::DAY))
                && !all_capitals(copy, &words));
    name.words = words;
    (!alone_and_small).then_some(name)
}

/// "Clerk Ana Ruiz", "Supervisor Tom Bell": what somebody is before a full name.
fn is_role_before_name(copy: &Copy<'_>, at: usize, name: &Name) -> bool {
    let given = |at: usize| gazetteer().holds(copy.words[at].key, List::FirstName);
    copy.is(at, Kinds::ROLE) && name.words.end > at + 2 && !given(at) && given(at + 1)
}

/// "Liberal Wilson Lund": a party or people before a full name.
fn is_party_before_name(copy: &Copy<'_>, words: &Range<usize>, kind: EntityKind) -> bool {
    let first = copy.words[words.start].key;
    kind == EntityKind::Person
        && words.len() > 2
        && gazetteer().holds(copy.words[words.start + 1].key, List::FirstName)
        && !gazetteer().holds(first, List::FirstName)
        && (gazetteer().holds(first, List::Demonym)
            || gazetteer().holds(first, List::NewsBody)
            || matches!(
                copy.word(words.start),
                "Liberal" | "Conservative" | "Labor" | "Socialist" | "Green"
            ))
}

/// "National Bloc", "Rural League": nobody who has a given name is called so.
fn is_called_a_body(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let given = gazetteer().holds(copy.words[words.start].key, List::FirstName);
    words.len() > 1 && !given && copy.is(words.end - 1, Kinds::BODY)
}

/// A lone surname or given name that is no listed place or body.
fn sounds_like_a_person(copy: &Copy<'_>, at: usize) -> bool {
    let word = &copy.words[at];
    let lists = gazetteer().lists(word.key);
    let personal = List::FirstName as u8 | List::LastName as u8;
    word.shape == Shape::Capital && lists & personal != 0 && lists & !personal == 0
}

/// A lone name of a listed news body that nobody is called by.
fn is_outlet(copy: &Copy<'_>, at: usize) -> bool {
    let lists = gazetteer().lists(copy.words[at].key);
    let other = List::FirstName as u8 | List::LastName as u8 | List::Place as u8;
    lists & List::NewsBody as u8 != 0 && lists & other == 0
}

/// "Chancellor of Germany" names Germany; "Postmaster General" and the "State" of
/// "Secretary of State" name nobody.
fn without_office(
    copy: &Copy<'_>,
    words: Range<usize>,
    kind: &mut EntityKind,
) -> Option<Range<usize>> {
    let office = Kinds::TITLE.or(Kinds::ROLE);
    let is_office = |at: usize| copy.is(at, office) && !copy.is(at, Kinds::BODY);
    let of = words.clone().find(|at| matches!(copy.word(*at), "of" | "for"));
    let led = of.filter(|of| {
        *of > words.start && of + 1 < words.end && (words.start..*of).all(is_office)
    });
    if let Some(of) = led {
        let is_place = gazetteer().holds(copy.words[of + 1].key, List::Place);
        *kind = if is_place { EntityKind::Place } else { EntityKind::Organization };
        return Some(of + 1..words.end).filter(|rest| !is_portfolio(copy, rest));
    }
    let of_office = words.start >= 2
        && copy.word(words.start - 1) == "of"
        && is_office(words.start - 2)
        && is_portfolio(copy, &words);
    // The "General" of "Attorney General William Barr".
    let of_title = words.start > copy.sentence_of(words.start).start
        && is_office(words.start - 1)
        && copy.words[words.start - 1].shape == Shape::Capital;
    let nobody = (of_title || *kind != EntityKind::Person)
        && words.clone().all(is_office)
        && !(of_title && gazetteer().holds(copy.words[words.start].key, List::FirstName));
    (!nobody && !of_office).then_some(words)
}

/// What a minister or secretary is of, alone: "State", "Defense".
fn is_portfolio(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let last = &*rundown_text::fold(copy.word(words.end - 1));
    matches!(
        last,
        "state"
            | "defense"
            | "defence"
            | "commerce"
            | "labor"
            | "labour"
            | "energy"
            | "justice"
            | "finance"
            | "education"
            | "agriculture"
            | "transportation"
            | "interior"
            | "health"
            | "trade"
            | "staff"
            | "police"
            | "war"
            | "affairs"
            | "treasury"
            | "security"
            | "transport"
    ) && words.len() <= 2
}

fn all_capitals(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    copy.words[words.start].shape == Shape::Capitals
}

fn ends_oddly(copy: &Copy<'_>, at: usize) -> bool {
    match copy.words[at].shape {
        Shape::Clitic | Shape::Sign => true,
        Shape::Lower => copy.is(at, Kinds::JOINT),
        _ => false,
    }
}

/// Votes for the kind of each name.
struct Ballot {
    votes: Map<u64, [u32; 3]>,
    /// Last words of full names of people, with how often.
    surnames: Map<u64, u32>,
}

impl Ballot {
    fn count(copy: &Copy<'_>, names: &[Name]) -> Self {
        let mut ballot = Self { votes: Map::default(), surnames: Map::default() };
        for name in names {
            let kind = index(name.kind);
            ballot.votes.entry(key(copy, &name.words)).or_default()[kind] += 1;
        }
        for name in names.iter().filter(|name| name.words.len() > 1) {
            if ballot.majority(copy, name) == EntityKind::Person {
                let last = last_word(copy, &name.words);
                *ballot.surnames.entry(copy.words[last].key).or_default() += 1;
            }
        }
        ballot
    }

    fn majority(&self, copy: &Copy<'_>, name: &Name) -> EntityKind {
        let votes = self.votes.get(&key(copy, &name.words)).copied().unwrap_or_default();
        let most = votes.iter().max().copied().unwrap_or(0);
        if votes[index(name.kind)] == most {
            return name.kind;
        }
        KINDS[votes.iter().position(|count| *count == most).unwrap_or(0)]
    }

    /// The kind of a name: a surname of somebody in the article is a person; else what
    /// most mentions say.
    fn kind(&self, copy: &Copy<'_>, name: &Name) -> EntityKind {
        if name.words.len() == 1 {
            let key = copy.words[name.words.start].key;
            let is_country = gazetteer().holds(key, List::Country);
            if self.surnames.contains_key(&key) && !is_country {
                return EntityKind::Person;
            }
        }
        self.majority(copy, name)
    }
}

fn index(kind: EntityKind) -> usize {
    KINDS.iter().position(|k| *k == kind).unwrap_or(0)
}

fn key(copy: &Copy<'_>, words: &Range<usize>) -> u64 {
    let first = copy.words[words.start].key;
    (words.start + 1..words.end)
        .fold(first, |key, at| phrase_key(key, copy.words[at].key))
}

/// Single capitalised words that no name holds, although the article uses them as the
/// name or surname of somebody or something.
fn add_missed(copy: &Copy<'_>, names: &mut Vec<Name>, ballot: &Ballot) {
    let mut taken = vec![false; copy.words.len()];
    for name in &*names {
        taken[name.words.clone()].fill(true);
    }
    let mut missed = Vec::new();
    for (at, word) in copy.words.iter().enumerate() {
        let usable = word.shape.is_capital() && word.shape != Shape::Letter && !taken[at];
        if !usable || word.kinds.has(Kinds::OPENER.or(Kinds::DAY).or(Kinds::TITLE)) {
            continue;
        }
        let touches = |near: Option<usize>| {
            near.is_some_and(|i| {
                let dressing = Kinds::TITLE.or(Kinds::HONORIFIC);
                copy.words.get(i).is_some_and(|word| {
                    !taken[i] && word.shape.is_capital() && !word.kinds.has(dressing)
                })
            })
        };
        if touches(at.checked_sub(1)) || touches(Some(at + 1)) {
            continue;
        }
        let honored = at > 0 && copy.is(at - 1, Kinds::HONORIFIC);
        let kind = if honored || ballot.surnames.contains_key(&word.key) {
            Some(EntityKind::Person)
        } else {
            ballot.votes.get(&word.key).and_then(|votes| {
                let most = votes.iter().max().copied().unwrap_or(0);
                (most >= 2).then(|| {
                    KINDS[votes.iter().position(|count| *count == most).unwrap_or(0)]
                })
            })
        };
        missed.extend(kind.map(|kind| Name { words: at..at + 1, kind }));
    }
    names.extend(missed);
    names.sort_by_key(|name| name.words.start);
}
