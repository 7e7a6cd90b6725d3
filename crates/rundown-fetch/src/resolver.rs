//! Names to addresses, less those the guard forbids.
//!
//! The client connects to the addresses given here and asks no other resolver, so a name
//! that changes its mind between the check and the connection gains nothing.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::FetchProblem;
use crate::guard::Gate;

/// Addresses tried for one name.
const ADDRESSES_MAX: usize = 16;

/// The resolver of the system behind the guard.
#[derive(Debug)]
pub(crate) struct GuardedResolver(pub(crate) Arc<Gate>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let gate = Arc::clone(&self.0);
        Box::pin(async move {
            let addresses = addresses(name.as_str(), &gate).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// All addresses of a name, as many as are tried.
pub(crate) async fn found(host: &str) -> Vec<IpAddr> {
    let found = tokio::net::lookup_host((host, 0)).await;
    let found = found.into_iter().flatten().take(ADDRESSES_MAX);
    found.map(|address| address.ip()).collect()
}

/// The addresses of a name that may be connected to; never none.
pub(crate) async fn addresses(
    host: &str,
    gate: &Gate,
) -> Result<Vec<SocketAddr>, FetchProblem> {
    let unknown = || FetchProblem::UnknownHost { host: host.to_owned() };
    let found = tokio::net::lookup_host((host, 0)).await.map_err(|_| unknown())?;
    let found: Vec<SocketAddr> = found.take(ADDRESSES_MAX).collect();
    let (allowed, refused): (Vec<SocketAddr>, Vec<SocketAddr>) =
        found.into_iter().partition(|address| gate.check_ip(address.ip()).is_ok());
    match (allowed.is_empty(), refused.first()) {
        (false, _) => Ok(allowed),
        (true, Some(address)) => {
            gate.check_ip(address.ip())?;
            Err(unknown())
        }
        (true, None) => Err(unknown()),
    }
}
