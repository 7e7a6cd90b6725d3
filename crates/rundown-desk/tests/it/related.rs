//! Related stories: whom both name, and where that is everybody, what headlines mean.

use rundown_desk::{Found, of_line};
use serde_json::json;

use crate::{Room, at};

/// Matters that the mayor speaks of, each a story of its own.
const MATTERS: [&str; 15] = [
    "tram line",
    "swimming pool",
    "school roof",
    "bridge toll",
    "flower market",
    "city archive",
    "fire engine",
    "opera tickets",
    "parking fee",
    "river path",
    "bus shelter",
    "town museum",
    "street lamp",
    "skating rink",
    "waste plant",
];

fn take(room: &Room, number: usize, day: &str, title: &str, body: &str) {
    let line = json!({
        "url": format!("https://outlet{number}.example/{number}"),
        "title": title,
        "body": body,
        "published": format!("{day}T08:00:00Z"),
    });
    let seen = at("2031-05-14T12:00:00Z");
    let document = of_line(number.to_string(), line.to_string().as_bytes(), seen);
    room.desk().take_in(vec![document]).unwrap();
}

#[test]
fn a_name_that_is_everywhere_leads_to_headlines_that_mean_the_same() {
    let room = Room::new("related");
    for (number, matter) in MATTERS.into_iter().enumerate() {
        let word = matter.replace(' ', "");
        let own = |from: usize| {
            (from..from + 6).map(|at| format!("{word}{at}")).collect::<Vec<_>>().join(" ")
        };
        let body = format!("The {matter} {}, Mira Solano said. {}.", own(0), own(6));
        let day = format!("2031-05-{:02}", 1 + number % 13);
        take(&room, number, &day, &format!("The {matter}: {}", own(3)), &body);
    }
    let ferry = "A ferry sank off the harbor and its passengers were rescued, Mira Solano \
                 said. Boats of the coast guard brought them ashore in the night.";
    take(&room, 40, "2031-05-12", "Ferry sinks off harbor, passengers rescued", ferry);
    let fähre = "Das Schiff lief voll, bevor Hilfe kam. Mira Solano dankte den Rettern, die \
                 alle Reisenden an Land brachten. Warum es unterging, ist nicht bekannt.";
    take(&room, 41, "2031-01-20", "Fähre vor Hafen gesunken, Passagiere gerettet", fähre);
    room.desk().place_news().unwrap();
    let of = |word: &str| {
        let hits = room.desk().search(word).unwrap();
        hits.into_iter().find_map(|hit| hit.story.filter(|_| !hit.meant)).unwrap()
    };
    let (own, other) = (of("ferry"), of("Fähre"));
    assert_ne!(own.story, other.story);
    assert!(room.desk().rundown().unwrap().stories.len() > 15);
    let Found::Here(view) = room.desk().story(&own.slug.0).unwrap() else {
        panic!("the story of the ferry is not there");
    };
    let related: Vec<&str> =
        view.brief.related.iter().map(|story| story.title.as_str()).collect();
    assert_eq!(related, ["Fähre vor Hafen gesunken, Passagiere gerettet"]);
}
