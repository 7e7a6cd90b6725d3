//! Goes on where an earlier run stopped: takes up what it kept, and does with the articles
//! that were still open then what was decided of them.

use std::sync::Arc;

use rundown_meaning::{Stream, Table};
use rundown_news::limits::GIST_DEVELOPMENTS_READ_MAX;
use rundown_news::{Lang, Map};

use crate::columns::Columns;
use crate::config::ThreadConfig;
use crate::development::{Development, Story};
use crate::finder::Finder;
use crate::keeping::{Open, Ordered, Placed, Summary};
use crate::kept::{Kept, Kind, decode};
use crate::log::read;
use crate::nearby::Nearby;
use crate::placer::Placer;
use crate::term::{Term, fnv};
use crate::threads::Threads;
use crate::usage::{Seen, Usage};
use crate::uses::Uses;

impl Threads {
    /// Goes on where an earlier run stopped, the reader's decisions among it. `None` where
    /// it kept nothing, by another version of this program, or what it kept cannot be read:
    /// then all articles are threaded anew, with [`Threads::kept_in`].
    #[must_use]
    pub fn resumed(config: ThreadConfig, kept: &Arc<dyn Kept>) -> Option<Self> {
        let row = kept.row(Kind::Summary.key(0))?;
        let (made_by, _) = postcard::take_from_bytes::<u64>(&row).ok()?;
        if made_by != Summary::of(config).made_by {
            return None;
        }
        let summary: Summary = decode(&row)?;
        let open: Open = decode(&kept.row(Kind::Open.key(0))?)?;
        let mut threads = Self::new(config);
        (threads.latest, threads.late) = (summary.latest, summary.late);
        threads.placer.keep_in(kept.clone(), summary.clone());
        threads.take_up(&summary, &**kept)?;
        for place in open.articles {
            threads.take_up_placed(place, &**kept)?;
        }
        // They are kept as they are.
        threads.placer.keeping.as_mut()?.placed.clear();
        threads.take_as_told(open.decisions);
        (!threads.placer.is_broken()).then_some(threads)
    }

    /// Takes up the next of the articles that were still open.
    fn take_up_placed(&mut self, place: u32, kept: &dyn Kept) -> Option<()> {
        let (mut article, words, decisions): Placed =
            decode(&kept.row(Kind::Placed.key(place))?)?;
        article.words = Arc::new(words);
        let placer = &mut self.placer;
        let is_free = placer.development_of.get(place as usize) == Some(&u32::MAX);
        is_free.then(|| self.by_id.insert(fnv(article.id.as_str()), place))?;
        placer.filed.put(place as usize, article);
        placer.place_again(place, &decisions)?;
        self.open.push(place);
        Some(())
    }

    fn take_up(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let (placer, by_id) = (&mut self.placer, &mut self.by_id);
        let count = summary.articles as usize;
        placer.filed.add_kept(count);
        placer.copies.prints.add_kept(count);
        placer.development_of = vec![u32::MAX; count];
        read(Kind::Order, &summary.order, kept, |article: Ordered| {
            by_id.insert(article.id, article.place);
            *placer.development_of.get_mut(article.place as usize)? = article.development;
            placer.times.push(article.time);
            placer.order.push(article.place);
            Some(())
        })?;
        placer.ten_days_rechecked = summary.ten_days_rechecked as usize;
        placer.day_old_rechecked = summary.day_old_rechecked as usize;
        placer.take_up_groups(summary, kept)?;
        placer.take_up_holders(summary, kept)?;
        placer.take_up_counts(summary, kept)?;
        placer.take_up_nearby();
        placer.remember_kept(summary.prints_from as usize);
        Some(())
    }
}

impl Placer {
    fn take_up_groups(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let count = summary.developments as usize;
        self.developments.add_kept(count);
        self.stories.add_kept(count);
        let (log, developments) =
            (&summary.development_log, &mut self.developments.heads);
        read(Kind::Developments, log, kept, |(at, now): (u32, Development)| {
            *developments.get_mut(at as usize)? = now;
            Some(())
        })?;
        let (log, stories) = (&summary.story_log, &mut self.stories.heads);
        read(Kind::Stories, log, kept, |(at, now): (u32, Story)| {
            *stories.get_mut(at as usize)? = now;
            Some(())
        })?;
        let in_range = |at: &u32| (*at as usize) < count;
        let is_filed = |at: u32| (at as usize) < self.filed.len();
        let is_sound =
            self.development_of.iter().all(|at| in_range(at) || *at == u32::MAX)
                && self.developments.heads.iter().all(|development| {
                    is_filed(development.number)
                        && in_range(&development.story)
                        && development.merged_into.iter().all(in_range)
                })
                && self.stories.heads.iter().all(|story| {
                    is_filed(story.number) && story.merged_into.iter().all(in_range)
                });
        is_sound.then_some(())
    }

    fn take_up_holders(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let mut since = Uses::default();
        let count = summary.developments;
        read(Kind::Holders, &summary.holders, kept, |(term, holder): (Term, u32)| {
            (holder < count).then(|| since.add(term, holder))
        })?;
        self.keeping.as_mut()?.holders_kept = since.len();
        let before = columns(Kind::AllHolders, summary.holder_rows, kept)?;
        self.finder = Finder { before, since };
        Some(())
    }

    fn take_up_counts(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<()> {
        let mut counted: Map<Term, Seen> = Map::default();
        let mut records = 0;
        read(Kind::Counts, &summary.counts, kept, |(term, seen): (Term, Seen)| {
            counted.entry(term).or_default().add(seen);
            records += 1;
            Some(())
        })?;
        let before = match summary.count_rows {
            0 => None,
            rows => Some(columns(Kind::AllCounts, rows, kept)?),
        };
        let stream = self.take_up_pieces(summary, kept)?;
        self.usage = Usage::resume(&summary.articles_in, before, counted, stream);
        self.keeping.as_mut()?.counts_kept = records;
        Some(())
    }

    fn take_up_pieces(&mut self, summary: &Summary, kept: &dyn Kept) -> Option<Stream> {
        let mut stream = match kept.row(Kind::AllPieces.key(0)) {
            Some(row) => decode(&row)?,
            None => Stream::default(),
        };
        let keeping = self.keeping.as_mut()?;
        let mut articles = 0;
        read(Kind::Pieces, &summary.pieces, kept, |(lang, pieces): (Lang, Vec<u32>)| {
            stream.take(Table::shipped(), &pieces, lang);
            articles += 1;
            Some(())
        })?;
        (keeping.stream, keeping.pieces_kept) = (stream.clone(), articles);
        Some(stream)
    }

    /// Takes up what the latest developments say.
    fn take_up_nearby(&mut self) {
        let count = self.developments.len() as u32;
        let first = count.saturating_sub(GIST_DEVELOPMENTS_READ_MAX as u32);
        self.nearby = Nearby::from(first);
        for development in first..count {
            self.note_gist(development);
        }
    }
}

impl Placer {
    /// Remembers the texts of the latest articles.
    fn remember_kept(&mut self, from: usize) {
        self.remembered_from = from.min(self.order.len());
        for place in &self.order[self.remembered_from..] {
            self.copies.remember(*place);
        }
    }
}

fn columns(kind: Kind, rows: u32, kept: &dyn Kept) -> Option<Columns> {
    Columns::of_rows((0..rows).map(|number| kept.row(kind.key(number))))
}

#[cfg(test)]
mod tests;
