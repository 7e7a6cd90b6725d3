//! The furniture above a text that was captured without its markup, run together in one
//! line: a caption, whose picture it is, the label of a section, the headline and the deck,
//! as in `The wall on Monday. | Ana Ruiz/AP Photo FLOOD Harbor shut The storm tore a wall.`

use super::lines::TextLine;
use crate::lines::ends_sentence;
use crate::owner::owners_len;
use crate::phrases::{is_highlights_title, simple};

/// Such furniture stands in one of the first so many lines.
const LINES_MAX: usize = 3;

/// A shorter headline may stand in a sentence by chance, in words.
const HEADLINE_WORDS_MIN: usize = 3;

/// What is known of the page that a text came from.
pub(super) struct Known<'k> {
    pub(super) headline: &'k str,
    pub(super) outlet: &'k str,
}

/// Sets what is glued together at the top of a text on lines of their own, so that each is
/// told by itself.
pub(super) fn parted_opening(lines: Vec<TextLine>, known: &Known<'_>) -> Vec<TextLine> {
    let mut out = Vec::with_capacity(lines.len() + 4);
    for (place, line) in lines.into_iter().enumerate() {
        let from = out.len();
        if place < LINES_MAX {
            part(&line, known, &mut out);
        }
        if out.len() == from {
            out.push(line);
        }
    }
    out
}

/// Puts the parts of a line, or nothing where it is of one piece.
fn part(line: &TextLine, known: &Known<'_>, out: &mut Vec<TextLine>) {
    let text = line.text.as_str();
    if let Some(points) = behind_title(text) {
        let title = &text[..text.len() - points.len()];
        push(line, title, false, out);
        push(line, points, false, out);
        return;
    }
    let Some(owned) = owned_len(text, known.outlet) else {
        // "The wall on Monday. Harbor shut"
        let ends = |at: &(usize, usize)| {
            at.1 == text.len() && is_end_of_caption(&text[..at.0]) && at.0 > 0
        };
        if let Some(at) = headline_in(text, known.headline).filter(ends) {
            push(line, &text[..at.0], false, out);
            push(line, &text[at.0..], true, out);
        }
        return;
    };
    let rest = &text[owned..];
    if rest.trim().is_empty() {
        return;
    }
    push(line, &text[..owned], false, out);
    match headline_in(rest, known.headline) {
        Some(at) => push_titled(line, rest, at, out),
        // The page has another headline than the one that is known: all that is left of the
        // line are title and deck.
        None => push(line, rest, text.contains('|'), out),
    }
}

/// Whether what stands before a headline is a sentence, as captions and decks are.
fn is_end_of_caption(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with('.') && ends_sentence(before)
}

/// The label of the section, the headline and the deck.
fn push_titled(
    line: &TextLine,
    rest: &str,
    headline: (usize, usize),
    out: &mut Vec<TextLine>,
) {
    push(line, &rest[..headline.0], true, out);
    push(line, &rest[headline.0..headline.1], true, out);
    push(line, &rest[headline.1..], false, out);
}

fn push(line: &TextLine, text: &str, is_heading: bool, out: &mut Vec<TextLine>) {
    let text = text.trim();
    if !text.is_empty() {
        out.push(TextLine { text: text.to_owned(), is_heading, ..line.clone() });
    }
}

/// How much of a line is a caption and whose it is, or that alone.
fn owned_len(text: &str, outlet: &str) -> Option<usize> {
    let behind_bar = |(at, bar): (usize, &str)| {
        let from = at + bar.len();
        let caption = text[..at].trim_end();
        let is_caption = caption.is_empty()
            || ends_sentence(caption) && !caption.ends_with(':')
            || caption.ends_with(['\'', '’']);
        let len = is_caption.then(|| owners_len(&text[from..], outlet))??;
        Some(from + len)
    };
    let bars = text.match_indices("| ");
    bars.filter(|(at, _)| *at == 0 || text[..*at].ends_with(' '))
        .find_map(behind_bar)
        .or_else(|| owners_len(text, "").filter(|len| text[..*len].contains([' ', '/'])))
}

/// Where the headline stands in a text, or what of it follows a label: "Harbor board: The
/// storm that tore a wall".
fn headline_in(text: &str, headline: &str) -> Option<(usize, usize)> {
    let behind_label = headline.split_once(": ").map(|(_, rest)| rest);
    words_in(text, headline).or_else(|| words_in(text, behind_label?))
}

/// Where some words stand in a text, in whatever marks and capitals.
fn words_in(text: &str, words_of: &str) -> Option<(usize, usize)> {
    let sought = simple(words_of);
    let sought: Vec<&str> = sought.split(' ').filter(|word| !word.is_empty()).collect();
    if sought.len() < HEADLINE_WORDS_MIN {
        return None;
    }
    let mut words: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let parts = simple(word);
        words.extend(
            parts
                .split(' ')
                .filter(|part| !part.is_empty())
                .map(|part| (at, at + word.len(), part.to_owned())),
        );
        at += word.len() + 1;
    }
    let found = words.windows(sought.len()).find(|window| {
        window.iter().map(|word| word.2.as_str()).eq(sought.iter().copied())
    })?;
    Some((found[0].0, found[found.len() - 1].1))
}

/// The first point of a highlights box that stands on the line of its title: "Story
/// highlights Two ships met".
fn behind_title(text: &str) -> Option<&str> {
    const TITLE_WORDS: usize = 2;
    let at = text.match_indices(' ').nth(TITLE_WORDS - 1)?.0;
    let (title, points) = text.split_at(at);
    let begins = points.trim_start().starts_with(|c: char| !c.is_lowercase());
    (is_highlights_title(title) && begins && title.contains("ighlights"))
        .then_some(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::lines::lines_of;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let known =
            Known { headline: "Harbor board: Wall to be built anew", outlet: "Courier" };
        let lines = parted_opening(lines_of(text), &known);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_caption_its_owner_a_label_the_headline_and_the_deck_are_parted() {
        check(
            "The wall on Monday. | Ana Ruiz/AP Photo FLOOD Wall to be built anew It will cost a lot.",
            &[
                "The wall on Monday. | Ana Ruiz/AP Photo",
                "FLOOD",
                "Wall to be built anew",
                "It will cost a lot.",
            ],
        );
        check(
            "“It holds,” Bell says. | COURIER Bell: no more floods\n\nBell spoke on Monday.",
            &[
                "“It holds,” Bell says. | COURIER",
                "Bell: no more floods",
                "Bell spoke on Monday.",
            ],
        );
        check(
            "AP Photo Wall to be built anew It will cost a lot.",
            &["AP Photo", "Wall to be built anew", "It will cost a lot."],
        );
        check(
            "Tom Bell/Getty Images The mayor said on Monday that the wall holds.",
            &["Tom Bell/Getty Images", "The mayor said on Monday that the wall holds."],
        );
    }

    #[test]
    fn a_headline_that_ends_a_caption_is_parted_and_one_in_a_sentence_is_not() {
        check(
            "The wall on Monday. Wall to be built anew",
            &["The wall on Monday.", "Wall to be built anew"],
        );
        let said = "“It broke. Wall to be built anew,” Mr. Bell wrote on Monday.";
        check(said, &[said]);
    }

    #[test]
    fn a_title_of_points_stands_alone() {
        check(
            "Story highlights The wall broke\n\nNobody was hurt",
            &["Story highlights", "The wall broke", "Nobody was hurt"],
        );
        check("Story highlights of the year.", &["Story highlights of the year."]);
    }
}
