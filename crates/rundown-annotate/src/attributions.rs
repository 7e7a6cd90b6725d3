//! Attributions: who said what.
//!
//! Block by block: the cues with their speakers, what each introduces, then the
//! quotations that no cue introduces and the speakers they go on from.

use std::ops::Range;

use rundown_lexicon::Kinds;
use rundown_news::{Attribution, BlockKind, Directness, Map, Source, Span};

use crate::clauses::Reading;
use crate::copy::Shape;
use crate::cues::cues;
use crate::entities::Mention;
use crate::incises::Incise;
use crate::spoken::Meant;
use crate::stretches::{Stretch, is_mark};
use crate::subjects::Scene;
use crate::unnamed::{Speaker, introductions};

/// Stretches of fewer words are names of things or scare quotes, unless a cue is near.
const SPEECH_WORDS_MIN: usize = 2;
/// A quotation that stands alone needs so many words to be taken for speech.
const LONE_WORDS_MIN: usize = 5;

/// The name before a colon in a transcript has at most so many words.
const SCRIPT_HEAD_MAX: usize = 6;
/// Behind the words that name a speaker a paragraph has at most so many more.
const CLOSING_WORDS_MAX: usize = 12;
/// So many attributions back a speaker can go on.
const DRAFTS_BACK_MAX: usize = 32;
/// A line that only tells who spoke has at most so many words.
const LINE_WORDS_MAX: usize = 14;
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

impl Draft {
    fn new(speaker: Option<Range<usize>>, said: Range<usize>, block: usize) -> Self {
        Self { speaker, cue: None, content: Vec::from([said]), block, open: false }
    }

    /// Who speaks, if a paragraph that ends before a word ends with that: “…,” he said.
    fn closing(&self, next: usize) -> Option<Range<usize>> {
        let cue = self.cue.as_ref()?;
        let speaker = self.speaker.clone()?;
        let end = cue.end.max(speaker.end);
        let closes = self.content.iter().all(|run| run.start < cue.start);
        (closes && end < next && next - end <= CLOSING_WORDS_MAX).then_some(speaker)
    }

    /// The same speaker says another quotation.
    fn go_on(&mut self, stretch: &Stretch) {
        self.content.push(stretch.words.clone());
        self.block = stretch.block;
        self.open = !stretch.closed;
    }
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
        if let Some(name) = signature_line(scene, words).filter(|_| here.is_empty()) {
            sign(&mut drafts, block, &name);
            continue;
        }
        match kind {
            BlockKind::Table | BlockKind::Heading | BlockKind::Correction => {}
            // A post is signed; one that is told in running prose reads as copy does.
            BlockKind::Embed => match post(scene, words, block) {
                Some(post) => drafts.push(post),
                None => read_block(scene, words, block, &here, &mut drafts),
            },
            BlockKind::Quote
                if here.is_empty()
                    && let Some(name) = citation(scene, &drafts, words, block) =>
            {
                sign(&mut drafts, block, &name);
            }
            BlockKind::Quote if here.is_empty() && !words.is_empty() => {
                drafts.push(block_quotation(&drafts, words, block));
            }
            _ => read_block(scene, words, block, &here, &mut drafts),
        }
    }
    let speakers = drafts.iter().filter_map(|draft| {
        let words = draft.speaker.clone()?;
        Some(Speaker { words, block: draft.block })
    });
    let introduced = introductions(scene, meant, speakers.collect());
    let known = Known { meant, introduced };
    let mut found: Vec<Attribution> =
        drafts.iter().map(|draft| finished(scene, &known, draft)).collect();
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
    if let Some((speaker, said)) = script_line(scene, words, stretches) {
        drafts.push(Draft::new(Some(speaker), said, block));
        return;
    }
    let cues = cues(scene, words);
    let covered = vec![false; stretches.len()];
    let mut reading = Reading { scene, cues: &cues, stretches, covered };
    let first = drafts.len();
    for (i, cue) in cues.iter().enumerate() {
        let content = reading.said(i);
        if !content.is_empty() {
            let open = reading.cover(&content);
            let (speaker, cue) = (cue.speaker.clone(), Some(cue.words.clone()));
            drafts.push(Draft { speaker, cue, content, block, open });
        }
    }
    for (i, stretch) in stretches.iter().enumerate() {
        if !reading.covered[i]
            && let Some(Incise { cue, content }) = scene.incise(stretch)
        {
            let (cue, speaker) = (Some(cue.words), cue.speaker);
            drafts.push(Draft { speaker, cue, content, block, open: !stretch.closed });
        } else if !reading.covered[i]
            && (stretch.length >= SPEECH_WORDS_MIN || is_exclaimed(scene, stretch))
        {
            place_lone(scene, words, stretch, first, drafts);
        }
    }
}

/// `“Enough,” Ruiz snapped`: one word that opens its sentence, and right behind it a verb
/// with its subject. A scare quote has none.
fn is_exclaimed(scene: &Scene<'_, '_>, stretch: &Stretch) -> bool {
    let sentence = scene.copy.sentence_of(stretch.words.start);
    let opens = stretch.words.start <= sentence.start + 1;
    opens && scene.verb_beside(stretch).is_some()
}

/// A quotation that no cue introduces: who goes on, or nobody who can be told.
fn place_lone(
    scene: &Scene<'_, '_>,
    words: &Range<usize>,
    stretch: &Stretch,
    first: usize,
    drafts: &mut Vec<Draft>,
) {
    let opens_block = stretch.words.start <= words.start + 1;
    let opens_sentence =
        stretch.words.start <= scene.copy.sentence_of(stretch.words.start).start + 1;
    let beside = scene.verb_beside(stretch);
    let signature = signed(scene, words, stretch);
    // A quotation that ran over the end of the paragraph before.
    let open = |draft: &&mut Draft| draft.open && draft.block + 1 == stretch.block;
    if let Some(draft) = drafts.last_mut().filter(open).filter(|_| opens_block) {
        return draft.go_on(stretch);
    }
    // The speaker of this paragraph goes on.
    let free = beside.is_none() && signature.is_none();
    if free && opens_sentence && stretch.length > SPEECH_WORDS_MIN {
        let behind = first.max(drafts.len().saturating_sub(DRAFTS_BACK_MAX));
        let mut here = drafts[behind..].iter_mut().rev();
        let speaker = here.find(|draft| {
            let mut before = draft.content.iter();
            draft.speaker.is_some() && before.any(|c| c.end <= stretch.words.start)
        });
        if let Some(draft) = speaker {
            return draft.go_on(stretch);
        }
    }
    let before = stretch.words.start.checked_sub(2).filter(|at| *at >= words.start);
    let colon = if opens_block { words.start.checked_sub(1) } else { before };
    let mut draft = Draft::new(None, stretch.words.clone(), stretch.block);
    draft.open = !stretch.closed;
    if let Some(cue) = beside {
        (draft.speaker, draft.cue) = (cue.speaker, Some(cue.words));
    } else {
        draft.speaker =
            signature.or_else(|| colon.and_then(|colon| announced(scene, colon)));
    }
    let is_speech = opens_sentence && stretch.length >= LONE_WORDS_MIN;
    if draft.speaker.is_none() && is_speech && opens_block {
        draft.speaker = drafts.last().and_then(|last| last.closing(words.start));
    }
    if draft.speaker.is_some() || is_speech {
        drafts.push(draft);
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
    if !matches!(scene.word(dash), "—" | "–" | "―" | "--" | "-") {
        return None;
    }
    // Whatever stands behind a name tells who that is, or what was spoken of.
    let named = scene.cast.person_at(scene.behind_title(dash + 1));
    let set_off = |name: &&Mention| {
        let end = name.words.end;
        name.words.start <= dash + 2 && (end >= words.end || scene.word(end) == ",")
    };
    if let Some(name) = named.filter(set_off) {
        return Some(name.words.clone());
    }
    let limit = words.end.min(scene.copy.sentence_of(dash).end);
    let limit = limit.min(dash + 2 + SIGNATURE_WORDS_MAX);
    let end = (dash + 1..limit).find(|at| is_mark(scene.copy, *at)).unwrap_or(limit);
    let is_word = |at: &usize| scene.copy.words[*at].shape != Shape::Sign;
    let name = dash + 1..(dash + 1..end).rev().find(is_word)? + 1;
    let fits = name.len() <= SIGNATURE_WORDS_MAX
        && scene.copy.words[name.start].shape.is_capital();
    fits.then_some(name)
}

/// `— Ana Ruiz, harbor master` as a paragraph of its own: the name.
fn signature_line(scene: &Scene<'_, '_>, words: &Range<usize>) -> Option<Range<usize>> {
    let is_dash = matches!(scene.word(words.start), "—" | "–" | "―" | "--" | "-");
    let tells = words.clone().any(|at| scene.is_verb(at));
    if !is_dash || tells || words.len() < 2 || words.len() > LINE_WORDS_MAX {
        return None;
    }
    let name = &scene.cast.person_at(scene.behind_title(words.start + 1))?.words;
    let ends = name.end >= words.end || scene.is_sign(name.end);
    ends.then(|| name.clone())
}

/// `Ana Ruiz, harbor master` as the last line of a block quotation: the name.
fn citation(
    scene: &Scene<'_, '_>,
    drafts: &[Draft],
    words: &Range<usize>,
    block: usize,
) -> Option<Range<usize>> {
    let below = drafts.last()?;
    let quoted = below.speaker.is_none() && below.block + 1 == block;
    let line = (1..=LINE_WORDS_MAX).contains(&words.len());
    let told = words.clone().any(|at| scene.is_verb(at) || scene.word(at) == ".");
    if !quoted || !line || told {
        return None;
    }
    let dash = matches!(scene.word(words.start), "—" | "–" | "―" | "--" | "-");
    let first = scene.behind_title(words.start + usize::from(dash));
    let name = &scene.cast.person_at(first)?.words;
    let ends = name.end >= words.end || scene.is_sign(name.end);
    (name.start == first && ends).then(|| name.clone())
}

/// A signature below quotations says who speaks in those that nobody is known of.
fn sign(drafts: &mut [Draft], block: usize, name: &Range<usize>) {
    let mut below = block;
    for draft in drafts.iter_mut().rev().take(DRAFTS_BACK_MAX) {
        if draft.speaker.is_some() || draft.block + 1 < below {
            break;
        }
        below = draft.block;
        draft.speaker = Some(name.clone());
    }
}

/// "Ruiz continued:", "And from Chairwoman Mira Rosen:": who is announced by a colon.
fn announced(scene: &Scene<'_, '_>, colon: usize) -> Option<Range<usize>> {
    if scene.word(colon) != ":" {
        return None;
    }
    let before = scene.copy.sentence_of(colon).start..colon;
    let cue = || cues(scene, &before).into_iter().rev().find_map(|cue| cue.speaker);
    scene
        .statement_from(&before)
        .or_else(cue)
        .or_else(|| scene.leads_in(colon))
        .or_else(|| scene.introduced(colon))
        .or_else(|| scene.introduced_with_role(colon))
}

/// `RUIZ: We stay.` as in a transcript: who speaks, and the words.
fn script_line(
    scene: &Scene<'_, '_>,
    words: &Range<usize>,
    stretches: &[&Stretch],
) -> Option<(Range<usize>, Range<usize>)> {
    let start = words.start + usize::from(is_mark(scene.copy, words.start));
    let limit = words.end.min(start + SCRIPT_HEAD_MAX);
    let colon = (start..limit).find(|at| scene.word(*at) == ":")?;
    let head = start..colon;
    let is_capital = |at: usize| {
        let shape = scene.copy.words[at].shape;
        matches!(shape, Shape::Capitals | Shape::Dotted | Shape::Letter)
            || matches!(scene.word(at), "." | ",")
    };
    // "R: We stay": of an answer, whatever reads like a name.
    let letter = head.len() == 1 && scene.word(head.start).chars().count() == 1;
    let named_so = |m: &Mention| m.words == head && !letter;
    let person = scene.cast.person_at(head.start).is_some_and(named_so);
    let named = head.clone().all(is_capital) && is_name_of_speaker(scene, &head);
    let fits = !head.is_empty()
        && (named || person)
        && words.end > colon + 3
        && (stretches.is_empty() || person || start > words.start);
    fits.then_some((head, colon + 1..words.end))
}

/// "RUIZ", "MR. OKAFOR", but not "Q", "MP" or "PHOTO": letters and kinds of people or
/// texts are labels.
fn is_name_of_speaker(scene: &Scene<'_, '_>, head: &Range<usize>) -> bool {
    const LABELS: &str = "question answer photo photos video watch read update note more \
                          live exclusive breaking related correction caption";
    let Some(last) = head.clone().next_back() else { return false };
    let word = rundown_text::fold(scene.word(last));
    let listed = Kinds::ROLE.or(Kinds::TITLE).or(Kinds::GROUP).or(Kinds::DOCUMENT);
    word.chars().count() > 2
        && !LABELS.split_whitespace().any(|label| label == &*word)
        && !scene.copy.is(last, listed.or(Kinds::DAY))
}

/// A block quotation belongs to who was speaking before it.
fn block_quotation(drafts: &[Draft], words: &Range<usize>, block: usize) -> Draft {
    let last = drafts.last().filter(|draft| draft.block + 1 == block);
    Draft::new(last.and_then(|draft| draft.speaker.clone()), words.clone(), block)
}

/// An embedded post: what stands before the dash is said by who stands behind it.
fn post(scene: &Scene<'_, '_>, words: &Range<usize>, block: usize) -> Option<Draft> {
    let is_dash = |at: &usize| matches!(scene.word(*at), "—" | "–" | "--");
    let dash = words.clone().rev().find(is_dash)?;
    let is_end = |at: &usize| matches!(scene.word(*at), "(" | "@" | "," | "|" | "·");
    let end = (dash + 1..words.end).find(is_end).unwrap_or(words.end);
    let author = dash + 1..end;
    let fits = words.start < dash && (1..=SIGNATURE_WORDS_MAX).contains(&author.len());
    fits.then(|| Draft::new(Some(author), words.start..dash, block))
}

/// What is known of those who speak under other words than their names.
struct Known<'m> {
    meant: &'m Meant,
    /// Speakers without a name, by the words that introduced them.
    introduced: Map<usize, Range<usize>>,
}

fn finished(scene: &Scene<'_, '_>, known: &Known<'_>, draft: &Draft) -> Attribution {
    let copy = scene.copy;
    let content: Vec<Span> = draft.content.iter().map(|words| copy.span(words)).collect();
    let mut source = draft.speaker.as_ref().map(|words| source(scene, known, words));
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
fn source(scene: &Scene<'_, '_>, known: &Known<'_>, words: &Range<usize>) -> Source {
    let copy = scene.copy;
    if let Some(introduced) = known.introduced.get(&words.start) {
        let all: Vec<&str> = copy.of(introduced).split_whitespace().collect();
        let (span, name) = (copy.span(words), Some(all.join(" ")));
        return Source { span, entity: None, name };
    }
    let alone = words.len() == 1;
    let pronoun = known.meant.get(&words.start).copied().filter(|_| alone);
    let member = pronoun.or_else(|| scene.person_in(words)).or_else(|| {
        // "A lawyer for Halden" is not Halden.
        let name = scene.cast.mention_at(words.end - 1)?;
        let mut before = words.start..name.words.start;
        let hangs = before.any(|at| copy.is(at, Kinds::PREPOSITION));
        (name.words.end == words.end && !hangs).then_some(name.member)
    });
    let plain = || {
        let all: Vec<&str> = copy.of(words).split_whitespace().collect();
        (!alone || !scene.is_pronoun(words.start)).then(|| all.join(" "))
    };
    let name = member.map(|member| scene.cast.members[member].name.clone());
    Source {
        span: copy.span(words),
        entity: member.map(|member| member as u32),
        name: name.or_else(plain),
    }
}

/// Direct if every word stands in quotation marks, mixed if some do. One quoted word
/// is a scare quote.
fn directness(scene: &Scene<'_, '_>, content: &[Range<usize>]) -> Directness {
    let words = content
        .iter()
        .flat_map(Clone::clone)
        .filter(|at| !matches!(scene.copy.words[*at].shape, Shape::Sign | Shape::Clitic));
    let (quoted, open): (Vec<usize>, Vec<usize>) =
        words.partition(|at| !scene.quoted.is_open(*at));
    match (quoted.len(), open.len()) {
        (0, _) | (1, 1..) => Directness::Indirect,
        (_, 0) => Directness::Direct,
        _ => Directness::Mixed,
    }
}
