//! What a brief tells of changed articles, and the forms it is given out in.

use serde_json::{Value, json};

use crate::{Room, rundown, text};

fn over(data: &Room, args: &[&str]) -> crate::Run {
    let dir = text(&data.dir.join("data"));
    let now = ["--data", &dir, "--now", "2031-05-28T18:00:00Z"];
    rundown(now.iter().chain(args).copied().collect::<Vec<_>>())
}

fn line(outlet: &str, fetched_at: &str, title: &str, body: &str) -> String {
    let url = format!("https://{outlet}.example/fire");
    let line = json!({
        "url": url, "source": outlet, "published": "2031-05-14T08:00:00Z", "lang": "en",
        "fetched_at": fetched_at, "title": title, "body": body,
    });
    format!("{line}\n")
}

const REST: &str = "The fire broke out in the sugar mill of Tarn Bridge late on Tuesday.\n\
    \"We lost the roof within an hour,\" fire chief Ana Ruiz told reporters on Wednesday.\n\
    Firefighters from four towns fought it through the night, the county said.";

/// Two outlets' reports of one fire; the first one changed a number an hour later and
/// took a sentence out.
fn fire(room: &Room) -> String {
    let title = "=Fire= at Tarn Bridge sugar mill kills workers";
    let body = format!(
        "A fire at the Tarn Bridge sugar mill killed 12 people on Tuesday, officials said.\n{REST}\n\
         The owner of the mill, Lars Odum, had left the country before the fire, police said."
    );
    let later = format!(
        "A fire at the Tarn Bridge sugar mill killed 15 people on Tuesday, officials said.\n{REST}"
    );
    let other = "At least 12 people were killed on Tuesday in a fire at the Tarn Bridge sugar mill.\n\
        Smoke could be seen from the coast, thirty miles away, neighbours of the mill said.\n\
        The county opened a school for the families of those who worked the night shift.";
    let first = line("courier", "2031-05-14T09:00:00Z", title, &body)
        + &line(
            "herald",
            "2031-05-14T09:10:00Z",
            "Sugar mill fire in Tarn Bridge",
            other,
        );
    let file = text(&room.file("first.jsonl", first));
    over(room, &["ingest", "--json", &file]).json();
    let file = line("courier", "2031-05-14T14:03:00Z", title, &later);
    let revised =
        over(room, &["ingest", "--json", &text(&room.file("later.jsonl", file))]);
    assert_eq!(revised.json()["revised"], 1);
    let rundown = over(room, &["stories", "--json"]).json();
    rundown["stories"][0]["slug"].as_str().unwrap().to_owned()
}

#[test]
fn a_changed_article_changes_the_brief_and_what_went_is_told() {
    let room = Room::new("changed");
    let slug = fire(&room);
    let brief = over(&room, &["story", "--json", &slug]).json();
    let changes = brief["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{changes:#?}");
    let changed = &changes[0];
    let words = |which: &str| changed[which]["text"].as_str().unwrap();
    assert_eq!((words("before"), words("after")), ("12", "15"));
    assert_eq!(changed["before"]["evidence"][0]["revision"], 0);
    assert_eq!(changed["after"]["evidence"][0]["revision"], 1);
    assert_eq!(changed["at"], "2031-05-14T14:03:00Z");
    let withdrawn = &changes[1];
    assert!(withdrawn["before"]["text"].as_str().unwrap().contains("Lars Odum"));
    assert_eq!(withdrawn["after"], Value::Null);
    let mut rest = brief.clone();
    rest["changes"].take();
    assert!(!rest.to_string().contains("Odum"), "withdrawn words are told nowhere else");
    let told = over(&room, &["story", &slug]).ok();
    assert!(told.contains("courier changed “12” to “15”"), "{told}");
    assert_eq!(over(&room, &["verify"]).code, 0);
}

#[test]
fn a_story_goes_out_as_html_and_as_tables() {
    let room = Room::new("exports");
    let slug = fire(&room);
    let page = over(&room, &["story", "--html", &slug]).ok();
    assert!(page.starts_with("<!doctype html>"));
    assert!(page.contains("https://herald.example/fire"), "words lead to their articles");
    assert!(!page.contains("<script") && !page.contains(" src="), "{page}");
    let table = |name: &str| over(&room, &["story", "--csv", name, &slug]).ok();
    let voices = table("voices");
    let mut lines = voices.split("\r\n");
    assert!(
        lines.next().unwrap().starts_with("speaker,role,said_on,published,form,words")
    );
    let said = lines.next().unwrap();
    assert!(said.starts_with("Ana Ruiz,") && said.contains("We lost the roof"), "{said}");
    assert!(table("timeline").contains("2031-05-13,day,false,"));
    let figures = table("figures");
    assert!(
        figures.contains(",exact,15,") && figures.contains(",at least,12,"),
        "{figures}"
    );
    let run = over(&room, &["story", "--csv", "names", &slug]);
    assert_eq!(run.code, 2, "there is no such table");
}

#[test]
fn what_outlets_changed_goes_out_as_a_table_with_both_places() {
    let room = Room::new("changes-table");
    let slug = fire(&room);
    let table = over(&room, &["story", "--csv", "changes", &slug]).ok();
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(
        lines[0],
        "change,found,outlet,before,after,sentence,before_revision,before_part,\
         before_start,before_end,article,revision,part,start,end,url"
    );
    assert_eq!(lines.len(), 3, "{table}");
    let brief = over(&room, &["story", "--json", &slug]).json();
    let article = brief["changes"][0]["article"].as_str().unwrap();
    let place = |number: usize, side: &str| {
        let evidence = &brief["changes"][number][side]["evidence"][0];
        let (span, revision) = (&evidence["span"], &evidence["revision"]);
        format!("{revision},text,{},{}", span[0], span[1])
    };
    let (before, after) = (place(0, "before"), place(0, "after"));
    assert_eq!(
        lines[1],
        format!(
            "replaced,2031-05-14T14:03:00Z,courier,12,15,\"A fire at the Tarn Bridge sugar \
             mill killed 15 people on Tuesday, officials said.\",{before},{article},{after},\
             https://courier.example/fire"
        )
    );
    // What was taken out stands in the revision before alone.
    let gone = place(1, "before");
    assert!(
        lines[2].starts_with("taken out,2031-05-14T14:03:00Z,courier,\"The owner of")
    );
    assert!(
        lines[2].ends_with(&format!(
            ",,,{gone},{article},{gone},https://courier.example/fire"
        )),
        "{table}"
    );
}

#[test]
fn the_demo_has_an_article_that_its_outlet_changed() {
    let room = Room::new("demo-change");
    let pages = text(&crate::demo().join("pages"));
    over(&room, &["ingest", "--json", &pages]).json();
    let rundown = over(&room, &["stories", "--json"]).json();
    let stories = rundown["stories"].as_array().unwrap().iter();
    let changes: Vec<String> = stories
        .flat_map(|story| {
            let slug = story["slug"].as_str().unwrap();
            let brief = over(&room, &["story", "--json", slug]).json();
            brief["changes"].as_array().unwrap().clone()
        })
        .map(|change| {
            format!("{} → {}", change["before"]["text"], change["after"]["text"])
        })
        .collect();
    assert!(changes.contains(&"\"140\" → \"210\"".to_owned()), "{changes:?}");
}
