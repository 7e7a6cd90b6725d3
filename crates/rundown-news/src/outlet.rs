//! Who publishes.

use serde::{Deserialize, Serialize};

/// An outlet: what it calls itself, and the domain that served the article.
///
/// The domain is its identity; the name is only what a page claims.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Outlet {
    /// The name on the masthead; may be empty.
    pub name: String,
    /// The host without `www.`; empty where the article has no address.
    pub domain: String,
}

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
        const SHARED: [&str; 7] = ["co", "com", "org", "net", "gov", "edu", "ac"];
        let mut dots = self.domain.rmatch_indices('.').map(|(at, _)| at);
        let (last, second) = (dots.next(), dots.next());
        let label = |from: usize, to: usize| self.domain.get(from + 1..to).unwrap_or("");
        let start = match (last, second) {
            (Some(last), Some(second)) if SHARED.contains(&label(second, last)) => {
                dots.next()
            }
            (_, second) => second,
        };
        self.domain.get(start.map_or(0, |dot| dot + 1)..).unwrap_or("")
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
    fn a_site_is_what_somebody_can_own() {
        for (domain, site) in [
            ("gazette.example", "gazette.example"),
            ("politics.blogs.gazette.example", "gazette.example"),
            ("news.gazette.co.uk", "gazette.co.uk"),
            ("gazette.co.uk", "gazette.co.uk"),
            ("a.b.org.au", "b.org.au"),
            ("localhost", "localhost"),
            ("", ""),
        ] {
            assert_eq!(outlet("", domain).site(), site);
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
