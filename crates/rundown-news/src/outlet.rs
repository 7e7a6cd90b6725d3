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
