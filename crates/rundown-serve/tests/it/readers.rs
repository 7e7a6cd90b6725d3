//! Clients of the Google Reader and Fever APIs, as far as the protocol goes; published ones
//! are asked by `cargo xtask clients`.

use axum::body::Body;
use axum::http::StatusCode;
use rundown_desk::{Purpose, Tokens};
use rundown_news::ReaderId;
use serde_json::Value;

use crate::app::{Answer, News, request};
use crate::handmade::now;

const ALL: &str = "user/-/state/com.google/reading-list";

fn token(news: &News, purpose: Purpose) -> String {
    let name = format!("{purpose:?}");
    Tokens::of_directory(&news.room).make(&name, purpose, ReaderId::FIRST, now()).unwrap()
}

async fn log_in(news: &News, secret: &str) -> Answer {
    let form = format!("Email=ana&Passwd={secret}");
    news.ask(request("POST", "/accounts/ClientLogin").body(Body::from(form)).unwrap())
        .await
}

async fn ask(news: &News, auth: &str, path: &str, form: &str) -> Answer {
    let method = if form.is_empty() { "GET" } else { "POST" };
    let asked = request(method, path)
        .header("authorization", format!("GoogleLogin auth={auth}"))
        .header("content-type", "application/x-www-form-urlencoded");
    news.ask(asked.body(Body::from(form.to_owned())).unwrap()).await
}

async fn json(news: &News, auth: &str, path: &str) -> Value {
    let answer = ask(news, auth, path, "").await;
    serde_json::from_str(&answer.body)
        .unwrap_or_else(|_| panic!("{path}: {}", answer.body))
}

#[tokio::test]
async fn a_client_gets_in_with_a_token_or_the_password_alone() {
    let news = News::guarded("open sesame");
    let reading = token(&news, Purpose::Reading);
    let login = log_in(&news, &reading).await;
    assert!(login.body.contains(&format!("Auth={reading}\n")), "{}", login.body);
    let login = log_in(&news, "open%20sesame").await;
    let auth = login.body.lines().find_map(|line| line.strip_prefix("Auth=")).unwrap();
    assert!(!auth.contains("sesame"));
    for auth in [&*reading, auth] {
        let info = json(&news, auth, "/reader/api/0/user-info").await;
        assert_eq!(info["userId"], "1");
    }
    let posting = token(&news, Purpose::Posting);
    assert_eq!(log_in(&news, &posting).await.status, StatusCode::UNAUTHORIZED);
    for auth in [&*posting, "", "open sesame"] {
        let refused = ask(&news, auth, "/reader/api/0/user-info", "").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{auth}");
    }
    for (token, status) in [(&reading, 200), (&posting, 401)] {
        let asked = request("GET", "/api/v1/rundown")
            .header("authorization", format!("Bearer {token}"));
        assert_eq!(news.ask(asked.body(Body::empty()).unwrap()).await.status, status);
    }
    let foreign = axum::http::Request::builder()
        .uri("/reader/api/0/user-info")
        .header("host", "evil.example")
        .header("authorization", format!("GoogleLogin auth={reading}"));
    let foreign = news.ask(foreign.body(Body::empty()).unwrap()).await;
    assert_eq!(foreign.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_story_is_one_item_that_page_and_client_read_together() {
    let news = News::open();
    let auth = token(&news, Purpose::Reading);
    let path = format!("/reader/api/0/stream/items/ids?s={ALL}&n=10");
    let ids = json(&news, &auth, &path).await;
    assert_eq!(ids["itemRefs"].as_array().unwrap().len(), 1);
    let short = ids["itemRefs"][0]["id"].as_str().unwrap();
    let path = "/reader/api/0/stream/items/contents";
    let found = ask(&news, &auth, path, &format!("i={short}")).await;
    let found: Value = serde_json::from_str(&found.body).unwrap();
    let item = &found["items"][0];
    let content = item["summary"]["content"].as_str().unwrap();
    assert!(
        content.contains("/articles/") && content.contains("?revision="),
        "{content}"
    );
    assert!(!content.contains("<script"), "{content}");
    assert_eq!(item["origin"]["streamId"], "feed/stories/en");

    let count = async || {
        let counts = json(&news, &auth, "/reader/api/0/unread-count").await;
        counts["unreadcounts"][0]["count"].as_u64().unwrap()
    };
    assert_eq!(count().await, 1);
    let edit = "/reader/api/0/edit-tag";
    let long = item["id"].as_str().unwrap();
    let read = "user/-/state/com.google/read";
    let done = ask(&news, &auth, edit, &format!("i={long}&a={read}")).await;
    assert_eq!((done.status, &*done.body), (StatusCode::OK, "OK"));
    assert_eq!(count().await, 0);
    let story = item["canonical"][0]["href"].as_str().unwrap();
    let story = story.strip_prefix("http://127.0.0.1:7878").unwrap();
    assert!(news.get(story).await.body.contains("Nothing new since you looked"));
    ask(&news, &auth, edit, &format!("i={short}&r={read}")).await;
    assert_eq!(count().await, 1);
    news.post(&format!("{story}/look"), "").await;
    assert_eq!(count().await, 0, "what the page read is read");

    let star = "user/-/state/com.google/starred";
    ask(&news, &auth, edit, &format!("i={short}&a={star}")).await;
    assert!(news.get(story).await.body.contains("Stop following"));
    news.post(&format!("{story}/follow"), "follow=none").await;
    let path = format!("/reader/api/0/stream/items/ids?s={star}");
    assert!(json(&news, &auth, &path).await["itemRefs"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn streams_come_in_pages_and_as_atom() {
    let news = crate::api::read_before();
    let auth = token(&news, Purpose::Reading);
    let mut seen = Vec::new();
    let mut from = String::new();
    loop {
        let path = format!("/reader/api/0/stream/contents/{ALL}?n=4{from}");
        let page = json(&news, &auth, &path).await;
        let items = page["items"].as_array().unwrap();
        assert!(!items.is_empty() && items.len() <= 4);
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["continuation"].as_str() else { break };
        from = format!("&c={next}");
    }
    let stories = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert!(stories > 6 && seen.len() == stories);
    let atom = ask(&news, &auth, &format!("/reader/atom/{ALL}?n=99"), "").await;
    assert_eq!(atom.body.matches("<entry>").count(), stories);
    assert!(atom.body.contains("state/com.google/fresh"), "some wait");
    assert!(atom.body.contains("state/com.google/read\""), "some are read");
    let unread = json(&news, &auth, "/reader/api/0/unread-count").await;
    let rundown: Value =
        serde_json::from_str(&news.get("/api/v1/rundown?limit=200").await.body).unwrap();
    let waits = |one: &&Value| one["unread"] == true || one["new"].as_u64() > Some(0);
    let waiting = rundown["items"].as_array().unwrap().iter().filter(waits).count();
    assert_eq!(unread["max"], waiting, "what waits here waits on the page");
}

#[tokio::test]
async fn fever_takes_a_key_made_of_a_token_for_reading() {
    let news = News::guarded("open sesame");
    let fever = async |key: &str, query: &str| -> Value {
        let asked = request("POST", &format!("/fever/?api&{query}"));
        let form = Body::from(format!("api_key={key}"));
        serde_json::from_str(&news.ask(asked.body(form).unwrap()).await.body).unwrap()
    };
    let key_of =
        |secret: &str| format!("{:x}", md5::compute(format!("rundown:{secret}")));
    assert_eq!(fever(&key_of("open sesame"), "items").await["auth"], 0);
    let key = key_of(&token(&news, Purpose::Reading));
    let told = fever(&key, "items&feeds&groups&unread_item_ids").await;
    assert_eq!((&told["auth"], &told["total_items"]), (&1.into(), &1.into()));
    let id = told["items"][0]["id"].as_u64().unwrap();
    assert_eq!(told["unread_item_ids"], id.to_string());
    assert_eq!(told["feeds_groups"][0]["feed_ids"], told["feeds"][0]["id"].to_string());
    let marked = fever(&key, &format!("mark=item&as=read&id={id}")).await;
    assert_eq!(marked["unread_item_ids"], "");
    assert_eq!(fever(&key, "items&since_id=99").await["items"], Value::Array(Vec::new()));
}
