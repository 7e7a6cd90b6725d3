//! The stages put together, without a store: a capture or a line of JSON to an annotated
//! article, a stream to the order it is threaded in, a story to what its brief takes.
//!
//! ```
//! use rundown_stages::Line;
//! let line = br#"{"id":"a","title":"Harbor shut","body":"It was shut on Monday."}"#;
//! let read = Line::parse(line)?.read();
//! assert_eq!((read.article.id.as_str(), read.annotations.sentences.len()), ("a", 1));
//! # Ok::<(), String>(())
//! ```

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod line;
mod read;
mod settled;

mod alone;
mod stream;

pub use alone::{dated, told_of};
pub use line::{Line, LineKind, lenient_time};
pub use read::{read, read_article, read_as, read_item, read_page_of};
pub use stream::in_order;
