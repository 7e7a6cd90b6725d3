//! Articles over days to developments and stories: a pure, deterministic state
//! machine.
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod config;
mod threads;

mod desk;

mod filed;
mod latin;
mod words;

mod sparse;
mod usage;

mod copies;
mod development;
mod evidence;
mod finder;
mod score;

mod model;

pub use config::ThreadConfig;
pub use score::Calibration;
pub use threads::{Considered, Threads, close, thread};
