//! What goes of a store that keeps less.

use rundown_desk::{Keeping, documents, of_line};
use rundown_news::{Capture, CaptureKind};
use serde_json::json;

use crate::{Room, at};

#[test]
fn a_dry_run_reckons_as_large_a_share_of_the_space_as_of_the_articles() {
    let room = Room::new("prune-dry");
    let days = ["2031-02-03", "2031-02-04", "2031-02-05", "2031-05-13"];
    let matters = ["harbor shut", "chess title won", "mill burned", "budget passed"];
    for (day, matter) in days.into_iter().zip(matters) {
        let url = format!("https://courier.example/{day}");
        let (title, body) = (format!("The {matter}"), format!("In Vale the {matter}."));
        let line = json!({"url": url, "title": title, "body": body, "published": day});
        let line =
            of_line(day.to_owned(), line.to_string().as_bytes(), room.desk().now());
        room.desk().take_in(vec![line]).unwrap();
    }
    room.desk().place_news().unwrap();
    let keeping = Keeping { days: Some(30), bytes: None };
    let would = room.desk().prune(keeping, true).unwrap();
    assert_eq!((would.dropped.articles, would.dropped.stories), (3, 3));
    // A quarter is left, but for what a division loses.
    let left = 4 * would.bytes_after;
    let most = would.bytes_before + 12;
    assert!((would.bytes_before..=most).contains(&left), "{would:?}");
    assert_eq!(room.desk().listed(0, 9).unwrap().len(), 4, "nothing went");
}

#[test]
fn where_space_is_short_captures_go_and_their_articles_stay_if_that_is_enough() {
    let room = Room::new("prune-captures");
    for day in 1..=5 {
        let time = format!("2031-03-0{day}T08:00:00Z");
        // Noise, so that no packing makes it small.
        let noise = (0..9_000_u64).map(|n| {
            format!("{:x}", (n + 9_000 * day).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        });
        let html = format!(
            "<html lang=en><head><meta property='article:published_time' content='{time}'>\
             </head><body><article><h1>Tram {day} stands still</h1><p>The tram of line \
             {day} stands still, its drivers said.</p></article><!-- {} --></body></html>",
            noise.collect::<String>()
        );
        let capture = Capture {
            bytes: html.into_bytes(),
            url: Some(format!("https://courier.example/{day}")),
            at: Some(at(&time)),
            charset: None,
            kind: CaptureKind::Page,
        };
        let page: Vec<_> = documents("courier", capture, at(&time)).collect();
        room.desk().take_in(page).unwrap();
    }
    room.desk().place_news().unwrap();
    let bytes = room.desk().prune(Keeping::default(), true).unwrap().bytes_before;
    // So that they are old there is something newer.
    let line = json!({"url": "https://herald.example/", "title": "Budget passed",
        "body": "The council of Vale passed a budget.", "published": "2031-05-13"});
    let line = of_line("new".to_owned(), line.to_string().as_bytes(), room.desk().now());
    room.desk().take_in(vec![line]).unwrap();
    room.desk().place_news().unwrap();
    let keeping = Keeping { days: None, bytes: Some(bytes / 2) };
    let would = room.desk().prune(keeping, true).unwrap();
    let done = room.desk().prune(keeping, false).unwrap();
    assert_eq!(done.dropped, would.dropped);
    assert_eq!((done.dropped.captures, done.dropped.articles, done.fits), (5, 0, true));
    assert_eq!(room.found("tram").len(), 5, "what they say is still there");
}
