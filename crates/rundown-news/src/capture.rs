//! Bytes as they were fetched, saved or pasted.

use jiff::Timestamp;

/// One document before anyone has read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The bytes, decompressed but not decoded.
    pub bytes: Vec<u8>,
    /// The address it came from, if it is known.
    pub url: Option<String>,
    /// When it was fetched; nothing in it can have been published later.
    pub at: Option<Timestamp>,
    /// The character set a server stated for it.
    pub charset: Option<String>,
    /// What to read it as.
    pub kind: CaptureKind,
}

/// What a capture is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaptureKind {
    /// To be told from its bytes.
    #[default]
    Unknown,
    /// An HTML page.
    Page,
    /// A plain-text capture of a rendered page, or plain copy.
    Text,
}
