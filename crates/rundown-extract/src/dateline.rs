//! The dateline: where a report was filed and by whom, before its first words.
//!
//! `PORT ELM, May 14 (TCP) -`, `(TCP)`, `TALVIK (TCP) —`, `Port Elm, 14. Mai.` and the
//! like. It is a field of the article, not part of its text.

use rundown_news::Dateline;

use crate::calendar::date_in_text;
use crate::phrases::start_of;

/// A longer beginning is a sentence.
const DATELINE_BYTES_MAX: usize = 90;

/// Finds the dateline at the start of a body; gives it and how many bytes of the text
/// it takes, the closing dash and blanks included.
pub(crate) fn dateline_in(text: &str) -> Option<(Dateline, usize)> {
    let found = bracketed(text)
        .or_else(|| slashed(text))
        .or_else(|| dashed(text))
        .or_else(|| tagged(text))
        .or_else(|| shouted(text))
        .or_else(|| before_colon(text));
    found.map(|found| with_day_behind(text, found))
}

/// `PORT ELM (TCP) — May 14, 2031 — Two ships …`: the day may stand behind the dash, before
/// another one or a colon.
fn with_day_behind(text: &str, (own, used): (Dateline, usize)) -> (Dateline, usize) {
    let rest = &text[used..];
    let start = start_of(rest, DATELINE_BYTES_MAX);
    let colon = || Some((start.find(": ")?, 1));
    let day = dash_in(start).or_else(colon).and_then(|(at, width)| {
        let body = rest[at + width..].trim_start();
        let is_day = is_day(&rest[..at]) && body.starts_with(begins_copy);
        is_day.then(|| (used + rest[..at].trim_end().len(), text.len() - body.len()))
    });
    match day {
        Some((end, used)) => (Dateline { text: text[..end].to_owned(), ..own }, used),
        None => (own, used),
    }
}

/// `Port Elm, 14 May 2031: Two ships …`: a place and its day before a colon.
fn before_colon(text: &str) -> Option<(Dateline, usize)> {
    let (head, body) = start_of(text, DATELINE_BYTES_MAX).split_once(": ")?;
    let is_dated = head.split_once(',').is_some_and(|(_, day)| is_day(day));
    let place = place_of(head).filter(|_| is_dated && body.starts_with(begins_copy))?;
    Some((Dateline { text: head.to_owned(), place }, head.len() + 2))
}

/// `Port Elm (TCP) Two ships …`: a place and an agency, and no dash. An agency that is
/// the place's initials is an abbreviation: `Bank of Ostland (BO) Governor …`.
fn tagged(text: &str) -> Option<(Dateline, usize)> {
    let open = start_of(text, DATELINE_BYTES_MAX).find('(')?;
    let end = open + text[open..].find(')')?;
    let (place, tag) = (text[..open].trim_end(), &text[open + 1..end]);
    let body = text[end + 1..].trim_start();
    let initials: String = place
        .split(' ')
        .filter_map(|word| word.chars().next())
        .filter(|initial| initial.is_uppercase())
        .collect();
    let is_name = place.split(',').next()?.split(' ').count() <= 3;
    let is_source = is_agency(tag) || (is_capitals(place) && is_outlet(tag));
    if !is_source || initials == tag || !is_name || !body.starts_with(begins_copy) {
        return None;
    }
    let place = match place_of(&text[..=end]) {
        Some(place) => place,
        None => is_capitals(place).then(|| place.to_owned())?,
    };
    let dateline = Dateline { text: text[..=end].to_owned(), place };
    Some((dateline, text.len() - body.len()))
}

/// Whether a paragraph begins as one of a transcript does, `ADA REYES: We met …`, which
/// is how a dateline may begin too.
pub(crate) fn is_labelled(text: &str) -> bool {
    let (head, _) = text.split_once(':').unwrap_or_default();
    shouted(text).is_some_and(|(dateline, _)| dateline.text.trim_end_matches(':') == head)
}

/// `PORT ELM: Two ships …`, `PORT ELM. Two ships …`: a place in capitals before a colon
/// or a full stop.
fn shouted(text: &str) -> Option<(Dateline, usize)> {
    let (head, body) = text.split_once([':', '.'])?;
    let body = body.strip_prefix(' ')?.trim_start();
    let is_place = head.len() <= 40
        && head.split(' ').count() <= 3
        && head.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && head.chars().all(|c| c.is_uppercase() || " ,.'’-/".contains(c));
    if !is_place || is_label_word(head) || !body.starts_with(begins_copy) {
        return None;
    }
    let place = head.split([',', '/']).next().unwrap_or("").trim().to_owned();
    let dateline = Dateline { text: head.to_owned(), place };
    Some((dateline, text.len() - body.len()))
}

/// `PORT ELM, May 14. /TCP/. Two ships …`: an agency between strokes.
fn slashed(text: &str) -> Option<(Dateline, usize)> {
    let start = start_of(text, DATELINE_BYTES_MAX);
    let open = start.find(" /")?;
    let end = open + 2 + start[open + 2..].find('/')?;
    let tag = &text[open + 2..end];
    let body = text[end + 1..].trim_start_matches(['.', ' ', '-', '–', '—']);
    let head = text[..open].trim_end_matches('.');
    let is_release =
        || is_capitals(head.split(',').next().unwrap_or("")) && is_outlet(tag);
    if !(is_agency(tag) || is_release()) || !body.starts_with(begins_copy) {
        return None;
    }
    let place = place_of(head)?;
    let dateline = Dateline { text: text[..=end].to_owned(), place };
    Some((dateline, text.len() - body.len()))
}

/// Words that stand where a place might, and label the line.
fn is_label_word(head: &str) -> bool {
    const WORDS: &[&str] = &[
        "update",
        "updated",
        "updates",
        "live",
        "watch",
        "breaking",
        "exclusive",
        "analysis",
        "opinion",
        "comment",
        "video",
        "photo",
        "photos",
        "listen",
        "read",
        "more",
        "note",
        "editor",
        "correction",
        "related",
        "review",
        "explainer",
        "report",
        "advertisement",
        "source",
        "sources",
        "warning",
        "question",
        "answer",
        "kommentar",
        "video",
        "hintergrund",
        "eilmeldung",
        "última",
        "news",
        "q",
        "a",
        "topline",
        "background",
        "summary",
        "quote",
        "fact",
        "claim",
        "verdict",
        "rating",
    ];
    head.split([' ', '-']).any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// `(TCP) Two ships …`: an agency alone, in capitals.
fn bracketed(text: &str) -> Option<(Dateline, usize)> {
    let inner = text.strip_prefix('(')?;
    let end = inner.find(')')?;
    let tag = &inner[..end];
    if !is_agency(tag) {
        return None;
    }
    let mut used = end + 2;
    let rest = &text[used..];
    let body = rest.trim_start().trim_start_matches(['-', '–', '—', '―']).trim_start();
    let begins = body.chars().next()?;
    // A rendered page may have lost the blank: `(TCP)Two ships`.
    if begins.is_lowercase() || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    used = text.len() - body.len();
    let dateline = Dateline { text: format!("({tag})"), place: String::new() };
    Some((dateline, used))
}

/// Whether words in brackets name an agency: short, mostly capitals.
fn is_agency(tag: &str) -> bool {
    const KNOWN: &[&str] = &["reuters", "bloomberg", "efe", "xinhua"];
    let letters = tag.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = tag.chars().filter(|c| c.is_uppercase()).count();
    let is_clean = tag
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '.' | '-' | ',' | '&'));
    let is_short = (2..=30).contains(&tag.len()) && tag.split(' ').count() <= 3;
    let is_named = KNOWN.contains(&tag.to_lowercase().as_str());
    is_clean && is_short && (is_named || (letters >= 2 && capitals * 10 >= letters * 7))
}

/// `dpa/lno`: signs of agencies in small letters, as German papers print them.
fn is_desk(tag: &str) -> bool {
    !tag.is_empty()
        && tag.split('/').all(|sign| {
            (2..=6).contains(&sign.len()) && sign.chars().all(char::is_alphanumeric)
        })
}

/// `PORT ELM, May 14 (TCP) - …`: a place before a dash.
fn dashed(text: &str) -> Option<(Dateline, usize)> {
    let start = start_of(text, DATELINE_BYTES_MAX);
    let (at, width) = dash_in(start)?;
    let head = start[..at].trim_end();
    let body = text[at + width..].trim_start();
    if body.is_empty() || !body.starts_with(begins_copy) {
        return None;
    }
    let alone = || is_lone_place(head, body).then(|| head.to_owned());
    let place = place_of(head)
        .or_else(|| dated_agency(head))
        .or_else(|| behind_day(head))
        .or_else(alone)?;
    let dateline = Dateline { text: head.to_owned(), place };
    Some((dateline, text.len() - body.len()))
}

/// `May 14 (TCP)`: a day and an agency, and no place.
fn dated_agency(head: &str) -> Option<String> {
    let (day, tag) = head.strip_suffix(')')?.split_once(" (")?;
    (is_day(day) && (is_agency(tag) || is_outlet(tag))).then(String::new)
}

/// `14 May 2031, Port Elm`: the place behind its day.
fn behind_day(head: &str) -> Option<String> {
    let (day, place) = head.rsplit_once(',')?;
    let place = place.trim();
    let mut words = place.split(' ');
    let is_place = words.clone().count() <= 3
        && words.all(|word| word.starts_with(char::is_uppercase))
        && place.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c));
    let is_all_day = day.chars().filter(|c| c.is_alphabetic()).count() <= 20;
    (is_place && is_all_day && date_in_text(day).is_some()).then(|| place.to_owned())
}

/// Whether words are a day, with or without its year.
fn is_day(words: &str) -> bool {
    let words = words.trim().trim_end_matches(['.', ',']);
    date_in_text(words).is_some() || date_in_text(&format!("{words} 2000")).is_some()
}

/// `Talvik - Ministers met.`: one capitalized word before the only dash of a sentence.
fn is_lone_place(head: &str, body: &str) -> bool {
    let first = body.split(". ").next().unwrap_or("");
    let is_word = head.chars().all(char::is_alphabetic)
        && head.chars().count() >= 4
        && head.starts_with(char::is_uppercase);
    is_word
        && !is_label_word(head)
        && !first.contains(['–', '—'])
        && !first.contains(" - ")
}

fn begins_copy(character: char) -> bool {
    character.is_uppercase()
        || character.is_numeric()
        || matches!(
            character,
            '"' | '“'
                | '„'
                | '«'
                | '»'
                | '‘'
                | '\''
                | '('
                | '$'
                | '€'
                | '£'
                | '¿'
                | '¡'
        )
        || (character.is_alphabetic() && !character.is_lowercase())
}

/// The first dash that stands alone: where it is, and its width.
fn dash_in(text: &str) -> Option<(usize, usize)> {
    for (at, character) in text.char_indices() {
        let before = &text[..at];
        let after = &text[at + character.len_utf8()..];
        let is_loose = before.ends_with([' ', '\u{A0}', ')', '.']);
        match character {
            '—' | '―' | '–' if is_loose || after.starts_with(' ') || character == '—' =>
            {
                return Some((at, character.len_utf8()));
            }
            '-' if after.starts_with('-') => return Some((at, 2)),
            '-' if is_loose && (after.starts_with(' ') || is_capitals(before)) => {
                return Some((at, 1));
            }
            '.' | '!' | '?' if after.starts_with(' ') && !is_short_form(before) => {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// Whether words are all in capitals, as places are set over a report.
fn is_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !words.chars().any(char::is_lowercase)
}

/// `Port Courier`: words with capitals, a few.
fn is_outlet(tag: &str) -> bool {
    let words = tag.split(' ').count();
    words <= 4
        && tag.len() >= 4
        && tag.split(' ').all(|word| word.starts_with(char::is_uppercase))
}

/// `N.Y.`, `Calif.`, `D.C.`, `14. Mai`: a full stop that ends no sentence.
fn is_short_form(before: &str) -> bool {
    let word = before.rsplit([' ', ',']).next().unwrap_or("");
    word.chars().count() <= 6
}

/// The place of a dateline; `None` if the words before the dash are none.
fn place_of(head: &str) -> Option<String> {
    let (words, agency) = match head.find('(') {
        Some(at) if head.ends_with(')') => {
            (head[..at].trim_end(), &head[at + 1..head.len() - 1])
        }
        Some(_) => return None,
        None => (head, ""),
    };
    // `PORT ELM, May 14 (Port News Service)`: words are an agency behind a day.
    let is_spelled = is_outlet(agency) && words.split(',').skip(1).any(is_day);
    let has_agency = is_agency(agency) || is_desk(agency) || is_spelled;
    if !agency.is_empty()
        && !has_agency
        && date_in_text(agency).is_none()
        && !agency.contains('/')
    {
        return None;
    }
    let place = words.split([',', '/']).next().unwrap_or("").trim();
    if place.is_empty()
        || place.chars().any(|c| c.is_ascii_digit() || "\"“”:;!?".contains(c))
    {
        return None;
    }
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = place.chars().filter(|c| c.is_uppercase()).count();
    let is_shouted = letters >= 3 && capitals * 10 >= letters * 8;
    let is_capitalized = place
        .split([' ', '-'])
        .filter(|word| !word.is_empty())
        .all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    let is_dated = words[place.len()..].split(',').skip(1).any(is_day);
    let is_place = place.split(' ').count() <= 4
        && letters >= 3
        && (is_shouted || (is_capitalized && (has_agency || is_dated)));
    if !is_place {
        return None;
    }
    let has_rest = words.len() > place.len();
    let is_rest_short = words[place.len()..].split(' ').count() <= 6;
    (!has_rest || is_rest_short).then(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        let found = dateline_in(text);
        let found = found.as_ref().map(|(dateline, used)| {
            (dateline.text.as_str(), dateline.place.as_str(), &text[*used..])
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_agency_may_stand_alone() {
        check("(TCP) Two ships met.", Some(("(TCP)", "", "Two ships met.")));
        check("(Reuters) - Two ships met.", Some(("(Reuters)", "", "Two ships met.")));
        check("(At least) two ships met.", None);
    }

    #[test]
    fn a_place_is_told_from_a_sentence() {
        check(
            "PORT ELM, May 14 (TCP) - Ana Ruiz spoke.",
            Some(("PORT ELM, May 14 (TCP)", "PORT ELM", "Ana Ruiz spoke.")),
        );
        check(
            "TALVIK (TCP) — Ships met.",
            Some(("TALVIK (TCP)", "TALVIK", "Ships met.")),
        );
        check(
            "PORT ELM — Ana Ruiz spoke.",
            Some(("PORT ELM", "PORT ELM", "Ana Ruiz spoke.")),
        );
        check(
            "Talvik (tcp/lno) - Ships met.",
            Some(("Talvik (tcp/lno)", "Talvik", "Ships met.")),
        );
        check(
            "Port Elm, 14. Mai (TCP) – Schiffe.",
            Some(("Port Elm, 14. Mai (TCP)", "Port Elm", "Schiffe.")),
        );
        check(
            "Port Elm (TCP) Two ships met.",
            Some(("Port Elm (TCP)", "Port Elm", "Two ships met.")),
        );
        check("PORT ELM: Two ships.", Some(("PORT ELM", "PORT ELM", "Two ships.")));
        check("KARSK. Two ships.", Some(("KARSK", "KARSK", "Two ships.")));
        check("May 14 (TCP) - Ships met.", Some(("May 14 (TCP)", "", "Ships met.")));
        check(
            "Port Elm, May 14 — Ships met.",
            Some(("Port Elm, May 14", "Port Elm", "Ships met.")),
        );
        check(
            "PORT ELM, May 14. /TCP/. Ships met.",
            Some(("PORT ELM, May 14. /TCP/", "PORT ELM", "Ships met.")),
        );
        check(
            "PORT ELM (TCP) — May 14, 2031 — Ships met.",
            Some(("PORT ELM (TCP) — May 14, 2031", "PORT ELM", "Ships met.")),
        );
        check(
            "PORT ELM (TCP) - May 14, 2031: Ships met.",
            Some(("PORT ELM (TCP) - May 14, 2031", "PORT ELM", "Ships met.")),
        );
        check(
            "PORT ELM, Ostland, May 14, 2031 /TCP Wire/ -- Ships met.",
            Some((
                "PORT ELM, Ostland, May 14, 2031 /TCP Wire/",
                "PORT ELM",
                "Ships met.",
            )),
        );
        check(
            "14 May 2031, Port Elm - Ships met.",
            Some(("14 May 2031, Port Elm", "Port Elm", "Ships met.")),
        );
        check(
            "Port Elm, 14 May 2031: Ships met.",
            Some(("Port Elm, 14 May 2031", "Port Elm", "Ships met.")),
        );
        check(
            "PORT ELM, May 14 (Port News Service) - Ships met.",
            Some(("PORT ELM, May 14 (Port News Service)", "PORT ELM", "Ships met.")),
        );
        check(
            "May 14 (Elm Valley Wire) - Ships met.",
            Some(("May 14 (Elm Valley Wire)", "", "Ships met.")),
        );
        check("OSTBANK (Bank of Ostland) - Ships met.", None);
        check("Talvik, which burned on 14 May 2031: Ships met.", None);
        check("Talvik - Ministers met.", Some(("Talvik", "Talvik", "Ministers met.")));
        check("Bank of Ostland (BO) Governor Lena Falk spoke.", None);
        check("LIVE: Ministers met.", None);
        check("Update - Ministers met.", None);
        check("The minister - who spoke first - left.", None);
        check("Ana Ruiz — the harbor minister — left.", None);
    }
}
