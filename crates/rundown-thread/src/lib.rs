//! Articles over days to developments and stories: a pure, deterministic state
//! machine.
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod config;
mod threads;

mod desk;
mod journal;
mod stories;

mod filed;
mod latin;
mod tongue;
mod words;

mod sparse;
mod usage;
mod uses;

mod bundle;
mod copies;
mod development;
mod evidence;
mod finder;
mod score;

mod why;
mod wishes;

pub use config::ThreadConfig;
pub use score::{Calibration, Level, Network};
pub use threads::{Considered, Threads, close, thread};
pub use why::{Likeness, Why};
pub use wishes::Constraint;
