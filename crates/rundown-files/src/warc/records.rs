//! The records of an unpacked archive.

use std::io::Read;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use memchr::memmem;
use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128};

use rundown_news::limits::{WARC_HEADER_BYTES_MAX, WARC_RECORD_BYTES_MAX};

/// What every record begins with, at the start of a line.
const BEGIN: &[u8] = b"WARC/";

/// Fields of a record's header that are read.
const FIELDS_MAX: usize = 64;

/// Bytes asked for at a time.
const STEP_BYTES: usize = 64 << 10;

/// One record.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// `response`, `request`, `resource`, …
    pub kind: String,
    pub target: Option<String>,
    pub at: Option<Timestamp>,
    pub content_type: String,
    /// The sum of the page, by which a revisit names it.
    pub digest: Option<String>,
    /// What it holds, as it was archived.
    pub block: Vec<u8>,
}

/// Cuts the records out of the stream.
pub(super) struct Records {
    source: Box<dyn Read + Send>,
    /// Bytes read and not yet used; `used` of them are.
    ahead: Vec<u8>,
    used: usize,
    ended: bool,
    /// What ended the stream, if it is not at its end.
    broke: Option<String>,
    /// Where the stream stands.
    pub(super) mark: RecordMark,
}

/// A place in an archive: so many records, and a sum over their headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordMark {
    /// Records before it, those that cannot be read among them.
    pub records: u64,
    /// The sum; 0 before the first record.
    pub sum: u64,
}

impl RecordMark {
    fn pass(&mut self, header: &[u8]) {
        self.records += 1;
        self.sum = xxh3_64_with_seed(header, self.sum);
    }
}

impl Records {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Self {
        let mark = RecordMark::default();
        Self { source, ahead: Vec::new(), used: 0, ended: false, broke: None, mark }
    }

    /// Whether a record stands at the very beginning.
    pub(super) fn begins_with_one(&mut self) -> bool {
        self.ahead(BEGIN.len()).starts_with(BEGIN)
    }

    /// What tells this archive from others: its first header, which has an id and a date.
    pub(super) fn name(&mut self) -> String {
        let ahead = self.ahead(WARC_HEADER_BYTES_MAX);
        let ahead = &ahead[..ahead.len().min(WARC_HEADER_BYTES_MAX)];
        let header = &ahead[..end_of_header(ahead).unwrap_or(ahead.len())];
        format!("warc:{:032x}", xxh3_128(header))
    }

    /// The next record, or why it could not be read; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<Record, String>> {
        self.seek_record().then(|| self.record())
    }

    /// Why the stream ended before its end, if it did; told once.
    pub(super) fn take_broke(&mut self) -> Option<String> {
        self.broke.take()
    }

    /// At least `count` bytes ahead, or what is left.
    fn ahead(&mut self, count: usize) -> &[u8] {
        if self.used > STEP_BYTES && self.used > self.ahead.len() / 2 {
            self.ahead.drain(..self.used);
            self.used = 0;
        }
        while !self.ended && self.ahead.len() - self.used < count {
            let step =
                (&mut self.source).take(STEP_BYTES as u64).read_to_end(&mut self.ahead);
            // A damaged end is an end: what was read before it stands.
            self.ended = !matches!(step, Ok(count) if count > 0);
            self.broke = step.err().map(|error| error.to_string());
        }
        &self.ahead[self.used..]
    }

    fn consume(&mut self, count: usize) {
        self.used = (self.used + count).min(self.ahead.len());
    }

    /// Goes to the next line that begins a record; `false` at the end.
    fn seek_record(&mut self) -> bool {
        if self.ahead(BEGIN.len()).starts_with(BEGIN) {
            return true;
        }
        let line = memmem::Finder::new(b"\nWARC/");
        loop {
            let ahead = self.ahead(STEP_BYTES);
            if let Some(at) = line.find(ahead) {
                self.consume(at + 1);
                return true;
            }
            let passed = ahead.len().saturating_sub(BEGIN.len());
            if passed == 0 {
                return false;
            }
            self.consume(passed);
        }
    }

    fn record(&mut self) -> Result<Record, String> {
        let header = match self.header() {
            Ok(header) => header,
            Err(why) => {
                self.mark.pass(BEGIN);
                self.consume(BEGIN.len());
                return Err(why);
            }
        };
        let Header { mut record, length, taken } = header;
        self.mark.pass(&self.ahead[self.used..self.used + taken]);
        self.consume(taken);
        if length > WARC_RECORD_BYTES_MAX as u64 {
            return Err(format!(
                "a record is said to hold {length} bytes; {WARC_RECORD_BYTES_MAX} are read"
            ));
        }
        record.block = self.block(length as usize)?;
        Ok(record)
    }

    fn header(&mut self) -> Result<Header, String> {
        let mut asked = STEP_BYTES.min(WARC_HEADER_BYTES_MAX);
        let end = loop {
            let ahead = self.ahead(asked);
            let ahead = &ahead[..ahead.len().min(asked)];
            // Another record ends it, too.
            let other = memmem::find(ahead, b"\nWARC/").map(|at| at + 1);
            if let Some(end) = end_of_header(&ahead[..other.unwrap_or(ahead.len())]) {
                break end;
            }
            if other.is_none() && ahead.len() < asked {
                return Err("a record is cut off within its header".to_owned());
            }
            if other.is_some() || asked == WARC_HEADER_BYTES_MAX {
                return Err(format!(
                    "the header of a record does not end within {WARC_HEADER_BYTES_MAX} bytes"
                ));
            }
            asked = WARC_HEADER_BYTES_MAX;
        };
        Header::read(&self.ahead(end)[..end])
    }

    /// Takes the block of a record. One that is followed by something else than a record
    /// lies about its length: it ends where a record begins inside it, if one does.
    fn block(&mut self, length: usize) -> Result<Vec<u8>, String> {
        // Two line ends lie between records.
        let ahead = self.ahead(length + 4 + BEGIN.len());
        let stated = &ahead[..length.min(ahead.len())];
        let behind = ahead[stated.len()..].trim_ascii_start();
        let is_whole =
            stated.len() == length && (behind.is_empty() || behind.starts_with(BEGIN));
        let inner = if is_whole { None } else { memmem::find(stated, b"\nWARC/") };
        let block = inner.map_or(stated, |at| &stated[..=at]);
        if inner.is_none() && block.len() < length {
            let missing = length - block.len();
            self.consume(length);
            return Err(format!("a record is cut off; {missing} bytes are missing"));
        }
        let block = block.to_vec();
        self.consume(block.len());
        Ok(block)
    }
}

struct Header {
    record: Record,
    length: u64,
    taken: usize,
}

impl Header {
    /// Reads a header: a line with the version, then fields as HTTP has them.
    fn read(bytes: &[u8]) -> Result<Self, String> {
        let damaged = |why: String| format!("the header of a record is damaged ({why})");
        let fields = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
        let mut room = [httparse::EMPTY_HEADER; FIELDS_MAX];
        let parsed = httparse::parse_headers(&bytes[fields..], &mut room)
            .map_err(|error| damaged(error.to_string()))?;
        let httparse::Status::Complete((_, parsed)) = parsed else {
            return Err(damaged("it does not end".to_owned()));
        };
        let field = |name: &str| {
            let found =
                parsed.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
            Some(String::from_utf8_lossy(found.value).trim().to_owned())
        };
        let length = field("Content-Length").and_then(|length| length.parse().ok());
        let target = field("WARC-Target-URI");
        let record = Record {
            kind: field("WARC-Type").unwrap_or_default(),
            // Some writers put the address in angle brackets.
            target: target.map(|url| url.trim_matches(['<', '>']).to_owned()),
            at: field("WARC-Date").and_then(|at| time(&at)),
            content_type: field("Content-Type").unwrap_or_default(),
            digest: field("WARC-Payload-Digest").map(|sum| sum.to_ascii_lowercase()),
            block: Vec::new(),
        };
        let length = length.ok_or_else(|| damaged("it states no length".to_owned()))?;
        Ok(Self { record, length, taken: bytes.len() })
    }
}

/// The time of a record: as the standard has it, or in the fourteen digits of older
/// crawlers ("20310514094000"), which mean UTC.
fn time(stated: &str) -> Option<Timestamp> {
    let digits = stated.len() == 14 && stated.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return stated.parse().ok();
    }
    let at = DateTime::strptime("%Y%m%d%H%M%S", stated).ok()?;
    Offset::UTC.to_timestamp(at).ok()
}

/// Where a header ends, its blank line included.
fn end_of_header(bytes: &[u8]) -> Option<usize> {
    let strict = memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4);
    let loose = memmem::find(bytes, b"\n\n").map(|at| at + 2);
    strict.into_iter().chain(loose).min()
}
