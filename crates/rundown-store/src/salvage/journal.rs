//! The journal beside a database (<https://sqlite.org/fileformat2.html#walformat>): what was
//! stored last stands there alone.
//!
//! Frames are told from those of an earlier use by their salt. Their own checksums run over
//! all before them, so that one damaged frame would cost all behind it; they are not asked:
//! each row is proven by its own.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::layout::{PAGE, page_number};

const HEAD: u64 = 32;
const FRAME_HEAD: u64 = 24;

/// Where each page of a journal stands in it, in its latest state.
pub(super) fn pages(journal: &mut File) -> io::Result<BTreeMap<u64, u64>> {
    let mut pages = BTreeMap::new();
    let bytes = journal.metadata()?.len();
    let mut head = [0; HEAD as usize];
    if bytes < HEAD {
        return Ok(pages);
    }
    journal.read_exact(&mut head)?;
    let mut at = HEAD;
    let mut frame = [0; FRAME_HEAD as usize];
    while at + FRAME_HEAD + PAGE as u64 <= bytes {
        journal.seek(SeekFrom::Start(at))?;
        journal.read_exact(&mut frame)?;
        if frame.get(8..16) == head.get(16..24) {
            pages.insert(frame.get(..4).map_or(0, page_number), at + FRAME_HEAD);
        }
        at += FRAME_HEAD + PAGE as u64;
    }
    Ok(pages)
}
