//! Lists of stories by what they are about.

use axum::http::StatusCode;

use crate::app::News;
use crate::markup::{check, values};

#[tokio::test]
async fn every_topic_leads_to_as_many_stories_as_it_says() {
    let news = News::open();
    let front = news.get("/").await.body;
    check(&front);
    let topics: Vec<String> = values(&front, "href")
        .into_iter()
        .filter(|href| href.starts_with("/stories?about="))
        .map(|href| href.replace("&#38;", "&"))
        .collect();
    let is_there =
        |kind: &str| topics.iter().any(|href| href.contains(&format!("={kind}:")));
    assert!(
        ["outlet", "person", "place", "language"].into_iter().all(is_there),
        "{topics:?}"
    );
    for topic in &topics {
        let page = news.get(topic).await;
        assert_eq!(page.status, StatusCode::OK);
        check(&page.body);
        assert!(page.body.contains("aria-current=\"page\""), "{topic}");
        let listed = page.body.matches("<li><article>").count();
        assert!(listed > 0, "{topic}: {}", page.body);
    }
}

#[tokio::test]
async fn what_is_no_topic_is_said_and_an_unknown_one_is_empty() {
    let news = News::open();
    for bad in ["person", "pet:Rex"] {
        let page = news.get(&format!("/stories?about={bad}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    let page = news.get("/stories?about=person:%3Cscript%3E").await;
    check(&page.body);
    assert!(page.body.contains("There are no stories here."), "{}", page.body);
}

#[tokio::test]
async fn a_list_of_what_is_new_empties_as_it_is_read() {
    let news = News::open();
    let story = news.story().await;
    let listed = |page: &str| values(page, "href").contains(&story.as_str());
    let new = news.get("/stories?show=new").await.body;
    assert!(listed(&new) && new.contains("Unread"), "{new}");
    assert!(new.contains("class=\"latest\""), "its newest article: {new}");
    news.post("/look", "").await;
    assert!(!listed(&news.get("/stories?show=new").await.body));
}
