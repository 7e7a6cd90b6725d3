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
        if let Some(cue) = claim(scene, at) {
            found.push(cue);
            continue;
        }
        let listed = scene.copy.is(at, Kinds::CUE.or(Kinds::WEAK_CUE).or(Kinds::STANCE));
        let is_cue = listed && scene.quoted.is_open(at) && is_used_as_cue(scene, at);
        if !is_cue || scene.leads_to_as(at) {
            continue;
        }
        let strong = scene.copy.is(at, Kinds::CUE);
        let words = cue_words(scene, at);
        let speaker = speaker(scene, &words);
        found.push(Cue { words, strong, speaker });
    }
    found
}

/// "Ruiz's claim that", "their latest warning that": a noun for what its owner says.
fn claim(scene: &Scene<'_, '_>, at: usize) -> Option<Cue> {
    let sentence = scene.copy.sentence_of(at);
    let is_claim = scene.copy.is(at, Kinds::CLAIM)
        && at + 1 < sentence.end
        && scene.copy.word(at + 1) == "that"
        && scene.quoted.is_open(at)
        && scene.cast.mention_at(at).is_none();
    if !is_claim {
        return None;
    }
    let speaker = Some(scene.owner_of(at)?);
    Some(Cue { words: at..at + 1, strong: false, speaker })
}

/// "according to" and "points out" are one cue.
fn cue_words(scene: &Scene<'_, '_>, at: usize) -> Range<usize> {
    let next = scene.copy.words.get(at + 1).map_or("", |_| scene.copy.word(at + 1));
    let joined = is_according(scene, at) && next == "to"
        || scene.copy.word(at).starts_with("point") && next == "out";
    let helped = scene.copy.lang != rundown_news::Lang::ENGLISH
        && at > scene.copy.sentence_of(at).start
        && helps(scene.copy.word(at - 1));
    at - usize::from(helped)..at + 1 + usize::from(joined)
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
        return !noun_before || before.is_some_and(|b| helps(scene.copy.word(b)));
    }
    // "to claim", but not "to claims".
    let infinitive = before.is_some_and(|b| scene.copy.word(b) == "to")
        && !scene.copy.word(at).ends_with('s');
    match scene.parts[at] {
        Part::Verb | Part::Auxiliary => {
            !noun_before || infinitive || is_under_way(scene, at)
        }
        _ => {
            let after_pronoun = before.is_some_and(|b| scene.copy.is(b, Kinds::SUBJECT));
            scene.copy.is(at, Kinds::CUE)
                && !noun_before
                && (is_past(scene.copy.word(at)) || after_pronoun)
        }
    }
}

/// "a déclaré", "ha dicho", "hat gesagt": auxiliaries of other languages.
fn helps(word: &str) -> bool {
    matches!(word, "a" | "ont" | "ha" | "han" | "hat" | "haben" | "tem" | "têm")
}

/// "He's claiming", "before asking": a verb, whatever stands before it.
fn is_under_way(scene: &Scene<'_, '_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| scene.copy.word(at).ends_with("ing"))
    else {
        return false;
    };
    let is_short_for_is = scene.copy.words[before].shape == Shape::Clitic
        && before > 0
        && scene.copy.is(before - 1, Kinds::SUBJECT);
    let leads = matches!(
        &*rundown_text::fold(scene.copy.word(before)),
        "after" | "as" | "before" | "by" | "for" | "while" | "without" | "when"
    );
    is_short_for_is || leads
}

fn is_past(word: &str) -> bool {
    word.ends_with("ed") || matches!(word, "said" | "told" | "says" | "wrote")
}

/// Who speaks, by grammar and by the order of the words.
fn speaker(scene: &Scene<'_, '_>, cue: &Range<usize>) -> Option<Range<usize>> {
    if let Some(quoted) = scene.quoted_as(cue.start) {
        return Some(quoted);
    }
    let by_order = speaker_by_order(scene, cue);
    scene.speaker_of(cue.start, by_order).map(|phrase| scene.named(phrase))
}

fn speaker_by_order(scene: &Scene<'_, '_>, cue: &Range<usize>) -> Option<Range<usize>> {
    if is_according(scene, cue.start) {
        return if scene.copy.lang == rundown_news::Lang::ENGLISH {
            scene.phrase_after(cue.end - 1)
        } else {
            scene.words_after(cue.end)
        };
    }
    let sentence = scene.copy.sentence_of(cue.start);
    let before = cue.start.checked_sub(1).filter(|at| *at >= sentence.start);
    let after_quote = before.is_none_or(|at| {
        is_mark(scene.copy, at)
            || scene.copy.word(at) == "," && at > 0 && is_mark(scene.copy, at - 1)
    });
    let participle = scene.copy.word(cue.start).ends_with("ing");
    if is_passive(scene, cue.start) {
        // "Ten bombs were reported", "was confirmed by police".
        let by = scene
            .copy
            .words
            .get(cue.end)
            .is_some_and(|_| scene.copy.word(cue.end) == "by");
        return if by { scene.phrase_after(cue.end) } else { None };
    }
    if after_quote
        && !participle
        && let Some(phrase) = inverted(scene, cue)
    {
        return Some(phrase);
    }
    if participle {
        return participle_speaker(scene, cue, &sentence);
    }
    // "The road is closed, said Ruiz, a ranger."
    if before.is_some_and(|at| scene.copy.word(at) == ",")
        && scene.copy.is(cue.start, Kinds::CUE)
        && let Some(phrase) = inverted(scene, cue)
        && ends_clause(scene, &phrase)
        && scene.can_speak(&phrase)
    {
        return Some(phrase);
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
        .or_else(|| {
            // "A study that appeared in the journal found".
            let main = scene.main_subject(&sentence, cue.start)?;
            scene.can_speak(&main).then_some(main)
        })
}

/// "said Ruiz".
fn inverted(scene: &Scene<'_, '_>, cue: &Range<usize>) -> Option<Range<usize>> {
    if scene.copy.lang != rundown_news::Lang::ENGLISH {
        return scene.words_after(cue.end);
    }
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
        && (matches!(scene.parts[cue.start - 1], Part::Auxiliary)
            || is_under_way(scene, cue.start)
                && scene.copy.words[cue.start - 1].shape == Shape::Clitic);
    if auxiliary {
        return scene.subject_before(cue.start);
    }
    if cue.start <= sentence.start + 1 {
        return opened_subject(scene, cue, sentence);
    }
    scene.main_subject(sentence, cue.start)
}

/// "After saying the road was closed, Ruiz left": the participle opens the sentence for
/// the subject behind the comma.
fn opened_subject(
    scene: &Scene<'_, '_>,
    cue: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    if cue.end < sentence.end && scene.copy.is(cue.end, Kinds::PREPOSITION) {
        // "Speaking to reporters, Ruiz": where, not what.
        return None;
    }
    let commas = (cue.end..sentence.end)
        .filter(|at| scene.copy.word(*at) == "," && scene.quoted.is_open(*at));
    for comma in commas.take(3) {
        let subject = scene.phrase_after(comma).filter(|phrase| {
            scene.can_speak(phrase) && {
                let next = scene.parts.get(phrase.end);
                matches!(next, Some(Part::Verb | Part::Auxiliary | Part::Adverb))
            }
        });
        if subject.is_some() {
            return subject;
        }
    }
    None
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

/// "is expected", "was widely criticized".
pub(crate) fn is_passive(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let sentence = scene.copy.sentence_of(cue);
    let mut at = cue;
    while at > sentence.start && scene.parts[at - 1] == Part::Adverb {
        at -= 1;
    }
    at > sentence.start
        && !scene.copy.word(cue).ends_with("ing")
        && matches!(
            scene.copy.word(at - 1),
            "is" | "was" | "are" | "were" | "be" | "been" | "being"
        )
}
