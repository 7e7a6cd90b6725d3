//! How exact a figure claims to be: "at least", "about", "or more".

use rundown_news::Qualifier;

use super::reader::Reader;

impl Reader<'_> {
    /// The qualifier that ends right before token `start`, and its first token; never
    /// before `free`.
    pub(super) fn qualifier_before(
        self,
        start: usize,
        free: usize,
    ) -> (usize, Option<Qualifier>) {
        match self.n.phrase_before(start, free, "hedge") {
            Some((from, name)) => (from, qualifier(name)),
            None => (start, None),
        }
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
        match self.n.phrase(end, "hedge-behind") {
            Some((end, name)) => (end, qualifier(name)),
            None => (end, None),
        }
    }
}

/// A qualifier by its name in the lexicon.
fn qualifier(name: &str) -> Option<Qualifier> {
    Some(match name {
        "at-least" => Qualifier::AtLeast,
        "up-to" => Qualifier::UpTo,
        "more-than" => Qualifier::MoreThan,
        "less-than" => Qualifier::LessThan,
        "nearly" => Qualifier::Nearly,
        "about" => Qualifier::About,
        "exact" => Qualifier::Exact,
        _ => return None,
    })
}
