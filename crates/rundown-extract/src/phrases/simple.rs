//! A text reduced to its words, which is how phrases are matched.

use std::sync::LazyLock;

/// A text in lower case with every run of other signs as one blank.
pub(crate) fn simple(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !byte.is_ascii() {
            let letter = text[at..].chars().next().unwrap_or(' ');
            push_letter(letter, &mut out);
            at += letter.len_utf8();
            continue;
        }
        match LOWER[usize::from(*byte)] {
            b' ' => push_blank(&mut out),
            lower => out.push(lower),
        }
        at += 1;
    }
    out.truncate(out.trim_ascii_end().len());
    String::from_utf8(out).unwrap_or_default()
}

/// Each letter and digit of ASCII in lower case; other signs are blanks.
const LOWER: [u8; 256] = {
    let mut table = [b' '; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The alphabets of Europe and the Near East lie below.
const LETTERS: u32 = 0x700;

/// Dashes, quotation marks and other signs of print.
const SIGNS: std::ops::RangeInclusive<char> = '\u{2000}'..='\u{206F}';

/// What each of these letters becomes; `None` where that is more than one letter.
static SMALL: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let small = |letter: char| {
        let mut all = small_of(letter);
        all.next().filter(|_| all.next().is_none())
    };
    (0..LETTERS).map(|letter| small(char::from_u32(letter).unwrap_or(' '))).collect()
});

/// A letter or digit in lower case, a blank for another sign.
fn small_of(letter: char) -> impl Iterator<Item = char> {
    let is_kept = letter.is_alphanumeric() || is_joining_mark(letter);
    (if is_kept { letter } else { ' ' }).to_lowercase()
}

/// Letters of East Asia for certain, which have no case.
fn is_of_east_asia(letter: char) -> bool {
    matches!(
        letter,
        '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
    )
}

fn push_letter(letter: char, out: &mut Vec<u8>) {
    let mut push = |small: char| match small {
        ' ' => push_blank(out),
        _ => out.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes()),
    };
    match SMALL.get(letter as usize) {
        Some(Some(small)) => push(*small),
        _ if SIGNS.contains(&letter) => push(' '),
        _ if is_of_east_asia(letter) => push(letter),
        _ => small_of(letter).for_each(push),
    }
}

fn push_blank(out: &mut Vec<u8>) {
    if out.last().is_some_and(|last| *last != b' ') {
        out.push(b' ');
    }
}

/// Vowel signs and accents that belong to the letter before.
fn is_joining_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_becomes_what_its_definition_says() {
        for letter in (0x80..0x2_0000).filter_map(char::from_u32) {
            let expected: String = small_of(letter).collect();
            assert_eq!(simple(&letter.to_string()), expected.trim(), "{letter:?}");
        }
    }

    #[test]
    fn signs_in_a_row_are_one_blank() {
        assert_eq!(simple("  Port-Elm’s “Größe”: 3.5 %"), "port elm s größe 3 5");
    }
}
