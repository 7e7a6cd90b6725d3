//! Which line of a plain text's front is its headline.

use rundown_news::Set;

use super::lines::TextLine;
use crate::metadata::{Site, without_site};
use crate::phrases::{
    invites_before_headline, is_footer, is_invitation, is_label, is_offer,
    is_widget_name, leads_away, simple,
};
use crate::reading::Reading;

/// So much of the body is compared with a would-be headline.
const COMPARED_BYTES: usize = 4_000;

/// Words are compared by their first letters: "kills" and "killed" are one.
const STEM_LETTERS: usize = 5;

/// The headline among `titular` lines: the first that speaks of the copy, the page's
/// own phrases aside. Gives its place and its words without the site's name.
pub(super) fn headline_among(
    lines: &[TextLine],
    titular: &[usize],
    body_from: usize,
    reading: &Reading<'_>,
) -> Option<(usize, String)> {
    let known = terms_of(&lines[body_from.min(lines.len())..]);
    let shared = |place: usize| {
        let own = terms(&lines[place].text);
        own.iter().filter(|term| known.contains(*term)).count()
    };
    let clean: Vec<usize> =
        titular.iter().copied().filter(|place| !is_chrome(&lines[*place].text)).collect();
    let best = clean.iter().map(|place| shared(*place)).max().unwrap_or(0);
    // An invitation's words may be in a real headline too, if it speaks of the copy.
    let speaks = |place: &&usize| {
        let is_inviting = invites_before_headline(&lines[**place].text);
        let needed = if is_inviting { 3.max(best) } else { 1.max(best.div_ceil(2)) };
        shared(**place) >= needed && has_words(&lines[**place].text)
    };
    let set_as_one = clean.iter().find(|place| lines[**place].is_heading);
    let found = set_as_one.or_else(|| clean.iter().find(speaks)).copied();
    let found = found.or_else(|| longest(lines, &clean));
    let found = found.or_else(|| longest(lines, titular))?;
    let text = without_masthead(&lines[found].text, lines, titular, &known, reading);
    // A capture may begin with the page's title and repeat the headline below it.
    let repeated = titular.iter().find(|place| lines[**place].text == text);
    Some((repeated.copied().unwrap_or(found), text))
}

/// The line with most words, up to five; the first of them.
fn longest(lines: &[TextLine], places: &[usize]) -> Option<usize> {
    places.iter().copied().max_by_key(|place| {
        let text = lines[*place].text.as_str();
        let is_inviting = invites_before_headline(text) || is_chrome(text);
        (!is_inviting, text.split(' ').count().min(5), std::cmp::Reverse(*place))
    })
}

/// A headline has three words; a line without blanks may be one in another script.
fn has_words(text: &str) -> bool {
    text.split(' ').count() >= 3 || !text.is_ascii()
}

fn is_chrome(text: &str) -> bool {
    is_widget_name(text)
        || is_label(text)
        || is_footer(text)
        || is_offer(text)
        || (text.len() < 120 && (leads_away(text) || is_invitation(text)))
}

/// Cuts a site's name off a title: one that another line, the address or its own look
/// gives away.
fn without_masthead(
    text: &str,
    lines: &[TextLine],
    titular: &[usize],
    known: &Set<String>,
    reading: &Reading<'_>,
) -> String {
    let domain = reading.domain().unwrap_or_default();
    let mut site = domain.clone();
    site.push('\n');
    site.push_str(domain.rsplit_once('.').map_or("", |(rest, _)| rest));
    let text = without_site(text, &Site::of(&site));
    for separator in [" | ", " - ", " – ", " — ", " :: ", " · "] {
        let Some((head, tail)) = text.rsplit_once(separator) else { continue };
        let is_repeated = titular.iter().any(|place| lines[*place].text == head);
        let is_name = tail.split(' ').count() <= 4
            && tail.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase()))
            && !terms(tail).iter().any(|term| known.contains(term));
        if is_repeated || (is_name && head.split(' ').count() >= 3) {
            return head.trim_end().to_owned();
        }
    }
    text
}

/// What a text speaks of: the beginnings of its longer words; of scripts without
/// blanks, pairs of signs.
fn terms(text: &str) -> Vec<String> {
    let text = simple(text);
    let has_blanks = text.contains(' ') || text.is_ascii();
    if has_blanks {
        return text
            .split(' ')
            .filter(|word| word.chars().count() >= 4)
            .map(|word| word.chars().take(STEM_LETTERS).collect())
            .collect();
    }
    let signs: Vec<char> = text.chars().collect();
    signs.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn terms_of(body: &[TextLine]) -> Set<String> {
    let mut known = Set::default();
    let mut bytes = 0;
    for line in body {
        known.extend(terms(&line.text));
        bytes += line.text.len();
        if bytes > COMPARED_BYTES {
            break;
        }
    }
    known
}
