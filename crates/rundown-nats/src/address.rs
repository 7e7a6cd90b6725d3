//! Where the log is.

use std::fmt;
use std::str::FromStr;

use url::Url;

/// The prefix of the streams where the address names none.
const PREFIX: &str = "rundown";

/// The longest prefix.
const PREFIX_BYTES_MAX: usize = 64;

/// More copies than this `JetStream` does not keep.
const REPLICAS_MAX: usize = 5;

/// The address of a log: `nats://USER:PASSWORD@HOST:PORT,HOST:PORT/PREFIX?replicas=3`. With
/// `tls` in the place of `nats` nothing goes over the wire in the open.
#[derive(Clone, PartialEq, Eq)]
pub struct NatsAddress {
    /// Each server by itself.
    pub(crate) servers: Vec<String>,
    /// What the names of the streams begin with.
    pub(crate) prefix: String,
    /// Servers that keep each entry.
    pub(crate) replicas: usize,
    /// Without user and password.
    name: String,
}

impl FromStr for NatsAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once("://").ok_or("it has no scheme")?;
        if !matches!(scheme, "nats" | "tls") {
            return Err(format!("{scheme:?} is no kind of log; nats and tls are"));
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (hosts, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, hosts) = match hosts.rsplit_once('@') {
            Some((user, hosts)) => (format!("{user}@"), hosts),
            None => (String::new(), hosts),
        };
        let prefix = if prefix.is_empty() { PREFIX } else { prefix };
        let server = |host: &str| server(scheme, &user, host);
        Ok(Self {
            servers: hosts.split(',').map(server).collect::<Result<_, _>>()?,
            prefix: a_prefix(prefix)?,
            replicas: replicas(query)?,
            name: format!("{scheme}://{hosts}/{prefix}"),
        })
    }
}

fn server(scheme: &str, user: &str, host: &str) -> Result<String, String> {
    let server = format!("{scheme}://{user}{host}");
    // What is wrong is told without what may be a password.
    let wrong = || format!("{host:?} is no host with a port");
    let url = Url::parse(&server).map_err(|_| wrong())?;
    let is_host = url.host_str().is_some_and(|host| !host.is_empty());
    if is_host { Ok(server) } else { Err(wrong()) }
}

fn a_prefix(prefix: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if prefix.len() <= PREFIX_BYTES_MAX && prefix.chars().all(is_plain) {
        return Ok(prefix.to_owned());
    }
    Err(format!("{prefix:?} is no prefix: it takes letters, digits, - and _"))
}

fn replicas(query: &str) -> Result<usize, String> {
    let mut replicas = 1;
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let number = match part.split_once('=') {
            Some(("replicas", number)) => number.parse().ok(),
            _ => return Err(format!("it is not known what {part:?} is; replicas=3 is")),
        };
        replicas = number
            .filter(|number| (1..=REPLICAS_MAX).contains(number))
            .ok_or(format!("replicas goes from 1 to {REPLICAS_MAX}"))?;
    }
    Ok(replicas)
}

impl fmt::Display for NatsAddress {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for NatsAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_servers_prefix_and_copies() {
        let address: NatsAddress =
            "tls://a:b@one.example:4222,two.example/news?replicas=3".parse().unwrap();
        assert_eq!(
            address.servers,
            ["tls://a:b@one.example:4222", "tls://a:b@two.example"]
        );
        assert_eq!((address.prefix.as_str(), address.replicas), ("news", 3));
        assert_eq!(format!("{address:?}"), "tls://one.example:4222,two.example/news");
        let plain: NatsAddress = "nats://127.0.0.1".parse().unwrap();
        assert_eq!((plain.prefix.as_str(), plain.replicas), ("rundown", 1));
    }

    #[test]
    fn what_is_no_address_is_told_without_its_password() {
        for text in [
            "log.example",
            "http://log.example",
            "nats://",
            "nats://a:opensesame@",
            "nats://a:opensesame@h:port",
            "nats://h/a.b",
            "nats://h/a?replicas=0",
            "nats://h/a?retention=9",
        ] {
            let wrong = text.parse::<NatsAddress>().unwrap_err();
            assert!(!wrong.contains("opensesame"), "{text}: {wrong}");
        }
    }
}
