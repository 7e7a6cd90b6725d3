//! Stories keep their names and numbers while articles move.

use rundown_news::{
    ArticleId, Constraint, DevelopmentId, Follow, LastLook, Placement, StoryId, WireCopy,
};
use rundown_store::{Reading as _, Store, StoryFound};

use super::{Room, article, at, put, put_id};

pub(crate) fn placed(article: &ArticleId, story: u64) -> Placement {
    Placement {
        article: article.clone(),
        development: DevelopmentId(story),
        story: StoryId(story),
        copy_of: None,
    }
}

#[test]
fn a_story_keeps_its_slug_when_it_grows_and_is_renumbered() {
    let Some(room) = Room::new("slug") else { return };
    let store = room.store();
    let a = put_id(&store, "https://a.example/1", "2031-05-14");
    let b = put_id(&store, "https://b.example/1", "2031-05-15");
    store.place(&[placed(&a, 0)]).unwrap();
    let before = store.stories(None, 9).unwrap().remove(0);
    store.place(&[placed(&a, 900), placed(&b, 900)]).unwrap();
    let after = store.stories(None, 9).unwrap().remove(0);
    assert_eq!((&after.id, &after.slug), (&before.id, &before.slug));
    assert_eq!((after.articles, after.outlets, after.independent), (2, 2, 2));
    let members = store.story_articles(after.id).unwrap();
    assert_eq!(members.iter().map(|m| &m.read.article.id).collect::<Vec<_>>(), [&a, &b]);
    let listed = store.story_members(after.id).unwrap();
    let pairs: Vec<_> = listed.iter().map(|m| (&m.article, m.at)).collect();
    assert_eq!(
        pairs,
        members.iter().map(|m| (&m.read.article.id, m.at)).collect::<Vec<_>>()
    );
}

#[test]
fn stories_of_the_same_headline_are_numbered_from_two() {
    let Some(room) = Room::new("same-headline") else { return };
    let store = room.store();
    let of = |n: u64| {
        let url = format!("https://a.example/{n}");
        let id = put(&store, &article(&url, "Harbor shut", "2031-05-14"));
        placed(id.article(), n)
    };
    store.place(&[of(1), of(2), of(3), of(4)]).unwrap();
    let mut slugs: Vec<String> =
        store.stories(None, 9).unwrap().into_iter().map(|one| one.slug.0).collect();
    slugs.sort();
    let first = slugs[0].clone();
    assert_eq!(slugs, ["", "-2", "-3", "-4"].map(|end| format!("{first}{end}")));
}

#[test]
fn a_merged_story_leads_on_and_keeps_what_the_reader_did() {
    let Some(room) = Room::new("merge") else { return };
    let store = room.store();
    let a = put_id(&store, "https://a.example/1", "2031-05-14");
    let b = put_id(&store, "https://b.example/1", "2031-05-15");
    store.place(&[placed(&a, 0), placed(&b, 1)]).unwrap();
    let stories = store.stories(None, 9).unwrap();
    let gone = stories.iter().find(|story| story.title_article == b).unwrap();
    store.follow(gone.id, Follow::Followed).unwrap();
    store.look(gone.id, LastLook(at("2031-05-16T00:00:00Z"))).unwrap();
    let c = put_id(&store, "https://c.example/1", "2031-05-16");
    store.place(&[placed(&a, 0), placed(&c, 0), placed(&b, 0)]).unwrap();
    let left = store.stories(None, 9).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].follow, Follow::Followed);
    let by_slug = store.story(&gone.slug.0).unwrap();
    assert_eq!(by_slug, StoryFound::Moved(left[0].slug.clone()));
    let by_number = store.story(&gone.id.to_string()).unwrap();
    assert_eq!(by_number, StoryFound::Moved(left[0].slug.clone()));
    assert_eq!(store.story("no-such-story").unwrap(), StoryFound::Unknown);
}

#[test]
fn copies_do_not_count_as_independent() {
    let Some(room) = Room::new("copies") else { return };
    let store = room.store();
    let a = put_id(&store, "https://wire.example/1", "2031-05-14");
    let b = put_id(&store, "https://b.example/1", "2031-05-15");
    let copy = WireCopy { original: a.clone(), shared_percent: 93 };
    store
        .place(&[placed(&a, 0), Placement { copy_of: Some(copy), ..placed(&b, 0) }])
        .unwrap();
    let story = store.stories(None, 9).unwrap().remove(0);
    assert_eq!((story.articles, story.outlets, story.independent), (2, 2, 1));
}

#[test]
fn what_was_stored_is_there_after_reopening() {
    let Some(room) = Room::new("reopen") else { return };
    let slug = {
        let store = room.store();
        let a = put_id(&store, "https://a.example/1", "2031-05-14");
        store.place(&[placed(&a, 0)]).unwrap();
        store.stories(None, 9).unwrap().remove(0).slug
    };
    let store = room.store();
    assert!(matches!(store.story(&slug.0).unwrap(), StoryFound::Here(_)));
    assert_eq!(store.coverage(StoryId(1)).unwrap(), [at("2031-05-14T00:00:00Z")]);
}

#[test]
fn a_story_that_parts_again_has_its_old_name_and_number_back() {
    let Some(room) = Room::new("parts") else { return };
    let store = room.store();
    let a = put_id(&store, "https://a.example/1", "2031-05-14");
    let b = put_id(&store, "https://b.example/1", "2031-05-15");
    store.place(&[placed(&a, 0), placed(&b, 1)]).unwrap();
    let of = |article: &ArticleId| {
        let stories = store.stories(None, 9).unwrap();
        stories.into_iter().find(|story| story.title_article == *article).unwrap()
    };
    let before = of(&b);
    store.place(&[placed(&a, 0), placed(&b, 0)]).unwrap();
    assert!(matches!(store.story(&before.slug.0).unwrap(), StoryFound::Moved(_)));
    store.place(&[placed(&a, 0), placed(&b, 1)]).unwrap();
    let after = of(&b);
    assert_eq!((&after.id, &after.slug), (&before.id, &before.slug));
    assert!(matches!(store.story(&before.slug.0).unwrap(), StoryFound::Here(_)));
    assert_ne!(of(&a).slug, after.slug);
}

#[test]
fn the_latest_decision_on_two_articles_is_kept_and_outlives_the_process() {
    let Some(room) = Room::new("decisions") else { return };
    let (a, b) = (ArticleId("a".to_owned()), ArticleId("b".to_owned()));
    let together = Constraint::Together(b.clone(), a.clone());
    {
        let store = room.store();
        let apart = Constraint::Apart(a.clone(), b.clone());
        store.decide(Some(&apart), &[]).unwrap();
        store.decide(Some(&together), &[]).unwrap();
    }
    let store = room.store();
    assert_eq!(store.decisions().unwrap(), std::slice::from_ref(&together));
    store.decide(None, &[together]).unwrap();
    assert_eq!(store.decisions().unwrap(), []);
}
