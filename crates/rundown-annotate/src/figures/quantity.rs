//! The classes of counted things that news turns on, by their words.

use rundown_news::{Lang, Quantity};

use crate::dates::lexicon::lexicon;

/// The class that a word shows.
pub(super) fn quantity_of(word: &str) -> Option<Quantity> {
    quantity_named(lexicon(Lang::ENGLISH).list("quantity")?.value(word)?)
}

/// A class by its name in the lexicon.
pub(super) fn quantity_named(name: &str) -> Option<Quantity> {
    Some(match name {
        "killed" => Quantity::Killed,
        "injured" => Quantity::Injured,
        "missing" => Quantity::Missing,
        "arrested" => Quantity::Arrested,
        "displaced" => Quantity::Displaced,
        "rescued" => Quantity::Rescued,
        "trapped" => Quantity::Trapped,
        "sick" => Quantity::Sick,
        "votes" => Quantity::Votes,
        "seats" => Quantity::Seats,
        "jobs" => Quantity::Jobs,
        _ => return None,
    })
}

/// Whether counted words are people, or nothing: then the verb tells the class.
pub(super) fn is_people(counted: &str) -> bool {
    let last = counted.rsplit(' ').next().unwrap_or("");
    let people = lexicon(Lang::ENGLISH).list("people");
    last.is_empty() || people.is_some_and(|list| list.value(last).is_some())
}
