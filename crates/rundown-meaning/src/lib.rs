//! A text to a vector of what it means, alike in many languages.
//!
//! A static table: each piece of a word has a vector, and a text's vector is the weighed
//! sum of its pieces' (as in `Model2Vec`, Tulkens and van Dongen, 2024). The vectors were
//! distilled from a sentence encoder of sixteen languages, USE multilingual v3 (Yang et
//! al., 2020); no network runs here. The table is read where it lies in the program, so
//! that it costs nothing to open.
//!
//! It finds **the same event in another language or in other words**. It does **not** tell
//! rewordings from look-alikes ("raises rates", "leaves rates unchanged"): names, numbers,
//! places and days must go with it.
//!
//! ```
//! use rundown_meaning::{Stream, Table};
//! use rundown_news::Lang;
//!
//! let table = Table::shipped();
//! let stream = Stream::default();
//! let embed = |text, lang| stream.embed(table, &table.split(text), lang);
//! let mill = embed("Fire destroys historic mill", Lang::ENGLISH);
//! let moulin = embed("Un incendie détruit un moulin historique", Lang::FRENCH);
//! let grève = embed("Grève des trains mardi", Lang::FRENCH);
//! assert!(mill.cosine(&moulin) > mill.cosine(&grève));
//! ```
//!
//! Everything here is a function of its input; no text and no bytes of a table make it
//! panic. Where the table comes from, its licence and how to make it anew stand in
//! `data/README.md`.

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod gist;
mod normal;
mod split;
mod stream;
mod table;
mod trie;
mod vector;

#[doc(hidden)]
pub mod train;

pub use gist::Gist;
pub use split::{TEXT_BYTES_MAX, UNKNOWN};
pub use stream::{LANGUAGES_MAX, Stream};
pub use table::{Table, TableError};
pub use vector::{DIMENSIONS, Vector};
