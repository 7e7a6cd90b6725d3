//! Names that no person has: places, bodies, storms.

/// Last words of names that no person has, and first words of storms.
const OF_THINGS: &[&str] = &[
    "county",
    "airport",
    "center",
    "centre",
    "street",
    "avenue",
    "road",
    "square",
    "park",
    "university",
    "college",
    "school",
    "hospital",
    "church",
    "department",
    "committee",
    "commission",
    "party",
    "house",
    "court",
    "council",
    "agency",
    "police",
    "times",
    "post",
    "news",
    "democrats",
    "republicans",
    "tribune",
    "act",
    "bill",
    "award",
    "day",
    "bridge",
    "river",
    "lake",
    "island",
];
const STORMS: &[&str] =
    &["hurricane", "storm", "superstorm", "typhoon", "cyclone", "tropical"];

/// Letters that a word in capitals has at most where it is a body's short name: "FBI".
const SHORT_NAME_MAX: usize = 6;

/// "ISIS": persons are not named by capitals alone.
pub(crate) fn is_short_name(name: &str) -> bool {
    (3..=SHORT_NAME_MAX).contains(&name.chars().count())
        && name.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether the words of a name are those of a place, a body or a storm.
pub(crate) fn is_of_thing(words: &[String]) -> bool {
    let is = |list: &[&str], word: Option<&String>| {
        word.is_some_and(|word| list.contains(&word.as_str()))
    };
    is_storm(words) || words.len() > 1 && is(OF_THINGS, words.last())
}

/// "Hurricane Harvey".
pub(crate) fn is_storm(words: &[String]) -> bool {
    words.len() > 1 && STORMS.contains(&words[0].as_str())
}
