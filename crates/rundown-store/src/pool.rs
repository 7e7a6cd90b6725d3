//! Connections to one database: one that writes, and some that read beside it.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::StoreError;
use crate::engine::{self, Connection, Transaction};
use crate::error::doing;

/// Connections kept open for reading while one writes.
const READERS: usize = 4;

/// The connections of a store.
pub(crate) struct Pool {
    database: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Pool {
    /// Over a database file, of which this is the connection that writes.
    pub(crate) fn over(writer: Connection, database: PathBuf) -> Self {
        Self { database, writer: Mutex::new(writer), readers: Mutex::default() }
    }

    /// Which database it is, for people.
    pub(crate) fn name(&self) -> String {
        self.database.display().to_string()
    }

    /// Runs an operation that writes, in one transaction.
    pub(crate) fn write<T>(
        &self,
        what: &'static str,
        operation: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = unpoisoned(self.writer.lock());
        let transaction = connection.transaction().map_err(doing(what))?;
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
            None => self.connect().map_err(doing("opening the database"))?,
        };
        let done = operation(&connection);
        let mut readers = unpoisoned(self.readers.lock());
        if readers.len() < READERS {
            readers.push(connection);
        }
        done
    }

    fn connect(&self) -> engine::Result<Connection> {
        Connection::of_file(&self.database)
    }
}

/// A panic elsewhere leaves no half-done write behind: transactions roll back.
fn unpoisoned<'a, T>(
    guard: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>,
) -> MutexGuard<'a, T> {
    guard.unwrap_or_else(PoisonError::into_inner)
}
