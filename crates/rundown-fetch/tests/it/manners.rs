//! How the fetcher treats a host.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rundown_fetch::{FetchConfig, FetchProblem, Fetcher, Permission};
use tokio::task::JoinSet;

use crate::{get, hasty, open};
use rundown_origin::{Origin, answer, path};

#[tokio::test(flavor = "multi_thread")]
async fn a_host_sees_two_connections_at_a_time() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let origin = Origin::on(Ipv4Addr::LOCALHOST, move |_, stream| {
        seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        sleep(Duration::from_millis(40));
        now.fetch_sub(1, Ordering::SeqCst);
        stream.write_all(&answer("200 OK", "", b"")).ok();
    });
    let fetcher = Arc::new(open());
    let mut asked = JoinSet::new();
    for page in 0..8 {
        let (fetcher, url) = (Arc::clone(&fetcher), origin.url(&format!("/{page}")));
        asked.spawn(async move { get(&fetcher, &url).await });
    }
    assert!(asked.join_all().await.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_host_that_wants_a_pause_gets_it() {
    let origin =
        Origin::answering(|_| answer("429 Too Many", "Retry-After: 120\r\n", b""));
    let fetcher = open();
    let error = get(&fetcher, &origin.url("/1")).await.unwrap_err();
    assert_eq!(error.retry_after_seconds(), Some(120));
    let error = get(&fetcher, &origin.url("/2")).await.unwrap_err();
    assert!(matches!(
        error.problem(),
        Some(FetchProblem::Resting { seconds: 100..=120 })
    ));
    assert_eq!(origin.connections(), 1);
}

#[tokio::test]
async fn a_host_that_is_asked_too_often_and_not_says_until_when_rests_for_a_while() {
    let origin = Origin::answering(|_| answer("429 Too Many", "", b""));
    let fetcher = open();
    for expected in [429, 0] {
        let error = get(&fetcher, &origin.url("/")).await.unwrap_err();
        match error.problem().unwrap() {
            FetchProblem::Status { status, .. } => assert_eq!(*status, expected),
            problem => {
                assert!(matches!(problem, FetchProblem::Resting { seconds: 90.. }));
            }
        }
    }
    assert_eq!(origin.connections(), 1);
}

#[tokio::test]
async fn a_host_that_fails_again_and_again_is_left_alone() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let fetcher = open();
    for _ in 0..3 {
        let error = get(&fetcher, &url).await.unwrap_err();
        assert!(matches!(error.problem(), Some(FetchProblem::Connect(_))), "{error}");
    }
    let error = get(&fetcher, &url).await.unwrap_err();
    assert!(matches!(error.problem(), Some(FetchProblem::Resting { .. })), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn robots_are_asked_once_and_obeyed() {
    let origin = Origin::answering(|head| match path(head) {
        "/robots.txt" => answer("301 Moved Permanently", "Location: /rules\r\n", b""),
        "/rules" => {
            let rules =
                b"User-agent: *\nDisallow: /\n\nUser-agent: Rundown\nDisallow: /*?print";
            answer("200 OK", "", rules)
        }
        _ => answer("404 Not Found", "", b""),
    });
    let fetcher = Arc::new(open());
    let mut asked = JoinSet::new();
    for _ in 0..5 {
        let fetcher = Arc::clone(&fetcher);
        let (page, print) = (origin.url("/page"), origin.url("/page?print=1"));
        asked.spawn(async move {
            (fetcher.permission(&page).await, fetcher.permission(&print).await)
        });
    }
    assert_eq!(asked.join_all().await, [(Permission::Granted, Permission::Denied); 5]);
    assert_eq!(origin.connections(), 2);
}

#[tokio::test]
async fn no_robots_means_welcome_and_a_broken_server_does_not() {
    for (status, welcome) in [
        ("404 Not Found", Permission::Granted),
        ("403 Forbidden", Permission::Granted),
        ("429 Too Many", Permission::Unknown),
        ("503 Service Unavailable", Permission::Unknown),
    ] {
        let origin = Origin::answering(move |_| answer(status, "", b""));
        assert_eq!(open().permission(&origin.url("/page")).await, welcome, "{status}");
    }
}

#[tokio::test]
async fn requests_to_one_host_are_spaced_and_others_are_not_held_up() {
    let origin = Origin::answering(|head| match path(head) {
        "/robots.txt" => {
            answer("200 OK", "", b"User-agent: *\nCrawl-delay: 50\nDisallow: /no")
        }
        _ => answer("200 OK", "", b"ok"),
    });
    let spacing = Duration::from_millis(100);
    let fetcher = Fetcher::new(FetchConfig { spacing, ..hasty() }).unwrap();
    // A busy machine makes it longer, never shorter.
    let began = Instant::now();
    get(&fetcher, &origin.url("/1")).await.unwrap();
    get(&fetcher, &origin.url("/2")).await.unwrap();
    assert!(began.elapsed() >= spacing);
    assert_eq!(fetcher.permission(&origin.url("/3")).await, Permission::Granted);
    get(&fetcher, &origin.url("/3")).await.unwrap();
    assert!(fetcher.wait(&origin.url("/4")) > Duration::from_secs(10));
    assert_eq!(fetcher.wait("http://other.example/"), Duration::ZERO);
}
