//! Small texts beside the store: tokens, families of outlets, a key.
//!
//! Of a store in a file they lie in files of its directory, where people mend them by hand;
//! of one at a server with it, so that every machine that reads there knows the same.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rundown_store::{Store, StoreError};

/// Where they are.
#[derive(Clone)]
pub(crate) enum Notes {
    /// In a directory.
    Directory(PathBuf),
    /// In the store.
    Store(Arc<dyn Store>),
}

impl Default for Notes {
    fn default() -> Self {
        Self::Directory(PathBuf::new())
    }
}

impl std::fmt::Debug for Notes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory(dir) => write!(f, "Notes({})", dir.display()),
            Self::Store(_) => f.write_str("Notes(store)"),
        }
    }
}

impl Notes {
    /// Where one of them is, for people.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        match self {
            Self::Directory(dir) => dir.join(name),
            Self::Store(_) => Path::new("the store").join(name),
        }
    }

    /// One of them, no longer than so many bytes; none if there is none.
    pub(crate) fn read(&self, name: &str, most: u64) -> io::Result<Option<String>> {
        let text = match self {
            Self::Directory(dir) => {
                let file = dir.join(name);
                match fs::metadata(&file) {
                    Ok(found) if found.len() > most => return Err(too_long()),
                    Ok(_) => Some(fs::read_to_string(&file)?),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                    Err(error) => return Err(error),
                }
            }
            Self::Store(store) => store.note(name).map_err(failed)?,
        };
        match text {
            Some(text) if text.len() as u64 > most => Err(too_long()),
            text => Ok(text),
        }
    }

    /// Puts a new one in the place of an old one, for its owner's eyes only.
    pub(crate) fn write(&self, name: &str, text: &str) -> io::Result<()> {
        match self {
            Self::Directory(dir) => replace(&dir.join(name), text),
            Self::Store(store) => store.put_note(name, text).map_err(failed),
        }
    }
}

fn too_long() -> io::Error {
    io::Error::other("it is too long")
}

fn failed(error: StoreError) -> io::Error {
    io::Error::other(error)
}

fn replace(file: &Path, text: &str) -> io::Result<()> {
    if let Some(dir) = file.parent() {
        fs::create_dir_all(dir)?;
    }
    let beside = file.with_extension("new");
    let _ = fs::remove_file(&beside);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut new = options.open(&beside)?;
    new.write_all(text.as_bytes())?;
    new.sync_all()?;
    fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_up_to_its_bound_and_refused_beyond() {
        let dir =
            std::env::temp_dir().join(format!("rundown-notes-{}", std::process::id()));
        let notes = Notes::Directory(dir.clone());
        assert_eq!(notes.read("note", 5).unwrap(), None);
        notes.write("note", "12345").unwrap();
        let (whole, refused) = (notes.read("note", 5), notes.read("note", 4));
        let _ = fs::remove_dir_all(&dir);
        assert_eq!(whole.unwrap().as_deref(), Some("12345"));
        assert_eq!(refused.unwrap_err().to_string(), too_long().to_string());
    }
}
