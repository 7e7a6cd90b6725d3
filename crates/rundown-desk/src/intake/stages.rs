//! A large intake in stages that work beside each other: while one batch is put into the
//! store the next is read, and what was stored before is threaded.
//!
//! Batches keep their order: each is put in one transaction, after the one before it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::ScopedJoinHandle;

use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use rundown_news::NewsTime;
use rundown_news::limits::BATCHES_AHEAD_MAX;
use rundown_store::{Incoming, Mark};
use rundown_thread::ThreadConfig;

use crate::taken::{ReadDocument, Taken};
use crate::{Desk, DeskError, Document};

/// Documents that go into the store together.
#[derive(Debug, Default)]
pub struct Batch {
    /// At most [`rundown_news::limits::BATCH_ARTICLES_MAX`], give or take a feed.
    pub documents: Vec<Document>,
    /// How far the archives that they came from are taken in with them.
    pub marks: Vec<(String, Mark)>,
}

/// A batch that was read, with the names of its documents.
struct ReadBatch {
    names: Vec<String>,
    documents: Vec<ReadDocument>,
    marks: Vec<(String, Mark)>,
}

impl Desk {
    /// Takes in batch after batch; [`Desk::place_news`] then puts what is left into
    /// stories. `kept` hears the name of each document and what became of it, in order,
    /// when its batch is safely stored.
    ///
    /// # Errors
    /// When the store fails: the batches that `kept` heard of are kept, the others not.
    pub fn take_in_all(
        &self,
        batches: impl Iterator<Item = Batch>,
        kept: impl FnMut(Vec<(String, Taken)>) + Send,
    ) -> Result<(), DeskError> {
        std::thread::scope(|scope| {
            let (read, to_keep) = sync_channel(BATCHES_AHEAD_MAX);
            let (stored, to_thread) = sync_channel(1);
            let stage = || std::thread::Builder::new();
            let threading = stage()
                .spawn_scoped(scope, move || self.thread_stored(&to_thread))
                .map_err(DeskError::Threads)?;
            let keeping = stage()
                .spawn_scoped(scope, move || self.keep_all(&to_keep, &stored, kept))
                .map_err(DeskError::Threads)?;
            for batch in batches {
                if read.send(self.read_batch(batch)).is_err() {
                    // The stage behind has failed; it says why.
                    break;
                }
            }
            drop(read);
            let (kept, threaded) = (ended(keeping), ended(threading));
            kept.and(threaded)
        })
    }

    fn read_batch(&self, batch: Batch) -> ReadBatch {
        let Batch { documents, marks } = batch;
        let names = documents.iter().map(|one| one.name.clone()).collect();
        let read = documents.into_par_iter().map(|one| one.read(&self.families));
        ReadBatch { names, documents: read.collect(), marks }
    }

    fn keep_all(
        &self,
        to_keep: &Receiver<ReadBatch>,
        stored: &SyncSender<()>,
        mut kept: impl FnMut(Vec<(String, Taken)>),
    ) -> Result<(), DeskError> {
        let mut order = Order::default();
        for ReadBatch { names, documents, marks } in to_keep {
            let taken = self.keep(&documents, |incoming: &[Incoming<'_>]| {
                Ok(self.store.put_marked(incoming, &marks)?)
            })?;
            kept(names.into_iter().zip(taken).collect());
            if order.goes_on(&documents) {
                // One sign is enough for all that is stored.
                let _ = stored.try_send(());
            }
        }
        Ok(())
    }

    fn thread_stored(&self, to_thread: &Receiver<()>) -> Result<(), DeskError> {
        for () in to_thread {
            if !self.place_in_order()? {
                break;
            }
        }
        Ok(())
    }
}

/// Whether an intake comes in order of time, give or take the open window: then it can be
/// threaded as it comes. What does not is threaded in order when all of it is there.
#[derive(Default)]
struct Order {
    latest: Option<Timestamp>,
    is_broken: bool,
}

impl Order {
    fn goes_on(&mut self, documents: &[ReadDocument]) -> bool {
        let window = SignedDuration::from_hours(ThreadConfig::default().open_hours);
        for document in documents {
            let published = document.read.article.published.map(NewsTime::instant);
            let at = published.unwrap_or(document.seen_at).min(document.seen_at);
            let latest = self.latest.map_or(at, |latest| latest.max(at));
            self.is_broken |= latest.duration_since(at) > window;
            self.latest = Some(latest);
        }
        !self.is_broken
    }
}

fn ended<T>(stage: ScopedJoinHandle<'_, T>) -> T {
    stage.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
