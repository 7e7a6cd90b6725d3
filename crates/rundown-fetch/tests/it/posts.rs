//! What is told to a server, and what stands in for one.

use std::sync::Arc;

use rundown_fetch::{
    Answering, Conditions, FetchError, FetchProblem, Fetcher, Refusal, Reply, Wire,
};
use rundown_origin::{Answer, Origin, Outlet, answer, path};
use url::Url;

use crate::{get, hasty, open};

#[tokio::test]
async fn what_is_posted_arrives_with_its_headers() {
    let web = Outlet::new();
    web.give("/hook", Answer::ok("thanks"));
    let told = [("idempotency-key", "k1".to_owned()), ("x-title", "a\nb".to_owned())];
    assert_eq!(open().post(&web.url("/hook"), &told, b"{}".to_vec()).await, Ok(()));
    assert_eq!(web.bodies("/hook"), ["{}"]);
    let origin = Origin::answering(|head| {
        let as_told = head.starts_with("POST /hook ")
            && head.contains("idempotency-key: k1\r\n")
            && !head.contains("x-title");
        answer(if as_told { "200 OK" } else { "400 Bad Request" }, "", b"")
    });
    assert_eq!(open().post(&origin.url("/hook"), &told, Vec::new()).await, Ok(()));
}

#[tokio::test]
async fn nothing_is_posted_where_the_guard_or_a_redirect_stands() {
    let origin = Origin::answering(|head| match path(head) {
        "/moved" => answer("302 Found", "Location: /hook\r\n", b""),
        _ => answer("503 Busy", "Retry-After: 7\r\n", b""),
    });
    let moved = open().post(&origin.url("/moved"), &[], Vec::new()).await.unwrap_err();
    assert!(matches!(moved.problem(), Some(FetchProblem::Status { status: 302, .. })));
    let busy = open().post(&origin.url("/hook"), &[], Vec::new()).await.unwrap_err();
    assert_eq!(busy.retry_after_seconds(), Some(7));
    assert_eq!(origin.connections(), 2);
    let guarded = Fetcher::new(rundown_fetch::FetchConfig::default()).unwrap();
    let private = |error: FetchError| {
        matches!(error.problem(), Some(FetchProblem::Refused(Refusal::Private(_))))
    };
    let url = "http://127.0.0.1/hook";
    assert!(private(guarded.post(url, &[], Vec::new()).await.unwrap_err()));
    assert!(private(guarded.post_form(url, &[]).await.unwrap_err()));
    assert!(private(guarded.may_ask(url).await.unwrap_err()));
    assert_eq!(open().may_ask(url).await, Ok(()));
}

#[tokio::test]
async fn an_answer_of_the_readers_own_is_read_as_far_as_was_said() {
    let web = Outlet::new();
    web.give("/keys", Answer::ok("twelve bytes"));
    let asked = |form, max| {
        let url = web.url("/keys");
        async move { open().answer_of(&url, &[], form, max).await }
    };
    assert_eq!(asked(None, 12).await, Ok(b"twelve bytes".to_vec()));
    let long = asked(None, 11).await.unwrap_err();
    assert_eq!(long.problem(), Some(&FetchProblem::TooLarge { bytes_max: 11 }));
    assert!(asked(Some(b"code=7".to_vec()), 12).await.is_ok());
    assert!(web.bodies("/keys").contains(&"code=7".to_owned()));
}

#[tokio::test]
async fn a_form_is_sent_as_one_and_its_status_told() {
    let web = Outlet::new();
    web.give("/hub", Answer::status("202 Accepted"));
    let fields = [("hub.mode", "subscribe"), ("hub.topic", "https://a.example/?b=c&d")];
    assert_eq!(open().post_form(&web.url("/hub"), &fields).await, Ok(202));
    let sent = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d";
    assert_eq!(web.bodies("/hub"), [sent]);
    assert!(matches!(open().post_form(&web.url("/none"), &fields).await, Ok(400..)));
}

/// Answers as a redirect from a secure address to one that is not.
#[derive(Debug)]
struct Careless;

impl Wire for Careless {
    fn ask<'a>(&'a self, url: &'a Url, _: &'a Conditions) -> Answering<'a> {
        let reply = if url.path() == "/" {
            Reply { status: 200, body: b"here".to_vec(), ..Reply::default() }
        } else {
            let to = format!("http:{}", url.path().replacen('/', "//", 1));
            Reply { status: 301, headers: vec![("location", to)], ..Reply::default() }
        };
        Box::pin(async move { Ok(reply) })
    }
}

#[tokio::test]
async fn what_is_asked_in_secret_is_not_asked_in_the_clear() {
    let fetcher = Fetcher::over(hasty(), Arc::new(Careless)).unwrap();
    let error = get(&fetcher, "https://outlet.example/vale.example/").await.unwrap_err();
    assert_eq!(error.problem(), Some(&FetchProblem::Refused(Refusal::Downgrade)));
    assert!(get(&fetcher, "http://outlet.example/vale.example/").await.is_ok());
    assert!(get(&fetcher, "https://outlet.example/").await.is_ok());
}
