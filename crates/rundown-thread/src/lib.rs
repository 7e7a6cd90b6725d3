//! Articles over days to developments and stories: a pure, deterministic state
//! machine.
//!
//! How it decides is told in `docs/concepts/threading.md`.
//!
//! # Which file does what
//!
//! | step | files |
//! |---|---|
//! | what an article's words come to | `words`, `tongue`, `term`, `days`; kept as `filed` |
//! | how common each word is so far | `usage`, with `columns` and `uses` |
//! | is it a copy? | `copies`, by the `prints` of its text |
//! | which developments might be its own? | `finder` by rare words, `nearby` by gist |
//! | what speaks for each? | `evidence` between two `bundle`s, weighed by `score` |
//! | which one is it? | `placer`, where one article after the other is placed |
//! | are two developments one after all? | `doubles` |
//! | which story does a development belong to? | `stories`, checked by `witnesses` |
//! | what was decided, to do it again or take it back | `journal`, `decided`, `take_back` |
//! | what outlasts a run | `keep` (which rows), `keeping` (what changed of them), `kept` (what a row is), `shelf` and `groups` (which are in memory), `log` and `packed` (how they are written), `resume` (a start from them) |
//! | what a reader decided over it | `wishes` |
//!
//! [`Threads`] is the outside of it: it sorts articles by time and calls the placer.
//!
//! ```
//! use rundown_news::{Article, ArticleId, ReadArticle};
//! use rundown_thread::{ThreadConfig, Threads, thread};
//! let read = |id: &str| ReadArticle {
//!     article: Article {
//!         id: ArticleId(id.to_owned()),
//!         headline: "Ferry sinks off Dunmore".to_owned(),
//!         published: "2031-05-10T20:00:00Z".parse().ok(),
//!         ..Article::default()
//!     },
//!     ..ReadArticle::default()
//! };
//! let mut threads = Threads::new(ThreadConfig::default());
//! thread(&mut threads, &[read("a")]);
//! assert_eq!(threads.placements().len(), 1);
//! ```
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod config;
mod threads;

mod decided;
mod groups;
mod journal;
mod keep;
mod keeping;
mod kept;
mod log;
mod placer;
mod resume;
mod shelf;
mod stories;
mod take_back;

mod filed;
mod term;
mod tongue;
mod words;

mod columns;
mod packed;
mod sparse;
mod usage;
mod uses;

mod bundle;
mod copies;
mod days;
mod development;
mod doubles;
mod evidence;
mod finder;
mod leaving;
mod nearby;
mod prints;
mod score;
mod witnesses;

mod why;
mod wishes;

pub use config::ThreadConfig;
pub use kept::{ChangedRow, Kept};
pub use score::{Calibration, Level, Network};
pub use threads::{Considered, Threads, close, thread};
pub use why::{Likeness, Why};
