//! A story of three hundred articles: its page stays one that a reader can load and walk
//! through.

use std::path::Path;

use axum::body::{Body, to_bytes};
use jiff::{SignedDuration, Timestamp};
use rundown_desk::{Clock, Desk, Document, Found, documents};
use rundown_news::{Capture, CaptureKind};
use tower::ServiceExt;

use crate::app::{News, request};
use crate::handmade::at;
use crate::markup::{check, stops};

/// Articles of the story: each of thirty days is told by so many of the outlets.
const DAYS: usize = 30;
const OF_DAY: usize = 10;
const OUTLETS: usize = 60;

/// What a page may weigh on its way, and how often somebody presses Tab to get through it.
const BYTES_MAX: usize = 60 << 10;
const STOPS_MAX: usize = 150;

/// What happened on each day.
const EVENTS: [&str; DAYS] = [
    "a crack was found in the Hollin Dam",
    "the town of Hollin was emptied in one night",
    "engineers lowered the lake by 2 metres",
    "divers reached the foot of the dam wall",
    "the railway below Hollin was closed",
    "the Interior Ministry took charge of the valley",
    "rain raised the lake again",
    "soldiers carried sandbags to the mill of Wexcombe",
    "a first family was let back for its cattle",
    "the county court heard the owners of the dam",
    "a memo of 2029 warned of the leak",
    "the director of Wend Valley Water resigned",
    "pumps arrived from Halberg",
    "a second crack opened near the left flank",
    "the village of Greystead was cut off",
    "the Assembly voted money for the valley",
    "farmers blocked the road to the dam",
    "the old spillway was blown open",
    "water was released into the lower meadows",
    "the hospital of Wexcombe was moved",
    "a bridge at Vale was carried away",
    "the mayor of Hollin asked for an inquiry",
    "an inquiry under a retired judge began",
    "a foreman said that he had been told to wait",
    "the papers of the company were seized",
    "the lake fell below the crack",
    "schools opened in the gyms of Dunmore",
    "the first street of Hollin was dried",
    "insurers refused to pay for the mill",
    "the county bought the dam for 1 crown",
];

const PEOPLE: [(&str, &str); 24] = [
    ("Ruth Calloway", "Interior Minister"),
    ("Priya Anand", "engineer"),
    ("Simon Harker", "director of Wend Valley Water"),
    ("Edith Lorne", "county chair"),
    ("Gwen Ollerton", "mayor of Hollin"),
    ("Wilf Garrity", "foreman"),
    ("Ellen Crick", "nurse"),
    ("Horace Blakeney", "retired judge"),
    ("Alison Brook", "deputy director"),
    ("Leo Strickland", "opposition lawmaker"),
    ("Pauline Cope", "teacher"),
    ("Owen Tarn", "farmer"),
    ("Petra Lund", "geologist"),
    ("Marek Dole", "fire chief"),
    ("Ines Roth", "hydrologist"),
    ("Callum Pike", "police commissioner"),
    ("Thea Morrow", "lawyer"),
    ("Jonas Vance", "union leader"),
    ("Lydia Frome", "insurer"),
    ("Barnaby Quill", "miller"),
    ("Sister Agnes Dray", "head of the school"),
    ("Tobias Wynn", "railway spokesman"),
    ("Hanna Creed", "army captain"),
    ("Rufus Olm", "diver"),
];

const SAYINGS: [&str; 9] = [
    "We were told of it too late and we will not be told so again",
    "Nobody goes back before the wall is dry",
    "I have seen this water every day for forty years",
    "There is no figure that makes this valley whole",
    "The company had the letter and the company had the time",
    "What we need now are pumps, and people who know them",
    "My children sleep in a gym and ask me when it ends",
    "The gauge does not lie, whatever the report says",
    "A judge will ask who read that page and when",
];

const WAYS: [&str; 6] = [
    "It was the news of the day in the Wend valley, where {n} people wait for word of their homes.",
    "The lake stood at {n} centimetres above its mark, by the gauge at the inlet.",
    "By evening {n} people had been counted in the halls of Dunmore.",
    "The bill has grown to {n} million crowns, the county reckons.",
    "About {n} volunteers came by train and on foot.",
    "The operator counted {n} litres a second through the gap.",
];

/// One report of a day, in words of its outlet's own.
fn report(day: usize, nth: usize) -> Document {
    let outlet = (day * 7 + nth * 13) % OUTLETS;
    let of = |step: usize| (day * 31 + outlet * 17 + step * 7 + nth) % 997;
    let event = EVENTS[day];
    // What is said on a day is quoted by all who tell of it, so that each line has many outlets.
    let said = |step: usize| {
        let (who, role) = PEOPLE[(day * 5 + step) % PEOPLE.len()];
        let saying = SAYINGS[(day + step) % SAYINGS.len()];
        format!("<p>“{saying}, and day {day} shows it,” said {role} {who}.</p>")
    };
    let way = |step: usize| {
        let number = (120 + day * 40 + of(step) % 9).to_string();
        WAYS[of(step) % WAYS.len()].replace("{n}", &number)
    };
    let openings =
        ["On day {d} of the Hollin Dam alarm", "In the Wend valley below the Hollin Dam"];
    let opening = openings[of(1) % 2].replace("{d}", &day.to_string());
    let mut letters = event.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let headline = format!("{first}{}", letters.as_str());
    let published = at("2031-05-01T06:00:00Z")
        + SignedDuration::from_hours(24 * day as i64)
        + SignedDuration::from_mins(37 * nth as i64);
    // No two outlets count alike.
    let apart = outlet % 4;
    let toll = [20 + day + 3 * apart, 140 + 2 * day + 11 * apart, 90 - day + 5 * apart];
    if nth == OF_DAY - 1 {
        return document(&german(day, toll), outlet, day, nth, published);
    }
    let [dead, hurt, missing] = toll;
    let html = format!(
        "<html lang=en><body><article><h1>{headline}: outlet {outlet} from Hollin</h1>\
         <p>{opening}, {event}, the Interior Ministry said. At least {dead} people have died \
         and {hurt} were injured since the crack was found in the Hollin Dam. Some {missing} \
         people are missing.</p>{}<p>{}</p>{}<p>{}</p>{}\
         </article></body></html>",
        said(1),
        way(2),
        said(4),
        way(5),
        said(6),
    );
    document(&html, outlet, day, nth, published)
}

/// The same told in another language.
fn german(day: usize, [dead, hurt, _]: [usize; 3]) -> String {
    let people = [
        ("Anton Reisch", "Geologe"),
        ("Katrin Voss", "Kanzlerin"),
        ("Veit Sonnleitner", "Anwalt"),
        ("Sofia Brandt", "Ingenieurin"),
    ];
    let (who, role) = people[day % people.len()];
    format!(
        "<html lang=de><body><article><h1>Damm von Hollin: Tag {day} im Wendtal</h1><p>Am Damm \
         von Hollin (Hollin Dam) im Wendtal starben bisher mindestens {dead} Menschen, {hurt} \
         wurden verletzt, teilte das Innenministerium mit. Ministerin Ruth Calloway sprach in \
         Hollin und Wexcombe mit den Familien.</p><p>„Wir gehen erst zurück, wenn die Mauer am \
         Tag {day} trocken ist“, sagte {role} {who}.</p><p>Simon Harker und Priya Anand von \
         Wend Valley Water waren im Tal von Hollin, Gwen Ollerton, die Bürgermeisterin von \
         Hollin, auch.</p></article></body></html>"
    )
}

fn document(
    html: &str,
    outlet: usize,
    day: usize,
    nth: usize,
    published: Timestamp,
) -> Document {
    let stated = format!(
        "<head><meta property='article:published_time' content='{published}'></head><body>"
    );
    let capture = Capture {
        bytes: html.replacen("<body>", &stated, 1).into_bytes(),
        url: Some(format!("https://outlet{outlet}.example/{day}/{nth}")),
        at: Some(published),
        charset: None,
        kind: CaptureKind::Page,
    };
    documents("a report", capture, published).next().unwrap()
}

fn reports(days: std::ops::Range<usize>) -> Vec<Document> {
    days.flat_map(|day| (0..OF_DAY).map(move |nth| report(day, nth))).collect()
}

/// Makes one story of all there are; its name.
fn joined(desk: &Desk) -> String {
    loop {
        let stories = desk.rundown().unwrap().stories;
        let [first, second, ..] = &stories[..] else {
            return stories[0].slug.0.clone();
        };
        desk.merge(&first.slug.0, &second.slug.0).unwrap();
    }
}

/// The story as of its end, for somebody who looked at it in the middle.
fn long(looked: bool) -> (News, String) {
    let end: Timestamp = at("2031-06-01T12:00:00Z");
    let news = News::made(end, None, |room: &Path| {
        if !looked {
            return reports(0..DAYS);
        }
        let middle = at("2031-05-16T00:00:00Z");
        let desk = Desk::open(room, Clock::Fixed(middle)).unwrap();
        desk.take_in(reports(0..15)).unwrap();
        desk.place_news().unwrap();
        let Found::Here(view) = desk.story(&joined(&desk)).unwrap() else {
            unreachable!()
        };
        desk.look(view.brief.story.unwrap()).unwrap();
        reports(15..DAYS)
    });
    let name = joined(&news.desk);
    (news, name)
}

async fn weighs_little_and_is_walked_through(looked: bool) {
    let (news, name) = long(looked);
    let path = format!("/stories/{name}");
    let page = news.get(&path).await.body;
    check(&page);
    assert!(page.contains("300 articles"), "the story has them all");
    assert_eq!(page.contains("Since you looked"), looked);
    let stops = stops(&page);
    assert!(stops <= STOPS_MAX, "{stops} tab stops");
    let asked = request("GET", &path).header("accept-encoding", "gzip");
    let answer = news.router.clone().oneshot(asked.body(Body::empty()).unwrap()).await;
    let packed = to_bytes(answer.unwrap().into_body(), 1 << 20).await.unwrap();
    assert!(packed.len() <= BYTES_MAX, "{} bytes packed", packed.len());
    assert!(packed.len() * 2 < page.len(), "it went packed");
}

#[tokio::test]
async fn a_story_of_three_hundred_articles_is_a_page_to_walk_through() {
    weighs_little_and_is_walked_through(false).await;
}

#[tokio::test]
async fn so_it_is_for_somebody_who_comes_back() {
    weighs_little_and_is_walked_through(true).await;
}
