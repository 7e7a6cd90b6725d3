//! Standard output and standard error. A failure to write says that it was the output
//! that failed; what cannot be told on standard error is not told, and stops nothing.

use std::fmt::Display;
use std::io::{self, StdoutLock, Write};

use anstream::AutoStream;

/// An output whose failures say what failed.
pub(crate) struct Output<W>(W);

/// Standard output as it is.
pub(crate) fn plain() -> Output<StdoutLock<'static>> {
    Output(io::stdout().lock())
}

/// Standard output; colours go only where they can be seen.
pub(crate) fn styled() -> Output<AutoStream<StdoutLock<'static>>> {
    Output(anstream::stdout().lock())
}

/// Tells something on standard error, if it can be told.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

/// The kind stays: a reader who went away is no failure, an interruption is repeated.
fn named(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("could not write to standard output: {error}"))
}
