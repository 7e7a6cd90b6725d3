//! What a cue introduces: quotations beside it, or the clause behind or before it.

use std::ops::Range;

use rundown_lexicon::Kinds;

use crate::copy::Shape;
use crate::cues::{Cue, is_according, is_passive};
use rundown_grammar::Part;
use crate::stretches::{Stretch, first_behind, is_mark};
use crate::subjects::Scene;

/// What was said, in runs of words.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) content: Vec<Range<usize>>,
}

/// Between a cue and its quotation stand at most so many words ("told reporters at the
/// port on Monday").
const BETWEEN_WORDS_MAX: usize = 16;
/// A speaker stands at most so many words before the cue.
const PHRASE_REACH: usize = 60;
/// A clause of time begins at most so many words before its speaker.
const SUBORDINATE_WORDS_MAX: usize = 6;
/// A clause needs so many words.
const CLAUSE_WORDS_MIN: usize = 3;

/// What the cue at `index` introduces; `None` if nothing.
pub(crate) fn said(
    scene: &Scene<'_, '_>,
    cues: &[Cue],
    index: usize,
    stretches: &[&Stretch],
    covered: &[bool],
) -> Option<Said> {
    let cue = &cues[index];
    let clause = cue.clause();
    let left = quotation_before(scene, &clause, stretches, covered);
    let right = quotation_after(scene, cues, index, stretches, covered, left.is_some());
    let mut content: Vec<Range<usize>> = left.into_iter().chain(right).collect();
    if content.is_empty() {
        content.extend(indirect(scene, cues, index, stretches, covered));
    }
    (!content.is_empty()).then_some(Said { content })
}

/// The quotation that ends right before a cue's clause: `“We stay,” she said`.
fn quotation_before(
    scene: &Scene<'_, '_>,
    clause: &Range<usize>,
    stretches: &[&Stretch],
    covered: &[bool],
) -> Option<Range<usize>> {
    let mut end = clause.start;
    let floor = scene.copy.sentence_of(clause.start).start;
    while end > floor
        && (is_mark(scene.copy, end - 1)
            || matches!(scene.copy.word(end - 1), "," | "—" | "--"))
    {
        end -= 1;
    }
    if end == clause.start {
        return None;
    }
    let i = first_behind(stretches, end.checked_sub(1)?);
    let stretch = *stretches.get(i)?;
    if stretch.words.end > clause.start || stretch.words.start >= end {
        return None;
    }
    if covered[i] {
        return None;
    }
    // Words of the sentence before a quotation that completes it are reported too.
    let sentence = scene.copy.sentence_of(stretch.words.start);
    let lead = sentence.start..stretch.words.start.saturating_sub(1).max(sentence.start);
    let completes = lead.len() >= 2
        && scene.copy.word(lead.end - 1) != ":"
        && sentence.contains(&(stretch.words.end - 1))
        && lead.clone().all(|at| scene.quoted.is_open(at))
        && !lead.clone().any(|at| scene.copy.is(at, Kinds::CUE));
    Some(if completes {
        sentence.start..stretch.words.end
    } else {
        stretch.words.clone()
    })
}

/// The quotation behind a cue, and the clause it stands in.
fn quotation_after(
    scene: &Scene<'_, '_>,
    cues: &[Cue],
    index: usize,
    stretches: &[&Stretch],
    covered: &[bool],
    has_left: bool,
) -> Option<Range<usize>> {
    let cue = &cues[index];
    if is_according(scene, cue.words.start) {
        return None;
    }
    let start = cue.clause().end;
    let sentence = scene.copy.sentence_of(cue.words.start);
    let i = stretches.partition_point(|s| s.words.start < start);
    let stretch = *stretches.get(i)?;
    let gap_end = stretch.words.start.saturating_sub(1);
    let near = sentence.contains(&gap_end) || sentence.end == gap_end;
    if covered[i] || !near || gap_end < start || names_listener(scene, cue, stretch) {
        return None;
    }
    let gap = start..gap_end;
    if !sentence.contains(&stretch.words.start) {
        // A quotation in the next sentence: behind a colon, or going on after a full
        // stop where this cue already has one.
        let colon = gap_end > 0 && scene.copy.word(gap_end - 1) == ":";
        let goes_on = has_left && gap.len() <= BETWEEN_WORDS_MAX;
        return (colon || goes_on).then(|| stretch.words.clone());
    }
    let other_cue = cues
        .iter()
        .skip(index + 1)
        .any(|c| c.words.start < gap_end && c.strong && c.speaker.is_some());
    if other_cue || gap.len() > BETWEEN_WORDS_MAX + 14 {
        return None;
    }
    let direct = gap.len() <= BETWEEN_WORDS_MAX
        && (gap.is_empty() || matches!(scene.copy.word(gap_end - 1), "," | ":"));
    if direct && !runs_on(scene, &gap) && (stretch.length > 1 || !gap.is_empty()) {
        return Some(stretch.words.clone());
    }
    if stretch.length < 2 && !cue.strong {
        return None;
    }
    let begin = clause_start(scene, cue, gap_end);
    let end = clause_end(scene, cues, index, stretch.words.end);
    (begin < end).then_some(begin..end)
}

/// "told “The Harbor Post” that": the marks hold who was told.
pub(crate) fn names_listener(
    scene: &Scene<'_, '_>,
    cue: &Cue,
    stretch: &Stretch,
) -> bool {
    let behind = stretch.words.end + usize::from(stretch.closed);
    takes_listener(scene.copy.word(cue.words.start))
        && stretch.words.start <= cue.clause().end + 1
        && scene.copy.words.get(behind).is_some_and(|_| scene.copy.word(behind) == "that")
}

/// Whether the words between cue and quotation are a clause of their own.
fn runs_on(scene: &Scene<'_, '_>, gap: &Range<usize>) -> bool {
    gap.clone().any(|at| scene.copy.word(at) == "that")
        || gap.clone().filter(|at| matches!(scene.syntax.part(*at), Part::Verb)).count() > 1
}

/// Where the reported clause begins: at "that", or behind those who are told.
fn clause_start(scene: &Scene<'_, '_>, cue: &Cue, limit: usize) -> usize {
    let start = cue.clause().end.max(cue.words.end);
    let stop = limit.min(start + BETWEEN_WORDS_MAX);
    let that = (start..stop).find(|at| scene.copy.word(*at) == "that");
    let early = that.filter(|at| {
        !(start..*at).any(|i| matches!(scene.syntax.part(i), Part::Verb | Part::Auxiliary))
    });
    if let Some(that) = early {
        return that;
    }
    let mut at = start;
    if takes_listener(scene.copy.word(cue.words.start))
        && let Some(listener) = scene.phrase_after(start - 1)
    {
        at = listener.end;
    }
    while at < stop && skips(scene, at) {
        at += 1;
    }
    at.min(limit)
}

fn skips(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.copy.is(at, Kinds::DAY) && scene.cast.mention_at(at).is_none()
        || scene.copy.words[at].shape == Shape::Sign
            && !is_mark(scene.copy, at)
            && matches!(scene.copy.word(at), "," | ":")
        || scene.copy.word(at) == "on" && scene.copy.is(at + 1, Kinds::DAY)
}

fn takes_listener(word: &str) -> bool {
    matches!(
        &*rundown_text::fold(word),
        "told"
            | "tell"
            | "tells"
            | "telling"
            | "warned"
            | "warn"
            | "warns"
            | "warning"
            | "asked"
            | "asks"
            | "assured"
            | "assures"
            | "informed"
            | "urged"
            | "urges"
            | "reminded"
            | "advised"
    )
}

/// Where the reported clause ends: at the next cue's clause if that is joined by a
/// comma or conjunction, else with the sentence.
fn clause_end(scene: &Scene<'_, '_>, cues: &[Cue], index: usize, from: usize) -> usize {
    let sentence = scene.copy.sentence_of(from - 1);
    let mut end = sentence.end.max(from);
    for next in &cues[index + 1..] {
        if next.words.start >= end + PHRASE_REACH {
            break;
        }
        let clause = next.clause();
        // A cue that shares its speaker with an earlier one begins with its verb.
        let start = if clause.start < from { next.words.start } else { clause.start };
        if start >= end || start <= from || next.speaker.is_none() && !next.strong {
            continue;
        }
        let before = start - 1;
        let joined =
            matches!(scene.copy.word(before), "," | "and" | "but" | "while" | ";")
                && scene.quoted.is_open(before);
        if before >= from && joined {
            end = before;
            break;
        }
        if let Some(comma) = subordinate(scene, from, start) {
            end = comma;
            break;
        }
    }
    while end > from
        && matches!(scene.copy.word(end - 1), "." | "," | "and" | "but" | ";" | "while")
    {
        end -= 1;
    }
    end
}

/// ", a day after Ruiz said": the comma before a clause of time, if one leads up to the
/// cue's clause.
fn subordinate(scene: &Scene<'_, '_>, from: usize, start: usize) -> Option<usize> {
    let mut joined = false;
    for at in (from.max(start.saturating_sub(SUBORDINATE_WORDS_MAX))..start).rev() {
        match scene.copy.word(at) {
            "," if joined && scene.quoted.is_open(at) => return Some(at),
            "after" | "before" | "when" | "while" | "since" | "although" | "though"
            | "because" | "whereas" => joined = true,
            _ => {}
        }
    }
    None
}

/// Reported speech without quotation: behind the cue, or the sentence before it.
fn indirect(
    scene: &Scene<'_, '_>,
    cues: &[Cue],
    index: usize,
    stretches: &[&Stretch],
    covered: &[bool],
) -> Option<Range<usize>> {
    let cue = &cues[index];
    // A thing reports nothing: "the switch said".
    cue.speaker.as_ref().filter(|speaker| !scene.is_thing(speaker))?;
    if !cue.strong && scene.is_reported(cue.words.start) {
        return None;
    }
    let sentence = scene.copy.sentence_of(cue.words.start);
    let clause = cue.clause();
    if is_according(scene, cue.words.start) {
        return around_according(scene, &clause, &sentence);
    }
    let before = clause_before(scene, cue, &clause, &sentence);
    // "The road is closed, said Ruiz", "…, Ruiz said as she left".
    if let Some(before) = before.clone().filter(|_| !leads_on(scene, cue)) {
        return Some(before);
    }
    let opened = cue.speaker.as_ref().filter(|speaker| speaker.start > cue.words.end);
    let begin = match opened {
        Some(_) => cue.words.end,
        None => clause_start(scene, cue, sentence.end),
    };
    let end = match opened {
        Some(speaker) => speaker.start - 1,
        None => clause_end(scene, cues, index, begin.max(clause.end).min(sentence.end)),
    };
    let end = cut_at_taken(stretches, covered, begin, end);
    let speaks = cue.speaker.as_ref().is_some_and(|speaker| scene.can_speak(speaker));
    let by_grammar = || {
        let said = scene.clause_said(cue.words.start).filter(|_| speaks)?;
        let free = cue.words.start < said.start || cue.words.end <= said.start;
        let taken = cut_at_taken(stretches, covered, said.start, said.end) < said.end;
        (free && !taken && said.len() >= CLAUSE_WORDS_MIN).then_some(said)
    };
    clause_behind(scene, cue, begin..end).or(before).or_else(by_grammar)
}

/// The clause or object behind a cue, if what stands there is one.
fn clause_behind(
    scene: &Scene<'_, '_>,
    cue: &Cue,
    words: Range<usize>,
) -> Option<Range<usize>> {
    let first =
        scene.copy.words.get(words.start).map_or("", |_| scene.copy.word(words.start));
    if words.is_empty() || first == "to" && !takes_infinitive(scene, cue.words.start) {
        return None;
    }
    let has_verb =
        words.clone().any(|at| matches!(scene.syntax.part(at), Part::Verb | Part::Auxiliary));
    let aside = matches!(
        first,
        "as" | "when"
            | "after"
            | "before"
            | "while"
            | "because"
            | "by"
            | "at"
            | "such"
            | "and"
            | "but"
            | "or"
    );
    let is_clause = words.len() >= CLAUSE_WORDS_MIN
        && !aside
        && has_verb
        && (cue.strong && !takes_things(scene.copy.word(cue.words.start))
            || opens_clause(scene, words.start)
            || leads_clause(scene, words.start, words.end));
    if is_clause { Some(words) } else { object(scene, cue, words) }
}

/// "The yard added 40 jobs": these verbs speak only before a clause or a quotation.
fn takes_things(verb: &str) -> bool {
    verb.starts_with("add") || verb.starts_with("continu")
}

/// "The port will stay open, she said."
fn clause_before(
    scene: &Scene<'_, '_>,
    cue: &Cue,
    clause: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let comma = clause.start.checked_sub(1).filter(|at| *at > sentence.start)?;
    let before = sentence.start..comma;
    let fits = cue.strong
        && scene.copy.word(comma) == ","
        && before.len() >= CLAUSE_WORDS_MIN
        && before
            .clone()
            .any(|at| matches!(scene.syntax.part(at), Part::Verb | Part::Auxiliary));
    fits.then_some(before)
}

/// Whether what stands behind a cue can be what it reports: not its speaker, and not
/// where or when it was said.
fn leads_on(scene: &Scene<'_, '_>, cue: &Cue) -> bool {
    let start = cue.clause().end;
    let ends = scene.copy.sentence_of(cue.words.start).end <= start + 1;
    let inverted =
        cue.speaker.as_ref().is_some_and(|speaker| speaker.start == cue.words.end);
    let aside = scene.copy.is(start, Kinds::PREPOSITION.or(Kinds::CONJUNCTION))
        && !opens_clause(scene, start);
    !ends && !inverted && !aside
}

/// "vowed to", "promised to", "believes the".
fn opens_clause(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(
        scene.copy.word(at),
        "to" | "that" | "whether" | "if" | "how" | "what" | "why"
    )
}

/// "believe the dam holds": a phrase and its verb, without "that".
fn leads_clause(scene: &Scene<'_, '_>, begin: usize, end: usize) -> bool {
    let Some(subject) = begin.checked_sub(1).and_then(|at| scene.phrase_after(at)) else {
        return false;
    };
    let verb = (subject.end..end).find(|at| scene.syntax.part(*at) != Part::Adverb);
    verb.is_some_and(|at| {
        matches!(scene.syntax.part(at), Part::Verb | Part::Auxiliary)
            && !scene.copy.word(at).ends_with("ing")
    })
}

/// "criticized the plan", "called for calm": what a verb of taking sides is about.
fn object(
    scene: &Scene<'_, '_>,
    cue: &Cue,
    object: Range<usize>,
) -> Option<Range<usize>> {
    let verb = cue.words.start;
    let takes = scene.copy.is(verb, Kinds::STANCE)
        && !is_passive(scene, verb)
        && cue.speaker.as_ref().is_some_and(|speaker| scene.can_speak(speaker));
    if !takes || object.is_empty() {
        return None;
    }
    let first = object.start;
    let about =
        matches!(scene.copy.word(first), "for" | "on" | "of" | "about" | "against");
    let nominal = matches!(
        scene.syntax.part(first),
        Part::Noun | Part::Name | Part::Number | Part::Adjective | Part::Determiner | Part::Pronoun
    ) || scene.cast.mention_at(first).is_some();
    (about || nominal).then_some(object)
}

/// "vowed to stay" reports what was said; "continued to stay" and "was expected to"
/// do not.
fn takes_infinitive(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let carries_on = scene.copy.word(cue).starts_with("continu");
    !is_passive(scene, cue) && !carries_on
}

fn cut_at_taken(
    stretches: &[&Stretch],
    covered: &[bool],
    begin: usize,
    end: usize,
) -> usize {
    let from = first_behind(stretches, begin);
    let taken = stretches[from..]
        .iter()
        .zip(&covered[from..])
        .take_while(|(s, _)| s.words.start < end)
        .find(|(stretch, covered)| {
            **covered && stretch.words.start > begin && stretch.words.start < end
        });
    taken.map_or(end, |(stretch, _)| stretch.words.start - 1)
}

/// What stands beside "according to officials": the rest of its sentence.
fn around_according(
    scene: &Scene<'_, '_>,
    clause: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let trim = |words: Range<usize>| {
        let mut words = words;
        let is_edge = |at: usize| {
            scene.copy.words[at].shape == Shape::Sign
                && matches!(scene.copy.word(at), "," | "." | ";" | "-" | "--" | "—")
        };
        while words.start < words.end && is_edge(words.start) {
            words.start += 1;
        }
        while words.start < words.end && is_edge(words.end - 1) {
            words.end -= 1;
        }
        words
    };
    let before = trim(sentence.start..clause.start);
    // "According to officials from the port, the road is closed."
    let comma = (clause.end.min(sentence.end)..sentence.end)
        .find(|at| scene.copy.word(*at) == "," && scene.quoted.is_open(*at));
    let after = trim(comma.unwrap_or(sentence.end)..sentence.end);
    let chosen = if before.len() >= CLAUSE_WORDS_MIN { before } else { after };
    (chosen.len() >= CLAUSE_WORDS_MIN).then_some(chosen)
}
