//! The body of a page: lines, the part of the page they are taken from, and what of
//! it is copy.

mod choose;
mod copy;
mod cue;
mod fate;
mod front;
mod highlights;
mod line;
mod tail;

pub(crate) use choose::{choose, ends_sentence};
pub(crate) use copy::{Copy, Known, Piece, copy_of};
pub(crate) use line::{Line, LineKind, lines_of};
