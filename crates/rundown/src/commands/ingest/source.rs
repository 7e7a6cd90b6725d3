//! Documents out of files, folders, archives and standard input, batch after batch.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rundown_desk::{Batch, Clock, Desk, Document, DocumentKind, Documents};
use rundown_files::{Archive, FileProblem, FoundFile, read_file, walk};
use rundown_news::limits::{ARCHIVE_BYTES_MAX, BATCH_ARTICLES_MAX};

use super::archive::Import;
use super::filling::Filling;
use super::indexes::{INDEX, Indexes};
use crate::input::{Taking, documents_of, name_of};

/// Items of feeds that wait for the pages; with more of them the first go ahead.
const ITEMS_HELD_MAX: usize = 50_000;

/// What is to be taken in.
pub(super) enum Input {
    /// Standard input.
    Piped,
    /// A file, or what became of looking for one.
    File(Result<FoundFile, FileProblem>),
}

impl Input {
    fn bytes(&self) -> u64 {
        match self {
            Self::File(Ok(file)) => file.bytes,
            _ => 0,
        }
    }
}

/// What the paths lead to, in their order; standard input once, however often named.
pub(super) fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let is_pipe = |path: &&PathBuf| path.as_path() == Path::new("-");
    let piped = paths.iter().filter(is_pipe).take(1).map(|_| Input::Piped);
    let paths: Vec<PathBuf> =
        paths.iter().filter(|path| !is_pipe(path)).cloned().collect();
    piped.chain(walk(&paths).map(Input::File)).collect()
}

/// The documents of all inputs. What cannot be read comes as a document that says so.
pub(super) struct Source<'a> {
    clock: Clock,
    /// Tells how far archives are taken in already; none where nothing is.
    desk: Option<&'a Desk>,
    at: Option<Timestamp>,
    ahead: std::vec::IntoIter<Input>,
    open: Option<Open>,
    indexes: Indexes,
    /// Items of feeds come last: they add what no page told.
    items: Vec<Document>,
    /// How many bytes of all were handed out.
    pub(super) passed: Passed,
}

/// How far the inputs are handed out.
#[derive(Default)]
pub(super) struct Passed {
    /// Bytes of the inputs that are done.
    done: u64,
    /// Bytes of the one at hand.
    at_hand: u64,
    hear: Option<Box<dyn Fn(u64)>>,
}

/// What is read at the moment.
enum Open {
    File { documents: Documents, bytes: u64, unpacked: u64, taken: u64 },
    Archive { import: Box<Import>, bytes: u64 },
}

impl<'a> Source<'a> {
    pub(super) fn new(
        clock: Clock,
        desk: Option<&'a Desk>,
        at: Option<Timestamp>,
        inputs: Vec<Input>,
    ) -> Self {
        Self {
            clock,
            desk,
            at,
            ahead: inputs.into_iter(),
            open: None,
            indexes: Indexes::default(),
            items: Vec::new(),
            passed: Passed::default(),
        }
    }

    /// All bytes there are.
    pub(super) fn bytes(inputs: &[Input]) -> u64 {
        inputs.iter().map(Input::bytes).sum()
    }

    /// Calls `hear` with the bytes that were handed out.
    pub(super) fn heard_by(mut self, hear: impl Fn(u64) + 'static) -> Self {
        self.passed.hear = Some(Box::new(hear));
        self
    }

    /// Opens the next input; a problem is a document, too.
    fn open_next(&mut self, input: Input) -> Open {
        let bytes = input.bytes();
        let opened = match input {
            Input::Piped => Ok(self.piped()),
            Input::File(Ok(file)) => self.opened(&file),
            Input::File(Err(problem)) => Err(problem),
        };
        opened.unwrap_or_else(|problem| {
            let name = problem.path().display().to_string();
            let why = problem.why().to_owned();
            let refused = Document::unreadable(name, self.clock.now(), why);
            let documents = Box::new(std::iter::once(refused));
            Open::File { documents, bytes, unpacked: 0, taken: 0 }
        })
    }

    fn piped(&self) -> Open {
        let taking = Taking { at: self.at, ..Taking::default() };
        let (path, now) = (Path::new("-"), self.clock.now());
        let documents = documents_of(path, &taking, now).unwrap_or_else(|error| {
            let why = error.to_string();
            Box::new(std::iter::once(Document::unreadable(name_of(path), now, why)))
        });
        Open::File { documents, bytes: 0, unpacked: 0, taken: 0 }
    }

    fn opened(&mut self, file: &FoundFile) -> Result<Open, FileProblem> {
        let bytes = file.bytes;
        if let Some(archive) = Archive::open(&file.path)? {
            let import = Box::new(Import::of(self.desk, archive, &file.path)?);
            return Ok(Open::Archive { import, bytes });
        }
        let is_index = file.path.file_name().is_some_and(|name| name == INDEX);
        if is_index {
            let documents = self.indexes.faults(&file.path, self.clock.now());
            return Ok(Open::File { documents, bytes, unpacked: 0, taken: 0 });
        }
        let read = read_file(&file.path, ARCHIVE_BYTES_MAX)?;
        let unpacked = read.len() as u64;
        let documents = self.indexes.documents(file, read, self.at, self.clock.now());
        Ok(Open::File { documents, bytes, unpacked, taken: 0 })
    }

    /// The next batch of an archive: a problem, pages, or the items of the feeds in it.
    fn of_archive(&mut self, mut import: Box<Import>, bytes: u64) -> Option<Batch> {
        let batch = import.next_batch(self.clock.now());
        self.passed.stands_at(import.bytes_read().min(bytes));
        if batch.is_some() {
            self.open = Some(Open::Archive { import, bytes });
        } else {
            self.passed.finish(bytes);
        }
        batch
    }
}

impl Iterator for Source<'_> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut filling = Filling::default();
        while !filling.is_full() && self.items.len() < ITEMS_HELD_MAX {
            match self.open.take() {
                Some(Open::File { mut documents, bytes, unpacked, mut taken }) => {
                    let Some(document) = documents.next() else {
                        self.passed.finish(bytes);
                        continue;
                    };
                    taken += document.bytes() as u64;
                    let share = taken.min(unpacked) as f64 / unpacked.max(1) as f64;
                    self.passed.stands_at((bytes as f64 * share) as u64);
                    self.open = Some(Open::File { documents, bytes, unpacked, taken });
                    if matches!(document.kind, DocumentKind::Item(..)) {
                        self.items.push(document);
                    } else {
                        filling.push(document);
                    }
                }
                Some(archive @ Open::Archive { .. }) if !filling.is_empty() => {
                    // Its own batches say how far it is taken in.
                    self.open = Some(archive);
                    break;
                }
                Some(Open::Archive { import, bytes }) => {
                    if let Some(batch) = self.of_archive(import, bytes) {
                        return Some(batch);
                    }
                }
                None => match self.ahead.next() {
                    Some(input) => self.open = Some(self.open_next(input)),
                    None => break,
                },
            }
        }
        if filling.is_empty() {
            let next = self.items.len().min(BATCH_ARTICLES_MAX);
            filling.documents.extend(self.items.drain(..next));
        }
        (!filling.is_empty())
            .then(|| Batch { documents: filling.documents, marks: vec![] })
    }
}

impl Passed {
    fn stands_at(&mut self, at_hand: u64) {
        self.at_hand = at_hand;
        self.tell();
    }

    fn finish(&mut self, bytes: u64) {
        self.done += bytes;
        self.at_hand = 0;
        self.tell();
    }

    fn tell(&self) {
        if let Some(hear) = &self.hear {
            hear(self.done + self.at_hand);
        }
    }
}
