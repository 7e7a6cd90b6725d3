//! How feeds are asked, and what is told of them.

use std::net::Ipv4Addr;
use std::time::Duration;

use rundown_desk::{DeskError, Health};

use crate::{Room, fetcher};
use rundown_origin::{Answer, Outlet, page};

#[tokio::test(flavor = "multi_thread")]
async fn an_outlet_with_slow_pages_delays_no_other() {
    let slow = Outlet::new();
    let paths: Vec<String> = (0..8).map(|number| format!("/slow/{number}")).collect();
    let titles: Vec<String> = (0..8).map(|number| format!("Slow {number}")).collect();
    let items: Vec<(&str, &str)> =
        paths.iter().zip(&titles).map(|(path, title)| (&**path, &**title)).collect();
    slow.give("/feed", Answer::ok(slow.feed(&items)));
    for path in &paths {
        let answer = Answer::ok(page("Slow news", "It took its time."));
        slow.give(path, answer.after(Duration::from_millis(900)));
    }
    let room = Room::new("slow");
    room.follow(&slow.url("/feed"));
    let healthy: Vec<Outlet> =
        (2..5).map(|last| Outlet::on(Ipv4Addr::new(127, 0, 0, last))).collect();
    for outlet in &healthy {
        outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
        outlet.give("/road", Answer::ok(page("Road shut", "The road is shut.")));
        room.follow(&outlet.url("/feed"));
    }
    let report = room.poll().await;
    assert_eq!((report.asked, report.tally.new), (4, 11), "{report:?}");
    let last_slow = paths.iter().flat_map(|path| slow.asked(path)).max().unwrap();
    for outlet in &healthy {
        let lead = last_slow.duration_since(outlet.asked("/road")[0]);
        assert!(lead > Duration::from_secs(1), "{lead:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_has_not_changed_is_known_by_its_validators() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[])).etag("\"one\""));
    let room = Room::new("etag");
    room.follow(&outlet.url("/feed"));
    assert_eq!(room.poll().await.not_modified, 0);
    assert_eq!(room.poll_after(1).await.asked, 0);
    assert_eq!(room.poll_after(20).await.not_modified, 1);
    let feed = room.only_feed();
    assert_eq!(
        (feed.health, feed.title.as_deref()),
        (Health::Well, Some("Vale Gazette"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_is_asked_for_is_kept() {
    let outlet = Outlet::new();
    let busy = Answer::status("503 Service Unavailable");
    outlet.give("/feed", busy.header("Retry-After", "7200"));
    let room = Room::new("pause");
    room.follow(&outlet.url("/feed"));
    let report = room.poll().await;
    assert_eq!((report.asked, report.failed), (1, 1));
    assert_eq!(room.poll_after(115).await.asked, 0);
    outlet.give("/feed", Answer::ok(outlet.feed(&[])));
    let feed = room.only_feed();
    assert_eq!(feed.health, Health::Failing);
    assert!(feed.words.contains("503"), "{}", feed.words);
    assert_eq!(room.poll_after(6).await.asked, 1);
    assert_eq!(room.only_feed().health, Health::Well);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_gone_for_good_is_asked_no_more() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::status("410 Gone"));
    let room = Room::new("gone");
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    assert_eq!(room.only_feed().health, Health::Gone);
    assert_eq!(room.poll_after(3 * 24 * 60).await.asked, 0);
    room.desk().resume_feed(&outlet.url("/feed")).unwrap();
    assert_eq!(room.poll().await.asked, 1);
    room.desk().remove_feed(&outlet.url("/feed")).unwrap();
    assert!(room.desk().remove_feed(&outlet.url("/feed")).is_err());
    assert!(room.desk().feeds().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_remembered_when_it_was_told_for_a_week() {
    let outlet = Outlet::new();
    let moved = Answer::status("301 Moved Permanently");
    outlet.give("/feed", moved.header("Location", &outlet.url("/new")));
    outlet.give("/new", Answer::ok(outlet.feed(&[])));
    let room = Room::new("moved");
    room.follow(&outlet.url("/feed"));
    for _ in 0..7 {
        room.poll_after(24 * 60).await;
        let feed = room.only_feed();
        assert_eq!((feed.url, feed.health), (outlet.url("/feed"), Health::Moved));
    }
    room.poll_after(24 * 60).await;
    let feed = room.only_feed();
    assert_eq!((feed.url, feed.health), (outlet.url("/new"), Health::Well));
    let before = outlet.asked("/feed").len();
    room.poll_after(60).await;
    assert_eq!(outlet.asked("/feed").len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_feed_rests_and_another_name_stays() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[])));
    let room = Room::new("paused");
    let url = outlet.url("/feed");
    room.follow(&url);
    room.desk().pause_feed(&url).unwrap();
    room.desk().rename_feed(&url, "The valley").unwrap();
    assert_eq!(room.poll().await.asked, 0);
    assert_eq!(room.only_feed().health, Health::Paused);
    room.desk().resume_feed(&url).unwrap();
    assert_eq!(room.poll().await.asked, 1);
    assert_eq!(room.only_feed().title.as_deref(), Some("The valley"));
}

#[tokio::test(flavor = "multi_thread")]
async fn items_that_came_and_went_between_two_answers_are_a_gap() {
    let outlet = Outlet::new();
    let room = Room::new("gap");
    room.follow(&outlet.url("/feed"));
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/1", "One"), ("/2", "Two")])));
    room.poll().await;
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/2", "Two"), ("/3", "Three")])));
    room.poll_after(30).await;
    assert_eq!(room.only_feed().gap, None);
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/8", "Eight"), ("/9", "Nine")])));
    room.poll_after(30).await;
    let feed = room.only_feed();
    let gap = feed.gap.unwrap();
    assert_eq!(gap.to.duration_since(gap.from).as_mins(), 30);
    assert!(feed.words.contains("may have been missed"), "{}", feed.words);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_fails_again_is_said_to_have_failed_so_often() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::status("404 Not Found"));
    let room = Room::new("failing");
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    let once = room.only_feed().words;
    assert!(once.starts_with("it failed: "), "{once}");
    assert_eq!(room.poll_after(24 * 60).await.failed, 1);
    let twice = room.only_feed().words;
    assert!(twice.starts_with("it failed 2 times in a row: "), "{twice}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_page_the_first_feed_that_it_names_is_followed() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    let link = |path: &str| {
        format!("<link rel=alternate type='application/rss+xml' href='{path}'>")
    };
    let home =
        format!("<html><head>{}{}</head></html>", link("/feed"), link("/comments"));
    outlet.give("/", Answer::ok(home));
    outlet.give("/road", Answer::ok(page("Road shut", "The road is shut.")));
    let room = Room::new("named-feed");
    let (desk, fetcher) = (room.desk(), fetcher());
    let added = desk.add(&fetcher, &outlet.url("/")).await.unwrap();
    assert_eq!((&added.url, added.new), (&outlet.url("/feed"), true));
    assert_eq!(added.title.as_deref(), Some("Vale Gazette"));
    assert_eq!(room.only_feed().url, outlet.url("/feed"));
    assert!(!desk.add(&fetcher, &outlet.url("/feed")).await.unwrap().new);
    let none = desk.add(&fetcher, &outlet.url("/road")).await;
    assert!(matches!(none, Err(DeskError::NoFeed { .. })), "it names none");
}
