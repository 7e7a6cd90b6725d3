//! Work beside Python: without its lock, and without a panic that reaches it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use rundown_news::ReadArticle;
use rundown_stages::{Line, lenient_time};
use serde::Serialize;

/// Why some work could not be done: what it was given is wrong.
pub(crate) type Wrong = String;

/// Does some work while other threads of Python run.
pub(crate) fn apart<T: Send>(
    py: Python<'_>,
    doing: &str,
    work: impl FnOnce() -> Result<T, Wrong> + Send,
) -> PyResult<T> {
    let done = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    match done {
        Ok(done) => {
            done.map_err(|why| PyValueError::new_err(format!("could not {doing}: {why}")))
        }
        Err(_) => Err(PyRuntimeError::new_err(format!(
            "could not {doing}: a fault in Rundown; please report it"
        ))),
    }
}

/// What a stage found, as JSON.
pub(crate) fn json(found: &impl Serialize) -> Result<String, Wrong> {
    serde_json::to_string(found).map_err(|error| error.to_string())
}

/// A time as callers write it.
pub(crate) fn time(text: &str) -> Result<Timestamp, Wrong> {
    let why = || format!("{text:?} is no time such as 2031-05-14T09:40:00Z");
    lenient_time(text).ok_or_else(why)
}

/// Articles of lines; the one that is none is named by its place.
pub(crate) fn articles(
    lines: &[String],
    of: impl Fn(Line) -> ReadArticle,
) -> Result<Vec<ReadArticle>, Wrong> {
    let article = |(i, line): (usize, &String)| {
        let line =
            Line::parse(line.as_bytes()).map_err(|why| format!("article {i}: {why}"))?;
        let read = of(line);
        if read.article.id.0.is_empty() {
            return Err(format!("article {i} has no id"));
        }
        Ok(read)
    };
    lines.iter().enumerate().map(article).collect()
}
