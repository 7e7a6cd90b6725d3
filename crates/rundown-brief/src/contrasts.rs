//! Statements of one speaker of which one denies what the other says.
//!
//! They are shown side by side and not judged: a mind may have changed, an outlet may
//! have misheard, and both may be true of different days.

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

/// What a statement claims: its telling words, and those of them that it denies.
#[derive(Debug, Default)]
pub(crate) struct Claim {
    /// Sorted, each once.
    stems: Vec<Stem>,
    /// The telling word behind each "not", where it is told nowhere else in the statement.
    denied: Vec<Stem>,
    /// Whether it denies anything at all.
    denies: bool,
}

impl Claim {
    /// The claim of the runs of a text that were said.
    pub(crate) fn of(text: &str, runs: &[Span], lang: Lang) -> Self {
        let mut met = Words::new(lang);
        let (mut stems, mut denied) = (Vec::new(), Vec::new());
        for run in runs {
            let (mut before, mut denies) = ("", false);
            for word in words(run.of(text)) {
                let known = stems.len();
                met.stems_of(word, &mut stems);
                if says_no(before, word) {
                    stems.truncate(known);
                    denies = true;
                } else if denies && stems.len() > known {
                    denied.extend(stems.last());
                    denies = false;
                }
                before = word;
            }
        }
        let has_denied = !denied.is_empty();
        // "I think so; you would not think it" does not deny that he thinks.
        let told = |word: &Stem| stems.iter().filter(|stem| *stem == word).count();
        denied.retain(|word| told(word) == 1);
        stems.sort_unstable();
        stems.dedup();
        Self { stems, denied, denies: has_denied }
    }

    /// Whether one of the two denies a word of the other, which denies nothing.
    fn is_denied_by(&self, other: &Self) -> bool {
        let denies = |a: &Self, b: &Self| {
            !b.denies && a.denied.iter().any(|word| b.stems.binary_search(word).is_ok())
        };
        (denies(self, other) || denies(other, self)) && self.is_about(other)
    }

    /// Whether both are about the same.
    fn is_about(&self, other: &Self) -> bool {
        let common = shared(&self.stems, &other.stems) as f64;
        let (a, b) = (self.stems.len() as f64, other.stems.len() as f64);
        common >= SHARED_MIN as f64
            && common >= OF_SHORTER_MIN * a.min(b)
            && common >= OF_LONGER_MIN * a.max(b)
    }
}

/// The pairs of claims that deny each other, by their places; each claim comes with
/// when it was made.
pub(crate) fn contrasts<T: Ord>(claims: &[(&Claim, T)]) -> Vec<Contrast> {
    let pairs =
        (0..claims.len()).flat_map(|i| (i + 1..claims.len()).map(move |j| (i, j)));
    pairs
        .filter(|(a, b)| claims[*a].0.is_denied_by(claims[*b].0))
        // Of two of one time the one that stands first is the later one.
        .map(|(a, b)| if claims[a].1 >= claims[b].1 { (a, b) } else { (b, a) })
        .map(|(later, earlier)| Contrast { earlier, later })
        .take(CONTRASTS_MAX)
        .collect()
}

/// Whether a word says no, in any of the languages that are read; "won't" comes in two
/// parts, cut at its sign.
fn says_no(before: &str, word: &str) -> bool {
    const NO: &[&str] = &[
        "not", "no", "never", "nor", "cannot", "neither", "nicht", "kein", "keine",
        "keinen", "keiner", "nie", "niemals", "nunca", "jamás", "pas", "jamais", "não",
        "deny", "denies", "denied", "denying", "nothing", "nobody", "none",
    ];
    word == "t" && before.ends_with('n') || NO.contains(&&*rundown_text::fold(word))
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
        let claims: Vec<(&Claim, usize)> = claims.iter().zip([4, 3, 2, 5]).collect();
        let found = contrasts(&claims);
        let pairs: Vec<_> = found.iter().map(|one| (one.later, one.earlier)).collect();
        assert_eq!(pairs, [(0, 2), (3, 2)]);
    }

    #[test]
    fn what_is_said_again_in_other_words_of_denial_is_denied_by_nothing() {
        for (a, b) in [
            (
                "He did not know of the northern dam plan",
                "denied knowing of the northern dam plan",
            ),
            (
                "I will not break the dam and I will not break the bank over it",
                "I will not break the bank and the dam over it",
            ),
            (
                "I think the northern dam is a danger; one would not think it",
                "I think the northern dam is a danger",
            ),
        ] {
            assert!(!claim(a).is_denied_by(&claim(b)), "{b}");
        }
    }

    #[test]
    fn what_is_denied_beside_the_matter_denies_nothing() {
        for (a, b) in [
            (
                "The dam holds the winter flood",
                "The dam holds the winter flood, but not forever",
            ),
            (
                "No town needs a new northern dam",
                "The towns have no need of a new northern dam",
            ),
        ] {
            assert!(!claim(a).is_denied_by(&claim(b)), "{b}");
        }
    }
}
