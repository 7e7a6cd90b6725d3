//! Paths that were given and lead nowhere: most often mistyped.

use std::path::{Path, PathBuf};

use anyhow::Result;
use rundown_news::counted;

use crate::failure::hinted;

/// Those of the paths that are not there.
pub(super) fn missing(paths: &[PathBuf]) -> Vec<PathBuf> {
    let leads_nowhere =
        |path: &&PathBuf| path.as_path() != Path::new("-") && !path.exists();
    paths.iter().filter(leads_nowhere).cloned().collect()
}

/// Fails where a path is not there, after what is there was taken in.
pub(super) fn all_there(missing: &[PathBuf]) -> Result<()> {
    let Some(first) = missing.first() else { return Ok(()) };
    let more = match missing.len() {
        1 => String::new(),
        paths => format!(", nor {}", counted(paths - 1, "more path")),
    };
    Err(hinted(
        format!("{} is not there{more}", first.display()),
        "all else was taken in; give the path as it is",
    ))
}
