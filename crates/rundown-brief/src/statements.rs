//! What was said, article by article: the words to show of each attribution.

use jiff::civil::Date;
use rundown_news::{
    Attribution, Directness, EntityKind, Part, Shown, Source, Span, WhenPrecision,
};
use rundown_text::is_quote_mark;

use crate::lines::copy_sentences;
use crate::names::Names;
use crate::told::{Story, Told};
use crate::words::words;

/// One attribution of one article.
#[derive(Debug)]
pub(crate) struct Said {
    /// The place of its article in the story.
    pub(crate) article: usize,
    pub(crate) speaker: Speaker,
    pub(crate) shown: Shown,
    pub(crate) directness: Directness,
    pub(crate) day: String,
    /// The folded words of what was said.
    pub(crate) words: Spoken,
}

/// The words of a statement in a form quick to compare.
#[derive(Debug, Default)]
pub(crate) struct Spoken {
    /// A number for each folded word, in order.
    pub(crate) in_order: Vec<u64>,
    /// The same, each once, sorted.
    pub(crate) sorted: Vec<u64>,
    /// One bit for each word: what lacks many bits lacks many words.
    pub(crate) bits: u64,
}

impl Spoken {
    fn of(text: &str, runs: &[Span]) -> Self {
        let mut in_order = Vec::new();
        for run in runs {
            let run_words = words(run.of(text));
            in_order.extend(run_words.map(|word| number(&rundown_text::fold(word))));
        }
        let mut sorted = in_order.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let bits = sorted.iter().fold(0, |bits, word| bits | 1 << (word >> 58));
        Self { in_order, sorted, bits }
    }

    pub(crate) fn len(&self) -> usize {
        self.in_order.len()
    }
}

/// FNV-1a, mixed once more so that its high bits are good.
fn number(word: &str) -> u64 {
    let step =
        |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Speaker {
    /// A name of the story.
    Named(usize),
    /// The words of an unnamed source, folded, and as they stand.
    Unnamed(String, String),
}

/// Statements of fewer words are not shown: "yes", a scare quote.
const WORDS_MIN: usize = 4;

/// Sentences a statement in the reporter's words may run over.
const SENTENCES_MAX: usize = 3;

/// Statements taken from one article.
const OF_ARTICLE_MAX: usize = 200;

/// All statements of the story's witnesses.
pub(crate) fn statements(story: &Story<'_>, names: &Names) -> Vec<Said> {
    let mut found = Vec::new();
    for (at, told) in story.witnesses() {
        let sentences = copy_sentences(told);
        let said = told.found().attributions.iter().take(OF_ARTICLE_MAX);
        found
            .extend(said.filter_map(|said| statement(told, at, said, &sentences, names)));
    }
    found
}

fn statement(
    told: &Told<'_>,
    at: usize,
    said: &Attribution,
    sentences: &[Span],
    names: &Names,
) -> Option<Said> {
    let speaker = speaker(said.source.as_ref()?, at, names)?;
    let text = &told.article().text;
    let first = *said.content.first()?;
    let home = sentence_of(sentences, first)?;
    let spoken = Spoken::of(text, &said.content);
    if spoken.len() < WORDS_MIN {
        return None;
    }
    let shown = match said.directness {
        Directness::Direct => in_their_words(told, &said.content),
        Directness::Indirect | Directness::Mixed => in_sentences(told, said, sentences)?,
    };
    let day = day_of(told, home, &said.content).to_string();
    let directness = said.directness;
    Some(Said { article: at, speaker, shown, directness, day, words: spoken })
}

fn speaker(source: &Source, at: usize, names: &Names) -> Option<Speaker> {
    if let Some(entity) = source.entity
        && let Some(named) = names.of_entity(at, entity)
    {
        return Some(Speaker::Named(named));
    }
    let name = source.name.as_deref()?.trim();
    let bare = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
    let folded = rundown_text::fold(bare).into_owned();
    let pronoun =
        matches!(folded.as_str(), "he" | "she" | "they" | "it" | "who" | "we" | "i");
    (!folded.is_empty() && !pronoun).then(|| Speaker::Unnamed(folded, name.to_owned()))
}

/// Runs of quotation with the marks around them, joined by the seam.
fn in_their_words(told: &Told<'_>, content: &[Span]) -> Shown {
    let text = &told.article().text;
    let runs: Vec<Span> = content.iter().map(|run| with_marks(text, *run)).collect();
    let pieces: Vec<&str> = runs.iter().map(|run| run.of(text)).collect();
    Shown {
        text: pieces.join(Shown::SEAM),
        evidence: runs.iter().map(|run| told.evidence(Part::Text, *run)).collect(),
        pieces: runs.len().min(usize::from(u16::MAX)) as u16,
    }
}

/// The run with its quotation marks, where they stand right beside it.
fn with_marks(text: &str, run: Span) -> Span {
    let range = run.range();
    let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.end..))
    else {
        return run;
    };
    let mark_before = before.chars().next_back().filter(|c| is_quote_mark(*c));
    let mark_after = after.chars().next().filter(|c| is_quote_mark(*c));
    let start = range.start - mark_before.map_or(0, char::len_utf8);
    let end = range.end + mark_after.map_or(0, char::len_utf8);
    Span::new(start, end)
}

/// The sentences that hold the statement, from the first to the last.
fn in_sentences(
    told: &Told<'_>,
    said: &Attribution,
    sentences: &[Span],
) -> Option<Shown> {
    let first = *said.content.first()?;
    let last = *said.content.last()?;
    let start = sentences.partition_point(|sentence| sentence.end <= first.start);
    let end = sentences.partition_point(|sentence| sentence.start < last.end);
    let end = end.clamp(start + 1, start + SENTENCES_MAX);
    let whole = sentences.get(start)?.join(*sentences.get(end - 1)?);
    // Sentences of two blocks do not make one run of words.
    let text = whole.of(&told.article().text);
    let whole = if text.contains('\n') { sentences[start] } else { whole };
    Some(told.shown(Part::Text, whole))
}

fn sentence_of(sentences: &[Span], run: Span) -> Option<Span> {
    let at = sentences.partition_point(|sentence| sentence.end <= run.start);
    sentences.get(at).copied().filter(|sentence| sentence.start <= run.start)
}

/// The day a statement was made: one named beside it but not in it, or the day of
/// publication.
fn day_of(told: &Told<'_>, sentence: Span, content: &[Span]) -> Date {
    let published = told.day();
    let dates = &told.found().dates;
    let from = dates.partition_point(|when| when.span.end <= sentence.start);
    let beside = dates[from..]
        .iter()
        .take_while(|when| when.span.start < sentence.end)
        .filter(|when| !content.iter().any(|run| run.overlaps(when.span)))
        .filter(|when| matches!(when.precision, WhenPrecision::Day | WhenPrecision::Time))
        .filter_map(|when| when.value.get(..10)?.parse::<Date>().ok());
    beside.filter(|day| *day <= published).last().unwrap_or(published)
}

/// Whether a name is that of a person.
pub(crate) fn is_person(names: &Names, speaker: &Speaker) -> bool {
    match speaker {
        Speaker::Named(at) => names.all[*at].kind == EntityKind::Person,
        Speaker::Unnamed(..) => false,
    }
}
