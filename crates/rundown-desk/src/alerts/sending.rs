//! From the outbox to the targets.
//!
//! One message to a target is on its way at a time. It is written down before it is sent
//! and noted after; a stop between the two sends it once more, under the same key.

use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rundown_fetch::{FetchError, FetchProblem, Fetcher, Letter};
use rundown_news::limits::{ALERT_TRIES_MAX, ALERT_WAIT_SECONDS_MAX, ALERTS_WAITING_MAX};
use rundown_store::{Browser, Parcel};
use tokio::task::block_in_place;

use super::browsers::{name_of, shown};
use super::message;
use super::sealed::Signer;
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

/// A target of the outbox, by the name it goes by there.
enum Way<'a> {
    Target(&'a Target),
    Browser { browser: Browser, signer: Arc<Signer>, contact: &'a str },
}

impl Way<'_> {
    fn name(&self) -> String {
        match self {
            Self::Target(target) => target.name().to_owned(),
            Self::Browser { browser, .. } => name_of(browser),
        }
    }

    async fn send(
        &self,
        fetcher: &Fetcher,
        parcel: &Parcel,
        now: Timestamp,
    ) -> Result<(), FetchError> {
        let (browser, signer, contact) = match self {
            Self::Target(target) => return target.send(fetcher, parcel, now).await,
            Self::Browser { browser, signer, contact } => (browser, signer, contact),
        };
        let url = &browser.endpoint;
        let Some((headers, body)) = signer.message(browser, &shown(parcel), contact, now)
        else {
            let why = FetchProblem::NotAnAddress("its key is none".to_owned());
            return Err(FetchError::Asked { url: url.clone(), why });
        };
        fetcher.post(url, &headers, body).await
    }

    /// Whether an answer says that nobody is there any more.
    fn is_gone(&self, answer: &Result<(), FetchError>) -> bool {
        let Err(error) = answer else { return false };
        let status = match error.problem() {
            Some(FetchProblem::Status { status, .. }) => *status,
            _ => return false,
        };
        matches!(self, Self::Browser { .. }) && matches!(status, 404 | 410)
    }
}

impl Desk {
    /// Sends what is due to each target and browser; `contact` is the address by which push
    /// services reach whoever runs this. Returns how many messages arrived. What fails is
    /// noted and tried again later.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_alerts(
        &self,
        fetcher: &Fetcher,
        targets: &[Target],
        contact: &str,
        is_digest: bool,
    ) -> Result<u64, DeskError> {
        let mut sent = 0;
        for way in self.ways(targets, contact)? {
            for _ in 0..ALERTS_WAITING_MAX {
                let (now, name) = (self.now(), way.name());
                let next = block_in_place(|| self.store.parcel(&name, now, is_digest))?;
                let Some(parcel) = next else { break };
                let answer = way.send(fetcher, &parcel, now).await;
                let is_gone = way.is_gone(&answer);
                let is_sent = block_in_place(|| self.note_sent(&name, &parcel, answer))?;
                if let (true, Way::Browser { browser, .. }) = (is_gone, &way) {
                    block_in_place(|| self.store.drop_browser(browser.number))?;
                }
                if !is_sent {
                    break;
                }
                sent += 1;
            }
        }
        Ok(sent)
    }

    /// The targets of the settings, and all browsers. Whoever owns the store sends; two would
    /// send the same.
    fn ways<'a>(
        &self,
        targets: &'a [Target],
        contact: &'a str,
    ) -> Result<Vec<Way<'a>>, DeskError> {
        if self.is_beside() {
            return Ok(Vec::new());
        }
        let mut ways: Vec<Way<'a>> = targets.iter().map(Way::Target).collect();
        let browsers = self.store.browsers(None)?;
        if !browsers.is_empty() {
            let signer = Arc::new(self.signer()?);
            ways.extend(browsers.into_iter().map(|browser| Way::Browser {
                browser,
                signer: Arc::clone(&signer),
                contact,
            }));
        }
        Ok(ways)
    }

    fn note_sent(
        &self,
        name: &str,
        parcel: &Parcel,
        answer: Result<(), FetchError>,
    ) -> Result<bool, DeskError> {
        let now = self.now();
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
