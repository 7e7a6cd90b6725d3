//! Files that nobody but their owner reads: what is followed and read is nobody's business.

use std::fs::{File, OpenOptions};
use std::path::Path;

/// Opens a file to write; one that is not there is made for its owner alone. The journals
/// of a database have the mode of its file.
///
/// # Errors
/// When it cannot be made or written.
pub fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
