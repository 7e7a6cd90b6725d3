//! Groups of digits that are one number: `12,34,567`, `12 500`, `12’500`.

use super::number::Numbers;
use super::words::Sense;

/// The most groups of one number.
const GROUPS_MAX: usize = 12;

impl Numbers<'_> {
    /// `12,34,567`: pairs of digits before the last three.
    pub(super) fn indian_groups(&self, i: usize) -> Option<(usize, f64)> {
        let (first, 1..=2) = self.digits(i)? else { return None };
        let mut value = f64::from(first);
        let mut end = i + 1;
        while self.inner(end, ',') && !self.lexicon.comma && end < i + GROUPS_MAX * 2 {
            match self.digits(end + 1) {
                Some((pair, 2)) => value = value * 100.0 + f64::from(pair),
                Some((last, 3)) if end > i + 1 => {
                    let more = self.inner(end + 2, ',');
                    return (!more)
                        .then_some((end + 2, value * 1000.0 + f64::from(last)));
                }
                _ => return None,
            }
            end += 2;
        }
        None
    }

    /// `1 234 567`, `12’500`: the value of all groups, and the token behind the last.
    pub(super) fn spaced_groups(&self, first: usize) -> Option<(usize, f64)> {
        let (value, 1..=3) = self.digits(first)? else { return None };
        if self.word(first).starts_with('0') {
            return None;
        }
        let (mut value, mut end, mut gap) = (f64::from(value), first + 1, "");
        for _ in 0..GROUPS_MAX {
            let (at, here) = self.gap(end);
            let same = gap.is_empty() || gap == here;
            let Some((group, 3)) = self.digits(at).filter(|_| same && !here.is_empty())
            else {
                break;
            };
            (value, end, gap) = (value * 1000.0 + f64::from(group), at + 1, here);
        }
        // In a row of numbers none is a group of another.
        let row = |at: usize| self.digits(at).is_some() && !self.glued(at);
        let crowded = row(end) || row(first) && row(first.wrapping_sub(1));
        match gap {
            "" => None,
            " " if crowded || !self.is_spaced(first, end) => None,
            _ => Some((end, value)),
        }
    }

    /// What stands between two groups, and the token behind it; nothing where no group may
    /// follow.
    fn gap(&self, end: usize) -> (usize, &str) {
        let quote = self.inner(end, '\'');
        let at = end + usize::from(quote);
        let (Some(before), Some(tok)) =
            (self.toks.get(end.wrapping_sub(1)), self.toks.get(at))
        else {
            return (end, "");
        };
        let gap = self.text.get(before.end as usize..tok.start as usize).unwrap_or("");
        let parts = matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2007}");
        (at, if quote || parts { gap } else { "" })
    }

    /// Whether plain blanks part groups and not numbers: where there are three groups, or
    /// the last is `000`, or what they count stands behind them and the language groups
    /// its numbers so. English hardly does: there it has to be several that are counted.
    fn is_spaced(&self, first: usize, end: usize) -> bool {
        if end > first + 2 || matches!(self.digits(end - 1), Some((0, _))) {
            return true;
        }
        let counted = match self.sense(end) {
            Sense::Plain if self.english() => {
                let lower = self.toks.get(end).is_some_and(|tok| !tok.cap);
                lower && self.word(end).ends_with('s') || self.in_list(end, "people")
            }
            Sense::Sign(c) => matches!(c, '%' | '€' | '$' | '£'),
            sense => sense.is_word() && !self.in_list(end, "stops"),
        };
        let named = self.in_list(first.wrapping_sub(1), "naming");
        counted && !named && !self.lexicon.unspaced
    }
}
