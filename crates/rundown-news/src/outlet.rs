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
}
