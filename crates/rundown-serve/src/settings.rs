//! How the pages are served.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use rundown_desk::{AlertWishes, MailServer};

/// Where the pages stand, under which names they may be asked for, and by whom.
#[derive(Clone, PartialEq, Eq)]
pub struct ServeSettings {
    /// The address of the rundown without the last slash, for absolute links in feeds.
    pub base_url: String,
    /// Names of this machine that a request may use in its `Host`.
    ///
    /// A page of a stranger can make a browser ask `evil.example` and let that name
    /// lead to 127.0.0.1 (DNS rebinding): with the names known, it gets no answer.
    pub hosts: Vec<String>,
    /// Whether a number passes for a name: a stranger can make a name lead here, but
    /// not a number.
    pub numbers: bool,
    /// What a reader has to know; none where somebody else sees to that, or where there
    /// are accounts.
    pub password: Option<String>,
    /// The proxies that say who a reader is.
    pub vouching: Option<Vouching>,
    /// How readers are told of developments who chose nothing.
    pub alerts: AlertWishes,
    /// By what letters go to readers, if they do.
    pub mail: Option<MailServer>,
}

/// Proxies whose word counts for who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouching {
    /// The header that they put the name of an account into; they have to take it out of
    /// what they are sent.
    pub header: String,
    /// Where they connect from.
    pub proxies: Vec<IpNet>,
}

impl std::fmt::Debug for ServeSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let has_password = self.password.is_some();
        f.debug_struct("ServeSettings")
            .field("base_url", &self.base_url)
            .field("hosts", &self.hosts)
            .field("has_password", &has_password)
            .finish_non_exhaustive()
    }
}

impl ServeSettings {
    /// What fits a listener: on the loopback interface only its own names are let in,
    /// on another one numbers too, for nobody knows which names lead there.
    ///
    /// ```
    /// let settings = rundown_serve::ServeSettings::for_listener("127.0.0.1:7878".parse().unwrap());
    /// assert_eq!(settings.base_url, "http://127.0.0.1:7878");
    /// assert!(settings.admits("localhost:7878") && !settings.admits("evil.example:7878"));
    /// ```
    #[must_use]
    pub fn for_listener(address: SocketAddr) -> Self {
        let own = host_name(&address.to_string()).to_owned();
        let mut hosts: Vec<String> =
            ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
        if !hosts.contains(&own) {
            hosts.push(own);
        }
        let shown = if address.ip().is_unspecified() {
            format!("localhost:{}", address.port())
        } else {
            address.to_string()
        };
        let numbers = !address.ip().is_loopback();
        Self {
            base_url: format!("http://{shown}"),
            hosts,
            numbers,
            password: None,
            vouching: None,
            alerts: AlertWishes::default(),
            mail: None,
        }
    }

    /// Whether a request may call this machine so.
    #[must_use]
    pub fn admits(&self, host: &str) -> bool {
        let name = host_name(host);
        (self.numbers && is_number(name))
            || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// A `Host` without its port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_number(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    bare.unwrap_or(name).parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_reach_a_loopback_listener() {
        let settings = ServeSettings::for_listener("[::1]:80".parse().unwrap());
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:9", "[::1]", "[::1]:80"] {
            assert!(settings.admits(host), "{host}");
        }
        for host in
            ["evil.example", "127.0.0.1.evil.example", "localhost:80@x", "", "10.0.0.1"]
        {
            assert!(!settings.admits(host), "{host}");
        }
    }

    #[test]
    fn an_open_listener_answers_to_numbers_and_to_names_it_was_told() {
        let mut settings = ServeSettings::for_listener("0.0.0.0:7878".parse().unwrap());
        assert_eq!(settings.base_url, "http://localhost:7878");
        for host in ["10.0.0.9:7878", "[fd00::9]", "localhost"] {
            assert!(settings.admits(host), "{host}");
        }
        assert!(!settings.admits("news.office.example"));
        settings.hosts.push("news.office.example".to_owned());
        assert!(settings.admits("News.office.example:80"));
    }
}
