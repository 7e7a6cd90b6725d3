//! Files and standard input as bytes, with messages that name them.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::Timestamp;
use rundown_desk::{Document, documents};
use rundown_fetch::read_file;
use rundown_news::limits::{JSON_LINE_BYTES_MAX, PAGE_BYTES_MAX};
use rundown_news::{Capture, CaptureKind};

/// Bytes read from standard input at once: a page, or lines of JSON.
const STDIN_BYTES_MAX: u64 = 4 << 30;

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
        // Lines of JSON may make up a long file; a page is cut when it is read.
        let bytes_max = if is_lines(path) {
            usize::MAX
        } else {
            PAGE_BYTES_MAX.max(JSON_LINE_BYTES_MAX)
        };
        return Ok(read_file(path, bytes_max)?);
    }
    let mut bytes = Vec::new();
    let mut stdin = std::io::stdin().lock().take(STDIN_BYTES_MAX);
    stdin.read_to_end(&mut bytes).context("could not read standard input")?;
    Ok(bytes)
}

fn is_lines(path: &Path) -> bool {
    let name = path.to_string_lossy();
    [".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst"].iter().any(|end| name.ends_with(end))
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
) -> Result<Vec<Document>> {
    let frame = Capture {
        bytes: bytes_of(path)?,
        url: taking.url.clone(),
        at: taking.at,
        charset: None,
        kind: taking.kind,
    };
    Ok(documents(&name_of(path), frame, taking.at.unwrap_or(now)))
}
