//! The dateline: where a report was filed and by whom, before its first words.
//!
//! `PORT ELM, May 14 (TCP) -`, `(TCP)`, `TALVIK (TCP) —`, `Port Elm, 14. Mai.` and the
//! like. It is a field of the article, not part of its text.

use rundown_news::Dateline;

use crate::metadata::date_in_text;

/// A longer beginning is a sentence.
const DATELINE_BYTES_MAX: usize = 90;

/// Finds the dateline at the start of a body; gives it and how many bytes of the text
/// it takes, the closing dash and blanks included.
pub(crate) fn dateline_in(text: &str) -> Option<(Dateline, usize)> {
    bracketed(text).or_else(|| dashed(text))
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
    if rest.starts_with(|c: char| c.is_alphanumeric()) || begins.is_lowercase() {
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
    let mut end = text.len().min(DATELINE_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = &text[..end];
    let (at, width) = dash_in(start)?;
    let head = start[..at].trim_end();
    let body = text[at + width..].trim_start();
    if body.is_empty() || !body.starts_with(begins_copy) {
        return None;
    }
    let place = place_of(head)?;
    let dateline = Dateline { text: head.to_owned(), place };
    Some((dateline, text.len() - body.len()))
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
            '-' if is_loose && after.starts_with(' ') => return Some((at, 1)),
            '.' | '!' | '?' if after.starts_with(' ') && !is_short_form(before) => {
                return None;
            }
            _ => {}
        }
    }
    None
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
    let has_agency = is_agency(agency) || is_desk(agency);
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
    let is_place = place.split(' ').count() <= 4
        && letters >= 3
        && (is_shouted || (is_capitalized && has_agency));
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
        check("The minister - who spoke first - left.", None);
        check("Ana Ruiz — the harbor minister — left.", None);
    }
}
