//! The values of one column that wait for their row group.

use std::mem::take;

use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::ColumnDescriptor;

use crate::cell::Cell;

/// A column of a row group. Levels say, as Parquet has it, which value is there
/// (definition) and which begins a new list (repetition).
pub(crate) struct Column {
    name: String,
    is_optional: bool,
    is_list: bool,
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
}

impl Column {
    pub(crate) fn of(column: &ColumnDescriptor) -> Self {
        use parquet::basic::Type;
        let values = match column.physical_type() {
            Type::INT64 => Values::Whole(Vec::new()),
            Type::DOUBLE => Values::Real(Vec::new()),
            _ => Values::Text(Vec::new()),
        };
        Self {
            name: column.path().string(),
            is_optional: column.max_def_level() > 0,
            is_list: column.max_rep_level() > 0,
            values,
            definitions: Vec::new(),
            repetitions: Vec::new(),
        }
    }

    /// # Errors
    /// When the column is not made for such a value.
    pub(crate) fn push(&mut self, cell: Cell) -> Result<()> {
        let is_there = i16::from(!matches!(cell, Cell::Nothing));
        match (&mut self.values, cell) {
            (Values::Text(values), Cell::Texts(texts)) if self.is_list => {
                let starts = (0..texts.len().max(1)).map(|i| i16::from(i > 0));
                self.repetitions.extend(starts);
                let is_there = i16::from(!texts.is_empty());
                self.definitions.resize(self.repetitions.len(), is_there);
                values.extend(texts.into_iter().map(|text| text.into_bytes().into()));
                return Ok(());
            }
            (Values::Text(values), Cell::Text(text)) if !self.is_list => {
                values.push(text.into_bytes().into());
            }
            (Values::Whole(values), Cell::Whole(value)) => values.push(value),
            (Values::Real(values), Cell::Real(value)) => values.push(value),
            (_, Cell::Nothing) if self.is_optional && !self.is_list => {}
            (_, cell) => {
                let why = format!("column {} cannot hold {cell:?}", self.name);
                return Err(ParquetError::General(why));
            }
        }
        self.definitions.push(is_there);
        Ok(())
    }

    /// Writes what waits, and is empty then.
    pub(crate) fn write(&mut self, mut to: SerializedColumnWriter<'_>) -> Result<()> {
        let definitions = take(&mut self.definitions);
        let repetitions = take(&mut self.repetitions);
        let levels = Levels {
            definitions: self.is_optional.then_some(definitions.as_slice()),
            repetitions: self.is_list.then_some(repetitions.as_slice()),
        };
        match &mut self.values {
            Values::Text(all) => levels.write::<ByteArrayType>(&take(all), &mut to)?,
            Values::Whole(all) => levels.write::<Int64Type>(&take(all), &mut to)?,
            Values::Real(all) => levels.write::<DoubleType>(&take(all), &mut to)?,
        }
        to.close()
    }
}

struct Levels<'a> {
    definitions: Option<&'a [i16]>,
    repetitions: Option<&'a [i16]>,
}

impl Levels<'_> {
    fn write<T: DataType>(
        &self,
        values: &[T::T],
        to: &mut SerializedColumnWriter<'_>,
    ) -> Result<()> {
        to.typed::<T>().write_batch(values, self.definitions, self.repetitions)?;
        Ok(())
    }
}
