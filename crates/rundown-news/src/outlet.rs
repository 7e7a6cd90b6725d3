//! Who publishes.

use serde::{Deserialize, Serialize};

/// An outlet: what it calls itself, and the domain that served the article.
///
/// The domain is its identity; the name is only what a page claims.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Outlet {
    /// The name on the masthead; may be empty. In a story, where two sites go by one name,
    /// with the domain beside it ([`crate::Claims`]).
    pub name: String,
    /// The host without `www.`; empty where the article has no address.
    pub domain: String,
}

/// Names under which a country's domains are given out: `paper.co.uk` is one site.
const SECOND_LEVELS: &[&str] = &[
    "ac", "co", "com", "edu", "gob", "gov", "ltd", "me", "ne", "net", "nom", "or", "org",
    "plc",
];

impl Outlet {
    /// What to call it: its name, else its domain, else "unknown outlet".
    #[must_use]
    pub fn label(&self) -> &str {
        match (self.name.as_str(), self.domain.as_str()) {
            ("", "") => "unknown outlet",
            ("", domain) => domain,
            (name, _) => name,
        }
    }

    /// What tells two outlets apart: the domain, else the name.
    #[must_use]
    pub fn key(&self) -> &str {
        if self.domain.is_empty() { &self.name } else { &self.domain }
    }

    /// The domain of the outlet that a host serves: in small letters, without `www.`.
    ///
    /// ```
    /// assert_eq!(rundown_news::Outlet::domain_of(" WWW.Gazette.example"), "gazette.example");
    /// ```
    #[must_use]
    pub fn domain_of(host: &str) -> String {
        host.trim().to_ascii_lowercase().trim_start_matches("www.").to_owned()
    }

    /// The domain without what a publisher puts before it for parts of a site:
    /// "politics.blogs.gazette.example" is of "gazette.example", "news.gazette.co.uk" of
    /// "gazette.co.uk". Two outlets of one site may be two all the same (blogs of one
    /// host): they are one if their names are, too.
    ///
    /// ```
    /// let of = |domain: &str| {
    ///     let domain = domain.to_owned();
    ///     rundown_news::Outlet { domain, ..Default::default() }.site().to_owned()
    /// };
    /// assert_eq!(of("politics.blogs.gazette.example"), "gazette.example");
    /// assert_eq!(of("news.gazette.co.uk"), "gazette.co.uk");
    /// ```
    #[must_use]
    pub fn site(&self) -> &str {
        Self::site_of(&self.domain)
    }

    /// The part of a host that was registered: `gazette.example` of `sport.gazette.example`.
    ///
    /// ```
    /// let site = rundown_news::Outlet::site_of;
    /// assert_eq!(site("sport.gazette.co.uk"), "gazette.co.uk");
    /// assert_eq!(site("192.0.2.7:8080"), "192.0.2.7:8080");
    /// ```
    #[must_use]
    pub fn site_of(host: &str) -> &str {
        let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.' || byte == b':';
        if host.starts_with('[') || host.bytes().all(is_number) {
            return host;
        }
        let labels: Vec<&str> = host.rsplit('.').collect();
        let kept = match labels.as_slice() {
            [top, second, _, ..] if top.len() == 2 && SECOND_LEVELS.contains(second) => 3,
            _ => 2,
        };
        let length: usize = labels.iter().take(kept).map(|label| label.len() + 1).sum();
        &host[(host.len() + 1).saturating_sub(length).min(host.len())..]
    }
}

#[cfg(test)]
mod tests {
    use super::Outlet;

    fn outlet(name: &str, domain: &str) -> Outlet {
        Outlet { name: name.to_owned(), domain: domain.to_owned() }
    }

    #[test]
    fn an_outlet_is_called_by_its_name_and_told_by_its_domain() {
        for (name, domain, label, key) in [
            ("The Gazette", "gazette.example", "The Gazette", "gazette.example"),
            ("", "gazette.example", "gazette.example", "gazette.example"),
            ("The Gazette", "", "The Gazette", "The Gazette"),
            ("", "", "unknown outlet", ""),
        ] {
            let outlet = outlet(name, domain);
            assert_eq!((outlet.label(), outlet.key()), (label, key));
        }
    }

    #[test]
    fn a_site_is_what_was_registered() {
        for (host, expected) in [
            ("paper.example", "paper.example"),
            ("a.b.paper.example", "paper.example"),
            ("news.paper.co.uk", "paper.co.uk"),
            ("paper.com.au", "paper.com.au"),
            ("a.b.org.au", "b.org.au"),
            ("news.zdf.de", "zdf.de"),
            ("localhost", "localhost"),
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:8080", "192.0.2.7:8080"),
            ("[2001:db8::1]", "[2001:db8::1]"),
            ("", ""),
        ] {
            assert_eq!(Outlet::site_of(host), expected, "{host}");
            assert_eq!(outlet("", host).site(), expected);
        }
    }

    #[test]
    fn the_domain_of_a_host_is_small_letters_without_www() {
        assert_eq!(Outlet::domain_of("www.Gazette.example"), "gazette.example");
        assert_eq!(Outlet::domain_of(" WWW.gazette.example "), "gazette.example");
        assert_eq!(Outlet::domain_of("awww.example"), "awww.example");
        assert_eq!(Outlet::domain_of(""), "");
    }
}
