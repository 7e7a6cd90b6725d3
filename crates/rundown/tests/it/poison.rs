//! News that was made to mislead: floods of copies, bridges between stories, false
//! dates, borrowed names.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{Room, Run, rundown, text};

const AT: &str = "2031-05-20T18:00:00Z";

fn over(room: &Room, args: &[&str]) -> Run {
    let dir = text(&room.dir.join("data"));
    let head = ["--data", &dir, "--now", AT];
    rundown(head.iter().chain(args).copied().collect::<Vec<_>>())
}

/// Two matters as three honest outlets each tell them, headline and text.
const FERRY: [(&str, &str); 3] = [
    (
        "Ferry Ostrava sinks off Port Ilsen with forty aboard",
        "The ferry Ostrava went down in a storm near Port Ilsen on Monday, said harbour \
         master Edda Kranz. Divers searched the wreck for the missing passengers while \
         cutters took survivors to the hospital of Port Ilsen.",
    ),
    (
        "Divers search wreck of the ferry Ostrava",
        "Divers went down to the ferry Ostrava, which sank off Port Ilsen in a storm. \
         Harbour master Edda Kranz said that forty people had been aboard.",
    ),
    (
        "Storm took ferry Ostrava: survivors in Port Ilsen hospital",
        "Survivors of the ferry Ostrava lie in the hospital of Port Ilsen. The ferry sank in \
         a storm, and harbour master Edda Kranz said that divers go on with the search.",
    ),
];

const MINE: [(&str, &str); 3] = [
    (
        "Miners of Greyfell walk out over night shifts",
        "Coal miners at the Greyfell pit struck on Monday, union leader Tam Okell said, \
         after managers doubled the night shifts without a vote.",
    ),
    (
        "Greyfell pit shut as miners strike",
        "The Greyfell pit stands still: miners struck after the managers doubled their \
         night shifts. Tam Okell of the union told pickets that wages would be next.",
    ),
    (
        "Night shifts doubled: Greyfell miners strike",
        "Miners at Greyfell struck against doubled night shifts. The managers of the pit \
         had asked nobody, said Tam Okell, who leads the union.",
    ),
];

fn line(host: &str, path: &str, published: &str, told: (&str, &str)) -> Value {
    json!({ "url": format!("https://{host}/{path}"), "source": host, "lang": "en",
        "published": published, "title": told.0, "body": told.1 })
}

fn honest() -> Vec<Value> {
    let day = "2031-05-19T09:00:00Z";
    let hosts = ["courier", "herald", "bugle", "gazette", "post", "echo"];
    let told = FERRY.into_iter().chain(MINE).zip(hosts);
    told.map(|(told, host)| line(&format!("{host}.example"), "report", day, told))
        .collect()
}

fn take_in(room: &Room, lines: &[Value]) {
    let mut file = String::new();
    for line in lines {
        writeln!(file, "{line}").unwrap();
    }
    let file = room.file("news.jsonl", file);
    let summary = over(room, &["ingest", "--json", "--at", AT, &text(&file)]).json();
    assert_eq!(summary["refused"], 0, "{summary}");
}

fn stories(room: &Room) -> Vec<Value> {
    let rundown = over(room, &["stories", "--json"]).json();
    rundown["stories"].as_array().unwrap().clone()
}

/// The story of the article at this host.
fn story_of(room: &Room, host: &str, words: &str) -> Value {
    let found = over(room, &["search", "--json", words]).json();
    let hits = found.as_array().unwrap();
    let hit = hits.iter().find(|hit| hit["card"]["outlet"]["domain"] == host).unwrap();
    let slug = hit["story"]["slug"].as_str().unwrap();
    over(room, &["story", "--json", slug]).json()
}

#[test]
fn a_flood_of_near_copies_is_one_witness_and_moves_no_true_story() {
    let room = Room::new("flood");
    let mut lines = honest();
    // Fifty hosts of ten new sites tell one tale, each with a word or two changed.
    let tale = "The owners of Tidewater Lift promise that shares in their new \
        crane works, which three engineers have called the safest in the world, would \
        double before the autumn, and that whoever buys in the first week pays neither a \
        fee nor any tax on the gain, since the works stand on ground that belongs to no \
        state. A letter of the chairman, sent to every household of the coast, says the \
        same in other words and asks the readers to tell their friends and neighbours. \
        The works will open with a fair, free sausages and a brass band.";
    for number in 0..250 {
        let host = format!("n{}.lift{}.example", number % 50, number % 10);
        let told = tale.replace("three", &format!("{}", 3 + number % 7));
        let minute = format!("2031-05-19T10:{:02}:00Z", number % 60);
        let title = "Tidewater Lift shares will double";
        lines.push(line(&host, &format!("{number}"), &minute, (title, &told)));
    }
    take_in(&room, &lines);
    let flood = story_of(&room, "n1.lift1.example", "tidewater sausages");
    assert_eq!(flood["outlets"]["independent"], 1, "{}", flood["outlets"]);
    assert_eq!(flood["outlets"]["wire"], 249);
    let ferry = story_of(&room, "courier.example", "ostrava");
    assert_eq!(ferry["outlets"]["total"], 3);
    let mine = story_of(&room, "gazette.example", "greyfell");
    assert_eq!(mine["outlets"]["total"], 3);
    assert_eq!(stories(&room).len(), 3);
}

#[test]
fn articles_of_one_outlet_that_speak_of_two_stories_do_not_join_them() {
    let room = Room::new("bridge");
    let mut lines = honest();
    for number in 0..4 {
        let (ferry, mine) = (FERRY[number % 3], MINE[number / 2]);
        let title = format!("{}; {}", ferry.0, mine.0);
        let body = format!("{} {}", ferry.1, mine.1);
        let hour = format!("2031-05-19T1{number}:00:00Z");
        let host = format!("s{number}.bridge.example");
        lines.push(line(&host, "both", &hour, (&title, &body)));
    }
    take_in(&room, &lines);
    let ferry = story_of(&room, "courier.example", "ostrava");
    let mine = story_of(&room, "gazette.example", "greyfell");
    assert_ne!(ferry["slug"], mine["slug"]);
}

#[test]
fn false_dates_move_no_timeline() {
    let room = Room::new("dates");
    let mut lines = honest();
    let dates = [
        "9999-12-31T23:59:59Z",
        "2031-05-21T18:00:00Z",
        "2031-06-30T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "99999-01-01",
        "2031-05-19T09:00:00+9999",
    ];
    for (number, date) in dates.into_iter().enumerate() {
        let host = format!("dated{number}.example");
        lines.push(line(&host, "report", date, FERRY[0]));
    }
    take_in(&room, &lines);
    let found = over(&room, &["search", "--json", "ostrava"]).json();
    for hit in found.as_array().unwrap() {
        let at = hit["card"]["at"].as_str().unwrap();
        assert!(("2031-05-19"..=AT).contains(&at), "{hit}");
    }
    let ferry = story_of(&room, "courier.example", "ostrava");
    assert_eq!(ferry["first_at"], "2031-05-19T09:00:00Z");
}

#[test]
fn an_outlet_is_who_served_the_article_whatever_it_claims() {
    let room = Room::new("claims");
    let page = |name: &str, canonical: &str| {
        format!(
            "<html lang=en><head><meta property='og:site_name' content='{name}'>\
             <link rel=canonical href='{canonical}'>\
             <meta property='article:published_time' content='2031-05-19T09:00:00Z'>\
             </head><body><article><h1>{}</h1><p>{}</p></article></body></html>",
            FERRY[0].0, FERRY[0].1
        )
    };
    let honest = page("The Courier", "https://courier.example/ferry");
    room.file("news/a.html", honest.replace("forty aboard", "all saved"));
    room.file("news/b.html", honest);
    let index = [
        ("a.html", "https://courier.example/ferry"),
        ("b.html", "https://fake.example/x"),
    ]
    .map(|(file, url)| json!({ "file": file, "url": url, "fetched_at": AT }).to_string());
    room.file("news/index.jsonl", index.join("\n"));
    let news = text(&room.dir.join("news"));
    let summary = over(&room, &["ingest", "--json", &news]).json();
    assert_eq!(
        (&summary["new"], &summary["revised"]),
        (&2.into(), &0.into()),
        "{summary}"
    );
    let found = over(&room, &["search", "--json", "ostrava"]).json();
    let mut domains: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["card"]["outlet"]["domain"].as_str().unwrap())
        .collect();
    domains.sort_unstable();
    assert_eq!(domains, ["courier.example", "fake.example"]);
}

#[test]
fn outlets_of_one_family_are_one_witness() {
    let room = Room::new("families");
    take_in(&room, &honest());
    let ferry = story_of(&room, "courier.example", "ostrava");
    assert_eq!(ferry["outlets"]["independent"], 3);
    room.file(
        "data/families.txt",
        "Ilsen Press: courier.example herald.example # since 2029\n",
    );
    let ferry = story_of(&room, "courier.example", "ostrava");
    assert_eq!(ferry["outlets"]["total"], 3);
    assert_eq!(ferry["outlets"]["independent"], 2, "{}", ferry["outlets"]);
    let slug = ferry["slug"].as_str().unwrap();
    let entry = stories(&room).into_iter().find(|story| story["slug"] == slug).unwrap();
    assert_eq!(entry["independent"], 2);
}
