//! Where alerts go, and how a message is sent there.

use std::fmt;

use jiff::Timestamp;
use rundown_fetch::{FetchError, Fetcher, Letter};
use rundown_store::Parcel;

use super::message;
use crate::DeskError;

/// Where alerts go.
#[derive(Clone, PartialEq, Eq)]
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
    /// Text to the incoming webhook of a chat.
    Chat {
        /// Its address, which is a secret: whoever knows it can write there.
        url: String,
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
            Self::Chat { .. } => "chat",
            Self::Mail { .. } => "mail",
        }
    }

    pub(super) async fn send(
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
            Self::Chat { url } => (url, message::chat(parcel)),
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

/// The mail server by which letters go to readers.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its address, as in `smtps://USER@HOST`.
    pub server: String,
    /// What it asks of that user.
    pub password: Option<String>,
    /// Who the letters are from.
    pub from: String,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailServer(…)")
    }
}
