//! `ingest` of what comes long, late, twice, from strangers, or is cut off.

use std::time::Duration;

use serde_json::{Value, json};

use crate::killed::until_done;
use crate::{Room, Run, demo, rundown, rundown_fed, text};

const NOW: &str = "2031-06-28T18:00:00Z";

fn over(data: &str, args: &[&str]) -> Run {
    rundown(["--data", data, "--now", NOW].iter().chain(args))
}

fn data(room: &Room, name: &str) -> String {
    text(&room.dir.join(name))
}

/// What is told of the same place by many outlets over many days.
fn copy(n: usize) -> (String, String, String) {
    let places =
        ["Port Elm", "Hollin", "Karstadt", "Dunmore", "Vale", "Neustein", "Orlen"];
    let things = ["harbor", "dam", "bridge", "market", "school", "mill", "ferry"];
    let (place, thing) = (places[n % 7], things[n / 7 % 7]);
    let minutes = 13 * n;
    let (day, hour, minute) = (1 + minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let at = format!("2031-05-{day:02}T{hour:02}:{minute:02}:00Z");
    let title = format!("The {thing} of {place} is shut for {} days", 2 + n / 49);
    let body = format!(
        "The {thing} of {place} was shut on Monday after a storm, warden Ian Pell of {place} \
         said. It stays shut for {} days, and {} people have to wait.",
        2 + n / 49,
        20 + n
    );
    (at, title, body)
}

fn line(n: usize) -> String {
    let (at, title, body) = copy(n);
    let url = format!("https://outlet{}.example/{n}", n % 5);
    json!({ "id": n.to_string(), "url": url, "published": at, "title": title, "body": body })
        .to_string()
}

fn state(data: &str) -> String {
    over(data, &["fsck", "--state-hash"]).ok()
}

#[test]
fn the_same_lines_give_the_same_stories_in_any_order_and_any_number_of_files() {
    let room = Room::new("any-batch");
    let sorted: Vec<String> = (0..900).map(line).collect();
    let mixed: Vec<String> = (0..900).map(|n| line(n * 487 % 900)).collect();
    let one = text(&room.file("one.jsonl", sorted.join("\n")));
    let other = text(&room.file("other.jsonl", mixed.join("\n")));
    let parts: Vec<String> = mixed
        .chunks(300)
        .enumerate()
        .map(|(i, part)| text(&room.file(&format!("part{i}.jsonl"), part.join("\n"))))
        .collect();
    let [a, b, c] = ["a", "b", "c"].map(|name| data(&room, name));
    over(&a, &["ingest", &one]).ok();
    over(&b, &["ingest", &other]).ok();
    for part in &parts {
        over(&c, &["ingest", part]).ok();
    }
    let expected = state(&a);
    assert_eq!(state(&b), expected);
    // What came later than the open window is seen in its place by a rebuild.
    over(&c, &["rebuild"]).ok();
    assert_eq!(state(&c), expected);
    let again = over(&b, &["ingest", "--json", &one]).json();
    assert_eq!((&again["unchanged"], &again["new"]), (&900.into(), &0.into()));
    assert_eq!(state(&b), expected);
}

#[test]
fn two_contents_of_one_page_in_one_input_change_nothing_the_second_time() {
    let room = Room::new("two-contents");
    for stated in [None, Some("2031-05-14T10:00:00Z")] {
        let content = |body: &str| {
            json!({ "url": "https://courier.test/a", "fetched_at": stated,
                "published": "2031-05-14T09:00:00Z", "title": "Harbor shut", "body": body })
        };
        let lines = format!("{}\n{}\n", content("It is shut."), content("It is open."));
        let file = text(&room.file("two.jsonl", lines));
        let store = data(&room, if stated.is_some() { "noted" } else { "undated" });
        let first = over(&store, &["ingest", "--json", &file]).json();
        assert_eq!((&first["new"], &first["revised"]), (&1.into(), &1.into()));
        let after = state(&store);
        for _ in 0..2 {
            let again = over(&store, &["ingest", "--json", &file]).json();
            assert_eq!(again["unchanged"], 2, "{again}");
        }
        assert_eq!(state(&store), after);
    }
}

#[test]
fn a_feed_on_one_line_names_its_own_outlet_and_no_other() {
    let room = Room::new("stranger");
    let item = |url: &str, title: &str| {
        json!({ "id": url, "url": url, "title": title, "content_text": format!("{title}, \
            the warden said on Monday in Port Elm.") })
    };
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "The Herald",
        "home_page_url": "https://aggregator.test/", "items": [
            item("https://aggregator.test/own", "The harbor is shut"),
            item("https://herald.test/taken", "The dam is open"),
        ] });
    let file = text(&room.file("feed.json", feed.to_string()));
    let store = data(&room, "store");
    let summary = over(&store, &["ingest", "--json", &file]).json();
    assert_eq!(summary["new"], 2, "{summary}");
    let outlet = |words: &str| {
        let found = over(&store, &["search", "--json", words]).json();
        found[0]["card"]["outlet"].clone()
    };
    assert_eq!(outlet("harbor")["name"], "The Herald");
    let taken = outlet("dam");
    assert_eq!(
        (&taken["name"], &taken["domain"]),
        (&"".into(), &"aggregator.test".into())
    );
}

#[test]
fn newsletters_come_in_as_files_and_boxes() {
    let room = Room::new("letters");
    let letter = |n: usize| {
        let (_, title, body) = copy(n);
        format!(
            "From: The Elm Courier <news@courier.test>\nSubject: {title}\n\
             Date: Wed, {} May 2031 07:30:00 +0000\nMIME-Version: 1.0\n\
             Content-Type: text/html; charset=utf-8\n\n<table><tr><td><h1>News</h1>\
             <p>{body}</p></td></tr><tr><td><a href='https://courier.test/off'>Leave</a>\
             </td></tr></table>\n\n",
            1 + n
        )
    };
    room.file("mail/one.eml", letter(0));
    let envelope = "From news@courier.test Wed May 14 07:30:00 2031\n";
    let all: Vec<String> = (1..4).map(|n| envelope.to_owned() + &letter(n)).collect();
    room.file("mail/all.mbox", all.concat());
    let cut = letter(5);
    room.file("mail/cut.eml", cut.split("\n\n").next().unwrap());
    let (store, mail) = (data(&room, "store"), text(&room.dir.join("mail")));
    let first = over(&store, &["ingest", "--json", &mail]).json();
    assert_eq!((&first["new"], &first["refused"]), (&4.into(), &1.into()), "{first}");
    let again = over(&store, &["ingest", "--json", &mail]).json();
    assert_eq!((&again["new"], &again["unchanged"]), (&0.into(), &4.into()));
    let found = over(&store, &["search", "--json", "Hollin"]).json();
    let card = &found[0]["card"];
    assert_eq!(card["headline"], copy(1).1.as_str());
    assert_eq!(card["outlet"]["name"], "The Elm Courier");
}

#[test]
fn a_pipe_that_breaks_costs_the_line_it_broke_in() {
    let room = Room::new("broken-pipe");
    let lines: Vec<String> = (0..50).map(line).collect();
    let all = lines.join("\n");
    let store = data(&room, "store");
    let args = ["--data", &store, "--now", NOW, "ingest", "--json", "-"];
    let summary = rundown_fed(args, &all.as_bytes()[..all.len() - 40]).json();
    assert_eq!((&summary["new"], &summary["refused"]), (&49.into(), &1.into()));
    let summary = rundown_fed(args, all.as_bytes()).json();
    assert_eq!((&summary["new"], &summary["unchanged"]), (&1.into(), &49.into()));
}

#[test]
fn lines_are_answered_in_their_order() {
    let lines: Vec<String> = (0..1_500)
        .map(|n| if n % 100 == 7 { "{\"broken\":".to_owned() } else { line(n) })
        .collect();
    let answers =
        rundown_fed(["read", "--jsonl", "-"], lines.join("\n\n").as_bytes()).ok();
    let ids: Vec<String> = answers
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let expected = |n: usize| match n % 100 {
        7 => format!("standard input:{}", 2 * n + 1),
        _ => n.to_string(),
    };
    assert_eq!(ids, (0..1_500).map(expected).collect::<Vec<_>>());
}

/// An archive of so many pages.
pub(crate) fn archive(pages: usize) -> String {
    let record = |n: usize| {
        let (at, title, body) = copy(n);
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>{title}</title>\
             <h1>{title}</h1><p>{body}</p>"
        );
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{n}>\r\nWARC-Target-URI: \
             https://outlet{}.example/{n}\r\nWARC-Date: {at}\r\nContent-Length: {}\r\n\r\n\
             {answer}\r\n\r\n",
            n % 5,
            answer.len()
        )
    };
    (0..pages).map(record).collect()
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_was() {
    let room = Room::new("killed");
    let file = text(&room.file("crawl.warc", archive(3_000)));
    let (store, whole) = (data(&room, "store"), data(&room, "whole"));
    let summary = over(&whole, &["ingest", "--json", &file]).json();
    assert_eq!(summary["new"], 3_000);
    let args = ["--data", &store, "--now", NOW, "ingest", &file];
    let killed = until_done(&args, Duration::from_millis(150));
    let resumed = killed.told.iter().any(|err| err.contains("going on behind record"));
    assert!(killed.kills > 0 && resumed, "{} kills, {:?}", killed.kills, killed.told);
    assert_eq!(state(&store), state(&whole));
    // A finished archive is forgotten: taking it in again looks at all of it.
    let again = over(&store, &["ingest", "--json", &file]).json();
    assert_eq!((&again["unchanged"], &again["new"]), (&3_000.into(), &0.into()));
}

#[test]
fn pages_of_a_time_to_come_are_the_same_when_they_are_taken_in_again() {
    let room = Room::new("ahead");
    let (data, pages) = (text(&room.dir.join("data")), text(&demo().join("pages")));
    let taken = |now: &str| {
        rundown(["--data", &data, "--now", now, "ingest", "--json", &pages]).json()
    };
    let first = taken("2030-01-01T00:00:00Z");
    assert!(first["new"].as_u64() > Some(0), "{first}");
    for day in 2..4 {
        let again = taken(&format!("2030-01-0{day}T00:00:00Z"));
        assert_eq!((&again["new"], &again["revised"]), (&0.into(), &0.into()), "{again}");
    }
}
