//! From the characters of a page to a capped tree, in one linear pass.

mod build;
#[cfg(test)]
mod conformance;
mod entities;
mod named;
mod tag;
mod tokens;
mod tree;

pub(crate) use build::{Page, parse};
pub(crate) use entities::decode_text;
pub(crate) use named::Named;
pub(crate) use tag::Tag;
pub(crate) use tree::{NodeId, Tree, collapsed, push_collapsed};
