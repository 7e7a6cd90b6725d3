//! The words that make or end a counted thing, as lists of lower-case words.

use std::sync::LazyLock;

use rundown_news::Set;

/// What became of the counted: it belongs to them.
pub(super) const STATES: &str = "
    killed dead injured wounded hurt missing arrested detained homeless displaced
    infected rescued hospitalized hospitalised evacuated trapped stranded jailed
    charged convicted executed kidnapped abducted freed released destroyed damaged
    unaccounted drowned shot stabbed sickened vaccinated died perished burned laid
    fired deported buried affected dismissed sentenced seized sold delivered
    cancelled canceled closed cast
";

/// Words that never belong to the counted thing.
pub(super) const STOPS: &str = "
    a an the and or but nor of in on at to from by with for as into over under
    after before since than that which who whom whose when where while if because
    is are was were be been being am has have had do does did will would can could
    should may might must said says say told he she it they we you i his her its
    their our my this these those there here not no so up down out off about
    around during between against through per each every all both also only just
    then now ago later earlier more less fewer least most across near inside
    outside within without among along until took came went made got left fell
    rose voted including according compared amid via toward towards what how why
";

/// Plurals without an s: a head noun ends here.
pub(super) const PLURALS: &str = "
    people men women children police troops personnel staff crew cattle sheep fish
    aircraft youth dead injured wounded missing person man woman child percent
";

/// Longer words are in no list.
const WORD_BYTES_MAX: usize = 16;

/// Whether a lower-case word is in a list.
pub(super) fn is_state(word: &str) -> bool {
    static WORDS: LazyLock<Set<&'static str>> =
        LazyLock::new(|| STATES.split_ascii_whitespace().collect());
    word.len() <= WORD_BYTES_MAX && WORDS.contains(word)
}

/// Whether a lower-case word never belongs to the counted thing.
pub(super) fn is_stop(word: &str) -> bool {
    static WORDS: LazyLock<Set<&'static str>> =
        LazyLock::new(|| STOPS.split_ascii_whitespace().collect());
    word.len() <= WORD_BYTES_MAX && WORDS.contains(word)
}

/// Whether a lower-case word is a plural without an s.
pub(super) fn is_plural(word: &str) -> bool {
    static WORDS: LazyLock<Set<&'static str>> =
        LazyLock::new(|| PLURALS.split_ascii_whitespace().collect());
    word.len() <= WORD_BYTES_MAX && WORDS.contains(word)
}
