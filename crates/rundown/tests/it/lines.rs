//! `thread` and `brief`, on lines of JSON.

use serde_json::{Value, json};

use crate::rundown_fed;

fn lines() -> String {
    let line = |id: &str, published: &str, source: &str, title: &str, body: &str| {
        let url = format!("https://{source}.example/{id}");
        let line = json!({ "id": id, "published": published, "lang": "en", "source": source,
            "title": title, "body": body, "url": url });
        format!("{line}\n")
    };
    let ferry = "The ferry Lady Corrigan sank off Dunmore on Tuesday night. At least nine \
        people were killed, harbor master Ian Pell said. \"She went down in four minutes,\" \
        Pell told reporters at the quay in Dunmore. The boat had left the island with about \
        two hundred passengers after the evening market, an hour behind its timetable, and \
        was within sight of the breakwater when people on shore saw her lights lean over \
        and go out one row after the other. Lobster boats reached the place before the \
        lifeboat did and took aboard children, two goats and most of a wedding party. A \
        stern door that should have been pinned was found hanging open by a diver, and the \
        company that runs the crossing would not say who had closed it. Relatives waited in \
        the school hall, where a teacher read the list of names aloud every half hour.";
    let toll = "The number of people killed when the ferry Lady Corrigan sank off Dunmore rose \
        to 14 on Wednesday, harbor master Ian Pell said. \"We are still counting,\" Pell said. \
        Divers reached the car deck of the Lady Corrigan at noon.";
    let wheat = "Wheat prices rose by 4 percent in Neustein on Wednesday after growers in Orlen \
        held back their harvest, traders said.";
    [
        line(
            "f1",
            "2031-05-13T23:00:00Z",
            "wire",
            "Ferry Lady Corrigan sinks off Dunmore",
            ferry,
        ),
        line(
            "f2",
            "2031-05-14T01:00:00Z",
            "courier",
            "Nine dead as ferry Lady Corrigan sinks off Dunmore",
            ferry,
        ),
        line(
            "w1",
            "2031-05-14T12:00:00Z",
            "ledger",
            "Wheat rises as Orlen growers hold back",
            wheat,
        ),
        line(
            "f3",
            "2031-05-14T15:00:00Z",
            "herald",
            "Toll of Dunmore ferry Lady Corrigan rises to 14",
            toll,
        ),
    ]
    .concat()
}

#[test]
fn a_copy_shares_its_development_and_another_matter_does_not() {
    let out = rundown_fed(["thread", "--final", "--json", "-"], lines().as_bytes()).ok();
    let placed: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = placed.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["f1", "f2", "w1", "f3"], "the order of the input");
    assert_eq!(placed[0]["development"], placed[1]["development"]);
    assert_eq!(placed[1]["copy_of"]["original"], "f1");
    assert_ne!(placed[0]["story"], placed[2]["story"]);
}

#[test]
fn the_last_line_of_an_id_is_where_it_belongs() {
    let last = |out: String| {
        let mut last = std::collections::BTreeMap::new();
        for line in out.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let id = line["id"].as_str().unwrap().to_owned();
            last.insert(id, (line["development"].clone(), line["story"].clone()));
        }
        last
    };
    let input = lines();
    let streamed = last(rundown_fed(["thread", "-"], input.as_bytes()).ok());
    let at_the_end = last(rundown_fed(["thread", "--final", "-"], input.as_bytes()).ok());
    assert_eq!(streamed, at_the_end);
}

#[test]
fn a_brief_marks_what_is_new_and_points_at_its_articles() {
    let all = lines();
    let ferry: Vec<&str> = all.lines().filter(|line| !line.contains("\"w1\"")).collect();
    let input = ferry.join("\n");
    let run = ["brief", "--json", "--since", "2031-05-14T12:00:00Z", "-"];
    let brief = rundown_fed(run, input.as_bytes()).json();
    assert!(!brief["highlights"].as_array().unwrap().is_empty());
    let new = brief["new"].as_array().unwrap();
    assert!(!new.is_empty(), "the toll rose");
    for item in new {
        assert_eq!(item["evidence"][0]["article"], "f3", "{item}");
    }
    assert_eq!(brief["outlets"]["total"], 3);
    assert_eq!(brief["outlets"]["wire"], 1);
    let markdown = rundown_fed(["brief", "--markdown", "-"], input.as_bytes()).ok();
    assert!(markdown.starts_with("# "), "{markdown}");
}

#[test]
fn nothing_is_briefed_as_of_1970() {
    let run = rundown_fed(["brief", "-"], b"");
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(
        run.err.contains("holds no article") && run.err.contains("hint:"),
        "{}",
        run.err
    );
    for input in [
        "{\"id\":\"a\",\"title\":\"T\",\"body\":\"B\"}\n",
        "{\"id\":\"a\",\"title\":\"T\",\"published\":\"notadate\"}\n",
    ] {
        let told = rundown_fed(["brief", "-"], input.as_bytes()).ok();
        assert!(told.starts_with("T\n1 outlet, "), "{told}");
        let brief = rundown_fed(["brief", "--json", "-"], input.as_bytes()).json();
        assert!(brief["first_at"].is_null() && brief["last_at"].is_null(), "{brief}");
    }
}

#[test]
fn lines_that_are_none_are_named() {
    let run = rundown_fed(
        ["thread", "--final", "-"],
        b"{\"id\":\"a\",\"title\":\"T\",\"body\":\"B\"}\n{oops\n",
    );
    assert_eq!(run.code, 1);
    assert!(run.err.contains("standard input:2"), "{}", run.err);
}
