//! Being told in a browser: which ones, by which key, and what they are told.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rundown_news::ReaderId;
use rundown_store::{Browser, Parcel};
use serde_json::json;
use url::Url;

use super::message;
use super::sealed::{MESSAGE_BYTES_MAX, Signer};
use crate::{Desk, DeskError};

/// The longest address of a push service.
const ENDPOINT_BYTES_MAX: usize = 1_024;
/// A point of P-256, not packed, and the secret that goes with it.
const KEY_BYTES: usize = 65;
const SECRET_BYTES: usize = 16;

impl Desk {
    /// What a browser is told when it asks its push service for an address.
    ///
    /// # Errors
    /// When the store fails.
    pub fn push_key(&self) -> Result<String, DeskError> {
        Ok(self.signer()?.public())
    }

    pub(super) fn signer(&self) -> Result<Signer, DeskError> {
        let wrong = || DeskError::Browser { why: "no key could be made" };
        let kept = self.store.push_key(&Signer::made().map_err(|_| wrong())?)?;
        Signer::of(&kept).ok_or_else(wrong)
    }

    /// Tells the reader in a browser from now on of what they follow. Key and secret are as
    /// browsers write them.
    ///
    /// # Errors
    /// When they are none, the reader has too many browsers, or the store fails.
    pub fn add_browser(
        &self,
        endpoint: &str,
        key: &str,
        secret: &str,
    ) -> Result<(), DeskError> {
        let wrong = |why| DeskError::Browser { why };
        if !is_push_service(endpoint) || endpoint.len() > ENDPOINT_BYTES_MAX {
            return Err(wrong("it names no push service"));
        }
        let part = |text: &str, long: usize| {
            let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
            bytes.filter(|bytes| bytes.len() == long)
        };
        let key = part(key, KEY_BYTES).ok_or_else(|| wrong("its key is none"))?;
        let secret =
            part(secret, SECRET_BYTES).ok_or_else(|| wrong("its secret is none"))?;
        if !self.store.add_browser(endpoint, &key, &secret, self.now())? {
            return Err(wrong("there are too many of them; remove one first"));
        }
        Ok(())
    }

    /// The browsers in which the reader is told: a number, and the host of the push service.
    ///
    /// # Errors
    /// When the store fails.
    pub fn browsers(&self, reader: ReaderId) -> Result<Vec<(i64, String)>, DeskError> {
        let host = |browser: Browser| {
            let url = Url::parse(&browser.endpoint).ok();
            let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
            (browser.number, host.to_owned())
        };
        Ok(self.store.browsers(Some(reader))?.into_iter().map(host).collect())
    }

    /// Tells the reader in a browser no longer.
    ///
    /// # Errors
    /// When the store fails.
    pub fn remove_browser(&self, number: i64) -> Result<(), DeskError> {
        Ok(self.store.remove_browser(number)?)
    }
}

/// Whether an address may be that of a push service: over HTTPS, or on this machine, where
/// the guarded connector has to be told that it may go.
fn is_push_service(endpoint: &str) -> bool {
    let Ok(url) = Url::parse(endpoint) else { return false };
    let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

/// What a browser is called in the outbox.
pub(super) fn name_of(browser: &Browser) -> String {
    format!("browser-{}", browser.number)
}

/// What is shown of a message: a title, a text, and the page that opens.
pub(super) fn shown(parcel: &Parcel) -> String {
    let alerts = message::alerts(parcel);
    let path = match alerts.as_slice() {
        [alert] => format!("/stories/{}", alert.slug),
        _ => "/".to_owned(),
    };
    let mut body: String = match alerts.as_slice() {
        [alert] => alert.new.text.clone(),
        more => {
            let titles: Vec<&str> = more.iter().map(|one| one.title.as_str()).collect();
            titles.join("\n")
        }
    };
    let mut title = message::subject(parcel);
    // Pages open with the whole of it.
    cut(&mut title, MESSAGE_BYTES_MAX / 10);
    cut(&mut body, MESSAGE_BYTES_MAX / 3);
    json!({ "title": title, "body": body, "path": path, "tag": parcel.key }).to_string()
}

fn cut(text: &mut String, most: usize) {
    if text.len() > most {
        text.truncate(text.floor_char_boundary(most));
        text.push('…');
    }
}
