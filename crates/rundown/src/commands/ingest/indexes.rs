//! What folders say of their files, and what of that cannot be used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rundown_desk::{CaptureIndex, Document, Documents, IndexFault, documents};
use rundown_files::{FoundFile, read_file};
use rundown_news::limits::ARCHIVE_BYTES_MAX;
use rundown_news::{Capture, CaptureKind};

/// The file of a folder that says where its pages came from.
pub(crate) const INDEX: &str = "index.jsonl";

/// The indexes of the folders met so far.
#[derive(Default)]
pub(super) struct Indexes(BTreeMap<PathBuf, CaptureIndex>);

impl Indexes {
    /// What a file holds. One whose entry is wrong is refused: with an address or a time that
    /// nobody meant it would be another article.
    pub(super) fn documents(
        &mut self,
        file: &FoundFile,
        bytes: Vec<u8>,
        at: Option<Timestamp>,
        now: Timestamp,
    ) -> Documents {
        let found = file.path.ancestors().skip(1).find_map(|folder| {
            let line = self.of(folder).line(file.path.strip_prefix(folder).ok()?)?;
            Some((folder, line))
        });
        let name = file.path.display().to_string();
        if let Some((folder, line)) = &found
            && let Some(fault) = &line.fault
        {
            let why = format!(
                "{}: it is not taken in; mend the line and give it again",
                told(folder, fault)
            );
            return Box::new(std::iter::once(Document::unreadable(name, now, why)));
        }
        let line = found.map(|(_, line)| line);
        let indexed = line.as_ref().and_then(|line| line.fetched_at);
        let noted = at.or(indexed);
        // A time to come says nothing of when it was: the clock's stands in its place, which
        // nobody noted, and which is another when the same is taken in again.
        let is_ahead = noted.is_some_and(|noted| noted > now);
        let at = noted.or(file.changed_at).unwrap_or(now).min(now);
        let frame = Capture {
            bytes,
            url: line.and_then(|line| line.url),
            at: Some(at),
            charset: None,
            kind: CaptureKind::Unknown,
        };
        Box::new(documents(&name, frame, at).map(move |mut document| {
            if !document.noted {
                // A line without a time of its own arrives when it is taken in, whenever
                // its file was written.
                document.noted = noted.is_some();
                document.seen_at = noted.unwrap_or(now).min(now);
            }
            document.noted &= !(is_ahead && document.seen_at >= now);
            document
        }))
    }

    /// What of an index cannot be used: lines that are none, and files that are not there.
    pub(super) fn faults(&mut self, index: &Path, now: Timestamp) -> Documents {
        let folder = index.parent().unwrap_or(Path::new("")).to_owned();
        let index = self.of(&folder);
        let lines = index.faults().iter().map(|fault| {
            let why = format!("{}; the line is left out", fault.why);
            (fault.line, why)
        });
        let missing = index.files().filter(|(file, _)| !folder.join(file).exists());
        let missing = missing.map(|(file, line)| {
            (line, format!("there is no file {file}; the line is left out"))
        });
        let mut all: Vec<(usize, String)> = lines.chain(missing).collect();
        all.sort();
        let at = folder.join(INDEX).display().to_string();
        Box::new(all.into_iter().map(move |(line, why)| {
            Document::unreadable(format!("{at}, line {line}"), now, why)
        }))
    }

    fn of(&mut self, folder: &Path) -> &CaptureIndex {
        self.0.entry(folder.to_owned()).or_insert_with(|| index_of(folder))
    }
}

fn told(folder: &Path, fault: &IndexFault) -> String {
    format!("{}, line {}: {}", folder.join(INDEX).display(), fault.line, fault.why)
}

fn index_of(folder: &Path) -> CaptureIndex {
    let bytes = read_file(&folder.join(INDEX), ARCHIVE_BYTES_MAX).unwrap_or_default();
    CaptureIndex::parse(&bytes)
}
