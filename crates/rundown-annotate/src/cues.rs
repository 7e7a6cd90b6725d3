//! Cues: the words that introduce speech, and whose they are.

use std::ops::Range;

use rundown_grammar::{Part, Relation};
use rundown_lexicon::Kinds;

use crate::copy::Shape;
use crate::subjects::Scene;

/// A cue and its speaker.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// The one that the tree hangs speaker and speech on: "ha *dicho*".
    pub(crate) verb: usize,
    /// Whether it nearly always introduces speech.
    pub(crate) strong: bool,
    /// Who speaks.
    pub(crate) speaker: Option<Range<usize>>,
    /// "Ruiz, who said": the pronoun that stands for the speaker.
    pub(crate) who: Option<usize>,
}

impl Cue {
    /// From the first word of cue and speaker to the last, where they stand together.
    pub(crate) fn clause(&self) -> Range<usize> {
        match (&self.speaker, self.who) {
            (_, Some(who)) => self.words.start.min(who)..self.words.end.max(who + 1),
            (Some(speaker), None) => {
                self.words.start.min(speaker.start)..self.words.end.max(speaker.end)
            }
            (None, None) => self.words.clone(),
        }
    }
}

/// The cues of a block, in order.
pub(crate) fn cues(scene: &Scene<'_, '_>, block: &Range<usize>) -> Vec<Cue> {
    let open = block.clone().filter(|at| scene.quoted.is_open(*at));
    open.filter_map(|at| cue(scene, at)).collect()
}

fn cue(scene: &Scene<'_, '_>, at: usize) -> Option<Cue> {
    if scene.cast.mention_at(at).is_some() && !is_according(scene, at) {
        return None;
    }
    let claims = scene.copy.is(at, Kinds::CLAIM) && introduces_that(scene, at);
    if let Some(owner) = scene.owner_of(at).filter(|_| claims) {
        return Some(Cue {
            words: at..at + 1,
            verb: at,
            strong: false,
            speaker: Some(owner),
            who: None,
        });
    }
    let listed = scene.copy.is(at, Kinds::CUE.or(Kinds::WEAK_CUE).or(Kinds::STANCE));
    if !listed || !is_used_as_cue(scene, at) || scene.leads_to_as(at) {
        return None;
    }
    if is_asked(scene, at) {
        return None;
    }
    let words = cue_words(scene, at);
    let speaker = scene.speaker_of(at, &words);
    let strong = scene.copy.is(at, Kinds::CUE);
    if speaker.is_none() && !strong && is_passive(scene, at) {
        return None;
    }
    Some(Cue { words, verb: at, strong, speaker, who: scene.relative_of(at) })
}

/// "Ruiz's claim that", "their latest warning that": a noun for what its owner says.
fn introduces_that(scene: &Scene<'_, '_>, noun: usize) -> bool {
    noun + 1 < scene.copy.sentence_of(noun).end && scene.word(noun + 1) == "that"
}

/// "according to" is one cue.
fn cue_words(scene: &Scene<'_, '_>, at: usize) -> Range<usize> {
    let next = scene.word(at + 1);
    let joined = is_according(scene, at) && next == "to";
    let helped = !scene.has_trees() && is_helped(scene, at);
    at - usize::from(helped)..at + 1 + usize::from(joined)
}

pub(crate) fn is_according(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.copy.lists(at, "source")
}

/// "a report", "the claims", "his statement" are nouns.
fn is_used_as_cue(scene: &Scene<'_, '_>, at: usize) -> bool {
    const INSIDE_PHRASES: [Relation; 3] =
        [Relation::Adjective, Relation::Compound, Relation::Case];
    if is_according(scene, at) {
        return true;
    }
    if !scene.has_trees() {
        return is_helped(scene, at) || !follows_determiner(scene, at);
    }
    scene.syntax.part(at) == Part::Verb
        && !INSIDE_PHRASES.contains(&scene.syntax.relation(at))
}

fn follows_determiner(scene: &Scene<'_, '_>, at: usize) -> bool {
    let listed = Kinds::DETERMINER.or(Kinds::PREPOSITION);
    at.checked_sub(1).is_some_and(|before| {
        scene.copy.is(before, listed)
            || scene.copy.words[before].shape == Shape::Clitic
                && scene.word(before).ends_with('s')
    })
}

/// "a déclaré", "ha dicho", "hat gesagt": behind auxiliaries of other languages.
fn is_helped(scene: &Scene<'_, '_>, at: usize) -> bool {
    at > scene.copy.sentence_of(at).start && scene.copy.lists(at - 1, "says-helper")
}

/// "asked whether he believed that": nobody says so.
fn is_asked(scene: &Scene<'_, '_>, cue: usize) -> bool {
    scene.syntax.children(cue).any(|mark| {
        mark < cue
            && scene.syntax.relation(mark) == Relation::Mark
            && matches!(scene.word(mark), "whether" | "if")
    })
}

/// "is expected", "was widely criticized".
pub(crate) fn is_passive(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let own = [Relation::Subject, Relation::PassiveAuxiliary];
    let first = scene.syntax.child(cue, &own).map(|child| scene.syntax.relation(child));
    // "Asked whether it would hold, Ruiz said": the tag is often wrong there.
    let opens = first.is_none()
        && scene.syntax.relation(cue) == Relation::AdverbialClause
        && scene.copy.sentence_of(cue).start == cue;
    !scene.is_under_way(cue)
        && first != Some(Relation::Subject)
        && (opens || scene.syntax.is_passive(cue))
}
