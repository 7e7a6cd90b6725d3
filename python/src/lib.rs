//! What `import rundown` is made of: the stages of Rundown over lines of JSON.
//!
//! The files of Python beside it (`lib/rundown`) turn dicts into lines and back. While a
//! stage works, other threads of Python run; a fault of ours becomes an exception.

mod guarded;

mod archive;
mod brief;
mod read;
mod threads;

use pyo3::prelude::*;

#[pymodule]
fn _rundown(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(read::read_page, module)?)?;
    module.add_function(wrap_pyfunction!(read::page_row, module)?)?;
    module.add_function(wrap_pyfunction!(read::read_lines, module)?)?;
    module.add_function(wrap_pyfunction!(read::read_rows, module)?)?;
    module.add_function(wrap_pyfunction!(read::annotate_lines, module)?)?;
    module.add_function(wrap_pyfunction!(threads::thread_lines, module)?)?;
    module.add_function(wrap_pyfunction!(brief::brief_lines, module)?)?;
    module.add_class::<threads::Threads>()?;
    module.add_class::<archive::Pages>()
}
