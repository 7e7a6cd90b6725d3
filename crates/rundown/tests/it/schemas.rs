//! What commands answer with is what the schemas of the reference say, and no more.

use std::path::{Path, PathBuf};

use serde_json::{Deserializer, Value};

use crate::{Room, demo, rundown, text};

#[path = "../../../rundown-serve/tests/it/schema.rs"]
mod schema;

const ARTICLE: &str = include_str!("../../../../docs/reference/schema/article.json");
const BRIEF: &str = include_str!("../../../../docs/reference/schema/brief.json");

/// Holds every value of an answer to a schema; gives how many there are.
fn hold(schema: &str, answer: &str) -> usize {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let mut count = 0;
    for value in Deserializer::from_str(answer).into_iter::<Value>() {
        let faults = schema::faults(&schema, &schema, &value.unwrap());
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        count += 1;
    }
    count
}

/// The pages of one outlet of the demo.
fn pages() -> Vec<PathBuf> {
    let folder = demo().join("pages/tcpwire.example");
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_page = |path: &PathBuf| path.extension().is_some_and(|end| end == "html");
    let mut pages: Vec<PathBuf> = all.filter(is_page).collect();
    pages.sort();
    pages
}

#[test]
fn articles_and_briefs_are_as_their_schemas_say() {
    let room = Room::new("schemas");
    let pages = pages();
    assert!(pages.len() > 10, "the pages of the demo were not found");
    let paths = pages.iter().map(|page: &PathBuf| text(page));
    let read: Vec<String> =
        ["read", "--json"].map(str::to_owned).into_iter().chain(paths).collect();
    assert_eq!(hold(ARTICLE, &rundown(read).ok()), pages.len());

    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/pages");
    let odd = ["quickdesk-live-blog/source.html", "gazette-captain-wall/source.html"];
    let odd = odd.map(|page| text(&cases.join(page)));
    assert_eq!(hold(ARTICLE, &rundown(["read", "--json", &odd[0], &odd[1]]).ok()), 2);

    let lines: String = [
        ("a", "10", "At least nine people were killed when a ferry sank off Port Elm."),
        (
            "b",
            "11",
            "Fourteen people were killed when the ferry sank off Port Elm.\n\n\
             \"The stern door was open when she left the harbour,\" Ana Ruiz said.",
        ),
    ]
    .map(|(id, day, body)| {
        let published = format!("2031-05-{day}T08:00:00Z");
        let line = serde_json::json!({
            "id": id, "published": published, "lang": "en", "body": body, "source": id,
            "title": "Ferry sinks off Port Elm",
        });
        format!("{line}\n")
    })
    .concat();
    let file = text(&room.file("story.jsonl", lines));
    let brief =
        rundown(["brief", "--json", "--since", "2031-05-10T20:00:00Z", &file]).ok();
    assert_eq!(hold(BRIEF, &brief), 1);
    let brief: Value = serde_json::from_str(&brief).unwrap();
    assert!(!brief["figures"].as_array().unwrap().is_empty(), "figures were held too");
    assert!(!brief["new"].as_array().unwrap().is_empty(), "what is new was held too");
}
