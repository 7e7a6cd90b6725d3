//! Cues: the words that introduce speech, and whose they are.

use std::ops::Range;

use rundown_lexicon::Kinds;

use crate::copy::Shape;
use crate::parts::Part;
use crate::stretches::is_mark;
use crate::subjects::Scene;

/// A cue and its speaker.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// Whether it nearly always introduces speech.
    pub(crate) strong: bool,
    /// Who speaks.
    pub(crate) speaker: Option<Range<usize>>,
}

impl Cue {
    /// From the first word of cue and speaker to the last, where they stand together.
    pub(crate) fn clause(&self) -> Range<usize> {
        match &self.speaker {
            Some(speaker) => {
                self.words.start.min(speaker.start)..self.words.end.max(speaker.end)
            }
            None => self.words.clone(),
        }
    }
}

/// The cues of a block, in order.
pub(crate) fn cues(scene: &Scene<'_, '_>, block: &Range<usize>) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for at in block.clone() {
        let listed = scene.copy.is(at, Kinds::CUE.or(Kinds::WEAK_CUE));
        if !listed || !scene.quoted.is_open(at) || !is_used_as_cue(scene, at) {
            continue;
        }
        let strong = scene.copy.is(at, Kinds::CUE);
        let words = cue_words(scene, at);
        let speaker = speaker(scene, &words);
        found.push(Cue { words, strong, speaker });
    }
    found
}

/// "according to" and "points out" are one cue.
fn cue_words(scene: &Scene<'_, '_>, at: usize) -> Range<usize> {
    let next = scene.copy.words.get(at + 1).map_or("", |_| scene.copy.word(at + 1));
    let joined = is_according(scene, at) && next == "to"
        || scene.copy.word(at).starts_with("point") && next == "out";
    at..at + 1 + usize::from(joined)
}

pub(crate) fn is_according(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(
        scene.copy.word(at),
        "according"
            | "According"
            | "según"
            | "Según"
            | "selon"
            | "Selon"
            | "segundo"
            | "Segundo"
            | "zufolge"
            | "laut"
            | "Laut"
    )
}

/// "a report", "the claims", "his statement" are nouns.
fn is_used_as_cue(scene: &Scene<'_, '_>, at: usize) -> bool {
    if is_according(scene, at) {
        return true;
    }
    if scene.cast.mention_at(at).is_some() {
        return false;
    }
    let before = at.checked_sub(1);
    let noun_before = before.is_some_and(|b| {
        matches!(scene.parts[b], Part::Determiner)
            || scene.copy.is(b, Kinds::DETERMINER)
            || scene.copy.is(b, Kinds::PREPOSITION) && scene.copy.word(b) != "in"
            || scene.copy.words[b].shape == Shape::Clitic
                && scene.copy.word(b).ends_with('s')
    });
    if scene.copy.lang != rundown_news::Lang::ENGLISH {
        return !noun_before;
    }
    let infinitive = before.is_some_and(|b| scene.copy.word(b) == "to");
    match scene.parts[at] {
        Part::Verb | Part::Auxiliary => !noun_before || infinitive,
        _ => {
            scene.copy.is(at, Kinds::CUE) && !noun_before && is_past(scene.copy.word(at))
        }
    }
}

fn is_past(word: &str) -> bool {
    word.ends_with("ed") || matches!(word, "said" | "told" | "says" | "wrote")
}

fn speaker(scene: &Scene<'_, '_>, cue: &Range<usize>) -> Option<Range<usize>> {
    if is_according(scene, cue.start) {
        return scene.phrase_after(cue.end - 1);
    }
    let sentence = scene.copy.sentence_of(cue.start);
    let before = cue.start.checked_sub(1).filter(|at| *at >= sentence.start);
    let after_quote = before.is_none_or(|at| {
        is_mark(scene.copy, at)
            || scene.copy.word(at) == "," && at > 0 && is_mark(scene.copy, at - 1)
    });
    let participle = scene.copy.word(cue.start).ends_with("ing");
    if after_quote
        && !participle
        && let Some(phrase) = inverted(scene, cue)
    {
        return Some(phrase);
    }
    if participle {
        return participle_speaker(scene, cue, &sentence);
    }
    let left = scene.subject_before(cue.start);
    if let Some(left) = left.as_ref().filter(|left| !scene.can_speak(left)) {
        // "the box, which he said": rather a speaker than a thing.
        let main = scene.main_subject(&sentence, left.start);
        if main.is_some() {
            return main.filter(|main| scene.can_speak(main));
        }
    }
    left.or_else(|| inverted(scene, cue).filter(|phrase| ends_clause(scene, phrase)))
        .or_else(|| coordinated(scene, cue, &sentence))
}

/// "said Ruiz".
fn inverted(scene: &Scene<'_, '_>, cue: &Range<usize>) -> Option<Range<usize>> {
    let phrase = scene.phrase_after(cue.end - 1)?;
    let is_listener = scene.copy.is(cue.start, Kinds::CUE)
        && matches!(scene.copy.word(cue.start), "told" | "tells" | "telling");
    (!is_listener).then_some(phrase)
}

fn ends_clause(scene: &Scene<'_, '_>, phrase: &Range<usize>) -> bool {
    let sentence = scene.copy.sentence_of(phrase.start);
    phrase.end >= sentence.end || scene.copy.words[phrase.end].shape == Shape::Sign
}

/// ", adding that": the speaker is the subject of the verb before.
fn participle_speaker(
    scene: &Scene<'_, '_>,
    cue: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let auxiliary = cue.start > sentence.start
        && matches!(scene.parts[cue.start - 1], Part::Auxiliary);
    if auxiliary {
        return scene.subject_before(cue.start);
    }
    if cue.start == sentence.start {
        // "Speaking to reporters, Ruiz said": the participle opens for what follows.
        return None;
    }
    scene.main_subject(sentence, cue.start)
}

/// "Ruiz met her party and said": the subject of the verb before "and".
fn coordinated(
    scene: &Scene<'_, '_>,
    cue: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let before = cue.start.checked_sub(1).filter(|at| *at >= sentence.start)?;
    let joined =
        matches!(scene.copy.word(before), "and" | "but" | "or" | "then" | "to" | ",")
            || matches!(scene.parts[before], Part::Adverb | Part::Auxiliary);
    if joined { scene.main_subject(sentence, cue.start) } else { None }
}
