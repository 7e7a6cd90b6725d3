//! An archive on its way into the store, from where an earlier import was cut off.

use std::path::Path;

use jiff::Timestamp;
use rundown_desk::{Batch, Desk, Document, DocumentKind, Mark, of_archive};
use rundown_files::{Archive, FileProblem, RecordMark};

use super::filling::Filling;
use crate::show::aside;
use crate::show::style::DIM;

/// One archive. What came out of it is taken in together with its mark, so that an
/// import that is killed goes on behind what it kept.
pub(super) struct Import {
    archive: Archive,
    name: String,
    /// Items of its feeds go behind its pages: they add what no page told.
    items: Vec<Document>,
    ended: bool,
}

impl Import {
    /// Goes on where the import of this archive was cut off, if it was.
    pub(super) fn of(
        desk: Option<&Desk>,
        mut archive: Archive,
        path: &Path,
    ) -> Result<Self, FileProblem> {
        let name = archive.name().to_owned();
        // A store that cannot tell is no reason to read nothing.
        let mark = desk.and_then(|desk| desk.archive_mark(&name).ok().flatten());
        if let Some(Mark { records, sum }) = mark {
            if archive.skip_to(RecordMark { records, sum }) {
                let path = path.display();
                aside(&format!(
                    "{DIM}{path}: going on behind record {records}, where an earlier \
                     import was cut off{DIM:#}"
                ));
            } else if let Some(anew) = Archive::open(path)? {
                archive = anew;
            }
        }
        Ok(Self { archive, name, items: Vec::new(), ended: false })
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.archive.bytes_read()
    }

    /// The next batch; `None` behind the last. The mark goes with the items, which come
    /// behind the pages that were read with them.
    pub(super) fn next_batch(&mut self, now: Timestamp) -> Option<Batch> {
        if !self.items.is_empty() {
            return Some(self.marked(Vec::new()));
        }
        if self.ended {
            return None;
        }
        let mut filling = Filling::default();
        while !filling.is_full() {
            let Some(page) = self.archive.next() else {
                self.ended = true;
                break;
            };
            match page {
                Ok(page) => self.sort(of_archive(page, now), &mut filling),
                Err(problem) => {
                    let name = problem.path().display().to_string();
                    let why = problem.why().to_owned();
                    filling.push(Document::unreadable(name, now, why));
                }
            }
        }
        if self.items.is_empty() {
            return Some(self.marked(filling.documents));
        }
        Some(Batch { documents: filling.documents, marks: Vec::new() })
    }

    fn sort(&mut self, documents: impl Iterator<Item = Document>, pages: &mut Filling) {
        for document in documents {
            match document.kind {
                DocumentKind::Item(..) => self.items.push(document),
                _ => pages.push(document),
            }
        }
    }

    /// Documents and all items that wait, with how far the archive is taken in by them; a
    /// finished one is forgotten.
    fn marked(&mut self, mut documents: Vec<Document>) -> Batch {
        documents.append(&mut self.items);
        let RecordMark { records, sum } = self.archive.mark();
        let mark = if self.ended { Mark::default() } else { Mark { records, sum } };
        Batch { documents, marks: vec![(self.name.clone(), mark)] }
    }
}
