//! The body of a page: the part of it that its lines are taken from, and what of them
//! is copy.

mod choose;
mod comments;
mod context;
mod copy;
mod entries;
mod fate;
pub(crate) mod features;
mod front;
mod highlights;
mod judge;
mod rules;
mod sorted;
mod tail;
mod views;
mod vouch;
mod wall;

pub(crate) use comments::mark_comments;
pub(crate) use context::Context;
pub(crate) use copy::{Copy, copy_of};
pub(crate) use features::Features;
pub(crate) use judge::measured_lines;
pub(crate) use views::speaks_of_cookies;
pub(crate) use wall::offers;
