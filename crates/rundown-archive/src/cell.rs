//! One value of a row.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// What stands in one column of one row.
#[derive(Debug)]
pub(crate) enum Cell {
    Nothing,
    Text(String),
    Texts(Vec<String>),
    Whole(i64),
    Real(f64),
}

impl Cell {
    /// The name that JSON gives a value of an enumeration.
    pub(crate) fn word(value: impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(Value::String(word)) => Self::Text(word),
            _ => Self::Nothing,
        }
    }

    pub(crate) fn shown(value: Option<impl ToString>) -> Self {
        value.map(|value| value.to_string()).into()
    }

    /// Bytes of text in it: what a row group is bounded by.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Texts(texts) => texts.iter().map(String::len).sum(),
            _ => size_of::<i64>(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Whole(number as i64)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<Timestamp> for Cell {
    fn from(at: Timestamp) -> Self {
        Self::Whole(at.as_microsecond())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
