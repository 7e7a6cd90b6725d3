//! Lists of stories by what they are about.

use rundown_news::{
    ArticleId, DevelopmentId, Entity, EntityKind, Lang, Placement, ReadArticle, Span,
    StoryId,
};
use rundown_store::{Pruning, SqlStore, Store, TopicKind, Topics};

use super::{Room, article, at, put};

/// An article that names somebody once and somewhere twice.
fn told(url: &str, lang: Lang, person: &str, place: &str) -> ReadArticle {
    let mut read = article(url, &format!("News of {url}"), "2031-03-14");
    read.article.lang = lang;
    read.article.section = Some("World ".to_owned());
    let entity = |id: u32, kind, name: &str, mentions: usize| Entity {
        id,
        kind,
        name: name.to_owned(),
        roles: Vec::new(),
        role_spans: Vec::new(),
        mentions: vec![Span::new(0, 1); mentions],
    };
    read.annotations.entities = vec![
        entity(0, EntityKind::Person, person, 1),
        entity(1, EntityKind::Place, place, 2),
        entity(2, EntityKind::Person, "Ruiz", 9),
    ];
    read
}

fn place(store: &SqlStore, placed: &[(&ArticleId, u64)]) {
    let placed: Vec<Placement> = placed
        .iter()
        .map(|(article, story)| Placement {
            article: (*article).clone(),
            development: DevelopmentId(*story),
            story: StoryId(*story),
            copy_of: None,
        })
        .collect();
    store.place(&placed).expect("a new place");
}

fn counts(store: &SqlStore, kind: TopicKind) -> Vec<(String, u64)> {
    let counts = store.topics(kind, 9).expect("topics are counted");
    counts.into_iter().map(|one| (one.topic.label, one.stories)).collect()
}

#[test]
fn stories_are_found_by_what_their_articles_are_about() {
    let Some(room) = Room::new("topics") else { return };
    let store = room.store();
    let put = |read: &ReadArticle| put(&store, read).article().clone();
    let a = put(&told("https://a.example/1", Lang::ENGLISH, "Ana Ruiz", "Port Elm"));
    let b = put(&told("https://b.example/1", Lang::GERMAN, "Ana Ruiz", "Port Elm"));
    let c = put(&told("https://a.example/2", Lang::ENGLISH, "Lev Marsh", "Port Elm"));
    place(&store, &[(&a, 1), (&b, 1), (&c, 2)]);
    let told_of = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
        pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    assert_eq!(counts(&store, TopicKind::Language), told_of(&[("en", 2), ("de", 1)]));
    assert_eq!(
        counts(&store, TopicKind::Outlet),
        told_of(&[("a.example", 2), ("b.example", 1)])
    );
    assert_eq!(counts(&store, TopicKind::Section), told_of(&[("World", 2)]));
    assert_eq!(
        counts(&store, TopicKind::Person),
        told_of(&[("Ana Ruiz", 1), ("Lev Marsh", 1)]),
        "a story counts once, and a surname alone is nobody"
    );
    let about = |kind, name: &str| store.stories_about(kind, name).unwrap().len();
    for kind in TopicKind::ALL {
        for one in store.topics(kind, 9).unwrap() {
            assert_eq!(about(kind, &one.topic.name) as u64, one.stories, "{one:?}");
        }
    }
    assert_eq!(about(TopicKind::Place, "Nowhere"), 0);
    assert_eq!(store.topic(TopicKind::Section, "world").unwrap().unwrap().label, "World");
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_is_told_anew_or_dropped_is_found_anew_or_not_at_all() {
    let Some(room) = Room::new("topics-anew") else { return };
    let store = room.store();
    let url = "https://a.example/1";
    let a =
        put(&store, &told(url, Lang::ENGLISH, "Ana Ruiz", "Port Elm")).article().clone();
    place(&store, &[(&a, 1)]);
    let mut anew = told(url, Lang::ENGLISH, "Lev Marsh", "Greystead");
    anew.article.text.push_str(" More.");
    put(&store, &anew);
    assert_eq!(counts(&store, TopicKind::Person), [("Lev Marsh".to_owned(), 1)]);
    let story = store.stories(None, 9).unwrap().remove(0);
    let (newest, came) =
        store.newest_of(story.id, Some(at("2031-01-01T00:00:00Z"))).unwrap();
    assert_eq!((newest.unwrap().article, came), (a, 1));
    while store.prune_stories(at("2031-04-01T00:00:00Z")).unwrap().articles > 0 {}
    for kind in TopicKind::ALL {
        assert_eq!(store.topics(kind, 9).unwrap(), [], "{kind:?}");
    }
    assert!(store.check().unwrap().is_sound());
}
