//! Standard output. A failure to write says that it was the output that failed. What people
//! read of it goes through a [`crate::show::Screen`].

use std::io::{self, StdoutLock, Write};

/// An output whose failures say what failed.
pub(crate) struct Output<W>(W);

/// Standard output as it is.
pub(crate) fn plain() -> Output<StdoutLock<'static>> {
    Output(io::stdout().lock())
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(|error| named(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(|error| named(&error))
    }
}

/// The kind stays: a reader who went away is no failure, an interruption is repeated.
fn named(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("could not write to standard output: {error}"))
}
