//! What a store holds as four tables of Parquet, for programs that count over archives.
//!
//! The tables are described in `docs/reference/parquet.md`; [`SCHEMAS`] is what is
//! written. A table is written beside its name and takes its name when it is whole, so
//! that a reader never meets half a file.

mod annotations;
mod articles;
mod cell;
mod column;
mod developments;
mod error;
mod schema;
mod stories;
mod table;
mod tables;

pub use error::ArchiveError;
pub use schema::SCHEMAS;
pub use tables::{Tables, Written};
