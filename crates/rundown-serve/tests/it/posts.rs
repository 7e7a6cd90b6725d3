//! What programs post.

use axum::body::Body;
use axum::http::StatusCode;
use rundown_desk::{Purpose, Tokens};
use rundown_news::ReaderId;
use rundown_news::limits::{POST_BYTES_MAX, POST_LINES_MAX, POSTS_PER_MINUTE_MAX};
use serde_json::Value;

use crate::app::{Answer, News, request};
use crate::handmade::now;

const PAGE: &str = "<title>Harbor shut</title><h1>Harbor shut</h1><p>The harbor of Port Elm \
    was shut on Monday after a storm, harbor master Ian Pell said.</p>";

fn token(news: &News) -> String {
    Tokens::of_directory(&news.room)
        .make("crawler", Purpose::Posting, ReaderId::FIRST, now())
        .unwrap()
}

/// A post with a token and these headers.
async fn post(
    news: &News,
    token: &str,
    query: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> (StatusCode, Value, Answer) {
    let mut request = request("POST", &format!("/api/v1/articles{query}"))
        .header("authorization", format!("Bearer {token}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = news.ask(request.body(body.into()).unwrap()).await;
    let json = serde_json::from_str(&answer.body).unwrap_or_default();
    (answer.status, json, answer)
}

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");
const LINES: (&str, &str) = ("content-type", "application/x-ndjson");
const TEXT: (&str, &str) = ("content-type", "text/plain");

#[tokio::test]
async fn a_page_is_taken_in_once_and_stands_in_a_story() {
    let news = News::open();
    let token = token(&news);
    let query = "?url=https://courier.example/harbor&at=2031-05-12T09:00:00Z";
    let (status, answer, _) = post(&news, &token, query, &[HTML], PAGE).await;
    assert_eq!(
        (status, &answer["accepted"]),
        (StatusCode::CREATED, &1.into()),
        "{answer}"
    );
    assert_eq!(answer["threaded"], true);
    let id = answer["articles"][0]["article"].as_str().unwrap().to_owned();
    let shown = news.get(&format!("/api/v1/articles/{id}")).await;
    let shown: Value = serde_json::from_str(&shown.body).unwrap();
    assert_eq!(shown["headline"], "Harbor shut");
    assert_eq!(shown["url"], "https://courier.example/harbor");
    assert_eq!(shown["seen_at"], "2031-05-12T09:00:00Z");
    assert!(shown["story"].is_object(), "{shown}");
    let (status, answer, _) = post(&news, &token, query, &[HTML], PAGE).await;
    assert_eq!((status, &answer["known"]), (StatusCode::OK, &1.into()));
    // The same by headers, as a browser extension sends it.
    let headers = [
        HTML,
        ("content-location", "https://courier.example/harbor"),
        ("memento-datetime", "Mon, 12 May 2031 09:00:00 GMT"),
        ("origin", "moz-extension://0b1c"),
        ("sec-fetch-site", "cross-site"),
    ];
    let (status, ..) = post(&news, &token, "", &headers, PAGE).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn lines_are_answered_one_by_one_and_mails_are_taken() {
    let news = News::open();
    let token = token(&news);
    let lines = "{\"url\":\"https://a.example/1\",\"title\":\"Dam\",\"body\":\"It is open.\"}\n\n\
        {\"nothing\":1}\n{\"id\":\"x\",\"headline\":\"Made up\",\"text\":\"Said who?\"}\nnoise\n";
    let (status, answer, _) = post(&news, &token, "", &[LINES], lines).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let outcome = |n: usize| &answer["articles"][n]["outcome"];
    assert_eq!((outcome(0), outcome(1)), (&"new".into(), &"refused".into()));
    assert_eq!((outcome(2), outcome(3)), (&"refused".into(), &"refused".into()));
    assert_eq!(answer["articles"][3]["document"], "body:5");
    let (status, ..) = post(&news, &token, "", &[LINES], "noise\nmore").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let pretty = "{\n \"title\": \"Gate\",\n \"body\": \"It is shut.\"\n}";
    let json = ("content-type", "application/json");
    let (status, answer, _) = post(&news, &token, "", &[json], pretty).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let mail = "From: The Courier <news@courier.example>\nDate: Mon, 12 May 2031 09:00:00 GMT\n\
        Subject: The gate\n\nThe gate of Vale is shut, the warden said.";
    let kind = ("content-type", "message/rfc822");
    let (status, answer, _) = post(&news, &token, "", &[kind], mail).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
}

#[tokio::test]
async fn nobody_posts_without_a_token_and_no_page_of_another_site_can() {
    let news = News::open();
    let token = token(&news);
    let plain = request("POST", "/api/v1/articles").header("content-type", "text/plain");
    let answer = news.ask(plain.body(Body::from("a")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    for wrong in ["", "x", &token[..token.len() - 1], &format!("{token}0")] {
        let (status, ..) = post(&news, wrong, "", &[TEXT], "a").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    // In the address it would stand in logs.
    let plain = request("POST", &format!("/api/v1/articles?token={token}"));
    let answer = news.ask(plain.body(Body::from("a")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    // What a browser asks before it lets a page send a header of its own.
    let asked = request("OPTIONS", "/api/v1/articles")
        .header("origin", "https://evil.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization");
    let answer = news.ask(asked.body(Body::empty()).unwrap()).await;
    assert!(!answer.status.is_success());
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let (_, _, answer) =
        post(&news, &token, "", &[TEXT, ("origin", "https://evil.example")], "a b").await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
    // The other forms stay closed to a token.
    let look =
        request("POST", "/look").header("authorization", format!("Bearer {token}"));
    let answer = news.ask(look.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    Tokens::of_directory(&news.room).revoke("crawler").unwrap();
    let (status, ..) = post(&news, &token, "", &[TEXT], "a").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_is_wrong_with_a_post_is_told_by_its_status() {
    let news = News::open();
    let token = token(&news);
    let png = ("content-type", "image/png");
    let packed = ("content-encoding", "gzip");
    let of = async |query: &str, headers: &[(&str, &str)], body: String| {
        let (status, answer, _) = post(&news, &token, query, headers, body).await;
        assert!(answer["detail"].is_string() || answer["accepted"] == 0, "{answer}");
        status.as_u16()
    };
    assert_eq!(of("", &[png], "x".into()).await, 415);
    assert_eq!(of("", &[], "x".into()).await, 415);
    assert_eq!(of("", &[HTML, packed], "x".into()).await, 415);
    assert_eq!(of("", &[HTML], "  \n".into()).await, 400);
    assert_eq!(of("?url=javascript:alert(1)", &[HTML], PAGE.into()).await, 400);
    let long = format!("?url=https://a.example/{}", "a".repeat(3_000));
    assert_eq!(of(&long, &[HTML], PAGE.into()).await, 400);
    assert_eq!(of("?at=yesterday", &[HTML], PAGE.into()).await, 400);
    assert_eq!(of("?at=1&at=2", &[HTML], PAGE.into()).await, 400);
    assert_eq!(of("", &[HTML], "x".repeat(POST_BYTES_MAX + 1)).await, 413);
    let lines = "{\"text\":\"a\"}\n".repeat(POST_LINES_MAX + 1);
    assert_eq!(of("", &[LINES], lines).await, 413);
    assert_eq!(of("", &[HTML], "<p></p>".into()).await, 422);
    assert_eq!(of("", &[LINES], "\u{0}\u{1}[[[[".repeat(9)).await, 422);
}

#[tokio::test]
async fn a_token_posts_so_many_times_a_minute() {
    let news = News::open();
    let token = token(&news);
    let other = Tokens::of_directory(&news.room)
        .make("other", Purpose::Posting, ReaderId::FIRST, now())
        .unwrap();
    for _ in 0..POSTS_PER_MINUTE_MAX {
        let (status, ..) = post(&news, &token, "", &[], "").await;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let (status, _, answer) = post(&news, &token, "", &[], "").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() <= 60);
    let (status, ..) = post(&news, &other, "", &[], "").await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
