//! What a store does when its bytes are not those that were stored.

use rundown_store::{Store, StoreError};

use super::placing::placed;
use super::{Room, article, put, put_id};

const URL: &str = "https://a.example/1";

#[test]
fn a_damaged_article_costs_itself_alone_and_is_mended_by_taking_it_in_again() {
    let Some(room) = Room::new("bit") else { return };
    let read = article(URL, "Harbor shut", "2031-05-14");
    let id = put(&room.store(), &read).article().clone();
    let other = put_id(&room.store(), "https://a.example/2", "2031-05-15");
    let whole = room.store().state_hash().unwrap();
    room.turn_a_bit();

    let store = room.store();
    assert!(matches!(store.article(&id, None), Err(StoreError::Damaged(_))));
    let page = store.articles_by_time(None, 9).unwrap();
    let ids: Vec<_> = page.articles.iter().map(|one| &one.read.article.id).collect();
    assert_eq!(ids, [&other]);
    assert_eq!(store.unplaced(9).unwrap().len(), 1);
    assert_eq!(store.quarantined().unwrap()[0].article, id);
    assert_eq!(store.check().unwrap().damaged.len(), 1);
    // What brings it again need not think that it is known.
    assert_eq!(store.known(&[URL.to_owned()]).unwrap(), None);

    put(&store, &read);
    assert_eq!(store.article(&id, None).unwrap().unwrap().revision, 0);
    assert!(store.check().unwrap().is_sound());
    assert!(store.quarantined().unwrap().is_empty());
    assert_eq!(store.state_hash().unwrap(), whole);
}

#[test]
fn a_row_that_was_altered_is_told_and_mended() {
    let Some(room) = Room::new("row") else { return };
    let read = article(URL, "Harbor shut", "2031-05-14");
    let id = put(&room.store(), &read).article().clone();
    room.alter_headlines("Harbor open");
    let store = room.store();
    assert!(matches!(store.article(&id, None), Err(StoreError::Damaged(_))));
    put(&store, &read);
    let mended = store.article(&id, None).unwrap().unwrap();
    assert_eq!(mended.read.article.headline, "Harbor shut");
}

#[test]
fn a_story_counts_its_articles_anew_when_the_row_of_one_is_mended() {
    let Some(room) = Room::new("row-placed") else { return };
    let read = article(URL, "Harbor shut", "2031-05-14");
    let id = {
        let store = room.store();
        let id = put(&store, &read).article().clone();
        let other = put_id(&store, "https://a.example/2", "2031-05-15");
        store.place(&[placed(&id, 0), placed(&other, 0)]).unwrap();
        id
    };
    room.alter_headlines("Harbor open");
    let store = room.store();
    assert_eq!(store.stories(None, 9).unwrap()[0].articles, 2);
    assert!(matches!(store.article(&id, None), Err(StoreError::Damaged(_))));
    put(&store, &read);
    assert_eq!(store.stories(None, 9).unwrap()[0].articles, 1);
}

#[test]
fn a_damaged_article_can_be_read_again_from_its_capture() {
    let Some(room) = Room::new("capture") else { return };
    let id = put_id(&room.store(), URL, "2031-05-14");
    room.turn_a_bit();
    let store = room.store();
    assert_eq!(store.check().unwrap().damaged.len(), 1);
    let capture = store.stored_capture(&id, 0).unwrap().unwrap();
    assert_eq!(
        (capture.bytes.as_slice(), capture.url.as_deref()),
        (&b"<p>bytes"[..], Some(URL))
    );
    store.mend(&id, 0, &article(URL, "Harbor shut", "2031-05-14")).unwrap();
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_does_not_hold_together_is_told_of_the_row_it_is_about() {
    let Some(room) = Room::new("relations") else { return };
    let (id, slug) = {
        let store = room.store();
        let id = put_id(&store, URL, "2031-05-14");
        store.place_with(&[placed(&id, 0)], &[(7, Some(vec![1, 2, 3]))]).unwrap();
        assert!(store.check().unwrap().is_sound());
        (id, store.stories(None, 9).unwrap().remove(0).slug.0)
    };
    room.run(&format!(
        "UPDATE threading SET sum = sum + 1; DELETE FROM alias; DELETE FROM about;
         UPDATE story SET articles = 9, title_article = 'nobody'; DELETE FROM meaning;
         INSERT INTO redirect (slug, old_story, story) VALUES ('gone', 8, 9);
         INSERT INTO dropped (id, content_hash) VALUES ('{id}', 1);
         INSERT INTO dropped_name VALUES ('{slug}', 1)"
    ));
    let check = room.store().check().unwrap();
    let told = [
        "row 7 of the state of threading is damaged (`rundown rebuild` makes it anew)",
        &format!("article {id} is known under no address"),
        &format!("story {slug} does not count its articles right"),
        &format!("story {slug} is named for an article that there is not"),
        "the name gone leads to a story that there is not",
        &format!("article {id} stands among those that are kept no longer"),
        &format!("the name {slug} stands among those that are kept no longer"),
        &format!("article {id} is in no list of its outlet"),
        &format!("article {id} is not found by what it means"),
    ];
    assert_eq!(check.problems, told);
    assert!(check.damaged.is_empty() && !check.is_sound());
}
