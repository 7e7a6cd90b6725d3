//! What was said, article by article: the words to show of each attribution.

use jiff::civil::Date;
use rundown_news::{
    Attribution, Directness, Entity, EntityKind, ReadArticle, Source, Span, When,
    WhenPrecision,
};
use rundown_text::{is_quote_mark, without_dateline, without_label};

use crate::contrasts::Claim;
use crate::forms::is_person;
use crate::meant::Meant;
use crate::words::{hash, words};

/// A statement of one article, with the words to show.
#[derive(Debug)]
pub(crate) struct Stated {
    /// Who it is, by their number among the article's entities.
    pub(crate) entity: Option<usize>,
    /// An unnamed source: its words folded, and as they stand.
    pub(crate) unnamed: Option<Unnamed>,
    /// The runs of text that show it.
    pub(crate) runs: Vec<Span>,
    pub(crate) directness: Directness,
    /// Days named beside it.
    pub(crate) beside: Vec<Date>,
    /// The folded words of what was said.
    pub(crate) words: Spoken,
    /// What was said, for other languages.
    pub(crate) meant: Meant,
    pub(crate) claim: Claim,
}

/// A source without a name.
#[derive(Debug)]
pub(crate) struct Unnamed {
    /// Its words folded, without an article.
    pub(crate) folded: String,
    /// As they stand.
    pub(crate) words: String,
    /// Whether they name one that is known: "the minister".
    pub(crate) definite: bool,
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
            in_order.extend(run_words.map(|word| hash(&rundown_text::fold(word))));
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

/// Statements of fewer words are not shown: "yes", a scare quote.
const WORDS_MIN: usize = 4;

/// Sentences a statement in the reporter's words may run over.
const SENTENCES_MAX: usize = 3;

/// A dateline stands before one of the first so many sentences: captions may stand above.
const EARLY: usize = 6;

/// Statements taken from one article.
const OF_ARTICLE_MAX: usize = 200;

/// The statements of an article with these sentences, in order.
pub(crate) fn stated(read: &ReadArticle, sentences: &[Span]) -> Vec<Stated> {
    let attributions = read.annotations.attributions.iter().take(OF_ARTICLE_MAX);
    attributions.filter_map(|said| one_stated(read, said, sentences)).collect()
}

fn one_stated(
    read: &ReadArticle,
    said: &Attribution,
    sentences: &[Span],
) -> Option<Stated> {
    let source = said.source.as_ref().filter(|_| !passes_on(read, said))?;
    let entities = &read.annotations.entities;
    let entity = source
        .entity
        .and_then(|id| entities.iter().position(|one| one.id == id))
        .or_else(|| named_behind(read, source));
    let text = &read.article.text;
    let home = sentence_of(sentences, *said.content.first()?)?;
    let words = Spoken::of(text, &said.content);
    if words.len() < WORDS_MIN {
        return None;
    }
    let runs = match said.directness {
        Directness::Direct => quoted(text, &said.content),
        Directness::Indirect | Directness::Mixed => {
            let whole = in_sentences(text, said, sentences)?;
            // A dateline opens a paragraph, the first of the copy; behind it brackets and
            // dashes may be the sentence's own.
            let opens = text
                .get(..whole.start as usize)
                .is_none_or(|before| before.is_empty() || before.ends_with('\n'));
            let is_early =
                sentences.iter().take(EARLY).any(|one| one.start == whole.start);
            let bare = if opens && is_early { without_dateline } else { without_label };
            vec![bare(text, whole)]
        }
    };
    if said.directness == Directness::Indirect && !is_said_by(read, said, source) {
        return None;
    }
    let unnamed = unnamed(read, source);
    if entity.is_none() && unnamed.is_none() {
        return None;
    }
    let beside = said
        .cue
        .and_then(|cue| day_of(read, said, cue))
        .map_or_else(|| days_beside(read, home, said), |day| vec![day]);
    let directness = said.directness;
    let claim = Claim::of(text, &said.content, read.article.lang);
    let content: Vec<&str> = said.content.iter().map(|run| run.of(text)).collect();
    let meant = Meant::of(&content.join(" "));
    Some(Stated { entity, unnamed, runs, directness, beside, words, meant, claim })
}

/// Who is named right behind the words of a source: "the minister, Karel Dunn, said".
fn named_behind(read: &ReadArticle, source: &Source) -> Option<usize> {
    let after = read.article.text.get(source.span.end as usize..)?;
    let gap = if after.starts_with(", ") { 2 } else { 1 };
    let start = source.span.end + gap;
    let is_here = |entity: &Entity| {
        entity.kind == EntityKind::Person
            && entity.mentions.iter().any(|one| one.start == start)
    };
    let here = after.starts_with([',', ' ']);
    read.annotations.entities.iter().position(is_here).filter(|_| here)
}

/// "“…,” Ruiz said, according to Dunn": Dunn passes on what Ruiz says. Of one who stands
/// behind the words and the speaker of another, nothing of their own is told.
fn passes_on(read: &ReadArticle, said: &Attribution) -> bool {
    let Some(cue) = said.cue else { return false };
    let told = |span: Span| {
        span.end <= cue.start && said.content.iter().any(|run| run.contains(span))
    };
    let own = said.source.as_ref().and_then(|source| source.entity);
    let is_other = |source: &Source| {
        let mut people = read.annotations.entities.iter().filter(|one| is_person(one));
        source.entity != own && people.any(|one| source.entity == Some(one.id))
    };
    read.annotations.attributions.iter().take(OF_ARTICLE_MAX).any(|other| {
        let by = other.source.as_ref().zip(other.cue);
        by.is_some_and(|(by, cue)| told(by.span) && told(cue) && is_other(by))
    })
}

/// Whether what was said in the reporter's words stands behind words of saying whose
/// subject is the source: else the reporter infers it, or somebody else says it.
fn is_said_by(read: &ReadArticle, said: &Attribution, source: &Source) -> bool {
    let Some(cue) = said.cue else { return false };
    // "He had left, a friend said": whom a pronoun means is a guess, and nothing here
    // would show it.
    let named = source.span.of(&read.article.text);
    if NOBODY.contains(&&*rundown_text::fold(named)) {
        return false;
    }
    let events = &read.annotations.events;
    let at = events.partition_point(|event| event.predicate.end <= cue.start);
    let told = events.get(at).filter(|event| event.predicate.overlaps(cue));
    told.and_then(|event| event.subject.as_ref()).is_none_or(|subject| {
        // "Acting coach Lena Ortiz said": her title may be taken for the subject.
        let titled = subject.span.end + 1 == source.span.start;
        titled
            || subject.span.overlaps(source.span)
            || subject.entity.is_some() && subject.entity == source.entity
    })
}

/// What to call a source that has no name in the story; none for one that is nobody.
fn unnamed(read: &ReadArticle, source: &Source) -> Option<Unnamed> {
    let name = source.name.as_deref()?.trim();
    let text = &read.article.text;
    let bare = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
    let before = text.get(..source.span.start as usize).unwrap_or("");
    let has_article =
        |words: &str| words.starts_with("the ") || words.starts_with("The ");
    let definite = has_article(name)
        || has_article(source.span.of(text))
        || before.ends_with("the ")
        || before.ends_with("The ");
    let dated = read.annotations.dates.iter().any(|when| when.span.overlaps(source.span));
    let folded = rundown_text::fold(bare).into_owned();
    let known = definite || is_capital_inside(bare);
    (known && !dated && speaks(bare, &folded)).then(|| Unnamed {
        folded,
        words: name.to_owned(),
        definite,
    })
}

/// Whether a name stands in the words of a source: "Norlund officials".
fn is_capital_inside(words: &str) -> bool {
    words.split(' ').any(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    })
}

/// Words of an unnamed source: longer ones are clauses.
const SOURCE_WORDS_MAX: usize = 8;

/// Words that name nobody who speaks, in the languages that are read.
const NOBODY: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "who",
    "we",
    "i",
    "you",
    "nobody",
    "none",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "no",
    "one",
    "some",
    "many",
    "others",
    "which",
    "that",
    "this",
    "these",
    "those",
    "er",
    "sie",
    "es",
    "wir",
    "niemand",
    "él",
    "ella",
    "ellos",
    "nadie",
    "il",
    "elle",
    "ils",
    "personne",
    "ele",
    "ela",
    "ninguém",
];

/// Papers and pages, which are read and do not speak.
const PAPERS: &[&str] = &[
    "document",
    "documents",
    "statement",
    "statements",
    "report",
    "reports",
    "letter",
    "letters",
    "filing",
    "filings",
    "memo",
    "memos",
    "complaint",
    "lawsuit",
    "indictment",
    "affidavit",
    "email",
    "emails",
    "e-mail",
    "post",
    "posts",
    "tweet",
    "tweets",
    "caption",
    "poll",
    "polls",
    "survey",
    "study",
    "article",
    "story",
    "video",
    "photo",
    "photos",
    "column",
    "analysis",
    "transcript",
    "transcripts",
    "book",
    "headline",
    "sign",
    "order",
    "ruling",
    "record",
    "records",
    "data",
    "text",
    "bill",
    "law",
    "map",
    "website",
    "page",
];

/// Words that a source does not open with.
const BEFORE: &[&str] = &[
    "for", "in", "at", "on", "by", "with", "from", "to", "of", "as", "but", "and", "if",
    "when", "while", "after", "before", "here", "there", "more", "see", "watch", "read",
    "para", "por", "en", "con", "de", "für", "mit", "von", "pour", "avec", "com",
];

/// Whether words name a source that can speak: no paper, no day, no label of a page.
fn speaks(words_of: &str, folded: &str) -> bool {
    let all: Vec<&str> = words(folded).collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return false };
    let shouts = words_of.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let short_name = all.len() == 1 && words_of.chars().count() <= 5;
    !NOBODY.contains(first)
        && !BEFORE.contains(first)
        && !PAPERS.contains(last)
        && !PAPERS.contains(first)
        && (short_name || !shouts)
        && !folded.contains(|c: char| c.is_ascii_digit())
        && all.len() <= SOURCE_WORDS_MAX
}

impl Stated {
    pub(crate) fn is_in_one_run(&self) -> bool {
        self.runs.len() == 1
    }

    /// The words of its unnamed source, as they stand.
    pub(crate) fn source_words(&self) -> &str {
        self.unnamed.as_ref().map_or("", |unnamed| &unnamed.words)
    }
}

/// The runs of a quotation with their marks. One that ends in the comma before "she said" is
/// shown without it: the marks stand around more than that, and are left to whoever shows it.
fn quoted(text: &str, content: &[Span]) -> Vec<Span> {
    let has_marks = |run: &Span| run.of(text).contains(is_quote_mark);
    let mut bare = content.to_vec();
    if let Some(last) = bare.last_mut() {
        let words = last.of(text).trim_end();
        if let Some(words) = words.strip_suffix([',', '،', '，'])
            && !content.iter().any(has_marks)
        {
            last.end = last.start + words.trim_end().len() as u32;
            return bare;
        }
    }
    content.iter().map(|run| with_marks(text, *run)).collect()
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
fn in_sentences(text: &str, said: &Attribution, sentences: &[Span]) -> Option<Span> {
    let first = *said.content.first()?;
    let last = *said.content.last()?;
    let start = sentences.partition_point(|sentence| sentence.end <= first.start);
    let end = sentences.partition_point(|sentence| sentence.start < last.end);
    let end = end.clamp(start + 1, start + SENTENCES_MAX);
    let whole = sentences.get(start)?.join(*sentences.get(end - 1)?);
    // Sentences of two blocks do not make one run of words.
    Some(if whole.of(text).contains('\n') { sentences[start] } else { whole })
}

fn sentence_of(sentences: &[Span], run: Span) -> Option<Span> {
    let at = sentences.partition_point(|sentence| sentence.end <= run.start);
    sentences.get(at).copied().filter(|sentence| sentence.start <= run.start)
}

/// The day that places a verb of saying in time, and that is no part of what was said.
fn day_of(read: &ReadArticle, said: &Attribution, cue: Span) -> Option<Date> {
    let dates = &read.annotations.dates;
    let is_said = |when: &When| said.content.iter().any(|run| run.overlaps(when.span));
    let of_cue = |when: &&When| {
        when.predicate.is_some_and(|verb| verb.overlaps(cue)) && !is_said(when)
    };
    dates.iter().filter(of_cue).find_map(day)
}

/// The days named in a sentence, but not in what was said, nor of what else happened:
/// "Ruiz, who resigned on Friday, said", "of the vote on Friday, she said".
fn days_beside(read: &ReadArticle, sentence: Span, said: &Attribution) -> Vec<Date> {
    let dates = &read.annotations.dates;
    let from = dates.partition_point(|when| when.span.end <= sentence.start);
    dates[from..]
        .iter()
        .take_while(|when| when.span.start < sentence.end)
        .filter(|when| !said.content.iter().any(|run| run.overlaps(when.span)))
        .filter(|when| may_date(read, when, said.cue))
        .filter_map(day)
        .collect()
}

/// Whether a day may be that of a verb of saying: it places a clause that the verb is
/// joined to or stands under. Without a grammar any day may.
fn may_date(read: &ReadArticle, when: &When, cue: Option<Span>) -> bool {
    let events = &read.annotations.events;
    if events.is_empty() {
        return true;
    }
    let Some(verb) = when.predicate else { return false };
    let place = |verb: Span| {
        let from = events.partition_point(|event| event.predicate.end <= verb.start);
        events.get(from).filter(|event| event.predicate.overlaps(verb)).map(|_| from)
    };
    let Some(dated) = place(verb) else { return true };
    let Some(said) = cue.and_then(place) else { return true };
    events[said].under == events[dated].under
        || events[said].under == Some(dated as u32)
        || PUBLISHED.contains(&verb.of(&read.article.text))
}

/// What is done with a text or a talk on the day that it is read or heard: "said in a
/// statement issued on Friday".
const PUBLISHED: &[&str] = &[
    "issued",
    "published",
    "released",
    "posted",
    "aired",
    "broadcast",
    "conducted",
    "recorded",
    "taped",
    "submitted",
    "filed",
    "delivered",
    "sent",
    "held",
    "printed",
];

fn day(when: &When) -> Option<Date> {
    let exact = matches!(when.precision, WhenPrecision::Day | WhenPrecision::Time);
    exact.then(|| when.value.get(..10)?.parse().ok()).flatten()
}
