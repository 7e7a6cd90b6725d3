//! Words and sentences of news copy: the ground that reading, annotating,
//! threading and briefing stand on.
//!
//! Everything here is a pure function of its text. Spans are byte offsets and lie
//! on character boundaries.
//!
//! ```
//! use rundown_news::Lang;
//! let text = "Gov. Ana Bell spoke at 5 p.m. on Monday. “We stay,” she said.";
//! let sentences = rundown_text::sentences(text, Lang::ENGLISH);
//! assert_eq!(sentences.len(), 2);
//! assert_eq!(sentences[0].of(text), "Gov. Ana Bell spoke at 5 p.m. on Monday.");
//! ```

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod dateline;
pub mod language;
mod latin;
mod log;
mod quote_marks;
mod sentence;
mod shingle;
mod sound;
mod stem;
mod stop_words;
mod token;
mod word;

pub use dateline::{without_dateline, without_label};
pub use language::detect_language;
pub use latin::latin_key;
pub use log::ln;
pub use quote_marks::{is_closing_mark, is_opening_mark, is_quote_mark, quoted_runs};
pub use sentence::sentences;
pub use shingle::{Sketch, containment, shingles, sketch};
pub use sound::sounds_alike;
pub use stem::Stemmer;
pub use stop_words::is_stop_word;
pub use token::{Token, TokenKind, is_unspaced, tokens};
pub use word::fold;
