//! Attributions: who said what.
//!
//! Block by block: the cues with their speakers, what each introduces, then the
//! quotations that no cue introduces and the speakers they go on from.

use std::ops::Range;

use rundown_lexicon::Kinds;
use rundown_news::{Attribution, BlockKind, Directness, Source, Span};

use crate::clauses::Reading;
use crate::copy::{Copy, Shape};
use crate::cues::{Cue, cues};
use crate::pronouns::Meant;
use crate::stretches::{Stretch, first_behind, is_mark};
use crate::subjects::Scene;

/// Stretches of fewer words are names of things or scare quotes, unless a cue is near.
const SPEECH_WORDS_MIN: usize = 2;
/// A quotation that stands alone needs so many words to be taken for speech.
const LONE_WORDS_MIN: usize = 5;

/// So many attributions back a speaker can go on.
const DRAFTS_BACK_MAX: usize = 32;
/// The longest signature behind a dash, in words.
const SIGNATURE_WORDS_MAX: usize = 8;

/// An attribution while it is read: everything in words.
#[derive(Debug, Clone)]
struct Draft {
    speaker: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    block: usize,
    /// Whether its content ends in a quotation that is still open.
    open: bool,
}

/// All attributions, in the order of their content.
pub(crate) fn attributions(scene: &Scene<'_, '_>, meant: &Meant) -> Vec<Attribution> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut stretches = scene.quoted.runs.iter().peekable();
    for (block, (words, kind)) in scene.quoted.blocks.iter().enumerate() {
        let mut here: Vec<&Stretch> = Vec::new();
        while let Some(stretch) = stretches.next_if(|stretch| stretch.block == block) {
            here.push(stretch);
        }
        match kind {
            BlockKind::Table | BlockKind::Heading | BlockKind::Correction => {}
            // A post is signed; one that is told in running prose reads as copy does.
            BlockKind::Embed => match post(scene, words, block) {
                Some(post) => drafts.push(post),
                None => read_block(scene, words, block, &here, &mut drafts),
            },
            BlockKind::Quote if here.is_empty() => {
                drafts.extend(block_quotation(&drafts, words, block));
            }
            _ => read_block(scene, words, block, &here, &mut drafts),
        }
    }
    let mut found: Vec<Attribution> =
        drafts.iter().map(|draft| finished(scene, meant, draft)).collect();
    found.sort_by_key(|attribution| attribution.content.first().copied());
    found
}

fn read_block(
    scene: &Scene<'_, '_>,
    words: &Range<usize>,
    block: usize,
    stretches: &[&Stretch],
    drafts: &mut Vec<Draft>,
) {
    if words.is_empty() {
        return;
    }
    if let Some(draft) = script_line(scene, words, block, stretches) {
        drafts.push(draft);
        return;
    }
    let cues = cues(scene, words);
    let covered = vec![false; stretches.len()];
    let mut reading = Reading { scene, cues: &cues, stretches, covered };
    let first = drafts.len();
    for (i, cue) in cues.iter().enumerate() {
        let content = reading.said(i);
        if !content.is_empty() {
            drafts.push(draft(cue, content, block, &mut reading));
        }
    }
    for i in 0..stretches.len() {
        let cue = cues.partition_point(|cue| cue.words.end <= stretches[i].words.start);
        let cue = cue.checked_sub(1).map(|cue| &cues[cue]);
        if cue.is_some_and(|cue| reading.names_listener(cue, stretches[i])) {
            continue;
        }
        if !reading.covered[i] && stretches[i].length >= SPEECH_WORDS_MIN {
            place_lone(scene, &cues, words, stretches, i, first, drafts);
        }
    }
}

fn draft(
    cue: &Cue,
    content: Vec<Range<usize>>,
    block: usize,
    reading: &mut Reading<'_, '_, '_>,
) -> Draft {
    let mut open = false;
    for run in &content {
        for i in first_behind(reading.stretches, run.start)..reading.stretches.len() {
            let stretch = reading.stretches[i];
            if stretch.words.end > run.end {
                break;
            }
            reading.covered[i] |= run.start <= stretch.words.start;
            open = !stretch.closed;
        }
    }
    Draft {
        speaker: cue.speaker.clone(),
        cue: Some(cue.words.clone()),
        content,
        block,
        open,
    }
}

/// A quotation that no cue introduces: who goes on, or nobody who can be told.
fn place_lone(
    scene: &Scene<'_, '_>,
    cues: &[Cue],
    words: &Range<usize>,
    stretches: &[&Stretch],
    index: usize,
    first: usize,
    drafts: &mut Vec<Draft>,
) {
    let stretch = stretches[index];
    let block = stretch.block;
    let opens_block = stretch.words.start <= words.start + 1;
    // A quotation that ran over the end of the paragraph before.
    let before = drafts.last_mut().filter(|d| d.block + 1 == block && d.open);
    if let Some(draft) = before.filter(|_| opens_block) {
        draft.content.push(stretch.words.clone());
        draft.block = block;
        draft.open = !stretch.closed;
        return;
    }
    if let Some(cue) = scene.verb_beside(stretch) {
        drafts.push(Draft {
            speaker: cue.speaker,
            cue: Some(cue.words),
            content: vec![stretch.words.clone()],
            block,
            open: !stretch.closed,
        });
        return;
    }
    let starts_sentence = {
        let sentence = scene.copy.sentence_of(stretch.words.start);
        stretch.words.start <= sentence.start + 1
    };
    // The speaker of this paragraph goes on.
    let signature = signed(scene, words, stretch);
    let in_block = drafts.len() > first;
    if signature.is_none() && in_block && starts_sentence && stretch.length >= 3 {
        let draft = drafts.iter_mut().rev().take(DRAFTS_BACK_MAX).find(|d| {
            d.block == block
                && d.speaker.is_some()
                && d.content.iter().any(|c| c.end <= stretch.words.start)
        });
        if let Some(draft) = draft {
            draft.content.push(stretch.words.clone());
            draft.open = !stretch.closed;
            return;
        }
    }
    let near = nearest_cue(scene, cues, stretch);
    let speaker = near.and_then(|cue| cue.speaker.clone());
    let cue = near.map(|cue| cue.words.clone());
    let is_speech = starts_sentence && stretch.length >= LONE_WORDS_MIN;
    let from_before = || {
        let mut near = drafts.iter().rev().take(DRAFTS_BACK_MAX);
        let last = near.find(|d| d.block + 1 == block && d.speaker.is_some());
        last.filter(|_| opens_block && is_speech).and_then(|d| d.speaker.clone())
    };
    let before = stretch.words.start.checked_sub(2).filter(|at| *at > words.start);
    let lead = before
        .filter(|at| scene.copy.word(*at) == ":")
        .and_then(|colon| scene.leads_in(colon).or_else(|| scene.introduced(colon)));
    let speaker = signature
        .or(lead)
        .or(speaker)
        .or_else(|| announced(scene, words, opens_block))
        .or_else(from_before);
    if speaker.is_some() || is_speech {
        drafts.push(Draft {
            speaker,
            cue,
            content: vec![stretch.words.clone()],
            block,
            open: !stretch.closed,
        });
    }
}

/// `“We stay.” ― Ana Ruiz`: a name behind a dash closes the paragraph, or stands before
/// the next quotation where several are strung together.
fn signed(
    scene: &Scene<'_, '_>,
    words: &Range<usize>,
    stretch: &Stretch,
) -> Option<Range<usize>> {
    let dash = (stretch.words.end..words.end).find(|at| !is_mark(scene.copy, *at))?;
    if !matches!(scene.copy.word(dash), "—" | "–" | "―" | "--" | "-") {
        return None;
    }
    let limit = words.end.min(scene.copy.sentence_of(dash).end);
    let limit = limit.min(dash + 2 + SIGNATURE_WORDS_MAX);
    let next = (dash + 1..limit).find(|at| is_mark(scene.copy, *at));
    let mut end = next.unwrap_or(limit);
    while end > dash + 1 && scene.copy.words[end - 1].shape == Shape::Sign {
        end -= 1;
    }
    let name = dash + 1..end;
    let fits = (1..=SIGNATURE_WORDS_MAX).contains(&name.len())
        && scene.copy.words[name.start].shape.is_capital();
    fits.then_some(name)
}

/// "Ruiz continued:" closes the paragraph before a quotation.
fn announced(
    scene: &Scene<'_, '_>,
    words: &Range<usize>,
    opens_block: bool,
) -> Option<Range<usize>> {
    let colon = words.start.checked_sub(1).filter(|_| opens_block)?;
    if scene.copy.word(colon) != ":" {
        return None;
    }
    let sentence = scene.copy.sentence_of(colon);
    let block = sentence.start..colon;
    let cue = cues(scene, &block).into_iter().rev().find_map(|cue| cue.speaker);
    cue.or_else(|| scene.leads_in(colon)).or_else(|| scene.introduced(colon))
}

/// The cue nearest to a quotation in the sentences of its first and last word.
fn nearest_cue<'c>(
    scene: &Scene<'_, '_>,
    cues: &'c [Cue],
    stretch: &Stretch,
) -> Option<&'c Cue> {
    let first = scene.copy.sentence_of(stretch.words.start);
    let last = scene.copy.sentence_of(stretch.words.end - 1);
    let distance = |cue: &&Cue| {
        if cue.words.start >= stretch.words.end {
            cue.words.start - stretch.words.end
        } else {
            stretch.words.start.saturating_sub(cue.words.end) + 2
        }
    };
    let from = cues.partition_point(|cue| cue.words.start < first.start);
    cues[from..]
        .iter()
        .take_while(|cue| cue.words.start < last.end)
        .filter(|cue| first.contains(&cue.words.start) || last.contains(&cue.words.start))
        .filter(|cue| cue.speaker.is_some())
        .min_by_key(distance)
}

/// `RUIZ: We stay.` as in a transcript.
fn script_line(
    scene: &Scene<'_, '_>,
    words: &Range<usize>,
    block: usize,
    stretches: &[&Stretch],
) -> Option<Draft> {
    let start = words.start + usize::from(is_mark(scene.copy, words.start));
    let colon =
        (start..words.end.min(start + 6)).find(|at| scene.copy.word(*at) == ":")?;
    let head = start..colon;
    let capitals = head.clone().all(|at| {
        matches!(
            scene.copy.words[at].shape,
            Shape::Capitals | Shape::Dotted | Shape::Letter
        ) || matches!(scene.copy.word(at), "." | ",")
    });
    let person = scene.cast.person_at(head.start).is_some_and(|m| m.words == head);
    let fits = !head.is_empty()
        && (capitals && is_name_of_speaker(scene, &head) || person)
        && words.end > colon + 3
        && (stretches.is_empty() || person || start > words.start);
    let said = colon + 1..words.end;
    fits.then(|| Draft {
        speaker: Some(head.clone()),
        cue: None,
        content: Vec::from([said]),
        block,
        open: false,
    })
}

/// "RUIZ", "MR. OKAFOR", but not "Q", "MP" or "PHOTO": letters and kinds of people or
/// texts are labels.
fn is_name_of_speaker(scene: &Scene<'_, '_>, head: &Range<usize>) -> bool {
    const LABELS: [&str; 16] = [
        "question",
        "answer",
        "photo",
        "photos",
        "video",
        "watch",
        "read",
        "update",
        "note",
        "more",
        "live",
        "exclusive",
        "breaking",
        "related",
        "correction",
        "caption",
    ];
    let last = head.end - 1;
    let word = rundown_text::fold(scene.copy.word(last));
    let listed = Kinds::ROLE.or(Kinds::TITLE).or(Kinds::GROUP).or(Kinds::DOCUMENT);
    word.chars().count() > 2
        && !LABELS.contains(&&*word)
        && !scene.copy.is(last, listed.or(Kinds::DAY))
}

/// A block quotation belongs to who was speaking before it.
fn block_quotation(
    drafts: &[Draft],
    words: &Range<usize>,
    block: usize,
) -> Option<Draft> {
    if words.is_empty() {
        return None;
    }
    let last = drafts.last().filter(|draft| draft.block + 1 == block);
    let speaker = last.and_then(|draft| draft.speaker.clone());
    Some(Draft { speaker, cue: None, content: vec![words.clone()], block, open: false })
}

/// An embedded post: what stands before the dash is said by who stands behind it.
fn post(scene: &Scene<'_, '_>, words: &Range<usize>, block: usize) -> Option<Draft> {
    let is_dash = |at: &usize| matches!(scene.copy.word(*at), "—" | "–" | "--");
    let dash = words.clone().rev().find(is_dash)?;
    let mut end = dash + 1;
    while end < words.end && !matches!(scene.copy.word(end), "(" | "@" | "," | "|" | "·")
    {
        end += 1;
    }
    let (content, author) = (words.start..dash, dash + 1..end);
    let fits = !content.is_empty() && !author.is_empty() && author.len() <= 8;
    fits.then(|| Draft {
        speaker: Some(author),
        cue: None,
        content: vec![content],
        block,
        open: false,
    })
}

fn finished(scene: &Scene<'_, '_>, meant: &Meant, draft: &Draft) -> Attribution {
    let copy = scene.copy;
    let content: Vec<Span> = draft.content.iter().map(|words| copy.span(words)).collect();
    let mut source = draft.speaker.as_ref().map(|words| source(scene, meant, words));
    // "Ruiz, who said": the pronoun beside the cue is the source, and stands for Ruiz.
    if let (Some(source), Some(cue)) = (&mut source, &draft.cue)
        && let Some(who) = scene.relative_of(cue.start)
        && copy.words[who].span.start >= source.span.end
    {
        source.span = copy.words[who].span;
    }
    Attribution {
        source,
        cue: draft.cue.as_ref().map(|words| copy.span(words)),
        directness: directness(scene, &draft.content),
        content,
    }
}

/// Who a source is: an entity, or the words of one without a name.
fn source(scene: &Scene<'_, '_>, meant: &Meant, words: &Range<usize>) -> Source {
    let copy = scene.copy;
    let pronoun = (words.len() == 1).then(|| meant.get(&words.start).copied()).flatten();
    let member = pronoun.or_else(|| scene.person_in(words)).or_else(|| {
        // "A lawyer for Halden" is not Halden.
        let mention = scene.cast.mention_at(words.end - 1)?;
        // "The Police" with a capital are the police.
        let generic = mention.words.len() == 1
            && mention.words.start > words.start
            && copy.is(words.end - 1, Kinds::GROUP)
            && copy.words[words.end - 1].shape == Shape::Capital;
        let hangs = generic
            || (words.start..mention.words.start)
                .any(|at| copy.is(at, Kinds::PREPOSITION));
        (mention.words.end == words.end && !hangs).then_some(mention.member)
    });
    let is_pronoun = words.len() == 1 && is_pronoun(copy, words.start);
    let name = match member {
        Some(member) => Some(scene.cast.members[member].name.clone()),
        None if is_pronoun => None,
        None => Some(plain_name(copy, words)),
    };
    Source { span: copy.span(words), entity: member.map(|member| member as u32), name }
}

fn is_pronoun(copy: &Copy<'_>, at: usize) -> bool {
    let listed =
        Kinds::HE.or(Kinds::SHE).or(Kinds::THEY).or(Kinds::FIRST).or(Kinds::SUBJECT);
    copy.is(at, listed)
}

/// The words of a source without name, on one line and without a leading article.
fn plain_name(copy: &Copy<'_>, words: &Range<usize>) -> String {
    let all: Vec<&str> = copy.of(words).split_whitespace().collect();
    all.join(" ")
}

/// Direct if every word stands in quotation marks, mixed if some do. One quoted word
/// is a scare quote.
fn directness(scene: &Scene<'_, '_>, content: &[Range<usize>]) -> Directness {
    let is_word =
        |at: &usize| !matches!(scene.copy.words[*at].shape, Shape::Sign | Shape::Clitic);
    let all = content.iter().flat_map(Clone::clone).filter(is_word).count();
    let quoted = content
        .iter()
        .flat_map(Clone::clone)
        .filter(|at| is_word(at) && !scene.quoted.is_open(*at))
        .count();
    if quoted < 2.min(all) || quoted == 0 {
        Directness::Indirect
    } else if quoted == all {
        Directness::Direct
    } else {
        Directness::Mixed
    }
}
