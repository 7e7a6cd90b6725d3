//! How a message is worded, target by target: nothing but words of stored articles, their
//! outlets and their addresses.

use std::fmt::Write as _;

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

/// What a message says that tells of nothing.
const REACHED: &str = "Rundown can reach you here.";

/// Characters of developments in a message to a chat: as many as Slack lets through uncut.
const CHAT_CHARACTERS_MAX: usize = 4_000;

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

/// As text to the incoming webhook of a chat: `{"text"}`, which Slack made and others take.
pub(super) fn chat(parcel: &Parcel) -> Message {
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("idempotency-key", parcel.key.clone()),
    ];
    (headers, json!({ "text": chat_text(parcel) }).to_string().into_bytes())
}

/// What a chat shows: as many developments as a message has room for, and how many more.
fn chat_text(parcel: &Parcel) -> String {
    let alerts = alerts(parcel);
    if alerts.is_empty() {
        return REACHED.to_owned();
    }
    let mut text = in_chat(&subject(parcel));
    for (told, alert) in alerts.iter().enumerate() {
        let next = passage(alert, alerts.len() > 1, in_chat, escaped);
        if text.chars().count() + next.chars().count() > CHAT_CHARACTERS_MAX {
            let (left, url) = (alerts.len() - told, escaped(&alert.story_url));
            let _ = write!(text, "\nand {left} more, as in {url}");
            break;
        }
        text.extend(["\n", &next]);
    }
    text
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
        return REACHED.to_owned();
    }
    let is_titled = alerts.len() > 1;
    let told = alerts.iter().map(|alert| passage(alert, is_titled, plain, str::to_owned));
    told.collect::<Vec<_>>().join("\n")
}

/// What is told of one development, where a target wants words and addresses written so.
fn passage(
    alert: &Alert,
    is_titled: bool,
    words: fn(&str) -> String,
    address: fn(&str) -> String,
) -> String {
    let outlets: Vec<&str> = alert.outlets.iter().map(Outlet::label).collect();
    let title = if is_titled { words(&alert.title) + "\n" } else { String::new() };
    let (new, outlets) = (words(&alert.new.with_names()), words(&outlets.join(", ")));
    let article = address(alert.url.as_deref().unwrap_or(&alert.evidence_url));
    format!("{title}{new}\n{outlets}\n{article}\n{}\n", address(&alert.story_url))
}

pub(super) fn alerts(parcel: &Parcel) -> Vec<Alert> {
    parcel.bodies.iter().filter_map(|body| serde_json::from_str(body).ok()).collect()
}

/// Words of strangers that call nobody in a chat ("@channel", `<!here>`) and lead nowhere
/// under another name. What breaks the signs has no width, so that the words look as they are.
fn in_chat(words: &str) -> String {
    let words = plain(words).replace('@', "@\u{200b}").replace("](", "]\u{200b}(");
    escaped(&words)
}

/// As the form wants the three signs that it reads itself.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Words of strangers as one line without control characters.
fn plain(words: &str) -> String {
    let kept = words.split(|c: char| c.is_whitespace() || c.is_control());
    kept.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use rundown_news::{ArticleId, Evidence, Part, Shown, Slug, Span};

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

    fn parcel(titles: &[&str], sentence: &str) -> Parcel {
        let told = |title: &&str| {
            let (id, span) = (ArticleId("a".to_owned()), Span::new(0, sentence.len()));
            let evidence =
                Evidence { article: id.clone(), revision: 0, part: Part::Text, span };
            let alert = Alert {
                id,
                watched: "story".to_owned(),
                slug: Slug("gate".to_owned()),
                story_url: "https://news.example/stories/gate".to_owned(),
                title: (*title).to_owned(),
                new: Shown::new(sentence, evidence),
                evidence_url: "https://news.example/articles/a?show=0-9".to_owned(),
                url: Some("https://herald.example/@desk/gate?a=1&b=2".to_owned()),
                outlets: Vec::new(),
                at: Timestamp::UNIX_EPOCH,
            };
            serde_json::to_string(&alert).unwrap()
        };
        let bodies = titles.iter().map(told).collect();
        Parcel { key: "k1".to_owned(), bodies, tries: 0 }
    }

    #[test]
    fn words_call_nobody_in_a_chat_and_addresses_stay_whole() {
        let (headers, body) =
            chat(&parcel(&["@here: R&D"], "<!channel> [Ruiz](x) left."));
        assert!(headers.contains(&("idempotency-key", "k1".to_owned())));
        let said: Value = serde_json::from_slice(&body).unwrap();
        let lines: Vec<&str> = said["text"].as_str().unwrap().lines().collect();
        assert_eq!(lines[0], "@\u{200b}here: R&amp;D");
        assert_eq!(lines[1], "&lt;!channel&gt; [Ruiz]\u{200b}(x) left.");
        assert_eq!(lines[3], "https://herald.example/@desk/gate?a=1&amp;b=2");
    }

    #[test]
    fn a_message_to_ntfy_is_text_under_a_title_that_opens_its_story() {
        let one = parcel(&["Gate opens\r\nX-Click: y"], "The gate is open.");
        let (headers, body) = ntfy(&one, Some("tk_1"));
        let header = |name: &str| {
            let mut of = headers.iter().filter(|(known, _)| *known == name);
            (of.next().map(|(_, value)| value.as_str()), of.count())
        };
        assert_eq!(header("content-type"), (Some("text/plain; charset=utf-8"), 0));
        assert_eq!(header("x-title"), (Some("Gate opens X-Click: y"), 0));
        assert_eq!(header("x-click"), (Some("https://news.example/stories/gate"), 0));
        assert_eq!(header("idempotency-key"), (Some("k1"), 0));
        assert_eq!(header("authorization"), (Some("Bearer tk_1"), 0));
        assert_eq!(
            String::from_utf8(body).unwrap(),
            "The gate is open.\n\nhttps://herald.example/@desk/gate?a=1&b=2\n\
             https://news.example/stories/gate\n"
        );
    }

    #[test]
    fn a_message_to_ntfy_with_several_developments_names_each_and_opens_none() {
        let (headers, body) = ntfy(&parcel(&["Gate", "Ferry"], "It is open."), None);
        assert!(headers.contains(&("x-title", "Rundown: 2 developments".to_owned())));
        assert!(
            headers.iter().all(|(name, _)| !["x-click", "authorization"].contains(name))
        );
        let text = String::from_utf8(body).unwrap();
        assert!(text.starts_with("Gate\nIt is open.\n"), "{text}");
        assert!(text.contains("\n\nFerry\nIt is open.\n"), "{text}");
        let (_, test) = ntfy(&parcel(&[], ""), None);
        assert_eq!(test, REACHED.as_bytes());
    }

    #[test]
    fn a_message_to_a_chat_has_an_end() {
        let all = parcel(&["Gate opens"; 100], &"The gate is open. ".repeat(9));
        let said = chat_text(&all);
        let told = said.matches("Gate opens").count();
        assert!((5..100).contains(&told), "{told}");
        assert!(said.chars().count() < CHAT_CHARACTERS_MAX + 100);
        let end =
            format!("\nand {} more, as in https://news.example/stories/gate", 100 - told);
        assert!(said.ends_with(&end), "{said}");
        let long = chat_text(&parcel(&["Gate"], &"open ".repeat(2_000)));
        assert_eq!(long, "Gate\nand 1 more, as in https://news.example/stories/gate");
    }

    #[test]
    fn no_control_character_of_news_leaves() {
        assert_eq!(plain("Gate\u{1b}[2J\r\nX-Click: y"), "Gate [2J X-Click: y");
    }
}
