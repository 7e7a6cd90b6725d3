//! Files on disk, without trust: folders, web archives, and what is packed.
//!
//! [`walk`] and [`read_file`] are sorted and bounded, and what cannot be read is named and
//! passed over; [`Archive`] reads the pages of a WARC file, and [`ArchiveWriter`] writes one;
//! [`gunzip`] unpacks what a server sends; [`certificates`] reads the authorities that an operator
//! trusts.

mod certificates;
mod files;
mod inflate;
mod warc;

pub use certificates::certificates;
pub use files::{FileProblem, FoundFile, read_file, walk};
pub use inflate::{InflateProblem, gunzip};
pub use warc::{Archive, ArchiveRecord, ArchiveWriter, ArchivedPage, RecordMark};
