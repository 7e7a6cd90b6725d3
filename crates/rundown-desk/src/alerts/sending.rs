//! From the outbox to the targets.
//!
//! One message to a target is on its way at a time. It is written down before it is sent
//! and noted after; a stop between the two sends it once more, under the same key.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};
use rundown_alerts::Digest;
use rundown_fetch::{FetchError, FetchProblem, Fetcher};
use rundown_news::ReaderId;
use rundown_news::limits::{ALERT_TRIES_MAX, ALERT_WAIT_SECONDS_MAX, ALERTS_WAITING_MAX};
use rundown_store::{Browser, Parcel};
use tokio::task::block_in_place;

use super::alert::AlertWishes;
use super::browsers::{self, shown};
use super::sealed::Signer;
use super::target::{MailServer, Target};
use super::wishes::{name_of, read, targets};
use crate::{Desk, DeskError};

/// Targets that are sent to at a time.
const WAYS_AT_ONCE: usize = 8;

/// The wait after the first failure; it doubles with each.
const WAIT_SECONDS: u64 = 60;

/// How messages leave.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Asks what the settings name.
    pub fetcher: &'a Fetcher,
    /// Asks what readers name: it may reach no more than they may.
    pub outside: &'a Fetcher,
    /// The targets of the settings, which are the first reader's.
    pub targets: &'a [Target],
    /// By what letters go to the other readers.
    pub mail: Option<&'a MailServer>,
    /// How readers are told who chose nothing, and where the pages are found.
    pub wishes: &'a AlertWishes,
}

/// The way to one target of the outbox.
struct Way<'a> {
    /// What the target is called there.
    name: String,
    /// Whether what is due goes together.
    is_digest: bool,
    by: &'a Fetcher,
    to: To,
}

enum To {
    Target(Target),
    Browser { browser: Browser, signer: Arc<Signer>, contact: String },
}

impl Way<'_> {
    async fn send(&self, parcel: &Parcel, now: Timestamp) -> Result<(), FetchError> {
        let (browser, signer, contact) = match &self.to {
            To::Target(target) => return target.send(self.by, parcel, now).await,
            To::Browser { browser, signer, contact } => (browser, signer, contact),
        };
        let url = &browser.endpoint;
        let Some((headers, body)) = signer.message(browser, &shown(parcel), contact, now)
        else {
            let why = FetchProblem::NotAnAddress("its key is none".to_owned());
            return Err(FetchError::Asked { url: url.clone(), why });
        };
        self.by.post(url, &headers, body).await
    }

    /// The browser, if an answer says that it is there no more.
    fn gone(&self, answer: &Result<(), FetchError>) -> Option<i64> {
        let Err(error) = answer else { return None };
        let is_gone = matches!(
            error.problem(),
            Some(FetchProblem::Status { status: 404 | 410, .. })
        );
        match &self.to {
            To::Browser { browser, .. } if is_gone => Some(browser.number),
            _ => None,
        }
    }
}

impl Desk {
    /// Sends what is due to each target and browser. Returns how many messages arrived. What
    /// fails is noted and tried again later; a target that does not answer holds up no more
    /// than itself.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_alerts(&self, outgoing: &Outgoing<'_>) -> Result<u64, DeskError> {
        let ways = self.ways(outgoing)?;
        let each: Vec<_> = ways.iter().map(|way| self.send_by(way)).collect();
        let all: Vec<_> =
            stream::iter(each).buffer_unordered(WAYS_AT_ONCE).collect().await;
        all.into_iter().sum()
    }

    async fn send_by(&self, way: &Way<'_>) -> Result<u64, DeskError> {
        let (mut sent, name) = (0, &way.name);
        for _ in 0..ALERTS_WAITING_MAX {
            let now = self.now();
            let next = block_in_place(|| self.store.parcel(name, now, way.is_digest))?;
            let Some(parcel) = next else { break };
            let answer = way.send(&parcel, now).await;
            let gone = way.gone(&answer);
            let is_sent = block_in_place(|| self.note_sent(name, &parcel, answer))?;
            if let Some(browser) = gone {
                block_in_place(|| self.store.drop_browser(browser))?;
            }
            if !is_sent {
                break;
            }
            sent += 1;
        }
        Ok(sent)
    }

    /// The targets of the settings, those of readers, and all browsers. Whoever owns the store
    /// sends; two would send the same.
    fn ways<'a>(&self, outgoing: &Outgoing<'a>) -> Result<Vec<Way<'a>>, DeskError> {
        if self.is_beside() {
            return Ok(Vec::new());
        }
        let wishes: BTreeMap<_, _> = self.store.alert_wishes()?.into_iter().collect();
        let is_digest = |reader: ReaderId| {
            let (_, hours) = read(wishes.get(&reader), outgoing.wishes);
            hours.digest != Digest::None
        };
        let of_settings = outgoing.targets.iter().map(|target| Way {
            name: target.name().to_owned(),
            is_digest: is_digest(ReaderId::FIRST),
            by: outgoing.fetcher,
            to: To::Target(target.clone()),
        });
        let mut ways: Vec<Way<'a>> = of_settings.collect();
        for (reader, wish) in &wishes {
            ways.extend(targets(wish, outgoing.mail).into_iter().map(|target| Way {
                name: name_of(&target, *reader),
                is_digest: is_digest(*reader),
                // The mail server is the settings' own; what stands beside readers name.
                by: match target {
                    Target::Mail { .. } => outgoing.fetcher,
                    _ => outgoing.outside,
                },
                to: To::Target(target),
            }));
        }
        let browsers = self.store.browsers(None)?;
        if !browsers.is_empty() {
            let signer = Arc::new(self.signer()?);
            ways.extend(browsers.into_iter().map(|browser| Way {
                name: browsers::name_of(&browser),
                is_digest: is_digest(browser.reader),
                by: outgoing.outside,
                to: To::Browser {
                    browser,
                    signer: Arc::clone(&signer),
                    contact: outgoing.wishes.base_url.clone(),
                },
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
