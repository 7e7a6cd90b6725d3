//! How a message is worded, target by target: nothing but words of stored articles, their
//! outlets and their addresses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::hmac;
use rundown_news::Outlet;
use rundown_store::Parcel;
use serde_json::{Value, json};

use super::alert::Alert;

/// What a secret of Standard Webhooks begins with; the rest is base64.
pub(super) const SECRET_MARK: &str = "whsec_";

/// Headers of a message and its body.
pub(super) type Message = (Vec<(&'static str, String)>, Vec<u8>);

/// As JSON, signed as Standard Webhooks 1.0 has it: `v1` over id, time and body.
pub(super) fn webhook(parcel: &Parcel, secret: Option<&str>, now: Timestamp) -> Message {
    let alerts: Vec<Value> =
        parcel.bodies.iter().filter_map(|body| serde_json::from_str(body).ok()).collect();
    let body = json!({ "key": parcel.key, "alerts": alerts }).to_string();
    let time = now.as_second().to_string();
    let mut headers = vec![
        ("content-type", "application/json".to_owned()),
        ("webhook-id", parcel.key.clone()),
        ("webhook-timestamp", time.clone()),
    ];
    if let Some(secret) = secret {
        let signed = format!("{}.{time}.{body}", parcel.key);
        headers.push(("webhook-signature", signature(secret, &signed)));
    }
    (headers, body.into_bytes())
}

fn signature(secret: &str, signed: &str) -> String {
    let decoded =
        secret.strip_prefix(SECRET_MARK).and_then(|one| STANDARD.decode(one).ok());
    let bytes = decoded.unwrap_or_else(|| secret.as_bytes().to_vec());
    let key = hmac::Key::new(hmac::HMAC_SHA256, &bytes);
    format!("v1,{}", STANDARD.encode(hmac::sign(&key, signed.as_bytes())))
}

/// As plain text with a title, for ntfy.
pub(super) fn ntfy(parcel: &Parcel, token: Option<&str>) -> Message {
    let alerts = alerts(parcel);
    let mut headers = vec![
        ("content-type", "text/plain; charset=utf-8".to_owned()),
        ("x-title", subject(parcel)),
        ("idempotency-key", parcel.key.clone()),
    ];
    if let [alert] = alerts.as_slice() {
        headers.push(("x-click", alert.story_url.clone()));
    }
    if let Some(token) = token {
        headers.push(("authorization", format!("Bearer {token}")));
    }
    (headers, text(parcel).into_bytes())
}

/// The line above a message.
pub(super) fn subject(parcel: &Parcel) -> String {
    match alerts(parcel).as_slice() {
        [] => "Rundown".to_owned(),
        [alert] => plain(&alert.title),
        more => format!("Rundown: {} developments", more.len()),
    }
}

/// A message as plain text.
pub(super) fn text(parcel: &Parcel) -> String {
    let alerts = alerts(parcel);
    if alerts.is_empty() {
        return "Rundown can reach you here.".to_owned();
    }
    let told = alerts.iter().map(|alert| {
        let outlets: Vec<&str> = alert.outlets.iter().map(Outlet::label).collect();
        let title =
            if alerts.len() > 1 { plain(&alert.title) + "\n" } else { String::new() };
        let address = alert.url.as_deref().unwrap_or(&alert.evidence_url);
        let (new, outlets) = (plain(&alert.new.with_names()), plain(&outlets.join(", ")));
        format!("{title}{new}\n{outlets}\n{address}\n{}\n", alert.story_url)
    });
    told.collect::<Vec<_>>().join("\n")
}

pub(super) fn alerts(parcel: &Parcel) -> Vec<Alert> {
    parcel.bodies.iter().filter_map(|body| serde_json::from_str(body).ok()).collect()
}

/// Words of strangers as one line without control characters.
fn plain(words: &str) -> String {
    let kept = words.split(|c: char| c.is_whitespace() || c.is_control());
    kept.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the standard's own libraries.
    #[test]
    fn a_signature_is_that_of_standard_webhooks() {
        let signed = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        assert_eq!(
            signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", signed),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn no_control_character_of_news_leaves() {
        assert_eq!(plain("Gate\u{1b}[2J\r\nX-Click: y"), "Gate [2J X-Click: y");
    }
}
