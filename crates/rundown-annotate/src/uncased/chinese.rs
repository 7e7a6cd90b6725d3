//! Names in Chinese: a surname and one or two signs of given names, names written by their
//! sound, listed places, and bodies by their last word.

use rundown_lexicon::Listed;
use rundown_news::{EntityKind, Span};

use super::line::Line;
use super::spelled::Spelled;

/// What joins the parts of a foreign name.
const DOTS: [&str; 5] = ["·", "・", "•", "‧", "．"];

/// A name by its sound has at most so many words as the dictionary cuts them.
const SOUND_WORDS_MAX: usize = 24;
/// Between a place and the last word of a body stand at most so many words.
const BODY_WORDS_MAX: usize = 4;

/// How much a title before a name or a verb of saying behind it tells.
const CUE: i32 = 3;
/// What a surname with two signs, and with one, needs to be taken for a name.
const TWO_SIGNS_MIN: i32 = 5;
const ONE_SIGN_MIN: i32 = 5;
/// The worth of a sign that no given name of the lists has.
const STRANGE_SIGN: i32 = -2;
/// What it costs that the dictionary knows a part of the name as a word.
const ORDINARY: i32 = 3;

/// Finds the names of a line.
pub(super) fn names(line: &Line<'_>, found: &mut Vec<Spelled>) {
    let mut at = 0;
    let first = found.len();
    while at < line.words.len() {
        let mut name = line.is_word(at).then(|| name_at(line, at)).flatten();
        let end = name.as_ref().map_or(0, |name| name.span.end as usize);
        if let Some(name) = name.as_mut().filter(|n| n.kind == EntityKind::Person) {
            name.role = role(line, name.span.start as usize, &found[first..]);
        }
        found.extend(name);
        at = line.from(end).max(at + 1);
    }
}

fn name_at(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let listed = line.named_at(at, &[Listed::PLACE, Listed::BODY]);
    let foreign = foreign(line, at);
    let end = |listed: &(usize, Listed)| listed.0 as u32;
    match (listed, foreign) {
        (Some(listed), Some(foreign)) if foreign.span.end > end(&listed) => Some(foreign),
        (Some((end, lists)), _) => Some(place_or_body(line, at, end, lists)),
        (None, Some(foreign)) => Some(foreign),
        (None, None) => body(line, at).or_else(|| native(line, at)),
    }
}

/// "外交部发言人": the title before a name, and the body or place before that.
fn role(line: &Line<'_>, name: usize, before: &[Spelled]) -> Option<Span> {
    let mut start = line.listed_start("title", name)?;
    if let Some(of) = before.iter().rfind(|of| of.span.end as usize == start) {
        start = of.span.start as usize;
    } else if let Some(body) = line.listed_start("body-end", start) {
        let word = line.words.iter().rfind(|word| word.span.start as usize <= body);
        start = word.map_or(body, |word| word.span.start as usize);
    }
    Some(Span::new(start, name))
}

/// A listed place, with the body that is called after it; or a listed body.
fn place_or_body(line: &Line<'_>, at: usize, end: usize, lists: Listed) -> Spelled {
    let start = line.start(at);
    if lists.has(Listed::BODY) {
        return Spelled::new(Span::new(start, end), EntityKind::Organization);
    }
    let next = line.from(end);
    let mut last = None;
    for i in next..line.words.len().min(next + BODY_WORDS_MAX) {
        if !may_be_in_body(line, i) {
            break;
        }
        let whole = line.listed_at("body-end", line.start(i)).filter(|e| line.ends(*e));
        if let Some(end) = whole {
            last = Some(end);
            break;
        }
    }
    match last {
        Some(end) => Spelled::new(Span::new(start, end), EntityKind::Organization),
        None => Spelled::new(Span::new(start, end), EntityKind::Place),
    }
}

fn may_be_in_body(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    line.is_word(at)
        && !["says", "source", "title", "not"].iter().any(|l| line.cues.has(l, word))
}

/// "外交部": a body that needs no place.
fn body(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let start = line.start(at);
    let end = line.listed_at("body", start).filter(|end| line.ends(*end))?;
    Some(Spelled::new(Span::new(start, end), EntityKind::Organization))
}

/// Whether a title stands before a byte, or a verb of saying or a title behind another.
fn is_cued(line: &Line<'_>, start: usize, end: usize) -> bool {
    let behind =
        ["says", "behind"].iter().any(|list| line.listed_at(list, end).is_some());
    line.listed_before("title", start) || behind
}

/// A name written by its sound: "普京", "弗拉基米尔·普京".
fn foreign(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let mut parts: Vec<(usize, usize)> = vec![(at, at)];
    let limit = line.words.len().min(at + SOUND_WORDS_MAX);
    let mut i = before_dot(line, at).unwrap_or(at);
    parts[0].1 = i;
    while i < limit {
        if is_sound(line, i) {
            parts.last_mut()?.1 = i + 1;
            i += 1;
        } else if DOTS.contains(&line.word(i))
            && i > at
            && i + 1 < limit
            && is_sound(line, i + 1)
        {
            parts.push((i + 1, i + 1));
            i += 1;
        } else {
            break;
        }
    }
    parts.retain(|(from, to)| from < to);
    // A known name may go on with a sign that few names have: "杜鲁门".
    if let (Some(last), Some((end, _))) =
        (parts.last_mut(), line.named_at(at, &[Listed::PERSON]))
    {
        last.1 = last.1.max(line.from(end));
    }
    let (first, last) = (parts.first()?, parts.last()?);
    let span = line.span(first.0, last.1);
    let letters: Vec<char> = span.of(line.text).chars().collect();
    let levels = letters.iter().filter_map(|c| line.names.sound(*c)).map(i32::from);
    let mean = 10 * levels.sum::<i32>() / letters.len() as i32;
    let (start, end) = (span.start as usize, span.end as usize);
    let cued = is_cued(line, start, end);
    let listed = line.names.lists(span.of(line.text)).has(Listed::PERSON);
    let dotted = parts.len() > 1 && letters.len() > 3;
    let sounds = letters.len() > 2 && (cued && mean >= 20 || listed || mean >= 35)
        || cued && (listed || mean >= 25 && letters.len() > 1);
    if !dotted && !sounds {
        return None;
    }
    let parts = parts.iter().map(|(from, to)| line.span(*from, *to)).collect();
    Spelled::person(parts, dotted || cued)
}

/// A first part may have at most so many signs that few names have.
const STRANGE_MAX: usize = 4;

/// "伊万·": where the dot behind a first part stands, whatever signs that has.
fn before_dot(line: &Line<'_>, at: usize) -> Option<usize> {
    let limit = line.words.len().min(at + STRANGE_MAX + 1);
    let dot = (at + 1..limit).find(|i| DOTS.contains(&line.word(*i)))?;
    let is_part = |i: usize| {
        let word = line.word(i);
        word.chars().count() == 1 && word.chars().all(is_han)
    };
    let free =
        !line.cues.has("object", line.word(at)) && !line.cues.has("says", line.word(at));
    (free && (at..dot).all(is_part)).then_some(dot)
}

/// Whether all signs of a word stand in names for their sound; of a word that the
/// dictionary knows, clearly so.
fn is_sound(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let mut sum = 0;
    for c in word.chars() {
        let Some(level) = line.names.sound(c) else { return false };
        sum += i32::from(level);
    }
    let signs = word.chars().count() as i32;
    line.is_word(at)
        && (signs == 1 || sum >= 2 * signs || line.names.lists(word).has(Listed::PERSON))
}

/// A Chinese name: the better one of one and two signs behind a surname.
fn native(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let start = line.start(at);
    let rest = &line.text[start..line.end()];
    let signs: Vec<(usize, char)> = rest.char_indices().take(5).collect();
    let end_of = |n: usize| signs.get(n).map_or(rest.len(), |(at, _)| *at);
    let double = signs.len() > 1 && {
        let two = &rest[..end_of(2)];
        line.names.lists(two).has(Listed::SURNAME)
    };
    let surname = if double { 2 } else { 1 };
    let is_surname = signs.len() > surname
        && line.names.lists(&rest[..end_of(surname)]).has(Listed::SURNAME);
    if !is_surname {
        return None;
    }
    let mut best: Option<(i32, bool, usize)> = None;
    for (given, least) in [(2, TWO_SIGNS_MIN), (1, ONE_SIGN_MIN)] {
        if signs.len() < surname + given {
            continue;
        }
        let end = start + end_of(surname + given);
        let given: Vec<char> =
            signs[surname..surname + given].iter().map(|(_, c)| *c).collect();
        let (score, cued) = worth(line, start, end, &given);
        let score = score - least;
        if score >= 0 && best.is_none_or(|(known, ..)| score > known) {
            best = Some((score, cued, end));
        }
    }
    let (_, sure, end) = best?;
    let span = Span::new(start, end);
    Some(Spelled { sure, ..Spelled::new(span, EntityKind::Person) })
}

/// How much speaks for a name, and whether something beside it does.
fn worth(line: &Line<'_>, start: usize, end: usize, given: &[char]) -> (i32, bool) {
    const NEVER: (i32, bool) = (i32::MIN / 2, false);
    let says_behind = line.listed_at("says", end).is_some();
    if given.iter().any(|c| !is_han(*c)) || !line.ends(end) && !says_behind {
        return NEVER;
    }
    let next = line.text[end..line.end()].chars().next();
    let goes_on = next.and_then(|c| line.names.sound(c)).is_some_and(|level| level > 2);
    if goes_on && !says_behind {
        return NEVER;
    }
    let stops = given.iter().any(|c| line.cues.has("not", c.encode_utf8(&mut [0; 4])));
    let cued = is_cued(line, start, end);
    if stops && !cued {
        return NEVER;
    }
    let levels =
        given.iter().map(|c| line.names.given(*c).map_or(STRANGE_SIGN, i32::from));
    let mut worth: i32 = levels.sum();
    if given.len() == 1 {
        worth = worth * 3 / 2;
    }
    // A word of the dictionary that the name begins with, or that is the name.
    let first = line.from(start);
    let word = line.words[first].span;
    if word.len() > 3 && word.end as usize <= end {
        worth -= ORDINARY;
    }
    if ["says", "title", "source", "behind"].iter().any(|list| {
        line.listed_at(
            list,
            start + line.word(first).chars().next().map_or(0, char::len_utf8),
        ) == Some(end)
    }) {
        return NEVER;
    }
    if line.listed_before("title", start) {
        worth += CUE;
    }
    if ["says", "behind", "when"].iter().any(|list| line.listed_at(list, end).is_some()) {
        worth += CUE;
    }
    (worth, cued)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}
