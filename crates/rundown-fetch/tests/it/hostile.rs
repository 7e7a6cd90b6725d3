//! Everything that a hostile server does costs its own request alone.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use rundown_fetch::{Conditions, Fetched};
use rundown_origin::{behaviours, hostile};

use crate::{fresh, hasty, open};

/// How much longer than an answer may take a request does on a busy machine.
const SLACK: Duration = Duration::from_secs(8);

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_server_gets_nothing_but_its_own_failure() {
    let origin = hostile(Ipv4Addr::new(127, 0, 2, 1));
    let mut asked = tokio::task::JoinSet::new();
    for path in behaviours() {
        let url = origin.url(path);
        asked.spawn(async move {
            let (fetcher, begun) = (open(), Instant::now());
            let answer = fetcher.get(&url, &Conditions::default()).await;
            if let Err(error) = &answer {
                assert!(!error.why().is_empty(), "{path} fails without a word");
            }
            assert!(begun.elapsed() < hasty().whole + SLACK, "{path} takes for ever");
            (path, answer)
        });
    }
    let mut whole = Vec::new();
    while let Some(done) = asked.join_next().await {
        let (path, answer) = done.unwrap();
        if let Ok(Fetched::Fresh(fresh)) = answer {
            assert!(
                fresh.capture.bytes.len() <= hasty().bytes_max,
                "{path} is too large"
            );
            whole.push(path);
        }
    }
    let lied = |path: &&str| path.starts_with("/feed/");
    assert_eq!(whole.iter().filter(|path| lied(path)).count(), 11, "{whole:?}");
    // What they may send is a body that its length, or its chunks, cut short or not.
    let others: Vec<&str> = whole.into_iter().filter(|path| !lied(path)).collect();
    assert!(others.len() <= 4, "{others:?}");
    assert_eq!(fresh(&origin.url("/honest")).await.capture.bytes, b"An honest page.");
}
