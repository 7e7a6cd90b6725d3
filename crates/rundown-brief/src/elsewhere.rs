//! What outlets in other languages say that none in the story's language does.
//!
//! Nothing is translated, so only what can be compared across languages is: who speaks,
//! which figures are given, and whether what a speaker says is like what the same one says
//! in the story's language. A sentence adds something if it has a speaker or a figure that
//! no report in the story's language has, or another statement of a speaker it has.

use std::cmp::Reverse;

use rundown_news::limits::{ELSEWHERE_LANGUAGES_MAX, ELSEWHERE_SENTENCES_MAX};
use rundown_news::{Addition, Elsewhere, Lang, Map, NewKind, Outlet, Part, Set, Span};

use crate::meant::Meant;
use crate::sayings::name_key;
use crate::sentences::Sentence;
use crate::statements::Stated;
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
    let mut said = Said::default();
    let own = |at: &usize| !story.is_foreign(*at);
    story.witnesses().filter(|(at, _)| own(at)).for_each(|(_, told)| said.learn(told));
    for (lang, outlets) in others(story, languages) {
        let mut adds = additions(story, lang, &mut known);
        said.add_more(story, lang, &mut adds);
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

/// What speakers said in the languages so far, by the last word of their names.
#[derive(Default)]
struct Said<'a>(Map<String, Vec<&'a Meant>>);

impl<'a> Said<'a> {
    fn learn(&mut self, told: &'a Told) {
        for (speaker, stated) in named_statements(told) {
            self.0.entry(speaker).or_default().push(&stated.meant);
        }
    }

    /// Adds what a speaker whom the reader has says in a language alone: what is unlike all
    /// that they said so far.
    fn add_more(&mut self, story: &Story<'a>, lang: Lang, adds: &mut Vec<Addition>) {
        let reports = story.witnesses().filter(|(at, told)| {
            story.is_foreign(*at) && told.article().lang == lang && told.is_report()
        });
        for (_, told) in reports {
            for (speaker, stated) in named_statements(told) {
                if adds.len() == ELSEWHERE_SENTENCES_MAX {
                    return;
                }
                let Some(known) = self.0.get_mut(&speaker) else { continue };
                if known.iter().any(|one| !stated.meant.is_other(one)) {
                    continue;
                }
                let sentences = &told.digest.sentences;
                let sentence = stated.runs.first().and_then(|run| sentences.at(*run));
                let Some(sentence) = sentence.and_then(|at| sentences.all.get(at)) else {
                    continue;
                };
                let shown = told.shown(Part::Text, sentence.span);
                if sentence.alone && adds.iter().all(|one| one.shown != shown) {
                    known.push(&stated.meant);
                    adds.push(Addition { shown, kind: NewKind::Statement });
                }
            }
        }
    }
}

/// The statements of an article whose speakers have names.
fn named_statements(told: &Told) -> impl Iterator<Item = (String, &Stated)> {
    told.digest.stated.iter().filter_map(|stated| {
        let speaker = told.found().entities.get(stated.entity?)?;
        Some((name_key(&speaker.name)?, stated))
    })
}

/// Who speaks and what is counted in an article, and where.
fn facts(told: &Told) -> impl Iterator<Item = (Fact, Span)> + '_ {
    let found = told.found();
    let speakers = found.attributions.iter().filter_map(|said| {
        let source = said.source.as_ref().filter(|source| source.entity.is_some())?;
        Some((Fact::Speaker(name_key(source.name.as_deref()?)?), source.span))
    });
    let figures = found.figures.iter().filter_map(|figure| {
        let counts = !figure.unit.is_empty() || !figure.counted.is_empty();
        let fact = Fact::Figure(figure.value.to_bits(), figure.unit.clone());
        counts.then_some((fact, figure.span))
    });
    speakers.chain(figures)
}
