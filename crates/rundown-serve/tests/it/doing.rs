//! What a reader does on the pages, and takes back there.

use axum::http::StatusCode;

use crate::app::News;
use crate::markup::{check, values};

const FEED: &str = "https%3A%2F%2Fcourier.example%2Ffeed.xml";

#[tokio::test]
async fn a_feed_is_followed_paused_and_removed_with_a_way_back() {
    let news = News::open();
    assert!(news.get("/feeds").await.body.contains("No feed is followed yet."));
    // This desk asks nobody: the address is taken as it is.
    let added = news.post("/feeds", "url=courier.example%2Ffeed.xml").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let said = news.get(added.header("location")).await.body;
    assert!(
        said.contains("1 feed, none in trouble.") && said.contains("Following"),
        "{said}"
    );
    let again = news.post("/feeds", &format!("url={FEED}")).await;
    assert!(news.get(again.header("location")).await.body.contains("followed already"));

    news.post("/feeds/act", &format!("url={FEED}&act=pause")).await;
    let paused = news.get("/feeds").await.body;
    assert!(paused.contains("Resume") && !paused.contains(">Pause<"), "{paused}");
    news.post("/feeds/act", &format!("url={FEED}&act=resume")).await;
    assert!(news.get("/feeds").await.body.contains(">Pause<"));

    let removed = news.post("/feeds/act", &format!("url={FEED}&act=remove")).await;
    let said = news.get(removed.header("location")).await.body;
    check(&said);
    assert!(said.contains("followed no longer") && said.contains("Undo"), "{said}");
    news.post("/feeds/act", &format!("url={FEED}&act=follow")).await;
    assert!(news.get("/feeds").await.body.contains("1 feed, none in trouble."));
}

#[tokio::test]
async fn what_is_no_feed_is_said() {
    let news = News::open();
    let strange = news.post("/feeds", "url=javascript%3A%2F%2Fx").await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(strange.body.contains("could not follow"), "{}", strange.body);
    let unknown = news.post("/feeds/act", &format!("url={FEED}&act=pause")).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(news.post("/feeds/act", "act=burn").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn stories_are_listed_by_what_the_reader_does_with_them() {
    let news = News::open();
    let story = news.story().await;
    let listed = |page: &str| values(page, "href").contains(&story.as_str());
    assert!(listed(&news.get("/stories").await.body));
    assert!(news.get("/stories?show=muted").await.body.contains("No story is muted."));
    for _ in 0..2 {
        let followed = news.post(&format!("{story}/follow"), "follow=follow").await;
        assert_eq!(followed.status, StatusCode::SEE_OTHER, "{}", followed.body);
    }
    assert!(listed(&news.get("/stories?show=following").await.body));
    news.post(&format!("{story}/follow"), "follow=mute").await;
    assert!(listed(&news.get("/stories?show=muted").await.body));
    assert!(listed(&news.get("/stories").await.body), "all are all");
    assert!(!listed(&news.get("/stories?show=following").await.body));
    let beyond = news.get("/stories?from=1").await.body;
    assert!(!listed(&beyond) && beyond.contains("Later news"), "{beyond}");
    assert_eq!(news.get("/stories?show=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_decision_is_listed_and_taken_back() {
    let news = News::open();
    let (story, article) = (news.story().await, news.article().await);
    assert!(news.get("/corrections").await.body.contains("not corrected anything"));
    news.post(&format!("{article}/split"), "leaves=article").await;
    let listed = news.get("/corrections").await.body;
    check(&listed);
    assert!(listed.contains("is not of the same story as"), "{listed}");
    let hidden = values(&listed, "value");
    let ids: Vec<&&str> = hidden.iter().filter(|value| !value.is_empty()).collect();
    let form = format!("article={}&other={}", ids[0], ids[1]);
    let undone = news.post("/corrections/undo", &form).await;
    assert_eq!(undone.header("location"), "/corrections");
    assert!(news.get("/corrections").await.body.contains("not corrected anything"));
    assert_eq!(news.get(&story).await.status, StatusCode::OK);
}
