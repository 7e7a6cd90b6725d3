//! From the outbox to the targets.
//!
//! One message to a target is on its way at a time. It is written down before it is sent
//! and noted after; a stop between the two sends it once more, under the same key.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use rundown_fetch::{FetchError, Fetcher, Letter};
use rundown_news::limits::{ALERT_TRIES_MAX, ALERT_WAIT_SECONDS_MAX, ALERTS_WAITING_MAX};
use rundown_store::Parcel;
use tokio::task::block_in_place;

use super::message;
use crate::{Desk, DeskError};

/// The wait after the first failure; it doubles with each.
const WAIT_SECONDS: u64 = 60;

/// Where alerts go.
#[derive(Clone)]
pub enum Target {
    /// JSON to an address, signed if there is a secret.
    Webhook {
        /// The address.
        url: String,
        /// What it is signed with.
        secret: Option<String>,
    },
    /// Text to a topic of an ntfy server.
    Ntfy {
        /// The address of the topic.
        url: String,
        /// What lets us publish there.
        token: Option<String>,
    },
    /// A letter.
    Mail {
        /// The mail server, as in `smtps://USER@HOST`.
        server: String,
        /// What it asks of that user.
        password: Option<String>,
        /// Who the letter is from.
        from: String,
        /// Who it is to.
        to: String,
    },
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Target {
    /// What it is called in lists and settings.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Webhook { .. } => "webhook",
            Self::Ntfy { .. } => "ntfy",
            Self::Mail { .. } => "mail",
        }
    }

    async fn send(
        &self,
        fetcher: &Fetcher,
        parcel: &Parcel,
        now: Timestamp,
    ) -> Result<(), FetchError> {
        let (url, (headers, body)) = match self {
            Self::Webhook { url, secret } => {
                (url, message::webhook(parcel, secret.as_deref(), now))
            }
            Self::Ntfy { url, token } => (url, message::ntfy(parcel, token.as_deref())),
            Self::Mail { server, password, from, to } => {
                let letter = Letter {
                    server: server.clone(),
                    password: password.clone(),
                    from: from.clone(),
                    to: to.clone(),
                    key: parcel.key.clone(),
                    subject: message::subject(parcel),
                    text: message::text(parcel),
                };
                return fetcher.mail(&letter).await;
            }
        };
        fetcher.post(url, &headers, body).await
    }
}

/// Sends a message to a target that tells of nothing.
///
/// # Errors
/// When it does not arrive.
pub async fn test_target(
    fetcher: &Fetcher,
    target: &Target,
    now: Timestamp,
) -> Result<(), DeskError> {
    let key = format!("test-{}", now.as_millisecond());
    let parcel = Parcel { key, bodies: Vec::new(), tries: 0 };
    Ok(target.send(fetcher, &parcel, now).await?)
}

impl Desk {
    /// Sends what is due to each target; returns how many messages arrived. What fails is
    /// noted and tried again later.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_alerts(
        &self,
        fetcher: &Fetcher,
        targets: &[Target],
        is_digest: bool,
    ) -> Result<u64, DeskError> {
        let mut sent = 0;
        // Whoever owns the store sends; two would send the same.
        let targets: &[Target] = if self.is_beside() { &[] } else { targets };
        for target in targets {
            for _ in 0..ALERTS_WAITING_MAX {
                let now = self.now();
                let next =
                    block_in_place(|| self.store.parcel(target.name(), now, is_digest))?;
                let Some(parcel) = next else { break };
                let answer = target.send(fetcher, &parcel, now).await;
                if !block_in_place(|| self.note_sent(target, &parcel, answer))? {
                    break;
                }
                sent += 1;
            }
        }
        Ok(sent)
    }

    fn note_sent(
        &self,
        target: &Target,
        parcel: &Parcel,
        answer: Result<(), FetchError>,
    ) -> Result<bool, DeskError> {
        let (name, now) = (target.name(), self.now());
        let Err(error) = answer else {
            self.store.parcel_sent(name, &parcel.key, now)?;
            return Ok(true);
        };
        // The address may be a secret itself: only the reason is told.
        let why = error.why();
        tracing::warn!(target = name, why, "an alert could not be sent");
        let wait =
            error.retry_after_seconds().unwrap_or(0).max(wait_seconds(parcel.tries));
        let wait = SignedDuration::from_secs(wait.min(ALERT_WAIT_SECONDS_MAX) as i64);
        let again = if parcel.tries as usize + 1 >= ALERT_TRIES_MAX {
            Err(now)
        } else {
            now.checked_add(wait).map_err(|_| now)
        };
        self.store.parcel_failed(name, &parcel.key, &why, again)?;
        Ok(false)
    }
}

fn wait_seconds(tries: u32) -> u64 {
    WAIT_SECONDS.checked_shl(tries.min(20)).unwrap_or(ALERT_WAIT_SECONDS_MAX)
}
