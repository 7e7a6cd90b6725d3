//! WARC archives (ISO 28500): the pages in them, one after the other.
//!
//! Real archives hold records that are cut off, lie about their length or were packed
//! badly. Such a record costs itself alone: reading goes on where the next one begins.

mod answer;
mod members;
mod records;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rundown_news::limits::PAGE_BYTES_MAX;

use self::answer::{Answer, answer};
use self::members::Members;
use self::records::{Record, Records};
use crate::files::FileProblem;
use crate::inflate::ZSTD_WINDOW_LOG_MAX;

/// A page of an archive, as the server sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedPage {
    /// The address it was fetched from.
    pub url: String,
    /// When it was fetched.
    pub at: Option<Timestamp>,
    /// The character set that the server stated.
    pub charset: Option<String>,
    /// The page is plain text by what the server or the archive says.
    pub is_plain_text: bool,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Reads the pages of one archive.
///
/// Only answers of success that may hold a page, a text or a feed come out; requests,
/// pictures, redirects and the like are passed over. A record that cannot be read comes
/// out as a problem, and the next one follows.
pub struct Archive {
    path: PathBuf,
    records: Records,
    passed_over: u64,
}

impl Archive {
    /// Opens a file if it is an archive: its first bytes say so, packed with gzip or
    /// zstd or not at all. `None` for any other file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(path: &Path) -> Result<Option<Self>, FileProblem> {
        let problem = |error: io::Error| FileProblem::new(path, error.to_string());
        let mut file = BufReader::new(File::open(path).map_err(problem)?);
        let first = match file.fill_buf() {
            Ok(first) => first,
            // A folder; whoever reads it next says so.
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => return Ok(None),
            Err(error) => return Err(problem(error)),
        };
        let source: Box<dyn Read> = if first.starts_with(b"\x1f\x8b\x08") {
            Box::new(Members::new(file))
        } else if first.starts_with(b"\x28\xb5\x2f\xfd") {
            let mut frames = zstd::Decoder::with_buffer(file).map_err(problem)?;
            frames.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(problem)?;
            Box::new(frames)
        } else {
            Box::new(file)
        };
        let mut records = Records::new(source);
        if !records.begins_with_one() {
            return Ok(None);
        }
        Ok(Some(Self { path: path.to_owned(), records, passed_over: 0 }))
    }

    /// How many records held nothing to read, so far.
    #[must_use]
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }
}

impl Iterator for Archive {
    type Item = Result<ArchivedPage, FileProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.records.next()?.and_then(page) {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => self.passed_over += 1,
                Err(why) => return Some(Err(FileProblem::new(&self.path, why))),
            }
        }
    }
}

/// What a record holds to read; `None` if it is of another kind.
fn page(record: Record) -> Result<Option<ArchivedPage>, String> {
    let Some(url) = record.target.filter(|url| is_page_address(url)) else {
        return Ok(None);
    };
    let Answer { kind, charset, bytes } = match record.kind.as_str() {
        "response" => {
            match answer(&record.block).map_err(|why| format!("{url}: {why}"))? {
                Some(answer) => answer,
                None => return Ok(None),
            }
        }
        "resource" | "conversion" => Answer::of(&record.content_type, record.block),
        _ => return Ok(None),
    };
    if !may_be_read(&kind) {
        return Ok(None);
    }
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(format!(
            "{url}: the page is larger than {} MiB",
            PAGE_BYTES_MAX >> 20
        ));
    }
    let is_plain_text = kind == "text/plain";
    Ok(Some(ArchivedPage { url, at: record.at, charset, is_plain_text, bytes }))
}

fn is_page_address(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| matches!(scheme, "http" | "https"))
        && !url.ends_with("/robots.txt")
}

/// Whether a content type is one of pages, texts and feeds; many servers state none.
fn may_be_read(kind: &str) -> bool {
    matches!(kind, "" | "text/html" | "text/plain" | "application/feed+json")
        || kind.ends_with("xml") && kind != "image/svg+xml"
}

#[cfg(test)]
mod tests;
