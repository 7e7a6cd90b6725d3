//! What a page says of itself, from five places, none of them trusted alone.

mod authors;
mod headline;
mod hidden;
mod json_ld;
mod masthead;
mod site;
mod survey;
mod updates;

pub(crate) use authors::{
    AuthorSources, MEASURES as AUTHOR_MEASURES, authors_of, chosen_authors,
    measured_authors,
};
pub(crate) use headline::{
    Found, HeadlineSources, MEASURES as HEADLINE_MEASURES, headline_of,
    measured_headlines,
};
pub(crate) use hidden::hidden_body;
pub(crate) use json_ld::{Stated, stated_in};
pub(crate) use masthead::name_in_title;
pub(crate) use site::{Site, without_site};
pub(crate) use survey::{Survey, is_among_teasers, stands_aside, survey};
pub(crate) use updates::updates_shown;
