//! A page as an archive gives it.

use jiff::Timestamp;

/// A page of an archive, as the server sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedPage {
    /// The address it was fetched from.
    pub url: String,
    /// When it was fetched.
    pub at: Option<Timestamp>,
    /// The character set that the server stated.
    pub charset: Option<String>,
    /// The page is plain text by what the server or the archive says.
    pub is_plain_text: bool,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}
