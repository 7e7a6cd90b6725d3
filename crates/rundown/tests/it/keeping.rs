//! `ingest` and the commands over a store.

use serde_json::Value;

use crate::{Room, demo, rundown, text};

const NOW: [&str; 2] = ["--now", "2031-05-28T18:00:00Z"];

fn over(data: &Room, args: &[&str]) -> crate::Run {
    let dir = text(&data.dir.join("data"));
    rundown(
        ["--data", &dir, NOW[0], NOW[1]].iter().chain(args).copied().collect::<Vec<_>>(),
    )
}

#[test]
fn ingesting_a_folder_twice_changes_nothing_and_one_bad_file_stops_nothing() {
    let room = Room::new("folder");
    let page = "<title>Harbor shut</title><h1>Harbor shut</h1><p>The harbor of Port Elm was shut on \
        Monday after a storm, harbor master Ian Pell said.";
    room.file("news/a.html", page);
    room.file(
        "news/deep/b.txt",
        "Dam opened\n\nThe dam above Hollin was opened on Monday, officials said.",
    );
    room.file("news/c.html", [0xFF, 0xD8, 0xFF, 0x00]);
    let news = text(&room.dir.join("news"));
    let first = over(&room, &["ingest", "--json", &news]).json();
    let count = |summary: &Value, what: &str| summary[what].as_u64().unwrap();
    assert_eq!(
        (count(&first, "read"), count(&first, "new"), count(&first, "refused")),
        (3, 2, 1)
    );
    let refusal = &first["refusals"][0];
    assert!(refusal["file"].as_str().unwrap().ends_with("c.html"), "{refusal}");
    assert!(refusal["why"].as_str().unwrap().contains("picture"), "{refusal}");
    let second = over(&room, &["ingest", "--json", &news]).json();
    assert_eq!((count(&second, "new"), count(&second, "unchanged")), (0, 2));
    let found = over(&room, &["search", "--json", "harbor"]).json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["card"]["headline"], "Harbor shut");
}

#[test]
fn an_archive_gives_its_pages_and_names_what_it_could_not_read() {
    let room = Room::new("archive");
    let record = |url: &str, length: Option<usize>, body: &str| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        let length = length.unwrap_or(answer.len());
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: \
             2031-05-14T09:40:00Z\r\nContent-Length: {length}\r\n\r\n{answer}\r\n\r\n"
        )
    };
    let harbor = "<h1>Harbor shut</h1><p>The harbor of Port Elm was shut on Monday after a \
        storm, harbor master Ian Pell said.";
    let dam = "<h1>Dam opened</h1><p>The dam above Hollin was opened on Monday, officials \
        said, to let the water of the spring flood pass.";
    let archive = room.file(
        "crawl.warc",
        [
            record("https://courier.test/harbor", None, harbor),
            record("https://courier.test/film", Some(usize::MAX), "frames"),
            record("https://courier.test/dam", None, dam),
        ]
        .concat(),
    );
    let summary = over(&room, &["ingest", "--json", &text(&archive)]).json();
    assert_eq!((&summary["new"], &summary["refused"]), (&2.into(), &1.into()));
    let why = summary["refusals"][0]["why"].as_str().unwrap();
    assert!(why.contains("said to hold"), "{why}");
    let found = over(&room, &["search", "--json", "dam"]).json();
    assert_eq!(found[0]["card"]["headline"], "Dam opened");
    let again = over(&room, &["ingest", "--json", &text(&archive)]).json();
    assert_eq!((&again["new"], &again["unchanged"]), (&0.into(), &2.into()));
}

#[test]
fn what_is_missing_or_not_allowed_has_its_own_message() {
    let room = Room::new("missing");
    let run = over(&room, &["ingest", "no-such-folder"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("no-such-folder"), "{}", run.err);
    let run = over(&room, &["story", "no-such-story"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("no story named") && run.err.contains("hint:"),
        "{}",
        run.err
    );
    let file = room.file("occupied", "");
    let run = rundown(["--data", &text(&file), "stories"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("data directory"), "{}", run.err);
}

#[test]
fn a_path_that_leads_nowhere_fails_after_the_rest_was_taken_in() {
    let room = Room::new("mistyped");
    room.file("news/a.txt", "Dam opened\n\nThe dam above Hollin was opened on Monday.");
    let news = text(&room.dir.join("news"));
    let run = over(&room, &["ingest", &news, "newz"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("error: newz is not there"), "{}", run.err);
    assert!(run.out.contains("1 new"), "{}", run.out);
}

#[test]
fn what_is_wrong_in_an_index_is_named_and_none_of_it_is_stored() {
    let room = Room::new("index");
    for name in ["well", "no-address", "no-time", "unnamed"] {
        let page =
            format!("Dam opened\n\nThe dam above {name} was opened, officials said.");
        room.file(&format!("cap/{name}.txt"), page);
    }
    room.file(
        "cap/index.jsonl",
        "{\"file\":\"well.txt\",\"url\":\"https://a.test/1\",\"fetched_at\":\"2031-05-14T09:00:00Z\"}\n\
         nonsense\n\
         {\"file\":\"no-address.txt\",\"url\":\"a test\",\"fetched_at\":\"2031-05-14T09:00:00Z\"}\n\
         {\"file\":\"no-time.txt\",\"url\":\"https://a.test/3\",\"fetched_at\":\"lately\"}\n\
         {\"file\":\"gone.txt\",\"url\":\"https://a.test/4\"}\n",
    );
    let summary = over(&room, &["ingest", "--json", &text(&room.dir.join("cap"))]).json();
    assert_eq!(
        (&summary["new"], &summary["refused"]),
        (&2.into(), &4.into()),
        "{summary}"
    );
    let refusals = summary["refusals"].as_array().unwrap();
    let whys: Vec<String> = refusals
        .iter()
        .map(|one| {
            let (file, why) =
                (one["file"].as_str().unwrap(), one["why"].as_str().unwrap());
            format!("{file}: {why}")
        })
        .collect();
    let all = whys.join("\n");
    for told in [
        "index.jsonl, line 2: not a line of",
        "index.jsonl, line 5: there is no file gone.txt",
        "no-address.txt: ",
        "line 3: its url \"a test\" is no address",
        "line 4: its fetched_at \"lately\" is no time",
    ] {
        assert!(all.contains(told), "{told}:\n{all}");
    }
}

#[test]
fn a_busy_port_is_told_with_what_to_try() {
    let room = Room::new("port");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = over(&room, &["serve", "--offline", "--listen", &address]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains(&address) && run.err.contains("--listen"), "{}", run.err);
}

#[test]
fn the_demo_news_is_kept_followed_read_and_proven() {
    let room = Room::new("demo-kept");
    let pages = text(&demo().join("pages"));
    let summary = over(&room, &["ingest", "--json", &pages]).json();
    assert_eq!(summary["refused"], 0, "{summary}");
    assert!(summary["new"].as_u64().unwrap() >= 130, "{summary}");
    let again = over(&room, &["ingest", "--json", &pages]).json();
    assert_eq!((&again["new"], &again["revised"]), (&0.into(), &0.into()), "{again}");

    let stories = over(&room, &["stories", "--json"]).json();
    let last = stories["stories"].as_array().unwrap().last().unwrap();
    let slug = last["slug"].as_str().unwrap();
    over(&room, &["follow", slug]).ok();
    let followed = over(&room, &["stories", "--json"]).json();
    assert_eq!(followed["stories"][0]["slug"], slug, "a followed story is on top");
    over(&room, &["mute", slug]).ok();
    let muted = over(&room, &["stories", "--json"]).json();
    assert!(
        muted["stories"].as_array().unwrap().iter().all(|story| story["slug"] != slug)
    );

    over(&room, &["new", "--read"]).ok();
    let nothing = over(&room, &["new", "--json"]).json();
    for story in nothing.as_array().unwrap() {
        assert_eq!(story["new"].as_array().unwrap().len(), 0, "{}", story["slug"]);
    }
    let proof = over(&room, &["verify", "--json"]).json();
    assert_eq!(proof["findings"].as_array().unwrap().len(), 0, "{proof}");
    assert!(proof["shown"].as_u64().unwrap() > 500, "{proof}");
}
