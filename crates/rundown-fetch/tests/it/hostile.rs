//! Everything that a hostile server does costs its own request alone.

use std::net::Ipv4Addr;
use std::time::Duration;

use rundown_fetch::{Conditions, FetchConfig, FetchProblem, Fetched, Fetcher};
use rundown_origin::{behaviours, endless, hostile};
use tokio::time::timeout;

use crate::{hasty, open};

/// What comes to an end by itself does so within this on a busy machine.
const LONG: Duration = Duration::from_mins(2);

/// Waits for as long as anything takes that comes to an end.
fn patient() -> Fetcher {
    let config = FetchConfig { connect: LONG, first_byte: LONG, whole: LONG, ..hasty() };
    Fetcher::new(config).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_server_gets_nothing_but_its_own_failure() {
    let origin = hostile(Ipv4Addr::new(127, 0, 2, 1));
    let mut asked = tokio::task::JoinSet::new();
    for path in behaviours() {
        let url = origin.url(path);
        // What does not end by itself is ended by our limits, and nothing else is.
        let fetcher = if endless().contains(&path) { open() } else { patient() };
        asked.spawn(async move {
            let unknown = Conditions::default();
            let answer = timeout(2 * LONG, fetcher.get(&url, &unknown));
            (path, answer.await.unwrap_or_else(|_| panic!("{path} takes for ever")))
        });
    }
    let limits = [hasty().connect + hasty().first_byte, hasty().whole];
    let mut whole = Vec::new();
    while let Some(done) = asked.join_next().await {
        let (path, answer) = done.unwrap();
        if let Err(error) = &answer {
            assert!(!error.why().is_empty(), "{path} fails without a word");
            let ended = match error.problem() {
                Some(FetchProblem::TooSlow { within, .. }) => Some(*within),
                _ => None,
            };
            let is_limit = |within| limits.contains(&within);
            assert_eq!(ended.is_some_and(is_limit), endless().contains(&path), "{error}");
        }
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
    assert!(endless().iter().all(|path| !others.contains(path)), "{others:?}");
    let honest = patient().get(&origin.url("/honest"), &Conditions::default()).await;
    let Ok(Fetched::Fresh(fresh)) = honest else { panic!("{honest:?}") };
    assert_eq!(fresh.capture.bytes, b"An honest page.");
}
