//! What commands say: what was done, in plain words, and what helps where it was not.

use crate::{Room, rundown, rundown_fed, text};

const HARBOR: &str = "Harbor shut\n\nThe harbor of Port Elm was shut on Monday after a storm, \
    harbor master Ian Pell said.";
const CHESS: &str = "Chess title goes to sixteen-year-old Lio Tanner\n\nLio Tanner won the \
    chess title in Karstadt on Tuesday, sacrificing a rook on the nineteenth move against \
    champion Boris Vey.";

#[test]
fn corrections_merges_and_looks_are_told_as_they_were() {
    let room = Room::new("worded");
    let data = text(&room.dir.join("data"));
    let over = |args: &[&str]| rundown(["--data", &data].iter().chain(args));
    let news = [text(&room.file("a.txt", HARBOR)), text(&room.file("b.txt", CHESS))];
    over(&["ingest", &news[0], &news[1]]).ok();
    let stories = over(&["stories", "--json"]).json();
    let slug = |at: usize| stories["stories"][at]["slug"].as_str().unwrap().to_owned();

    let same = over(&["merge", &slug(0), &slug(0)]).ok();
    assert!(same.contains("is one story already"), "{same}");
    let both = over(&["merge", &slug(0), &slug(1)]).ok();
    assert!(both.contains("now holds both"), "{both}");
    assert_eq!(over(&["corrections"]).ok().lines().count(), 2);
    let back = over(&["corrections", "--take-back", "1"]);
    assert!(back.err.contains("correction 1 is taken back"), "{}", back.err);
    assert!(back.ok().contains("No correction is left"));
    assert!(over(&["corrections"]).ok().contains("You corrected nothing"));

    over(&["new", "--read"]).ok();
    let nothing = over(&["new"]).ok();
    assert!(nothing.contains("Nothing new in 2 stories."), "{nothing}");

    over(&["token", "new", "crawler"]).ok();
    let tokens = over(&["token", "list"]).ok();
    let made = tokens.trim_end().rsplit("made ").next().unwrap();
    assert_eq!(made.len(), "2031-05-14 09:40".len(), "{tokens}");
    let accounts = over(&["user", "list"]).ok();
    assert!(!accounts.contains("nobody yet"), "{accounts}");

    let batch = over(&["batch", "--out", &text(&room.dir.join("out")), &news[0]]).ok();
    assert!(batch.contains("written 1 article, "), "{batch}");
    assert!(batch.trim_end().ends_with("1 development, 1 story"), "{batch}");

    let tomorrow = over(&["snooze", &slug(0), "tomorrow"]);
    assert_eq!(tomorrow.code, 2);
    assert!(
        tomorrow.err.contains("a day is wanted, as in 2031-06-05"),
        "{}",
        tomorrow.err
    );
}

#[test]
fn an_address_is_followed_without_its_scheme_and_a_list_tells_what_it_leaves_out() {
    let room = Room::new("worded-feeds");
    let data = text(&room.dir.join("data"));
    let over = |args: &[&str]| rundown(["--data", &data].iter().chain(args));
    let added = over(&["add", "--unseen", "news.example/feed.xml"]).ok();
    assert_eq!(added.trim_end(), "following https://news.example/feed.xml");
    let list = "<opml><body><outline type='rss' text='A' xmlUrl=''/>\
        <outline type='rss' text='B' xmlUrl='ftp://b.example/feed'/>\
        <outline type='rss' text='C' xmlUrl='https://c.example/feed'/></body></opml>";
    let import = ["--data", &data, "import", "-"];
    let run = rundown_fed(import, list.as_bytes());
    assert!(
        run.out.contains("1 feed added, 0 followed already, 1 left out"),
        "{}",
        run.out
    );
    assert!(run.err.contains("1 feed without an address left out"), "{}", run.err);
    assert!(run.err.contains("ftp://b.example/feed"), "{}", run.err);
    let feeds = over(&["feeds", "--json"]).json();
    assert_eq!(feeds.as_array().unwrap().len(), 2, "{feeds}");
}

#[test]
fn a_target_that_refuses_is_told_with_what_helps_there() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", free.local_addr().unwrap());
    drop(free);
    let test = ["alerts", "test", "--alert-webhook", &url];
    let refused = rundown(test.iter().chain(&["--allow-private=127.0.0.0/8"]));
    assert_eq!(refused.code, 1);
    assert!(!refused.err.contains("allow-private"), "{}", refused.err);
    assert!(refused.err.contains("hint:"), "{}", refused.err);
    let private = rundown(test);
    assert!(private.err.contains("allow-private"), "{}", private.err);
}
