//! A data directory that one process holds.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::StoreError;

/// Held as long as this lives.
pub(crate) struct Held(File);

impl Held {
    /// Makes the directory and holds it.
    pub(crate) fn hold(dir: &Path) -> Result<Self, StoreError> {
        let in_directory = |source| StoreError::Directory { dir: dir.to_owned(), source };
        std::fs::create_dir_all(dir).map_err(in_directory)?;
        let lock = File::create(dir.join("lock")).map_err(in_directory)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self(lock)),
            Err(TryLockError::WouldBlock) => {
                Err(StoreError::Busy { dir: dir.to_owned() })
            }
            Err(TryLockError::Error(source)) => Err(in_directory(source)),
        }
    }
}

impl Drop for Held {
    /// Lets go at once. To close the file would not do: a process that another thread starts
    /// has it open, too, until it becomes the program that it is to be.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
