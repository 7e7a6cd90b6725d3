//! Taking in what a log holds.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rundown_log::{Entry, Fence, Log, Position, Shards, chained};
use rundown_news::limits::{BATCH_ARTICLES_MAX, LOG_ENTRIES_AT_ONCE_MAX};
use rundown_store::{Mark, unpoisoned};

use super::packet::NoPacket;
use crate::intake::Batch;
use crate::taken::ReadDocument;
use crate::{Desk, DeskError, Document, DocumentKind, Taken, Tally};

/// The next entry counts as one of those before if it comes within this: all of them are
/// put into stories together, in order of time.
const TOGETHER: Duration = Duration::from_millis(400);

/// What comes in without an end is put into stories this often.
const PLACE_EVERY: Duration = Duration::from_secs(5);

/// How far some shards of a log are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Following {
    /// The place of the last entry that was.
    pub through: Position,
    /// A sum over the keys of all that were, in their order ([`chained`]).
    pub sum: u64,
}

impl Desk {
    /// The same desk as a worker has it that holds a lease.
    ///
    /// # Errors
    /// When a later one has it, or the store fails.
    pub fn under(self, fence: &Fence) -> Result<Self, DeskError> {
        Ok(Self { store: self.store.under(fence)?, ..self })
    }

    /// How far some shards of a log are taken in.
    ///
    /// # Errors
    /// When the store or the log fails.
    pub fn followed(
        &self,
        log: &dyn Log,
        shards: &Shards,
    ) -> Result<Following, DeskError> {
        self.followed_as(&name_of(&log.identity()?, shards))
    }

    fn followed_as(&self, name: &str) -> Result<Following, DeskError> {
        let mark = self.archive_mark(name)?.unwrap_or_default();
        Ok(Following { through: Position(mark.records), sum: mark.sum })
    }

    /// Takes in what some shards of a log hold, from behind what was taken in of them, and
    /// puts it into stories; where there is nothing it is waited for the first for so long.
    /// Ends when nothing is at hand any more, after a while, or when `goes_on` says so.
    ///
    /// The place in the log is kept in the transaction of the articles: what is killed
    /// loses nothing, and doubles nothing.
    ///
    /// # Errors
    /// When the store or the log fails: what was kept is kept with its place.
    pub fn follow_log(
        &self,
        log: &dyn Log,
        shards: &Shards,
        wait: Duration,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Tally, DeskError> {
        let name = name_of(&log.identity()?, shards);
        let at = self.followed_as(&name)?;
        let failed = Mutex::new(None);
        let coming = Coming {
            log,
            shards,
            name: &name,
            wait,
            goes_on,
            at,
            began: None,
            entries: 0,
            failed: &failed,
        };
        let mut tally = Tally::default();
        self.take_in_all(coming, |taken| {
            for (entry, taken) in taken {
                tally.count(&taken);
                if let Taken::Refused { why } = taken {
                    tracing::error!(%entry, %why, "an entry of the log is left out");
                }
            }
        })?;
        // What an earlier worker left is in the store, and in no story yet.
        self.place_news()?;
        let through = self.followed_as(&name)?.through;
        if through > at.through {
            log.settle(shards, through)?;
        }
        match unpoisoned(failed.lock()).take() {
            Some(error) => Err(error),
            None => Ok(tally),
        }
    }
}

/// Under which name the place in a log is kept, by the log's identity.
pub(super) fn name_of(identity: &str, shards: &Shards) -> String {
    format!("log {identity} {shards}")
}

/// The entries as batches for the intake.
struct Coming<'a> {
    log: &'a dyn Log,
    shards: &'a Shards,
    name: &'a str,
    wait: Duration,
    goes_on: &'a (dyn Fn() -> bool + Sync),
    at: Following,
    /// When the first came.
    began: Option<Instant>,
    entries: usize,
    failed: &'a Mutex<Option<DeskError>>,
}

impl Coming<'_> {
    fn is_over(&self) -> bool {
        let is_long = self.began.is_some_and(|began| began.elapsed() > PLACE_EVERY);
        is_long || self.entries >= LOG_ENTRIES_AT_ONCE_MAX || !(self.goes_on)()
    }

    fn batch(&mut self) -> Result<Option<Batch>, DeskError> {
        let wait = if self.began.is_some() { TOGETHER } else { self.wait };
        let read =
            self.log.read(self.shards, self.at.through, BATCH_ARTICLES_MAX, wait)?;
        if read.is_empty() {
            return Ok(None);
        }
        self.began.get_or_insert_with(Instant::now);
        self.entries += read.len();
        let mut documents = Vec::with_capacity(read.len());
        for entry in read {
            documents.push(document(&entry)?);
            self.at.through = entry.position;
            self.at.sum = chained(self.at.sum, &entry.key);
        }
        // Readers beside each other end as it happens: of what came together earlier states of
        // a page are earlier, and items of feeds add what no page told.
        documents.sort_by_key(order_of);
        let mark = Mark { records: self.at.through.0, sum: self.at.sum };
        Ok(Some(Batch { documents, marks: vec![(self.name.to_owned(), mark)] }))
    }
}

impl Iterator for Coming<'_> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if self.is_over() {
            return None;
        }
        self.batch().unwrap_or_else(|error| {
            *unpoisoned(self.failed.lock()) = Some(error);
            None
        })
    }
}

/// Pages before items of feeds, each as they arrived.
fn order_of(document: &Document) -> (bool, Timestamp) {
    match &document.kind {
        DocumentKind::ReadElsewhere(read) => (read.only_if_new, read.arrived_at),
        _ => (false, document.seen_at),
    }
}

/// The document of an entry. One that is damaged is refused by name; one that another
/// version wrote is not for this one to pass over.
fn document(entry: &Entry) -> Result<Document, DeskError> {
    let name = format!("{} ({})", entry.position.0, entry.key);
    match ReadDocument::unpack(&entry.body) {
        Ok(read) => Ok(Document {
            name,
            id: None,
            seen_at: read.seen_at,
            noted: read.noted,
            kind: DocumentKind::ReadElsewhere(Box::new(read)),
        }),
        Err(NoPacket::Damaged(why)) => {
            Ok(Document::unreadable(name, Timestamp::UNIX_EPOCH, why))
        }
        Err(why @ NoPacket::Form(_)) => {
            Err(DeskError::Packet { name, why: why.to_string() })
        }
    }
}
