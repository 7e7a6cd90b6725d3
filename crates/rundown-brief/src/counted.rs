//! What a figure counts: "people killed", "the dead" and "death toll" are one thing.

use rundown_news::{Figure, Lang};
use rundown_text::Stemmer;

use crate::told::Told;
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

/// What a figure counts, as a key to compare; none if it cannot be told.
pub(crate) fn counted_thing(told: &Told<'_>, figure: &Figure) -> Option<String> {
    let lang = told.article().lang;
    let stemmer = Stemmer::new(lang);
    let own = stems(&figure.counted, lang, &stemmer);
    if let Some(class) = class_of(&own) {
        return Some(class.to_owned());
    }
    let people = own.iter().all(|stem| OF_PEOPLE.contains(&stem.as_str()));
    if people && figure.unit.is_empty() {
        let around = stems(clause(told, figure), lang, &stemmer);
        if let Some(class) = class_of(&around) {
            return Some(class.to_owned());
        }
    }
    let mut rest: Vec<String> = own
        .into_iter()
        .filter(|stem| !stem.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    rest.sort_unstable();
    rest.dedup();
    (!rest.is_empty()).then(|| rest.join(" "))
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
fn clause<'a>(told: &Told<'a>, figure: &Figure) -> &'a str {
    let text: &'a str = &told.read.article.text;
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
    if let Some(at) = text.get(inner_end..end).and_then(|s| s.find(breaks)) {
        end = inner_end + at;
    }
    text.get(start..end).unwrap_or("")
}
