//! One table on its way into one file.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rundown_news::limits::{ROW_GROUP_BYTES_MAX, ROW_GROUP_ROWS_MAX};

use crate::ArchiveError;
use crate::cell::Cell;
use crate::column::Column;

/// A table that takes its name when it is whole.
pub(crate) struct Table {
    path: PathBuf,
    part: PathBuf,
    writer: SerializedFileWriter<File>,
    columns: Vec<Column>,
    /// Rows and bytes that wait for their row group.
    rows: usize,
    bytes: usize,
    pub(crate) written: u64,
}

impl Table {
    pub(crate) fn create(
        dir: &Path,
        (name, schema): (&str, &str),
    ) -> std::result::Result<Self, ArchiveError> {
        let path = dir.join(format!("{name}.parquet"));
        let part = dir.join(format!("{name}.parquet.part"));
        let wrong = |why| ArchiveError { file: part.clone(), why };
        let writer = writer(&part, schema).map_err(wrong)?;
        let columns = writer.schema_descr().columns();
        let columns = columns.iter().map(|one| Column::of(one)).collect();
        Ok(Self { path, part, writer, columns, rows: 0, bytes: 0, written: 0 })
    }

    /// Adds a row: a cell a column, in the order of the schema.
    pub(crate) fn push<const N: usize>(
        &mut self,
        row: [Cell; N],
    ) -> std::result::Result<(), ArchiveError> {
        debug_assert_eq!(N, self.columns.len(), "a cell a column");
        self.add(row).map_err(|why| ArchiveError { file: self.part.clone(), why })
    }

    fn add(&mut self, row: impl IntoIterator<Item = Cell>) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += cell.bytes();
            column.push(cell)?;
        }
        self.rows += 1;
        self.written += 1;
        if self.rows >= ROW_GROUP_ROWS_MAX || self.bytes >= ROW_GROUP_BYTES_MAX {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column()? {
                column.write(writer)?;
            }
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// Writes what waits, lets the file come to rest on the disk, and gives it its name.
    pub(crate) fn finish(mut self) -> std::result::Result<u64, ArchiveError> {
        let Self { path, part, written, .. } = &self;
        let (path, part, written) = (path.clone(), part.clone(), *written);
        let finished = self
            .flush()
            .and_then(|()| self.writer.into_inner())
            .and_then(|file| Ok(file.sync_all()?))
            .and_then(|()| Ok(std::fs::rename(&part, &path)?));
        finished.map(|()| written).map_err(|why| ArchiveError { file: path, why })
    }
}

fn writer(path: &Path, schema: &str) -> Result<SerializedFileWriter<File>> {
    let schema = Arc::new(parse_message_type(schema)?);
    let zstd = Compression::ZSTD(ZstdLevel::try_new(1)?);
    let properties = WriterProperties::builder().set_compression(zstd).build();
    SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties))
}
