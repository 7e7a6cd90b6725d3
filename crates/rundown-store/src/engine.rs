//! The database under the store: one set of operations and one text of SQL over either
//! engine.
//!
//! The operations above are written for the SQL that both engines speak. What only one of
//! them has (files, pages, its own functions, search by words) is told apart by the kind
//! of [`Connection`] in a few named places; how each writes what both mean is known to
//! the files below alone.

mod connection;
mod dialect;
mod error;
mod hints;
mod postgres;
mod server;
mod sqlite;
pub(crate) mod values;

pub(crate) use connection::{Connection, Optional, Row, Transaction};
pub use error::EngineError;
pub(crate) use error::Result;
pub(crate) use server::Server;
pub(crate) use values::{Owned, Params, ToValue, Value, listed, params, without_zeros};
