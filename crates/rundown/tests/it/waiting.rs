//! What an intake that was cut off leaves, and what is read while one goes on.

use std::path::Path;

use rundown_store::SqlStore;

use crate::{Room, rundown, text};

const NEWS: [(&str, &str); 2] = [
    (
        "harbor.txt",
        "Harbor shut\n\nThe harbor of Port Elm was shut on Monday after a storm, harbor \
         master Ian Pell said.",
    ),
    (
        "chess.txt",
        "Chess title goes to sixteen-year-old Lio Tanner\n\nLio Tanner won the chess title in \
         Karstadt on Tuesday, sacrificing a rook on the nineteenth move against champion Boris \
         Vey.",
    ),
];

/// A data directory with the news in stories.
fn with_stories(room: &Room) -> String {
    for (name, news) in NEWS {
        room.file(&format!("news/{name}"), news);
    }
    let data = text(&room.dir.join("data"));
    rundown(["--data", &data, "ingest", &text(&room.dir.join("news"))]).ok();
    data
}

fn database(data: &str) -> std::path::PathBuf {
    Path::new(data).join("rundown.sqlite")
}

#[test]
fn what_is_salvaged_is_put_into_stories() {
    let room = Room::new("salvaged");
    let data = with_stories(&room);
    let new = text(&room.dir.join("new"));
    let salvage = ["--data", &new, "restore", "--salvage", "--json"];
    let file = text(&database(&data));
    let done = rundown(salvage.into_iter().chain([file.as_str()])).json();
    assert_eq!(done["salvaged"]["revisions"], 2, "{done}");
    assert_eq!(
        (&done["counts"]["stories"], &done["counts"]["waiting"]),
        (&2.into(), &0.into())
    );
    let listed = rundown(["--data", &new, "stories", "--json"]).json();
    assert_eq!(listed["stories"].as_array().unwrap().len(), 2);

    let none = text(&room.dir.join("none"));
    let refused = rundown(["--data", &none, "restore", "--salvage", "nowhere.sqlite"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("nowhere.sqlite"), "{}", refused.err);
    assert!(!Path::new(&none).exists(), "nothing was made for it");
}

#[test]
fn articles_without_a_story_are_told_of() {
    let room = Room::new("waiting");
    let data = with_stories(&room);
    // As an intake leaves them that was killed before it threaded.
    let cut = room.dir.join("cut");
    SqlStore::open(&cut).unwrap().salvage(&database(&data)).unwrap();
    let cut = text(&cut);
    let over = |command: &str| rundown(["--data", cut.as_str(), command]);
    for command in ["stories", "verify"] {
        let told = over(command).ok();
        assert!(told.contains("2 articles wait to be put into stories"), "{told}");
        assert!(told.contains("rundown rebuild"), "{told}");
    }
    let found = rundown(["--data", &cut, "search", "harbor"]);
    assert!(found.err.contains("2 articles wait"), "{}", found.err);
    assert!(found.ok().contains("Harbor shut"));
    over("rebuild").ok();
    assert!(!over("verify").ok().contains("wait"));
    assert_eq!(over("stories").ok().matches("Harbor shut").count(), 1);
}

#[test]
fn what_only_reads_works_beside_an_intake() {
    let room = Room::new("beside-intake");
    let data = with_stories(&room);
    let over = |args: &[&str]| rundown(["--data", &data].iter().chain(args));
    let slug = over(&["stories", "--json"]).json()["stories"][0]["slug"].clone();
    let slug = slug.as_str().unwrap();
    // An intake holds the directory and answers nobody.
    let held = SqlStore::open(Path::new(&data)).unwrap();
    assert!(over(&["stories"]).ok().contains("Harbor shut"));
    assert!(over(&["search", "harbor"]).ok().contains("Harbor shut"));
    let copy = text(&room.dir.join("copy"));
    for reading in [
        vec!["new"],
        vec!["story", slug],
        vec!["verify"],
        vec!["feeds"],
        vec!["alerts"],
        vec!["corrections"],
        vec!["export"],
        vec!["user", "list"],
        vec!["backup", &copy],
    ] {
        over(&reading).ok();
    }
    let refused = over(&["follow", slug]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("in use by another"), "{}", refused.err);
    assert!(refused.err.contains("what only reads works beside it"), "{}", refused.err);
    drop(held);
    over(&["follow", slug]).ok();
}

#[test]
fn no_store_is_made_where_one_was_to_be_looked_at() {
    let room = Room::new("no-store");
    let data = text(&room.dir.join("nowhere"));
    let copy = text(&room.dir.join("copy"));
    for args in [
        vec!["verify"],
        vec!["rebuild"],
        vec!["export"],
        vec!["export", "--site", &copy],
        vec!["backup", &copy],
        vec!["prune", "--older-than", "30"],
    ] {
        let run = rundown(["--data", data.as_str()].into_iter().chain(args.clone()));
        assert_eq!(run.code, 1, "{args:?}: {}", run.out);
        assert!(run.err.contains("there is no store in"), "{args:?}: {}", run.err);
    }
    let run = rundown(["copy", "--from", &data, "--to", &copy]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("there is no store in"), "{}", run.err);
    assert!(!Path::new(&data).exists() && !Path::new(&copy).exists());
}

#[test]
fn an_empty_rundown_says_why_it_is_empty() {
    let room = Room::new("why-empty");
    let data = with_stories(&room);
    let over = |args: &[&str]| rundown(["--data", &data].iter().chain(args));
    let before = over(&["--now", "2001-05-01T12:00:00Z", "stories"]).ok();
    assert!(before.contains("May 1, 2001"), "{before}");
    for story in over(&["stories", "--json"]).json()["stories"].as_array().unwrap() {
        over(&["mute", story["slug"].as_str().unwrap()]).ok();
    }
    let muted = over(&["stories"]).ok();
    assert!(muted.contains("you muted or put off all 2 stories"), "{muted}");
}

#[test]
fn verify_proves_what_was_there_by_the_time_it_is_told() {
    let room = Room::new("verify-then");
    let line = |id: &str, day: &str, body: &str| {
        format!(
            "{{\"id\":\"{id}\",\"published\":\"{day}T08:00:00Z\",\"title\":\"{body}\",\
             \"body\":\"{body}, officials in Port Elm said.\",\"seen_at\":\"{day}T09:00:00Z\"}}\n"
        )
    };
    let lines =
        line("a", "2031-05-10", "Harbor shut") + &line("b", "2031-05-20", "Chess won");
    let file = text(&room.file("news.jsonl", lines));
    let data = text(&room.dir.join("data"));
    let at = |now: &str, args: &[&str]| {
        rundown(["--data", &data, "--now", now].iter().chain(args))
    };
    at("2031-05-28T12:00:00Z", &["ingest", &file]).ok();
    let proven = |now: &str| at(now, &["verify", "--json"]).json()["articles"].clone();
    assert_eq!(proven("2031-05-28T12:00:00Z"), 2);
    assert_eq!(proven("2031-05-15T12:00:00Z"), 1);
}
