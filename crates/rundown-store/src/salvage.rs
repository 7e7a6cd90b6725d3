//! What can still be read of a database that cannot be opened: its pages are looked at one
//! by one, whatever their order and whatever the header says, and each revision found is
//! proven by its checksum. A revision holds its whole article, so no other row is needed.

mod journal;
mod layout;
mod pages;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use rundown_news::limits::SALVAGED_AT_ONCE;
use rundown_news::{ArticleId, ReadArticle};
use rusqlite::types::ValueRef;
use serde::Serialize;

use crate::{Incoming, Store, StoreError, packing, rows};
use pages::Pages;

/// What came of a damaged database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Salvaged {
    /// Pages of the file.
    pub pages: u64,
    /// Revisions that were found and proven.
    pub revisions: u64,
    /// Rows that look like revisions and are not what was stored.
    pub damaged: u64,
}

/// A revision that was proven.
struct Found {
    read: ReadArticle,
    capture: Option<Vec<u8>>,
    seen_at: Timestamp,
}

/// A revision that was found: article, number, and where its row stands.
type At = (ArticleId, i64, pages::Place);

/// Takes what can be read of a database file into a store.
pub(crate) fn salvage(store: &dyn Store, file: &Path) -> Result<Salvaged, StoreError> {
    let wrong = |error: std::io::Error| unreadable(file, &error);
    let mut pages = Pages::of(file).map_err(wrong)?;
    let mut done = Salvaged { pages: pages.count(), ..Salvaged::default() };
    let found = survey(&mut pages, &mut done).map_err(wrong)?;
    // Revisions come in their order, wherever they stand.
    for some in found.chunks(SALVAGED_AT_ONCE) {
        let mut proven = Vec::new();
        for (.., place) in some {
            let row = pages.row(*place).map_err(wrong)?;
            proven.extend(row.as_deref().and_then(read));
        }
        keep(store, &proven)?;
    }
    Ok(done)
}

/// Makes sure that there is a file to look at.
pub(crate) fn is_there(file: &Path) -> Result<(), StoreError> {
    let found = std::fs::metadata(file).and_then(|found| {
        if found.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        std::fs::File::open(file).map(drop)
    });
    found.map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Backup {
        doing: "read what is left of",
        file: file.to_owned(),
        why: error.to_string(),
        hint: "name the database file of a data directory, rundown.sqlite, and make sure that \
               you may read it",
    }
}

/// Looks at every page.
fn survey(pages: &mut Pages, done: &mut Salvaged) -> std::io::Result<Vec<At>> {
    let (mut found, mut proven, mut damaged) =
        (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for page in pages.all() {
        for (place, row) in pages.rows(page)? {
            let Some(record) = pages::record(&row) else { continue };
            let Some(revision) = Revision::of(&record) else { continue };
            let key = (revision.article, revision.number);
            let Some(one) = revision.proven() else {
                damaged.insert(key);
                continue;
            };
            proven.insert(key);
            found.push((one.read.article.id, revision.number, place));
        }
    }
    // A row that was moved leaves what it was behind, in part.
    done.damaged = damaged.difference(&proven).count() as u64;
    found.sort();
    found.dedup_by(|a, b| (&a.0, a.1) == (&b.0, b.1));
    done.revisions = found.len() as u64;
    Ok(found)
}

/// The revision of a row, if it is what was stored.
fn read(row: &[u8]) -> Option<Found> {
    Revision::of(&pages::record(row)?)?.proven()
}

fn keep(store: &dyn Store, found: &[Found]) -> Result<(), StoreError> {
    let batch: Vec<Incoming<'_>> = found.iter().map(Found::incoming).collect();
    store.put(&batch).map(drop)
}

impl Found {
    fn incoming(&self) -> Incoming<'_> {
        Incoming {
            read: &self.read,
            capture: self.capture.as_deref(),
            seen_at: self.seen_at,
            arrived_at: self.seen_at,
            noted: true,
        }
    }
}

/// The columns of a row of `revision`, its key first, as such a table is stored.
struct Revision<'a> {
    article: i64,
    number: i64,
    content_hash: i64,
    seen_ms: i64,
    read: &'a [u8],
    capture: ValueRef<'a>,
    read_sum: i64,
    capture_sum: ValueRef<'a>,
}

impl<'a> Revision<'a> {
    /// None for a row of another table.
    fn of(record: &[ValueRef<'a>]) -> Option<Self> {
        use ValueRef::{Blob, Integer};
        let &[
            Integer(article),
            Integer(number),
            Integer(content_hash),
            Integer(seen_ms),
            ..,
        ] = record
        else {
            return None;
        };
        let &[Blob(read), capture, Integer(read_sum), capture_sum] = record.get(4..)?
        else {
            return None;
        };
        Some(Self {
            article,
            number,
            content_hash,
            seen_ms,
            read,
            capture,
            read_sum,
            capture_sum,
        })
    }

    /// The article and its capture, where they are what was stored.
    fn proven(&self) -> Option<Found> {
        let json = packing::unpack(self.read).ok()?;
        let read: ReadArticle = serde_json::from_slice(&json).ok()?;
        let id = ValueRef::Text(read.article.id.as_str().as_bytes());
        let number = ValueRef::Integer(self.number);
        let (hash, seen) = (self.content_hash, self.seen_ms);
        let (hash, seen) = (ValueRef::Integer(hash), ValueRef::Integer(seen));
        let sum = crate::sums::of([id, number, hash, seen, ValueRef::Blob(self.read)]);
        if sum != self.read_sum {
            return None;
        }
        let sum = crate::sums::of([id, number, self.capture]);
        let capture = match self.capture {
            ValueRef::Blob(packed) if self.capture_sum == ValueRef::Integer(sum) => {
                packing::unpack(packed).ok()
            }
            _ => None,
        };
        Some(Found { read, capture, seen_at: rows::at(self.seen_ms) })
    }
}
