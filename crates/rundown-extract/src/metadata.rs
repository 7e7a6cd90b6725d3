//! What a page says of itself, from five places, none of them trusted alone.

mod authors;
mod clock;
mod date_parts;
mod date_text;
mod days;
mod headline;
mod hidden;
mod json_ld;
mod masthead;
mod months;
mod names;
mod site;
mod survey;
mod words;

pub(crate) use authors::{
    AuthorSources, MEASURES as AUTHOR_MEASURES, authors_of, chosen_authors,
    measured_authors,
};
pub(crate) use date_text::{ago, date_in_text, is_day_of_month, last_day, time_of};
pub(crate) use headline::{
    Found, HeadlineSources, MEASURES as HEADLINE_MEASURES, headline_of,
    measured_headlines,
};
pub(crate) use hidden::hidden_body;
pub(crate) use json_ld::{Stated, stated_in};
pub(crate) use masthead::name_in_title;
pub(crate) use months::is_month;
pub(crate) use names::{people_in, pieces_in};
pub(crate) use site::{Site, without_site};
pub(crate) use survey::{Survey, stands_aside, survey};
pub(crate) use words::{agreement, same_words};
