//! What `cargo xtask train body` needs to grow the forest that judges lines. Not part
//! of reading a page.

use jiff::Timestamp;
use rundown_news::{Article, NewsTime};

pub use crate::forest::{Branches, DEPTH, ENDS, Forest, QUESTIONS};
use crate::page;
use crate::reading::Reading;

/// A line of a page and what is measured of it.
pub type Measured = (String, [i32; FEATURES]);

/// So many measures are taken of a line.
pub const FEATURES: usize = crate::body::features::FEATURES;

/// The lines of a page that the forest is asked about.
#[must_use]
pub fn lines_of(html: &str, url: Option<&str>) -> Vec<Measured> {
    page::measured(html, &Reading { url, at: None })
}

/// So many measures are taken of a day that a page tells.
pub const DAY_MEASURES: usize = crate::dates::MEASURES;

/// The measures of a day that say that data and metas tell it of publishing, or change.
pub const DAY_PUBLISHED: [usize; 3] = crate::dates::PUBLISHED_MEASURES;
/// See [`DAY_PUBLISHED`].
pub const DAY_CHANGED: [usize; 2] = crate::dates::CHANGED_MEASURES;

/// The days that a page tells, with what is measured of them.
#[must_use]
pub fn days_of(
    html: &str,
    url: Option<&str>,
    at: Option<Timestamp>,
) -> Vec<(NewsTime, [i32; DAY_MEASURES])> {
    page::days_told(html, &Reading { url, at }, &crate::BODY)
}

/// So many measures are taken of a text that may be a headline.
pub const HEADLINE_MEASURES: usize = crate::metadata::HEADLINE_MEASURES;

/// The texts of a page that may be its headline, with what is measured of them.
#[must_use]
pub fn headlines_of(
    html: &str,
    url: Option<&str>,
) -> Vec<(String, [i32; HEADLINE_MEASURES])> {
    page::headlines_told(html, &Reading { url, at: None })
}

/// So many measures are taken of a name that may be that of an author.
pub const AUTHOR_MEASURES: usize = crate::metadata::AUTHOR_MEASURES;

/// The names of a page that may be those of its authors, with what is measured of them.
#[must_use]
pub fn authors_of(
    html: &str,
    url: Option<&str>,
) -> Vec<(String, [i32; AUTHOR_MEASURES])> {
    page::authors_told(html, &Reading { url, at: None })
}

/// The places of those names that a forest takes for authors.
#[must_use]
pub fn chosen_authors(
    told: &[(String, [i32; AUTHOR_MEASURES])],
    forest: &Forest,
) -> Vec<usize> {
    crate::metadata::chosen_authors(told, forest)
}

/// The names that a line of authors holds.
#[must_use]
pub fn names_in(byline: &str) -> Vec<String> {
    crate::names::pieces_in(byline)
}

/// Reads a page with another forest than the one that is shipped.
#[must_use]
pub fn read_with(
    html: &str,
    url: Option<&str>,
    at: Option<Timestamp>,
    forest: &Forest,
) -> Article {
    page::read_page(html, &Reading { url, at }, forest).0
}
