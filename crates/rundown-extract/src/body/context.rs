//! What is known of an article before its body is read.

use rundown_news::Set;

use crate::html::NodeId;

/// What is known of the article before its body is read.
pub(crate) struct Context<'k> {
    pub(crate) headline: &'k str,
    pub(crate) headline_node: Option<NodeId>,
    /// What the page says it is about, in up to four places that need not agree.
    pub(crate) descriptions: &'k [&'k str],
    pub(crate) byline: &'k [String],
    /// What the page states as its body elsewhere, as simple words.
    pub(crate) body: &'k str,
    pub(crate) is_live: bool,
    /// Lines of offers around a wall: never copy.
    pub(crate) offers: &'k Set<usize>,
}
