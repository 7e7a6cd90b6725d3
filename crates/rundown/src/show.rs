//! What people see on a terminal, and as Markdown.

pub(crate) mod article;
pub(crate) mod brief;
pub(crate) mod csv;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod progress;
pub(crate) mod style;
pub(crate) mod why;
