//! Live blogs, by entry.

use rundown_desk::Found;
use rundown_news::ArticleKind;

use crate::Room;
use rundown_origin::{Answer, Outlet};

const ENTRIES: [(&str, &str); 5] = [
    ("11:00", "The river Vale rose over its banks at Hollin before noon."),
    ("11:20", "Firefighters brought forty people of Hollin to the school."),
    ("11:50", "The mayor of Hollin, Ida Crane, closed the mill bridge."),
    ("12:04", "Power failed in the lower town of Hollin, the Valley Grid said."),
    ("12:25", "Soldiers of the Third Brigade reached Hollin with nine boats."),
];

/// A live blog that shows some of the entries, the newest first.
fn blog(from: usize, to: usize) -> Answer {
    let entries = ENTRIES[from..to].iter().rev();
    let updates: Vec<String> = entries
        .clone()
        .map(|(time, text)| {
            format!(
                "{{\"@type\":\"BlogPosting\",\"datePublished\":\"2031-05-14T{time}:00Z\",\
                 \"articleBody\":\"{text}\"}}"
            )
        })
        .collect();
    let shown = entries.map(|(time, text)| format!("<h3>{time}</h3><p>{text}</p>"));
    let shown = shown.collect::<Vec<_>>().concat();
    Answer::ok(format!(
        "<html lang=en><head><title>Flood in Hollin: live</title>\
         <script type=\"application/ld+json\">{{\"@type\":\"LiveBlogPosting\",\
         \"headline\":\"Flood in Hollin: live\",\"datePublished\":\"2031-05-14T10:50:00Z\",\
         \"liveBlogUpdate\":[{}]}}</script></head><body><article><h1>Flood in Hollin: live\
         </h1>{shown}</article></body></html>",
        updates.join(",")
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_blog_is_followed_entry_by_entry_while_it_is_written() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/flood", "Flood in Hollin: live")])));
    outlet.give("/flood", blog(0, 3));
    let room = Room::new("live");
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    let article = room.desk().search("Hollin").unwrap()[0].card.clone();
    assert_eq!(article.kind, ArticleKind::Live);
    room.desk().look_at_all().unwrap();
    // An entry more; the first fell off.
    outlet.give("/flood", blog(1, 4));
    assert_eq!(room.poll_after(10).await.tally.revised, 1);
    outlet.give("/flood", blog(2, 5).etag("\"five\""));
    assert_eq!(room.poll_after(20).await.tally.revised, 1);
    let text = |revision: Option<u32>| {
        let view = room.desk().article(&article.id, revision).unwrap().unwrap();
        view.stored.read.article.text
    };
    let (first, now) = (text(Some(0)), text(None));
    assert!(
        first.contains("rose over its banks") && !now.contains("rose over its banks")
    );
    assert!(now.contains("nine boats"));
    let rundown = room.desk().rundown().unwrap();
    let slug = &rundown.stories[0].slug;
    let Found::Here(story) = room.desk().story(&slug.0).unwrap() else { panic!() };
    let new: Vec<&str> = story.brief.new.iter().map(|one| &*one.shown.text).collect();
    let is_told = |words: &str| new.iter().any(|text| text.contains(words));
    assert!(is_told("Power failed") && is_told("nine boats"), "{new:?}");
    let boats = story.brief.new.iter().find(|one| one.shown.text.contains("nine boats"));
    assert_eq!(boats.unwrap().at.to_string(), "2031-05-14T12:25:00Z");
    for old in ["rose over", "forty people", "mill bridge"] {
        assert!(!is_told(old), "{old}: {new:?}");
    }
    // Nothing more is written: asked each ten minutes for three hours, then as any page.
    let before = outlet.asked("/flood").len();
    for _ in 0..40 {
        room.poll_after(10).await;
    }
    let asked = outlet.asked("/flood").len() - before;
    assert!((17..=20).contains(&asked), "{asked}");
}
