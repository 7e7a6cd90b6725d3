//! What can go wrong in writing a table.

use std::path::PathBuf;

/// A table could not be written; the message is for people.
#[derive(Debug, thiserror::Error)]
#[error("could not write {}: {why}", file.display())]
pub struct ArchiveError {
    /// Which file.
    pub file: PathBuf,
    /// Why.
    #[source]
    pub why: parquet::errors::ParquetError,
}
