//! Files and standard input as bytes, with messages that name them.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::Timestamp;
use rundown_desk::{Documents, documents};
use rundown_files::read_file;
use rundown_news::limits::ARCHIVE_BYTES_MAX;
use rundown_news::{Capture, CaptureKind};

use crate::failure::hinted;

/// How to take a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taking {
    /// The address it came from.
    pub url: Option<String>,
    /// When it was fetched.
    pub at: Option<Timestamp>,
    /// What to read it as.
    pub kind: CaptureKind,
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    if path != Path::new("-") {
        return Ok(read_file(path, ARCHIVE_BYTES_MAX)?);
    }
    let mut bytes = Vec::new();
    let mut stdin = std::io::stdin().lock().take(ARCHIVE_BYTES_MAX as u64 + 1);
    stdin.read_to_end(&mut bytes).context("could not read standard input")?;
    if bytes.len() > ARCHIVE_BYTES_MAX {
        return Err(hinted(
            format!("standard input is longer than {ARCHIVE_BYTES_MAX} bytes"),
            "give it in parts",
        ));
    }
    Ok(bytes)
}

/// What to call a path in messages and ids.
pub(crate) fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// The documents of a file.
pub(crate) fn documents_of(
    path: &Path,
    taking: &Taking,
    now: Timestamp,
) -> Result<Documents> {
    let frame = Capture {
        bytes: bytes_of(path)?,
        url: taking.url.clone(),
        at: taking.at,
        charset: None,
        kind: taking.kind,
    };
    Ok(documents(&name_of(path), frame, taking.at.unwrap_or(now)))
}
