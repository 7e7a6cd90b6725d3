//! What the sentences of one article tell: which event, and on which day.
//!
//! A day or year belongs to what a sentence tells only where it places the verb of one
//! of its events in time: "the 2008 plea deal" dates nothing. A sentence at the top of
//! a report that places nothing in time tells of the day of publication.

use rundown_news::{
    Event, EventKind, Part, ReadArticle, Span, Standing, When, WhenPrecision,
};
use rundown_text::is_quote_mark;

use crate::alone::is_notice;
use crate::periods::Period;
use crate::sentences::{Sentence, Sentences};

/// Sentences at the top of an article that tell of its day without naming it.
const LEDE_MAX: u32 = 5;

/// Shorter ones tell no event; longer ones are several sentences run together.
const WORDS_MIN: u32 = 7;
const WORDS_MAX: u32 = 60;

/// How a sentence names the time of what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// The date places its main clause.
    Main,
    /// The date places a clause inside it.
    Under,
    /// No date places anything: it tells of the day of publication.
    None,
}

/// How much hangs on an event of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gravity {
    /// Life and limb.
    Grave,
    /// An act of a body, a court, a people.
    Public,
    /// Anything else.
    Plain,
}

/// An event that a sentence tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling {
    /// The sentence, by its number among those of the top.
    pub(crate) line: u32,
    /// When; none for the day of publication.
    pub(crate) period: Option<Period>,
    pub(crate) tie: Tie,
    /// None where nothing is known of the grammar.
    pub(crate) standing: Option<Standing>,
    pub(crate) gravity: Gravity,
}

/// What an article tells, in order.
pub(crate) fn tellings(read: &ReadArticle, sentences: &Sentences) -> Vec<Telling> {
    let mut found = Vec::new();
    let top = sentences.all.iter().filter(|sentence| sentence.top);
    for (line, sentence) in top.enumerate().filter(|(_, one)| one.part == Part::Text) {
        let text = sentence.span.of(&read.article.text);
        if (WORDS_MIN..=WORDS_MAX).contains(&sentence.words)
            && !is_quotation(text)
            && !is_notice(text)
        {
            of_sentence(read, sentence, line as u32, &mut found);
        }
    }
    found
}

fn of_sentence(
    read: &ReadArticle,
    sentence: &Sentence,
    line: u32,
    found: &mut Vec<Telling>,
) {
    let all = &read.annotations.events;
    let events = within(all, sentence.span, |event| event.predicate);
    let main = main_of(read, events);
    if !all.is_empty() && !main.is_some_and(|main| is_told(main.standing)) {
        return;
    }
    let dates = within(&read.annotations.dates, sentence.span, |when| when.span);
    let mut named: Vec<Telling> = Vec::new();
    // Whether the sentence says when it was, and not on the day of publication.
    let mut elsewhere = false;
    for when in dates {
        let Some((tie, event)) = tie(when, events, all.is_empty()) else { continue };
        elsewhere |= tie == Tie::Main && is_of_before(when, read);
        let Some(period) = Period::of(when).filter(|_| !may_be_ahead(when, read)) else {
            continue;
        };
        if event.is_none_or(|event| is_told(event.standing)) {
            named.push(telling(line, Some(period), tie, event));
        }
    }
    // One day a sentence, that of its main clause first; months and years beside it.
    named.sort_by_key(|one| (one.period.is_none_or(|period| !period.is_day()), one.tie));
    let is_day = |one: &&Telling| one.period.is_some_and(Period::is_day);
    let days = named.iter().filter(is_day).count();
    // A clause inside it, "who died on Oct. 8", does not say when the rest was.
    let dated = named.first().filter(is_day).is_some_and(|one| one.tie == Tie::Main);
    named.drain(days.min(1)..days);
    let before = main.is_some_and(|main| is_pluperfect(&read.article.text, main));
    if !dated && !before && !elsewhere && sentence.place <= LEDE_MAX {
        found.push(telling(line, None, Tie::None, main));
    }
    found.append(&mut named);
}

/// The first event that hangs in no other, or the verb of saying behind it that tells it:
/// "the pier may close, the council said" is told, whatever may be.
fn main_of<'a>(read: &ReadArticle, events: &'a [Event]) -> Option<&'a Event> {
    let mut free = events.iter().filter(|event| event.under.is_none());
    let first = free.next()?;
    let told_by = first.said_in.and_then(|said| {
        let cue = read.annotations.attributions.get(said as usize)?.cue?;
        free.find(|event| event.predicate.overlaps(cue))
    });
    Some(told_by.unwrap_or(first))
}

/// Whether a weekday without more ("Friday", "late Friday") is five or six days back: a
/// page that was rewritten a day or two behind its date as likely means the one that
/// follows the date.
fn may_be_ahead(when: &When, read: &ReadArticle) -> bool {
    let back = || {
        let published = read.article.published?.day();
        let day = Period::of(when)?.day()?;
        Some((published - day).get_days())
    };
    let mut named = when.span.of(&read.article.text).split(' ');
    let is_plain = |word: &str| {
        word.chars().all(char::is_alphabetic) && !matches!(word, "last" | "past" | "this")
    };
    when.precision == WhenPrecision::Day
        && named.all(is_plain)
        && back().is_some_and(|days| matches!(days, 5 | 6))
}

/// Whether a date is of a week, month or year before that of the publication, or a weekday
/// that may be one to come: "announced last week".
fn is_of_before(when: &When, read: &ReadArticle) -> bool {
    let Some(published) = read.article.published else { return false };
    let day = published.day();
    let value = when.value.as_str();
    let now = match when.precision {
        WhenPrecision::Week => {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        WhenPrecision::Month => format!("{:04}-{:02}", day.year(), day.month()),
        WhenPrecision::Year => format!("{:04}", day.year()),
        _ => return may_be_ahead(when, read),
    };
    let is_plain =
        value.bytes().all(|byte| byte.is_ascii_digit() || b"-W".contains(&byte));
    is_plain && value.len() == now.len() && value < now.as_str()
}

/// "had voted", "had been shot", "had already left": over when what is told happened.
fn is_pluperfect(text: &str, event: &Event) -> bool {
    let before = text.get(..event.predicate.start as usize).unwrap_or("");
    before.split_whitespace().rev().take(AUXILIARIES).any(|word| word == "had")
}

/// Words before a verb among which its auxiliaries stand.
const AUXILIARIES: usize = 3;

/// What an article says happened, goes on or lies ahead, not what may be or is denied.
fn is_told(standing: Standing) -> bool {
    !matches!(standing, Standing::Hypothetical | Standing::Denied)
}

/// The event that a date places in time, where it places one. Without a grammar any
/// date of the sentence does.
fn tie<'a>(
    when: &When,
    events: &'a [Event],
    without_grammar: bool,
) -> Option<(Tie, Option<&'a Event>)> {
    if without_grammar {
        return Some((Tie::Main, None));
    }
    let verb = when.predicate?;
    let event = events.iter().find(|event| event.predicate == verb)?;
    let tie = if event.under.is_none() { Tie::Main } else { Tie::Under };
    Some((tie, Some(event)))
}

fn telling(
    line: u32,
    period: Option<Period>,
    tie: Tie,
    event: Option<&Event>,
) -> Telling {
    Telling {
        line,
        period,
        tie,
        standing: event.map(|event| event.standing),
        gravity: event.and_then(|event| event.kind).map_or(Gravity::Plain, gravity),
    }
}

fn gravity(kind: EventKind) -> Gravity {
    use EventKind as Kind;
    match kind {
        Kind::Dies
        | Kind::Killed
        | Kind::Injured
        | Kind::Explodes
        | Kind::Crashes
        | Kind::Strikes => Gravity::Grave,
        Kind::Arrested
        | Kind::Charged
        | Kind::Convicted
        | Kind::Acquitted
        | Kind::Sentenced
        | Kind::Rules
        | Kind::Resigns
        | Kind::Dismissed
        | Kind::Appointed
        | Kind::Elected
        | Kind::Votes
        | Kind::Signs
        | Kind::Passed
        | Kind::Agrees
        | Kind::Withdraws
        | Kind::Wins
        | Kind::Loses
        | Kind::Meets => Gravity::Public,
        _ => Gravity::Plain,
    }
}

/// Those that stand inside a sentence; all are sorted.
fn within<T>(all: &[T], sentence: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let from = all.partition_point(|one| span(one).start < sentence.start);
    let to = all.partition_point(|one| span(one).start < sentence.end);
    &all[from..to.max(from)]
}

/// Whether most of a sentence stands in quotation marks: it is somebody's words.
fn is_quotation(text: &str) -> bool {
    let (mut inside, mut quoted) = (false, 0);
    for c in text.chars() {
        if is_quote_mark(c) {
            inside = !inside;
        } else if inside {
            quoted += c.len_utf8();
        }
    }
    quoted * 10 > text.len() * 6
}
