//! Hubs that deliver what is new in a feed.

use std::sync::Arc;
use std::time::Duration;

use ring::hmac;
use rundown_fetch::{FetchConfig, Fetcher, Guard};

use crate::Room;
use rundown_origin::{Answer, Outlet};

const ADDRESS: &str = "https://reader.example";

fn fetcher() -> Arc<Fetcher> {
    let guard = Guard { allow_private: true };
    let config = FetchConfig { guard, spacing: Duration::ZERO, ..FetchConfig::default() };
    Arc::new(Fetcher::new(config).unwrap())
}

/// A desk that hubs may reach, which follows a feed with a hub; both at one outlet.
async fn followed(name: &str) -> (Outlet, Room) {
    let outlet = Outlet::new();
    let link = format!(
        "<{}>; rel=\"hub\", <{}>; rel=\"self\"",
        outlet.url("/hub"),
        outlet.url("/feed")
    );
    let feed = Answer::ok(outlet.feed(&[("/road", "Road shut")]));
    outlet.give("/feed", feed.header("Link", &link));
    outlet.give("/hub", Answer::status("202 Accepted"));
    let room = Room::with(name, |desk| desk.reached_at(ADDRESS));
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    room.desk().ask_hubs(&fetcher()).await.unwrap();
    (outlet, room)
}

/// The form that the hub was sent.
fn form(outlet: &Outlet) -> impl Fn(&str) -> String {
    let body = outlet.bodies("/hub").pop().unwrap();
    move |name: &str| {
        let mut pairs = url::form_urlencoded::parse(body.as_bytes());
        pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
    }
}

fn sign(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let sum = hmac::sign(&key, body);
    let hex: Vec<String> = sum.as_ref().iter().map(|b| format!("{b:02x}")).collect();
    let hex = hex.concat();
    format!("sha256={hex}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_delivery_lets_its_feed_be_asked_at_once() {
    let (outlet, room) = followed("hub").await;
    let (form, topic) = (form(&outlet), outlet.url("/feed"));
    assert_eq!(
        (form("hub.mode"), form("hub.topic")),
        ("subscribe".into(), topic.clone())
    );
    let callback = form("hub.callback");
    let token = callback.strip_prefix("https://reader.example/push/").unwrap();
    let desk = room.desk();
    // Another feed, another reader, and nobody's.
    assert!(!desk.hub_says(token, "subscribe", "https://else.example/", None).unwrap());
    assert!(!desk.hub_says("00", "subscribe", &topic, None).unwrap());
    assert!(!desk.hub_says(token, "unsubscribe", &topic, None).unwrap());
    assert!(desk.hub_says(token, "subscribe", &topic, Some(86_400)).unwrap());
    let signed = sign(&form("hub.secret"), b"<rss/>");
    room.hands.pass(Duration::from_mins(2));
    assert!(!desk.delivered(token, &sign("guess", b"<rss/>"), b"<rss/>").unwrap());
    assert!(!desk.delivered(token, &signed, b"<rss>else</rss>").unwrap());
    assert_eq!(room.poll().await.asked, 0);
    assert!(desk.delivered(token, &signed, b"<rss/>").unwrap());
    assert_eq!(room.poll().await.asked, 1);
    // Its hub delivers: it need not be asked as often.
    assert_eq!(room.poll_after(30).await.asked, 0);
    assert_eq!(room.poll_after(31).await.asked, 1);
    // Two at once bring about one poll, and another half a minute later.
    assert!(desk.delivered(token, &signed, b"<rss/>").unwrap());
    assert_eq!(room.poll().await.asked, 1);
    assert!(desk.delivered(token, &signed, b"<rss/>").unwrap());
    assert_eq!(room.poll().await.asked, 0);
    assert_eq!(room.poll_after(1).await.asked, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_is_renewed_before_it_ends_and_a_refusal_is_not_held_against_the_feed() {
    let (outlet, room) = followed("lease").await;
    let (form, topic) = (form(&outlet), outlet.url("/feed"));
    let callback = form("hub.callback");
    let token = callback.rsplit('/').next().unwrap();
    let ask = async || {
        room.desk().ask_hubs(&fetcher()).await.unwrap();
        outlet.asked("/hub").len()
    };
    // It did not come back: asked again in an hour.
    assert_eq!(ask().await, 1);
    room.hands.pass(Duration::from_mins(61));
    assert_eq!(ask().await, 2);
    assert!(room.desk().hub_says(token, "subscribe", &topic, Some(86_400)).unwrap());
    room.hands.pass(Duration::from_hours(17));
    assert_eq!(ask().await, 2);
    room.hands.pass(Duration::from_hours(2));
    assert_eq!(ask().await, 3);
    assert!(room.desk().hub_says(token, "denied", &topic, None).unwrap());
    assert_eq!(room.poll_after(60).await.asked, 1);
    // The feed names its hub no more.
    outlet.give("/feed", Answer::ok(outlet.feed(&[])));
    assert_eq!(room.poll_after(60).await.asked, 1);
    assert!(!room.desk().is_delivered_to(token).unwrap());
    assert_eq!(ask().await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_delivered_while_a_feed_is_asked_lets_it_be_asked_again() {
    let (outlet, room) = followed("hub-while").await;
    let (form, topic) = (form(&outlet), outlet.url("/feed"));
    let callback = form("hub.callback");
    let token = callback.rsplit('/').next().unwrap();
    let desk = room.desk();
    assert!(desk.hub_says(token, "subscribe", &topic, Some(86_400)).unwrap());
    let signed = sign(&form("hub.secret"), b"<rss/>");
    let deliver = || {
        room.hands.pass(Duration::from_secs(1));
        assert!(desk.delivered(token, &signed, b"<rss/>").unwrap());
        room.hands.pass(Duration::from_secs(1));
    };
    deliver();
    assert_eq!(room.poll().await.asked, 1);
    assert_eq!(room.poll_after(30).await.asked, 0, "delivered before");
    // The next answer takes a while, and something more is delivered meanwhile.
    let feed = Answer::ok(outlet.feed(&[("/road", "Road shut")]));
    outlet.give("/feed", feed.after(Duration::from_millis(300)));
    deliver();
    let before = outlet.asked("/feed").len();
    let meanwhile = async {
        while outlet.asked("/feed").len() == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        deliver();
    };
    let (report, ()) = tokio::join!(room.poll(), meanwhile);
    assert_eq!(report.asked, 1);
    assert_eq!(room.poll_after(1).await.asked, 1, "delivered meanwhile");
}
