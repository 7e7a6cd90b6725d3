//! A connection to either engine, what is asked over it, and what is answered.

use super::error::{EngineError, Result};
use super::values::{FromValue, Owned, Params};
use super::{postgres, sqlite};

/// A connection to the database.
pub(crate) enum Connection {
    /// To a file.
    Sqlite(rusqlite::Connection),
    /// To a server.
    Postgres(Box<postgres::Session>),
}

impl Connection {
    /// Opens the file of an `SQLite` database.
    pub(crate) fn of_file(file: &std::path::Path) -> Result<Self> {
        sqlite::open(file).map(Self::Sqlite)
    }

    /// Whether the other side still answers.
    pub(crate) fn stands(&self) -> bool {
        match self {
            Self::Sqlite(_) => true,
            Self::Postgres(session) => session.stands(),
        }
    }

    /// Whether the connection is over.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(session) => session.is_closed(),
        }
    }

    /// A statement; it is planned once for a connection, as far as room is left.
    pub(crate) fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(file) => Ok(Statement::Sqlite(file.prepare_cached(sql)?)),
            Self::Postgres(session) => {
                Ok(Statement::Postgres(session, session.prepare(sql)?))
            }
        }
    }

    /// The first row of a query; [`EngineError::NoRow`] where there is none.
    pub(crate) fn query_row<T>(
        &self,
        sql: &str,
        given: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.prepare_cached(sql)?.query_row(given, read)
    }

    /// Runs a statement; how many rows it wrote.
    pub(crate) fn execute(&self, sql: &str, given: impl Params) -> Result<usize> {
        self.prepare_cached(sql)?.execute(given)
    }

    /// Runs several statements that are given nothing.
    pub(crate) fn execute_batch(&self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(file) => Ok(file.execute_batch(sql)?),
            Self::Postgres(session) => session.run(sql),
        }
    }

    /// Begins to write: what follows is there as a whole or not at all.
    pub(crate) fn transaction(&mut self) -> Result<Transaction<'_>> {
        match self {
            Self::Sqlite(file) => file.execute_batch("BEGIN IMMEDIATE")?,
            Self::Postgres(session) => session.run("BEGIN")?,
        }
        Ok(Transaction { connection: self, is_open: true })
    }
}

/// A connection while it writes. What is not committed is taken back.
pub(crate) struct Transaction<'c> {
    connection: &'c Connection,
    is_open: bool,
}

impl std::ops::Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Transaction<'_> {
    /// Makes what was written last.
    pub(crate) fn commit(mut self) -> Result<()> {
        self.connection.execute_batch("COMMIT")?;
        self.is_open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.is_open {
            // Where even this fails the database takes it back by itself.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

/// A statement that values are given to.
pub(crate) enum Statement<'c> {
    /// Of a file.
    Sqlite(rusqlite::CachedStatement<'c>),
    /// Of a server.
    Postgres(&'c postgres::Session, ::postgres::Statement),
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "values are written down where they are given, and are of no use behind it"
)]
impl Statement<'_> {
    /// Runs it; how many rows it wrote.
    pub(crate) fn execute(&mut self, given: impl Params) -> Result<usize> {
        let given = given.values();
        match self {
            Self::Sqlite(statement) => {
                Ok(statement.execute(rusqlite::params_from_iter(given))?)
            }
            Self::Postgres(session, statement) => session.execute(statement, &given),
        }
    }

    /// Its rows, each as it is read.
    pub(crate) fn query_map<T, F>(
        &mut self,
        given: impl Params,
        read: F,
    ) -> Result<Mapped<'_, F>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        let given = given.values();
        let rows = match self {
            Self::Sqlite(statement) => {
                Rows::Sqlite(statement.query(rusqlite::params_from_iter(given))?)
            }
            Self::Postgres(session, statement) => {
                Rows::Postgres(session.query(statement, &given)?.into_iter())
            }
        };
        Ok(Mapped { rows, read })
    }

    /// Its first row; [`EngineError::NoRow`] where there is none.
    pub(crate) fn query_row<T>(
        &mut self,
        given: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut read = Some(read);
        let mut rows = self.query_map(given, |row| match read.take() {
            Some(read) => read(row),
            None => Err(EngineError::NoRow),
        })?;
        rows.next().unwrap_or(Err(EngineError::NoRow))
    }

    /// Whether it has any row.
    pub(crate) fn exists(&mut self, given: impl Params) -> Result<bool> {
        Ok(self.query_map(given, |_| Ok(()))?.next().transpose()?.is_some())
    }

    /// Shows each of its rows, which need not be held all at once.
    pub(crate) fn each(
        &mut self,
        given: impl Params,
        mut look: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let given = given.values();
        match self {
            Self::Sqlite(statement) => {
                let mut rows = statement.query(rusqlite::params_from_iter(given))?;
                while let Some(row) = rows.next()? {
                    look(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Self::Postgres(session, statement) => {
                session.each(statement, &given, |row| look(&Row::Postgres(row)))
            }
        }
    }
}

/// Rows on their way to being read.
pub(crate) struct Mapped<'s, F> {
    rows: Rows<'s>,
    read: F,
}

enum Rows<'s> {
    Sqlite(rusqlite::Rows<'s>),
    Postgres(std::vec::IntoIter<::postgres::Row>),
}

impl<T, F: FnMut(&Row<'_>) -> Result<T>> Iterator for Mapped<'_, F> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.rows {
            Rows::Sqlite(rows) => match rows.next() {
                Ok(row) => row.map(|row| (self.read)(&Row::Sqlite(row))),
                Err(error) => Some(Err(error.into())),
            },
            Rows::Postgres(rows) => {
                rows.next().map(|row| (self.read)(&Row::Postgres(&row)))
            }
        }
    }
}

/// A row of an answer.
pub(crate) enum Row<'r> {
    /// Of a file.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of a server.
    Postgres(&'r ::postgres::Row),
}

impl Row<'_> {
    /// What a column holds, whatever it is.
    pub(crate) fn owned(&self, place: usize) -> Result<Owned> {
        Ok(Owned::of(match self {
            Self::Sqlite(row) => sqlite::value(row.get_ref(place)?),
            Self::Postgres(row) => postgres::value(row, place)?,
        }))
    }

    /// What a column holds.
    pub(crate) fn get<T: FromValue>(&self, place: usize) -> Result<T> {
        let value = match self {
            Self::Sqlite(row) => sqlite::value(row.get_ref(place)?),
            Self::Postgres(row) => postgres::value(row, place)?,
        };
        T::of(value).ok_or(EngineError::Column { place, found: value.kind() })
    }
}

/// Turns a row that there is none of into nothing.
pub(crate) trait Optional<T> {
    /// `None` for [`EngineError::NoRow`].
    fn optional(self) -> Result<Option<T>>;
}

impl<T> Optional<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(found) => Ok(Some(found)),
            Err(EngineError::NoRow) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
