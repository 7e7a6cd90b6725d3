//! Names in Arabic: behind a title or a verb of saying, by listed given names, listed
//! places, and bodies by their first word.

use rundown_lexicon::Listed;
use rundown_news::{EntityKind, Span};

use super::line::Line;
use super::spelled::Spelled;

/// A name has at most so many words.
const NAME_WORDS_MAX: usize = 5;
/// Between a title and the name stand at most so many words.
const TITLE_WORDS_MAX: usize = 8;
/// A body has at most so many words.
const BODY_WORDS_MAX: usize = 5;
/// A place has at most so many words.
const PLACE_WORDS_MAX: usize = 3;
/// Small words that are written onto the front of a name.
const FRONT: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];
const ARTICLE: &str = "ال";

/// Finds the names of a line.
pub(super) fn names(line: &Line<'_>, found: &mut Vec<Spelled>) {
    let mut at = 0;
    while at < line.words.len() {
        let mut next = at + 1;
        if line.is_word(at) {
            if let Some((from, to)) = behind_title(line, at) {
                found.extend(place_in(line, at + 1, from));
                let role = Some(line.span(at, from));
                found.push(Spelled { role, ..person(line, from, to, true) });
                next = to;
            } else if let Some(name) = name_at(line, at) {
                next = line.from(name.span.end as usize).max(at + 1);
                found.push(name);
            }
        }
        at = next;
    }
}

fn name_at(line: &Line<'_>, at: usize) -> Option<Spelled> {
    body(line, at)
        .or_else(|| place(line, at))
        .or_else(|| listed_person(line, at))
        .or_else(|| said(line, at))
        .or_else(|| foreign_person(line, at))
}

fn person(line: &Line<'_>, from: usize, to: usize, sure: bool) -> Spelled {
    let parts: Vec<Span> = (from..to).map(|at| line.words[at].span).collect();
    let alone = parts.last().copied().filter(|last| parts.len() > 1 && last.len() > 7);
    let span = line.span(from, to);
    Spelled { span, kind: EntityKind::Person, parts, role: None, alone, sure }
}

/// "وزير الخارجية جون كيري": the name behind a title and what belongs to it.
fn behind_title(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let title = line.word(at);
    if !is_title(line, title) {
        return None;
    }
    let mut from = at + 1;
    let limit = line.words.len().min(from + TITLE_WORDS_MAX);
    while from < limit && belongs_to_title(line, from) {
        from += 1;
    }
    let to = name_end(line, from).max(plain_end(line, from));
    // Behind "الرئيس" one word is enough; "رئيس" is somebody's of something.
    let definite = title.trim_start_matches(FRONT).starts_with(ARTICLE);
    let near = from == at + 1;
    let enough = match to - from.min(to) {
        0 => false,
        1 => definite && near && line.word(from).chars().count() > 3,
        _ => true,
    };
    enough.then_some((from, to))
}

/// "سلمى الخطيب": a word and one with the article, where a sign or a verb closes them.
fn plain_end(line: &Line<'_>, from: usize) -> usize {
    let (first, last) = (line.word(from), line.word(from + 1));
    let free = |word: &str| !is_barred(line, word) && word.chars().all(is_letter);
    let is_name = line.is_word(from)
        && free(first)
        && free(last)
        && !first.starts_with(ARTICLE)
        && last.starts_with(ARTICLE);
    let to = from + 2;
    let closed = !line.is_word(to)
        || is_says(line, line.word(to))
        || line.cues.has("that", line.word(to));
    if is_name && closed { to } else { from }
}

fn is_title(line: &Line<'_>, word: &str) -> bool {
    line.cues.has("title", word)
        || word.strip_prefix(FRONT).is_some_and(|rest| line.cues.has("title", rest))
}

/// Words between a title and the name: with the article, other titles, places, what
/// describes them.
fn belongs_to_title(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let lists = lists(line, word);
    let bare = word.strip_prefix(FRONT).unwrap_or(word);
    let definite =
        word.starts_with(ARTICLE) || word.starts_with("لل") || bare.starts_with(ARTICLE);
    line.is_word(at)
        && !lists.has(Listed::GIVEN)
        && !is_says(line, word)
        && (definite
            || lists.has(Listed::PLACE)
            || lists_of(line, bare).has(Listed::PLACE)
            || is_title(line, word)
            || ["inner", "body-head", "place-head"]
                .iter()
                .any(|list| line.cues.has(list, word) || line.cues.has(list, bare)))
}

/// Where a name that begins with a word ends: before what can be no part of one.
fn name_end(line: &Line<'_>, from: usize) -> usize {
    let limit = line.words.len().min(from + NAME_WORDS_MAX);
    let mut at = from;
    while at < limit && may_be_name(line, at, at == from) {
        at += 1;
    }
    while at > from && line.cues.has("joint", line.word(at - 1)) {
        at -= 1;
    }
    at
}

fn may_be_name(line: &Line<'_>, at: usize, first: bool) -> bool {
    let word = line.word(at);
    if !line.is_word(at) || !word.chars().all(is_letter) {
        return false;
    }
    let listed = lists(line, word);
    if line.cues.has("joint", word) || is_of_name(listed) {
        return true;
    }
    // "عبد الفتاح": what a small word joins.
    let joined = !first && line.cues.has("joint", line.word(at - 1));
    let surname = !first && is_nisba(word);
    !is_barred(line, word) && (joined || surname || is_foreign(line, word))
}

fn is_of_name(lists: Listed) -> bool {
    lists.has(Listed::GIVEN) || lists.has(Listed::SURNAME)
}

/// "الخطيبي": an adjective of a place or a family with the article.
fn is_nisba(word: &str) -> bool {
    word.starts_with(ARTICLE) && word.ends_with('ي') && word.chars().count() > 4
}

/// What is part of no name.
fn is_barred(line: &Line<'_>, word: &str) -> bool {
    ["not", "that", "body-head", "place-head", "inner"]
        .iter()
        .any(|list| line.cues.has(list, word))
        || is_says(line, word)
        || is_title(line, word)
        || rundown_text::is_stop_word(&rundown_text::fold(word), line.lang)
}

/// What a word needs to be taken for a name from another script, in hundredths of nats.
const FOREIGN_MIN: i32 = 40;
/// The same where nothing beside it shows a name.
const SURELY_FOREIGN_MIN: i32 = 80;

fn is_foreign(line: &Line<'_>, word: &str) -> bool {
    let letters = word.chars().count();
    letters > 2 && !word.starts_with(ARTICLE) && line.names.foreign(word) >= FOREIGN_MIN
}

/// "محمد علي": a listed given name with what goes on as names do.
fn listed_person(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let front = cut(line, at, Listed::GIVEN);
    let word = front.map_or(line.word(at), |span| span.of(line.text));
    let abd = line.cues.has("joint", word) && matches!(word, "عبد" | "أبو");
    if !lists_of(line, word).has(Listed::GIVEN) && !abd {
        return None;
    }
    let mut to = at + 1;
    let limit = line.words.len().min(at + NAME_WORDS_MAX);
    while to < limit && line.is_word(to) && goes_on(line, to) {
        to += 1;
    }
    while to > at + 1 && line.cues.has("joint", line.word(to - 1)) {
        to -= 1;
    }
    if to - at < 2 {
        return None;
    }
    let mut name = person(line, at, to, true);
    if let Some(span) = front {
        name.parts[0] = span;
        name.span.start = span.start;
    }
    Some(name)
}

/// Whether a word goes on a name that a given name began.
fn goes_on(line: &Line<'_>, at: usize) -> bool {
    line.is_word(at) && may_be_name(line, at, false)
}

/// "كوري شولمان": two words and more that are surely foreign.
fn foreign_person(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let surely = |at: usize| {
        let word = line.word(at);
        !is_barred(line, word) && line.names.foreign(word) >= SURELY_FOREIGN_MIN
    };
    // What stands in quotation marks or behind "في" is rather a work or a place.
    let before = at.checked_sub(1).map_or("", |before| line.word(before));
    let of_thing = before.starts_with(rundown_text::is_quote_mark)
        || line.cues.has("place-before", before)
        || line.cues.has("body-head", before);
    let to = if of_thing { at } else { name_end(line, at) };
    let sure = to >= at + 2 && (at..to).filter(|at| surely(*at)).count() >= 2;
    sure.then(|| person(line, at, to, false))
}

/// "قال جون كيري إن": the words between a verb of saying and what is said.
fn said(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let before = at.checked_sub(1)?;
    if !is_says(line, line.word(before)) {
        return None;
    }
    let to = name_end(line, at);
    let closes = |list: &&str| line.cues.has(list, line.word(to));
    let closed = to >= line.words.len()
        || !line.is_word(to)
        || ["that", "title"].iter().any(closes);
    let known = closed || to > at + 1;
    (to > at && known).then(|| person(line, at, to, true))
}

/// A listed place, the longest.
fn place(line: &Line<'_>, at: usize) -> Option<Spelled> {
    for count in (1..=PLACE_WORDS_MAX.min(line.words.len() - at)).rev() {
        let joined: Vec<&str> = (at..at + count).map(|i| line.word(i)).collect();
        if line.names.lists(&joined.join("_")).has(Listed::PLACE) {
            return Some(Spelled::new(line.span(at, at + count), EntityKind::Place));
        }
    }
    let span = cut(line, at, Listed::PLACE)?;
    Some(Spelled::new(span, EntityKind::Place))
}

/// The places among the words of a title.
fn place_in(line: &Line<'_>, from: usize, to: usize) -> Option<Spelled> {
    (from..to).find_map(|at| {
        place(line, at).filter(|name| name.span.end <= line.words[to - 1].span.end)
    })
}

/// A word without the small word on its front, if what remains is listed.
fn cut(line: &Line<'_>, at: usize, list: Listed) -> Option<Span> {
    let (word, span) = (line.word(at), line.words[at].span);
    if lists_of(line, word).has(list) {
        return Some(span);
    }
    let rest = word.strip_prefix(FRONT)?;
    let long = rest.chars().count() > 2;
    let start = span.end as usize - rest.len();
    (long && lists_of(line, rest).has(list)).then(|| Span::new(start, span.end as usize))
}

/// "وزارة الخارجية الأميركية", "منظمة الصحة العالمية".
fn body(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let word = line.word(at);
    let bare = word.strip_prefix(FRONT).filter(|rest| line.cues.has("body-head", rest));
    if bare.is_none() && !line.cues.has("body-head", word) {
        return None;
    }
    let limit = line.words.len().min(at + BODY_WORDS_MAX);
    let mut to = at + 1;
    while to < limit && line.is_word(to) && in_body(line, to) {
        to += 1;
    }
    let definite = (at + 1..to).any(|i| {
        line.word(i).starts_with(ARTICLE) || lists(line, line.word(i)).has(Listed::PLACE)
    });
    let mut span = line.span(at, to);
    span.start = span.end
        - (span.len() as u32 - (word.len() - bare.map_or(word.len(), str::len)) as u32);
    (to > at + 1 && definite).then(|| Spelled::new(span, EntityKind::Organization))
}

fn in_body(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let place = lists(line, word).has(Listed::PLACE);
    let inner = line.cues.has("inner", word) || line.cues.has("body-head", word);
    !line.cues.has("not", word)
        && !is_title(line, word)
        && (word.starts_with(ARTICLE) || place || inner)
}

fn is_says(line: &Line<'_>, word: &str) -> bool {
    line.cues.has("says", word) || line.cues.has("source", word)
}

fn lists(line: &Line<'_>, word: &str) -> Listed {
    lists_of(line, word)
}

fn lists_of(line: &Line<'_>, word: &str) -> Listed {
    line.names.lists(word)
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{652}' | '\u{671}'..='\u{6d3}')
}
