//! A sign-on that was begun: what the browser keeps of it until it comes back, sealed so that
//! nothing of it need be kept here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use ring::digest::{SHA256, digest};
use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::tokens::secret;

/// How long somebody may take at the provider.
const MINUTES: i64 = 10;

/// What was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BegunOn {
    /// What comes back with the browser.
    pub(super) state: String,
    /// What comes back in the token.
    pub(super) nonce: String,
    /// What shows the provider that whoever asks for the token began it.
    pub(super) verifier: String,
    /// Where to go on to.
    pub(super) next: String,
    /// When it is too late.
    pub(super) until: Timestamp,
}

impl BegunOn {
    /// A new one; none if the system has no randomness.
    pub(super) fn new(next: &str, now: Timestamp) -> Option<Self> {
        Some(Self {
            state: secret()?,
            nonce: secret()?,
            verifier: secret()?,
            next: next.to_owned(),
            until: now + SignedDuration::from_mins(MINUTES),
        })
    }

    /// The sum of the verifier, which the provider is told at once (RFC 7636, S256).
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA256, self.verifier.as_bytes()))
    }

    pub(super) fn sealed(&self, key: &hmac::Key) -> String {
        let told = serde_json::to_vec(self).unwrap_or_default();
        let seal = hmac::sign(key, &told);
        format!("{}.{}", URL_SAFE_NO_PAD.encode(told), URL_SAFE_NO_PAD.encode(seal))
    }

    /// What was sealed here, if it is not too late.
    pub(super) fn opened(sealed: &str, key: &hmac::Key, now: Timestamp) -> Option<Self> {
        let (told, seal) = sealed.split_once('.')?;
        let told = URL_SAFE_NO_PAD.decode(told).ok()?;
        let seal = URL_SAFE_NO_PAD.decode(seal).ok()?;
        hmac::verify(key, &told, &seal).ok()?;
        let begun: Self = serde_json::from_slice(&told).ok()?;
        (now < begun.until).then_some(begun)
    }
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;

    use super::*;

    #[test]
    fn what_was_begun_comes_back_whole_in_time_or_not_at_all() {
        let key =
            || hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).unwrap();
        let (ours, other) = (key(), key());
        let now = Timestamp::UNIX_EPOCH;
        let begun = BegunOn::new("/stories/a", now).unwrap();
        let sealed = begun.sealed(&ours);
        assert_eq!(BegunOn::opened(&sealed, &ours, now), Some(begun.clone()));
        assert_eq!(BegunOn::opened(&sealed, &other, now), None);
        assert_eq!(BegunOn::opened(&sealed, &ours, begun.until), None);
        let forged = BegunOn { next: "//evil.example".to_owned(), ..begun };
        let forged = forged.sealed(&other);
        let (told, _) = forged.split_once('.').unwrap();
        let (_, seal) = sealed.split_once('.').unwrap();
        assert_eq!(BegunOn::opened(&format!("{told}.{seal}"), &ours, now), None);
    }

    #[test]
    fn the_provider_is_told_the_sum_alone() {
        // The example of RFC 7636, appendix B.
        let begun = BegunOn {
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
            ..BegunOn::new("/", Timestamp::UNIX_EPOCH).unwrap()
        };
        assert_eq!(begun.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
