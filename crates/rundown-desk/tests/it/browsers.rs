//! Readers who are told in their browsers, by a push service on loopback.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey};
use ring::rand::SystemRandom;
use rundown_desk::{AlertWishes, Desk, DeskError};
use rundown_news::{Follow, ReaderId};
use rundown_origin::{Answer, Outlet};

use crate::putting_off::{RULING, strike, told};
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

/// Two outlets tell of a ruling; what there is to tell is noted and sent.
async fn ruling(room: &Room) -> (u64, u64) {
    told(
        room,
        "courier",
        "2031-05-14T10:00:00Z",
        "Court rules dock strike lawful",
        RULING,
    );
    let also = RULING.replace("A labor court ruled", "Judges of the labor court held");
    told(room, "herald", "2031-05-14T11:00:00Z", "Port Elm: dock strike lawful", &also);
    let wishes =
        AlertWishes { targets: vec!["webhook".to_owned()], ..AlertWishes::default() };
    let noted = room.desk().note_alerts(&wishes).unwrap();
    let contact = "https://news.example";
    let sent = room.desk().send_alerts(&fetcher(), &[], contact, false).await.unwrap();
    (noted, sent)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reader_is_told_in_their_own_browsers_of_what_they_follow() {
    let service = Outlet::new();
    for path in ["/ana", "/ben", "/eva"] {
        service.give(path, Answer::status("201 Created"));
    }
    let (room, story) = strike("browsers");
    let (ben, eva) = (room.desk().read_by(ReaderId(2)), room.desk().read_by(ReaderId(3)));
    subscribe(room.desk(), &service.url("/ana"));
    subscribe(&ben, &service.url("/ben"));
    subscribe(&eva, &service.url("/eva"));
    // The first reader does not follow it, and eva put it off.
    ben.follow(story, Follow::Followed).unwrap();
    eva.follow(story, Follow::Followed).unwrap();
    eva.snooze_until(story, crate::at("2031-05-30T00:00:00Z")).unwrap();
    assert_eq!(ruling(&room).await, (1, 1));
    assert_eq!(service.asked("/ben").len(), 1);
    assert!(service.asked("/ana").is_empty() && service.asked("/eva").is_empty());
    let body = service.bodies("/ben").remove(0);
    assert!(!body.contains("strike"), "it is sealed");
    let alerts = room.desk().alerts(9).unwrap();
    let targets: Vec<&str> =
        alerts[0].deliveries.iter().map(|one| one.target.as_str()).collect();
    assert_eq!(targets, ["browser-2"], "the settings name the first reader's targets");
    // What one follows no longer is still told to the other.
    ben.follow(story, Follow::None).unwrap();
    assert_eq!(room.desk().browsers(ReaderId(2)).unwrap()[0].1, "127.0.0.1");
    ben.remove_browser(1).unwrap();
    assert_eq!(
        room.desk().browsers(ReaderId::FIRST).unwrap().len(),
        1,
        "it is not ben's"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_gone_is_forgotten() {
    let service = Outlet::new();
    service.give("/gone", Answer::status("410 Gone"));
    let (room, story) = strike("browser-gone");
    subscribe(room.desk(), &service.url("/gone"));
    room.desk().follow(story, Follow::Followed).unwrap();
    assert_eq!(ruling(&room).await, (1, 0));
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
