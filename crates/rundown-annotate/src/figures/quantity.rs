//! The classes of counted things that news turns on, by their words.

use rundown_news::Quantity;

/// Words that show a class, lower case.
const CLASSES: &[(Quantity, &str)] = &[
    (
        Quantity::Killed,
        "dead killed kill kills killing death deaths died die dies dying fatalities \
         fatality bodies corpses toll perished drowned",
    ),
    (Quantity::Injured, "injured injuries injure injuring injures wounded wounding hurt"),
    (Quantity::Missing, "missing unaccounted disappeared"),
    (
        Quantity::Arrested,
        "arrested arrests arresting arrest detained detaining detainees",
    ),
    (Quantity::Displaced, "displaced evacuated evacuees homeless fled flee displacing"),
    (Quantity::Rescued, "rescued rescuing survivors survived"),
    (Quantity::Trapped, "trapped stranded"),
    (Quantity::Sick, "infected infections sickened hospitalised hospitalized"),
    (Quantity::Votes, "votes vote"),
    (Quantity::Seats, "seats"),
    (Quantity::Jobs, "jobs layoffs redundancies"),
];

/// Nouns of people that may be counted by their verb.
const PEOPLE: &str = "people person persons residents men women children man woman \
    child others other victims civilians villagers soldiers officers police workers \
    miners passengers students pupils migrants refugees protesters troops firefighters \
    boys girls";

/// The class that a lower-case word shows.
pub(super) fn quantity_of(word: &str) -> Option<Quantity> {
    let shows = |list: &str| list.split_ascii_whitespace().any(|listed| listed == word);
    CLASSES.iter().find(|(_, list)| shows(list)).map(|(quantity, _)| *quantity)
}

/// Whether counted words are people, or nothing: then the verb tells the class.
pub(super) fn is_people(counted: &str) -> bool {
    let last = counted.rsplit(' ').next().unwrap_or("");
    last.is_empty() || PEOPLE.split_ascii_whitespace().any(|listed| listed == last)
}
