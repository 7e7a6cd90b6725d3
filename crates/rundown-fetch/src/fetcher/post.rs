//! Telling a server something, through the same guard.

use std::time::Duration;

use jiff::Timestamp;
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
        let at = Url::parse(url).map_err(|error| FetchError::Asked {
            url: url.to_owned(),
            why: FetchProblem::NotAnAddress(error.to_string()),
        })?;
        let whole = self.config.whole;
        let slow = |_| FetchProblem::TooSlow { what: "whole answer", within: whole };
        let posted = timeout(whole, self.post_to(&at, told, body)).await;
        let posted = posted.map_err(slow).and_then(|posted| posted);
        posted.map_err(|why| FetchError::Asked { url: shown(&at), why })
    }

    async fn post_to(
        &self,
        url: &Url,
        told: &[(&'static str, String)],
        sent: Vec<u8>,
    ) -> Result<(), FetchProblem> {
        self.check(url).await?;
        let Carrier::Network(client) = &self.carrier else {
            return Err(FetchProblem::Connect("posts go over the network".to_owned()));
        };
        let request = client.post(url.clone()).headers(header_map(told)).body(sent);
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
        // Whatever it says: that it came to an end is what counts, and not even that.
        let _ = body::read(response, ALERT_ANSWER_BYTES_MAX, &self.large).await;
        Ok(())
    }
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
