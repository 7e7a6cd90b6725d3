//! What is asked with a request, and what comes back.

use std::sync::Arc;

use rundown_news::Capture;
use tokio::sync::OwnedSemaphorePermit;

/// The validators of an earlier answer, echoed byte for byte.
///
/// With them a server may answer that nothing has changed, and send no body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// The `ETag` that came with the answer.
    pub etag: Option<String>,
    /// The `Last-Modified` that came with the answer.
    pub last_modified: Option<String>,
}

impl Conditions {
    /// Whether there is nothing to compare with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// The answer of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A whole body.
    Fresh(Fresh),
    /// What the [`Conditions`] name is still what there is.
    NotModified(Unchanged),
}

/// What an answer without a body says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unchanged {
    /// Where the address has moved for good, as far as redirects said so without a break.
    pub moved_permanently: Option<String>,
    /// For how long the server wants not to be asked again.
    pub cache_seconds: Option<u64>,
}

/// A body, and what its server said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// The bytes, inflated; without a time, which only the caller knows.
    pub capture: Capture,
    /// The address that answered, after all redirects.
    pub final_url: String,
    /// To be sent as [`Conditions::etag`] next time.
    pub etag: Option<String>,
    /// To be sent as [`Conditions::last_modified`] next time.
    pub last_modified: Option<String>,
    /// Where the address has moved for good, as far as redirects said so without a break.
    pub moved_permanently: Option<String>,
    /// For how long the server wants not to be asked again.
    pub cache_seconds: Option<u64>,
    /// The hub that delivers what is new there, if headers name one.
    pub hub: Option<Box<NamedHub>>,
    /// Keeps other large answers waiting for as long as this one is held.
    pub hold: Hold,
}

/// A hub as headers name it (`WebSub`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedHub {
    /// Its address.
    pub hub: String,
    /// What the address that was asked is called there, if that is said.
    pub topic: Option<String>,
}

/// A place among the large answers that may be in memory at a time; small ones need none.
#[derive(Debug, Clone, Default)]
pub struct Hold(pub(crate) Option<Arc<OwnedSemaphorePermit>>);

/// It says nothing of the answer.
impl PartialEq for Hold {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Hold {}

#[cfg(test)]
mod tests {
    use super::Conditions;

    #[test]
    fn one_validator_is_enough_to_compare_with() {
        let (etag, day) = (Some("7".to_owned()), Some("yesterday".to_owned()));
        assert!(Conditions::default().is_empty());
        assert!(!Conditions { etag, last_modified: None }.is_empty());
        assert!(!Conditions { etag: None, last_modified: day }.is_empty());
    }
}
