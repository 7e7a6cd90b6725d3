//! Telling a server something, through the same guard.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use rundown_news::limits::ALERT_ANSWER_BYTES_MAX;
use tokio::time::timeout;
use url::Url;

use super::{Carrier, Fetcher, shown};
use crate::{FetchError, FetchProblem, body, headers};

impl Fetcher {
    /// Posts a body to an address. Where it leads on nothing is posted: a redirect is a
    /// failure.
    ///
    /// # Errors
    /// When the guard refuses the address, no answer comes, or it is not one of success.
    pub async fn post(
        &self,
        url: &str,
        told: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<(), FetchError> {
        let at = parsed(url)?;
        self.within_time(&at, async {
            let answer = self.sent(&at, told, Some(body)).await?;
            // Whatever it says: that it came to an end is what counts, and not even that.
            let _ = body::read(answer, ALERT_ANSWER_BYTES_MAX, &self.large).await;
            Ok(())
        })
        .await
    }

    /// Asks an address of the reader's own, such as the provider of a single sign-on, and
    /// reads at most so many bytes of what it says: a form is posted to it if there is one.
    /// It is no outlet: no turn is waited for, and its `robots.txt` has no say.
    ///
    /// # Errors
    /// As [`Fetcher::post`], and when it says more than that.
    pub async fn answer_of(
        &self,
        url: &str,
        told: &[(&'static str, String)],
        form: Option<Vec<u8>>,
        bytes_max: usize,
    ) -> Result<Vec<u8>, FetchError> {
        let at = parsed(url)?;
        self.within_time(&at, async {
            let answer = self.sent(&at, told, form).await?;
            Ok(body::read(answer, bytes_max, &self.large).await?.0)
        })
        .await
    }

    /// Whether the guard lets an address be asked, as far as its text and what its name leads
    /// to now tell.
    ///
    /// # Errors
    /// Why not.
    pub async fn may_ask(&self, url: &str) -> Result<(), FetchError> {
        let at = parsed(url)?;
        let checked = self.check(&at).await;
        checked.map_err(|why| FetchError::Asked { url: shown(&at), why: why.into() })
    }

    async fn within_time<T>(
        &self,
        url: &Url,
        talk: impl Future<Output = Result<T, FetchProblem>>,
    ) -> Result<T, FetchError> {
        let whole = self.config.whole;
        let slow = |_| FetchProblem::TooSlow { what: "whole answer", within: whole };
        let talked = timeout(whole, talk).await.map_err(slow);
        let talked = talked.and_then(|talked| talked);
        talked.map_err(|why| FetchError::Asked { url: shown(url), why })
    }

    /// What an address answers with success; a redirect is none.
    async fn sent(
        &self,
        url: &Url,
        told: &[(&'static str, String)],
        body: Option<Vec<u8>>,
    ) -> Result<Response, FetchProblem> {
        self.check(url).await?;
        let Carrier::Network(client) = &self.carrier else {
            return Err(FetchProblem::Connect("this goes over the network".to_owned()));
        };
        let request = match body {
            Some(body) => client.post(url.clone()).body(body),
            None => client.get(url.clone()),
        };
        let request = request.headers(header_map(told));
        let within: Duration = self.config.connect + self.config.first_byte;
        let response = timeout(within, request.send())
            .await
            .map_err(|_| FetchProblem::TooSlow { what: "answer", within })?
            .map_err(|error| self.problem(&error))?;
        self.check_peer(&response)?;
        let status = response.status();
        if !status.is_success() {
            let wait = headers::retry_after(response.headers(), Timestamp::now());
            let status = status.as_u16();
            return Err(FetchProblem::Status { status, retry_after_seconds: wait });
        }
        Ok(response)
    }
}

fn parsed(url: &str) -> Result<Url, FetchError> {
    Url::parse(url).map_err(|error| FetchError::Asked {
        url: url.to_owned(),
        why: FetchProblem::NotAnAddress(error.to_string()),
    })
}

/// What is told beside the body. A value that is no header value is left out.
fn header_map(told: &[(&'static str, String)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            map.insert(HeaderName::from_static(name), value);
        }
    }
    map
}
