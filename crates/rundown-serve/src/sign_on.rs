//! Signing on by a provider: the way there, and the way back.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use rundown_desk::{NotSignedOn, Returned};
use serde::Deserialize;

use crate::Problem;
use crate::signing::{Next, cookie_of, kept, put_cookie, session_of, signed_in, within};
use crate::site::Site;

/// Where the provider sends a browser back to.
const BACK: &str = "/login/return";

/// The cookie of what a browser keeps until it comes back, and for how long.
const COOKIE: &str = "rundown-sign-on";
const COOKIE_SECONDS: i64 = 10 * 60;

/// The longest address of ours that somebody goes on to.
const NEXT_BYTES_MAX: usize = 1_024;
/// The longest part of what comes back.
const PART_BYTES_MAX: usize = 4 << 10;
/// The longest reason of a provider that is told.
const REASON_CHARACTERS_MAX: usize = 64;

fn back_to(site: &Site) -> String {
    format!("{}{BACK}", site.settings.base_url)
}

/// Sends a browser to the provider. By a link, since a policy that lets forms go nowhere else
/// lets none lead there.
pub(crate) async fn begin(
    State(site): State<Site>,
    next: Result<Query<Next>, QueryRejection>,
) -> Result<Response, Problem> {
    let next = next.map(|Query(next)| next.next).unwrap_or_default();
    let next = if next.len() > NEXT_BYTES_MAX { "/" } else { within(&next) };
    let begun = site.begin_sign_on(&back_to(&site), next).await?;
    let mut answer = Redirect::to(&begun.url).into_response();
    put_cookie(&mut answer, &kept(&site, COOKIE, &begun.kept, COOKIE_SECONDS));
    Ok(answer)
}

/// What a provider sends a browser back with.
#[derive(Default, Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    iss: Option<String>,
    error: Option<String>,
}

/// Signs on whoever comes back and proves who they are.
pub(crate) async fn end(
    State(site): State<Site>,
    headers: HeaderMap,
    back: Result<Query<Back>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(back) = back.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let mut answer = match ended(&site, &headers, back).await {
        Ok(answer) => answer,
        Err(problem) => problem.into_response(),
    };
    // However it ended, what the browser kept is good for nothing more.
    put_cookie(&mut answer, &kept(&site, COOKIE, "", 0));
    Ok(answer)
}

async fn ended(
    site: &Site,
    headers: &HeaderMap,
    back: Back,
) -> Result<Response, Problem> {
    let Back { state, code, iss: issuer, error } = back;
    if let Some(error) = error {
        let declined = NotSignedOn::Declined(reason(&error));
        return Err(rundown_desk::DeskError::from(declined).into());
    }
    let is_long = [&state, &code]
        .into_iter()
        .chain(&issuer)
        .any(|part| part.len() > PART_BYTES_MAX);
    if is_long {
        return Err(Problem::BadQuery("it is too long".to_owned()));
    }
    let kept = cookie_of(site, headers, COOKIE).unwrap_or_default();
    let returned = Returned { kept, state, code, issuer };
    let proven = site.end_sign_on(&back_to(site), &returned).await?;
    let before = session_of(site, headers);
    let next = proven.next.clone();
    let session = site.ask(move |desk| {
        let session = desk.signed_on(&proven)?;
        if let Some(before) = before {
            desk.sign_out(&before)?;
        }
        Ok(session)
    });
    Ok(signed_in(site, &session.await?, within(&next)))
}

/// The word by which a provider says why not; whatever else comes there is no word of its.
fn reason(error: &str) -> String {
    let is_letter = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    error.chars().filter(is_letter).take(REASON_CHARACTERS_MAX).collect()
}
