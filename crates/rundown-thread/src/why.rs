//! Why two articles are, or are not, together: in words.

use rundown_news::ArticleId;
use rundown_text::ln;
use serde::{Deserialize, Serialize};

use crate::bundle::Bundle;
use crate::evidence::{Evidence, GIST, Part, evidence};
use crate::score::Level;
use crate::sparse::{Probe, Sparse};
use crate::term::Term;
use crate::threads::Threads;

/// Words listed of each kind, heaviest first.
const LISTED: usize = 12;

/// What speaks for and against two articles belonging together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Why {
    /// Whether they stand in one development.
    pub same_development: bool,
    /// Whether they stand in one story.
    pub same_story: bool,
    /// Share of one text that stands in the other, in per cent, if one is a copy.
    pub copied_percent: Option<u8>,
    /// Ordinary words both use, most telling first.
    pub shared_words: Vec<String>,
    /// Words of names both use.
    pub shared_names: Vec<String>,
    /// Numbers both give.
    pub shared_numbers: Vec<String>,
    /// Names that weigh much in the first and are missing in the second.
    pub names_only_in_first: Vec<String>,
    /// Names that weigh much in the second and are missing in the first.
    pub names_only_in_second: Vec<String>,
    /// Pairs of numbers, where both articles give some and share none.
    pub clashing_numbers: Vec<(String, String)>,
    /// How alike they are, part by part, 0 to 1.
    pub likeness: Likeness,
    /// Days between them, if both are dated.
    pub days_apart: Option<f64>,
    /// The logarithm of the odds that the two alone report one development.
    pub development_log_odds: f64,
    /// The logarithm of the odds that the two alone belong to one story.
    pub story_log_odds: f64,
}

/// Cosines between two articles.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Likeness {
    /// All words, weighed by rarity.
    pub words: f64,
    /// The headlines alone.
    pub headline: f64,
    /// Words of names.
    pub names: f64,
    /// Numbers.
    pub numbers: f64,
    /// What the headlines say, in whatever words or language; 0 where both have bodies in
    /// one language, and words tell enough.
    pub gist: f64,
}

impl Threads {
    /// Why the two articles are, or are not, together; `None` where one is unknown.
    ///
    /// Both are weighed by what they alone say. A development or story that has grown
    /// may hold two articles that have little in common but their neighbours.
    ///
    /// Words are named as far as the articles were recalled ([`Threads::recall`]).
    #[must_use]
    pub fn why(&self, a: &ArticleId, b: &ArticleId) -> Option<Why> {
        self.why_among(a, std::slice::from_ref(b))
    }

    /// Why an article does, or does not, belong with others taken together, say the
    /// rest of its story; `None` where it or all of them are unknown. In the answer
    /// the article is the first side, the others the second.
    #[must_use]
    pub fn why_among(&self, article: &ArticleId, others: &[ArticleId]) -> Option<Why> {
        let place = self.place_of(article)?;
        let placer = &self.placer;
        let mut others: Vec<u32> =
            others.iter().filter_map(|id| self.place_of(id)).collect();
        others.sort_by(|a, b| {
            placer.filed[*a as usize].turn.cmp(&placer.filed[*b as usize].turn)
        });
        let (first, rest) = others.split_first()?;
        let one = Bundle::of(place, &placer.filed[place as usize]);
        let mut many = Bundle::of(*first, &placer.filed[*first as usize]);
        for other in rest {
            many.join(*other, &placer.filed[*other as usize]);
        }
        let signs = self.signs(&one, &many);
        let (development, story) = self.numbers(place);
        let shares = |of: &dyn Fn((u32, u32)) -> bool| {
            others.iter().any(|other| of(self.numbers(*other)))
        };
        Some(Why {
            same_development: shares(&|numbers| numbers.0 == development),
            same_story: shares(&|numbers| numbers.1 == story),
            copied_percent: self.copied(place, &others),
            shared_words: self.shared_words(&one, &many),
            shared_names: self.shared(&one.names, &many.names),
            shared_numbers: self.shared(&one.numbers, &many.numbers),
            names_only_in_first: self.missing(&one.names, &many.names),
            names_only_in_second: self.missing(&many.names, &one.names),
            clashing_numbers: self.clashing(&one.numbers, &many.numbers),
            likeness: Likeness {
                words: one.all.cosine(&many.all),
                headline: one.title.cosine(&many.title),
                names: one.names.cosine(&many.names),
                numbers: one.numbers.cosine(&many.numbers),
                gist: signs[GIST],
            },
            days_apart: one.days_between(&many),
            development_log_odds: placer.odds(Level::Article, &signs),
            story_log_odds: placer.odds(Level::Story, &signs),
        })
    }

    /// What the score weighs: the later side is the part, the earlier one the whole.
    fn signs(&self, one: &Bundle, many: &Bundle) -> Evidence {
        let turned = many.count == 1 && many.first > one.first;
        let (part, whole) = if turned { (many, one) } else { (one, many) };
        let company = self.placer.company(part);
        let placer = &self.placer;
        evidence(&Part::new(part), whole, &[], &placer.filed, &placer.usage, company)
    }

    /// The largest share that was copied between an article and one of the others.
    fn copied(&self, place: u32, others: &[u32]) -> Option<u8> {
        let filed = &self.placer.filed;
        let between = |copy: u32, original: u32| {
            let known = filed[copy as usize].copy_of;
            known.and_then(|(of, percent)| (of == original).then_some(percent))
        };
        let both = |other: &u32| between(place, *other).max(between(*other, place));
        others.iter().filter_map(both).max()
    }

    /// Ordinary words; those of names and numbers are listed apart.
    fn shared_words(&self, x: &Bundle, y: &Bundle) -> Vec<String> {
        let apart: Vec<String> = [&x.names, &x.numbers]
            .iter()
            .flat_map(|of| of.entries())
            .filter_map(|entry| self.word(entry.0))
            .collect();
        let mut words = self.shared(&x.all, &y.all);
        words.retain(|word| !apart.contains(word));
        words
    }

    fn shared(&self, x: &Sparse, y: &Sparse) -> Vec<String> {
        self.listed(Probe::new(x).shared(y).map(|(term, a, b)| (term, a * b)).collect())
    }

    /// The heavier half of what the other side lacks.
    fn missing(&self, x: &Sparse, y: &Sparse) -> Vec<String> {
        let top = x.top(x.entries().len().div_ceil(2));
        self.listed(top.into_iter().filter(|(term, _)| y.weight(*term) <= 0.0).collect())
    }

    fn clashing(&self, x: &Sparse, y: &Sparse) -> Vec<(String, String)> {
        if Probe::new(x).shared(y).next().is_some() {
            return Vec::new();
        }
        let (x, y) = (self.missing(x, y), self.missing(y, x));
        x.into_iter().zip(y).collect()
    }

    fn listed(&self, mut terms: Vec<(Term, f32)>) -> Vec<String> {
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let words = terms.into_iter().filter_map(|(term, _)| self.word(term));
        words.take(LISTED).collect()
    }

    fn word(&self, term: Term) -> Option<String> {
        self.dictionary.get(&term).map(std::string::ToString::to_string)
    }
}

impl Why {
    /// The odds as a share: how probable it is that the two alone belong to one story.
    #[must_use]
    pub fn story_percent(&self) -> u8 {
        percent(self.story_log_odds)
    }

    /// How probable it is that the two alone report one development, in per cent.
    #[must_use]
    pub fn development_percent(&self) -> u8 {
        percent(self.development_log_odds)
    }
}

/// Searches the per cent whose log odds these are: whole numbers are all that is shown.
fn percent(log_odds: f64) -> u8 {
    let below = |p: u8| {
        let share = (f64::from(p) + 0.5) / 100.0;
        ln(share / (1.0 - share)) < log_odds
    };
    (0..100).take_while(|p| below(*p)).count() as u8
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn even_odds_are_fifty_per_cent() {
        assert_eq!(percent(0.0), 50);
        assert_eq!(percent(2.2), 90);
        assert_eq!(percent(-50.0), 0);
        assert_eq!(percent(50.0), 100);
    }
}
