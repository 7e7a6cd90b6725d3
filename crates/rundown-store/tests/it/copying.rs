//! A whole store in another one, whichever engine that has: there and back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use rundown_news::{DevelopmentId, Placement, StoryId};
use rundown_store::{SqlStore, Store, StoreError};

use super::{Room, put_id};
use crate::rooms::Directory;

/// A store with some of everything that a copy has to bring over.
fn fill(store: &SqlStore) {
    use rundown_news::{Constraint, Follow, LastLook, Subscription};
    use rundown_store::{
        Accounts as _, Alerts as _, Polling as _, Pruning as _, Reading as _,
    };
    let now = crate::at("2031-05-28T18:00:00Z");
    let ids: Vec<_> = (0..300)
        .map(|n| put_id(store, &format!("https://a{}.example/{n}", n % 7), "2031-05-14"))
        .collect();
    let old = put_id(store, "https://old.example/1", "2030-01-01");
    let mut placements: Vec<Placement> = ids
        .iter()
        .enumerate()
        .map(|(n, article)| Placement {
            article: article.clone(),
            development: DevelopmentId(n as u64 / 2),
            story: StoryId(n as u64 / 6),
            copy_of: None,
        })
        .collect();
    placements.push(Placement {
        article: old,
        story: StoryId(999),
        ..placements[0].clone()
    });
    let state = [(7, Some(vec![1, 2, 3])), (u64::MAX, Some(vec![9; 70_000]))];
    store.place_with(&placements, &state).unwrap();
    store.prune_stories(crate::at("2030-06-01T00:00:00Z")).unwrap();
    store.follow(StoryId(2), Follow::Followed).unwrap();
    store.look(StoryId(3), LastLook(now)).unwrap();
    store
        .decide(Some(&Constraint::Together(ids[0].clone(), ids[9].clone())), &[])
        .unwrap();
    let url = "https://a0.example/feed".to_owned();
    store.subscribe(&Subscription { url, ..Subscription::default() }, now).unwrap();
    store
        .set_feed_state("https://a0.example/feed", rundown_store::FeedState::Paused, now)
        .unwrap();
    store.add_account("Ana", rundown_news::Rights::Reader, now).unwrap();
    store.watch("news herald").unwrap();
}

#[test]
fn a_copy_there_and_back_holds_the_same() {
    use rundown_store::{Accounts as _, Alerts as _};
    let Some(room) = Room::new("copy") else { return };
    let engine = module_path!().replace("::", "-");
    let (Some(first), Some(back)) = (
        Directory::new(&format!("{engine}-from")),
        Directory::new(&format!("{engine}-back")),
    ) else {
        return;
    };
    let from = first.store();
    fill(&from);
    first.turn_a_bit();
    let hash = from.state_hash().unwrap();
    let damaged = from.check().unwrap();
    assert_eq!(damaged.damaged.len(), 1);
    {
        let there = room.store();
        let done = from.copy_to(&there).unwrap();
        assert_eq!(done.articles, 300);
        assert_eq!(there.state_hash().unwrap(), hash);
        assert_eq!(there.check().unwrap(), damaged, "what is damaged stays damaged");
        let refused = from.copy_to(&there).unwrap_err();
        assert!(matches!(refused, StoreError::NotEmpty { .. }), "{refused}");
        assert_eq!(there.state_hash().unwrap(), hash, "nothing was touched");
    }
    let (there, back) = (room.store(), back.store());
    there.copy_to(&back).unwrap();
    for store in [&there, &back] {
        assert_eq!(store.state_hash().unwrap(), hash);
        assert_eq!(store.check().unwrap(), damaged);
        assert_eq!(store.counts().unwrap(), from.counts().unwrap());
        assert_eq!(store.stories(None, 999).unwrap(), from.stories(None, 999).unwrap());
        assert_eq!(store.accounts().unwrap(), from.accounts().unwrap());
        assert_eq!(store.watches().unwrap(), from.watches().unwrap());
        assert_eq!(store.state_row(u64::MAX).unwrap(), Some(vec![9; 70_000]));
        assert_eq!(store.search("news", 9).unwrap().len(), 9);
        assert_eq!(
            store.search_meaning("News of https a1 example 8", 3).unwrap(),
            from.search_meaning("News of https a1 example 8", 3).unwrap()
        );
        // It goes on from where it was: numbers are not given twice.
        let next = put_id(store, "https://new.example/1", "2031-05-20");
        assert!(store.article(&next, None).unwrap().is_some());
    }
}
