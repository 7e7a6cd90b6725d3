//! The API as it is described: each route, each answer, over the invented news of the demo.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use axum::http::StatusCode;
use rundown_desk::{Clock, Desk, Document};
use rundown_news::Subscription;
use serde_json::Value;

use crate::app::{Answer, News};
use crate::captures::demo;
use crate::handmade::at;
use crate::markup::values;
use crate::schema::faults;

/// The news of the demo for a reader who comes back after two days.
pub(crate) fn read_before() -> News {
    News::made(at("2031-05-28T18:00:00Z"), None, |room| {
        let look = at("2031-05-26T18:00:00Z");
        let (before, after): (Vec<Document>, Vec<Document>) =
            demo().into_iter().partition(|document| document.seen_at <= look);
        let desk = Desk::open(room, Clock::Fixed(look)).unwrap();
        desk.take_in(before).unwrap();
        desk.place_news().unwrap();
        desk.look_at_all().unwrap();
        let url = "https://courier.example/feed".to_owned();
        desk.subscribe(&Subscription { url, ..Subscription::default() }).unwrap();
        after
    })
}

fn description() -> &'static Value {
    static DESCRIPTION: OnceLock<Value> = OnceLock::new();
    DESCRIPTION.get_or_init(|| {
        serde_json::from_str(include_str!("../../src/api/openapi.json")).unwrap()
    })
}

/// The answer, which is as the description of `route` says.
async fn described(news: &News, route: &str, path: &str) -> Value {
    held(route, "get", path, &news.get(path).await)
}

pub(crate) fn held(route: &str, method: &str, path: &str, answer: &Answer) -> Value {
    let operation = &description()["paths"][route][method];
    let status = answer.status.as_str();
    let responses = &operation["responses"];
    let mut response = responses.get(status).unwrap_or(&responses["default"]);
    if let Some(name) = response.get("$ref") {
        let path = name.as_str().unwrap().trim_start_matches('#');
        response = description().pointer(path).unwrap();
    }
    let form = answer.header("content-type");
    let schema = response["content"][form].get("schema");
    let schema = schema.unwrap_or_else(|| panic!("{path}: {status} as {form:?}?"));
    let json: Value = serde_json::from_str(&answer.body).unwrap();
    let faults = faults(description(), schema, &json);
    assert!(faults.is_empty(), "{path}:\n{}", faults.join("\n"));
    json
}

#[test]
fn every_route_is_described_and_every_description_has_its_route() {
    let source = include_str!("../../src/lib.rs");
    let routes: BTreeSet<(String, String)> = source
        .split(".route(\"")
        .skip(1)
        .filter_map(|rest| {
            let (path, rest) = rest.split_once("\", ")?;
            let method = rest.split('(').next()?;
            path.starts_with("/api/").then(|| (path.to_owned(), method.to_owned()))
        })
        .collect();
    let paths = description()["paths"].as_object().unwrap();
    let methods = |(path, of): (&String, &Value)| -> Vec<(String, String)> {
        of.as_object().unwrap().keys().map(|one| (path.clone(), one.clone())).collect()
    };
    let told: BTreeSet<(String, String)> = paths.iter().flat_map(methods).collect();
    assert_eq!(routes, told);
    assert!(routes.len() > 8);
}

#[tokio::test]
async fn every_answer_is_as_described() {
    let news = read_before();
    for list in ["rundown", "new", "stories", "feeds", "search?q=bridge"] {
        let route = format!("/api/v1/{}", list.split('?').next().unwrap());
        let path = format!("/api/v1/{list}");
        let whole = described(&news, &route, &path).await;
        let items = whole["items"].as_array().unwrap();
        assert!(!items.is_empty() && whole["next"].is_null(), "{path}");
        let join = if list.contains('?') { '&' } else { '?' };
        let first = described(&news, &route, &format!("{path}{join}limit=1")).await;
        assert_eq!(first["items"][0], items[0], "{path}");
        let next = first["next"].as_str();
        assert_eq!(next.is_some(), items.len() > 1, "{path}");
        if let Some(next) = next {
            let second = described(&news, &route, next).await;
            assert_eq!(second["items"][0], items[1], "{path}");
        }
    }
    let stories = described(&news, "/api/v1/stories", "/api/v1/stories").await;
    let mut articles = BTreeSet::new();
    for story in stories["items"].as_array().unwrap() {
        let path = format!("/api/v1/stories/{}", story["slug"].as_str().unwrap());
        let story = described(&news, "/api/v1/stories/{name}", &path).await;
        articles.extend(story["articles"].as_object().unwrap().keys().cloned());
    }
    for id in articles {
        let path = format!("/api/v1/articles/{id}");
        described(&news, "/api/v1/articles/{id}", &path).await;
    }
    let open = described(&news, "/api/v1/openapi.json", "/api/v1/openapi.json").await;
    assert_eq!(open["openapi"], "3.1.0");
}

#[tokio::test]
async fn why_is_as_described() {
    let news = News::open();
    let stories = described(&news, "/api/v1/stories", "/api/v1/stories").await;
    let path = format!("/api/v1/stories/{}", stories["items"][0]["story"]);
    let story = described(&news, "/api/v1/stories/{name}", &path).await;
    for id in story["articles"].as_object().unwrap().keys() {
        let path = format!("/api/v1/articles/{id}/why");
        let why = described(&news, "/api/v1/articles/{id}/why", &path).await;
        assert!(why["story"].is_object());
    }
}

#[tokio::test]
async fn what_goes_wrong_is_told_as_described() {
    let news = News::open();
    for (route, path, status) in [
        ("/api/v1/stories/{name}", "/api/v1/stories/never-was", 404),
        ("/api/v1/stories/{name}", "/api/v1/stories/%ff", 400),
        ("/api/v1/articles/{id}", "/api/v1/articles/never-was", 404),
        ("/api/v1/articles/{id}", "/api/v1/articles/x?revision=-1", 400),
        ("/api/v1/articles/{id}/why", "/api/v1/articles/never-was/why", 404),
        ("/api/v1/rundown", "/api/v1/rundown?limit=0", 400),
        ("/api/v1/rundown", "/api/v1/rundown?limit=201", 400),
        ("/api/v1/stories", "/api/v1/stories?from=-1", 400),
        ("/api/v1/stories", "/api/v1/stories?from=99999999999999", 400),
        ("/api/v1/search", "/api/v1/search", 400),
        ("/api/v1/new", "/api/v1/new/nothing", 404),
        ("/api/v1/new", "/api/v1/articles", 405),
    ] {
        let told = described(&news, route, path).await;
        assert_eq!(told["status"], status, "{path}");
        assert!(told["type"].as_str().unwrap().starts_with("urn:rundown:problem:"));
    }
    // A program is told which parameter is wrong, and not to follow a link on a page.
    let told = described(&news, "/api/v1/rundown", "/api/v1/rundown?limit=x").await;
    let detail = told["detail"].as_str().unwrap();
    assert!(detail.contains("limit: invalid digit"), "{told}");
    assert!(!detail.contains("deserialize"), "{told}");
    assert!(told["hint"].as_str().unwrap().contains("api.md"), "{told}");
    let long = format!("/api/v1/search?q={}", "a".repeat(401));
    assert_eq!(described(&news, "/api/v1/search", &long).await["status"], 400);
    assert_eq!(news.get("/stories/never-was").await.status, StatusCode::NOT_FOUND);
    assert!(news.get("/stories/never-was").await.body.starts_with("<!"));
}

#[tokio::test]
async fn every_page_leads_to_an_answer_for_programs_that_is_there() {
    let news = News::open();
    let article = news.article().await;
    for page in ["/", &news.story().await, &article, &format!("{article}/why")] {
        let html = news.get(page).await.body;
        let to_api =
            values(&html, "href").into_iter().filter(|href| href.contains("/api/"));
        let to_api: Vec<String> = to_api.map(|href| href.replace("&#38;", "&")).collect();
        assert!(!to_api.is_empty(), "{page}");
        for href in to_api {
            assert_eq!(news.get(&href).await.status, StatusCode::OK, "{page}: {href}");
        }
    }
}
