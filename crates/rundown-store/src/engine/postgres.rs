//! `PostgreSQL`: a connection to a server, and values as it has them.

use std::cell::RefCell;
use std::error::Error;
use std::time::Duration;

use fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Statement};
use rundown_news::Map;

use super::dialect;
use super::error::Result;
use super::values::{Value, without_zeros};

/// Statements kept planned per connection; then they are planned anew.
const STATEMENTS_KEPT: usize = 512;

/// How long a connection that was not used is asked whether it still stands.
const PING_WAIT: Duration = Duration::from_secs(3);

/// A connection to a server.
pub(crate) struct Session(RefCell<Held>);

struct Held {
    client: Client,
    statements: Map<String, Statement>,
}

impl Session {
    pub(super) fn new(client: Client) -> Self {
        Self(RefCell::new(Held { client, statements: Map::default() }))
    }

    /// A statement, planned once.
    pub(super) fn prepare(&self, sql: &str) -> Result<Statement> {
        let held = &mut *self.0.borrow_mut();
        if let Some(known) = held.statements.get(sql) {
            return Ok(known.clone());
        }
        let statement = held.client.prepare(&dialect::of(sql))?;
        if held.statements.len() >= STATEMENTS_KEPT {
            held.statements.clear();
        }
        held.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn execute(
        &self,
        statement: &Statement,
        given: &[Value<'_>],
    ) -> Result<usize> {
        let wrote = self.0.borrow_mut().client.execute(statement, &borrowed(given))?;
        Ok(wrote as usize)
    }

    pub(super) fn query(
        &self,
        statement: &Statement,
        given: &[Value<'_>],
    ) -> Result<Vec<postgres::Row>> {
        Ok(self.0.borrow_mut().client.query(statement, &borrowed(given))?)
    }

    /// Shows each row as it comes.
    pub(super) fn each(
        &self,
        statement: &Statement,
        given: &[Value<'_>],
        mut look: impl FnMut(&postgres::Row) -> Result<()>,
    ) -> Result<()> {
        let held = &mut *self.0.borrow_mut();
        let mut rows = held.client.query_raw(statement, borrowed(given))?;
        while let Some(row) = rows.next()? {
            look(&row)?;
        }
        Ok(())
    }

    pub(super) fn run(&self, sql: &str) -> Result<()> {
        Ok(self.0.borrow_mut().client.batch_execute(sql)?)
    }

    /// Whether the server still answers.
    pub(super) fn stands(&self) -> bool {
        self.0.borrow_mut().client.is_valid(PING_WAIT).is_ok()
    }

    /// Whether the connection is over.
    pub(super) fn is_closed(&self) -> bool {
        self.0.borrow().client.is_closed()
    }

    /// Waits until something is notified that this connection listens to, or for so long.
    pub(crate) fn heard(&self, wait: Duration) -> Result<bool> {
        let held = &mut *self.0.borrow_mut();
        let mut notifications = held.client.notifications();
        let first = notifications.timeout_iter(wait).next()?;
        // What came with it says the same.
        let mut others = notifications.iter();
        while others.next()?.is_some() {}
        Ok(first.is_some())
    }
}

fn borrowed<'a>(given: &'a [Value<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    given.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

type Wrong = Box<dyn Error + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        of: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Wrong> {
        match *self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) => match *of {
                Type::INT8 => number.to_sql(of, out),
                Type::INT4 => i32::try_from(number)?.to_sql(of, out),
                Type::BOOL => (number != 0).to_sql(of, out),
                Type::TEXT => number.to_string().to_sql(of, out),
                _ => Err(format!("a number for {of}").into()),
            },
            Self::Real(number) => number.to_sql(of, out),
            Self::Text(text) => without_zeros(text).to_sql(of, out),
            Self::Blob(bytes) => bytes.to_sql(of, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(of: &Type, raw: &'a [u8]) -> std::result::Result<Self, Wrong> {
        Ok(match *of {
            Type::INT8 => Self::Integer(i64::from_sql(of, raw)?),
            Type::INT4 => Self::Integer(i32::from_sql(of, raw)?.into()),
            Type::BOOL => Self::Integer(bool::from_sql(of, raw)?.into()),
            Type::FLOAT8 => Self::Real(f64::from_sql(of, raw)?),
            Type::TEXT => Self::Text(<&str>::from_sql(of, raw)?),
            Type::BYTEA => Self::Blob(raw),
            _ => return Err(format!("a column of {of}").into()),
        })
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Wrong> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The value of a column.
pub(super) fn value(row: &postgres::Row, place: usize) -> Result<Value<'_>> {
    Ok(row.try_get(place)?)
}
