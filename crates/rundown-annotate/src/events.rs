//! Events: who did what to whom, when and where.
//!
//! Each clause with a full verb is one. Its participants are read from the sentence's
//! tree; how the text stands by it, in [`standing`](crate::standing).

use std::ops::Range;

use rundown_grammar::{Form, Part, Relation};
use rundown_lexicon::{Kinds, verbs};
use rundown_news::{
    Attribution, Directness, EntityKind, Event, EventDate, EventKind, EventPlace, Lang,
    Map, Participant, Span,
};

use crate::entities::Mention;
use crate::standing::{Ground, Told};
use crate::stretches::words_in;
use crate::syntax::Syntax;

/// The events of an article, in order. Languages without a grammar have none.
pub(crate) fn events(told: &Told<'_, '_>) -> Vec<Event> {
    if told.copy.lang != Lang::ENGLISH {
        return Vec::new();
    }
    let ground = Ground::new(told);
    let mut dated = Map::default();
    for (when, date) in told.dates.iter().zip(0..) {
        // Of two dates of one verb the first.
        if let Some(predicate) = when.predicate {
            dated.entry(predicate).or_insert(date);
        }
    }
    let mut found: Vec<Event> = Vec::new();
    let mut words: Vec<usize> = Vec::new();
    let mut number_at: Vec<Option<u32>> = vec![None; told.copy.words.len()];
    for (at, number) in number_at.iter_mut().enumerate() {
        if is_event(told, at) {
            *number = Some(found.len() as u32);
            found.push(event(told, &ground, &dated, at));
            words.push(at);
        }
    }
    let closing = closing(told);
    for (event, at) in found.iter_mut().zip(words) {
        event.under = match event.kind {
            Some(EventKind::Says) if closes(told.syntax, at) => None,
            _ => above(told.syntax, &number_at, &closing, at),
        };
    }
    found
}

/// A verb of saying behind all that it tells, "the crews left, she said", and that.
type Closing = (usize, Range<usize>);

/// The verbs of saying that stand behind what they tell, in order.
fn closing(told: &Told<'_, '_>) -> Vec<Closing> {
    let one = |said: &Attribution| {
        let cue = words_in(told.copy, said.cue?);
        let mut content = said.content.iter().map(|run| words_in(told.copy, *run));
        let run = content.next()?;
        let told = said.directness != Directness::Direct && content.next().is_none();
        (told && run.end <= cue.start).then_some((cue.start, run))
    };
    let mut found: Vec<Closing> = told.attributions.iter().filter_map(one).collect();
    found.sort_by_key(|(cue, _)| *cue);
    found
}

/// Whether a clause of saying stands behind the main clause without a word that joins
/// them: "the port will shut, the council announced on Friday".
fn closes(syntax: &Syntax, at: usize) -> bool {
    let loose = [Relation::AdverbialClause, Relation::Parataxis];
    let main = |head: usize| syntax.head(head).is_none() && head < at;
    loose.contains(&syntax.relation(at))
        && syntax.head(at).is_some_and(main)
        && syntax.is_finite(at)
        && syntax.own_subject(at).is_some()
        && syntax.child(at, &[Relation::Mark]).is_none()
}

/// The nearest event over a clause that is not joined to it. What is told and the verb of
/// saying that closes it are two clauses side by side, whichever hangs on the other.
fn above(
    syntax: &Syntax,
    number_at: &[Option<u32>],
    closing: &[Closing],
    at: usize,
) -> Option<u32> {
    let told_by = |cue: usize, at: usize| {
        let found = closing.binary_search_by_key(&cue, |(cue, _)| *cue);
        found.is_ok_and(|found| closing[found].1.contains(&at))
    };
    let mut at = at;
    loop {
        let below = at;
        let head = syntax.head(at)?;
        let joined = syntax.relation(at) == Relation::Conjunct
            || told_by(head, below)
            || told_by(below, head);
        at = head;
        if let Some(number) = number_at[at].filter(|_| !joined) {
            return Some(number);
        }
    }
}

/// Whether a word is the verb of a clause that tells something done.
fn is_event(told: &Told<'_, '_>, at: usize) -> bool {
    let syntax = told.syntax;
    if syntax.part(at) != Part::Verb || !syntax.is_predicate(at) {
        return false;
    }
    let word = told.copy.word(at).to_lowercase();
    if is_joint(&word) && told.syntax.own_subject(at).is_none() {
        return false;
    }
    let verb = verbs().of(&word);
    if verb.state {
        return false;
    }
    let over_verb = syntax.children(at).any(|child| {
        syntax.relation(child) == Relation::OpenComplement
            && syntax.part(child) == Part::Verb
    });
    // "plans to leave" is an event over another; "is scheduled to leave" is not.
    let plans = verb.ahead && !syntax.is_passive(at);
    plans || !verb.helper || !over_verb
}

/// Participles that have become prepositions or adjectives.
fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "including"
            | "following"
            | "regarding"
            | "concerning"
            | "according"
            | "involving"
            | "compared"
            | "based"
            | "located"
            | "situated"
            | "aged"
            | "involved"
            | "given"
            | "related"
            | "depending"
            | "starting"
            | "beginning"
            | "surrounding"
    )
}

fn event(
    told: &Told<'_, '_>,
    ground: &Ground<'_, '_, '_>,
    dated: &Map<Span, u32>,
    at: usize,
) -> Event {
    let syntax = told.syntax;
    let (subject, object) = if syntax.is_passive(at) {
        (syntax.agent(at), syntax.subject(at))
    } else {
        (syntax.subject(at), object(syntax, at))
    };
    let predicate = told.copy.words[at].span;
    let kind =
        verbs().of(&told.copy.word(at).to_lowercase()).kind.and_then(EventKind::named);
    let participant = |word: usize| participant(told, word);
    Event {
        predicate,
        subject: subject.filter(|subject| *subject != at).map(participant),
        object: object.map(participant),
        when: dated.get(&predicate).map(|date| EventDate { date: *date }),
        place: place(told, at),
        standing: ground.standing(at),
        kind,
        said_in: ground.said_in(at),
        under: None,
    }
}

/// The direct object, else who is told or given something.
fn object(syntax: &Syntax, verb: usize) -> Option<usize> {
    let relative = syntax.relation(verb) == Relation::RelativeClause;
    let object = syntax
        .child(verb, &[Relation::Object])
        .or_else(|| syntax.child(verb, &[Relation::IndirectObject]));
    let Some(object) = object else {
        // "the job she did": the noun that the clause hangs on.
        let own = syntax.own_subject(verb).filter(|_| relative)?;
        let gap = syntax.tag(own).form != Form::Question
            && syntax.subject(verb) == Some(own)
            && syntax.extent(verb).end == verb + 1;
        return syntax.head(verb).filter(|_| gap);
    };
    // "the sign which he erected": what "which" stands for.
    let stands_for = relative && syntax.tag(object).form == Form::Question;
    if stands_for { syntax.head(verb) } else { Some(object) }
}

fn participant(told: &Told<'_, '_>, word: usize) -> Participant {
    let mention = told.cast.mention_at(word).or_else(|| name_behind(told, word));
    let meant = told.meant.get(&word).copied();
    let span = mention
        .map_or_else(|| head_span(told, word), |mention| told.copy.span(&mention.words));
    let entity = mention
        .or_else(|| name_beside(told, word))
        .map(|mention| mention.member)
        .or(meant);
    Participant { span, entity: entity.map(|member| member as u32) }
}

/// "the minister, Ana Ruiz,": the person whom an apposition names.
fn name_beside<'t>(told: &'t Told<'_, '_>, word: usize) -> Option<&'t Mention> {
    let beside = told.syntax.child(word, &[Relation::Apposition])?;
    told.cast.person_at(beside)
}

/// "his friend Ana Ruiz": the person whom the noun before the name is.
fn name_behind<'t>(told: &'t Told<'_, '_>, word: usize) -> Option<&'t Mention> {
    let names = [Relation::Apposition, Relation::Flat, Relation::Compound];
    let next = word + 1;
    let adjoins = told.syntax.head(next) == Some(word)
        && names.contains(&told.syntax.relation(next));
    told.cast.person_at(next).filter(|_| adjoins)
}

/// A head word, an amount with its sign and number.
fn head_span(told: &Told<'_, '_>, word: usize) -> Span {
    let span = told.copy.words[word].span;
    let is_sign = |at: usize| matches!(told.copy.word(at), "%" | "$" | "£" | "€");
    let beside = |at: usize| is_sign(at).then(|| told.copy.words[at].span);
    let count = told.copy.words.len();
    let numbers = |at: usize| told.syntax.part(at) == Part::Number;
    if is_sign(word) {
        let before = word.checked_sub(1).filter(|at| numbers(*at));
        let behind = Some(word + 1).filter(|at| *at < count && numbers(*at));
        return before.or(behind).map_or(span, |at| span.join(told.copy.words[at].span));
    }
    if numbers(word) {
        let sides = [word.checked_sub(1), Some(word + 1).filter(|at| *at < count)];
        return sides
            .into_iter()
            .flatten()
            .find_map(beside)
            .map_or(span, |sign| span.join(sign));
    }
    span
}

/// The first place that the clause names behind a preposition of place.
fn place(told: &Told<'_, '_>, at: usize) -> Option<EventPlace> {
    let syntax = told.syntax;
    syntax
        .children(at)
        .filter(|child| syntax.relation(*child) == Relation::Oblique)
        .find_map(|child| {
            let case = syntax.child(child, &[Relation::Case])?;
            let here = matches!(
                told.copy.word(case),
                "in" | "In" | "at" | "At" | "near" | "Near" | "outside" | "off"
            );
            let below = syntax.extent(child).find_map(|at| {
                let mention = told.cast.mention_at(at)?;
                let place = told.cast.members[mention.member].kind == EntityKind::Place;
                place.then_some(mention.member as u32)
            });
            below
                .filter(|_| here && told.copy.is(case, Kinds::PREPOSITION))
                .map(|entity| EventPlace { entity })
        })
}
