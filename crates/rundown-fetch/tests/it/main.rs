//! The fetcher against real sockets on loopback.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod answers;
mod guarded;
mod hostile;
mod letters;
mod manners;
mod posts;

use std::time::Duration;

use rundown_fetch::{
    Conditions, FetchConfig, FetchError, FetchProblem, Fetched, Fetcher, Fresh, Guard,
};

/// May ask loopback, and has little patience.
fn hasty() -> FetchConfig {
    FetchConfig {
        guard: Guard { allow_private: true },
        connect: Duration::from_millis(300),
        first_byte: Duration::from_millis(300),
        whole: Duration::from_millis(1_500),
        spacing: Duration::ZERO,
        ..FetchConfig::default()
    }
}

fn open() -> Fetcher {
    Fetcher::new(hasty()).unwrap()
}

async fn get(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    fetcher.get(url, &Conditions::default()).await
}

async fn fresh(url: &str) -> Fresh {
    match get(&open(), url).await.unwrap() {
        Fetched::Fresh(fresh) => fresh,
        Fetched::NotModified(_) => panic!("nothing was asked that could be unchanged"),
    }
}

async fn problem(url: &str) -> FetchProblem {
    get(&open(), url).await.unwrap_err().problem().unwrap().clone()
}
