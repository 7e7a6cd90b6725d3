//! Articles, revisions, search, subscriptions, the lock.

use rundown_news::{
    ArticleId, DevelopmentId, Placement, ReadArticle, Snooze, Subscription,
};
use rundown_store::{Counts, Incoming, PollOutcome, Put, Reading, Store};

use super::placing::placed;
use super::{Room, article, at, put, put_id};

#[test]
fn taking_the_same_in_twice_changes_nothing() {
    let Some(room) = Room::new("twice") else { return };
    let store = room.store();
    let read = article("https://a.example/1", "Harbor shut", "2031-05-14T09:40:00+01:00");
    assert!(matches!(put(&store, &read), Put::New(_)));
    let counts = store.counts().unwrap();
    assert!(matches!(put(&store, &read), Put::Unchanged(_)));
    assert_eq!(store.counts().unwrap(), counts);
    assert_eq!(
        counts,
        Counts { articles: 1, revisions: 1, waiting: 1, ..Counts::default() }
    );
}

#[test]
fn a_changed_article_gets_a_revision_and_keeps_its_first_day() {
    let Some(room) = Room::new("revised") else { return };
    let store = room.store();
    let url = "https://a.example/1";
    let first = put(&store, &article(url, "12 dead", "2031-05-14"));
    let second = put(&store, &article(url, "15 dead", "2031-05-16"));
    assert_eq!(second, Put::Revised(first.article().clone()));
    let latest = store.article(first.article(), None).unwrap().unwrap();
    assert_eq!((latest.revision, latest.latest_revision), (1, 1));
    assert_eq!(latest.read.article.headline, "15 dead");
    assert_eq!(latest.at, at("2031-05-14T00:00:00Z"));
    let old = store.article(first.article(), Some(0)).unwrap().unwrap();
    assert_eq!(old.read.article.headline, "12 dead");
    assert_eq!(store.capture(first.article(), 0).unwrap().unwrap(), b"<p>bytes");
    assert_eq!(store.article(first.article(), Some(7)).unwrap(), None);
}

#[test]
fn a_walk_meets_what_had_arrived_when_it_began() {
    let Some(room) = Room::new("walk") else { return };
    let store = room.store();
    let first = put_id(&store, "https://a.example/1", "2031-05-10");
    let last = put_id(&store, "https://a.example/2", "2031-05-14");
    let page = store.articles_by_time(None, 1).unwrap();
    assert_eq!(page.articles[0].read.article.id, first);
    // One before where the walk stands, one of the same day, one behind it.
    for (number, day) in [(3, "2031-05-09"), (4, "2031-05-10"), (5, "2031-05-12")] {
        put_id(&store, &format!("https://a.example/{number}"), day);
    }
    let page = store.articles_by_time(page.next.as_ref(), 9).unwrap();
    let met: Vec<_> = page.articles.iter().map(|one| &one.read.article.id).collect();
    assert_eq!(met, [&last]);
    assert_eq!(store.articles_by_time(None, 9).unwrap().articles.len(), 5);
}

#[test]
fn articles_come_in_order_of_publication_page_by_page() {
    let Some(room) = Room::new("order") else { return };
    let store = room.store();
    let late = put_id(&store, "https://a.example/late", "2031-05-20");
    let early = put_id(&store, "https://a.example/early", "2031-05-10");
    let ahead = put_id(&store, "https://a.example/ahead", "2033-01-01");
    let mut order = Vec::new();
    let mut after = None;
    loop {
        let page = store.articles_by_time(after.as_ref(), 1).unwrap();
        after = page.next;
        let Some(stored) = page.articles.into_iter().next() else { break };
        order.push(stored.read.article.id);
    }
    // A date ahead of its arrival counts as the arrival.
    assert_eq!(order, [early, late, ahead]);
}

#[test]
fn words_are_found_and_odd_queries_find_nothing() {
    let Some(room) = Room::new("search") else { return };
    let store = room.store();
    let read = article("https://a.example/1", "Ferry “Corrigan” sinks", "2031-05-14");
    let id = put(&store, &read).article().clone();
    for query in ["ferry", "SINKING", "\"ferry corrigan\"", "corr"] {
        assert_eq!(store.search(query, 9).unwrap(), [(None, id.clone())], "{query}");
    }
    for query in ["", "\"", "ferry AND moon", "(", "\u{0}"] {
        assert_eq!(store.search(query, 9).unwrap(), [], "{query:?}");
    }
}

#[test]
fn a_headline_is_found_by_what_it_means_in_any_language_and_as_it_reads_now() {
    let Some(room) = Room::new("meaning") else { return };
    let store = room.store();
    let ferry = article("https://a.example/1", "Fähre sinkt vor der Küste", "2031-05-14");
    let id = put(&store, &ferry).article().clone();
    let tax = article("https://a.example/2", "Parliament votes on the tax", "2031-05-14");
    put(&store, &tax);
    for words in ["ferry sinks off the coast", "Un ferry coule au large des côtes"] {
        assert_eq!(
            store.search_meaning(words, 9).unwrap(),
            [(None, id.clone())],
            "{words}"
        );
    }
    for words in ["", "\u{0}", "  "] {
        assert_eq!(store.search_meaning(words, 9).unwrap(), [], "{words:?}");
    }
    let revised = article(
        "https://a.example/1",
        "Parliament dissolved, elections in June",
        "2031-05-14",
    );
    put(&store, &revised);
    assert_eq!(store.search_meaning("ferry sinks off the coast", 9).unwrap(), []);
    assert_eq!(
        store.search_meaning("Parlament aufgelöst, Wahlen im Juni", 1).unwrap(),
        [(None, id)]
    );
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn of_several_keys_the_first_tells_which_article_it_is() {
    let Some(room) = Room::new("keys") else { return };
    let store = room.store();
    let urls = ["https://a.example/1", "https://b.example/1"];
    let ids = urls.map(|url| put_id(&store, url, "2031-05-14"));
    let mut keys = urls.map(str::to_owned);
    assert_eq!(store.known(&keys).unwrap().as_ref(), Some(&ids[0]));
    keys.reverse();
    assert_eq!(store.known(&keys).unwrap().as_ref(), Some(&ids[1]));
}

#[test]
fn validators_are_stored_with_the_items_they_stand_for() {
    let Some(room) = Room::new("polled") else { return };
    let store = room.store();
    let url = "https://a.example/feed";
    let subscription = Subscription { url: url.to_owned(), ..Subscription::default() };
    let now = at("2031-05-14T09:00:00Z");
    assert!(store.subscribe(&subscription, now).unwrap());
    assert!(!store.subscribe(&subscription, now).unwrap());
    let outcome = PollOutcome {
        validators: Some((Some("\"v1\"".to_owned()), None)),
        due_at: at("2031-05-14T10:00:00Z"),
        ..PollOutcome::default()
    };
    store.put_polled(url, &[], &outcome).unwrap();
    let stored = store.subscriptions().unwrap().remove(0);
    assert_eq!(stored.etag.as_deref(), Some("\"v1\""));
    assert_eq!(stored.due_at, outcome.due_at);
    let failed = PollOutcome {
        validators: None,
        failures: 1,
        problem: Some("no answer".into()),
        ..outcome
    };
    store.put_polled(url, &[], &failed).unwrap();
    let stored = store.subscriptions().unwrap().remove(0);
    assert_eq!((stored.etag.as_deref(), stored.failures), (Some("\"v1\""), 1));
}

#[test]
fn an_older_state_of_a_page_that_comes_late_undoes_nothing() {
    let Some(room) = Room::new("older") else { return };
    let store = room.store();
    let url = "https://a.example/1";
    let latest = put(&store, &article(url, "15 dead", "2031-05-14"));
    let older = article(url, "12 dead", "2031-05-14");
    let seen_at = at("2031-05-14T09:00:00Z");
    let late = Incoming {
        read: &older,
        capture: None,
        seen_at,
        arrived_at: seen_at,
        noted: true,
    };
    let put = store.put(&[late]).unwrap().remove(0);
    assert_eq!(put, Put::Unchanged(latest.article().clone()));
    let stored = store.article(latest.article(), None).unwrap().unwrap();
    assert_eq!(stored.read.article.headline, "15 dead");
}

/// Takes an article in that was seen at that time.
fn take(store: &dyn Store, read: &ReadArticle, seen_at: &str) -> ArticleId {
    let seen_at = at(seen_at);
    let incoming =
        Incoming { read, capture: None, seen_at, arrived_at: seen_at, noted: true };
    store.put(&[incoming]).expect("the store takes articles").remove(0).article().clone()
}

#[test]
fn as_of_a_day_what_came_later_is_not_there() {
    let Some(room) = Room::new("as-of") else { return };
    let url = "https://a.example/1";
    let store = room.store();
    let first = article(url, "12 dead in mill fire", "2031-05-14");
    let id = take(&store, &first, "2031-05-14T09:00:00Z");
    let later = article(url, "15 dead in mill fire", "2031-05-14");
    take(&store, &later, "2031-05-15T09:00:00Z");
    let other = article("https://b.example/1", "Mill owner held", "2031-05-16");
    let other = take(&store, &other, "2031-05-16T09:00:00Z");
    drop(store);

    let store = room.store().as_of(at("2031-05-14T12:00:00Z"));
    let stored = store.article(&id, None).unwrap().unwrap();
    assert_eq!(stored.read.article.headline, "12 dead in mill fire");
    assert_eq!((stored.revision, stored.latest_revision), (0, 0));
    assert_eq!(store.article(&id, Some(1)).unwrap(), None);
    assert_eq!(store.article(&other, None).unwrap(), None);
    assert_eq!(store.search("mill", 9).unwrap(), [(None, id)]);
    let counts = store.counts().unwrap();
    assert_eq!((counts.articles, counts.revisions), (1, 1));
}

#[test]
fn as_of_a_day_stories_stand_in_the_order_of_that_day_and_count_what_there_was() {
    let Some(room) = Room::new("as-of-stories") else { return };
    let store = room.store();
    let come = |url: &str, day: u8| {
        let read = article(url, &format!("News of {url}"), &format!("2031-05-{day}"));
        take(&store, &read, &format!("2031-05-{day}T09:00:00Z"))
    };
    let first = come("https://a.example/1", 14);
    let other = come("https://b.example/1", 15);
    let again = come("https://c.example/1", 17);
    let later = Placement { development: DevelopmentId(3), ..placed(&again, 1) };
    store.place(&[placed(&first, 1), placed(&other, 2), later]).unwrap();
    let order = |store: &dyn Store, limit| -> Vec<_> {
        let stories = store.stories(None, limit).unwrap();
        stories.into_iter().map(|story| (story.title_article, story.articles)).collect()
    };
    assert_eq!(order(&store, 1), [(again, 2)], "it has the latest news now");
    let third = placed(&come("https://d.example/1", 18), 4);
    store.place(&[third]).unwrap();
    let now = store.stories(None, 2).unwrap();
    for story in &now {
        let until = Snooze::Until(at("2031-06-05T00:00:00Z"));
        store.snooze(story.id, Some(until)).unwrap();
    }
    let now = &now[1];
    assert_eq!((now.outlets, now.independent), (2, 2));
    drop(store);

    let store = room.store().as_of(at("2031-05-16T12:00:00Z"));
    assert_eq!(order(&store, 1), [(other.clone(), 1)], "the other one had it then");
    assert_eq!(order(&store, 9), [(other, 1), (first, 1)]);
    let then = store.stories(None, 9).unwrap().remove(1);
    assert_eq!((then.outlets, then.independent), (1, 1));
    assert_eq!(then.title, "News of https://a.example/1");
    assert_eq!((then.first_at, then.last_at), (now.first_at, now.first_at));
    assert_eq!(store.stories(Some(then.last_at), 9).unwrap().len(), 1);
    let put_off = store.snoozed().unwrap();
    assert_eq!(put_off, [then], "nothing of the third one was there");
}
