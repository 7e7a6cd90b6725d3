//! How pages are fetched, tried again, and looked at again.

use std::net::Ipv4Addr;
use std::time::Duration;

use rundown_desk::Keeping;

use crate::{Room, at};
use rundown_origin::{Answer, Outlet, page, rss};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_failed_is_tried_again() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    outlet.give("/road", Answer::status("503 Service Unavailable"));
    let room = Room::new("again");
    room.follow(&outlet.url("/feed"));
    assert_eq!(room.poll().await.tally.new, 1);
    assert!(room.found("road")[0].1.starts_with("In short"));
    outlet.give("/road", Answer::ok(page("Road shut", "Twelve lorries are stuck.")));
    assert_eq!(room.poll_after(2).await.tally.revised, 1);
    assert!(room.found("road")[0].1.contains("Twelve lorries"));
    assert_eq!(outlet.asked("/road").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_given_keeps_the_feeds_text_and_is_left_alone() {
    let outlet = Outlet::new();
    let items = [("/wall", "Wall rises"), ("/no/mill", "Mill burns")];
    outlet.give("/feed", Answer::ok(outlet.feed(&items)));
    outlet.give("/wall", Answer::status("403 Forbidden"));
    outlet.give("/robots.txt", Answer::ok("User-agent: *\nDisallow: /no/"));
    let room = Room::new("wall");
    room.follow(&outlet.url("/feed"));
    assert_eq!(room.poll().await.tally.new, 2);
    for word in ["wall", "mill"] {
        assert!(room.found(word)[0].1.starts_with("In short"), "{word}");
    }
    for _ in 0..4 {
        let report = room.poll_after(60).await;
        assert_eq!(report.tally.new + report.tally.revised, 0, "{report:?}");
    }
    assert_eq!((outlet.asked("/wall").len(), outlet.asked("/no/mill").len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn corrections_of_a_page_are_seen_while_its_story_is_open() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    let told = |text: &str| Answer::ok(page("Road shut", text));
    outlet.give("/road", told("Twelve lorries are stuck.").etag("\"12\""));
    let room = Room::new("corrected");
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    room.poll_after(61).await;
    assert_eq!(outlet.asked("/road").len(), 2);
    outlet.give("/road", told("Fourteen lorries are stuck.").etag("\"14\""));
    assert_eq!(room.poll_after(5 * 60).await.tally.revised, 1);
    assert!(room.found("road")[0].1.contains("Fourteen"));
    room.poll_after(18 * 60 + 1).await;
    assert_eq!(outlet.asked("/road").len(), 4);
    // Its story is closed by then.
    room.poll_after(48 * 60 + 1).await;
    assert_eq!(outlet.asked("/road").len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_item_is_looked_at_again() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    outlet.give("/road", Answer::ok(page("Road shut", "Twelve lorries are stuck.")));
    let room = Room::new("edited");
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road open again")])));
    outlet.give("/road", Answer::ok(page("Road open again", "The lorries are free.")));
    let report = room.poll_after(40).await;
    assert_eq!((report.tally.new, report.tally.revised), (0, 1), "{report:?}");
    assert_eq!(room.found("lorries")[0].0, "Road open again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_neither_names_an_outlet_nor_pre_empts_its_word() {
    let own = Outlet::on(Ipv4Addr::new(127, 0, 0, 9));
    let stranger = Outlet::on(Ipv4Addr::new(127, 0, 0, 8));
    own.give("/road", Answer::status("503 Service Unavailable"));
    let claim = format!(
        "<item><title>Road is a hoax</title><link>{}</link>\
         <description>Nothing is true.</description></item>",
        own.url("/road")
    );
    stranger.give("/feed", Answer::ok(rss("Vale Gazette", &claim)));
    let room = Room::new("stranger");
    room.follow(&stranger.url("/feed"));
    room.poll().await;
    let (headline, _, outlet) = room.found("road").remove(0);
    assert_eq!((&*headline, &*outlet), ("Road is a hoax", "127.0.0.8"));

    // The outlet's own feed tells it.
    own.give("/feed", Answer::ok(own.feed(&[("/road", "Road shut")])));
    room.follow(&own.url("/feed"));
    room.poll().await;
    let found = room.found("road");
    assert_eq!(found.len(), 1);
    assert_eq!((&*found[0].0, &*found[0].2), ("Road shut", "Vale Gazette"));

    // The stranger does not take it back, and the page has the last word.
    let edited = claim.replace("hoax", "fraud");
    stranger.give("/feed", Answer::ok(rss("Vale Gazette", &edited)));
    room.poll_after(60).await;
    assert_eq!(room.found("road")[0].0, "Road shut");
    own.give("/road", Answer::ok(page("Upper road shut", "The road is shut.")));
    room.poll_after(60).await;
    assert_eq!(room.found("road")[0].0, "Upper road shut");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_article_stays_one_whatever_its_feed_changes() {
    let outlet = Outlet::new();
    let item = |link: &str, guid: &str| {
        let url = outlet.url(link);
        rss(
            "Vale Gazette",
            &format!(
                "<item><title>Road shut</title><link>{url}</link><guid>{guid}</guid>\
                 <pubDate>Wed, 14 May 2031 10:00:00 GMT</pubDate></item>"
            ),
        )
    };
    let room = Room::new("churn");
    room.follow(&outlet.url("/feed"));
    for link in ["/road", "/road/?utm_source=x", "/amp/road", "/s?id=7", "/s?id=8"] {
        let path = link.split('?').next().unwrap_or_default();
        outlet.give(path, Answer::ok(page("Road shut", "The road is shut.")));
        outlet.give(link, Answer::ok(page("Road shut", "The road is shut.")));
    }
    let states = [
        ("/road", "a"),
        ("/s?id=7", "a"),
        ("/s?id=8", "a"),
        ("/road/?utm_source=x", "b"),
        ("/amp/road", "c"),
    ];
    let mut new = 0;
    for (link, guid) in states {
        outlet.give("/feed", Answer::ok(item(link, guid)));
        new += room.poll_after(60).await.tally.new;
    }
    assert_eq!(new, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_behind_a_jump_back_is_no_older_state() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    let page = |text: &str| Answer::ok(rundown_origin::page("Road shut", text));
    outlet.give("/road", page("Twelve lorries are stuck."));
    let room = Room::new("jump-back");
    room.hands.set(at("2036-02-07T06:28:16Z"));
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    room.hands.set(at("2031-05-14T12:00:00Z"));
    outlet.give("/road", page("Fourteen lorries are stuck."));
    let report = room.poll_after(65).await;
    assert_eq!(report.tally.revised, 1, "{report:?}");
    assert!(room.found("road")[0].1.contains("Fourteen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_dropped_does_not_come_back_with_its_feed() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    outlet.give("/road", Answer::ok(page("Road shut", "Twelve lorries are stuck.")));
    let room = Room::new("dropped");
    room.follow(&outlet.url("/feed"));
    assert_eq!(room.poll().await.tally.new, 1);
    room.hands.pass(Duration::from_hours(40 * 24));
    let keeping = Keeping { days: Some(30), bytes: None };
    let done = room.desk().prune(keeping, false).unwrap();
    assert_eq!((done.dropped.articles, done.fits), (1, true));

    let asked = outlet.asked("/road").len();
    for title in ["Road shut", "Road shut, again"] {
        outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", title)])));
        for _ in 0..3 {
            let report = room.poll_after(24 * 60).await;
            assert_eq!(report.tally.new + report.tally.revised, 0, "{report:?}");
        }
    }
    assert_eq!((room.found("road").len(), room.only_feed().gap), (0, None));
    assert_eq!(outlet.asked("/road").len(), asked, "its page is not asked for again");
}

/// A page that says it is not free.
fn walled(headline: &str, text: &str) -> Answer {
    Answer::ok(format!(
        "<html lang=en><head><title>{headline}</title><script type=\"application/ld+json\">\
         {{\"@type\":\"NewsArticle\",\"headline\":\"{headline}\",\"isAccessibleForFree\":false}}\
         </script></head><body><article><h1>{headline}</h1><p>{text} The council said so on \
         Wednesday.</p></article></body></html>"
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_beginning_before_a_wall_replaces_no_longer_text_but_one_that_it_corrects() {
    let outlet = Outlet::new();
    let items = [("/road", "Road shut"), ("/mill", "Mill burns")];
    outlet.give("/feed", Answer::ok(outlet.feed(&items)));
    outlet.give("/road", Answer::ok(page("Road shut", "Twelve lorries are stuck.")));
    let begins = "The mill of the valley burns, and twelve people were hurt in the fire.";
    outlet.give("/mill", walled("Mill burns", begins));
    let room = Room::new("walled");
    room.follow(&outlet.url("/feed"));
    assert_eq!(room.poll().await.tally.new, 2);
    assert!(room.found("mill")[0].1.contains("twelve people"));
    // A wall goes up, and a word is corrected by one as long.
    outlet.give("/road", walled("Road shut", "Twenty lorries are stuck."));
    outlet.give("/mill", walled("Mill burns", &begins.replace("twelve", "eleven")));
    assert_eq!(room.poll_after(61).await.tally.revised, 1);
    assert_eq!((outlet.asked("/road").len(), outlet.asked("/mill").len()), (2, 2));
    assert!(room.found("road")[0].1.contains("Twelve lorries"));
    assert!(room.found("mill")[0].1.contains("eleven people"));
}
