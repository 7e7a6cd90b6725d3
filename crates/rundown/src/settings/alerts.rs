//! How the reader wants to be told of developments.

use jiff::tz::TimeZone;
use rundown_alerts::{Digest, Hours, Quiet, Rules};
use rundown_fetch::{look_at_mail_address, look_at_mail_server};
use url::Url;

use super::value::{Reach, Secret};

/// Of what the reader is told, when and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct AlertSettings {
    pub rules: Rules,
    pub hours: Hours,
    pub webhook: Option<Secret>,
    pub webhook_secret: Option<Secret>,
    pub ntfy: Option<Secret>,
    pub ntfy_token: Option<Secret>,
    /// The address of a chat's incoming webhook.
    pub chat: Option<Secret>,
    pub mail: Option<String>,
    pub mail_password: Option<Secret>,
    pub mail_to: Option<String>,
    pub mail_from: Option<String>,
    /// Private networks that the targets of readers may lie in.
    pub allow_private: Reach,
}

pub(super) fn outlets(text: &str) -> Result<u8, String> {
    match text.parse() {
        Ok(outlets @ 1..=3) => Ok(outlets),
        _ => Err(format!("{text:?} is not 1, 2 or 3")),
    }
}

pub(super) fn zone(text: &str) -> Result<TimeZone, String> {
    TimeZone::get(text).map_err(|_| format!("{text:?} is no time zone"))
}

pub(super) fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

/// An address that is a secret.
pub(super) fn hook(text: &str) -> Result<Secret, String> {
    web_address(text)?;
    Secret::new(text)
}

/// An address that may hold a secret: a user, a token in its query, a topic that nobody
/// else knows.
pub(super) fn hidden_address(text: &str) -> Result<Secret, String> {
    web_address(text)?;
    Ok(Secret::hidden(text))
}

/// The failure does not repeat the address.
fn web_address(text: &str) -> Result<(), String> {
    let is_web =
        Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if is_web { Ok(()) } else { Err("it is no address of the web".to_owned()) }
}

/// The address of a mail server; what is wrong with it does not repeat it.
pub(super) fn mail_server(text: &str) -> Result<String, String> {
    look_at_mail_server(text).map_err(|why| why.to_string())?;
    Ok(text.to_owned())
}

/// Whom a letter is from or to.
pub(super) fn mail_address(text: &str) -> Result<String, String> {
    look_at_mail_address(text).map_err(|_| format!("{text:?} is no mail address"))?;
    Ok(text.to_owned())
}

pub(super) fn quiet(text: &str) -> Result<Quiet, String> {
    text.parse().map_err(|_| format!("{text:?} is no pair of hours"))
}

pub(super) fn digest(text: &str) -> Result<Digest, String> {
    text.parse().map_err(|_| format!("{text:?} is not none, day or week"))
}
