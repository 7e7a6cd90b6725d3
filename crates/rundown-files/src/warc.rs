//! WARC archives (ISO 28500): the pages in them, one after the other.
//!
//! Real archives hold records that are cut off, lie about their length or were packed
//! badly. Such a record costs itself alone: reading goes on where the next one begins.
//! A revisit, which names a page by its sum, comes out as that page if an earlier record
//! of the archive held it.

mod answer;
mod members;
mod page;
mod payloads;
mod records;
mod writer;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use rundown_news::counted;
use rundown_news::limits::PAGE_BYTES_MAX;

use self::answer::{Answer, answer};
use self::members::{Broken, Members};
pub use self::page::ArchivedPage;
use self::payloads::{Payload, Payloads};
pub use self::records::RecordMark;
use self::records::{Record, Records};
pub use self::writer::{ArchiveRecord, ArchiveWriter};
use crate::files::FileProblem;
use crate::inflate::ZSTD_WINDOW_LOG_MAX;

/// Reads the pages of one archive.
///
/// Only answers of success that may hold a page, a text or a feed come out; requests,
/// pictures, redirects and the like are passed over. A record that cannot be read comes
/// out as a problem, and the next one follows.
pub struct Archive {
    path: PathBuf,
    name: String,
    records: Records,
    passed_over: u64,
    payloads: Payloads,
    packed: Arc<AtomicU64>,
    /// What could not be unpacked.
    broken: Arc<Broken>,
    /// Records that could not be read, and whether the last one was such.
    unread: u64,
    is_last_unread: bool,
    is_over: bool,
}

impl Archive {
    /// Opens a file if it is an archive: its first bytes say so, packed with gzip or
    /// zstd or not at all. `None` for any other file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(path: &Path) -> Result<Option<Self>, FileProblem> {
        let problem = |error: io::Error| FileProblem::new(path, error.to_string());
        let packed = Arc::new(AtomicU64::default());
        let file =
            Tallied { file: File::open(path).map_err(problem)?, bytes: packed.clone() };
        let mut file = BufReader::new(file);
        let first = match file.fill_buf() {
            Ok(first) => first,
            // A folder; whoever reads it next says so.
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => return Ok(None),
            Err(error) => return Err(problem(error)),
        };
        let broken = Arc::new(Broken::default());
        let source: Box<dyn Read + Send> = if first.starts_with(b"\x1f\x8b\x08") {
            Box::new(Members::new(file, Arc::clone(&broken)))
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
        let name = records.name();
        let (path, payloads) = (path.to_owned(), Payloads::default());
        Ok(Some(Self {
            path,
            name,
            records,
            passed_over: 0,
            payloads,
            packed,
            broken,
            unread: 0,
            is_last_unread: false,
            is_over: false,
        }))
    }

    /// A name that stays when the file is renamed or grows.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The place behind the page that came out last.
    #[must_use]
    pub fn mark(&self) -> RecordMark {
        self.records.mark
    }

    /// Goes to a place in an archive that was just opened, without reading the pages
    /// before it. `false` if the archive does not begin with what lay before that place;
    /// it is to be opened anew then.
    pub fn skip_to(&mut self, mark: RecordMark) -> bool {
        while self.records.mark.records < mark.records {
            let Some(record) = self.records.next() else { return false };
            // Later records may refer to its page.
            if let Ok(record) = record
                && record.digest.is_some()
            {
                let _ = self.page(record);
            }
        }
        self.records.mark == mark
    }

    /// How many bytes of the file were read.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.packed.load(Ordering::Relaxed)
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
            let Some(record) = self.records.next() else {
                let why = if self.is_over { None } else { self.unpacked_in_part() };
                self.is_over = true;
                return why.map(|why| Err(FileProblem::new(&self.path, why)));
            };
            self.is_last_unread = record.is_err();
            self.unread += u64::from(record.is_err());
            match record.and_then(|record| self.page(record)) {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => self.passed_over += 1,
                Err(why) => return Some(Err(FileProblem::new(&self.path, why))),
            }
        }
    }
}

impl Archive {
    /// What is lost because it could not be unpacked, where no record that could not be read
    /// tells of it: a member that is cut off may have given nothing at all.
    fn unpacked_in_part(&mut self) -> Option<String> {
        if let Some(why) = self.records.take_broke() {
            return Some(format!("the archive is damaged or cut off ({why})"));
        }
        if self.broken.is_cut() {
            let cut = "the archive ends inside a packed record, which is cut off";
            return (!self.is_last_unread).then(|| cut.to_owned());
        }
        let members = self.broken.members().saturating_sub(self.unread);
        (members > 0).then(|| {
            let parts = counted(members, "packed record");
            format!("{parts} could not be unpacked, and what stood there is left out")
        })
    }

    /// What a record holds to read; `None` if it is of another kind.
    fn page(&mut self, record: Record) -> Result<Option<ArchivedPage>, String> {
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
            "revisit" => return self.revisit(url, record.at, record.digest.as_deref()),
            _ => return Ok(None),
        };
        if !may_be_read(&kind) {
            if let Some(digest) = record.digest {
                self.payloads.put(digest, Payload::NoPage);
            }
            return Ok(None);
        }
        if bytes.len() > PAGE_BYTES_MAX {
            return Err(format!(
                "{url}: the page is larger than {} MiB",
                PAGE_BYTES_MAX >> 20
            ));
        }
        let is_plain_text = kind == "text/plain";
        let page = ArchivedPage { url, at: record.at, charset, is_plain_text, bytes };
        if let Some(digest) = record.digest {
            self.payloads.put_page(digest, &page);
        }
        Ok(Some(page))
    }

    /// The page that was found unchanged at a later visit, or under another address.
    fn revisit(
        &self,
        url: String,
        at: Option<Timestamp>,
        digest: Option<&str>,
    ) -> Result<Option<ArchivedPage>, String> {
        match digest.and_then(|digest| self.payloads.get(digest)) {
            Some(Payload::Page(earlier)) => Ok(Some(ArchivedPage { url, at, ..earlier })),
            Some(Payload::NoPage) => Ok(None),
            None => Err(format!("{url}: a revisit of a page that stands elsewhere")),
        }
    }
}

/// A file that notes how much of it was read.
struct Tallied {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl Read for Tallied {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(out)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
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
