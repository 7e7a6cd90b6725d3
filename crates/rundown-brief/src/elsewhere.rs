//! What outlets in other languages say that none in the story's language does.
//!
//! Nothing is translated, so only what can be compared without understanding is: who
//! speaks, and which figures are given. A sentence adds something if it has a speaker or
//! a figure that no report in the story's language has.

use std::cmp::Reverse;

use rundown_news::limits::{ELSEWHERE_LANGUAGES_MAX, ELSEWHERE_SENTENCES_MAX};
use rundown_news::{Addition, Elsewhere, Lang, NewKind, Outlet, Part, Set, Span};
use rundown_text::fold;

use crate::sentences::Sentence;
use crate::told::{Story, Told};

/// What can be compared across languages.
#[derive(PartialEq, Eq, Hash)]
enum Fact {
    /// The last name of somebody who speaks.
    Speaker(String),
    /// A number, to its bits, and its unit.
    Figure(u64, String),
}

/// A sentence with something to compare.
struct Candidate<'a> {
    at: usize,
    sentence: &'a Sentence,
    fact: Fact,
}

/// The other languages, the reader's own first, then those of most outlets; each with
/// what it adds.
pub(crate) fn elsewhere(story: &Story<'_>, languages: &[Lang]) -> Vec<Elsewhere> {
    let mut known: Set<Fact> = Set::default();
    for (_, told) in story.witnesses().filter(|(at, _)| !story.is_foreign(*at)) {
        known.extend(facts(told).map(|(fact, _)| fact));
    }
    let mut found: Vec<Elsewhere> = Vec::new();
    for (lang, outlets) in others(story, languages) {
        let adds = additions(story, lang, &mut known);
        found.push(Elsewhere { lang, outlets, adds });
    }
    found
}

/// The languages that are not the story's, with the outlets that write in each.
fn others(story: &Story<'_>, languages: &[Lang]) -> Vec<(Lang, Vec<Outlet>)> {
    let mut found: Vec<(Lang, Vec<Outlet>)> = Vec::new();
    let mut seen: Set<(Lang, u32)> = Set::default();
    for (at, told) in story.witnesses().filter(|(at, _)| story.is_foreign(*at)) {
        let lang = told.article().lang;
        if !seen.insert((lang, story.outlet[at])) {
            continue;
        }
        let outlet = told.article().outlet.clone();
        match found.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, outlets)) => outlets.push(outlet),
            None => found.push((lang, vec![outlet])),
        }
    }
    let rank = |lang: Lang| languages.iter().position(|own| *own == lang);
    found.sort_by_key(|(lang, outlets)| {
        (rank(*lang).unwrap_or(languages.len()), Reverse(outlets.len()), *lang)
    });
    found.truncate(ELSEWHERE_LANGUAGES_MAX);
    found
}

/// The sentences of a language that add to what is known, nearest the top first.
fn additions(story: &Story<'_>, lang: Lang, known: &mut Set<Fact>) -> Vec<Addition> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let reports = story.witnesses().filter(|(at, told)| {
        story.is_foreign(*at) && told.article().lang == lang && told.is_report()
    });
    for (at, told) in reports {
        let sentences = &told.digest.sentences;
        let candidate = |(fact, span): (Fact, Span)| {
            let sentence = sentences.all.get(sentences.at(span)?)?;
            sentence.alone.then_some(Candidate { at, sentence, fact })
        };
        candidates.extend(facts(told).filter_map(candidate));
    }
    candidates.sort_by_key(|one| (one.sentence.place, one.at, one.sentence.span.start));
    let mut shown: Set<(usize, Span)> = Set::default();
    let mut adds = Vec::new();
    for one in candidates {
        if adds.len() == ELSEWHERE_SENTENCES_MAX {
            break;
        }
        let kind = match one.fact {
            Fact::Speaker(_) => NewKind::Statement,
            Fact::Figure(..) => NewKind::Figure,
        };
        if known.insert(one.fact) && shown.insert((one.at, one.sentence.span)) {
            let shown = story.told[one.at].shown(Part::Text, one.sentence.span);
            adds.push(Addition { shown, kind });
        }
    }
    adds
}

/// Who speaks and what is counted in an article, and where.
fn facts(told: &Told) -> impl Iterator<Item = (Fact, Span)> + '_ {
    let found = told.found();
    let speakers = found.attributions.iter().filter_map(|said| {
        let source = said.source.as_ref().filter(|source| source.entity.is_some())?;
        let last = source.name.as_deref()?.split_whitespace().next_back()?;
        Some((Fact::Speaker(fold(last).to_string()), source.span))
    });
    let figures = found.figures.iter().filter_map(|figure| {
        let counts = !figure.unit.is_empty() || !figure.counted.is_empty();
        let fact = Fact::Figure(figure.value.to_bits(), figure.unit.clone());
        counts.then_some((fact, figure.span))
    });
    speakers.chain(figures)
}
