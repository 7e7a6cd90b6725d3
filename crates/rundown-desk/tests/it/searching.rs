//! Searching: a part at a time, and with stories under the titles that they have.

use rundown_desk::{Desk, Found};
use rundown_news::{Article, Lang, Outlet, ReadArticle};
use rundown_store::{Incoming, SqliteStore, Store};

use crate::{Room, at};

/// Where each of thirty harbors is shut, and of some of them who else says so.
fn news(room: &Room) {
    let store = SqliteStore::open_beside(room.dir()).unwrap();
    for number in 0..40 {
        let (place, outlet) = (number % 30, number / 30);
        let told = if outlet == 0 { "shut after a storm" } else { "to open again soon" };
        let article = Article {
            url: Some(format!("https://outlet{outlet}.example/{place}")),
            outlet: Outlet {
                name: format!("Outlet {outlet}"),
                domain: format!("outlet{outlet}.example"),
            },
            lang: Lang::ENGLISH,
            headline: format!("Harbor of Place{place} {told}"),
            text: format!(
                "The harbor of Place{place} was shut by warden Ian{place} Pell{place} of \
                 Place{place}. Pell{place} said that {} boats of Place{place} wait.",
                20 + place
            ),
            published: Some(
                format!("2031-05-14T0{}:{place:02}:00Z", outlet + 1).parse().unwrap(),
            ),
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
