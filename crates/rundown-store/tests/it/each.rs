//! Every operation that no other test asks for, once: what one engine takes and the other
//! does not would stand here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::BROWSERS_MAX;
use rundown_news::{FeedItem, ReaderId, Rights, Subscription};
use rundown_store::{
    Accounts as _, AlertWish, AlertWishing as _, Alerts as _, Answered, Browsers as _,
    DuePage, FeedState, Gap, Hub, Mark, Moved, PollOutcome, Polling as _, Pruning as _,
    Pushing as _, Rhythm, SignsOn, SqlStore, Store, Visited,
};

use super::{Room, article, at, put_id};

const FEED: &str = "https://a.example/feed";
const PAGE: &str = "https://a.example/page";

fn now() -> Timestamp {
    at("2031-05-28T18:00:00Z")
}

fn hour() -> Timestamp {
    now() + SignedDuration::from_hours(1)
}

fn page(url: &str) -> DuePage {
    DuePage {
        url: url.to_owned(),
        host: "a.example".to_owned(),
        feed: FEED.to_owned(),
        item: FeedItem { title: "Harbor shut".to_owned(), ..FeedItem::default() },
        first_at: now(),
        due_at: Some(now()),
        wait_seconds: 60,
        ..DuePage::default()
    }
}

fn hub() -> Hub {
    Hub {
        hub: "https://hub.example/".to_owned(),
        topic: FEED.to_owned(),
        token: "token".to_owned(),
        secret: "secret".to_owned(),
    }
}

fn answered() -> PollOutcome {
    PollOutcome {
        validators: Some((None, Some("yesterday".to_owned()))),
        asked_at: now(),
        due_at: hour(),
        wait_seconds: 3_600,
        answered: Some(Answered {
            title: Some("The A".to_owned()),
            rhythm: Rhythm { newest_at: Some(now()), seconds: Some(900) },
            moved: Some(Moved { to: "https://b.example/feed".to_owned(), since: now() }),
            gap: Some(Gap { from: now(), to: hour() }),
            window: Some(vec![1, 2, 3]),
            hub: Some(hub()),
        }),
        pages: vec![page(PAGE), page("https://a.example/other")],
        ..PollOutcome::default()
    }
}

fn polled(store: &SqlStore) {
    let subscription = Subscription { url: FEED.to_owned(), ..Subscription::default() };
    assert!(store.subscribe(&subscription, now()).unwrap());
    store.put_polled(FEED, &[], &answered()).unwrap();
}

#[test]
fn feeds_are_polled_moved_and_ended() {
    let Some(room) = Room::new("each-feeds") else { return };
    let store = room.store();
    polled(&store);
    assert_eq!(store.window(FEED).unwrap(), Some(vec![1, 2, 3]));
    let stored = store.subscriptions().unwrap().remove(0);
    assert_eq!(stored.subscription.title.as_deref(), Some("The A"));
    assert_eq!(stored.rhythm.seconds, Some(900));
    assert!(store.due(now(), 2, 9).unwrap().is_empty());
    assert_eq!(store.due(hour(), 2, 9).unwrap().len(), 1);
    assert_eq!(store.put_right(now() - SignedDuration::from_hours(9)).unwrap(), 3);
    assert!(store.rename_subscription(FEED, "Another").unwrap());
    for state in [FeedState::Gone, FeedState::Active, FeedState::Paused] {
        assert!(store.set_feed_state(FEED, state, hour()).unwrap());
        assert_eq!(store.subscriptions().unwrap()[0].state, state);
    }
    let moved = PollOutcome {
        moved_for_good: Some("https://b.example/feed".to_owned()),
        ..PollOutcome::default()
    };
    store.put_polled(FEED, &[], &moved).unwrap();
    assert!(!store.unsubscribe(FEED).unwrap());
    assert!(store.unsubscribe("https://b.example/feed").unwrap());
    assert!(store.pages_due(hour(), 9, 9).unwrap().is_empty(), "its pages went with it");
}

#[test]
fn pages_wait_are_visited_and_forgotten() {
    let Some(room) = Room::new("each-pages") else { return };
    let store = room.store();
    polled(&store);
    assert_eq!(store.pages_due(now(), 1, 9).unwrap().len(), 1, "one a host");
    assert_eq!(store.pages_due(now(), 9, 9).unwrap().len(), 2);
    assert_eq!(store.pages_awaited(now(), hour(), 9).unwrap().len(), 2);
    // Its own outlet tells of it after a stranger: the page is asked for once more.
    let own =
        PollOutcome { pages: vec![DuePage { own: true, ..page(PAGE) }], ..answered() };
    store.put_polled(FEED, &[], &own).unwrap();
    let read = article(PAGE, "Harbor shut", "2031-05-14");
    let incoming = rundown_store::Incoming {
        read: &read,
        capture: None,
        seen_at: now(),
        arrived_at: now(),
        noted: true,
    };
    let next = DuePage { due_at: None, kept: true, ..page(PAGE) };
    let visit = Visited {
        url: PAGE.to_owned(),
        incoming: Some(incoming),
        aliases: vec!["item:1".to_owned()],
        next: Some(next),
    };
    let put = store.put_visited(std::slice::from_ref(&visit), now()).unwrap();
    assert!(put[0].is_some());
    assert_eq!(
        store.known(&["item:1".to_owned()]).unwrap().as_ref(),
        put[0].as_ref().map(rundown_store::Put::article)
    );
    assert_eq!(store.known(&[]).unwrap(), None);
    let revised = article(PAGE, "Harbor open", "2031-05-14");
    let again = Visited {
        incoming: Some(rundown_store::Incoming {
            read: &revised,
            ..visit.incoming.clone().unwrap()
        }),
        next: None,
        ..visit
    };
    let later = now() + SignedDuration::from_hours(24 * 31);
    store.put_visited(&[again], later).unwrap();
    assert_eq!(store.pages_due(now(), 9, 9).unwrap().len(), 1);
}

/// Addresses of pages that are due, each once.
fn due(store: &SqlStore) -> Vec<String> {
    let pages = store.pages_due(now(), 99, 99).unwrap();
    pages.into_iter().map(|page| page.url).collect()
}

#[test]
fn a_page_that_was_given_up_is_not_brought_back_for_thirty_days() {
    let Some(room) = Room::new("each-given-up") else { return };
    let store = room.store();
    polled(&store);
    let given_up = Visited {
        url: PAGE.to_owned(),
        incoming: None,
        aliases: Vec::new(),
        next: Some(DuePage { due_at: None, kept: true, ..page(PAGE) }),
    };
    store.put_visited(&[given_up], now()).unwrap();
    for (days, is_due) in [(0, false), (30, false), (31, true)] {
        // Its feed lists it all that time.
        let then = now() + SignedDuration::from_hours(24 * days);
        store.put_visited(&[], then).unwrap();
        let pages = vec![DuePage { wait_seconds: 0, ..page(PAGE) }];
        store.put_polled(FEED, &[], &PollOutcome { pages, ..answered() }).unwrap();
        assert_eq!(due(&store).contains(&PAGE.to_owned()), is_due, "{days} days later");
    }
}

#[test]
fn texts_of_feeds_are_held_up_to_their_bound_and_the_rest_waits() {
    let Some(room) = Room::new("each-held") else { return };
    let store = room.store();
    polled(&store);
    let long = |name: &str| {
        let content = Some("x".repeat(9 << 20));
        let item = FeedItem { content, ..FeedItem::default() };
        DuePage { item, ..page(&format!("https://long.example/{name}")) }
    };
    for name in ["1", "2", "3"] {
        let pages = vec![long(name)];
        store.put_polled(FEED, &[], &PollOutcome { pages, ..answered() }).unwrap();
    }
    let all = ["https://a.example/other", PAGE].map(str::to_owned);
    let long = |name: &str| format!("https://long.example/{name}");
    assert_eq!(due(&store)[2..], [long("1"), long("2")], "sixteen megabytes are passed");
    assert_eq!(due(&store)[..2], all);
    let done =
        |url: String| Visited { url, incoming: None, aliases: Vec::new(), next: None };
    store.put_visited(&[done(long("1"))], now()).unwrap();
    assert_eq!(due(&store)[2..], [long("2"), long("3")]);
}

#[test]
fn hubs_are_asked_and_deliver() {
    let Some(room) = Room::new("each-hubs") else { return };
    let store = room.store();
    polled(&store);
    assert_eq!(store.hubs_due(now(), 9).unwrap().len(), 1);
    store.note_hub_asked(FEED, now()).unwrap();
    assert!(store.hubs_due(now(), 9).unwrap().is_empty());
    store.note_lease("token", Some((hour(), hour()))).unwrap();
    assert_eq!(store.push(FEED).unwrap().unwrap().lease_until, Some(hour()));
    store.note_pushed(FEED, now(), now()).unwrap();
    assert_eq!(store.push_to("token").unwrap().unwrap().pushed_at, Some(now()));
    assert_eq!(store.due(now(), 9, 9).unwrap().len(), 1);
    store.note_lease("token", None).unwrap();
    // Another hub voids what the first one promised.
    let mut other = answered();
    if let Some(answered) = &mut other.answered {
        answered.hub = Some(Hub { hub: "https://other.example/".to_owned(), ..hub() });
    }
    store.put_polled(FEED, &[], &other).unwrap();
    assert_eq!(store.push(FEED).unwrap().unwrap().pushed_at, None);
}

#[test]
fn accounts_are_made_invited_and_signed_in() {
    let Some(room) = Room::new("each-accounts") else { return };
    let store = room.store();
    assert!(!store.has_accounts().unwrap());
    let ana = store.add_account("Ana", Rights::Reader, now()).unwrap().unwrap().reader;
    assert_eq!(ana, ReaderId::FIRST);
    let lev = store.add_account("Lev", Rights::Editor, now()).unwrap().unwrap().reader;
    store.invite(ana, "sum", hour()).unwrap();
    assert_eq!(store.invited("sum", now()).unwrap().unwrap().reader, ana);
    assert!(
        !store.accept("sum", "LEV", "hashed", now()).unwrap(),
        "the name is another's"
    );
    assert!(store.accept("sum", "Ana Ruiz", "hashed", now()).unwrap());
    assert!(!store.accept("sum", "Ana Ruiz", "hashed", now()).unwrap());
    let who = SignsOn { issuer: "https://id.example".into(), subject: "7".into() };
    let is_set_up = |reader| store.account_of(reader).unwrap().unwrap().is_set_up();
    assert!(is_set_up(ana) && !is_set_up(lev), "a password is enough");
    assert!(store.has_accounts().unwrap());
    assert!(store.account_of(ana).unwrap().unwrap().is_named());
    assert!(store.signs_on(lev, &who).unwrap());
    assert!(is_set_up(lev), "and so is a provider");
    assert!(!store.signs_on(ana, &who).unwrap());
    assert_eq!(store.account_signed_on(&who).unwrap().unwrap().reader, lev);
    store.sign_in("session", ana, now(), hour()).unwrap();
    assert_eq!(store.signed_in("session", now()).unwrap().unwrap().name, "Ana Ruiz");
    assert!(store.signed_in("session", hour()).unwrap().is_none());
    store.set_rights(ana, Rights::Editor).unwrap();
    store.rename_account(ana, "Ana", Rights::Reader).unwrap();
    store.set_password(ana, "another").unwrap();
    assert!(store.signed_in("session", now()).unwrap().is_none(), "who was in is out");
    store.sign_out("session").unwrap();
    store.remove_account(lev).unwrap();
    assert_eq!(store.accounts().unwrap().len(), 1);
    let next = store.add_account("Mira", Rights::Reader, now()).unwrap().unwrap().reader;
    assert!(next > lev, "a number is never given twice");
}

#[test]
fn readers_wish_and_browsers_take_messages() {
    let Some(room) = Room::new("each-wishes") else { return };
    let store = room.store();
    let mut wish = AlertWish {
        outlets: 2,
        zone: "UTC".to_owned(),
        quiet: None,
        digest: "none".to_owned(),
        webhook: Some(("https://hook.example/".to_owned(), "secret".to_owned())),
        ntfy: Some(("https://ntfy.example/a".to_owned(), None)),
        mail: None,
    };
    let reader = ReaderId::FIRST;
    store.put_alert_wish(reader, &wish).unwrap();
    store.ask_mail(reader, "ana@a.example", "sum", now()).unwrap();
    store.ask_mail(reader, "ana@b.example", "sum", now()).unwrap();
    assert_eq!(store.mail_asked(reader).unwrap().unwrap().mail, "ana@b.example");
    assert!(!store.confirm_mail(reader, "another", now(), &wish).unwrap());
    assert!(store.confirm_mail(reader, "sum", now(), &wish).unwrap());
    wish.mail = Some("ana@b.example".to_owned());
    wish.ntfy = None;
    store.put_alert_wish(reader, &wish).unwrap();
    assert_eq!(store.alert_wish(reader).unwrap().as_ref(), Some(&wish));
    assert_eq!(store.alert_wishes().unwrap(), [(reader, wish)]);
    assert!(
        store.add_browser("https://push.example/1", b"key", b"secret", now()).unwrap()
    );
    assert!(
        store.add_browser("https://push.example/1", b"other", b"secret", now()).unwrap()
    );
    let browser = store.browsers(Some(reader)).unwrap().remove(0);
    assert_eq!(
        (browser.key.as_slice(), store.browsers(None).unwrap().len()),
        (&b"other"[..], 1)
    );
    let add = |n: usize| {
        let endpoint = format!("https://push.example/more/{n}");
        store.add_browser(&endpoint, b"key", b"secret", now()).unwrap()
    };
    assert!((1..BROWSERS_MAX).all(add) && !add(BROWSERS_MAX), "no more than their bound");
    for more in &store.browsers(None).unwrap()[1..] {
        store.drop_browser(more.number).unwrap();
    }
    store.remove_browser(browser.number).unwrap();
    store.drop_browser(browser.number).unwrap();
    assert!(store.browsers(None).unwrap().is_empty());
    assert_eq!(store.push_key(b"one").unwrap(), b"one");
    assert_eq!(store.push_key(b"two").unwrap(), b"one");
    assert!(store.followers(rundown_news::StoryId(1)).unwrap().is_empty());
    assert!(store.alerts(Some(reader), 9).unwrap().is_empty());
}

#[test]
fn marks_state_and_what_is_dropped_are_looked_up() {
    let Some(room) = Room::new("each-marks") else { return };
    let store = room.store();
    let id = put_id(&store, "https://a.example/1", "2031-05-14");
    let mark = |records| ("archive".to_owned(), Mark { records, sum: u64::MAX });
    store.put_marked(&[], &[mark(7)]).unwrap();
    store.put_marked(&[], &[mark(9)]).unwrap();
    assert_eq!(store.mark("archive").unwrap(), Some(mark(9).1));
    store.put_marked(&[], &[mark(0)]).unwrap();
    assert_eq!(store.mark("archive").unwrap(), None);
    store
        .place_with(&[], &[(1, Some(vec![1])), (1, Some(vec![2])), (2, Some(vec![3]))])
        .unwrap();
    store.place_with(&[], &[(2, None)]).unwrap();
    assert_eq!(store.state_row(1).unwrap(), Some(vec![2]));
    assert_eq!(store.state_row(2).unwrap(), None);
    store.forget_state().unwrap();
    assert_eq!(store.state_row(1).unwrap(), None);
    assert!(!store.is_dropped_article(&id).unwrap());
    assert!(!store.is_dropped_story("7").unwrap());
    assert!(store.prunable(hour(), None).unwrap().is_empty());
    store.threaded_anew().unwrap();
    assert_eq!(store.dropped_threaded().unwrap(), 0);
    assert!(!store.give_back().unwrap());
    assert_eq!(store.note("of no such name").unwrap(), None);
    // Text that a page may hold and a server does not take.
    assert_eq!(store.search("har\0bor", 9).unwrap(), []);
    assert!(matches!(store.story("a\0b").unwrap(), rundown_store::StoryFound::Unknown));
    let odd = article("https://a.example/odd", "Nought \0 here", "2031-05-14");
    super::put(&store, &odd);
    assert!(store.check().unwrap().is_sound(), "{:?}", store.check());
}
