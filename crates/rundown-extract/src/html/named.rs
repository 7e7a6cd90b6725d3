//! The attributes by which an element says what it holds.

use super::tree::{NodeId, Tree};

/// What an element is called, as written: the first attribute of each name.
#[derive(Default)]
pub(crate) struct Named<'a> {
    pub(crate) class: Option<&'a str>,
    pub(crate) id: Option<&'a str>,
    pub(crate) itemprop: Option<&'a str>,
    pub(crate) property: Option<&'a str>,
    pub(crate) rel: Option<&'a str>,
    pub(crate) role: Option<&'a str>,
    pub(crate) style: Option<&'a str>,
    pub(crate) hidden: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
    /// What a page of AMP shows to whom.
    pub(crate) subscriptions_section: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// Looks once over all attributes, as most elements have none of these.
    #[inline]
    pub(crate) fn of(tree: &Tree<'a>, id: NodeId) -> Self {
        let mut named = Self::default();
        for attribute in tree.attributes_of(id) {
            let name = tree.name_of(attribute);
            let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
            let slot = match name.len() {
                2 if is("id") => &mut named.id,
                3 if is("rel") => &mut named.rel,
                4 if is("role") => &mut named.role,
                5 if is("class") => &mut named.class,
                5 if is("style") => &mut named.style,
                5 if is("title") => &mut named.title,
                6 if is("hidden") => &mut named.hidden,
                8 if is("itemprop") => &mut named.itemprop,
                8 if is("property") => &mut named.property,
                21 if is("subscriptions-section") => &mut named.subscriptions_section,
                _ => continue,
            };
            slot.get_or_insert_with(|| tree.value_of(attribute));
        }
        named
    }
}
