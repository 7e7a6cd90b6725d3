//! How common words are: in how many articles each has stood so far.

use rundown_meaning::{Stream, Table};
use rundown_news::{Lang, Map};
use rundown_text::ln;

use crate::gist::Gist;
use crate::sparse::Sparse;
use crate::term::{Term, hash};
use crate::words::{NameCount, Words};

/// How common ordinary English words are; `examples/common_words.rs` counted.
const COMMON_WORDS: &str = include_str!("../data/common_words.txt");

/// Counted as if so many articles had come before, with the words that news has: the
/// first articles of a store would weigh nothing otherwise.
const ARTICLES_BEFORE: u32 = 1_000;

/// The same for another language, of whose words nothing is known.
const FOREIGN_BEFORE: u32 = 30;

/// A headline's word counts as much as so many of the body.
const TITLE_FACTOR: f64 = 3.0;

/// Terms kept of an article.
const TERMS_KEPT: usize = 80;

/// Name words kept of an article.
const NAMES_KEPT: usize = 32;

/// Document frequencies and what case each word is written in.
#[derive(Debug, Clone)]
pub(crate) struct Usage {
    articles: u32,
    articles_in: Map<Lang, u32>,
    seen_in: Map<Term, u32>,
    casing: Map<Term, Casing>,
    stream: Stream,
}

#[derive(Debug, Clone, Copy, Default)]
struct Casing {
    capital: u32,
    small: u32,
}

/// An article's words, weighed by how rare they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Weighed {
    /// Headline and body.
    pub all: Sparse,
    /// The headline alone.
    pub title: Sparse,
    /// Words of names.
    pub names: Sparse,
    /// Numbers.
    pub numbers: Sparse,
    /// What it says.
    pub gist: Gist,
}

impl Default for Usage {
    fn default() -> Self {
        let mut usage = Self {
            articles: ARTICLES_BEFORE,
            articles_in: Map::default(),
            seen_in: Map::default(),
            casing: Map::default(),
            stream: Stream::default(),
        };
        usage.articles_in.insert(Lang::ENGLISH, ARTICLES_BEFORE);
        for line in COMMON_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((stem, per_mille)) = line.split_once(' ') else { continue };
            let per_mille: u32 = per_mille.parse().unwrap_or_default();
            let seen = per_mille * ARTICLES_BEFORE / 1_000;
            usage.seen_in.insert(hash(b't', stem), seen);
        }
        usage
    }
}

impl Usage {
    /// Whether there are articles in other languages than these.
    pub(crate) fn has_others_than(&self, langs: &[Lang]) -> bool {
        let of = |lang: &Lang| {
            let before =
                if *lang == Lang::ENGLISH { ARTICLES_BEFORE } else { FOREIGN_BEFORE };
            self.articles_in.get(lang).map_or(0, |count| count - before)
        };
        langs.iter().map(of).sum::<u32>() < self.articles - ARTICLES_BEFORE
    }

    /// Counts an article in.
    pub(crate) fn learn(&mut self, words: &Words, lang: Lang) {
        self.articles += 1;
        self.stream.take(Table::shipped(), &words.pieces, lang);
        *self.articles_in.entry(lang).or_insert(FOREIGN_BEFORE) += 1;
        for term in keys(words) {
            *self.seen_in.entry(term).or_default() += 1;
        }
        for (term, capital) in &words.casing {
            let casing = self.casing.entry(*term).or_default();
            if *capital { casing.capital += 1 } else { casing.small += 1 }
        }
    }

    /// Takes an article out again.
    pub(crate) fn unlearn(&mut self, words: &Words, lang: Lang) {
        self.articles -= 1;
        self.stream.take_back(Table::shipped(), &words.pieces, lang);
        *self.articles_in.entry(lang).or_insert(FOREIGN_BEFORE) -= 1;
        for term in keys(words) {
            let seen = self.seen_in.entry(term).or_default();
            *seen = seen.saturating_sub(1);
        }
        for (term, capital) in &words.casing {
            let casing = self.casing.entry(*term).or_default();
            if *capital { casing.capital -= 1 } else { casing.small -= 1 }
        }
    }

    /// Weighs an article that has been counted in.
    pub(crate) fn weigh(&self, words: &Words, lang: Lang) -> Weighed {
        let mut all = Vec::with_capacity(words.terms.len());
        let mut title = Vec::with_capacity(words.title_length as usize);
        let in_language = self.articles_in.get(&lang).copied().unwrap_or(0);
        for count in &words.terms {
            let among = if count.pooled { self.articles } else { in_language };
            let rarity = self.rarity_among(count.term, among);
            let often =
                TITLE_FACTOR * f64::from(count.in_title) + f64::from(count.in_body);
            all.push((count.term, ((1.0 + ln(often)) * rarity) as f32));
            if count.in_title > 0 {
                title.push((count.term, rarity as f32));
            }
        }
        Weighed {
            all: Sparse::new(all).heaviest(TERMS_KEPT),
            title: Sparse::new(title).heaviest(TERMS_KEPT),
            names: self.weigh_names(words),
            numbers: self.weigh_numbers(words),
            gist: Gist::of(&self.stream.embed(Table::shipped(), &words.pieces, lang)),
        }
    }

    fn weigh_names(&self, words: &Words) -> Sparse {
        let names = words.names.iter().filter(|name| self.is_name(name));
        let weighed = names.map(|name| {
            let often = TITLE_FACTOR * f64::from(name.in_title) + f64::from(name.in_body);
            (name.key, ((1.0 + ln(often)) * self.rarity(name.key)) as f32)
        });
        Sparse::new(weighed.collect()).heaviest(NAMES_KEPT)
    }

    fn weigh_numbers(&self, words: &Words) -> Sparse {
        let weighed = words.numbers.iter().map(|number| {
            let factor = if number.in_title { 2.0 } else { 1.0 };
            (number.key, (factor * self.rarity(number.key)) as f32)
        });
        Sparse::new(weighed.collect()).heaviest(NAMES_KEPT)
    }

    /// A word that may be a name is one unless it is mostly written small.
    fn is_name(&self, name: &NameCount) -> bool {
        let Some(casing) = self.casing.get(&name.key) else { return true };
        let small = if name.sure { casing.small / 2 } else { casing.small };
        small <= casing.capital
    }

    /// Articles counted in, without those that are only supposed.
    pub(crate) fn articles(&self) -> u32 {
        self.articles - ARTICLES_BEFORE
    }

    /// The logarithm of one in how many articles a name or number stands in.
    pub(crate) fn rarity(&self, term: Term) -> f64 {
        self.rarity_among(term, self.articles)
    }

    fn rarity_among(&self, term: Term, articles: u32) -> f64 {
        let seen = self.seen_in.get(&term).copied().unwrap_or(0);
        let among = f64::from(articles) + 1.0;
        ln((among / (f64::from(seen) + 0.5)).max(1.02))
    }
}

fn keys(words: &Words) -> impl Iterator<Item = Term> + '_ {
    let terms = words.terms.iter().map(|count| count.term);
    let names = words.names.iter().map(|name| name.key);
    terms.chain(names).chain(words.numbers.iter().map(|number| number.key))
}
