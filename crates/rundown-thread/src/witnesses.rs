//! Whether more than one outlet says that two matters are one.
//!
//! An article that speaks of two stories at length is like both, and a few of them from
//! one outlet make the two look like one. So a merge has to hold without any one outlet.

use crate::bundle::Bundle;
use crate::evidence::Part;
use crate::placer::Placer;

/// Two articles less alike than this, in words and by half in names, do not say that
/// their matters are one.
const ALIKE: f64 = 0.06;

/// Matters of fewer outlets lose too much if each of them may be left out.
const OUTLETS_MIN: usize = 3;

/// The same of gists, of articles in two languages.
const GIST_ALIKE: f64 = 0.45;

impl Placer {
    /// Whether, whichever outlet is left out, an article of the one side is still alike
    /// to one of the other. Of small matters only two outlets in all are asked for.
    pub(crate) fn is_witnessed(&self, a: &Bundle, b: &Bundle) -> bool {
        if a.outlets.len().min(b.outlets.len()) < OUTLETS_MIN {
            return a.has_two_witnesses_with(b);
        }
        let pairs = self.alike(a, b);
        let Some(first) = pairs.first() else { return false };
        let needed = |outlet: u64| pairs.iter().all(|pair| pair.contains(&outlet));
        !first.iter().any(|outlet| needed(*outlet))
    }

    /// The outlets of every two latest articles that are alike.
    fn alike(&self, a: &Bundle, b: &Bundle) -> Vec<[u64; 2]> {
        let outlet =
            |place: u32| self.filed[place as usize].outlet.unwrap_or(u64::from(place));
        let mut pairs = Vec::new();
        for one in &a.recent {
            let article = Bundle::of(*one, &self.filed[*one as usize]);
            let part = Part::new(&article);
            for other in &b.recent {
                let whole = Bundle::of(*other, &self.filed[*other as usize]);
                if say_the_same(&part, &article, &whole) {
                    pairs.push([outlet(*one), outlet(*other)]);
                }
            }
        }
        pairs
    }
}

/// By words; of two languages, which share few, by gist.
fn say_the_same(part: &Part<'_>, article: &Bundle, whole: &Bundle) -> bool {
    part.words_alike(whole) >= ALIKE
        || !article.meets(whole) && article.gist.cosine(&whole.gist) >= GIST_ALIKE
}
