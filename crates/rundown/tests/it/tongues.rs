//! One story in two languages, for readers of either.

use serde_json::{Value, json};

use crate::{Room, rundown, text};

fn line(outlet: &str, lang: &str, hour: u32, title: &str, body: &str) -> String {
    let line = json!({
        "id": outlet,
        "url": format!("https://{outlet}.example/ferry"), "source": outlet, "lang": lang,
        "published": format!("2031-05-14T{hour:02}:00:00Z"), "title": title, "body": body,
    });
    format!("{line}\n")
}

/// A ferry sinks: two outlets report it in German, two in English; each language has a
/// speaker of its own, and the toll is the same in both.
fn ferry(room: &Room) -> String {
    let lines = [
        line(
            "kurier",
            "de",
            8,
            "Fähre vor Tarnhafen gesunken: zwölf Tote",
            "Beim Untergang der Fähre Halden Star vor Tarnhafen sind am Mittwoch 12 Menschen gestorben.\n\
             „Wir suchen weiter nach den Vermissten“, sagte der Einsatzleiter Jonas Brandt am Mittwoch in Tarnhafen.\n\
             Die Fähre war am Morgen mit vielen Reisenden aus dem Hafen ausgelaufen.",
        ),
        line(
            "bote",
            "de",
            9,
            "Halden Star: Fähre sinkt vor Tarnhafen",
            "Die Fähre Halden Star ist am Mittwoch vor Tarnhafen gesunken, 12 Menschen kamen ums Leben.\n\
             Die Küstenwache brachte die Überlebenden in das Krankenhaus der Stadt.\n\
             Jonas Brandt sagte, die Suche nach Vermissten werde in der Nacht fortgesetzt.",
        ),
        line(
            "herald",
            "en",
            10,
            "Ferry Halden Star sinks off Tarnhafen, killing 12",
            "The ferry Halden Star sank off Tarnhafen on Wednesday, killing 12 people.\n\
             \"The stern door was open when she left the quay,\" harbor master Maria Holt told reporters on Wednesday.\n\
             The coast guard took the survivors to the hospital of the town.",
        ),
        line(
            "courier",
            "en",
            11,
            "Twelve dead as ferry sinks off Tarnhafen",
            "Twelve people died when the ferry Halden Star sank off Tarnhafen on Wednesday.\n\
             Harbor master Maria Holt said that the stern door had been open.\n\
             Divers will look for the wreck on Thursday, the coast guard said.",
        ),
    ];
    text(&room.file("ferry.jsonl", lines.concat()))
}

fn brief(file: &str, languages: &str) -> Value {
    rundown(["brief", "--json", "--languages", languages, file]).json()
}

/// The outlets that the words of some part are taken from.
fn told_by(brief: &Value, part: &str) -> Vec<String> {
    let shown = match &brief[part] {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let article =
        |one: &Value| one["evidence"][0]["article"].as_str().unwrap().to_owned();
    shown.iter().map(article).collect()
}

#[track_caller]
fn check(file: &str, languages: &str, own: [&str; 2], other: &str, adds: &str) {
    let brief = brief(file, languages);
    for part in ["title", "state", "highlights", "timeline"] {
        for article in told_by(&brief, part) {
            assert!(own.contains(&&*article), "{part}: {article}");
        }
    }
    let elsewhere = &brief["elsewhere"][0];
    assert_eq!(elsewhere["lang"], other);
    assert_eq!(elsewhere["outlets"].as_array().unwrap().len(), 2);
    let mut told = elsewhere["adds"].as_array().unwrap().iter();
    let has = |one: &Value| one["text"].as_str().unwrap().contains(adds);
    assert!(told.any(has), "{elsewhere:#}");
    assert!(!elsewhere["adds"].to_string().contains("\"figure\""), "{elsewhere:#}");
    let tolls = brief["figures"].as_array().unwrap().iter();
    let deepest =
        tolls.map(|one| one["history"][0]["evidence"].as_array().unwrap().len());
    assert!(
        deepest.max() >= Some(3),
        "one toll of both languages: {:#}",
        brief["figures"]
    );
    assert_eq!(brief["outlets"]["independent"], 4, "all are witnesses");
}

#[test]
fn what_is_new_is_in_languages_the_reader_reads_and_not_what_their_own_told() {
    let room = Room::new("tongues-new");
    let told = [
        (
            "de",
            "Fähre Halden Star vor Tarnhafen gesunken",
            "Die Fähre Halden Star ist am Mittwoch vor Tarnhafen gesunken.\n\
          Jonas Brandt sagte, die Suche nach den Vermissten in Tarnhafen werde am Donnerstag fortgesetzt.",
        ),
        (
            "de",
            "Fähre Halden Star gesunken",
            "Die Fähre Halden Star sank vor Tarnhafen.\nJonas Brandt leitet die Suche.",
        ),
        (
            "en",
            "Parliament questions minister on Halden Star",
            "Jonas Brandt said the search for the missing in Tarnhafen would go on on Thursday.\n\
          The minister Maria Holt told parliament on Friday that the owner of the Halden Star would pay the families.",
        ),
    ];
    let lines: String = told
        .iter()
        .zip(["kurier", "bote", "herald"])
        .zip([8, 9, 20])
        .map(|(((lang, title, body), outlet), hour)| {
            line(outlet, lang, hour, title, body)
        })
        .collect();
    let file = text(&room.file("new.jsonl", lines));
    let new = |languages: &str| {
        let since = "2031-05-14T12:00:00Z";
        let told = rundown([
            "brief",
            "--json",
            "--since",
            since,
            "--languages",
            languages,
            &file,
        ])
        .json();
        let text = |one: &Value| one["text"].as_str().unwrap().to_owned();
        told["new"].as_array().unwrap().iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(new("de"), Vec::<String>::new());
    let both = new("de,en");
    assert!(both.iter().any(|text| text.contains("Maria Holt")), "{both:?}");
    assert!(both.iter().all(|text| !text.contains("the search")), "{both:?}");
}

#[test]
fn a_search_finds_other_languages_too_after_what_holds_the_words() {
    let room = Room::new("tongues-search");
    let (file, data) = (ferry(&room), text(&room.dir));
    rundown(["--data", &data, "ingest", &file]).ok();
    let search =
        |words: &str| rundown(["--data", &data, "search", "--json", words]).json();
    let found = search("Fähre gesunken");
    let found: Vec<(&str, bool)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| (hit["card"]["lang"].as_str().unwrap(), hit["meant"] == true))
        .collect();
    assert!(found.starts_with(&[("de", false)]), "{found:?}");
    let exact = found.iter().take_while(|(_, meant)| !meant).count();
    assert!(found[exact..].iter().all(|(_, meant)| *meant), "{found:?}");
    assert!(found.contains(&("en", true)), "{found:?}");
    assert_eq!(search("\"no such words\"").as_array().unwrap().len(), 0);
    let told = rundown(["--data", &data, "search", "Un ferry coule"]).ok();
    assert!(told.contains("No article holds") && told.contains("By what they mean"));
}

#[test]
fn a_story_is_told_in_the_readers_language_with_what_others_add() {
    let room = Room::new("tongues");
    let file = ferry(&room);
    check(&file, "de,en", ["kurier", "bote"], "en", "Maria Holt");
    check(&file, "en", ["herald", "courier"], "de", "Jonas Brandt");
    let data = text(&room.dir);
    rundown(["--data", &data, "ingest", &file]).ok();
    let stories = rundown(["--data", &data, "stories", "--json"]).json();
    let slug = stories["stories"][0]["slug"].as_str().unwrap().to_owned();
    for (languages, word) in [(r#"["de", "en"]"#, "Fähre"), (r#"["en", "de"]"#, "erry")]
    {
        let settings = room.file("rundown.toml", format!("languages = {languages}\n"));
        let told =
            ["--config", &text(&settings), "--data", &data, "story", "--json", &slug];
        let title = rundown(told).json()["title"]["text"].clone();
        assert!(title.as_str().unwrap().contains(word), "{title}");
    }
    let told = rundown(["brief", "--languages", "de,en", &file]).ok();
    assert!(told.contains("In English, 2 outlets only"), "{told}");
}
