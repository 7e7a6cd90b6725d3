//! Small words that are written together with the next or the last one.

/// `'s 're 've 'll 'd 'm` with either apostrophe, when the word ends there.
pub(super) fn clitic_len(rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
    let tail = &rest[mark.len_utf8()..];
    ["s", "re", "ve", "ll", "d", "m", "S"].iter().find_map(|clitic| {
        let after = tail.strip_prefix(clitic)?;
        let ends = !after.starts_with(|c: char| c.is_alphanumeric());
        ends.then_some(mark.len_utf8() + clitic.len())
    })
}

/// A clitic token: only right behind a letter or digit.
pub(super) fn clitic_end(text: &str, at: usize) -> Option<usize> {
    let behind_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    if !behind_word {
        return None;
    }
    clitic_len(&text[at..]).map(|len| at + len)
}

/// The length of `n't` at the end of a word.
pub(super) fn negation_len(word: &str) -> usize {
    let tails = ["n't", "n’t", "N'T", "N’T"].into_iter();
    let found = tails.filter(|tail| word.len() > tail.len() && word.ends_with(tail));
    found.map(str::len).max().unwrap_or(0)
}

/// What French, Italian and Catalan leave out a vowel of before another: "l'", "dell'".
const ELIDED: &[&str] = &[
    "all", "anch", "c", "coll", "com", "d", "dall", "dell", "dov", "j", "jusqu", "l",
    "lorsqu", "m", "n", "nell", "puisqu", "qu", "quell", "quest", "quoiqu", "s", "sull",
    "t", "tutt", "un",
];

/// The length of an elided word with its apostrophe at the start of a word.
///
/// Before a capital it may belong to a name: "D'Angelo".
pub(super) fn elision_len(word: &str) -> Option<usize> {
    let mark = word.find(['\'', '’'])?;
    let (elided, rest) = word.split_at(mark);
    let mut rest = rest.chars();
    let length = mark + rest.next().map_or(0, char::len_utf8);
    let next = rest.next()?;
    let known = ELIDED.iter().any(|own| own.eq_ignore_ascii_case(elided));
    (known && next.is_lowercase()).then_some(length)
}
