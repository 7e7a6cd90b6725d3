//! What people read: on a terminal, in a pipe, and as a site of plain files.

use std::process::Stdio;

use serde_json::json;

use crate::{Room, Run, program, run, rundown, rundown_fed, text};

fn over(room: &Room, args: &[&str]) -> Run {
    let dir = text(&room.dir.join("data"));
    let now = ["--data", &dir, "--now", "2031-05-28T18:00:00Z"];
    rundown(now.iter().chain(args).copied().collect::<Vec<_>>())
}

/// A store with a story whose outlet tries to take the terminal over.
fn hostile(room: &Room) {
    let strange = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{8}\u{7f}\u{202e}\u{90}q";
    let report = |outlet: &str, day: &str| {
        let body = format!(
            "The old bridge at Tarn {strange}was closed on Monday, the harbour office said. \
             \"We {strange}will not open it again,\" said harbour master Ana {strange}Ruiz. \
             Some 1,200 people cross it each day, the office said."
        );
        let line = json!({
            "url": format!("https://{outlet}.example/{strange}bridge"),
            "source": format!("The {strange}{outlet}"), "published": day, "lang": "en",
            "title": format!("Bridge {strange}at Tarn closed for good"), "body": body,
        });
        format!("{line}\n")
    };
    let lines = report("courier", "2031-05-26T09:00:00Z")
        + &report("herald", "2029-12-26T10:00:00Z")
        + &report("echo", "2031-05-27T10:00:00Z");
    room.file("news.jsonl", lines);
    let html = format!(
        "<title>Pier shut</title><h1>Pier &#27;[31m{strange} shut</h1><p>{strange}&#155;31mThe pier was shut."
    );
    room.file("pier.html", html);
    let news = text(&room.dir.join("news.jsonl"));
    let pier = text(&room.dir.join("pier.html"));
    over(room, &["ingest", &news, &pier]).ok();
}

/// Control characters that are neither a line's end nor a colour of ours.
fn strange_in(shown: &str) -> Vec<char> {
    let mut bare = shown.to_owned();
    for code in ["0", "1", "2", "31", "32", "33", "34", "35", "36"] {
        bare = bare.replace(&format!("\u{1b}[{code}m"), "");
    }
    let is_strange = |c: &char| {
        (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c)
    };
    bare.chars().filter(is_strange).collect()
}

#[test]
fn no_control_bytes_of_news_reach_a_terminal() {
    let room = Room::new("hostile");
    hostile(&room);
    let dir = text(&room.dir.join("data"));
    let slug = over(&room, &["stories", "--json"]).json()["stories"][0]["slug"].clone();
    let slug = slug.as_str().unwrap().to_owned();
    let article =
        over(&room, &["search", "bridge", "--json"]).json()[0]["card"]["id"].clone();
    let news = text(&room.dir.join("news.jsonl"));
    let pier = text(&room.dir.join("pier.html"));
    for args in [
        vec![],
        vec!["stories"],
        vec!["story", &slug],
        vec!["new"],
        vec!["search", "bridge"],
        vec!["why", article.as_str().unwrap()],
        vec!["read", &pier],
        vec!["brief", &news],
        vec!["alerts"],
        vec!["story", "\u{1b}[2Jno such story\u{9b}"],
        vec!["search", "\u{1b}[2Jnothing\u{7}"],
    ] {
        for forced in [false, true] {
            let mut asked = program();
            asked.args(["--data", &dir, "--now", "2031-05-28T18:00:00Z"]).args(&args);
            if forced {
                asked.env("CLICOLOR_FORCE", "1");
            }
            let told = run(&mut asked, b"");
            let told = told.out + &told.err;
            assert!(told.len() > 10, "{args:?}: {told}");
            assert!(strange_in(&told).is_empty(), "{args:?}: {told:?}");
            let has_colour = told.contains("\u{1b}[");
            assert!(forced || !has_colour, "{args:?}: {told:?}");
        }
    }
}

#[test]
fn the_bare_name_shows_the_day_and_counts_are_in_the_right_number() {
    let room = Room::new("bare");
    let empty = over(&room, &[]).ok();
    assert!(empty.starts_with("No stories yet"), "{empty}");
    hostile(&room);
    let told = over(&room, &[]).ok();
    assert!(told.starts_with("Wednesday, May 28, 2031"), "{told}");
    assert!(told.contains("last May 27"), "{told}");
    for wrong in ["1 stories", "1 articles", "1 outlets", "1 feeds", "1 copies"] {
        for args in [vec![], vec!["stories"], vec!["verify"], vec!["rebuild"]] {
            let told = over(&room, &args).ok();
            assert!(!told.contains(&format!(" {wrong}")), "{args:?}: {told}");
        }
    }
    over(&room, &["add", "--unseen", "https://courier.example/feed"]).ok();
    assert!(over(&room, &["feeds"]).ok().ends_with("1 feed, 0 failing\n"));
    let browse = over(&room, &["browse"]);
    assert!(browse.code == 1 && browse.err.contains("no terminal"), "{}", browse.err);
}

#[test]
fn a_pipe_that_closes_ends_the_program_quietly() {
    let room = Room::new("closed-pipe");
    hostile(&room);
    let dir = text(&room.dir.join("data"));
    for args in
        [vec![], vec!["stories"], vec!["limits"], vec!["config"], vec!["read", "-"]]
    {
        let mut child = program()
            .args(["--data", &dir])
            .args(&args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        let is_quiet = said.is_empty() || args.contains(&"-");
        assert!(is_quiet && !said.contains("panicked"), "{args:?}: {said}");
    }
}

#[test]
fn a_site_of_plain_files_has_no_loose_link() {
    let room = Room::new("site");
    hostile(&room);
    let site = room.dir.join("site");
    let told = over(&room, &["export", "--site", &text(&site)]).ok();
    assert!(told.contains("stor"), "{told}");
    let mut files = vec![site.join("index.html")];
    let stories = std::fs::read_dir(site.join("stories")).unwrap();
    files.extend(stories.map(|entry| entry.unwrap().path()));
    assert!(files.len() > 1);
    for file in &files {
        let page = std::fs::read_to_string(file).unwrap();
        assert!(!page.contains("<script") && !page.contains("src="), "{page}");
        for link in
            page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap())
        {
            let is_away = link.starts_with("https://") || link.starts_with("http://");
            let beside = file.parent().unwrap().join(link);
            assert!(is_away || beside.exists(), "{link} of {}", file.display());
        }
    }
    // Again in its place; but nothing else is written over.
    over(&room, &["export", "--site", &text(&site)]).ok();
    let other = over(&room, &["export", "--site", &text(&room.dir)]);
    assert!(other.code == 1 && other.err.contains("something else"), "{}", other.err);
}

#[test]
fn accounts_are_made_changed_and_removed_by_command() {
    let room = Room::new("accounts");
    assert!(over(&room, &["user", "list"]).ok().contains("no accounts"));
    let made = over(&room, &["user", "add", "ana"]).ok();
    assert!(made.contains("http://127.0.0.1:7878/setup/rundown_"), "{made}");
    // A second one before the first is set up is another, and no admin.
    let other = over(&room, &["user", "add", "eva"]).ok();
    assert_ne!(other, made);
    let listed = over(&room, &["user", "list"]).ok();
    assert!(listed.contains("ana  admin") && listed.contains("eva  reader"), "{listed}");
    over(&room, &["user", "remove", "eva"]).ok();
    let dir = text(&room.dir.join("data"));
    let set = |name: &str, password: &str| {
        rundown_fed(["--data", &dir, "user", "password", name], password.as_bytes())
    };
    assert!(set("ana", "short\n").err.contains("at least 10 characters"));
    set("ana", "a long enough one\n").ok();
    over(&room, &["user", "add", "ben", "--role", "editor"]).ok();
    over(&room, &["token", "new", "phone", "--for", "reading", "--user", "ben"]).ok();
    let listed = over(&room, &["user", "list"]).ok();
    assert!(listed.starts_with("ana  admin"), "{listed}");
    assert!(listed.contains("ben  editor") && listed.contains("no password yet"));
    assert_eq!(
        over(&room, &["user", "add", "BEN"]).code,
        1,
        "capitals make no other name"
    );
    let last = over(&room, &["user", "role", "ana", "reader"]);
    assert!(last.code == 1 && last.err.contains("has to stay"), "{}", last.err);
    over(&room, &["user", "remove", "ben"]).ok();
    assert!(!over(&room, &["token", "list"]).ok().contains("phone"));
    assert_eq!(over(&room, &["user", "remove", "ben"]).code, 1);
    let store = std::fs::read(room.dir.join("data/rundown.sqlite")).unwrap();
    let holds = |words: &[u8]| store.windows(words.len()).any(|window| window == words);
    assert!(!holds(b"a long enough one"));
}

#[test]
fn what_was_typed_wrong_is_told_with_the_right_form() {
    let room = Room::new("misuse");
    let turned = ["alerts", "replay", "--from", "2031-05-31", "--to", "2031-05-01"];
    let turned = over(&room, &turned);
    assert!(turned.code == 2 && turned.err.contains("is not before"), "{}", turned.err);
    let bare = over(&room, &["fetch", "--allow-private", "127.0.0.1"]);
    assert!(bare.code == 2 && bare.err.contains("--allow-private=192"), "{}", bare.err);
    let prune = over(&room, &["prune", "--dry-run"]);
    assert!(prune.code == 2 && prune.err.contains("--older-than 365"), "{}", prune.err);
}
