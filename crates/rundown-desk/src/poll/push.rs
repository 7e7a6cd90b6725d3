//! Hubs that deliver what is new in a feed (`WebSub`, a recommendation of the W3C).
//!
//! A delivery only lets its feed be due: it is then fetched from the outlet itself, by the
//! connector that guards every request, and who may tell what is decided as ever. So a hub
//! can bring nothing in that the outlet does not say, whatever becomes of a secret.

use jiff::{SignedDuration, Timestamp};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use rundown_fetch::Fetcher;
use rundown_news::Feed;
use rundown_news::limits::{
    HUBS_QUEUED_MAX, LEASE_SECONDS_MAX, PUSH_SPACING_SECONDS, PUSHED_POLL_SECONDS,
};
use rundown_store::{Hub, PollOutcome, Push, StoredSubscription};
use subtle::ConstantTimeEq;

use super::schedule;
use crate::tokens::hex;
use crate::{Desk, DeskError};

/// Where hubs deliver to, below the address of the desk.
const PATH: &str = "/push";

impl Desk {
    /// Asks hubs to deliver, or to go on with it, where that is due.
    ///
    /// # Errors
    /// When the store fails; a hub that fails is asked again in an hour.
    pub async fn ask_hubs(&self, fetcher: &Fetcher) -> Result<(), DeskError> {
        let Some(address) = &self.reached_at else { return Ok(()) };
        for push in self.store.hubs_due(self.schedule_now(), HUBS_QUEUED_MAX)? {
            // Noted first: some hubs come back before they answer.
            self.store.note_hub_asked(&push.url, self.schedule_now())?;
            let Hub { hub, topic, token, secret } = &push.hub;
            let callback = format!("{address}{PATH}/{token}");
            let lease = LEASE_SECONDS_MAX.to_string();
            let form = [
                ("hub.mode", "subscribe"),
                ("hub.topic", topic),
                ("hub.callback", &callback),
                ("hub.secret", secret),
                ("hub.lease_seconds", &lease),
            ];
            match fetcher.post_form(hub, &form).await {
                Ok(200..=299) => {}
                Ok(status) => {
                    tracing::warn!(feed = %push.url, %hub, %status, "a hub refuses");
                }
                Err(error) => {
                    let why = error.why();
                    tracing::warn!(feed = %push.url, %hub, %why, "a hub failed");
                }
            }
        }
        Ok(())
    }

    /// Whether what a hub says of a subscription is so: that it was asked for, which this
    /// then counts on, or that there will be none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn hub_says(
        &self,
        token: &str,
        mode: &str,
        topic: &str,
        lease_seconds: Option<u64>,
    ) -> Result<bool, DeskError> {
        let Some(push) = self.pushed_to(token)? else { return Ok(false) };
        if push.hub.topic != topic {
            return Ok(false);
        }
        match mode {
            "subscribe" => {
                let lease = lease_seconds.unwrap_or(LEASE_SECONDS_MAX);
                let lease = lease.min(LEASE_SECONDS_MAX);
                let now = self.schedule_now();
                let (until, renew) =
                    (schedule::later(now, lease), schedule::later(now, lease / 4 * 3));
                self.store.note_lease(token, Some((until, renew)))?;
                Ok(true)
            }
            "denied" => {
                self.store.note_lease(token, None)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Whether a hub may deliver to an address.
    ///
    /// # Errors
    /// When the store fails.
    pub fn is_delivered_to(&self, token: &str) -> Result<bool, DeskError> {
        Ok(self.pushed_to(token)?.is_some())
    }

    /// Lets the feed of a delivery be due, if its hub signed it; whether it did.
    /// `signature` is the `X-Hub-Signature`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn delivered(
        &self,
        token: &str,
        signature: &str,
        body: &[u8],
    ) -> Result<bool, DeskError> {
        let Some(push) = self.pushed_to(token)? else { return Ok(false) };
        let url = &push.url;
        if !is_signed(signature, &push.hub.secret, body) {
            tracing::warn!(feed = %url, "a delivery is not signed by its hub");
            return Ok(false);
        }
        let now = self.schedule_now();
        let spaced = push.pushed_at.map(|at| schedule::later(at, PUSH_SPACING_SECONDS));
        let most = schedule::later(now, PUSH_SPACING_SECONDS);
        let due_at = spaced.map_or(now, |spaced| spaced.clamp(now, most));
        self.store.note_pushed(url, now, due_at)?;
        self.polling.delivered.notify_one();
        Ok(true)
    }

    /// Ends when something was delivered.
    pub async fn delivery_awaited(&self) {
        self.polling.delivered.notified().await;
    }

    fn pushed_to(&self, token: &str) -> Result<Option<Push>, DeskError> {
        match self.reached_at {
            Some(_) => Ok(self.store.push_to(token)?),
            None => Ok(None),
        }
    }

    /// The hub that a feed names, with a new address and secret.
    pub(super) fn hub_of(&self, feed: &Feed, url: &str) -> Option<Hub> {
        self.reached_at.as_ref()?;
        let hub = feed.hub.clone()?;
        let topic = feed.topic.clone().unwrap_or_else(|| url.to_owned());
        Some(Hub { hub, topic, token: secret()?, secret: secret()? })
    }

    /// A feed that its hub delivers need not be asked as often; one that was delivered
    /// while it was asked is asked again.
    pub(super) fn heed_hub(
        &self,
        one: &StoredSubscription,
        began: Timestamp,
        outcome: &mut PollOutcome,
    ) -> Result<(), DeskError> {
        if self.reached_at.is_none() || outcome.answered.is_none() {
            return Ok(());
        }
        let Some(push) = self.store.push(&one.subscription.url)? else { return Ok(()) };
        let now = self.schedule_now();
        let Some(pushed_at) = push.pushed_at else { return Ok(()) };
        if pushed_at > began {
            outcome.wait_seconds = PUSH_SPACING_SECONDS;
        } else if push.lease_until.is_some_and(|until| until > now) {
            let left = push
                .lease_until
                .map_or(SignedDuration::ZERO, |until| until.duration_since(now));
            let left = u64::try_from(left.as_secs()).unwrap_or(0);
            let most = PUSHED_POLL_SECONDS.min(self.pace.most_seconds).min(left);
            outcome.wait_seconds = outcome.wait_seconds.max(most);
        }
        outcome.due_at = schedule::later(now, outcome.wait_seconds);
        Ok(())
    }
}

/// Whether a signature is that of a body, compared in the same time whatever it says.
fn is_signed(signature: &str, secret: &str, body: &[u8]) -> bool {
    let (method, claimed) = signature.split_once('=').unwrap_or_default();
    let algorithm = match method {
        "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        "sha256" => hmac::HMAC_SHA256,
        "sha384" => hmac::HMAC_SHA384,
        "sha512" => hmac::HMAC_SHA512,
        _ => return false,
    };
    let key = hmac::Key::new(algorithm, secret.as_bytes());
    let own = hex(hmac::sign(&key, body).as_ref());
    let claimed = claimed.trim().to_ascii_lowercase();
    own.as_bytes().ct_eq(claimed.as_bytes()).into()
}

/// 128 bits that nobody can guess.
fn secret() -> Option<String> {
    let mut bits = [0; 16];
    SystemRandom::new().fill(&mut bits).ok()?;
    Some(hex(&bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hub_signs_as_the_hub() {
        // RFC 4231, test case 2.
        let (secret, body) = ("Jefe", b"what do ya want for nothing?");
        let sum = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(is_signed(&format!("sha256={sum}"), secret, body));
        assert!(is_signed(&format!("sha256={}", sum.to_uppercase()), secret, body));
        let sha1 = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
        assert!(is_signed(sha1, secret, body));
        for bad in ["", "sha256", "sha256=", "md5=0", &format!("sha1={sum}"), sum] {
            assert!(!is_signed(bad, secret, body), "{bad}");
        }
        assert!(!is_signed(&format!("sha256={sum}"), "other", body));
        assert!(!is_signed(&format!("sha256={sum}"), secret, b"what"));
    }
}
