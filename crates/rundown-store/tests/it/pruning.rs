//! What is dropped is gone, is known again, and leaves a sound store.

use rundown_news::{
    ArticleId, Constraint, DevelopmentId, Follow, LastLook, Placement, StoryId,
};
use rundown_store::{
    Polling, Pruned, Pruning, Put, Reading as _, SqlStore, Store, StoryFound, Visited,
    item_key,
};

use super::{Room, article, at, put, put_id};

/// Two stories of March, two of May; two articles each.
fn four_stories(store: &SqlStore) -> Vec<[ArticleId; 2]> {
    let mut stories = Vec::new();
    for (number, day) in ["03-01", "03-02", "05-01", "05-02"].iter().enumerate() {
        stories.push([1, 2].map(|n| {
            let url = format!("https://outlet{n}.example/{number}");
            put_id(store, &url, &format!("2031-{day}"))
        }));
    }
    let placements: Vec<Placement> = stories
        .iter()
        .enumerate()
        .flat_map(|(number, articles)| {
            articles.iter().map(move |article| Placement {
                article: article.clone(),
                development: DevelopmentId(number as u64),
                story: StoryId(number as u64),
                copy_of: None,
            })
        })
        .collect();
    store.place(&placements).expect("articles are placed");
    stories
}

fn slugs(store: &SqlStore) -> Vec<String> {
    store
        .stories(None, 10)
        .expect("stories are listed")
        .into_iter()
        .map(|story| story.slug.0)
        .collect()
}

fn prune(store: &SqlStore) -> Pruned {
    let mut all = Pruned::default();
    loop {
        let step = store.prune_stories(at("2031-04-01T00:00:00Z")).expect("a step");
        if step == Pruned::default() {
            return all;
        }
        all += step;
    }
}

#[test]
fn an_old_story_goes_as_a_whole_and_is_known_again() {
    let Some(room) = Room::new("pruned") else { return };
    let store = room.store();
    let stories = four_stories(&store);
    let names = slugs(&store);
    let oldest = store.story(&names[3]).unwrap();
    let StoryFound::Here(oldest) = oldest else { panic!("{oldest:?}") };
    store.look(oldest.id, LastLook(at("2031-03-05T00:00:00Z"))).unwrap();
    let done = prune(&store);
    assert_eq!(done, Pruned { articles: 4, stories: 2, captures: 0 });
    assert_eq!(slugs(&store), names[..2]);
    assert!(store.check().unwrap().is_sound(), "{:?}", store.check());
    assert_eq!(store.dropped_threaded().unwrap(), 4);
    store.threaded_anew().unwrap();
    assert_eq!(store.dropped_threaded().unwrap(), 0);

    let gone = &stories[0][0];
    assert_eq!(store.article(gone, None).unwrap(), None);
    assert!(store.is_dropped_article(gone).unwrap());
    assert!(!store.is_dropped_article(&stories[3][0]).unwrap());
    assert_eq!(store.story(&names[3]).unwrap(), StoryFound::Unknown);
    assert!(store.is_dropped_story(&names[3]).unwrap());
    assert!(store.is_dropped_story(&oldest.id.to_string()).unwrap());
    assert!(!store.is_dropped_story("never-was").unwrap());

    // Its feed still carries it, and a form of its address nobody used before.
    let again =
        article("https://www.outlet1.example/0/?utm_source=x", "New", "2031-06-01");
    assert_eq!(put(&store, &again), Put::Dropped(gone.clone()));
    let keys = ["https://outlet1.example/0".to_owned()];
    assert_eq!(store.known(&keys).unwrap().as_ref(), Some(gone));
    assert_eq!(store.counts().unwrap().articles, 4);
    assert_eq!(store.search("News", 10).unwrap().len(), 4);
}

#[test]
fn steps_of_pruning_add_up() {
    let mut all = Pruned { articles: 1, stories: 2, captures: 3 };
    all += Pruned { articles: 10, stories: 20, captures: 30 };
    assert_eq!(all, Pruned { articles: 11, stories: 22, captures: 33 });
}

#[test]
fn a_dropped_item_whose_feed_changes_its_address_stays_dropped() {
    let Some(room) = Room::new("pruned-item") else { return };
    let store = room.store();
    let item = rundown_news::FeedItem {
        guid: Some("17".to_owned()),
        title: "Harbor shut".to_owned(),
        published: "2031-03-01".parse().ok(),
        ..rundown_news::FeedItem::default()
    };
    let alias = item_key("https://outlet.example/feed", &item).unwrap();
    let visit = |url: &str| {
        let read = article(url, "Harbor shut", "2031-03-01");
        let seen_at = at("2031-05-28T18:00:00Z");
        let incoming = rundown_store::Incoming {
            read: &read,
            capture: None,
            seen_at,
            arrived_at: seen_at,
            noted: true,
        };
        let visited = Visited {
            url: url.to_owned(),
            incoming: Some(incoming),
            aliases: vec![alias.clone()],
            next: None,
        };
        store.put_visited(&[visited], seen_at).unwrap().remove(0).unwrap()
    };
    let first = visit("https://outlet.example/one").article().clone();
    let placement = Placement {
        article: first.clone(),
        development: DevelopmentId(0),
        story: StoryId(0),
        copy_of: None,
    };
    store.place(&[placement]).unwrap();
    assert_eq!(prune(&store).articles, 1);
    assert_eq!(visit("https://outlet.example/another"), Put::Dropped(first));
}

#[test]
fn what_is_followed_or_corrected_stays() {
    let Some(room) = Room::new("pruned-kept") else { return };
    let store = room.store();
    let stories = four_stories(&store);
    let names = slugs(&store);
    let StoryFound::Here(oldest) = store.story(&names[3]).unwrap() else { panic!() };
    store.follow(oldest.id, Follow::Followed).unwrap();
    let [a, b] = stories[1].clone();
    store.decide(Some(&Constraint::Together(a, b)), &[]).unwrap();
    assert_eq!(prune(&store), Pruned::default());
    assert_eq!(store.prune_captures(at("2031-04-01T00:00:00Z"), None).unwrap(), None);
    store.follow(oldest.id, Follow::None).unwrap();
    assert_eq!(prune(&store).stories, 1);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn names_of_dropped_stories_are_not_given_again() {
    let Some(room) = Room::new("pruned-names") else { return };
    let store = room.store();
    four_stories(&store);
    let (names, before) = (slugs(&store), store.state_hash().unwrap());
    prune(&store);
    assert_ne!(store.state_hash().unwrap(), before);
    let read = article(
        "https://outlet9.example/new",
        "News of https://outlet1.example/0",
        "2031-05-20",
    );
    let id = put(&store, &read).article().clone();
    let placement = Placement {
        article: id,
        development: DevelopmentId(9),
        story: StoryId(9),
        copy_of: None,
    };
    let touched = store.place(&[placement]).unwrap();
    assert_eq!(touched, [StoryId(5)]);
    assert!(!names.contains(&slugs(&store)[0]), "{names:?}");
    assert!(store.check().unwrap().is_sound(), "{:?}", store.check());
}

#[test]
fn captures_may_go_before_their_articles() {
    let Some(room) = Room::new("pruned-captures") else { return };
    let store = room.store();
    let stories = four_stories(&store);
    let before = at("2031-04-01T00:00:00Z");
    let counted = store.count_captures(before, None).unwrap().unwrap();
    let passed = store.prune_captures(before, None).unwrap().unwrap();
    assert_eq!((passed.captures, &passed), (4, &counted));
    assert_eq!(store.prune_captures(before, Some(&passed.at)).unwrap(), None);
    assert_eq!(store.capture(&stories[0][0], 0).unwrap(), None);
    assert!(store.capture(&stories[3][0], 0).unwrap().is_some());
    assert!(store.article(&stories[0][0], None).unwrap().is_some());
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn space_is_given_back() {
    let Some(room) = Room::new("pruned-space") else { return };
    let store = room.store();
    let words = (0..40_000).map(|word| format!("word{} ", word * 7_919));
    let text = words.collect::<Vec<_>>().concat();
    let mut read = article("https://outlet.example/long", "Long", "2031-03-01");
    read.article.text = text;
    let id = put(&store, &read).article().clone();
    let place = |article: ArticleId, story| Placement {
        article,
        development: DevelopmentId(story),
        story: StoryId(story),
        copy_of: None,
    };
    let kept = put_id(&store, "https://outlet.example/short", "2031-05-01");
    store.place(&[place(id, 0), place(kept, 1)]).unwrap();
    let before = store.used_bytes().unwrap();
    assert_eq!(prune(&store).articles, 1);
    while store.give_back().unwrap() {}
    let after = store.used_bytes().unwrap();
    assert!(after < before / 2, "{before} before, {after} after");
    assert_eq!(store.newest().unwrap(), Some(at("2031-05-01T00:00:00Z")));
}
