//! Articles over days to developments and stories: a pure, deterministic state
//! machine.
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod config;
mod threads;

mod desk;
mod stories;
mod journal;

mod filed;
mod latin;
mod words;

mod sparse;
mod usage;

mod copies;
mod bundle;
mod development;
mod evidence;
mod finder;
mod score;

pub use config::ThreadConfig;
pub use score::{Calibration, Level, Network};
pub use threads::{Considered, Threads, close, thread};
