//! A place for stores that are broken on purpose.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

/// A directory that goes when it is done with.
pub(crate) struct Room(pub PathBuf);

impl Room {
    /// A new directory; the name tells it from those of other tortures of this process.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let name = format!("rundown-torture-{}-{name}", std::process::id());
        let dir = std::env::temp_dir().join(name);
        fs::create_dir_all(&dir)?;
        Ok(Self(dir))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
