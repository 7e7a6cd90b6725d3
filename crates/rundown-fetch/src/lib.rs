//! The rim of the program: the web, politely and safely.
//!
//! Every outbound byte goes through one [`Fetcher`]. It asks only addresses that the
//! [`Guard`] lets through, on every hop of a redirect and again when it connects, and it
//! bounds what an answer may cost: time, bytes, redirects, connections to a host. An
//! outlet's `robots.txt`, its validators and its wish to be left alone are kept.

mod answer;
mod body;
mod config;
mod error;
mod explain;
mod fetcher;
mod form;
mod guard;
mod headers;
mod hosts;
mod mail;
mod resolver;
mod robots;
mod tls;
mod wire;

pub use answer::{Conditions, Fetched, Fresh, Hold, NamedHub, Unchanged};
pub use config::FetchConfig;
pub use error::{FetchError, FetchProblem};
pub use explain::{Explained, Hop, Permission};
pub use fetcher::Fetcher;
pub use guard::{Guard, Refusal};
pub use mail::{Doing, Letter, LetterProblem, look_at_mail_address, look_at_mail_server};
pub use rundown_files::InflateProblem;
pub use tls::Roots;
pub use wire::{Answering, Reply, Wire};
