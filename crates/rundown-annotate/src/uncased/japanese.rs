//! Names in Japanese: a listed surname with a listed given name or a title behind it,
//! katakana joined by dots or before a title, listed places, and bodies by their last word.

use rundown_lexicon::Listed;
use rundown_news::{EntityKind, Span};
use rundown_text::is_unspaced;

use super::line::Line;
use super::spelled::Spelled;

/// What joins the parts of a foreign name.
const DOTS: [&str; 4] = ["・", "＝", "=", "·"];

/// A body has at most so many words before its last one.
const BODY_WORDS_MAX: usize = 6;
/// A foreign name has at most so many parts.
const PARTS_MAX: usize = 5;

/// Finds the names of a line.
pub(super) fn names(line: &Line<'_>, found: &mut Vec<Spelled>) {
    let mut at = 0;
    while at < line.words.len() {
        let mut name = line.is_word(at).then(|| name_at(line, at)).flatten();
        let end = name.as_ref().map_or(0, |name| name.span.end as usize);
        if let Some(name) = name.as_mut().filter(|n| n.kind == EntityKind::Person) {
            name.role = title(line, end).map(|to| Span::new(end, to));
        }
        found.extend(name);
        at = line.from(end).max(at + 1);
    }
}

fn name_at(line: &Line<'_>, at: usize) -> Option<Spelled> {
    if is_kana(line.word(at)) {
        return foreign(line, at);
    }
    if !is_han(line.word(at)) {
        return None;
    }
    full(line, at)
        .or_else(|| body(line, at))
        .or_else(|| titled(line, at))
        .or_else(|| listed(line, at))
}

/// Where a title behind a name ends: one for persons alone, and one that places have too.
fn honorific(line: &Line<'_>, end: usize) -> Option<usize> {
    line.listed_at("honorific", end)
}

fn is_titled(line: &Line<'_>, end: usize) -> bool {
    honorific(line, end).is_some() || title(line, end).is_some()
}

/// The last signs of words for what somebody is: 予報官, 漁協長, 研究員.
const OFFICES: &str = "長官員相士師家役";
/// Such a word has at most so many signs.
const OFFICE_SIGNS_MAX: usize = 8;

/// Where a title behind a name ends: a listed one, or a run of signs that ends as titles do.
fn title(line: &Line<'_>, end: usize) -> Option<usize> {
    line.listed_at("behind", end).or_else(|| {
        let rest = &line.text[end..line.end().max(end)];
        let run = rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
        let signs = rest[..run].chars().count();
        let office = rest[..run].ends_with(|c| OFFICES.contains(c));
        (office && (2..=OFFICE_SIGNS_MAX).contains(&signs)).then_some(end + run)
    })
}

/// Katakana, in parts.
fn foreign(line: &Line<'_>, at: usize) -> Option<Spelled> {
    if at > 0
        && joins(line, at - 1)
        && line.start(at) == line.words[at - 1].span.end as usize
    {
        return None;
    }
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut i = at;
    while parts.len() < PARTS_MAX {
        let from = i;
        while line.is_word(i) && is_kana(line.word(i)) && (i == from || touches(line, i))
        {
            i += 1;
        }
        if from == i {
            break;
        }
        parts.push((from, i));
        let goes_on = DOTS.contains(&line.word(i))
            && line.is_word(i + 1)
            && is_kana(line.word(i + 1));
        if !goes_on {
            break;
        }
        i += 1;
    }
    let spans: Vec<Span> = parts.iter().map(|(from, to)| line.span(*from, *to)).collect();
    let span = spans.first()?.join(*spans.last()?);
    let (whole, end) = (span.of(line.text), span.end as usize);
    let ordinary = |word: &str| line.names.lists(word).has(Listed::ORDINARY);
    let is_place =
        |word: &str| line.names.lists(word).has(Listed::PLACE) && !ordinary(word);
    if spans.len() == 1 && ordinary(whole) {
        return None;
    }
    if let Some(end) = body_end(line, end) {
        let span = Span::new(span.start as usize, end);
        return Some(Spelled::new(span, EntityKind::Organization));
    }
    let titled = is_titled(line, end);
    let of_person = honorific(line, end).is_some();
    if is_place(whole) && !of_person {
        return Some(Spelled::new(span, EntityKind::Place));
    }
    let lists = line.names.lists(whole);
    if lists.has(Listed::BODY) && !of_person {
        return Some(Spelled::new(span, EntityKind::Organization));
    }
    let named = |span: &Span| {
        let lists = line.names.lists(span.of(line.text));
        [Listed::SURNAME, Listed::GIVEN, Listed::PERSON].iter().any(|l| lists.has(*l))
    };
    let no_place = !spans.iter().any(|span| is_place(span.of(line.text)));
    let person = if spans.len() > 1 {
        no_place && (titled || spans.iter().any(named))
    } else {
        titled && whole.chars().count() > 2
    };
    person.then(|| Spelled::person(spans, true)).flatten()
}

/// Where the last word of a body right behind a name ends.
fn body_end(line: &Line<'_>, end: usize) -> Option<usize> {
    let end = line.listed_at("body-end", end).filter(|end| line.ends(*end))?;
    Some(line.listed_at("body-end", end).filter(|end| line.ends(*end)).unwrap_or(end))
}

/// A surname and a given name: "山田太郎".
fn full(line: &Line<'_>, at: usize) -> Option<Spelled> {
    if is_inside(line, at) {
        return None;
    }
    let start = line.start(at);
    let mut middles = line.words[at..].iter().map(|token| token.span.end as usize);
    let middles: Vec<usize> = middles.by_ref().take(3).collect();
    for middle in middles.into_iter().rev() {
        let surname = &line.text[start..middle];
        let next = line.from(middle);
        let fits = line.names.lists(surname).has(Listed::SURNAME)
            && next < line.words.len()
            && touches(line, next);
        let Some((end, _)) =
            fits.then(|| line.named_at(next, &[Listed::GIVEN])).flatten()
        else {
            continue;
        };
        let short = surname.chars().count() + line.text[middle..end].chars().count() < 3;
        let known = is_titled(line, end);
        let is_ordinary = |word: &str| line.names.lists(word).has(Listed::ORDINARY);
        let ordinary = is_ordinary(surname) || is_ordinary(&line.text[middle..end]);
        if ordinary && !known {
            continue;
        }
        if known || !short && is_closed(line, end) {
            let (span, kind) = (Span::new(start, end), EntityKind::Person);
            let parts = vec![Span::new(start, middle), Span::new(middle, end)];
            let alone = Some(parts[0]).filter(|part| part.len() > 3);
            return Some(Spelled { span, kind, parts, role: None, alone, sure: true });
        }
    }
    let (end, _) = line.named_at(at, &[Listed::PERSON])?;
    let person = is_closed(line, end) || is_titled(line, end);
    let span = Span::new(start, end);
    person.then(|| Spelled { sure: true, ..Spelled::new(span, EntityKind::Person) })
}

/// A surname before a title: "田中氏", "田中首相".
fn titled(line: &Line<'_>, at: usize) -> Option<Spelled> {
    if is_inside(line, at) {
        return None;
    }
    let (end, lists) = line.named_at(at, &[Listed::SURNAME, Listed::PERSON])?;
    let place = lists.has(Listed::PLACE)
        || line.names.lists(&line.text[line.start(at)..end]).has(Listed::PLACE);
    let of_person = honorific(line, end).is_some();
    let fits = of_person || !place && title(line, end).is_some();
    let word = &line.text[line.start(at)..end];
    if !fits || line.cues.has("not", word) || line.cues.has("behind", word) {
        return None;
    }
    let span = Span::new(line.start(at), end);
    Some(Spelled { sure: true, ..Spelled::new(span, EntityKind::Person) })
}

/// A body that is listed, or a run of words that ends as bodies do.
fn body(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let start = line.start(at);
    let named = line.listed_at("body", start).filter(|end| line.ends(*end));
    let listed = line.named_at(at, &[Listed::BODY]).map(|(end, _)| end);
    if let Some(end) = named.into_iter().chain(listed).max() {
        let end = body_end(line, end).unwrap_or(end);
        return Some(Spelled::new(Span::new(start, end), EntityKind::Organization));
    }
    if is_inside(line, at) || line.cues.has("not", line.word(at)) {
        return None;
    }
    // "東京地方検察庁": a place or a name first, then words up to the last of a body.
    let first = line.named_at(at, &[Listed::PLACE, Listed::SURNAME])?;
    let next = line.from(first.0);
    for i in next..line.words.len().min(next + BODY_WORDS_MAX) {
        if !touches(line, i) || !is_part(line.word(i)) {
            return None;
        }
        if let Some(end) = body_end(line, line.start(i)) {
            return ended(line, start, line.start(i), end);
        }
        if ["honorific", "behind"].iter().any(|list| line.cues.has(list, line.word(i))) {
            return None;
        }
    }
    None
}

/// What a run of words up to the last one of a body is: that, or a place that ends so.
fn ended(line: &Line<'_>, start: usize, last: usize, end: usize) -> Option<Spelled> {
    const OF_PLACE: [&str; 5] = ["県", "市", "町", "村", "区"];
    let place = OF_PLACE.contains(&&line.text[last..end]);
    let long = line.text[start..end].chars().count() > 3;
    let (kind, fits) = if place {
        (EntityKind::Place, is_closed(line, end) || is_titled(line, end))
    } else {
        (EntityKind::Organization, long)
    };
    fits.then(|| Spelled::new(Span::new(start, end), kind))
}

/// A listed place.
fn listed(line: &Line<'_>, at: usize) -> Option<Spelled> {
    let (end, _) = line.named_at(at, &[Listed::PLACE])?;
    let start = line.start(at);
    let long = line.text[start..end].chars().count() > 1;
    let ordinary = line.names.lists(&line.text[start..end]).has(Listed::ORDINARY);
    let fits = long && !ordinary && !is_inside(line, at);
    fits.then(|| Spelled::new(Span::new(start, end), EntityKind::Place))
}

/// Whether a run of signs goes on over the beginning of a word.
fn is_inside(line: &Line<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| touches(line, at)) else {
        return false;
    };
    let start = line.start(at);
    let word = line.word(before);
    let ends_name = ["behind", "honorific", "body-end", "body"]
        .iter()
        .any(|list| line.listed_before(list, start));
    let place = line.names.lists(word).has(Listed::PLACE);
    is_han(word) && !ends_name && !place
}

/// Whether no more signs of a longer word stand behind a byte.
fn is_closed(line: &Line<'_>, end: usize) -> bool {
    let next = line.text[end..line.end().max(end)].chars().next();
    next.is_none_or(|c| !is_sign(c) && !is_katakana(c))
}

fn touches(line: &Line<'_>, at: usize) -> bool {
    at > 0 && line.words[at - 1].span.end == line.words[at].span.start
}

fn joins(line: &Line<'_>, at: usize) -> bool {
    DOTS.contains(&line.word(at))
}

fn is_part(word: &str) -> bool {
    word.chars().all(|c| is_sign(c) || is_katakana(c))
}

fn is_han(word: &str) -> bool {
    word.chars().all(is_sign)
}

fn is_kana(word: &str) -> bool {
    word.chars().all(is_katakana)
}

fn is_sign(c: char) -> bool {
    is_unspaced(c) && !matches!(c, '\u{3040}'..='\u{30ff}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}')
}
