//! `why`, `split`, `merge` and `corrections` over a store.

use serde_json::Value;

use crate::{Room, Run, rundown, text};

fn over(room: &Room, args: &[&str]) -> Run {
    let dir = text(&room.dir.join("data"));
    let head = ["--data", &dir, "--now", "2031-05-28T18:00:00Z"];
    rundown(head.iter().chain(args).copied().collect::<Vec<_>>())
}

/// Two events on one matter, two reports each, and a matter of its own.
const NEWS: [(&str, &str, &str); 5] = [
    (
        "harbor-1",
        "Dock workers of Port Elm walk out over night shifts",
        "Dock workers in Port Elm walked off the job on Monday after talks over night \
         shifts collapsed, union leader Ana Ruiz said. The Harbor Board called the strike \
         of the dock workers unlawful.",
    ),
    (
        "harbor-2",
        "Port Elm strike: dock workers walk out over night shifts",
        "Dock workers walked out in Port Elm on Monday over night shifts. Ana Ruiz of the \
         union told the Harbor Board that talks on the shifts had collapsed.",
    ),
    (
        "harbor-3",
        "Pension chief Tom Bell resigns over audit",
        "Tom Bell, head of the pension fund of the dock workers of Port Elm, resigned on \
         Monday, a week after they walked out over night shifts. An audit that the strike \
         had forced found that three million crowns had gone to a yacht club. Ana Ruiz, who \
         led the strike of the dock workers, asked the Harbor Board for the books.",
    ),
    (
        "harbor-4",
        "Audit topples pension chief Tom Bell",
        "Tom Bell resigned after an audit: three million crowns of the pension fund of the \
         dock workers paid a regatta of his yacht club. It is theft, said Ana Ruiz, leader of \
         the strike over night shifts in Port Elm.",
    ),
    (
        "chess",
        "Chess title goes to sixteen-year-old Lio Tanner",
        "Lio Tanner won the chess title in Karstadt on Tuesday, sacrificing a rook on the \
         nineteenth move against champion Boris Vey.",
    ),
];

/// When the news was fetched.
const AT: &str = "2031-05-20T06:00:00Z";

fn day(id: &str) -> &'static str {
    match id {
        "harbor-1" | "harbor-2" => "2031-05-12T09:00:00Z",
        "chess" => "2031-05-13T09:00:00Z",
        _ => "2031-05-19T09:00:00Z",
    }
}

fn take_in(room: &Room, news: &[(&str, &str, &str)]) {
    let line = |(id, title, body): &(&str, &str, &str)| {
        let url = format!("https://{id}.example/report");
        serde_json::json!({ "id": id, "url": url, "source": id, "lang": "en",
            "published": day(id), "title": title, "body": body })
        .to_string()
    };
    let lines: Vec<String> = news.iter().map(line).collect();
    let file = room.file("news.jsonl", lines.join("\n"));
    let summary = over(room, &["ingest", "--json", "--at", AT, &text(&file)]).json();
    assert_eq!(summary["refused"], 0, "{summary}");
}

/// The name of an article and of its story, found by words of its headline.
fn find(room: &Room, words: &str) -> (String, String) {
    let found = over(room, &["search", "--json", words]).json();
    let hit = &found[0];
    let of = |value: &Value| value.as_str().expect("it is found").to_owned();
    (of(&hit["card"]["id"]), of(&hit["story"]["slug"]))
}

fn stories(room: &Room) -> usize {
    over(room, &["stories", "--json"]).json()["stories"].as_array().unwrap().len()
}

#[test]
fn a_split_lasts_and_can_be_taken_back() {
    let room = Room::new("split");
    take_in(&room, &NEWS);
    let (audit, story) = find(&room, "regatta");
    let (_, same) = find(&room, "walk out over");
    assert_eq!((stories(&room), &same), (2, &story), "the harbor is one story");

    let own = over(&room, &["split", "--json", &audit]).json();
    assert_ne!(own["slug"], story.as_str());
    // The other report of the audit left with it.
    assert_eq!(find(&room, "asked books").1, own["slug"].as_str().unwrap());
    assert_eq!(find(&room, "walk out over").1, story, "the name of the rest stands");

    // Later news threads everything anew in another process, and the split stands.
    let late = (
        "harbor-5",
        "Pension fund of the dockers: audit goes on without Tom Bell",
        NEWS[2].2,
    );
    take_in(&room, &[late]);
    assert_eq!(find(&room, "regatta").1, own["slug"].as_str().unwrap());
    let proof = over(&room, &["verify", "--json"]).json();
    assert_eq!(proof["findings"].as_array().unwrap().len(), 0, "{proof}");

    let list = over(&room, &["corrections", "--json"]).json();
    assert_eq!(
        (list.as_array().unwrap().len(), &list[0]["together"]),
        (1, &false.into())
    );
    let left = over(&room, &["corrections", "--json", "--take-back", "1"]).json();
    assert_eq!(left.as_array().unwrap().len(), 0);
    assert_eq!(find(&room, "regatta").1, find(&room, "walk out over").1);
    assert_eq!(stories(&room), 2);
}

#[test]
fn one_article_leaves_those_that_report_the_same_event() {
    let room = Room::new("split-alone");
    take_in(&room, &NEWS);
    let (article, story) = find(&room, "regatta");
    let own = over(&room, &["split", "--json", "--alone", &article]).json();
    assert_ne!(own["slug"], story.as_str());
    assert_eq!(find(&room, "asked books").1, story);
    let chess = find(&room, "chess title").0;
    let run = over(&room, &["split", &chess]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("nothing else is in it"), "{}", run.err);
}

#[test]
fn a_merge_lasts_and_the_other_name_leads_on() {
    let room = Room::new("merge");
    take_in(&room, &NEWS);
    let (_, harbor) = find(&room, "walk out over");
    let (_, chess) = find(&room, "chess title");
    let joined = over(&room, &["merge", "--json", &chess, &harbor]).json();
    assert_eq!(joined["slug"], harbor.as_str(), "the larger story keeps its name");
    assert_eq!(over(&room, &["story", "--json", &chess]).json()["slug"], harbor.as_str());
    let late = (
        "harbor-5",
        "Pension fund of the dockers: audit goes on without Tom Bell",
        NEWS[2].2,
    );
    take_in(&room, &[late]);
    assert_eq!((stories(&room), find(&room, "chess title").1), (1, harbor.clone()));

    // A split takes the merge back, and the chess story has its old name again.
    let (article, _) = find(&room, "chess title");
    over(&room, &["split", &article]).ok();
    assert_eq!(find(&room, "chess title").1, chess);
    // And the other way round: the later decision counts.
    over(&room, &["merge", &chess, &harbor]).ok();
    assert_eq!(stories(&room), 1);
    let list = over(&room, &["corrections", "--json"]).json();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["together"]), (1, &true.into()));

    let run = over(&room, &["merge", &harbor, "never-was"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("never-was") && run.err.contains("hint:"), "{}", run.err);
}

#[test]
fn why_tells_shared_and_missing_evidence_and_the_score() {
    let room = Room::new("why");
    take_in(&room, &NEWS);
    let (one, _) = find(&room, "walk out over");
    let (other, _) = find(&room, "regatta");
    let (chess, _) = find(&room, "chess title");
    let answer = over(&room, &["why", "--json", &one, &other]).json();
    let has = |list: &Value, word: &str| list.as_array().unwrap().contains(&word.into());
    assert!(has(&answer["why"]["shared_names"], "ruiz"), "{answer}");
    assert_eq!(answer["why"]["same_story"], true, "{answer}");
    let apart = over(&room, &["why", "--json", &one, &chess]).json();
    assert_eq!(apart["why"]["same_story"], false, "{apart}");
    assert!(has(&apart["why"]["names_only_in_second"], "tanner"), "{apart}");
    let odds = |answer: &Value| answer["why"]["story_log_odds"].as_f64().unwrap();
    assert!(odds(&answer) > odds(&apart));

    let here = over(&room, &["why", "--json", &one]).json();
    assert_eq!(here["nearest"].as_array().unwrap().len(), 3, "{here}");
    assert!(has(&here["why"]["shared_names"], "ruiz"), "{here}");
    let told = over(&room, &["why", &one]).ok();
    assert!(told.contains("Names both use") && told.contains("the same event"), "{told}");
    let run = over(&room, &["why", "never-was"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("no article named"), "{}", run.err);
}
