//! Where not to go: a feed's author must not reach, through us, what only we can reach.
//!
//! An address is checked when it is parsed, which catches numbers in all the spellings
//! that the URL standard knows (`http://2130706433/`), and again when its name has been
//! resolved and when the connection stands. The ranges are those of the special-purpose
//! registries of IANA (RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use url::{Host, Url};

/// The ports the web lives on.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// Longer addresses are not of the web, and browsers refuse them too.
const URL_BYTES_MAX: usize = 8 << 10;

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
    /// It is absurdly long.
    #[error("it is longer than {URL_BYTES_MAX} bytes")]
    TooLong,
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
        check_form(url)?;
        if let Some(ip) = literal(url) {
            self.check_ip(ip)?;
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

/// The guard, and the addresses that pass it all the same.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub(crate) guard: Guard,
    pub(crate) trusted: Vec<IpNet>,
}

impl Gate {
    pub(crate) fn check_url(&self, url: &Url) -> Result<(), Refusal> {
        match literal(url) {
            Some(ip) if self.trusts(ip) => check_form(url),
            _ => self.guard.check_url(url),
        }
    }

    /// Whether a name may lead to a port where the web does not live: only if all that
    /// it stands for is trusted, and that is known once it has been looked up.
    pub(crate) fn check_name(&self, url: &Url, found: &[IpAddr]) -> Result<(), Refusal> {
        match self.check_url(url) {
            Err(Refusal::Port(_))
                if literal(url).is_none()
                    && !found.is_empty()
                    && found.iter().all(|ip| self.trusts(*ip)) =>
            {
                Ok(())
            }
            checked => checked,
        }
    }

    fn trusts(&self, ip: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&ip.to_canonical()))
    }

    pub(crate) fn check_ip(&self, ip: IpAddr) -> Result<(), Refusal> {
        if self.trusts(ip) { Ok(()) } else { self.guard.check_ip(ip) }
    }
}

/// What must hold of every address, wherever it leads.
fn check_form(url: &Url) -> Result<(), Refusal> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::UserInfo);
    }
    if url.as_str().len() > URL_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    match url.host() {
        None | Some(Host::Domain("")) => Err(Refusal::NoHost),
        Some(_) => Ok(()),
    }
}

/// The address that a host spells out as a number.
fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Domain(_) => None,
        Host::Ipv4(ip) => Some(ip.into()),
        Host::Ipv6(ip) => Some(ip.into()),
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
    match (a, b, c) {
        // This network, private, loopback.
        (0 | 10 | 127, ..) => false,
        // The carriers' own.
        (100, 64..=127, _) => false,
        // Link-local; clouds keep their secrets here.
        (169, 254, _) => false,
        // Private.
        (172, 16..=31, _) | (192, 168, _) => false,
        // Protocol assignments, documentation.
        (192, 0, 0 | 2) => false,
        // AS112, AMT, relays of 6to4.
        (192, 31, 196) | (192, 175, 48) | (192, 52, 193) | (192, 88, 99) => false,
        // Benchmarks.
        (198, 18 | 19, _) => false,
        // Documentation.
        (198, 51, 100) | (203, 0, 113) => false,
        // Multicast, reserved, broadcast.
        (224.., ..) => false,
        _ => true,
    }
}

/// Only global unicast (`2000::/3`) is public, less what is set apart inside it. Addresses
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str) -> Result<(), Refusal> {
        Guard::default().check_url(&Url::parse(url).unwrap())
    }

    #[test]
    fn public_addresses_pass() {
        for url in [
            "https://outlet.example/feed.xml",
            "http://outlet.example:8080/",
            "http://9.9.9.9/",
            "http://[2606:4700::1111]/",
            "http://[::ffff:9.9.9.9]/",
            "http://[64:ff9b::909:909]/",
            "http://[2002:909:909::1]/",
            "http://172.32.0.1/",
            "http://100.128.0.1/",
            "http://223.255.255.254/",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn private_addresses_are_refused_in_every_spelling() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://0x7f.1/",
            "http://127.1/",
            "http://0/",
            "http://①②⑦.0.0.1/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.1.1/",
            "http://169.254.169.254/",
            "http://100.64.0.1/",
            "http://100.127.255.255/",
            "http://192.0.0.8/",
            "http://192.31.196.1/",
            "http://192.175.48.1/",
            "http://192.52.193.1/",
            "http://192.88.99.1/",
            "http://198.19.0.1/",
            "http://203.0.113.9/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::]/",
            "http://[::1]/",
            "http://[::127.0.0.1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[64:ff9b:1::1]/",
            "http://[2002:7f00:1::1]/",
            "http://[2001:0:1::1]/",
            "http://[2001:db8::1]/",
            "http://[fc00::1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
        ] {
            assert!(
                matches!(check(url), Err(Refusal::Private(_))),
                "{url}: {:?}",
                check(url)
            );
        }
    }

    #[test]
    fn other_schemes_ports_and_users_are_refused() {
        assert_eq!(check("file:///etc/hosts"), Err(Refusal::Scheme("file".to_owned())));
        assert_eq!(
            check("gopher://outlet.example/"),
            Err(Refusal::Scheme("gopher".to_owned()))
        );
        assert_eq!(check("http://outlet.example:22/"), Err(Refusal::Port(22)));
        assert_eq!(check("https://outlet.example:6379/"), Err(Refusal::Port(6379)));
        assert_eq!(check("https://ana:secret@outlet.example/"), Err(Refusal::UserInfo));
        let long = format!("https://outlet.example/{}", "a".repeat(URL_BYTES_MAX));
        assert_eq!(check(&long), Err(Refusal::TooLong));
    }

    #[test]
    fn an_operator_may_open_private_addresses_and_all_ports() {
        let guard = Guard { allow_private: true };
        let check = |url: &str| guard.check_url(&Url::parse(url).unwrap());
        assert_eq!(check("http://127.0.0.1:4000/"), Ok(()));
        assert!(check("ftp://127.0.0.1/").is_err());
    }

    #[test]
    fn trust_in_one_network_opens_no_other() {
        let trusted = vec!["10.0.0.0/29".parse().unwrap()];
        let gate = Gate { guard: Guard::default(), trusted };
        let check = |url: &str| gate.check_url(&Url::parse(url).unwrap());
        assert_eq!(check("http://10.0.0.7:4000/"), Ok(()));
        assert!(check("http://10.0.0.8/").is_err());
        assert!(gate.check_ip([10, 0, 0, 8].into()).is_err());
        assert!(check("http://[::ffff:10.0.0.7]:4000/").is_ok());
        let named = |url: &str, found: &[[u8; 4]]| {
            let found: Vec<IpAddr> = found.iter().map(|ip| IpAddr::from(*ip)).collect();
            gate.check_name(&Url::parse(url).unwrap(), &found)
        };
        assert!(named("http://bridge.lan:4000/", &[[10, 0, 0, 7]]).is_ok());
        assert!(
            named("http://bridge.lan:4000/", &[[10, 0, 0, 7], [9, 9, 9, 9]]).is_err()
        );
        assert!(named("http://bridge.lan:4000/", &[]).is_err());
        assert!(named("http://9.9.9.9:4000/", &[[10, 0, 0, 7]]).is_err());
    }

    #[test]
    fn a_user_or_a_password_alone_is_refused_and_an_address_has_an_end() {
        for url in ["http://ana@outlet.example/", "http://:opensesame@outlet.example/"] {
            assert_eq!(check(url), Err(Refusal::UserInfo), "{url}");
        }
        let start = "https://outlet.example/";
        let long = |bytes: usize| format!("{start}{}", "a".repeat(bytes - start.len()));
        assert_eq!(check(&long(URL_BYTES_MAX)), Ok(()));
        assert_eq!(check(&long(URL_BYTES_MAX + 1)), Err(Refusal::TooLong));
    }
}
