//! Where a name begins and ends, by the form of what stands at its edges.

use std::ops::Range;
use std::sync::LazyLock;

use rundown_lexicon::{Kinds, List, gazetteer, phrase_key, word_classes, word_key};
use rundown_news::EntityKind;

use crate::copy::{Copy, Shape};
use crate::names::Name;
use crate::offices::is_compound_role;

/// Cuts off what no name begins or ends with, adds what belongs to it, and adds names
/// that form alone tells. The names are in order before and after.
pub(crate) fn settle_edges(copy: &Copy<'_>, names: &mut Vec<Name>) {
    names.retain(|name| !is_credit(copy, &name.words));
    for name in names.iter_mut() {
        cut(copy, name);
    }
    for i in 0..names.len() {
        let floor = if i == 0 { 0 } else { names[i - 1].words.end };
        let ceiling = names.get(i + 1).map_or(copy.words.len(), |next| next.words.start);
        stretch(copy, &mut names[i], floor..ceiling);
    }
    add_initials(copy, names);
    add_small_places(copy, names);
}

/// "(Reuters)", "Ana Ruiz/AP", "AP Photo/Ana Ruiz": who took or sent it, not whom it is
/// about.
fn is_credit(copy: &Copy<'_>, words: &Range<usize>) -> bool {
    let word = |at: Option<usize>| {
        at.filter(|at| *at < copy.words.len()).map_or("", |at| copy.word(at))
    };
    let before = word(words.start.checked_sub(1));
    let after = word(Some(words.end));
    let behind_slash = before == "/"
        && (is_agency(copy.word(words.start))
            || word(words.start.checked_sub(2)) == "Photo");
    let before_slash = after == "/" && is_agency(word(Some(words.end + 1)));
    let in_brackets = before == "(" && after == ")" && is_agency(copy.of(words));
    behind_slash || before_slash || in_brackets
}

fn is_agency(word: &str) -> bool {
    matches!(
        word,
        "AP" | "AFP" | "Reuters" | "REUTERS" | "Getty" | "EPA" | "UPI" | "Bloomberg"
    )
}

/// "Ana Ruiz See", "Ana Ruiz 08/16/2000", "Dear Ana": lines that ran together.
fn cut(copy: &Copy<'_>, name: &mut Name) {
    while name.words.len() > 1 && ends_beyond(copy, name) {
        name.words.end -= 1;
    }
    while name.words.len() > 1 && begins_before(copy, name) {
        name.words.start += 1;
    }
}

fn ends_beyond(copy: &Copy<'_>, name: &Name) -> bool {
    let last = name.words.end - 1;
    let word = copy.word(last);
    if name.kind != EntityKind::Person {
        let opens = Kinds::SUBJECT.or(Kinds::DETERMINER);
        return copy.words[last].shape == Shape::Capital && copy.is(last, opens);
    }
    let opens = copy.is(last, Kinds::OPENER.or(Kinds::SUBJECT).or(Kinds::DETERMINER))
        && !gazetteer().holds(copy.words[last].key, List::LastName);
    let postscript = matches!(word, "PS" | "P.S." | "FYI" | "RE" | "FW");
    opens
        || postscript
        || is_salutation(word)
        || word.starts_with(|c: char| c.is_ascii_digit())
}

fn begins_before(copy: &Copy<'_>, name: &Name) -> bool {
    let first = name.words.start;
    let opens = copy.is(first, Kinds::OPENER)
        && !gazetteer().holds(copy.words[first].key, List::FirstName);
    let shouts = matches!(copy.word(first), "FYI" | "RE" | "FW" | "PS" | "P.S.");
    // "Ex-mayor Ana Ruiz"
    let opens = opens || is_compound_role(copy.word(first));
    name.kind == EntityKind::Person
        && (opens || shouts || is_salutation(copy.word(first)))
}

/// What letters and posts open and close with.
pub(crate) fn is_salutation(word: &str) -> bool {
    matches!(
        &*rundown_text::fold(word),
        "hi" | "hey"
            | "hello"
            | "dear"
            | "thanks"
            | "regards"
            | "sincerely"
            | "cheers"
            | "see"
            | "please"
            | "plz"
            | "ok"
            | "lol"
            | "yes"
            | "yeah"
            | "ya"
            | "attached"
    )
}

/// Between a name's first word and its small words stand no more than so many.
const PARTICLES_MAX: usize = 2;

/// "Osama bin Laden" cut to "Laden", "Elm Works" before ", Inc.".
fn stretch(copy: &Copy<'_>, name: &mut Name, room: Range<usize>) {
    let sentence = copy.sentence_of(name.words.start);
    match name.kind {
        EntityKind::Person => {
            let floor = room.start.max(sentence.start);
            let mut start = name.words.start;
            while start > floor.max(name.words.start.saturating_sub(PARTICLES_MAX))
                && is_particle(copy.word(start - 1))
            {
                start -= 1;
            }
            let of_another = start > floor && copy.words[start - 1].shape.is_capital();
            if !of_another {
                name.words.start = start;
            }
        }
        EntityKind::Organization => {
            let end = name.words.end;
            let fits = end + 1 < room.end.min(sentence.end)
                && copy.word(end) == ","
                && is_company(copy.word(end + 1));
            if fits {
                name.words.end = end + 2;
            }
        }
        EntityKind::Place => {}
    }
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "bin"
            | "ibn"
            | "bint"
            | "al"
            | "von"
            | "van"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "du"
            | "dos"
            | "da"
    )
}

fn is_company(word: &str) -> bool {
    matches!(
        word,
        "Inc"
            | "Inc."
            | "Corp"
            | "Corp."
            | "Ltd"
            | "Ltd."
            | "LLC"
            | "L.L.C."
            | "PLC"
            | "plc"
            | "LLP"
            | "L.P."
            | "LP"
            | "Co."
    )
}

/// "The Norrland Harbour Union (NHU)": the initials of a body in brackets behind it.
fn add_initials(copy: &Copy<'_>, names: &mut Vec<Name>) {
    let mut found: Vec<Name> = Vec::new();
    for name in names.iter().filter(|name| name.kind == EntityKind::Organization) {
        let at = name.words.end + 1;
        let bracketed = at + 1 < copy.words.len()
            && copy.word(at - 1) == "("
            && copy.word(at + 1) == ")"
            && matches!(
                copy.words[at].shape,
                Shape::Capitals | Shape::Mixed | Shape::Dotted
            );
        let first = |at: usize| copy.word(at).chars().next();
        if bracketed && name.words.len() > 1 && first(at) == first(name.words.start) {
            found.push(Name { words: at..at + 1, kind: EntityKind::Organization });
        }
    }
    put(names, found);
}

/// Places in small letters, in sentences typed without capitals: "anyone from
/// san francisco here?"
fn add_small_places(copy: &Copy<'_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for sentence in &copy.sentences {
        if !is_careless(copy, sentence) {
            continue;
        }
        let mut at = sentence.start;
        while at < sentence.end {
            let end = small_place_end(copy, at, sentence.end);
            if end > at {
                found.push(Name { words: at..end, kind: EntityKind::Place });
            }
            at = end.max(at + 1);
        }
    }
    put(names, found);
}

/// Whether a sentence begins small, or says "i".
fn is_careless(copy: &Copy<'_>, sentence: &Range<usize>) -> bool {
    copy.words[sentence.start].shape == Shape::Lower
        || sentence.clone().any(|at| copy.word(at) == "i")
}

/// Words of a place in small letters.
const SMALL_PLACE_WORDS_MAX: usize = 3;

fn small_place_end(copy: &Copy<'_>, start: usize, limit: usize) -> usize {
    let is_small = |at: usize| {
        copy.words[at].shape == Shape::Lower && copy.words[at].kinds == Kinds::default()
    };
    let mut end = start;
    let mut key = 0;
    for at in start..limit.min(start + SMALL_PLACE_WORDS_MAX) {
        if !is_small(at) {
            break;
        }
        let word = copy.words[at].key;
        key = if at == start { word } else { phrase_key(key, word) };
        let is_sure = at > start || is_like_a_place(word);
        if is_sure
            && gazetteer().lists(key) & (List::Place as u8 | List::Country as u8) != 0
        {
            end = at + 1;
        }
    }
    end
}

/// Whether a word keeps company as towns and countries do: "nice" and "reading" are
/// towns, but stand where adjectives and verbs do.
fn is_like_a_place(key: u64) -> bool {
    static CLASSES: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let classes =
            PLACES.iter().filter_map(|place| word_classes().of(word_key(place)));
        classes.map(|(_, many)| many).collect()
    });
    word_classes().of(key).is_some_and(|(_, many)| CLASSES.contains(&many))
}

/// Places of many sorts, to know their classes by.
const PLACES: [&str; 24] = [
    "chicago",
    "seattle",
    "paris",
    "berlin",
    "madrid",
    "mumbai",
    "toronto",
    "sydney",
    "california",
    "texas",
    "florida",
    "kerala",
    "punjab",
    "france",
    "india",
    "mexico",
    "vietnam",
    "kenya",
    "brazil",
    "iraq",
    "egypt",
    "ontario",
    "auckland",
    "malaysia",
];

/// Adds names where none is.
fn put(names: &mut Vec<Name>, found: Vec<Name>) {
    for name in found {
        let at = names.partition_point(|other| other.words.end <= name.words.start);
        match names.get_mut(at) {
            Some(other) if other.words == name.words => other.kind = name.kind,
            Some(other) if other.words.start < name.words.end => {}
            _ => names.insert(at, name),
        }
    }
}

#[cfg(test)]
mod tests {

    fn names(text: &str) -> Vec<String> {
        let article = crate::sample::article(text);
        let entities = crate::annotate(&article).value.entities;
        entities.into_iter().map(|entity| entity.name).collect()
    }

    #[test]
    fn agencies_in_credits_are_no_names() {
        assert_eq!(names("Police met Anna Weber. (Reuters)"), ["Anna Weber"]);
        assert!(names("The dam on Monday. Anna Weber/AP").is_empty());
    }

    #[test]
    fn a_line_run_together_ends_the_name() {
        let found = names("Please write to Anna Weber 08/16/2031 or call.");
        assert_eq!(found, ["Anna Weber"]);
    }

    #[test]
    fn one_person_by_nickname_and_initial() {
        let text = "William P. Weber said so on Monday. Bill Weber left early.";
        assert_eq!(names(text), ["William P. Weber"]);
    }

    #[test]
    fn half_an_office_is_nobody() {
        let found = names("Attorney General William P. Weber said so on Monday.");
        assert_eq!(found, ["William P. Weber"]);
    }

    #[test]
    fn places_are_found_in_careless_copy() {
        assert_eq!(names("i moved from san francisco last year."), ["san francisco"]);
    }
}
