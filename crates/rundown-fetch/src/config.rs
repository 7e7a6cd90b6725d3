//! How to fetch.

use std::time::Duration;

use ipnet::IpNet;
use rundown_news::limits::{
    CONNECT_SECONDS_MAX, FETCH_SECONDS_MAX, FIRST_BYTE_SECONDS_MAX, HOST_SPACING_SECONDS,
    PAGE_BYTES_MAX,
};

use crate::{Guard, Roots};

/// How to fetch: whom to say we are, where not to go, and how long to wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchConfig {
    /// Where not to go.
    pub guard: Guard,
    /// Networks that may be asked, on any port, though the guard forbids them: an
    /// outlet on the operator's own network.
    pub trusted: Vec<IpNet>,
    /// Authorities of the operator's own, whose servers are believed to be who they say.
    pub roots: Roots,
    /// Whom to say we are. What stands before the first `/` is our name in `robots.txt`.
    pub user_agent: String,
    /// Time to look a name up, connect and agree on a cipher.
    pub connect: Duration,
    /// Time from there to the end of the headers.
    pub first_byte: Duration,
    /// Time for the whole answer, redirects included, waiting for our turn excluded.
    pub whole: Duration,
    /// Time between two requests to one host; its `robots.txt` may ask for more.
    pub spacing: Duration,
    /// The largest body, inflated.
    pub bytes_max: usize,
}

impl Default for FetchConfig {
    fn default() -> Self {
        let user_agent = concat!(
            "Rundown/",
            env!("CARGO_PKG_VERSION"),
            " (+",
            env!("CARGO_PKG_REPOSITORY"),
            ")"
        );
        Self {
            guard: Guard::default(),
            trusted: Vec::new(),
            roots: Roots::default(),
            user_agent: user_agent.to_owned(),
            connect: Duration::from_secs(CONNECT_SECONDS_MAX),
            first_byte: Duration::from_secs(FIRST_BYTE_SECONDS_MAX),
            whole: Duration::from_secs(FETCH_SECONDS_MAX),
            spacing: Duration::from_secs(HOST_SPACING_SECONDS),
            bytes_max: PAGE_BYTES_MAX,
        }
    }
}
