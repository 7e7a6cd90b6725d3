//! How common words are: in how many articles each has stood so far.

use rundown_meaning::{Gist, Stream, Table};
use rundown_news::{Lang, Map};
use rundown_text::ln;
use serde::{Deserialize, Serialize};

use crate::columns::Columns;
use crate::packed::{pack, unpack};
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
#[derive(Debug)]
pub(crate) struct Usage {
    articles: u32,
    articles_in: Map<Lang, u32>,
    /// What was counted before this run: the numbers of [`Seen`], without zeros behind.
    before: Columns,
    /// What was counted since.
    since: Map<Term, Seen>,
    stream: Stream,
}

/// How often a word was met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// In so many articles.
    pub articles: u32,
    /// So often with a capital where a word would have none, and so often without.
    pub capital: u32,
    pub small: u32,
}

/// An article's words, weighed by how rare they are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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
        let mut usual: Vec<(Term, Vec<u8>)> = Vec::new();
        for line in COMMON_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((stem, per_mille)) = line.split_once(' ') else { continue };
            let per_mille: u32 = per_mille.parse().unwrap_or_default();
            usual.push((hash(b't', stem), pack([per_mille * ARTICLES_BEFORE / 1_000])));
        }
        // Of a stem that is listed twice the later line counts.
        usual.reverse();
        usual.sort_by_key(|(term, _)| *term);
        usual.dedup_by_key(|(term, _)| *term);
        let none = Columns::default();
        Self {
            articles: ARTICLES_BEFORE,
            articles_in: Map::from_iter([(Lang::ENGLISH, ARTICLES_BEFORE)]),
            before: none.with(usual.into_iter(), |_, later| later.to_vec()),
            since: Map::default(),
            stream: Stream::default(),
        }
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
        count(&mut self.since, words, u32::saturating_add);
    }

    /// Takes an article out again.
    pub(crate) fn unlearn(&mut self, words: &Words, lang: Lang) {
        self.articles -= 1;
        self.stream.take_back(Table::shipped(), &words.pieces, lang);
        *self.articles_in.entry(lang).or_insert(FOREIGN_BEFORE) -= 1;
        count(&mut self.since, words, u32::saturating_sub);
    }

    /// Moves what was counted of settled articles since into the columns.
    pub(crate) fn file(&mut self, settled: &Map<Term, Seen>) {
        let mut lists: Vec<(Term, Vec<u8>)> =
            settled.iter().map(|(term, seen)| (*term, seen.packed())).collect();
        lists.sort_unstable_by_key(|(term, _)| *term);
        self.before = self.before.with(lists.into_iter(), |before, since| {
            Seen::of(before).plus(Seen::of(since)).packed()
        });
        self.since.retain(|term, seen| {
            *seen = seen.minus(settled.get(term).copied().unwrap_or_default());
            *seen != Seen::default()
        });
        self.since.shrink_to_fit();
    }

    /// Takes up what was counted in earlier runs: articles by language, the columns (where
    /// none were kept, those of no article), and what was counted behind them.
    pub(crate) fn resume(
        articles_in: &[(Lang, u32)],
        before: Option<Columns>,
        since: Map<Term, Seen>,
        stream: Stream,
    ) -> Self {
        let mut usage = Self { since, stream, ..Self::default() };
        usage.before = before.unwrap_or(usage.before);
        for (lang, count) in articles_in {
            usage.articles += count;
            *usage.articles_in.entry(*lang).or_insert(FOREIGN_BEFORE) += count;
        }
        usage
    }

    /// The columns, to keep them.
    pub(crate) fn columns(&self) -> &Columns {
        &self.before
    }

    fn seen(&self, term: Term) -> Seen {
        let before = Seen::of(self.before.of(term));
        self.since.get(&term).map_or(before, |since| before.plus(*since))
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
        let seen = self.seen(name.key);
        let small = if name.sure { seen.small / 2 } else { seen.small };
        small <= seen.capital
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
        let seen = self.seen(term).articles;
        let among = f64::from(articles) + 1.0;
        ln((among / (f64::from(seen) + 0.5)).max(1.02))
    }
}

impl Seen {
    fn of(packed: &[u8]) -> Self {
        let mut numbers = unpack(packed);
        let mut next = || numbers.next().unwrap_or_default();
        Self { articles: next(), capital: next(), small: next() }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            articles: self.articles.saturating_add(other.articles),
            capital: self.capital.saturating_add(other.capital),
            small: self.small.saturating_add(other.small),
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            articles: self.articles.saturating_sub(other.articles),
            capital: self.capital.saturating_sub(other.capital),
            small: self.small.saturating_sub(other.small),
        }
    }

    /// Adds another count.
    pub(crate) fn add(&mut self, other: Self) {
        *self = self.plus(other);
    }

    /// Its numbers without zeros behind.
    fn packed(self) -> Vec<u8> {
        let numbers = [self.articles, self.capital, self.small];
        let used = numbers.iter().rposition(|number| *number > 0).map_or(0, |at| at + 1);
        pack(numbers.into_iter().take(used))
    }
}

/// Counts the words of an article in or out.
pub(crate) fn count(seen: &mut Map<Term, Seen>, words: &Words, by: fn(u32, u32) -> u32) {
    let terms = words.terms.iter().map(|count| count.term);
    let names = words.names.iter().map(|name| name.key);
    let numbers = words.numbers.iter().map(|number| number.key);
    for term in terms.chain(names).chain(numbers) {
        let seen = seen.entry(term).or_default();
        seen.articles = by(seen.articles, 1);
    }
    for (term, capital) in &words.casing {
        let seen = seen.entry(*term).or_default();
        let written = if *capital { &mut seen.capital } else { &mut seen.small };
        *written = by(*written, 1);
    }
}
