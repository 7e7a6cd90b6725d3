//! The articles of a story, in order, and the brief made of them.

use std::borrow::Cow;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rundown_news::limits::BRIEF_ARTICLES_MAX;
use rundown_news::{
    Annotations, Article, ArticleId, ArticleKind, BlockKind, DevelopmentId, Evidence,
    Figure, Lang, Map, NewsTime, Part, Shown, Span,
};

use crate::digest::Digest;

/// One article of a story, as a brief needs it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The article, made ready.
    pub digest: Arc<Digest>,
    /// Which revision of it; 0 is the first.
    pub revision: u32,
    /// When it was published; never after it arrived.
    pub at: Timestamp,
    /// When it arrived here.
    pub arrived: Timestamp,
    /// The development it belongs to.
    pub development: DevelopmentId,
    /// The article whose text it repeats.
    pub copy_of: Option<ArticleId>,
    /// Its revisions before this one, the first of them first; those too far back may
    /// be left out.
    pub earlier: Vec<Earlier>,
}

/// An article as it was before its outlet changed it.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The article then, made ready.
    pub digest: Arc<Digest>,
    /// Which revision of it.
    pub revision: u32,
    /// When it arrived here.
    pub arrived: Timestamp,
}

impl Earlier {
    /// Whether the article gave a figure then.
    pub(crate) fn gives(&self, figure: &Figure) -> bool {
        self.counts(figure).any(|one| one.value.total_cmp(&figure.value).is_eq())
    }

    /// The figures of then that count what one counts.
    pub(crate) fn counts(&self, figure: &Figure) -> impl Iterator<Item = &Figure> {
        let all = self.found().figures.iter();
        all.filter(move |one| {
            (&one.counted, &one.unit) == (&figure.counted, &figure.unit)
        })
    }

    fn found(&self) -> &Annotations {
        &self.digest.read().annotations
    }

    fn part(&self, part: Part) -> &str {
        part_of(&self.digest.read().article, part)
    }
}

fn part_of(article: &Article, part: Part) -> &str {
    match part {
        Part::Text => &article.text,
        Part::Headline => &article.headline,
        Part::Deck => article.deck.as_deref().unwrap_or(""),
        Part::Highlight(i) => {
            article.highlights.get(usize::from(i)).map_or("", String::as_str)
        }
    }
}

impl Told {
    pub(crate) fn article(&self) -> &Article {
        &self.digest.read().article
    }

    pub(crate) fn found(&self) -> &Annotations {
        &self.digest.read().annotations
    }

    pub(crate) fn id(&self) -> &ArticleId {
        &self.article().id
    }

    /// The day of publication at the outlet.
    pub(crate) fn day(&self) -> Date {
        let stated = self.article().published.map(NewsTime::day);
        stated.unwrap_or_else(|| Offset::UTC.to_datetime(self.at).date())
    }

    /// When a place of the text was published: the time of its entry in a live blog, else
    /// that of the article; of words that were put in later, that of the change.
    pub(crate) fn at_of(&self, part: Part, span: Span) -> Timestamp {
        let stated = self.entry_time(part, span).filter(|at| !at.is_day_only());
        let words = span.of(self.part(part));
        let held = |earlier: &Earlier| earlier.part(part).contains(words);
        stated.map_or_else(|| self.since(held), NewsTime::instant)
    }

    /// When what the article says now, and what some of its revisions hold, was published:
    /// with the first of them.
    pub(crate) fn since(&self, held: impl FnMut(&Earlier) -> bool) -> Timestamp {
        match self.earlier.iter().position(held) {
            Some(later @ 1..) => self.earlier[later].arrived.max(self.at),
            None if !self.earlier.is_empty() => self.changed_at(),
            _ => self.at,
        }
    }

    /// When this revision was made: as the outlet says, if that can be, else when it
    /// arrived.
    fn changed_at(&self) -> Timestamp {
        let stated = self.article().modified.filter(|at| !at.is_day_only());
        let stated = stated.map(NewsTime::instant);
        let last = self.earlier.last().map_or(self.at, |last| last.arrived);
        let fits = |at: &Timestamp| (last..=self.arrived).contains(at);
        stated.filter(fits).unwrap_or(self.arrived).max(self.at)
    }

    /// The day that a place of the text was published at the outlet.
    pub(crate) fn day_of(&self, part: Part, span: Span) -> Date {
        self.entry_time(part, span).map_or_else(|| self.day(), NewsTime::day)
    }

    fn entry_time(&self, part: Part, span: Span) -> Option<NewsTime> {
        if part != Part::Text || self.article().kind != ArticleKind::Live {
            return None;
        }
        let blocks = &self.article().blocks;
        let above = &blocks[..blocks.partition_point(|one| one.span.start <= span.start)];
        above.iter().rev().find(|one| one.kind == BlockKind::LiveEntry)?.at
    }

    /// Whether it is a report: what highlights may be taken from.
    pub(crate) fn is_report(&self) -> bool {
        self.digest.reporting.is_report
    }

    pub(crate) fn evidence(&self, part: Part, span: Span) -> Evidence {
        Evidence { article: self.id().clone(), revision: self.revision, part, span }
    }

    /// The words of a part; empty if the article has no such part.
    pub(crate) fn part(&self, part: Part) -> &str {
        part_of(self.article(), part)
    }

    pub(crate) fn shown(&self, part: Part, span: Span) -> Shown {
        Shown::new(span.of(self.part(part)), self.evidence(part, span))
    }
}

/// The articles of a story in order, each once, and which of them are witnesses.
pub(crate) struct Story<'a> {
    /// Sorted by publication, then by name.
    pub(crate) told: Vec<&'a Told>,
    /// Whether each has a text of its own. Of copies of a text that is not here, the
    /// earliest stands for it.
    pub(crate) witness: Vec<bool>,
    /// A number for each one's outlet.
    pub(crate) outlet: Vec<u32>,
    /// The language it is told in: the reader's, or the one most witnesses write.
    pub(crate) lang: Lang,
}

impl<'a> Story<'a> {
    pub(crate) fn of(articles: &'a [Told]) -> Self {
        Self::read_in(articles, &[])
    }

    /// The story for a reader of some languages, the dearest first.
    pub(crate) fn read_in(articles: &'a [Told], languages: &[Lang]) -> Self {
        let mut told: Vec<_> = articles.iter().collect();
        told.sort_by(|a, b| (a.at, a.id(), b.revision).cmp(&(b.at, b.id(), a.revision)));
        let mut seen = rundown_news::Set::default();
        told.retain(|one| seen.insert(one.id()));
        let surplus = told.len().saturating_sub(BRIEF_ARTICLES_MAX);
        told.drain(..surplus);
        let witness = witnesses(&told);
        let outlet = outlet_numbers(&told);
        let lang = language(&told, &witness, languages);
        Self { told, witness, outlet, lang }
    }

    /// The witnesses with their places in `told`.
    pub(crate) fn witnesses(&self) -> impl Iterator<Item = (usize, &'a Told)> + '_ {
        let own = |(i, _): &(usize, _)| self.witness[*i];
        self.told.iter().copied().enumerate().filter(own)
    }

    /// Whether an article is known to be in another language than the story is told in.
    pub(crate) fn is_foreign(&self, at: usize) -> bool {
        let lang = self.told[at].article().lang;
        lang != self.lang && lang != Lang::UNKNOWN && self.lang != Lang::UNKNOWN
    }

    /// Those of some articles that are in the story's language; all, if none is.
    pub(crate) fn readable(&self, articles: &[usize]) -> Vec<usize> {
        let own: Vec<usize> =
            articles.iter().copied().filter(|at| !self.is_foreign(*at)).collect();
        if own.is_empty() { articles.to_vec() } else { own }
    }

    /// Of the articles that a reader had, those that gave a text they had from no other
    /// one: a copy teaches only who had not the text it repeats.
    pub(crate) fn taught(&self, had: impl Fn(usize) -> bool) -> Vec<bool> {
        let ids: Map<&ArticleId, usize> =
            self.told.iter().enumerate().map(|(i, one)| (one.id(), i)).collect();
        let mut texts = rundown_news::Set::default();
        let mut taught = vec![false; self.told.len()];
        for own in [true, false] {
            for at in (0..self.told.len()).filter(|at| self.witness[*at] == own) {
                let one = self.told[at];
                let text = origin(&self.told, &ids, one).unwrap_or(one.id());
                taught[at] = had(at) && texts.insert(text);
            }
        }
        taught
    }
}

fn witnesses(told: &[&Told]) -> Vec<bool> {
    let ids: Map<&ArticleId, usize> =
        told.iter().enumerate().map(|(i, one)| (one.id(), i)).collect();
    let mut stands_for: Map<&ArticleId, usize> = Map::default();
    let mut witness = vec![true; told.len()];
    for (i, one) in told.iter().enumerate() {
        let Some(original) = origin(told, &ids, one) else { continue };
        let here = ids.get(original).is_some_and(|at| *at != i);
        witness[i] = !here && *stands_for.entry(original).or_insert(i) == i;
    }
    witness
}

/// Copies of copies are followed no further than this: chains are one or two long.
const COPY_CHAIN_MAX: usize = 8;

/// The text an article goes back to, if it is a copy.
fn origin<'a>(
    told: &[&'a Told],
    ids: &Map<&ArticleId, usize>,
    one: &'a Told,
) -> Option<&'a ArticleId> {
    let mut original = one.copy_of.as_ref().filter(|id| *id != one.id())?;
    for _ in 0..COPY_CHAIN_MAX {
        let next = ids.get(original).and_then(|at| told[*at].copy_of.as_ref());
        match next {
            Some(next) if next != original && next != one.id() => original = next,
            _ => break,
        }
    }
    Some(original)
}

/// A number for each article's outlet: the same for one key, and for one name at one site.
fn outlet_numbers(told: &[&Told]) -> Vec<u32> {
    let mut by_key: Map<&str, u32> = Map::default();
    let mut by_name: Map<(Cow<'_, str>, &str), u32> = Map::default();
    let mut of_articles = Vec::with_capacity(told.len());
    let mut count = 0;
    for article in told.iter().map(|one| one.article()) {
        let outlet = &article.outlet;
        let named = (rundown_text::fold(outlet.name.trim()), outlet.site());
        let known = by_key.get(outlet_key(article)).or_else(|| {
            by_name.get(&named).filter(|_| !named.0.is_empty() && !named.1.is_empty())
        });
        let number = known.copied().unwrap_or(count);
        count = count.max(number + 1);
        by_key.insert(outlet_key(article), number);
        by_name.entry(named).or_insert(number);
        of_articles.push(number);
    }
    of_articles
}

/// What tells outlets apart; an article that names none stands for itself.
pub(crate) fn outlet_key(article: &Article) -> &str {
    match article.outlet.key() {
        "" => article.id.as_str(),
        key => key,
    }
}

/// Reports in a language that are enough to tell a story in it.
const ENOUGH: usize = 2;

/// The first of the reader's languages with enough reports, or else with any; the
/// commonest of the witnesses where the reader names none that the story has. A language
/// that is as common as any other is always enough.
fn language(told: &[&Told], witness: &[bool], languages: &[Lang]) -> Lang {
    let main = main_language(told, witness);
    let reports = |lang: Lang| {
        let own = told.iter().zip(witness).filter(|(_, own)| **own);
        own.filter(|(one, _)| one.article().lang == lang && one.is_report()).count()
    };
    let enough = ENOUGH.min(reports(main)).max(1);
    let with = |least: usize| languages.iter().copied().find(|l| reports(*l) >= least);
    with(enough).or_else(|| with(1)).unwrap_or(main)
}

/// The commonest language among the witnesses; English of two equally common.
fn main_language(told: &[&Told], witness: &[bool]) -> Lang {
    let mut counts: Vec<(Lang, usize)> = Vec::new();
    for (one, _) in told.iter().zip(witness).filter(|(_, own)| **own) {
        let lang = one.article().lang;
        match counts.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, count)) => *count += 1,
            None => counts.push((lang, 1)),
        }
    }
    let rank = |(lang, count): &(Lang, usize)| {
        (*count, *lang == Lang::ENGLISH, std::cmp::Reverse(*lang))
    };
    counts.into_iter().max_by_key(rank).map_or(Lang::UNKNOWN, |(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use rundown_news::ReadArticle;

    use super::*;
    use crate::sample::{article, minutes, span, told};

    #[test]
    fn words_put_in_later_are_of_the_change() {
        let before = article("a", "The ferry sank.");
        let mut after = article("a", "The ferry sank. Three people drowned.");
        let places =
            ["The ferry sank.", "Three people drowned."].map(|one| span(&after, one));
        let at = |after: &ReadArticle| {
            let mut now = told(after);
            now.arrived = minutes(90);
            let digest = Arc::new(Digest::of(before.clone()));
            now.earlier = vec![Earlier { digest, revision: 0, arrived: minutes(5) }];
            places.map(|place| now.at_of(Part::Text, place))
        };
        assert_eq!(at(&after), [minutes(0), minutes(90)]);
        // The outlet says when, if that can be.
        after.article.modified = Some(NewsTime::from_instant(minutes(60)));
        assert_eq!(at(&after), [minutes(0), minutes(60)]);
        after.article.modified = Some(NewsTime::from_instant(minutes(1)));
        assert_eq!(at(&after), [minutes(0), minutes(90)]);
    }
}
