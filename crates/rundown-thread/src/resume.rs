//! Goes on where an earlier run stopped: takes up what it kept, and threads the articles
//! anew that were still open then.

use std::sync::Arc;

use rundown_news::{ArticleId, Lang, Map, ReadArticle};

use crate::columns::Columns;
use crate::config::ThreadConfig;
use crate::desk::Desk;
use crate::development::{Development, Story};
use crate::finder::Finder;
use crate::keep::{Keeping, Open, OpenArticle, Ordered, Summary};
use crate::kept::{Kept, Kind, decode};
use crate::log::read;
use crate::term::{Term, fnv};
use crate::threads::Threads;
use crate::usage::{Seen, Usage};
use crate::uses::Uses;

/// The threads of an earlier run, before the articles that were open then are threaded
/// anew.
#[derive(Debug)]
pub struct Resumed {
    threads: Threads,
    open: Open,
}

impl Resumed {
    /// Takes up what an earlier run kept. `None` where it kept nothing, by another version
    /// of this program, or what it kept cannot be read: then all articles are threaded
    /// anew, with [`Threads::kept_in`].
    #[must_use]
    pub fn from(config: ThreadConfig, kept: &Arc<dyn Kept>) -> Option<Self> {
        let summary: Summary = decode(&kept.row(Kind::Summary.key(0))?)?;
        if summary.made_by != Summary::of(config).made_by {
            return None;
        }
        let open: Open = decode(&kept.row(Kind::Open.key(0))?)?;
        let mut threads = Threads::new(config);
        threads.latest = summary.latest;
        threads.desk.keep_in(kept.clone(), summary.clone());
        threads.take_up(&summary, &**kept)?;
        Some(Self { threads, open })
    }

    /// The articles that were open, in the order in which [`Resumed::with`] wants them.
    pub fn open(&self) -> impl Iterator<Item = &ArticleId> {
        self.open.articles.iter().map(|(_, turn)| &turn.id)
    }

    /// The threads as they were, the reader's decisions among it; `None` where these are
    /// not the articles that were open.
    #[must_use]
    pub fn with(self, articles: &[ReadArticle]) -> Option<Threads> {
        let Self { mut threads, open: Open { articles: open, decisions } } = self;
        let is_it = |(article, (_, turn)): (&ReadArticle, &OpenArticle)| {
            article.article.id == turn.id
        };
        if articles.len() != open.len() || !articles.iter().zip(&open).all(is_it) {
            return None;
        }
        let mut places = Vec::with_capacity(open.len());
        for (article, (place, turn)) in articles.iter().zip(open) {
            threads.by_id.insert(fnv(turn.id.as_str()), place);
            let filed = threads.filed(article, turn);
            threads.desk.filed.put(place as usize, filed);
            places.push(place);
        }
        threads.settle(places);
        threads.take_as_told(decisions);
        (!threads.desk.is_broken()).then_some(threads)
    }
}

impl Threads {
    fn take_up(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let order: Vec<Ordered> = read(Kind::Order, &summary.order, kept)?;
        for article in &order {
            self.by_id.insert(article.id, article.place);
        }
        self.desk.take_up_articles(summary, &order)?;
        self.desk.take_up_groups(summary, kept)?;
        self.desk.take_up_terms(summary, kept)?;
        self.desk.remember_copies();
        Some(())
    }
}

impl Desk {
    fn take_up_articles(&mut self, summary: &Summary, order: &[Ordered]) -> Option<()> {
        let count = summary.articles as usize;
        self.filed.add_kept(count);
        self.development_of = vec![u32::MAX; count];
        for article in order {
            *self.development_of.get_mut(article.place as usize)? = article.development;
            self.times.push(article.time);
            self.order.push(article.place);
        }
        self.looked_back = summary.looked_back as usize;
        Some(())
    }

    fn take_up_groups(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let count = summary.developments as usize;
        self.developments = vec![Development::default(); count];
        self.stories = vec![Story::default(); count];
        self.development_rows.add_kept(count);
        self.story_rows.add_kept(count);
        let log = &summary.development_log;
        for (at, development) in
            read::<(u32, Development)>(Kind::Developments, log, kept)?
        {
            *self.developments.get_mut(at as usize)? = development;
        }
        for (at, story) in read::<(u32, Story)>(Kind::Stories, &summary.story_log, kept)?
        {
            *self.stories.get_mut(at as usize)? = story;
        }
        let in_range = |at: &u32| (*at as usize) < count;
        let sound = self.developments.iter().all(|development| {
            in_range(&development.story) && development.merged_into.iter().all(in_range)
        });
        let sound =
            sound && self.stories.iter().all(|s| s.merged_into.iter().all(in_range));
        sound.then_some(())
    }

    fn take_up_terms(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let columns = |kind: Kind, rows: u32| {
            Columns::of_rows((0..rows).map(|number| kept.row(kind.key(number))))
        };
        let mut since = Uses::default();
        for (term, holder) in read::<(Term, u32)>(Kind::Holders, &summary.holders, kept)?
        {
            since.add(term, holder);
        }
        let holders_kept = since.len();
        let before = columns(Kind::AllHolders, summary.holder_rows)?;
        self.finder = Finder { before, since };
        let mut counted: Map<Term, Seen> = Map::default();
        for (term, seen) in read::<(Term, Seen)>(Kind::Counts, &summary.counts, kept)? {
            counted.entry(term).or_default().add(seen);
        }
        let before = match summary.count_rows {
            0 => None,
            rows => Some(columns(Kind::AllCounts, rows)?),
        };
        let articles_in: &[(Lang, u32)] = &summary.articles_in;
        self.usage = Usage::resume(articles_in, before, counted.clone());
        let keeping: &mut Keeping = self.keeping.as_mut()?;
        (keeping.counted, keeping.holders_kept) = (counted, holders_kept);
        Some(())
    }
}

#[cfg(test)]
mod tests;
