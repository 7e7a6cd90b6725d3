//! Given names and their short forms: "William" and "Bill" may be one person.

use std::sync::LazyLock;

use crate::key::word_key;

/// A name's key and the lines it stands in, in order.
static LINES: LazyLock<Vec<(u64, u16)>> = LazyLock::new(|| {
    let lines = include_str!("../data/nicknames.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#')).zip(0_u16..);
    let mut all: Vec<(u64, u16)> = lines
        .flat_map(|(line, n)| line.split(' ').map(move |name| (word_key(name), n)))
        .collect();
    all.sort_unstable();
    all
});

/// Whether two given names, in small letters, can be one person's: one is the short
/// form of the other, or both are short forms of a third.
///
/// ```
/// assert!(rundown_lexicon::may_share_person("bill", "william"));
/// assert!(!rundown_lexicon::may_share_person("bill", "edward"));
/// ```
#[must_use]
pub fn may_share_person(a: &str, b: &str) -> bool {
    let of_b = lines(word_key(b));
    lines(word_key(a)).iter().any(|(_, line)| of_b.iter().any(|(_, other)| other == line))
}

fn lines(key: u64) -> &'static [(u64, u16)] {
    let start = LINES.partition_point(|(other, _)| *other < key);
    let end = LINES.partition_point(|(other, _)| *other <= key);
    &LINES[start..end]
}
