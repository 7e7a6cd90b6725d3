//! What is known of a page when its authors are looked for.

use crate::html::Tree;
use crate::lines::Lines;
use crate::metadata::headline::Found;
use crate::metadata::json_ld::Stated;
use crate::metadata::site::Site;
use crate::metadata::survey::Survey;

/// Where a page may name its authors.
pub(crate) struct AuthorSources<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) seen: &'s Survey<'a>,
    pub(crate) stated: &'s Stated,
    pub(crate) lines: &'s Lines,
    pub(crate) headline: &'s Found,
    /// The names by which the site may call itself.
    pub(crate) site: &'s Site,
    pub(crate) url: &'s str,
}
