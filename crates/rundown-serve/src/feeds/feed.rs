//! A feed before it is written down.

use jiff::Timestamp;

/// A feed.
pub(super) struct Feed {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) page: String,
    /// Its own address, without the ending that tells its form.
    pub(super) own: String,
    pub(super) updated: Timestamp,
    pub(super) entries: Vec<Entry>,
}

/// What stands in it.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) page: String,
    pub(super) published: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) content: String,
    /// Streams of the Google Reader API that it is in.
    pub(super) marks: Vec<String>,
}
