//! The pages of a web archive.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rundown_feed::{looks_like_feed, read_feed};
use rundown_files::{Archive, ArchivedPage};

use crate::guarded::apart;

/// The pages of one archive (WARC), in its order.
#[pyclass(frozen)]
pub(crate) struct Pages(Mutex<Archive>);

/// A page: address, time, character set, whether it is plain text, bytes; or else why a
/// record could not be read.
type Page<'py> =
    (String, Option<String>, Option<String>, bool, Bound<'py, PyBytes>, Option<String>);

#[pymethods]
impl Pages {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let opened = py.detach(|| Archive::open(&path));
        let opened = opened.map_err(|problem| PyOSError::new_err(problem.to_string()))?;
        let doing = format!("read {}", path.display());
        apart(py, &doing, || {
            let archive = opened.ok_or("it is no web archive (WARC)")?;
            Ok(Self(Mutex::new(archive)))
        })
    }

    /// The next page; `None` behind the last.
    fn next<'py>(&self, py: Python<'py>) -> PyResult<Option<Page<'py>>> {
        let next = apart(py, "read an archive", || {
            let mut archive = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(archive.find(|page| !page.as_ref().is_ok_and(is_feed)))
        })?;
        Ok(next.map(|page| match page {
            Ok(page) => {
                let bytes = PyBytes::new(py, &page.bytes);
                let at = page.at.map(|at| at.to_string());
                (page.url, at, page.charset, page.is_plain_text, bytes, None)
            }
            Err(problem) => {
                let nothing = PyBytes::new(py, b"");
                (String::new(), None, None, false, nothing, Some(problem.to_string()))
            }
        }))
    }
}

/// Whether a page is a feed: its articles stand on pages of their own.
fn is_feed(page: &ArchivedPage) -> bool {
    let read = || read_feed(&page.bytes, Some(&page.url), page.charset.as_deref());
    looks_like_feed(&page.bytes) && read().is_ok()
}
