//! The lines of a page, and what the elements around them are named as.

pub(crate) mod cue;
mod elements;
mod line;
mod sentence_end;

pub(crate) use cue::{BYLINE, CHROME, DOUBT, META};
pub(crate) use line::{
    Line, LineKind, Lines, Marked, held_by, is_caption, is_chrome, lines_of, range_of,
};
pub(crate) use sentence_end::ends_sentence;
