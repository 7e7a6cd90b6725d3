//! What is held of a single sign-on while the service runs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex as Lock};

use jiff::Timestamp;
use ring::hmac;
use ring::rand::SystemRandom;
use rundown_fetch::Fetcher;
use rundown_news::limits::SIGN_ONS_KEPT_MAX;
use rundown_store::unpoisoned;
use tokio::sync::Mutex;

use super::asking::Known;
use super::begun::BegunOn;
use super::provider::{NotSignedOn, Provider};

/// A provider, what is known of it, and which sign-ons are over.
pub(crate) struct SignOn {
    pub(super) provider: Provider,
    /// What is begun is sealed by it; it lives as long as the service.
    pub(super) key: hmac::Key,
    known: Mutex<Option<Arc<Known>>>,
    over: Lock<BTreeMap<String, Timestamp>>,
}

impl SignOn {
    /// None if the system has no randomness.
    pub(crate) fn with(provider: Provider) -> Option<Self> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok()?;
        Some(Self { provider, key, known: Mutex::default(), over: Lock::default() })
    }

    pub(crate) fn name(&self) -> &str {
        &self.provider.name
    }

    /// What the provider says of itself, asked at most once at a time.
    pub(super) async fn known(
        &self,
        fetcher: &Fetcher,
    ) -> Result<Arc<Known>, NotSignedOn> {
        self.known_unless(fetcher, Known::is_old).await
    }

    /// The same, asked anew because a key is not among those known.
    pub(super) async fn known_anew(
        &self,
        fetcher: &Fetcher,
    ) -> Result<Arc<Known>, NotSignedOn> {
        self.known_unless(fetcher, Known::may_have_changed).await
    }

    async fn known_unless(
        &self,
        fetcher: &Fetcher,
        is_old: impl Fn(&Known) -> bool,
    ) -> Result<Arc<Known>, NotSignedOn> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| !is_old(known)) {
            return Ok(Arc::clone(known));
        }
        let asked = Known::ask(fetcher, &self.provider).await?;
        *known = Some(Arc::clone(&asked));
        Ok(asked)
    }

    /// Ends what was begun; false if it is over already. Only what was proven is noted, so
    /// that strangers do not fill it.
    pub(super) fn ends(&self, begun: &BegunOn, now: Timestamp) -> bool {
        let mut over = unpoisoned(self.over.lock());
        over.retain(|_, until| *until > now);
        if over.len() >= SIGN_ONS_KEPT_MAX || over.contains_key(&begun.state) {
            return false;
        }
        over.insert(begun.state.clone(), begun.until);
        true
    }

    pub(super) fn is_over(&self, begun: &BegunOn) -> bool {
        let over = unpoisoned(self.over.lock());
        over.contains_key(&begun.state)
    }
}
