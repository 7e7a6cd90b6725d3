//! Connections to one database: one that writes, and some that read beside it.

use std::sync::{Condvar, LockResult, Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

use crate::StoreError;
use crate::engine::{self, Connection, Transaction};
use crate::error::doing;
use crate::place::{Place, SURE_FOR};
use crate::writer::Writer;

/// Connections kept open for reading while one writes.
const READERS_KEPT: usize = 4;

/// Connections to a server that read at a time: a server has a hundred, for all.
const SERVER_READERS_MAX: usize = 16;

/// On which it is told that the tables of a schema were written to.
const CHANNEL: &str = "'rundown_' || md5(coalesce(current_schema(), ''))";

/// How often it is looked whether a file was written to.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The connections of a store.
pub(crate) struct Pool {
    place: Place,
    writer: Mutex<Writer>,
    readers: Mutex<Readers>,
    given_back: Condvar,
    listener: Mutex<Option<Listener>>,
}

#[derive(Default)]
struct Readers {
    spare: Vec<(Connection, Instant)>,
    lent: usize,
}

/// A connection that hears of what others write, and how often they had.
struct Listener {
    connection: Connection,
    changes: i64,
}

impl Pool {
    /// Over a database that is written to by this.
    pub(crate) fn over(place: Place, writer: Writer) -> Self {
        Self {
            place,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            given_back: Condvar::new(),
            listener: Mutex::default(),
        }
    }

    /// Which database it is, for people.
    pub(crate) fn name(&self) -> String {
        self.place.name()
    }

    /// Whether the file of the database still is where it was opened. One that was moved away
    /// goes on being read by whoever has it open, and fails whoever opens it next.
    pub(crate) fn still_there(&self) -> Result<(), StoreError> {
        let Place::File(file) = &self.place else { return Ok(()) };
        let dir = file.parent().unwrap_or(file).to_owned();
        let there = std::fs::metadata(file).map(drop);
        there.map_err(|source| StoreError::Directory { dir, source })
    }

    /// Whether it is at a server.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.place, Place::Server(_))
    }

    /// Runs an operation that writes, in one transaction.
    pub(crate) fn write<T>(
        &self,
        what: &'static str,
        operation: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.aside(|| {
            let mut writer = unpoisoned(self.writer.lock());
            written(writer.ready(&self.place, what)?, what, operation)
        })
    }

    /// The same for what may be written beside the process that writes: it keeps nothing of it
    /// in memory.
    pub(crate) fn write_beside<T>(
        &self,
        what: &'static str,
        operation: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if !matches!(*unpoisoned(self.writer.lock()), Writer::Beside) {
            return self.write(what, operation);
        }
        self.aside(|| {
            let mut connection = self.place.connect().map_err(doing(what))?;
            written(&mut connection, what, operation)
        })
    }

    /// Makes sure that this process still is the one that writes, if it is: a connection that
    /// broke is made anew, and the store held again by it. One that writes just now is sure.
    pub(crate) fn hold_on(&self) -> Result<(), StoreError> {
        if !self.is_shared() {
            return Ok(());
        }
        self.aside(|| {
            let mut writer = match self.writer.try_lock() {
                Ok(writer) => writer,
                Err(TryLockError::Poisoned(writer)) => writer.into_inner(),
                Err(TryLockError::WouldBlock) => return Ok(()),
            };
            match &*writer {
                Writer::Nobody | Writer::Beside => Ok(()),
                _ => writer.ready(&self.place, "holding the store").map(drop),
            }
        })
    }

    /// Runs an operation that only reads.
    pub(crate) fn read<T>(
        &self,
        operation: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.aside(|| {
            let lent = self.lend().map_err(doing("opening the database"))?;
            operation(lent.connection())
        })
    }

    /// Waits until another process wrote, or for so long; whether one did.
    pub(crate) fn changed(&self, wait: Duration) -> Result<bool, StoreError> {
        const WHAT: &str = "waiting for what others write";
        self.aside(|| {
            let mut listener = unpoisoned(self.listener.lock());
            let Some(known) = &mut *listener else {
                *listener = Some(Listener::to(&self.place).map_err(doing(WHAT))?);
                // What was written before it listened was not heard.
                return Ok(true);
            };
            let heard = known.heard(wait);
            if heard.is_err() {
                *listener = None;
            }
            heard.map_err(doing(WHAT))
        })
    }

    /// Lends a connection; at a server one waits until one is free.
    fn lend(&self) -> engine::Result<Lent<'_>> {
        let mut readers = unpoisoned(self.readers.lock());
        if let Place::Server(_) = self.place {
            while readers.lent >= SERVER_READERS_MAX {
                readers = unpoisoned(self.given_back.wait(readers));
            }
        }
        readers.lent += 1;
        let spare = readers.spare.pop();
        drop(readers);
        let mut lent = Lent { pool: self, connection: None };
        let stands = |(connection, used): &(Connection, Instant)| {
            used.elapsed() < SURE_FOR || connection.stands()
        };
        lent.connection = match spare.filter(stands) {
            Some((connection, _)) => Some(connection),
            None => Some(self.place.connect()?),
        };
        Ok(lent)
    }

    /// Runs what waits for a server so that the thread's other work goes on elsewhere: the
    /// client must not be waited for on a thread that drives others.
    fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        let drives = || {
            Handle::try_current()
                .is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread)
        };
        match self.place {
            Place::Server(_) if drives() => block_in_place(work),
            _ => work(),
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let writer = std::mem::replace(unpoisoned(self.writer.get_mut()), Writer::Nobody);
        let readers = std::mem::take(unpoisoned(self.readers.get_mut()));
        let listener = unpoisoned(self.listener.get_mut()).take();
        // Connections say goodbye, which is waited for too.
        self.aside(|| drop((writer, readers, listener)));
    }
}

/// A connection that goes back.
struct Lent<'p> {
    pool: &'p Pool,
    connection: Option<Connection>,
}

impl Lent<'_> {
    fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("it is lent whole")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut readers = unpoisoned(self.pool.readers.lock());
        readers.lent -= 1;
        let whole = |one: &Connection| !std::thread::panicking() && !one.is_closed();
        if let Some(connection) = self.connection.take().filter(whole)
            && readers.spare.len() < READERS_KEPT
        {
            readers.spare.push((connection, Instant::now()));
        }
        drop(readers);
        self.pool.given_back.notify_one();
    }
}

impl Listener {
    fn to(place: &Place) -> engine::Result<Self> {
        let connection = place.connect()?;
        if let Connection::Postgres(_) = &connection {
            let channel: String =
                connection
                    .query_row(&format!("SELECT {CHANNEL}"), (), |row| row.get(0))?;
            connection.execute_batch(&format!("LISTEN {channel}"))?;
        }
        let mut listener = Self { connection, changes: 0 };
        listener.changes = listener.count()?;
        Ok(listener)
    }

    /// How often others wrote to a file; a server says it by itself.
    fn count(&self) -> engine::Result<i64> {
        match &self.connection {
            Connection::Sqlite(file) => {
                Ok(file.query_row("PRAGMA data_version", [], |row| row.get(0))?)
            }
            Connection::Postgres(_) => Ok(0),
        }
    }

    fn heard(&mut self, wait: Duration) -> engine::Result<bool> {
        if let Connection::Postgres(session) = &self.connection {
            return session.heard(wait);
        }
        let began = Instant::now();
        loop {
            let (before, now) = (self.changes, self.count()?);
            self.changes = now;
            if now != before || began.elapsed() >= wait {
                return Ok(now != before);
            }
            std::thread::sleep(LOOK_EVERY.min(wait));
        }
    }
}

/// Runs an operation that writes, in one transaction; those who listen at a server hear of it.
fn written<T>(
    connection: &mut Connection,
    what: &'static str,
    operation: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.transaction().map_err(doing(what))?;
    let done = operation(&transaction)?;
    if let Connection::Postgres(_) = &*transaction {
        let tell = format!("SELECT pg_notify({CHANNEL}, '')");
        transaction.execute(&tell, ()).map_err(doing(what))?;
    }
    transaction.commit().map_err(doing(what))?;
    Ok(done)
}

/// What a lock guards, also where a panic elsewhere closed it: transactions roll back, and
/// what is changed in memory is changed in one step, so that no half-done write is seen.
pub fn unpoisoned<T>(guard: LockResult<T>) -> T {
    guard.unwrap_or_else(PoisonError::into_inner)
}
