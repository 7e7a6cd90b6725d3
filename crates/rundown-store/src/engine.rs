//! The database under the store: one set of operations and one text of SQL over either
//! engine.
//!
//! The operations above are written for the SQL that both engines speak. What only one of
//! them has (files, pages, its own functions, search by words) is told apart by the kind
//! of [`Connection`] in a few named places; how each writes what both mean is known to
//! the files below alone.

mod sqlite;
mod values;

pub(crate) use values::{FromValue, Params, ToValue, Value, params};

/// What the database said.
pub(crate) type Result<T> = std::result::Result<T, EngineError>;

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// `SQLite` refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A row was asked for and there is none.
    #[error("there is no such row")]
    NoRow,
    /// A column holds what cannot be read from it.
    #[error("column {place} of a row holds {found}")]
    Column {
        /// Its place in the row.
        place: usize,
        /// What it holds.
        found: &'static str,
    },
}

impl EngineError {
    /// What the user may try.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Sqlite(error) => sqlite::hint(error),
            Self::NoRow | Self::Column { .. } => None,
        }
    }
}

/// A connection to the database.
pub(crate) enum Connection {
    /// To a file.
    Sqlite(rusqlite::Connection),
}

impl Connection {
    /// Opens the file of an `SQLite` database.
    pub(crate) fn of_file(file: &std::path::Path) -> Result<Self> {
        sqlite::open(file).map(Self::Sqlite)
    }

    /// A statement; it is planned once for a connection, as far as room is left.
    pub(crate) fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(file) => Ok(Statement::Sqlite(file.prepare_cached(sql)?)),
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
        }
    }

    /// Begins to write: what follows is there as a whole or not at all.
    pub(crate) fn transaction(&mut self) -> Result<Transaction<'_>> {
        match self {
            Self::Sqlite(file) => file.execute_batch("BEGIN IMMEDIATE")?,
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
}

impl Statement<'_> {
    /// Runs it; how many rows it wrote.
    pub(crate) fn execute(&mut self, given: impl Params) -> Result<usize> {
        let given = given.values();
        match self {
            Self::Sqlite(statement) => {
                Ok(statement.execute(rusqlite::params_from_iter(given))?)
            }
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
}

impl<T, F: FnMut(&Row<'_>) -> Result<T>> Iterator for Mapped<'_, F> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.rows {
            Rows::Sqlite(rows) => match rows.next() {
                Ok(row) => row.map(|row| (self.read)(&Row::Sqlite(row))),
                Err(error) => Some(Err(error.into())),
            },
        }
    }
}

/// A row of an answer.
pub(crate) enum Row<'r> {
    /// Of a file.
    Sqlite(&'r rusqlite::Row<'r>),
}

impl Row<'_> {
    /// What a column holds.
    pub(crate) fn get<T: FromValue>(&self, place: usize) -> Result<T> {
        let value = match self {
            Self::Sqlite(row) => sqlite::value(row.get_ref(place)?),
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
