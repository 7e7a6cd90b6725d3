//! What people see on a terminal, and as Markdown.

pub(crate) mod article;
pub(crate) mod brief;
pub(crate) mod csv;
pub(crate) mod dates;
pub(crate) mod entry;
pub(crate) mod html;
mod kinds;
pub(crate) mod markdown;
mod pager;
pub(crate) mod progress;
pub(crate) mod rows;
pub(crate) mod screen;
pub(crate) mod style;
pub(crate) mod why;

pub(crate) use screen::{Screen, aside};
