//! `rundown ingest`: files and folders into the store.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;
use rundown_desk::{CaptureIndex, Desk, Document, DocumentKind, Taken, Tally, documents};
use rundown_fetch::{Archive, ArchivedPage, FileProblem, FoundFile, read_file, walk};
use rundown_news::limits::{ARCHIVE_BYTES_MAX, BATCH_ARTICLES_MAX};
use rundown_news::{Capture, CaptureKind};
use serde_json::json;

use crate::cli::{Cli, Ingest};
use crate::failure::hinted;
use crate::input::{Taking, documents_of};
use crate::settings::open_desk;
use crate::show::progress;
use crate::show::style::DIM;

/// The file of a folder that says where its pages came from.
pub(crate) const INDEX: &str = "index.jsonl";

/// Refusals listed on the terminal; the summary counts them all.
const REFUSALS_SHOWN: usize = 20;

/// Items of feeds that wait for the pages; with more of them the first go ahead.
const ITEMS_HELD_MAX: usize = 50_000;

/// What an ingest did.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub tally: Tally,
    /// Names and reasons.
    pub refused: Vec<(String, String)>,
}

pub(crate) fn run(cli: &Cli, ingest: &Ingest) -> Result<()> {
    let desk = open_desk(cli)?;
    let mut summary = Summary::default();
    let (piped, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        ingest.paths.iter().partition(|path| path.as_path() == Path::new("-"));
    for path in piped {
        let taking = Taking { at: ingest.at, ..Taking::default() };
        summary.take(&desk, documents_of(path, &taking, desk.now())?)?;
    }
    let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
    let found: Vec<_> = walk(&paths).collect();
    let bar = progress::bar("reading", found.len());
    let mut intake = Intake::new(&desk, ingest.at, summary);
    for file in found {
        bar.inc(1);
        match file.and_then(|file| intake.open(&file)) {
            Ok(Opened::Documents(documents)) => intake.take(documents)?,
            Ok(Opened::Archive(archive)) => intake.take_archive(archive)?,
            Err(problem) => intake.summary.refuse(&problem),
        }
    }
    let summary = intake.finish()?;
    bar.finish_and_clear();
    place(&desk)?;
    summary.show(ingest.json)
}

/// Puts what came in into stories, with a sign of life.
pub(crate) fn place(desk: &Desk) -> Result<()> {
    let spinner = progress::spinner("threading");
    desk.place_news()?;
    spinner.finish_and_clear();
    Ok(())
}

/// Files on their way into the store, a batch at a time.
struct Intake<'a> {
    desk: &'a Desk,
    at: Option<Timestamp>,
    indexes: Indexes,
    batch: Vec<Document>,
    /// Items of feeds come last: they add what no page told.
    items: Vec<Document>,
    summary: Summary,
}

/// What a file turned out to be.
enum Opened {
    Documents(Vec<Document>),
    Archive(Archive),
}

impl<'a> Intake<'a> {
    fn new(desk: &'a Desk, at: Option<Timestamp>, summary: Summary) -> Self {
        let (batch, items) = (Vec::new(), Vec::new());
        Self { desk, at, indexes: Indexes::default(), batch, items, summary }
    }

    fn open(&mut self, file: &FoundFile) -> Result<Opened, FileProblem> {
        if let Some(archive) = Archive::open(&file.path)? {
            return Ok(Opened::Archive(archive));
        }
        let is_index = file.path.file_name().is_some_and(|name| name == INDEX);
        if is_index {
            return Ok(Opened::Documents(Vec::new()));
        }
        let bytes = read_file(&file.path, ARCHIVE_BYTES_MAX)?;
        let documents = self.indexes.documents(file, bytes, self.at, self.desk.now());
        Ok(Opened::Documents(documents))
    }

    fn take(&mut self, documents: Vec<Document>) -> Result<()> {
        let is_item = |one: &Document| matches!(one.kind, DocumentKind::Item(..));
        let (items, others): (Vec<Document>, Vec<Document>) =
            documents.into_iter().partition(is_item);
        self.items.extend(items);
        self.batch.extend(others);
        if self.batch.len() >= BATCH_ARTICLES_MAX {
            self.summary.take(self.desk, std::mem::take(&mut self.batch))?;
        }
        if self.items.len() >= ITEMS_HELD_MAX {
            self.summary.take(self.desk, std::mem::take(&mut self.items))?;
        }
        Ok(())
    }

    fn take_archive(&mut self, archive: Archive) -> Result<()> {
        let now = self.desk.now();
        let pages = progress::counter("pages of an archive");
        for page in archive {
            pages.inc(1);
            match page {
                Ok(page) => self.take(archived(page, now))?,
                Err(problem) => self.summary.refuse(&problem),
            }
        }
        pages.finish_and_clear();
        Ok(())
    }

    fn finish(mut self) -> Result<Summary> {
        self.summary.take(self.desk, self.batch)?;
        self.summary.take(self.desk, self.items)?;
        Ok(self.summary)
    }
}

/// A page of an archive, named by its address.
fn archived(page: ArchivedPage, now: Timestamp) -> Vec<Document> {
    let at = page.at.unwrap_or(now).min(now);
    let name = page.url.clone();
    let frame = Capture {
        bytes: page.bytes,
        url: Some(page.url),
        at: Some(at),
        charset: page.charset,
        kind: if page.is_plain_text { CaptureKind::Text } else { CaptureKind::Unknown },
    };
    documents(&name, frame, at)
}

/// The indexes of the folders met so far.
#[derive(Default)]
struct Indexes(BTreeMap<PathBuf, CaptureIndex>);

impl Indexes {
    fn documents(
        &mut self,
        file: &FoundFile,
        bytes: Vec<u8>,
        at: Option<Timestamp>,
        now: Timestamp,
    ) -> Vec<Document> {
        let line = file.path.ancestors().skip(1).find_map(|folder| {
            let index =
                self.0.entry(folder.to_owned()).or_insert_with(|| index_of(folder));
            index.line(file.path.strip_prefix(folder).ok()?)
        });
        let indexed = line.as_ref().and_then(|line| line.fetched_at);
        let noted = at.or(indexed);
        let at = noted.or(file.changed_at).unwrap_or(now).min(now);
        let frame = Capture {
            bytes,
            url: line.and_then(|line| line.url),
            at: Some(at),
            charset: None,
            kind: CaptureKind::Unknown,
        };
        let mut documents = documents(&file.path.display().to_string(), frame, at);
        for document in documents.iter_mut().filter(|document| !document.noted) {
            // A line without a time of its own arrives when it is taken in, whenever
            // its file was written.
            document.noted = noted.is_some();
            document.seen_at = noted.unwrap_or(now).min(now);
        }
        documents
    }
}

fn index_of(folder: &Path) -> CaptureIndex {
    let bytes = read_file(&folder.join(INDEX), ARCHIVE_BYTES_MAX).unwrap_or_default();
    CaptureIndex::parse(&bytes)
}

impl Summary {
    /// Takes documents in and counts what became of them.
    pub(crate) fn take(&mut self, desk: &Desk, documents: Vec<Document>) -> Result<()> {
        let names: Vec<String> = documents.iter().map(|one| one.name.clone()).collect();
        for (name, taken) in names.into_iter().zip(desk.take_in(documents)?) {
            self.tally.count(&taken);
            if let Taken::Refused { why } = taken {
                self.refused.push((name, why));
            }
        }
        Ok(())
    }

    fn refuse(&mut self, problem: &FileProblem) {
        let why = problem.why().to_owned();
        self.tally.count(&Taken::Refused { why: why.clone() });
        self.refused.push((problem.path().display().to_string(), why));
    }

    fn show(&self, json: bool) -> Result<()> {
        let Tally { read, new, revised, unchanged, refused } = self.tally;
        let mut out = std::io::stdout().lock();
        if json {
            let refusals: Vec<_> = self
                .refused
                .iter()
                .map(|(name, why)| json!({ "file": name, "why": why }))
                .collect();
            let mut summary = serde_json::to_value(self.tally)?;
            summary["refusals"] = refusals.into();
            writeln!(out, "{summary}")?;
        } else {
            for (name, why) in self.refused.iter().take(REFUSALS_SHOWN) {
                anstream::eprintln!("refused {name}: {why}");
            }
            if self.refused.len() > REFUSALS_SHOWN {
                let more = self.refused.len() - REFUSALS_SHOWN;
                anstream::eprintln!("{DIM}and {more} more; --json lists them all{DIM:#}");
            }
            writeln!(
                out,
                "read {read}: {new} new, {revised} revised, {unchanged} unchanged, {refused} refused"
            )?;
        }
        if refused == read && refused > 0 {
            return Err(hinted(
                "nothing could be taken in",
                "give pages, texts, feeds, JSON lines, WARC archives, or folders of them",
            ));
        }
        Ok(())
    }
}
