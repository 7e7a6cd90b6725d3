//! A piece of an article on its way from a page to the text.

use rundown_news::{BlockKind, NewsTime};

/// A piece of an article before its place in the text is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) kind: BlockKind,
    pub(crate) text: String,
    pub(crate) at: Option<NewsTime>,
}
