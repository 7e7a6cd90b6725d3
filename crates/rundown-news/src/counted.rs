//! How many of something there are, in words.

use crate::numbers::grouped;

/// A count with its noun in the right number: "1 story", "12 stories", "1,204 articles".
///
/// ```
/// use rundown_news::counted;
/// assert_eq!(counted(1, "story"), "1 story");
/// assert_eq!(counted(2, "story"), "2 stories");
/// assert_eq!(counted(0, "day"), "0 days");
/// assert_eq!(counted(1_204, "independent outlet"), "1,204 independent outlets");
/// ```
pub fn counted(count: impl TryInto<i64>, noun: &str) -> String {
    let count = count.try_into().unwrap_or(i64::MAX);
    let number = grouped(&count.to_string());
    let vowel_before =
        noun.strip_suffix('y').map(|stem| stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match (count, vowel_before) {
        (1, _) => format!("{number} {noun}"),
        (_, Some(false)) => format!("{number} {}ies", noun.trim_end_matches('y')),
        _ if noun.ends_with(['s', 'x']) => format!("{number} {noun}es"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_noun_stands_in_the_number_of_its_count() {
        for (count, noun, words) in [
            (1, "story", "1 story"),
            (1, "box", "1 box"),
            (2, "story", "2 stories"),
            (2, "day", "2 days"),
            (2, "box", "2 boxes"),
            (3, "address", "3 addresses"),
            (0, "outlet", "0 outlets"),
            (1_204, "article", "1,204 articles"),
        ] {
            assert_eq!(counted(count, noun), words);
        }
        assert_eq!(counted(u64::MAX, "byte"), counted(i64::MAX, "byte"));
    }
}
