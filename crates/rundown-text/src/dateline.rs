//! Sentences without what is set before them: datelines and agency tags.
//!
//! A sentence reads the same with a dateline and without one, so it is parsed, dated and
//! shown from the word behind it.

use rundown_news::Span;

/// A dateline stands within so many bytes of the beginning.
const DATELINE_BYTES_MAX: usize = 160;

/// What closes a dateline, longest first; tokenised copy writes brackets in letters.
const CLOSERS: &[&str] =
    &[") -- ", "-RRB- -- ", "-RRB- - ", ") - ", ") — ", ") – ", ")—", ")–", "-RRB- — "];

/// The sentence without a dateline ("PORT ELM, May 14 (TCP) - ") or a bare agency tag
/// ("(MWN) ") before it; the sentence as it is, if it has none.
///
/// ```
/// use rundown_news::Span;
/// let text = "PORT ELM (TCP) - The ferry sank on Monday.";
/// let sentence = rundown_text::without_dateline(text, Span::new(0, text.len()));
/// assert_eq!(sentence.of(text), "The ferry sank on Monday.");
/// ```
#[must_use]
pub fn without_dateline(text: &str, sentence: Span) -> Span {
    let ends = |words: &str| {
        let bracketed = dateline_end(words).or_else(|| tag_end(words));
        bracketed.or_else(|| place_end(words)).or_else(|| tagged_end(words))
    };
    cut(text, sentence, ends)
}

/// The sentence without a player's label or a bare place in capitals before it: those
/// stand below captions too, where brackets and dashes may be the sentence's own.
#[must_use]
pub fn without_label(text: &str, sentence: Span) -> Span {
    cut(text, sentence, place_end)
}

fn cut(text: &str, sentence: Span, end: impl Fn(&str) -> Option<usize>) -> Span {
    let words = sentence.of(text);
    let label = label_end(words);
    let cut = label + end(&words[label..]).unwrap_or(0);
    let bare = Span::new(sentence.start as usize + cut, sentence.end as usize).trim(text);
    without_lone_bracket(text, bare)
}

/// The sentence without a bracket that opens or closes in another one.
fn without_lone_bracket(text: &str, sentence: Span) -> Span {
    let mut kept = sentence.of(text);
    let mut start = sentence.start as usize;
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some(rest) = kept.strip_prefix(open).filter(|rest| !rest.contains(close)) {
            start += open.len_utf8();
            kept = rest;
        }
        kept =
            kept.strip_suffix(close).filter(|rest| !rest.contains(open)).unwrap_or(kept);
    }
    Span::new(start, start + kept.len()).trim(text)
}

/// What players and pages set before a text.
const LABELS: &[&str] = &["CLOSE ", "WATCH ", "— ", "– ", "-- "];

/// Labels of what was added to a text, before a colon; the first of them may have a time.
const ADDED: &[&str] = &["update", "updated", "new", "breaking", "exclusive"];

/// A label with its time has at most so many bytes.
const ADDED_BYTES_MAX: usize = 40;

fn label_end(words: &str) -> usize {
    let label = LABELS.iter().find(|label| words.starts_with(**label));
    label.map_or(0, |label| label.len()).max(added_end(words))
}

/// The end of "Update, 10 p.m. ET: " or "NEW: ".
fn added_end(words: &str) -> usize {
    let head = &words[..words.floor_char_boundary(ADDED_BYTES_MAX)];
    let Some((label, _)) = head.split_once(": ") else { return 0 };
    let (name, time) = label.split_at(label.find([',', ' ']).unwrap_or(label.len()));
    let is_added = |listed: &&&str| name.eq_ignore_ascii_case(listed);
    let listed = ADDED.iter().find(is_added);
    let timed = time.is_empty()
        || name.to_ascii_lowercase().starts_with("update")
            && time.contains(|c: char| c.is_ascii_digit());
    let fits = listed.is_some() && timed && words.len() > label.len() + 20;
    if fits { label.len() + 2 } else { 0 }
}

/// A bare place stands within so many bytes of the beginning.
const PLACE_BYTES_MAX: usize = 48;

/// The end of a dateline without an agency: "PORT ELM, Marsland — ".
fn place_end(words: &str) -> Option<usize> {
    let head = &words[..words.floor_char_boundary(PLACE_BYTES_MAX)];
    let loose = [" — ", " – ", " -- ", " - "].map(|dash| (dash, false));
    // "NATO–Marsland talks": only behind a comma is a tight stroke one of a dateline.
    let tight = [("—", false), ("–", true)];
    let found = |(dash, named): (&str, bool)| {
        let at = head.find(dash)?;
        (!named || head[..at].contains(',')).then_some((at, dash.len()))
    };
    let at = loose.into_iter().chain(tight).filter_map(found).min()?;
    let place = &words[..at.0];
    let first = place.split([' ', ',']).next().unwrap_or("");
    let in_capitals = first.len() > 2 && first.chars().all(char::is_uppercase);
    let names = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (in_capitals && names && words.len() > at.0 + at.1 + 20).then_some(at.0 + at.1)
}

fn dateline_end(words: &str) -> Option<usize> {
    let head = &words[..words.floor_char_boundary(DATELINE_BYTES_MAX)];
    let end = CLOSERS.iter().find_map(|closer| {
        let at = head.find(closer)?;
        Some((at, at + closer.len()))
    });
    let (at, end) = end?;
    let place = &words[..at];
    let in_capitals = |word: &str| {
        word.len() > 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    };
    let is_dateline = place.starts_with(['(', '-'])
        || place
            .split([' ', ',', '/', '('])
            .any(|word| in_capitals(word) && word.starts_with(char::is_uppercase));
    (is_dateline && words.len() > end + 20).then_some(end)
}

/// The words of a place and what it lies in are at most so many.
const PLACE_WORDS_MAX: usize = 4;

/// The end of a place and an agency without a dash: "Port Elm (TCP) Two ships". An
/// abbreviation of the words before it is none: "Bank of Ostland (BO) Governor".
fn tagged_end(words: &str) -> Option<usize> {
    let head = &words[..words.floor_char_boundary(PLACE_BYTES_MAX)];
    let (place, rest) = head.split_once(" (")?;
    let (tag, body) = rest.split_once(") ")?;
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let is_place = place.split_whitespace().all(is_name)
        && place.split_whitespace().count() <= PLACE_WORDS_MAX;
    let initials: String =
        place.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let is_agency = (2..=6).contains(&tag.len())
        && tag.chars().all(char::is_uppercase)
        && !initials.starts_with(tag);
    let end = head.len() - body.len();
    let fits = is_place && is_agency && is_name(body) && words.len() > end + 20;
    fits.then_some(end)
}

/// The end of a short tag in brackets that opens a sentence.
fn tag_end(words: &str) -> Option<usize> {
    let (open, close) =
        if words.starts_with('(') { ("(", ")") } else { ("-LRB-", "-RRB-") };
    let inside = words.strip_prefix(open)?;
    let at = inside.find(close).filter(|at| *at <= 24)?;
    let tag = inside[..at].trim();
    let is_tag = tag.starts_with(char::is_uppercase)
        && !tag.contains(|c: char| c.is_ascii_digit() || c == '.');
    let end = open.len() + at + close.len();
    (is_tag && words.len() > end + 20).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, sentence: &str) {
        let text = format!("{before}{sentence}");
        let span = without_dateline(&text, Span::new(0, text.len()));
        assert_eq!(span.of(&text), sentence);
    }

    #[test]
    fn datelines_and_agency_tags_go() {
        let lede = "The ferry sank within minutes of leaving the harbour.";
        check("PORT ELM, May 14 (TCP) - ", lede);
        check("PORT ELM (TCP) — ", lede);
        check("(MWN) ", lede);
        check("PORT ELM, Marsland — ", lede);
        check("PORT ELM, M.L.–", lede);
        check("PORT ELM—", lede);
        check("CLOSE ", lede);
        check("Update, 10 p.m. ET: ", lede);
        check("NEW: ", lede);
        check("Port Elm, Marsland (TCP) -- ", lede);
        check("Port Elm (TCP) ", lede);
        check("PORT ELM - ", lede);
        check("PORT ELM -LRB- TCP -RRB- - ", lede);
        check("", lede);
    }

    #[test]
    fn a_bracket_that_closes_in_another_sentence_goes() {
        check("[", "The ferry sank within minutes, officials said on Monday.");
        check("", "[The ferry sank within minutes, officials said on Monday.]");
        let text = "It lies in the harbour, officials said on Monday.]";
        let span = without_label(text, Span::new(0, text.len()));
        assert_eq!(span.of(text), text.trim_end_matches(']'));
    }

    #[test]
    fn brackets_inside_a_sentence_stay() {
        check("", "The minister (who was abroad) - and his wife - came home on Friday.");
        check("", "MEU–Marsland talks on the ferry ended on Friday without a word.");
        check("", "New rules: the ferry must have left the harbour by midnight.");
        check("", "Marsland Gas Company (MGC) Chairman Tom Reyes came home on Friday.");
        check("", "Aske Council - the body that runs the harbour - came home on Friday.");
        check("", "(The harbour was shut on Friday after the storm came in.)");
    }
}
