//! Statements of one speaker of which one denies what the other says.
//!
//! They are shown side by side and not judged: a mind may have changed, an outlet may
//! have misheard, and both may be true of different days.

use std::collections::BTreeSet;

use rundown_news::{Contrast, Lang, Span};

use crate::sentences::shared;
use crate::words::{Stem, Words, words};

/// Telling words that two statements share before one can be the denial of the other.
const SHARED_MIN: usize = 3;

/// The share of the shorter one's telling words that the other repeats, and of the
/// longer one's: a denial takes up the words of what it denies.
const OF_SHORTER_MIN: f64 = 0.75;
const OF_LONGER_MIN: f64 = 0.5;

/// Contrasts of one speaker.
const CONTRASTS_MAX: usize = 6;

/// What a statement claims: its telling words, and whether it denies them.
#[derive(Debug, Default)]
pub(crate) struct Claim {
    /// Sorted, each once.
    stems: Vec<Stem>,
    denies: bool,
}

impl Claim {
    /// The claim of the runs of a text that were said.
    pub(crate) fn of(text: &str, runs: &[Span], lang: Lang) -> Self {
        let mut met = Words::new(lang);
        let mut stems = Vec::new();
        let mut denials = 0;
        for run in runs {
            met.stems_of(run.of(text), &mut stems);
            denials += denials_in(run.of(text));
        }
        let stems: BTreeSet<Stem> = stems.into_iter().collect();
        Self { stems: stems.into_iter().collect(), denies: denials % 2 == 1 }
    }

    fn is_denied_by(&self, other: &Self) -> bool {
        if self.denies == other.denies {
            return false;
        }
        let common = shared(&self.stems, &other.stems) as f64;
        let (a, b) = (self.stems.len() as f64, other.stems.len() as f64);
        common >= SHARED_MIN as f64
            && common >= OF_SHORTER_MIN * a.min(b)
            && common >= OF_LONGER_MIN * a.max(b)
    }
}

/// The pairs of claims that deny each other, by their places; the first is the later
/// one, as statements stand latest first.
pub(crate) fn contrasts(claims: &[&Claim]) -> Vec<Contrast> {
    let pairs =
        (0..claims.len()).flat_map(|i| (i + 1..claims.len()).map(move |j| (i, j)));
    pairs
        .filter(|(later, earlier)| claims[*later].is_denied_by(claims[*earlier]))
        .map(|(later, earlier)| Contrast { earlier, later })
        .take(CONTRASTS_MAX)
        .collect()
}

/// How often a text says no, in any of the languages that are read; two of them cancel.
fn denials_in(text: &str) -> usize {
    const NO: &[&str] = &[
        "not", "no", "never", "nor", "cannot", "neither", "nicht", "kein", "keine",
        "keinen", "keiner", "nie", "niemals", "nunca", "jamás", "pas", "jamais", "não",
    ];
    let mut before = "";
    words(text)
        .filter(|word| {
            // "Won't" is cut at its sign.
            let cut = *word == "t" && before.ends_with('n');
            before = word;
            cut || NO.contains(&&*rundown_text::fold(word))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str) -> Claim {
        Claim::of(text, &[Span::new(0, text.len())], Lang::ENGLISH)
    }

    #[test]
    fn a_denial_takes_up_the_words_of_what_it_denies() {
        let claims = [
            "The northern dam will not hold through the winter",
            "The dam holds water for three valleys",
            "We believe the northern dam will hold through the winter",
            "The northern dam won't hold through winter",
        ]
        .map(claim);
        let claims: Vec<&Claim> = claims.iter().collect();
        let found = contrasts(&claims);
        let pairs: Vec<_> = found.iter().map(|one| (one.later, one.earlier)).collect();
        assert_eq!(pairs, [(0, 2), (2, 3)]);
    }

    #[test]
    fn two_denials_cancel() {
        assert!(!claim("Nobody says the bridge is not unsafe, and it is not").denies);
        assert_eq!(denials_in("Das wird nicht geschehen, nie"), 2);
        assert_eq!(denials_in("It isn’t, he wants to"), 1);
    }
}
