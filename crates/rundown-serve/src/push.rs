//! `/push/TOKEN`: where hubs deliver what is new in a feed (`WebSub`).
//!
//! Nobody logs in here: the address itself is the secret, and each delivery is signed.

use axum::body::{Body, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rundown_news::limits::PUSH_BYTES_MAX;
use serde::Deserialize;

use crate::Problem;
use crate::site::Site;

/// What stands before the token.
pub(crate) const PATH: &str = "/push/";

/// The longest token that is looked up.
const TOKEN_BYTES_MAX: usize = 64;

/// What a hub says of a subscription.
#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic", default)]
    topic: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
    #[serde(rename = "hub.lease_seconds", default)]
    lease_seconds: Option<u64>,
}

/// Confirms that a subscription was asked for, by the hub's own challenge.
pub(crate) async fn confirm(
    State(site): State<Site>,
    Path(token): Path<String>,
    said: Result<Query<Said>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(said) = said.map_err(|_| Problem::NoPage)?;
    if token.len() > TOKEN_BYTES_MAX {
        return Err(Problem::NoPage);
    }
    let Said { mode, topic, challenge, lease_seconds } = said;
    let asked = move |desk: &rundown_desk::Desk| {
        desk.hub_says(&token, &mode, &topic, lease_seconds)
    };
    if site.ask(asked).await? {
        Ok(challenge.into_response())
    } else {
        Err(Problem::NoPage)
    }
}

/// Takes a delivery: its feed is due, if the hub signed it. The hub is not told whether.
pub(crate) async fn deliver(
    State(site): State<Site>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    let signature = headers.get("x-hub-signature").and_then(|said| said.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    if token.len() > TOKEN_BYTES_MAX {
        return Err(Problem::NoPage);
    }
    let asked = token.clone();
    if !site.ask(move |desk| desk.is_delivered_to(&asked)).await? {
        // A hub that knows its trade delivers there no more.
        return Ok(StatusCode::GONE);
    }
    let _held = site.posts.held.try_acquire().map_err(|_| Problem::Busy)?;
    let read = to_bytes(body, PUSH_BYTES_MAX).await;
    let bytes = read.map_err(|error| Problem::BadPost(error.to_string()))?;
    site.ask(move |desk| desk.delivered(&token, &signature, &bytes)).await?;
    Ok(StatusCode::ACCEPTED)
}
