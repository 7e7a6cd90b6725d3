//! The protocols of programs that people read feeds with, over stories: each story is one
//! item, told anew when something new is told in it and not otherwise.
//!
//! All of it is functions of a question and of what there is: who may ask, what stories
//! say and what a reader does is somebody else's. The protocols were never written down
//! whole; what is answered here is what their clients ask for (`docs/guides/readers.md`).
//!
//! | module | what |
//! |---|---|
//! | [`item`] | a story as an item, and its names |
//! | [`params`] | what a question says |
//! | [`stream`] | which items a question means |
//! | [`greader`] | the Google Reader API |
//! | [`fever`] | the Fever API |
//! | [`mcp`] | the Model Context Protocol |

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod item;
pub mod params;
pub mod stream;

pub mod fever;
pub mod greader;
pub mod mcp;

pub use item::{Content, Item, ItemId, Source};
pub use params::Params;
pub use stream::{Selection, Stream};
