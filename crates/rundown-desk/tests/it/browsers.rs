//! Readers who are told in their browsers, by a push service on loopback.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey};
use ring::rand::SystemRandom;
use rundown_desk::{AlertWishes, Desk, DeskError, Document, Outgoing};
use rundown_news::limits::ALERT_TRIES_MAX;
use rundown_news::{Follow, ReaderId};
use rundown_origin::{Answer, Outlet};

use crate::demo::{arrive, half_read, hours, listed};
use crate::putting_off::strike;
use crate::{Room, fetcher};

/// The public half of a browser's key, as it writes it.
fn key() -> String {
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
    URL_SAFE_NO_PAD.encode(own.compute_public_key().unwrap())
}

fn secret() -> String {
    URL_SAFE_NO_PAD.encode([9; 16])
}

fn subscribe(desk: &Desk, endpoint: &str) {
    desk.add_browser(endpoint, &key(), &secret()).unwrap();
}

/// The rest of the news arrives, and of each hour what there is to tell is noted and sent.
async fn told_of(room: &Room, after: Vec<Document>) -> (u64, u64) {
    let (mut noted, mut sent) = alerts(room).await;
    for hour in hours(after) {
        arrive(room, hour);
        let more = alerts(room).await;
        (noted, sent) = (noted + more.0, sent + more.1);
    }
    (noted, sent)
}

async fn alerts(room: &Room) -> (u64, u64) {
    let wishes = AlertWishes {
        targets: vec!["webhook".to_owned()],
        base_url: "https://news.example".to_owned(),
        ..AlertWishes::default()
    };
    let noted = room.desk().note_alerts(&wishes).unwrap();
    let fetcher = fetcher();
    let outgoing = Outgoing {
        fetcher: &fetcher,
        outside: &fetcher,
        targets: &[],
        mail: None,
        wishes: &wishes,
    };
    let sent = room.desk().send_alerts(&outgoing).await.unwrap();
    (noted, sent)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reader_is_told_in_their_own_browsers_of_what_they_follow() {
    let service = Outlet::new();
    for path in ["/ana", "/ben", "/eva"] {
        service.give(path, Answer::status("201 Created"));
    }
    let (room, after) = half_read("browsers");
    let (ben, eva) = (room.desk().read_by(ReaderId(2)), room.desk().read_by(ReaderId(3)));
    subscribe(room.desk(), &service.url("/ana"));
    subscribe(&ben, &service.url("/ben"));
    subscribe(&eva, &service.url("/eva"));
    // The first reader follows nothing, and eva put all of it off.
    for story in listed(&room) {
        ben.follow(story, Follow::Followed).unwrap();
        eva.follow(story, Follow::Followed).unwrap();
        eva.snooze_until(story, crate::at("2031-06-30T00:00:00Z")).unwrap();
    }
    let (noted, sent) = told_of(&room, after).await;
    let told = service.bodies("/ben");
    assert!(noted > 0 && sent == noted, "{noted} noted, {sent} sent");
    assert_eq!(told.len() as u64, sent);
    assert!(service.asked("/ana").is_empty() && service.asked("/eva").is_empty());
    let alerts = room.desk().alerts(None, 9).unwrap();
    for alert in &alerts {
        let opening: String = alert.body.chars().take(40).collect();
        assert!(!told.iter().any(|body| body.contains(&opening)), "it is sealed");
        let targets: Vec<&str> =
            alert.deliveries.iter().map(|one| one.target.as_str()).collect();
        assert_eq!(
            targets,
            ["browser-2"],
            "the settings name the first reader's targets"
        );
    }
    assert_eq!(room.desk().browsers(ReaderId(2)).unwrap()[0].1, "127.0.0.1");
    ben.remove_browser(1).unwrap();
    let left = room.desk().browsers(ReaderId::FIRST).unwrap();
    assert_eq!(left.len(), 1, "it is not ben's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_gone_is_forgotten() {
    let service = Outlet::new();
    service.give("/gone", Answer::status("410 Gone"));
    let (room, after) = half_read("browser-gone");
    subscribe(room.desk(), &service.url("/gone"));
    for story in listed(&room) {
        room.desk().follow(story, Follow::Followed).unwrap();
    }
    let (noted, sent) = told_of(&room, after).await;
    assert!(noted > 0 && sent == 0, "{noted} noted, {sent} sent");
    assert!(room.desk().browsers(ReaderId::FIRST).unwrap().is_empty());
}

#[test]
fn what_is_no_browser_is_told_so() {
    let (room, _) = strike("browser-odd");
    let desk = room.desk();
    let good = "https://push.example/x";
    for (endpoint, key, secret) in [
        ("ftp://push.example/x", key(), secret()),
        ("http://push.example/x", key(), secret()),
        (good, "AAAA".to_owned(), secret()),
        (good, key(), "%%%".to_owned()),
        (&format!("{good}{}", "x".repeat(2_000)), key(), secret()),
    ] {
        let added = desk.add_browser(endpoint, &key, &secret);
        assert!(matches!(added, Err(DeskError::Browser { .. })), "{endpoint} {key}");
    }
    for n in 0..16 {
        subscribe(desk, &format!("{good}{n}"));
    }
    assert!(desk.add_browser(good, &key(), &secret()).is_err(), "so many are enough");
    subscribe(desk, &format!("{good}3"));
    assert_eq!(desk.push_key().unwrap(), desk.push_key().unwrap());
}

/// News comes until there is something to tell the first reader, which their push service does
/// not take.
async fn refused(name: &str) -> (Outlet, Room, u64) {
    let service = Outlet::new();
    service.give("/ana", Answer::status("503 Service Unavailable"));
    let (room, after) = half_read(name);
    subscribe(room.desk(), &service.url("/ana"));
    for story in listed(&room) {
        room.desk().follow(story, Follow::Followed).unwrap();
    }
    for hour in hours(after) {
        arrive(&room, hour);
        let (noted, sent) = alerts(&room).await;
        assert_eq!(sent, 0);
        if noted > 0 {
            return (service, room, noted);
        }
    }
    panic!("there was nothing to tell");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_push_service_does_not_take_is_sent_again_in_a_while() {
    let (service, room, noted) = refused("browser-busy").await;
    assert_eq!(service.asked("/ana").len(), 1);
    assert_eq!(room.desk().browsers(ReaderId::FIRST).unwrap().len(), 1, "it is not gone");
    service.give("/ana", Answer::status("201 Created"));
    assert_eq!(alerts(&room).await.1, 0, "not so soon");
    room.hands.pass(Duration::from_mins(2));
    assert_eq!(alerts(&room).await.1, noted);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_never_taken_is_given_up_after_so_many_tries() {
    let (service, room, _) = refused("browser-never").await;
    let first = |room: &Room| {
        let mut alerts = room.desk().alerts(None, 99).unwrap();
        alerts.pop().unwrap().deliveries.remove(0)
    };
    for tries in 1..ALERT_TRIES_MAX {
        assert_eq!((service.asked("/ana").len(), &*first(&room).state), (tries, "waits"));
        room.hands.pass(Duration::from_hours(7));
        alerts(&room).await;
    }
    assert_eq!(
        (first(&room).tries as usize, &*first(&room).state),
        (ALERT_TRIES_MAX, "failed")
    );
}
