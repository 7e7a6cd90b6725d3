//! What a past time would have sent.

use rundown_alerts::Rules;
use rundown_desk::{ReplayAsked, of_line};
use serde_json::json;

use crate::{Room, at};

#[test]
fn a_replay_counts_what_came_from_its_first_day_to_before_its_last() {
    let room = Room::new("replay-days");
    for (day, title, text) in [
        (3, "Harbor shut", "Ice closed the harbor of Port Elm for all freighters."),
        (5, "Chess title won", "Lio Tanner beat the champion in Karstadt at dawn."),
        (6, "Mill burns", "Sparks from a saw set the old mill of Orlen on fire."),
        (9, "Budget passed", "The council of Vale spends 3 million on schools."),
    ] {
        let line = json!({
            "url": format!("https://courier.example/{day}"),
            "title": title,
            "body": text,
            "published": format!("2031-05-0{day}T00:00:00Z"),
        });
        let seen = room.desk().now();
        let line = of_line(day.to_string(), line.to_string().as_bytes(), seen);
        room.desk().take_in(vec![line]).unwrap();
    }
    room.desk().place_news().unwrap();
    let (from, to) = (at("2031-05-05T00:00:00Z"), at("2031-05-09T00:00:00Z"));
    let asked = ReplayAsked { from, to, rules: Rules { outlets: 1 }, all: true };
    let replay = room.desk().replay_alerts(&asked).unwrap();
    assert_eq!((replay.articles, replay.developments), (2, 2));
}
