//! Cards that open over a name: some sites set, behind the first mention of a person, the
//! full name and three headlines about them, shown on hover and closed by "MORE". In the
//! text of such a page they stand in the midst of a sentence: `Ada Reyes Ada Maria
//! ReyesHarbor fees rise again MORE said`.

use std::borrow::Cow;

/// Bytes from a mention to the end of its card.
const CARD_BYTES_MAX: usize = 1_000;

/// Words of the full name on a card.
const NAME_WORDS_MAX: usize = 8;

/// Cards of one paragraph; what is behind them stays as it is.
const CARDS_MAX: usize = 256;

/// What closes a card.
const CLOSED_BY: &str = " MORE";

/// The text without its cards.
pub(crate) fn without_cards(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let (mut copied, mut from) = (0, 0);
    for _ in 0..CARDS_MAX {
        let Some(close) = closing(text, from) else { break };
        let end = close + CLOSED_BY.len();
        if let Some(mention) = opening(text, from, close) {
            kept.push_str(&text[copied..mention]);
            copied = end;
        }
        from = end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

/// Where the next word "MORE" is closed off, from a place on.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut found = text[from..].match_indices(CLOSED_BY).map(|(at, _)| from + at);
    found.find(|at| {
        let behind = text[at + CLOSED_BY.len()..].chars().next();
        behind.is_none_or(|c| !c.is_alphanumeric())
    })
}

/// The end of the mention that a card closed at `close` opens over.
fn opening(text: &str, from: usize, close: usize) -> Option<usize> {
    let mut least = close.saturating_sub(CARD_BYTES_MAX).max(from);
    while !text.is_char_boundary(least) {
        least += 1;
    }
    let mut at = least;
    let mut found = None;
    for word in text[least..close].split(' ') {
        let end = at + word.len();
        // Of "Ada Reyes Ada Maria Reyes" the given name is met again too.
        match is_of_name(word) && carries_name(word, &text[end..close]) {
            true => found = Some(end),
            false if found.is_some() => return found,
            false => {}
        }
        at = end + 1;
    }
    found
}

/// Whether a full name that ends in this surname follows, and a headline behind it: glued
/// to it, or a word of its own.
fn carries_name(surname: &str, behind: &str) -> bool {
    let mut words = behind.split(' ').skip(1).take(NAME_WORDS_MAX).enumerate();
    words
        .find_map(|(place, word)| match word.strip_prefix(surname) {
            Some("") => Some(place > 0),
            Some(rest) => {
                Some(!rest.starts_with(|c: char| c.is_lowercase() || is_end(c)))
            }
            None if is_of_name(word) => None,
            None => Some(false),
        })
        .unwrap_or(false)
}

fn is_end(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '\'' | '’' | '-' | '–' | '—' | ')' | '?' | '!')
}

/// "Reyes", "(Ada)", "O'Neil", "J.": a word that may stand in a person's name.
fn is_of_name(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', '"', '“', '”']);
    let bare = bare.strip_suffix('.').unwrap_or(bare);
    bare.starts_with(char::is_uppercase)
        && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, rest: &str) {
        assert_eq!(without_cards(text), rest);
    }

    #[test]
    fn a_card_over_a_name_is_left_out_of_its_sentence() {
        check(
            "Gov. Ada Reyes Ada Maria ReyesHarbor fees rise again Reyes signs two bills \
             MORE (Unity) and Tom O'Neil Thomas (Tom) O'NeilUnion votes to end its strike \
             MORE’s aides met.",
            "Gov. Ada Reyes (Unity) and Tom O'Neil’s aides met.",
        );
    }

    #[test]
    fn a_card_may_be_set_off_from_its_headlines_by_a_blank() {
        check(
            "Speaker Ada Reyes Ada Maria Reyes Fees rise again Two bills signed MORE said.",
            "Speaker Ada Reyes said.",
        );
    }

    #[test]
    fn the_word_alone_closes_nothing() {
        for text in [
            "They must pay MORE, wrote Ada Reyes.",
            "Ada Reyes and Maria Reyes want MORE of it.",
            "Reyes, Reyes and Reyes sell MORE boats.",
            "Ada Reyes met Ada Reyesson of MORE Boats.",
            "READ MORE",
            " MORE",
            "",
        ] {
            check(text, text);
        }
    }
}
