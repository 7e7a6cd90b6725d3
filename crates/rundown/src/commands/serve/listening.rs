//! Where the service listens, and who may come.

use std::io::ErrorKind;
use std::net::SocketAddr;

use anyhow::Result;
use rundown_serve::{Callers, Peers, ServeSettings, Vouching};
use tokio::net::TcpListener;

use super::super::alerts::{mail_server, wishes};
use crate::failure::{hinted, misused};
use crate::settings::{Secret, Settings};

/// Refuses to serve what nobody guards: pages beyond this machine need accounts, a
/// password, or a list of who may connect.
pub(super) fn refuse_unguarded(
    settings: &Settings,
    address: SocketAddr,
    has_accounts: bool,
) -> Result<()> {
    let is_guarded =
        has_accounts || settings.password.is_some() || !settings.allow_from.is_empty();
    if address.ip().is_loopback() || is_guarded {
        return Ok(());
    }
    Err(misused(
        format!("{address} would be open to everybody who reaches it: there is no login"),
        "listen on 127.0.0.1 and let a proxy on this machine log readers in; or name who \
         may connect, such as that proxy, as in --allow-from=172.18.0.0/16; or make accounts \
         with `rundown user add NAME`; or set a password with RUNDOWN_PASSWORD_FILE",
    ))
}

/// Who may connect.
pub(super) fn callers(settings: &Settings) -> Callers {
    let peers = match settings.allow_from.as_slice() {
        [] => Peers::Anybody,
        networks => Peers::Within(networks.to_vec()),
    };
    Callers { peers, each: settings.address_connections }
}

/// How the pages of a listener are served.
pub(crate) fn pages_of(settings: &Settings, address: SocketAddr) -> ServeSettings {
    let mut pages = ServeSettings::for_listener(address);
    if let Some(url) = &settings.public_url {
        pages.base_url.clone_from(&url.origin);
        pages.hosts.push(url.host.clone());
    }
    pages.hosts.extend(settings.allow_host.iter().cloned());
    pages.vouching = settings
        .login_header
        .clone()
        .map(|header| Vouching { header, proxies: settings.login_from.clone() });
    pages.alerts = wishes(settings, &pages.base_url);
    pages.mail = mail_server(settings);
    pages.password = settings.password.as_ref().map(Secret::reveal).map(str::to_owned);
    pages
}

pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => hinted(
            format!("could not listen on {address}: another program does"),
            "choose another port, as in --listen 127.0.0.1:7979",
        ),
        ErrorKind::PermissionDenied => hinted(
            format!("could not listen on {address}: not allowed"),
            "choose a port above 1023, as in --listen 127.0.0.1:7878",
        ),
        _ => hinted(
            format!("could not listen on {address}: {error}"),
            "give an address of this machine, as in --listen 127.0.0.1:7878",
        ),
    })
}
