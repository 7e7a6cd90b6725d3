//! Who is named beside whom: first names that articles give with one family name side by side
//! are those of two persons.

use std::collections::BTreeMap;

/// By family name and first name: the numbers of the articles that name both, in order. Pairs
/// would be as many as the square of the namesakes in one article.
#[derive(Default)]
pub(crate) struct SideBySide {
    articles: u32,
    named: BTreeMap<String, BTreeMap<String, Vec<u32>>>,
}

impl SideBySide {
    /// Notes the full names of one article.
    pub(crate) fn note<'a>(&mut self, names: impl Iterator<Item = &'a [String]>) {
        self.articles += 1;
        for name in names {
            let [first, last] = name else { continue };
            let firsts = self.named.entry(last.clone()).or_default();
            let articles = firsts.entry(first.clone()).or_default();
            if articles.last() != Some(&self.articles) {
                articles.push(self.articles);
            }
        }
    }

    /// Whether an article names both with this family name.
    pub(crate) fn has(&self, last: &str, a: &str, b: &str) -> bool {
        let articles = |first: &str| self.named.get(last)?.get(first).filter(|_| a != b);
        articles(a).zip(articles(b)).is_some_and(|(a, b)| {
            let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
            few.iter().any(|article| many.binary_search(article).is_ok())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(articles: &[&[[String; 2]]]) -> SideBySide {
        let mut beside = SideBySide::default();
        for names in articles {
            beside.note(names.iter().map(<[String; 2]>::as_slice));
        }
        beside
    }

    #[test]
    fn two_of_one_family_stand_side_by_side_in_one_article() {
        let name = |first: &str, last: &str| [first.to_owned(), last.to_owned()];
        let beside = noted(&[
            &[name("ana", "holt"), name("piet", "holt"), name("ana", "varga")],
            &[name("piet", "holt"), name("jan", "holt")],
        ]);
        assert!(beside.has("holt", "piet", "ana") && beside.has("holt", "jan", "piet"));
        assert!(!beside.has("holt", "ana", "jan"), "in two articles");
        assert!(!beside.has("varga", "ana", "piet"), "of two families");
        assert!(!beside.has("holt", "ana", "ana"), "one person");
    }

    /// Pairs of these would not fit into any memory.
    #[test]
    fn a_crowd_of_one_family_is_noted() {
        const MANY: usize = 200_000;
        let names: Vec<[String; 2]> =
            (0..MANY).map(|i| [format!("n{i}"), "holt".to_owned()]).collect();
        let beside = noted(&[&names]);
        assert!((1..MANY).all(|i| beside.has("holt", "n0", &format!("n{i}"))));
    }
}
