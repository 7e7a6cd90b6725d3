//! The rim of the program: the web, politely and safely, and files on disk.
//!
//! Every outbound byte goes through one [`Fetcher`]. It asks only addresses that the
//! [`Guard`] lets through, on every hop of a redirect and again when it connects, and it
//! bounds what an answer may cost: time, bytes, redirects, connections to a host. An
//! outlet's `robots.txt`, its validators and its wish to be left alone are kept.
//!
//! [`walk`] and [`read_file`] do the same for folders: sorted, bounded, and what cannot
//! be read is named and passed over; [`Archive`] reads the pages of a WARC file.

mod answer;
mod body;
mod config;
mod error;
mod explain;
mod fetcher;
mod files;
mod form;
mod guard;
mod headers;
mod hosts;
mod inflate;
mod mail;
mod resolver;
mod robots;
mod tls;
mod warc;
mod wire;

pub use answer::{Conditions, Fetched, Fresh, Hold, NamedHub, Unchanged};
pub use config::FetchConfig;
pub use error::{FetchError, FetchProblem};
pub use explain::{Explained, Hop, Permission};
pub use fetcher::Fetcher;
pub use files::{FileProblem, FoundFile, read_file, walk};
pub use guard::{Guard, Refusal};
pub use inflate::InflateProblem;
pub use mail::Letter;
pub use warc::{Archive, ArchivedPage, RecordMark};
pub use wire::{Answering, Reply, Wire};
