//! Whether two pieces of text say the same in different languages or words.
//!
//! The table of meaning finds what is told in another language; it does not tell it from
//! look-alikes. So numbers have to agree as well, and who compares sees to it that both
//! speak of the same people: never the table alone.

use rundown_meaning::{Gist, Stream, Table};
use rundown_news::Lang;

/// Text is the same above this likeness. Half of translated headlines lie above it, and
/// hardly one of the nearest of 20,000 others
/// (`rundown-meaning/examples/find_headlines.rs`).
const SAME: f64 = 0.6;

/// What is less alike is another matter: of translations one in four is, of the nearest of
/// others four in five.
const OTHER: f64 = 0.5;

/// Within a language what is told of one matter is more alike: so much that is told in
/// other words lies above this, and little else that names the same people.
const REWORDED: f64 = 0.75;

/// Numbers kept of one piece of text.
const NUMBERS_MAX: usize = 16;

/// What a piece of text says, in a form that languages share.
#[derive(Debug)]
pub(crate) struct Meant {
    gist: Gist,
    /// The numbers that stand in it in digits, sorted, each once.
    numbers: Vec<String>,
}

impl Meant {
    pub(crate) fn of(text: &str) -> Self {
        let table = Table::shipped();
        let pieces = table.split(text);
        let gist = Gist::of(&Stream::default().embed(table, &pieces, Lang::UNKNOWN));
        let runs = text.split(|c: char| !c.is_ascii_digit());
        let mut numbers: Vec<String> = runs
            .filter(|run| !run.is_empty())
            .take(NUMBERS_MAX)
            .map(str::to_owned)
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self { gist, numbers }
    }

    /// Whether both say the same, with the same numbers.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.numbers == other.numbers && self.gist.cosine(&other.gist) >= SAME
    }

    /// Whether another one says this as well, and perhaps more.
    pub(crate) fn is_told_by(&self, other: &Self) -> bool {
        self.is_held_by(other, SAME)
    }

    /// The same of one in the same language.
    pub(crate) fn is_reworded_by(&self, other: &Self) -> bool {
        self.is_held_by(other, REWORDED)
    }

    fn is_held_by(&self, other: &Self, likeness_min: f64) -> bool {
        self.numbers.iter().all(|one| other.numbers.contains(one))
            && self.gist.cosine(&other.gist) >= likeness_min
    }

    /// Whether another one clearly speaks of something else.
    pub(crate) fn is_other(&self, other: &Self) -> bool {
        self.gist.cosine(&other.gist) < OTHER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_says_the_same_and_another_number_does_not() {
        let english = Meant::of("The ferry sank off the coast, killing 12 people.");
        let german = Meant::of("Die Fähre sank vor der Küste, 12 Menschen starben.");
        let more = Meant::of("Die Fähre sank vor der Küste, 40 Menschen starben.");
        let bare = Meant::of("Die Fähre sank vor der Küste, Menschen starben.");
        assert!(english.is_same(&german) && german.is_told_by(&english));
        assert!(!english.is_same(&more) && !more.is_told_by(&english));
        assert!(bare.is_told_by(&english) && !english.is_told_by(&bare));
        assert!(
            english.is_other(&Meant::of("Das Parlament stimmt über den Haushalt ab."))
        );
    }
}
