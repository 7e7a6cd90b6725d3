//! `rundown ingest`: files and folders into the store.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;
use rundown_desk::{CaptureIndex, Desk, Document, DocumentKind, Taken, Tally, documents};
use rundown_fetch::{FoundFile, read_file, walk};
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
    let mut feeds = Vec::new();
    let (piped, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        ingest.paths.iter().partition(|path| path.as_path() == Path::new("-"));
    for path in piped {
        let taking = Taking { at: ingest.at, ..Taking::default() };
        summary.take(&desk, documents_of(path, &taking, desk.now())?)?;
    }
    let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
    let found: Vec<_> = walk(&paths).collect();
    let bar = progress::bar("reading", found.len());
    let mut indexes = Indexes::default();
    let mut batch = Vec::new();
    for file in found {
        bar.inc(1);
        let opened = file.and_then(|file| {
            let bytes = read_file(&file.path, ARCHIVE_BYTES_MAX)?;
            Ok((file, bytes))
        });
        let (file, bytes) = match opened {
            Ok(opened) => opened,
            Err(problem) => {
                summary.refuse(problem.path().display().to_string(), problem.to_string());
                continue;
            }
        };
        if file.path.file_name().is_some_and(|name| name == INDEX) {
            continue;
        }
        let (items, others): (Vec<Document>, Vec<Document>) = indexes
            .documents(&file, bytes, ingest.at, desk.now())
            .into_iter()
            .partition(is_item);
        feeds.extend(items);
        batch.extend(others);
        if batch.len() >= BATCH_ARTICLES_MAX {
            summary.take(&desk, std::mem::take(&mut batch))?;
        }
    }
    summary.take(&desk, batch)?;
    // Items of feeds come last: they add what no page told.
    summary.take(&desk, feeds)?;
    bar.finish_and_clear();
    place(&desk)?;
    summary.show(ingest.json)
}

fn is_item(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Item(..))
}

/// Puts what came in into stories, with a sign of life.
pub(crate) fn place(desk: &Desk) -> Result<()> {
    let spinner = progress::spinner("threading");
    desk.place_news()?;
    spinner.finish_and_clear();
    Ok(())
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
        let at = at.or(indexed).or(file.changed_at).unwrap_or(now).min(now);
        let frame = Capture {
            bytes,
            url: line.and_then(|line| line.url),
            at: Some(at),
            charset: None,
            kind: CaptureKind::Unknown,
        };
        documents(&file.path.display().to_string(), frame, at)
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

    fn refuse(&mut self, name: String, why: String) {
        self.tally.count(&Taken::Refused { why: why.clone() });
        self.refused.push((name, why));
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
                "give pages, texts, feeds, JSON lines, or folders of them",
            ));
        }
        Ok(())
    }
}
