//! Old stories go, and say so.

use serde_json::json;

use crate::service::Service;
use crate::{Room, rundown, text};

/// Three stories of spring and one of summer, each of one article.
fn news() -> String {
    let line = |id: u32, day: &str, title: &str, body: &str| {
        let url = format!("https://outlet{id}.example/{id}");
        json!({"url": url, "published": day, "title": title, "body": body}).to_string()
    };
    [
        line(
            1,
            "2031-02-03",
            "Harbor shut",
            "The harbor of Port Elm was shut after a storm.",
        ),
        line(
            2,
            "2031-02-04",
            "Chess title won",
            "Lio Tanner won the chess title in Karstadt.",
        ),
        line(
            3,
            "2031-02-05",
            "Mill burns",
            "The old mill of Orlen burned down in the night.",
        ),
        line(
            4,
            "2031-05-20",
            "Budget passed",
            "The council of Vale passed a budget of 3 million.",
        ),
    ]
    .join("\n")
}

#[test]
fn old_stories_go_stay_away_and_say_so() {
    let room = Room::new("prune");
    let data = text(&room.dir.join("data"));
    let over = |args: &[&str]| {
        rundown(["--data", &data, "--now", "2031-05-28T18:00:00Z"].iter().chain(args))
    };
    let file = text(&room.file("news.jsonl", news()));
    assert_eq!(over(&["ingest", "--json", &file]).json()["new"], 4);
    let found = |words: &str| {
        let hits = over(&["search", "--json", words]).json();
        let of =
            |what: &str| hits[0]["card"][what].as_str().unwrap_or_default().to_owned();
        let slug = hits[0]["story"]["slug"].as_str().unwrap_or_default().to_owned();
        (of("id"), slug)
    };
    let ((harbor, harbor_story), (_, mill_story)) = (found("harbor"), found("mill"));
    over(&["follow", &mill_story]).ok();

    let nothing = over(&["prune"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("keep-days"), "{}", nothing.err);
    assert_eq!(over(&["prune", "--older-than", "3"]).code, 2);
    let would = over(&["prune", "--older-than", "30", "--dry-run", "--json"]).json();
    assert_eq!(would["dropped"], json!({"articles": 2, "stories": 2, "captures": 0}));
    let done = over(&["prune", "--older-than", "30", "--json"]).json();
    assert_eq!(done["dropped"], would["dropped"]);
    let again = over(&["prune", "--older-than", "30", "--json"]).json();
    assert_eq!(again["dropped"]["articles"], 0);

    let taken = over(&["ingest", "--json", &file]).json();
    assert_eq!((&taken["new"], &taken["dropped"]), (&0.into(), &2.into()), "{taken}");
    over(&["verify"]).ok();
    over(&["fsck"]).ok();
    let state = over(&["fsck", "--state-hash"]).ok();
    over(&["rebuild"]).ok();
    assert_eq!(over(&["fsck", "--state-hash"]).ok(), state);
    let gone = over(&["story", &harbor_story]);
    assert!(gone.err.contains("kept no longer"), "{}", gone.err);

    let copy = text(&room.dir.join("copy"));
    over(&["backup", &copy]).ok();
    over(&["restore", &copy]).ok();
    assert_eq!(over(&["fsck", "--state-hash"]).ok(), state);

    let service = Service::start(&["--offline", "--data", &data], &[]);
    for path in [
        format!("/stories/{harbor_story}"),
        format!("/articles/{harbor}"),
        format!("/stories/{harbor_story}/feed.atom"),
        format!("/api/v1/stories/{harbor_story}"),
        format!("/api/v1/articles/{harbor}"),
    ] {
        let answer = service.get(&service.address, &path, "");
        assert!(answer.contains(" 410 "), "{path}: {answer}");
        assert!(answer.contains("kept no longer"), "{path}: {answer}");
    }
    let kept = service.get(&service.address, &format!("/stories/{mill_story}"), "");
    assert!(kept.contains(" 200 "), "{kept}");
}
