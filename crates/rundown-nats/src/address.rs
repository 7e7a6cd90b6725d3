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
/// `tls` in the place of `nats` nothing goes over the wire in the open. A name without a
/// password is a token of the server. Signs that mean something in an address stand in it as
/// bytes (`@` as `%40`, `/` as `%2F`).
#[derive(Clone, PartialEq, Eq)]
pub struct NatsAddress {
    /// Each server by itself, without who asks it.
    pub(crate) servers: Vec<String>,
    /// As whom they are asked.
    pub(crate) login: Login,
    /// What the names of the streams begin with.
    pub(crate) prefix: String,
    /// Servers that keep each entry.
    pub(crate) replicas: usize,
    /// Without user and password.
    name: String,
}

/// As whom servers are asked.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Login {
    /// As nobody.
    None,
    /// As whoever has this token.
    Token(String),
    /// As a user with a password.
    User(String, String),
}

impl FromStr for Login {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text.split_once(':') {
            None if text.is_empty() => Self::None,
            None => Self::Token(decoded(text)?),
            Some((user, password)) => Self::User(decoded(user)?, decoded(password)?),
        })
    }
}

/// A text in which `%` and two digits stand for a byte. What is wrong is told without what may
/// be a password.
fn decoded(text: &str) -> Result<String, String> {
    const WRONG: &str = "in user and password % and two hexadecimal digits stand for a byte \
        of UTF-8: % itself is %25";
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (Some(high), Some(low)) = (digit(), digit()) else {
            return Err(WRONG.to_owned());
        };
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).map_err(|_| WRONG.to_owned())
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
        let (login, hosts) = hosts.rsplit_once('@').unwrap_or(("", hosts));
        let prefix = if prefix.is_empty() { PREFIX } else { prefix };
        let server = |host: &str| server(scheme, host);
        Ok(Self {
            servers: hosts.split(',').map(server).collect::<Result<_, _>>()?,
            login: login.parse()?,
            prefix: a_prefix(prefix)?,
            replicas: replicas(query)?,
            name: format!("{scheme}://{hosts}/{prefix}"),
        })
    }
}

fn server(scheme: &str, host: &str) -> Result<String, String> {
    let server = format!("{scheme}://{host}");
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
        assert_eq!(address.servers, ["tls://one.example:4222", "tls://two.example"]);
        assert!(address.login == Login::User("a".to_owned(), "b".to_owned()));
        assert_eq!((address.prefix.as_str(), address.replicas), ("news", 3));
        assert_eq!(format!("{address:?}"), "tls://one.example:4222,two.example/news");
        let plain: NatsAddress = "nats://127.0.0.1".parse().unwrap();
        assert_eq!((plain.prefix.as_str(), plain.replicas), ("rundown", 1));
    }

    #[test]
    fn user_and_password_may_hold_any_sign() {
        let login = |text: &str| text.parse::<NatsAddress>().map(|it| it.login);
        let user = |name: &str, password: &str| {
            Ok(Login::User(name.to_owned(), password.to_owned()))
        };
        assert!(login("nats://desk:a%40b%2Fc%3Ad%C3%A9@h") == user("desk", "a@b/c:dé"));
        assert!(login("nats://desk:a@b@h") == user("desk", "a@b"));
        assert!(login("nats://s3cret@h") == Ok(Login::Token("s3cret".to_owned())));
        assert!(login("nats://h") == Ok(Login::None));
    }

    #[test]
    fn what_is_no_address_is_told_without_its_password() {
        for text in [
            "log.example",
            "http://log.example",
            "nats://",
            "nats://a:opensesame@",
            "nats://a:opensesame@h:port",
            "nats://a:opensesame%@h",
            "nats://a:opensesame%ff@h",
            "nats://h/a.b",
            "nats://h/a?replicas=0",
            "nats://h/a?retention=9",
        ] {
            let wrong = text.parse::<NatsAddress>().unwrap_err();
            assert!(!wrong.contains("opensesame"), "{text}: {wrong}");
        }
    }
}
