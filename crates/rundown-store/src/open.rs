//! Opening a data directory: the lock, the database, its format.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rundown_news::{
    ArticleId, Constraint, Placement, ReadArticle, ReaderId, StoryId, Subscription,
};
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::backup::back_up;
use crate::error::doing;
use crate::format::{MIGRATIONS, format_of, migrate};
use crate::held::Held;
use crate::rows::Sorted;
use crate::{Check, Damage, StateRow, StoreError, StoredArticle};

/// The database's file in the directory.
const DATABASE: &str = "rundown.sqlite";

/// Connections kept open for reading while one writes.
const READERS: usize = 4;

/// Prepared statements kept per connection.
const STATEMENTS_KEPT: usize = 64;

/// A store in one `SQLite` database (WAL) in a data directory.
///
/// One process at a time holds the directory; within it, one thread writes and
/// several read.
#[derive(Clone)]
pub struct SqliteStore {
    writer: Arc<Mutex<Connection>>,
    readers: Arc<Mutex<Vec<Connection>>>,
    database: PathBuf,
    /// What was seen or published later is not there for readers.
    until: Timestamp,
    /// Whose looks, follows and marks these are.
    reader: ReaderId,
    /// Held for as long as the store lives; none beside a process that holds it.
    _lock: Option<Arc<Held>>,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SqliteStore({})", self.database.display())
    }
}

impl SqliteStore {
    /// Opens the store in a directory; makes both if they are not there.
    ///
    /// # Errors
    /// When the directory cannot be written, another process holds it, or its
    /// database is of a newer format.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let lock = Held::hold(dir)?;
        let database = dir.join(DATABASE);
        let made = crate::private::open(&database);
        made.map_err(|source| StoreError::Directory { dir: dir.to_owned(), source })?;
        let mut writer = connect(&database)?;
        migrate(&mut writer, dir, &database)?;
        // What fails here, as on a full disk, is tried again at the next start.
        let _ = crate::space::let_shrink(&writer);
        Ok(Self::over(writer, database, Some(lock)))
    }

    /// Opens the store of a directory that another process of this version holds. It may
    /// be read and written to; the database keeps the two apart.
    ///
    /// # Errors
    /// When there is no database of the current format.
    pub fn open_beside(dir: &Path) -> Result<Self, StoreError> {
        let database = dir.join(DATABASE);
        let writer = connect(&database)?;
        let (found, known) = (format_of(&writer)?, MIGRATIONS.len() as u32);
        if found != known {
            return Err(StoreError::Newer { dir: dir.to_owned(), found, known });
        }
        Ok(Self::over(writer, database, None))
    }

    fn over(writer: Connection, database: PathBuf, lock: Option<Held>) -> Self {
        Self {
            writer: Arc::new(Mutex::new(writer)),
            readers: Arc::default(),
            database,
            until: Timestamp::MAX,
            reader: ReaderId::FIRST,
            _lock: lock.map(Arc::new),
        }
    }

    /// Puts a backup in the place of the store of a directory that nobody uses; makes
    /// the directory if it is not there. What was there is kept under the name given.
    ///
    /// # Errors
    /// When the backup is no sound store, the directory cannot be written, or another
    /// process holds it.
    pub fn restore(dir: &Path, backup: &Path) -> Result<Option<PathBuf>, StoreError> {
        let _lock = Held::hold(dir)?;
        crate::backup::restore(backup, &dir.join(DATABASE))
    }

    /// Takes in what can still be read of a database file that cannot be opened. Articles
    /// come with their revisions and captures, and without their stories.
    ///
    /// # Errors
    /// When the file cannot be read or this store cannot be written.
    pub fn salvage(&self, file: &Path) -> Result<crate::Salvaged, StoreError> {
        crate::salvage::salvage(self, file)
    }

    /// The sound ones of some rows; the damaged are put apart.
    fn sound(&self, rows: Sorted) -> Vec<StoredArticle> {
        self.quarantine(&rows.damaged);
        rows.articles
    }

    /// Puts damaged revisions apart, so that they are not met again and again. Where even
    /// that cannot be written they are met again, which alters nothing: what is damaged
    /// is told by its checksum, not by this list. Whether it was written.
    fn quarantine(&self, found: &[Damage]) -> bool {
        const WHAT: &str = "putting damaged articles apart";
        let put = |transaction: &rusqlite::Transaction<'_>| {
            crate::damage::quarantine(transaction, found).map_err(doing(WHAT))
        };
        !found.is_empty() && self.write(WHAT, put).is_ok()
    }

    /// The store as it was at a time: articles seen or published later are not there, nor
    /// are revisions that arrived later. What is taken in and how articles are put into
    /// stories does not change by it.
    #[must_use]
    pub fn as_of(self, until: Timestamp) -> Self {
        Self { until, ..self }
    }

    /// What was seen or published later is not there for readers.
    pub(crate) fn until(&self) -> Timestamp {
        self.until
    }

    /// Whose looks, follows and marks these are.
    pub(crate) fn reader(&self) -> ReaderId {
        self.reader
    }

    /// Runs an operation that writes, in one transaction.
    pub(crate) fn write<T>(
        &self,
        what: &'static str,
        operation: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = unpoisoned(self.writer.lock());
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(doing(what))?;
        let done = operation(&transaction)?;
        transaction.commit().map_err(doing(what))?;
        Ok(done)
    }

    /// Runs an operation that only reads.
    pub(crate) fn read<T>(
        &self,
        operation: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let spare = unpoisoned(self.readers.lock()).pop();
        let connection = match spare {
            Some(connection) => connection,
            None => connect(&self.database)?,
        };
        let done = operation(&connection);
        let mut readers = unpoisoned(self.readers.lock());
        if readers.len() < READERS {
            readers.push(connection);
        }
        done
    }
}

/// A panic elsewhere leaves no half-done write behind: transactions roll back.
fn unpoisoned<'a, T>(
    guard: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>,
) -> MutexGuard<'a, T> {
    guard.unwrap_or_else(PoisonError::into_inner)
}

fn connect(database: &Path) -> Result<Connection, StoreError> {
    let wrong = doing("opening the database");
    let connection = Connection::open(database).map_err(&wrong)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    crate::sums::register(&connection).map_err(&wrong)?;
    crate::meaning::register(&connection).map_err(&wrong)?;
    crate::about::register(&connection).map_err(&wrong)?;
    // A statement is planned once, not anew for each value it is given.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(&wrong)?;
    connection
        .execute_batch(
            "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;
             PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;",
        )
        .map_err(&wrong)?;
    Ok(connection)
}

impl crate::Store for SqliteStore {
    fn read_by(&self, reader: ReaderId) -> Arc<dyn crate::Store> {
        Arc::new(Self { reader, ..self.clone() })
    }

    fn put_marked(
        &self,
        batch: &[crate::Incoming<'_>],
        marks: &[(String, crate::Mark)],
    ) -> Result<Vec<crate::Put>, StoreError> {
        const WHAT: &str = "taking articles in";
        self.write(WHAT, |transaction| {
            crate::marks::set(transaction, marks).map_err(doing(WHAT))?;
            crate::articles::put_all(transaction, batch)
        })
    }

    fn mark(&self, archive: &str) -> Result<Option<crate::Mark>, StoreError> {
        self.read(|connection| {
            crate::marks::mark(connection, archive)
                .map_err(doing("looking up how far an archive is taken in"))
        })
    }

    fn article(
        &self,
        id: &ArticleId,
        revision: Option<u32>,
    ) -> Result<Option<crate::StoredArticle>, StoreError> {
        let found = self.read(|connection| {
            crate::articles::article(connection, id, revision, self.until)
        });
        if let Err(StoreError::Damaged(damage)) = &found {
            self.quarantine(std::slice::from_ref(damage));
        }
        found
    }

    fn articles_by_time(
        &self,
        after: Option<&(Timestamp, ArticleId)>,
        limit: usize,
    ) -> Result<crate::Page, StoreError> {
        let mut rows = self.read(|connection| {
            crate::articles::articles_by_time(connection, after, limit)
        })?;
        let next = rows.last.take();
        Ok(crate::Page { articles: self.sound(rows), next })
    }

    fn unplaced(&self, limit: usize) -> Result<Vec<StoredArticle>, StoreError> {
        loop {
            let rows =
                self.read(|connection| crate::articles::unplaced(connection, limit))?;
            let is_behind = self.quarantine(&rows.damaged) && rows.articles.is_empty();
            // What is damaged stands apart now and does not hide what is behind it.
            if !is_behind {
                return Ok(rows.articles);
            }
        }
    }

    fn capture(
        &self,
        id: &ArticleId,
        revision: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| crate::captures::capture(connection, id, revision))
    }

    fn place_with(
        &self,
        placements: &[Placement],
        state: &[StateRow],
    ) -> Result<Vec<StoryId>, StoreError> {
        const WHAT: &str = "placing articles in stories";
        self.write(WHAT, |transaction| {
            crate::threading::keep(transaction, state).map_err(doing(WHAT))?;
            crate::stories::place(transaction, placements)
        })
    }

    fn state_row(&self, key: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            crate::threading::row(connection, key)
                .map_err(doing("reading the state of threading"))
        })
    }

    fn forget_state(&self) -> Result<(), StoreError> {
        const WHAT: &str = "forgetting the state of threading";
        self.write(WHAT, |transaction| {
            crate::threading::forget(transaction).map_err(doing(WHAT))
        })
    }

    fn stories(
        &self,
        since: Option<Timestamp>,
        limit: usize,
    ) -> Result<Vec<crate::StoredStory>, StoreError> {
        self.read(|connection| {
            crate::as_of::stories(connection, since, self.until, self.reader, limit)
                .map_err(doing("listing stories"))
        })
    }

    fn story(&self, name: &str) -> Result<crate::StoryFound, StoreError> {
        self.read(|connection| {
            crate::as_of::story(connection, name, self.until, self.reader)
                .map_err(doing("looking a story up"))
        })
    }

    fn story_articles(&self, story: StoryId) -> Result<Vec<StoredArticle>, StoreError> {
        let rows = self.read(|connection| {
            crate::stories::story_articles(connection, story, self.until)
        })?;
        Ok(self.sound(rows))
    }

    fn story_members(
        &self,
        story: StoryId,
    ) -> Result<Vec<crate::StoryMember>, StoreError> {
        self.read(|connection| {
            crate::stories::story_members(connection, story, self.until)
        })
    }

    fn coverage(&self, story: StoryId) -> Result<Vec<Timestamp>, StoreError> {
        self.read(|connection| {
            crate::stories::coverage(connection, story, self.until)
                .map_err(doing("counting coverage"))
        })
    }

    fn search(
        &self,
        words: &str,
        limit: usize,
    ) -> Result<Vec<(Option<StoryId>, ArticleId)>, StoreError> {
        self.read(|connection| {
            crate::search::search(connection, words, self.until, limit)
                .map_err(doing("searching"))
        })
    }

    fn search_meaning(
        &self,
        words: &str,
        limit: usize,
    ) -> Result<Vec<(Option<StoryId>, ArticleId)>, StoreError> {
        self.read(|connection| {
            crate::meaning::search(connection, words, self.until, limit)
                .map_err(doing("searching"))
        })
    }

    fn decide(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<(), StoreError> {
        self.write("noting a correction", |transaction| {
            crate::corrections::decide(transaction, decision, taken_back)
                .map_err(doing("noting a correction"))
        })
    }

    fn decisions(&self) -> Result<Vec<Constraint>, StoreError> {
        self.read(|connection| {
            crate::corrections::all(connection).map_err(doing("listing corrections"))
        })
    }

    fn subscribe(
        &self,
        subscription: &Subscription,
        due_at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write("subscribing", |transaction| {
            crate::subscriptions::subscribe(transaction, subscription, due_at)
                .map_err(doing("subscribing"))
        })
    }

    fn subscriptions(&self) -> Result<Vec<crate::StoredSubscription>, StoreError> {
        self.read(|connection| {
            crate::subscriptions::all(connection).map_err(doing("listing subscriptions"))
        })
    }

    fn put_polled(
        &self,
        url: &str,
        batch: &[crate::Incoming<'_>],
        outcome: &crate::PollOutcome,
    ) -> Result<Vec<crate::Put>, StoreError> {
        self.write("taking a feed in", |transaction| {
            let put = crate::articles::put_all(transaction, batch)?;
            crate::subscriptions::note_poll(transaction, url, outcome)
                .and_then(|()| crate::pages::add(transaction, &outcome.pages))
                .and_then(|()| match &outcome.moved_for_good {
                    Some(to) => crate::subscriptions::move_to(transaction, url, to),
                    None => Ok(()),
                })
                .map_err(doing("noting a poll"))?;
            Ok(put)
        })
    }

    fn known(&self, keys: &[String]) -> Result<Option<ArticleId>, StoreError> {
        self.read(|connection| {
            crate::articles::known_under(connection, keys)
                .map_err(doing("looking an article up"))
        })
    }

    fn counts(&self) -> Result<crate::Counts, StoreError> {
        self.read(|connection| {
            crate::as_of::counts(connection, self.until).map_err(doing("counting"))
        })
    }

    fn quarantined(&self) -> Result<Vec<Damage>, StoreError> {
        self.read(|connection| {
            crate::damage::all(connection).map_err(doing("listing what is damaged"))
        })
    }

    fn stored_capture(
        &self,
        id: &ArticleId,
        revision: u32,
    ) -> Result<Option<crate::StoredCapture>, StoreError> {
        self.read(|connection| crate::captures::addressed(connection, id, revision))
    }

    fn mend(
        &self,
        id: &ArticleId,
        revision: u32,
        read: &ReadArticle,
    ) -> Result<(), StoreError> {
        self.write("mending an article", |transaction| {
            crate::damage::mend(transaction, id, revision, read)
                .map_err(doing("mending an article"))
        })
    }

    fn check(&self) -> Result<Check, StoreError> {
        let check = self.read(|connection| Ok(crate::check::check(connection)))?;
        let apart = |damage: &&Damage| !damage.why.starts_with("its capture");
        let damaged: Vec<Damage> = check.damaged.iter().filter(apart).cloned().collect();
        self.quarantine(&damaged);
        Ok(check)
    }

    fn state_hash(&self) -> Result<u128, StoreError> {
        self.read(|connection| {
            crate::check::state_hash(connection).map_err(doing("summing the state up"))
        })
    }

    fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        self.read(|connection| back_up(connection, to))
    }
}
