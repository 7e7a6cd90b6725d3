//! Opening a data directory: the lock, the database, its format.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rundown_log::Fence;
use rundown_news::ReaderId;

use crate::engine::{Connection, Server, Transaction};
use crate::error::doing;
use crate::format::{MIGRATIONS, format_of, migrate};
use crate::held::Held;
use crate::place::Place;
use crate::pool::Pool;
use crate::rows::Sorted;
use crate::writer::Writer;
use crate::{Damage, StoreError, StoredArticle};

/// The database's file in the directory.
const DATABASE: &str = "rundown.sqlite";

/// A store in one SQL database: an `SQLite` file (WAL) in a data directory, or the tables
/// of a `PostgreSQL` server.
///
/// One process at a time writes; within it, one thread writes and several read.
#[derive(Clone)]
pub struct SqlStore {
    pool: Arc<Pool>,
    /// What was seen or published later is not there for readers.
    until: Timestamp,
    /// Whose looks, follows and marks these are.
    reader: ReaderId,
    /// The lease that it is written under, if under any.
    fence: Option<Arc<Fence>>,
    /// Held for as long as the store lives; none beside a process that holds it.
    _lock: Option<Arc<Held>>,
}

impl std::fmt::Debug for SqlStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SqlStore({})", self.pool.name())
    }
}

impl SqlStore {
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
        let place = Place::File(database);
        let mut connection = connect(&place)?;
        if let (Connection::Sqlite(file), Place::File(database)) =
            (&mut connection, &place)
        {
            migrate(file, dir, database)?;
            // What fails here, as on a full disk, is tried again at the next start.
            let _ = crate::space::let_shrink(file);
        }
        let writer = Writer::to_file(connection);
        Ok(Self::over(Pool::over(place, writer), Some(lock)))
    }

    /// Whether there is a store in a directory.
    #[must_use]
    pub fn is_in(dir: &Path) -> bool {
        dir.join(DATABASE).exists()
    }

    /// Opens the store of a directory that another process of this version holds. It may
    /// be read and written to; the database keeps the two apart.
    ///
    /// # Errors
    /// When there is no database of the current format.
    pub fn open_beside(dir: &Path) -> Result<Self, StoreError> {
        let (place, connection) = beside(dir)?;
        Ok(Self::over(Pool::over(place, Writer::to_file(connection)), None))
    }

    /// The same, to read alone.
    ///
    /// # Errors
    /// When there is no database of the current format.
    pub fn reading(dir: &Path) -> Result<Self, StoreError> {
        let (place, _) = beside(dir)?;
        Ok(Self::over(Pool::over(place, Writer::Nobody), None))
    }

    /// Opens the store of a `PostgreSQL` server, as the one process that writes to it; makes
    /// its tables if they are not there.
    ///
    /// # Errors
    /// When the address is none, the server cannot be reached, another process writes there,
    /// or its tables are of a newer format.
    pub fn at(address: &str) -> Result<Self, StoreError> {
        let server = server(address)?;
        let writer = Writer::to_server(&server)?;
        Ok(Self::over(Pool::over(Place::Server(Box::new(server)), writer), None))
    }

    /// Opens the store of a `PostgreSQL` server to read alone, beside whoever writes there.
    ///
    /// # Errors
    /// When the address is none, the server cannot be reached, or it has no tables of the
    /// current format.
    pub fn reading_at(address: &str) -> Result<Self, StoreError> {
        Self::at_server_as(address, Writer::Nobody)
    }

    /// The same, but accounts and what is noted beside the store may be written, too.
    ///
    /// # Errors
    /// As [`Self::reading_at`].
    pub fn beside_at(address: &str) -> Result<Self, StoreError> {
        Self::at_server_as(address, Writer::Beside)
    }

    fn at_server_as(address: &str, writer: Writer) -> Result<Self, StoreError> {
        let place = Place::Server(Box::new(server(address)?));
        let connection = connect(&place)?;
        crate::format::same_format(&connection, &place.name())?;
        Ok(Self::over(Pool::over(place, writer), None))
    }

    /// Which store it is, for people: its file, or its address without a password.
    #[must_use]
    pub fn name(&self) -> String {
        self.pool.name()
    }

    /// Whether it is at a server, where several machines reach it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.pool.is_shared()
    }

    fn over(pool: Pool, lock: Option<Held>) -> Self {
        Self {
            pool: Arc::new(pool),
            until: Timestamp::MAX,
            reader: ReaderId::FIRST,
            fence: None,
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
        // What cannot be put back makes no directory.
        crate::backup::is_there(backup)?;
        let _lock = Held::hold(dir)?;
        crate::backup::restore(backup, &dir.join(DATABASE))
    }

    /// The file that holds the store of a directory, if the directory has one.
    #[must_use]
    pub fn file_in(dir: &Path) -> PathBuf {
        dir.join(DATABASE)
    }

    /// Makes a copy the store of a directory that has none and that nobody uses. It is moved,
    /// so it is to lie on the same disk.
    ///
    /// # Errors
    /// When the copy is no sound store, the directory has one, or another process holds it.
    pub fn move_in(dir: &Path, copy: &Path) -> Result<(), StoreError> {
        let _lock = Held::hold(dir)?;
        crate::backup::move_in(copy, &dir.join(DATABASE))
    }

    /// Whether there is a file to salvage; to be asked before a store is made for it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn can_be_salvaged(file: &Path) -> Result<(), StoreError> {
        crate::salvage::is_there(file)
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
    pub(crate) fn sound(&self, rows: Sorted) -> Vec<StoredArticle> {
        self.quarantine(&rows.damaged);
        rows.articles
    }

    /// Puts damaged revisions apart, so that they are not met again and again. Where even
    /// that cannot be written they are met again, which alters nothing: what is damaged
    /// is told by its checksum, not by this list. Whether it was written.
    pub(crate) fn quarantine(&self, found: &[Damage]) -> bool {
        const WHAT: &str = "putting damaged articles apart";
        let put = |transaction: &Transaction<'_>| {
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

    /// The same as another reader has it.
    pub(crate) fn of_reader(&self, reader: ReaderId) -> Self {
        Self { reader, ..self.clone() }
    }

    /// The same under a lease.
    pub(crate) fn fenced(&self, fence: &Fence) -> Result<Self, StoreError> {
        self.pool.write(crate::fence::TAKING, |transaction| {
            crate::fence::take(transaction, fence)
        })?;
        Ok(Self { fence: Some(Arc::new(fence.clone())), ..self.clone() })
    }

    /// Waits until another process wrote, or for so long.
    pub(crate) fn wait_for_others(
        &self,
        wait: std::time::Duration,
    ) -> Result<bool, StoreError> {
        self.pool.changed(wait)
    }

    /// Runs an operation that writes, in one transaction.
    pub(crate) fn write<T>(
        &self,
        what: &'static str,
        operation: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.pool.write(what, |transaction| {
            if let Some(fence) = &self.fence {
                crate::fence::check(transaction, fence, what)?;
            }
            operation(transaction)
        })
    }

    /// Runs an operation that writes what may be written beside the process that writes the
    /// rest: what nobody keeps in memory.
    pub(crate) fn write_beside<T>(
        &self,
        what: &'static str,
        operation: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.fence {
            Some(_) => self.write(what, operation),
            None => self.pool.write_beside(what, operation),
        }
    }

    /// Makes sure that this process still is the one that writes, if it is.
    pub(crate) fn still_holds(&self) -> Result<(), StoreError> {
        self.pool.hold_on()
    }

    /// Runs an operation that only reads.
    pub(crate) fn still_there(&self) -> Result<(), StoreError> {
        self.pool.still_there()
    }

    pub(crate) fn read<T>(
        &self,
        operation: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.pool.read(operation)
    }
}

fn connect(place: &Place) -> Result<Connection, StoreError> {
    place.connect().map_err(doing("opening the database"))
}

/// The name of a store at a server by its address, for people: without a password. What is
/// wrong with the address where it is none.
///
/// ```
/// let name = rundown_store::server_name("postgres://desk:secret@db.example/news");
/// assert_eq!(name.as_deref(), Ok("postgres://db.example/news"));
/// assert!(rundown_store::server_name("postgres:///news").is_err());
/// ```
///
/// # Errors
/// What is wrong with it.
pub fn server_name(address: &str) -> Result<String, String> {
    Ok(Server::at(address)?.name().to_owned())
}

fn server(address: &str) -> Result<Server, StoreError> {
    Server::at(address).map_err(|why| StoreError::Address { why })
}

/// The database of a directory that another process may hold.
fn beside(dir: &Path) -> Result<(Place, Connection), StoreError> {
    let place = Place::File(dir.join(DATABASE));
    let connection = connect(&place)?;
    let found = match &connection {
        Connection::Sqlite(file) => format_of(file)?,
        Connection::Postgres(_) => 0,
    };
    let known = MIGRATIONS.len() as u32;
    if found != known {
        return Err(StoreError::Newer { dir: dir.to_owned(), found, known });
    }
    Ok((place, connection))
}
