//! How the pages are served.

use std::net::SocketAddr;

/// Where the pages stand and under which names they may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServeSettings {
    /// The address of the rundown without the last slash, for absolute links in feeds.
    pub base_url: String,
    /// Names of this machine that a request may use in its `Host`; `None` allows all.
    ///
    /// A page of a stranger can make a browser ask `evil.example` and let that name
    /// lead to 127.0.0.1 (DNS rebinding): with the names known, it gets no answer.
    pub hosts: Option<Vec<String>>,
}

impl ServeSettings {
    /// What fits a listener: on the loopback interface only its own names are let in,
    /// on another one every name.
    ///
    /// ```
    /// let settings = rundown_serve::ServeSettings::for_listener("127.0.0.1:7878".parse().unwrap());
    /// assert_eq!(settings.base_url, "http://127.0.0.1:7878");
    /// assert!(settings.admits("localhost:7878") && !settings.admits("evil.example:7878"));
    /// ```
    #[must_use]
    pub fn for_listener(address: SocketAddr) -> Self {
        let hosts = address.ip().is_loopback().then(|| {
            let own = host_name(&address.to_string()).to_owned();
            let mut names: Vec<String> =
                ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
            if !names.contains(&own) {
                names.push(own);
            }
            names
        });
        let shown = if address.ip().is_unspecified() {
            format!("localhost:{}", address.port())
        } else {
            address.to_string()
        };
        Self { base_url: format!("http://{shown}"), hosts }
    }

    /// Whether a request may call this machine so.
    #[must_use]
    pub fn admits(&self, host: &str) -> bool {
        let name = host_name(host);
        self.hosts.as_ref().is_none_or(|hosts| {
            hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
    }
}

/// A `Host` without its port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
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
        for host in ["evil.example", "127.0.0.1.evil.example", "localhost:80@x", ""] {
            assert!(!settings.admits(host), "{host}");
        }
    }

    #[test]
    fn an_open_listener_answers_to_any_name() {
        let settings = ServeSettings::for_listener("0.0.0.0:7878".parse().unwrap());
        assert!(settings.admits("news.office.example"));
        assert_eq!(settings.base_url, "http://localhost:7878");
    }
}
