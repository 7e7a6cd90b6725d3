//! Where a page may say its headline, and what is found there.

use crate::html::{NodeId, Tree};
use crate::lines::Lines;
use crate::metadata::json_ld::Stated;
use crate::metadata::site::Site;
use crate::metadata::survey::Survey;

/// A headline and the element it stands in, if it is on the page.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) text: String,
    pub(crate) node: Option<NodeId>,
}

/// Where a page may say its headline.
pub(crate) struct HeadlineSources<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) seen: &'s Survey<'a>,
    pub(crate) stated: &'s Stated,
    pub(crate) lines: &'s Lines,
    pub(crate) site: &'s Site,
    pub(crate) url: &'s str,
}
