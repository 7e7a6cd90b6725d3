//! The body of a page: lines, the part of the page they are taken from, and what of
//! it is copy.

mod choose;
mod context;
mod copy;
mod cue;
mod elements;
mod fate;
pub(crate) mod features;
pub(crate) mod forest;
mod front;
mod highlights;
mod judge;
mod line;
mod rules;
mod sentence_end;
mod sorted;
mod tail;
mod views;

pub(crate) use context::Context;
pub(crate) use copy::{Copy, Piece, copy_of};
pub(crate) use cue::{BYLINE, CHROME, DOUBT, META};
pub(crate) use features::Features;
pub(crate) use forest::Forest;
pub(crate) use judge::measured_lines;
pub(crate) use line::{Line, LineKind, Lines, is_caption, is_chrome, lines_of, range_of};
pub(crate) use sentence_end::ends_sentence;
pub(crate) use tail::offers;
pub(crate) use views::speaks_of_cookies;
