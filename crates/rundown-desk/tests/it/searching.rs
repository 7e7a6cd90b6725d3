//! Searching: a part at a time, and with stories under the titles that they have.

use rundown_desk::{Desk, Found, of_line};
use rundown_news::{Article, Lang, Outlet, ReadArticle};
use rundown_store::{Incoming, SqlStore, Store};
use serde_json::json;

use crate::{Room, at};

/// What is told of thirty harbors, of ten of them by a second outlet.
fn news(room: &Room) {
    let store = SqlStore::open_beside(room.dir()).unwrap();
    for number in 0..40 {
        let (place, outlet) = (number % 30, number / 30);
        let own = |word: usize| format!("Own{place}x{}", (word * (5 + 2 * outlet)) % 24);
        let words = |from: usize, to: usize| (from..to).map(own).collect::<Vec<_>>();
        let article = Article {
            url: Some(format!("https://outlet{outlet}.example/{place}")),
            outlet: Outlet {
                name: format!("Outlet {outlet}"),
                domain: format!("outlet{outlet}.example"),
            },
            lang: Lang::ENGLISH,
            headline: format!("Harbor {}", words(1, 5).join(" ")),
            text: format!(
                "The harbor {}. {}.",
                words(1, 12).join(" "),
                words(12, 24).join(" ")
            ),
            published: format!("2031-05-14T0{}:{place:02}:00Z", outlet + 1).parse().ok(),
            ..Article::default()
        };
        let read = ReadArticle { article, ..ReadArticle::default() };
        let now = at("2031-05-14T12:00:00Z");
        let (read, capture) = (&read, None);
        let incoming =
            Incoming { read, capture, seen_at: now, arrived_at: now, noted: true };
        store.put(&[incoming]).unwrap();
    }
    room.desk().place_news().unwrap();
}

#[test]
fn parts_of_a_search_are_the_whole() {
    let room = Room::new("search-parts");
    news(&room);
    let whole = room.desk().search("harbor").unwrap();
    assert!(whole.len() >= 40, "{}", whole.len());
    let mut parts = Vec::new();
    loop {
        let part = room.desk().search_part("harbor", parts.len(), 7).unwrap();
        assert_eq!(part.exact, 40);
        parts.extend(part.hits);
        if !part.more {
            break;
        }
    }
    let ids = |hits: &[rundown_desk::SearchHit]| -> Vec<_> {
        hits.iter().map(|hit| (hit.card.id.clone(), hit.meant)).collect()
    };
    assert_eq!(ids(&parts), ids(&whole));
    assert!(room.desk().search_part("harbor", 500, 7).unwrap().hits.is_empty());
}

#[test]
fn a_hit_leads_to_its_story_under_the_title_of_its_page() {
    let room = Room::new("search-titles");
    news(&room);
    let titles = |desk: &Desk| {
        let mut sizes = Vec::new();
        for hit in desk.search("harbor").unwrap() {
            let link = hit.story.unwrap();
            let Found::Here(view) = desk.story(&link.slug.0).unwrap() else {
                panic!("{} is no story", link.slug);
            };
            assert_eq!(link.title, view.brief.title.unwrap().text);
            sizes.push(view.articles.len());
        }
        sizes
    };
    let sizes = titles(room.desk());
    assert!(sizes.contains(&1) && sizes.contains(&2), "{sizes:?}");
    // The same once they are remembered.
    assert_eq!(titles(room.desk()), sizes);
}

#[test]
fn what_means_the_same_comes_behind_what_says_it_unless_it_is_put_in_quotes() {
    let room = Room::new("search-meant");
    let take = |number: usize, headline: &str, text: &str| {
        let line = json!({
            "url": format!("https://outlet{number}.example/{number}"),
            "title": headline,
            "body": text,
            "published": "2031-05-14T08:00:00Z",
        });
        let seen = at("2031-05-14T12:00:00Z");
        let line = of_line(number.to_string(), line.to_string().as_bytes(), seen);
        room.desk().take_in(vec![line]).unwrap();
    };
    let asked = "ferry sinks off harbor, passengers rescued";
    take(0, "Ferry sinks off harbor, passengers rescued", "Boats brought them ashore.");
    let text = "The coast guard had warned of the ice for a week.";
    take(1, "Passengers rescued: ferry sinks off harbor", text);
    let text = "Das Schiff lief voll, bevor Hilfe kam. Alle Reisenden leben.";
    take(2, "Fähre vor Hafen gesunken, Passagiere gerettet", text);
    room.desk().place_news().unwrap();
    let meant = |words: &str, from: usize, limit: usize| {
        let part = room.desk().search_part(words, from, limit).unwrap();
        let hits = part
            .hits
            .into_iter()
            .map(|hit| (hit.card.lang.as_str().to_owned(), hit.meant));
        (hits.collect::<Vec<_>>(), part.more)
    };
    let (said, means) = (("en".to_owned(), false), ("de".to_owned(), true));
    let all = vec![said.clone(), said.clone(), means.clone()];
    assert_eq!(meant(asked, 0, 9), (all, false));
    assert_eq!(meant(asked, 1, 1), (vec![said.clone()], true));
    assert_eq!(meant(asked, 2, 1), (vec![means], false));
    let quoted = "\"sinks off harbor\"";
    assert_eq!(meant(quoted, 0, 9), (vec![said.clone(), said], false));
}
