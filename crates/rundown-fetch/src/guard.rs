//! Where not to go: a feed's author must not reach, through us, what only we can reach.
//!
//! An address is checked when it is parsed, which catches numbers in all the spellings
//! that the URL standard knows (`http://2130706433/`), and again when its name has been
//! resolved and when the connection stands. The ranges are those of the special-purpose
//! registries of IANA (RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The ports the web lives on.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// Where the fetcher may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guard {
    /// Lets addresses of the own machine and network be asked, and any port.
    pub allow_private: bool,
}

/// Why an address is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not of the web.
    #[error("only http:// and https:// are fetched, not {0}:")]
    Scheme(String),
    /// It carries a name or a password.
    #[error("addresses with a user name or password are not fetched")]
    UserInfo,
    /// It names a port where the web does not live.
    #[error("port {0} is not fetched from")]
    Port(u16),
    /// It has no host.
    #[error("it names no host")]
    NoHost,
    /// It is not of the public internet.
    #[error("{0} is not an address of the public internet")]
    Private(IpAddr),
    /// A redirect would give up encryption.
    #[error("it redirects from https to http")]
    Downgrade,
}

impl Guard {
    /// Whether an address may be asked, as far as its text tells.
    ///
    /// A name passes here; what it resolves to is checked by [`Guard::check_ip`].
    ///
    /// # Errors
    /// Why not.
    pub fn check_url(&self, url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        match url.host() {
            None => return Err(Refusal::NoHost),
            Some(Host::Domain("")) => return Err(Refusal::NoHost),
            Some(Host::Domain(_)) => {}
            Some(Host::Ipv4(ip)) => self.check_ip(ip.into())?,
            Some(Host::Ipv6(ip)) => self.check_ip(ip.into())?,
        }
        match url.port_or_known_default() {
            Some(port) if self.allow_private || PORTS.contains(&port) => Ok(()),
            port => Err(Refusal::Port(port.unwrap_or_default())),
        }
    }

    /// Whether an address may be connected to.
    ///
    /// # Errors
    /// When it is private, reserved, or holds such an address inside.
    pub fn check_ip(&self, ip: IpAddr) -> Result<(), Refusal> {
        if self.allow_private || is_public(ip) {
            Ok(())
        } else {
            Err(Refusal::Private(ip))
        }
    }
}

/// Whether an address belongs to the public internet.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127, _, _)            // this network, private, loopback
            | (100, 64..=127, _)        // carriers' own
            | (169, 254, _)             // link-local; clouds keep their secrets here
            | (172, 16..=31, _)         // private
            | (192, 168, _)             // private
            | (192, 0, 0 | 2)           // protocol assignments, documentation
            | (192, 31, 196)            // AS112
            | (192, 52, 193)            // AMT
            | (192, 88, 99)             // 6to4 relays
            | (192, 175, 48)            // AS112
            | (198, 18 | 19, _)         // benchmarks
            | (198, 51, 100)            // documentation
            | (203, 0, 113)             // documentation
            | (224..=255, _, _) // multicast, reserved, broadcast
    )
}

/// Only global unicast (2000::/3) is public, less what is set apart inside it. Addresses
/// that carry an IPv4 address are as public as that one, where a gateway may exist.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let v4_of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match parts {
        // v4-mapped: the connection will be IPv4.
        [0, 0, 0, 0, 0, 0xffff, high, low] => is_public_v4(v4_of(high, low)),
        // NAT64.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(v4_of(high, low)),
        // 6to4.
        [0x2002, high, low, ..] => is_public_v4(v4_of(high, low)),
        // Teredo, benchmarks, ORCHID and the other protocol assignments: 2001::/23.
        [0x2001, 0..=0x1ff, ..] => false,
        // Documentation.
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // AS112.
        [0x2620, 0x4f, 0x8000, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}
