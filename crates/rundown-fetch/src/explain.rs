//! What would be done with an address, and what was done with one.

use std::net::IpAddr;
use std::time::Duration;

use url::{Host, Url};

use crate::{FetchProblem, Fetcher, Refusal};

/// What a `robots.txt` says to asking an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It may be asked.
    Granted,
    /// It may not be asked.
    Denied,
    /// The host could not say; ask again later.
    Unknown,
}

/// One request of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// What was asked.
    pub url: String,
    /// What was answered, in words.
    pub said: String,
    /// How long it took, waiting for the host's turn included.
    pub took: Duration,
}

/// What would be done with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The address as it is understood.
    pub url: Option<String>,
    /// Its host.
    pub host: Option<String>,
    /// The port that would be asked.
    pub port: Option<u16>,
    /// Addresses of the host, each with why it would not be asked.
    pub addresses: Vec<(IpAddr, Option<String>)>,
    /// Why nothing would be asked; none where it would.
    pub refused: Option<String>,
}

impl Fetcher {
    /// Tells what would be done with an address. The host's name is looked up, which
    /// asks the resolver of the system; nothing is sent to the host.
    pub async fn explain(&self, url: &str) -> Explained {
        let mut explained = Explained {
            url: None,
            host: None,
            port: None,
            addresses: Vec::new(),
            refused: None,
        };
        let url = match Url::parse(url) {
            Ok(url) => url,
            Err(error) => {
                let problem = FetchProblem::NotAnAddress(error.to_string());
                explained.refused = Some(problem.to_string());
                return explained;
            }
        };
        explained.url = Some(url.to_string());
        explained.host = url.host_str().map(str::to_owned);
        explained.port = url.port_or_known_default();
        let found = self.look_up(&url).await;
        if let Err(refusal) = self.gate().check_name(&url, &found) {
            explained.refused = Some(refusal.to_string());
        }
        let checked =
            |ip| (ip, self.gate().check_ip(ip).err().map(|why| why.to_string()));
        explained.addresses = found.into_iter().map(checked).collect();
        let is_open = |(_, why): &(IpAddr, Option<String>)| why.is_none();
        if explained.refused.is_none() && !explained.addresses.iter().any(is_open) {
            let why = explained.addresses.first().and_then(|(_, why)| why.clone());
            let host = explained.host.clone().unwrap_or_default();
            let unknown = || FetchProblem::UnknownHost { host }.to_string();
            explained.refused = Some(why.unwrap_or_else(unknown));
        }
        explained
    }

    /// Whether the guard lets an address be asked. Its name is looked up only where its
    /// text alone would be refused.
    pub(crate) async fn check(&self, url: &Url) -> Result<(), Refusal> {
        match self.gate().check_url(url) {
            Err(Refusal::Port(_)) if !self.gate().trusted.is_empty() => {
                self.gate().check_name(url, &self.look_up(url).await)
            }
            checked => checked,
        }
    }

    async fn look_up(&self, url: &Url) -> Vec<IpAddr> {
        match url.host() {
            Some(Host::Ipv4(ip)) => vec![ip.into()],
            Some(Host::Ipv6(ip)) => vec![ip.into()],
            Some(Host::Domain(name)) => crate::resolver::found(name).await,
            None => Vec::new(),
        }
    }
}
