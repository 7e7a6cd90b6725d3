//! How exact a figure claims to be: "at least", "about", "or more".

use rundown_news::{Lang, Qualifier};

use super::elsewhere;
use super::reader::Reader;

/// Longer phrases first.
const BEFORE: &[(&[&str], Qualifier)] = &[
    (&["less", "than", "or", "equal", "to"], Qualifier::UpTo),
    (&["less", "or", "equal", "than"], Qualifier::UpTo),
    (&["lower", "or", "equal", "than"], Qualifier::UpTo),
    (&["greater", "than", "or", "equal", "to"], Qualifier::AtLeast),
    (&["higher", "or", "equal", "than"], Qualifier::AtLeast),
    (&["no", "fewer", "than"], Qualifier::AtLeast),
    (&["no", "less", "than"], Qualifier::AtLeast),
    (&["not", "less", "than"], Qualifier::AtLeast),
    (&["not", "fewer", "than"], Qualifier::AtLeast),
    (&["a", "minimum", "of"], Qualifier::AtLeast),
    (&["at", "the", "very", "least"], Qualifier::AtLeast),
    (&["at", "least"], Qualifier::AtLeast),
    (&["no", "more", "than"], Qualifier::UpTo),
    (&["not", "more", "than"], Qualifier::UpTo),
    (&["as", "many", "as"], Qualifier::UpTo),
    (&["as", "much", "as"], Qualifier::UpTo),
    (&["as", "high", "as"], Qualifier::UpTo),
    (&["a", "maximum", "of"], Qualifier::UpTo),
    (&["up", "to"], Qualifier::UpTo),
    (&["at", "most"], Qualifier::UpTo),
    (&["in", "excess", "of"], Qualifier::MoreThan),
    (&["upwards", "of"], Qualifier::MoreThan),
    (&["upward", "of"], Qualifier::MoreThan),
    (&["north", "of"], Qualifier::MoreThan),
    (&["far", "more", "than"], Qualifier::MoreThan),
    (&["well", "over"], Qualifier::MoreThan),
    (&["just", "over"], Qualifier::MoreThan),
    (&["greater", "than"], Qualifier::MoreThan),
    (&["higher", "than"], Qualifier::MoreThan),
    (&["larger", "than"], Qualifier::MoreThan),
    (&["bigger", "than"], Qualifier::MoreThan),
    (&["more", "than"], Qualifier::MoreThan),
    (&["better", "than"], Qualifier::MoreThan),
    (&["fewer", "than"], Qualifier::LessThan),
    (&["less", "than"], Qualifier::LessThan),
    (&["lower", "than"], Qualifier::LessThan),
    (&["smaller", "than"], Qualifier::LessThan),
    (&["just", "under"], Qualifier::Nearly),
    (&["just", "short", "of"], Qualifier::Nearly),
    (&["close", "to"], Qualifier::Nearly),
    (&["an", "estimated"], Qualifier::About),
    (&["in", "the", "region", "of"], Qualifier::About),
    (&["between"], Qualifier::Exact),
    (&["over"], Qualifier::MoreThan),
    (&["above"], Qualifier::MoreThan),
    (&["exceeding"], Qualifier::MoreThan),
    (&["under"], Qualifier::LessThan),
    (&["below"], Qualifier::LessThan),
    (&["about"], Qualifier::About),
    (&["around"], Qualifier::About),
    (&["some"], Qualifier::About),
    (&["roughly"], Qualifier::About),
    (&["approximately"], Qualifier::About),
    (&["estimated"], Qualifier::About),
    (&["circa"], Qualifier::About),
    (&["~"], Qualifier::About),
    (&["nearly"], Qualifier::Nearly),
    (&["almost"], Qualifier::Nearly),
    (&["approaching"], Qualifier::Nearly),
    (&["exactly"], Qualifier::Exact),
    (&["only"], Qualifier::Exact),
    (&["just"], Qualifier::Exact),
];

const BEHIND: &[(&[&str], Qualifier)] = &[
    (&["or", "more"], Qualifier::AtLeast),
    (&["or", "higher"], Qualifier::AtLeast),
    (&["and", "above"], Qualifier::AtLeast),
    (&["or", "so"], Qualifier::About),
    (&["or", "fewer"], Qualifier::UpTo),
    (&["or", "less"], Qualifier::UpTo),
    (&["-", "plus"], Qualifier::AtLeast),
    (&["plus"], Qualifier::AtLeast),
];

impl Reader<'_> {
    /// The qualifier that ends right before token `start`, and its first token; never
    /// before `free`.
    pub(super) fn qualifier_before(
        self,
        start: usize,
        free: usize,
    ) -> (usize, Option<Qualifier>) {
        let table = match self.lang {
            Lang::GERMAN => elsewhere::GERMAN_BEFORE,
            Lang::SPANISH => elsewhere::SPANISH_BEFORE,
            Lang::FRENCH => elsewhere::FRENCH_BEFORE,
            Lang::PORTUGUESE => elsewhere::PORTUGUESE_BEFORE,
            _ => BEFORE,
        };
        // "about 12" and "the 12", "the more than 12".
        for (words, qualifier) in table {
            let Some(from) = start.checked_sub(words.len()).filter(|from| *from >= free)
            else {
                continue;
            };
            let fits =
                words.iter().enumerate().all(|(n, word)| self.n.is(from + n, word));
            // "presided over 12", "under 12 feet of snow": rare, and left alone.
            if fits {
                return (from, Some(*qualifier));
            }
        }
        (start, None)
    }

    /// The qualifier behind an amount wins over none.
    pub(super) fn qualifier_behind(
        self,
        end: usize,
        said: Option<Qualifier>,
    ) -> (usize, Option<Qualifier>) {
        if said.is_some() {
            return (end, said);
        }
        if self.n.sign(end, '+') && self.n.glued(end) {
            return (end + 1, Some(Qualifier::AtLeast));
        }
        for (words, qualifier) in BEHIND {
            if words.iter().enumerate().all(|(n, word)| self.n.is(end + n, word)) {
                return (end + words.len(), Some(*qualifier));
            }
        }
        (end, None)
    }
}
