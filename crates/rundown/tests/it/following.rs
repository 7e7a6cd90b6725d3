//! Following feeds: what is told of them, and what is done with one.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::{Room, rundown, text};

/// A host with a feed at `/feed` and nothing else; it ends with the process of the test.
fn outlet() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 2_048];
            let read = stream.read(&mut head).unwrap_or(0);
            let is_feed = head[..read].starts_with(b"GET /feed ");
            let (status, body) = if is_feed {
                let feed = "<rss version=\"2.0\"><channel><title>Vale Gazette</title>\
                    <item><title>Road shut</title></item></channel></rss>";
                ("200 OK", feed)
            } else {
                ("404 Not Found", "")
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
    format!("http://{address}")
}

#[test]
fn a_feed_is_followed_looked_after_and_let_go() {
    let room = Room::new("feeds");
    let data = text(&room.dir.join("data"));
    let over = |args: &[&str]| {
        rundown(["--data", &data].iter().chain(args).copied().collect::<Vec<_>>())
    };
    let (good, bad) = (format!("{}/feed", outlet()), format!("{}/none", outlet()));
    over(&["add", "--unseen", &good]).ok();
    over(&["add", "--unseen", &bad]).ok();
    let run = over(&["fetch", "--allow-private"]);
    assert!(run.err.contains(&bad) && run.err.contains("404"), "{}", run.err);
    assert!(run.ok().contains("asked 2 feeds (0 unchanged, 1 failed)"));

    let feeds = over(&["feeds", "--json"]).json();
    let of = |url: &str, key: &str| {
        let all = feeds.as_array().unwrap();
        all.iter().find(|feed| feed["url"] == *url).unwrap()[key].clone()
    };
    assert_eq!(
        (of(&good, "health"), of(&bad, "health")),
        ("well".into(), "failing".into())
    );
    assert_eq!(of(&good, "title"), "Vale Gazette");
    assert!(of(&bad, "words").as_str().unwrap().contains("404"));

    over(&["feeds", "remove", &good]).ok();
    over(&["feeds", "rename", &bad, "The mill"]).ok();
    let run = over(&["fetch", "--all", "--allow-private"]);
    assert_eq!(run.code, 1, "{}", run.out);
    over(&["feeds", "pause", &bad]).ok();
    let listed = over(&["feeds"]).ok();
    assert!(listed.contains("The mill") && listed.contains("you paused it"), "{listed}");
    assert!(over(&["fetch", "--all", "--allow-private"]).ok().contains("asked 0 feeds"));
    let run = over(&["feeds", "resume", "https://nobody.example/"]);
    assert!(run.code == 1 && run.err.contains("no feed is followed"), "{}", run.err);
}

#[test]
fn an_address_is_explained_without_and_with_asking() {
    let good = format!("{}/feed", outlet());
    let told = rundown(["net", "explain", &good]).ok();
    assert!(
        told.contains("127.0.0.1: ") && told.contains("would not be asked"),
        "{told}"
    );
    let told = rundown(["net", "explain", "--allow-private", &good]).ok();
    assert!(told.contains("it would be asked"), "{told}");
    let told = rundown(["net", "explain", "--json", "file:///etc/hosts"]).json();
    assert!(told["refused"].as_str().unwrap().contains("file:"), "{told}");

    let told = rundown(["fetch", &good, "--explain", "--allow-private"]).ok();
    assert!(told.contains("Vale Gazette") && told.contains("read as"), "{told}");
    let run = rundown(["fetch", &good, "--explain"]);
    assert!(
        run.code == 1 && run.err.contains("not an address of the public"),
        "{}",
        run.err
    );
}
