//! Who may connect at all. Whoever may not is hung up on before a byte is read.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;

/// Strangers that are told in the log, each once.
const STRANGERS_TOLD_MAX: usize = 64;

/// Who may connect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Peers {
    /// Whoever reaches the listener.
    #[default]
    Anybody,
    /// This machine and these networks.
    Within(Vec<IpNet>),
}

/// Connections of one address: a household behind one router, each with a browser or two.
const EACH: usize = 64;

/// Who may connect, and how often at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callers {
    /// Who.
    pub peers: Peers,
    /// Connections of one address, unless it is this machine's or named in `peers`.
    pub each: usize,
}

impl Default for Callers {
    fn default() -> Self {
        Self { peers: Peers::default(), each: EACH }
    }
}

impl Peers {
    /// Whether an address may connect.
    ///
    /// ```
    /// let peers = rundown_serve::Peers::Within(vec!["10.0.0.0/8".parse().unwrap()]);
    /// let may = |ip: &str| peers.admits(ip.parse().unwrap());
    /// assert!(may("10.1.2.3") && may("::ffff:10.1.2.3") && may("127.0.0.1"));
    /// assert!(!may("192.168.0.1") && !may("fd00::1"));
    /// ```
    #[must_use]
    pub fn admits(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        match self {
            Self::Anybody => true,
            Self::Within(networks) => {
                ip.is_loopback() || networks.iter().any(|one| one.contains(&ip))
            }
        }
    }
}

impl Peers {
    /// Whether an address is this machine's, or of a network that is named: a proxy, which
    /// connects for many.
    pub(crate) fn names(&self, ip: IpAddr) -> bool {
        let is_named = |networks: &Vec<IpNet>| {
            networks.iter().any(|one| one.contains(&ip.to_canonical()))
        };
        ip.to_canonical().is_loopback()
            || matches!(self, Self::Within(networks) if is_named(networks))
    }
}

/// Whom an address stands for where readers are counted by it: an address of IPv4 for
/// itself, however it is written; one of IPv6 for the network of 64 bits it lies in, which
/// is what a household is given, and out of which it may take as many as it likes.
pub(crate) fn household(ip: IpAddr) -> IpAddr {
    const GIVEN_BITS: u32 = 64;
    match ip.to_canonical() {
        IpAddr::V6(own) if !own.is_loopback() => {
            let given = u128::MAX << (u128::BITS - GIVEN_BITS);
            IpAddr::V6((u128::from(own) & given).into())
        }
        other => other,
    }
}

/// The door: who may connect, and who was turned away.
#[derive(Debug)]
pub(crate) struct Door {
    peers: Peers,
    told: BTreeSet<IpAddr>,
}

impl Door {
    pub(crate) fn of(peers: Peers) -> Self {
        Self { peers, told: BTreeSet::new() }
    }

    /// Whether an address connects for one reader, as far as is known.
    pub(crate) fn is_one_reader(&self, ip: IpAddr) -> bool {
        !self.peers.names(ip)
    }

    /// Whether an address may come in; one that may not stands in the log, once.
    pub(crate) fn admits(&mut self, ip: IpAddr) -> bool {
        let admitted = self.peers.admits(ip);
        let is_room = self.told.len() < STRANGERS_TOLD_MAX;
        if !admitted && is_room && self.told.insert(ip) {
            tracing::warn!(%ip, "turned away: allow-from does not name it");
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_64_bits_is_one_household() {
        let of = |ip: &str| household(ip.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.7"), "203.0.113.7");
        assert_ne!(of("203.0.113.7"), of("203.0.113.8"));
        assert_eq!(of("::1"), "::1");
    }

    #[test]
    fn strangers_stay_outside_and_are_noted_once() {
        let network = "203.0.113.0/24".parse().unwrap();
        let mut door = Door::of(Peers::Within(vec![network]));
        assert!(door.admits([203, 0, 113, 9].into()) && door.told.is_empty());
        for last in 0..=255 {
            assert!(!door.admits([198, 51, 100, last].into()));
            assert!(!door.admits([198, 51, 100, 0].into()));
        }
        assert_eq!(door.told.len(), STRANGERS_TOLD_MAX);
        assert!(Door::of(Peers::Anybody).admits([198, 51, 100, 0].into()));
    }
}
