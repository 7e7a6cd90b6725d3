//! What a store does when its bytes are not those that were stored.

use rundown_store::{Store, StoreError};

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
