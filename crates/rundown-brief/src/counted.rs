//! What a figure counts: "people killed", "the dead" and "death toll" are one thing.

use rundown_news::{Figure, Lang, Quantity, ReadArticle};
use rundown_text::Stemmer;

use crate::words::{term_of, words};

/// What several outlets count under several names. Stems of the words that show it.
const CLASSES: &[(&str, &[&str])] = &[
    ("dead", &["dead", "kill", "death", "die", "fatal", "bodi", "corps", "deadli"]),
    ("hurt", &["injur", "wound", "hurt", "casualti"]),
    ("missing", &["miss", "unaccount", "disappear"]),
    ("displaced", &["evacu", "displac", "homeless", "fled", "flee", "move"]),
    ("held", &["arrest", "detain", "detaine", "custodi"]),
    ("sick", &["infect", "case", "ill", "sick", "sicken", "patient"]),
    ("rescued", &["rescu", "surviv", "survivor", "save"]),
    ("trapped", &["trap", "strand", "stuck"]),
];

/// Words that count people and say nothing else.
const OF_PEOPLE: &[&str] = &[
    "peopl", "person", "resid", "men", "women", "children", "other", "individu",
    "victim", "civilian", "more", "inhabit", "total", "villag", "man", "woman", "child",
];

/// A counted thing, in a form to compare.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Thing {
    /// One of the things that outlets count under several names.
    Class(&'static str),
    /// People, and nothing near them says which.
    People,
    /// The stems of its words.
    Other(String),
}

impl Thing {
    /// Whether it is one noun that says nothing of which ones are meant.
    pub(crate) fn is_bare(&self) -> bool {
        matches!(self, Self::Other(stems) if !stems.contains(' '))
    }

    /// Whether its number can grow but hardly fall.
    pub(crate) fn only_grows(&self) -> bool {
        matches!(self, Self::Class("dead" | "hurt" | "rescued"))
    }
}

/// What each figure of an article counts; none where it cannot be told.
pub(crate) fn things(read: &ReadArticle) -> Vec<Option<Thing>> {
    let stemmer = Stemmer::new(read.article.lang);
    let figures = read.annotations.figures.iter();
    figures.map(|figure| thing(read, figure, &stemmer)).collect()
}

fn thing(read: &ReadArticle, figure: &Figure, stemmer: &Stemmer) -> Option<Thing> {
    let lang = read.article.lang;
    if let Some(class) = figure.quantity.and_then(class_named) {
        return Some(Thing::Class(class));
    }
    let own = stems(&figure.counted, lang, stemmer);
    if let Some(class) = class_of(&own) {
        return Some(Thing::Class(class));
    }
    let people = own.iter().all(|stem| OF_PEOPLE.contains(&stem.as_str()));
    if people && figure.unit.is_empty() {
        let around = stems(clause(&read.article.text, figure), lang, stemmer);
        return match class_of(&around) {
            Some(class) => Some(Thing::Class(class)),
            None if own.is_empty() => None,
            None => Some(Thing::People),
        };
    }
    let digit = |stem: &String| stem.starts_with(|c: char| c.is_ascii_digit());
    let mut rest: Vec<String> = own.into_iter().filter(|stem| !digit(stem)).collect();
    rest.sort_unstable();
    rest.dedup();
    (!rest.is_empty()).then(|| Thing::Other(rest.join(" ")))
}

/// The class of a quantity that is one thing in a story; votes and seats have sides, and
/// are told apart by their words.
fn class_named(quantity: Quantity) -> Option<&'static str> {
    Some(match quantity {
        Quantity::Killed => "dead",
        Quantity::Injured => "hurt",
        Quantity::Missing => "missing",
        Quantity::Displaced => "displaced",
        Quantity::Arrested => "held",
        Quantity::Sick => "sick",
        Quantity::Rescued => "rescued",
        Quantity::Trapped => "trapped",
        Quantity::Votes | Quantity::Seats | Quantity::Jobs => return None,
    })
}

fn class_of(stems: &[String]) -> Option<&'static str> {
    let shows = |words: &[&str]| stems.iter().any(|stem| words.contains(&stem.as_str()));
    CLASSES.iter().find(|(_, words)| shows(words)).map(|(class, _)| *class)
}

fn stems(text: &str, lang: Lang, stemmer: &Stemmer) -> Vec<String> {
    words(text).filter_map(|word| term_of(word, lang, stemmer)).collect()
}

/// Bytes on either side in which the verb of a bare "12 people" stands.
const CLAUSE_BEFORE: usize = 24;
const CLAUSE_AFTER: usize = 40;

/// The words around a figure, up to the next comma or full stop.
fn clause<'a>(text: &'a str, figure: &Figure) -> &'a str {
    let counted = figure.counted_span.unwrap_or(figure.span).join(figure.span);
    let (mut start, mut end) = (
        (counted.start as usize).saturating_sub(CLAUSE_BEFORE).min(text.len()),
        (counted.end as usize + CLAUSE_AFTER).min(text.len()),
    );
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let breaks = [',', ';', ':', '\n', '.'];
    let (inner_start, inner_end) =
        (counted.start as usize, (counted.end as usize).min(text.len()));
    if let Some(at) = text.get(start..inner_start).and_then(|s| s.rfind(breaks)) {
        start += at + 1;
    }
    let rest = text.get(inner_end..end).unwrap_or("");
    let joints = [rest.find(breaks), rest.find(" and "), rest.find(" while ")];
    if let Some(at) = joints.into_iter().flatten().min() {
        end = inner_end + at;
    }
    text.get(start..end).unwrap_or("")
}
