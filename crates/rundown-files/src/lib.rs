//! Files on disk, without trust: folders, web archives, and what is packed.
//!
//! [`walk`] and [`read_file`] are sorted and bounded, and what cannot be read is named and
//! passed over; [`Archive`] reads the pages of a WARC file, and [`ArchiveWriter`] writes one;
//! [`gunzip`] unpacks what a server sends.

mod files;
mod inflate;
mod warc;

pub use files::{FileProblem, FoundFile, read_file, walk};
pub use inflate::{InflateProblem, gunzip};
pub use warc::{Archive, ArchiveRecord, ArchiveWriter, ArchivedPage, RecordMark};
