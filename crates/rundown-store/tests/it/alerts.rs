//! Watches, what was told, and the outbox.

use jiff::{SignedDuration, Timestamp};
use rundown_news::{DevelopmentId, Follow, Placement, ReaderId, StoryId};
use rundown_store::{
    Alerts as _, Judged, NewAlert, Reading as _, SqlStore, Store, Watched,
};

use super::{Room, at, put_id};

const FIRST: &str = "https://herald.example/first";

/// Makes the articles of these addresses the developments of one story, in order.
fn place(store: &SqlStore, urls: &[&str]) {
    let placement = |(number, url): (usize, &&str)| Placement {
        article: put_id(store, url, "2031-05-28T10:00:00Z"),
        development: DevelopmentId(number as u64),
        story: StoryId(1),
        copy_of: None,
    };
    let placements: Vec<Placement> = urls.iter().enumerate().map(placement).collect();
    store.place(&placements).expect("articles can be placed");
}

fn followed(room: &Room) -> SqlStore {
    let store = room.store();
    place(&store, &[FIRST]);
    store.follow(StoryId(1), Follow::Followed).expect("a story can be followed");
    store
}

fn alert(store: &SqlStore, url: &str, due: Timestamp) -> NewAlert {
    let article = put_id(store, url, "2031-05-28T10:00:00Z");
    NewAlert {
        reader: ReaderId::FIRST,
        article,
        made_at: due,
        body: format!("{{\"url\":{url:?}}}"),
        deliveries: vec![("webhook".to_owned(), due)],
    }
}

#[test]
fn what_is_followed_is_watched_from_then_on() {
    let Some(room) = Room::new("alerts-watch") else { return };
    let store = followed(&room);
    let watches = store.watches().unwrap();
    assert_eq!(watches[0].watched, Watched::Story(StoryId(1)));
    assert!(store.looks(9).unwrap().is_empty(), "it was there before");
    place(&store, &[FIRST, "https://herald.example/second"]);
    assert_eq!(store.looks(9).unwrap().len(), 1);
    assert!(store.alert_members(StoryId(1)).unwrap()[1].seq > watches[0].since);
    store.follow(StoryId(1), Follow::None).unwrap();
    assert!(store.watches().unwrap().is_empty());
}

#[test]
fn the_note_goes_with_what_came_of_it() {
    let Some(room) = Room::new("alerts-looked") else { return };
    let store = followed(&room);
    place(&store, &[FIRST, "https://herald.example/second"]);
    let seqs: Vec<u64> = store.looks(9).unwrap().iter().map(|one| one.seq).collect();
    let told = alert(&store, "https://herald.example/second", at("2031-05-28T12:00:00Z"));
    let looked = Judged {
        seqs,
        told: vec![(ReaderId::FIRST, told.article.clone())],
        alerts: vec![told.clone()],
    };
    store.put_judged(&looked).unwrap();
    store.put_judged(&looked).unwrap();
    assert!(store.looks(9).unwrap().is_empty());
    assert!(
        store.told(ReaderId::FIRST, &[&told.article]).unwrap().contains(&told.article)
    );
    assert_eq!(store.alerts(None, 9).unwrap().len(), 1);
    assert_eq!(store.alert_counts().unwrap().waiting, 1);
}

#[test]
fn a_message_is_the_same_at_each_try() {
    let Some(room) = Room::new("alerts-parcel") else { return };
    let store = followed(&room);
    let now = at("2031-05-28T12:00:00Z");
    let alerts = ["a", "b", "c"]
        .map(|name| alert(&store, &format!("https://herald.example/{name}"), now));
    let put = |alerts: &[NewAlert]| {
        store.put_judged(&Judged { alerts: alerts.to_vec(), ..Judged::default() })
    };
    put(&alerts[..2]).unwrap();
    let next = |now| store.parcel("webhook", now, true).unwrap();
    assert_eq!(next(now - SignedDuration::from_secs(1)), None);
    let first = next(now).unwrap();
    put(&alerts[2..]).unwrap();
    assert_eq!(next(now).unwrap(), first, "what came later is not in it");
    let later = now + SignedDuration::from_mins(5);
    store.parcel_failed("webhook", &first.key, "no connection", Ok(later)).unwrap();
    assert_eq!(next(now), None, "one at a time");
    assert_eq!(next(later).unwrap().bodies, first.bodies);
    store.parcel_sent("webhook", &first.key, later).unwrap();
    let second = next(later).unwrap();
    assert_eq!(second.key, alerts[2].article.as_str());
    store.parcel_failed("webhook", &second.key, "gone", Err(later)).unwrap();
    let counts = store.alert_counts().unwrap();
    assert_eq!((counts.waiting, counts.sent, counts.failed), (0, 2, 1));
}

#[test]
fn words_are_watched_whole() {
    let Some(room) = Room::new("alerts-words") else { return };
    let store = followed(&room);
    assert!(store.watch("news herald").unwrap());
    assert!(!store.watch("news herald").unwrap());
    let seqs: Vec<u64> =
        store.alert_members(StoryId(1)).unwrap().iter().map(|one| one.seq).collect();
    assert_eq!(store.holding("news herald", &seqs).unwrap().len(), 1);
    assert!(store.holding("news heral", &seqs).unwrap().is_empty());
    assert!(store.unwatch("news herald").unwrap());
}
