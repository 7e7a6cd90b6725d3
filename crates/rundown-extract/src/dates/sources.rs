//! Where a page may say when it was published.

use crate::html::{NodeId, Tree};
use crate::lines::Lines;
use crate::metadata::{Stated, Survey};

/// The places of a page that are asked.
pub(crate) struct Sources<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) seen: &'s Survey<'a>,
    pub(crate) stated: &'s Stated,
    /// The element with the headline.
    pub(crate) headline: Option<NodeId>,
    /// Short lines between headline and text.
    pub(crate) front: &'s [String],
    /// Other lines with a date, the likeliest first.
    pub(crate) dated: &'s [String],
    pub(crate) lines: &'s Lines,
    /// The page itself.
    pub(crate) source: &'a str,
}
