//! Who may ask for what where there are accounts. Somebody is known by the session of their
//! browser, by a token of their programs, or by a header of a proxy that is named for it.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rundown_desk::{Desk, DeskError, Purpose};
use rundown_news::Rights;
use rundown_news::limits::{ASKED_PER_MINUTE_MAX, DONE_PER_MINUTE_MAX};
use tokio::time::Instant;

use crate::Problem;
use crate::links::segment;
use crate::listen::peer;
use crate::signing::session_of;
use crate::site::Site;
use crate::visitor::{Visitor, answering};

/// What a request shows of who sends it.
pub(crate) struct Shown {
    session: Option<String>,
    token: Option<String>,
    /// A name that a proxy vouches for.
    named: Option<String>,
}

/// Who somebody is by what they show.
pub(crate) enum Who {
    /// There are no accounts.
    Anybody,
    Known(Visitor),
    Stranger,
}

impl Shown {
    pub(crate) fn of(site: &Site, request: &Request) -> Self {
        let headers = request.headers();
        let token = is_for_programs(request.uri().path()).then(|| token_of(headers));
        Self {
            session: session_of(site, headers),
            token: token.flatten(),
            named: named_by_proxy(site, request),
        }
    }

    fn who(&self, desk: &Desk) -> Result<Who, DeskError> {
        if !desk.has_accounts()? {
            return Ok(Who::Anybody);
        }
        let account = if let Some(name) = &self.named {
            desk.account_named(name)?
        } else if let Some(token) = &self.token {
            match desk.tokens().owner_of(token, Purpose::Reading)? {
                Some(reader) => desk.account_of(reader)?,
                None => None,
            }
        } else if let Some(session) = &self.session {
            desk.signed_in(session)?
        } else {
            None
        };
        Ok(account.map_or(Who::Stranger, |account| Who::Known(Visitor::of(account))))
    }
}

/// Who shows this.
pub(crate) async fn who(site: &Site, shown: Shown) -> Result<Who, Problem> {
    site.ask_in(&Arc::clone(&site.lookups), move |desk| shown.who(desk)).await
}

/// Answers somebody who is known with what they may have.
pub(crate) async fn answer(
    site: &Site,
    who: Visitor,
    request: Request,
    next: Next,
) -> Response {
    if let Err(seconds) = counted(site, &who, &request) {
        return Problem::TooMany(seconds).into_response();
    }
    if who.rights < needed(request.method(), request.uri().path()) {
        return Problem::NotYours.into_response();
    }
    answering(who, next.run(request)).await
}

/// Counts what somebody asks, so that one reader leaves the others room.
fn counted(site: &Site, who: &Visitor, request: &Request) -> Result<(), u64> {
    let (changes, now) = (!request.method().is_safe(), Instant::now());
    if changes {
        site.asked.count((who.reader, true), DONE_PER_MINUTE_MAX, now)?;
    }
    site.asked.count((who.reader, false), ASKED_PER_MINUTE_MAX, now)
}

/// What a stranger is told: where to sign in, or that they have to.
pub(crate) fn turn_away(request: &Request) -> Response {
    let uri = request.uri();
    if is_for_programs(uri.path()) {
        let how =
            [(header::WWW_AUTHENTICATE, "Basic realm=\"Rundown\", charset=\"UTF-8\"")];
        return (how, Problem::NoPassword).into_response();
    }
    if request.method() != Method::GET {
        return Problem::NoPassword.into_response();
    }
    let wanted = uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    Redirect::to(&format!("/login?next={}", segment(wanted))).into_response()
}

/// What is open to strangers where there are accounts: what they sign in with.
pub(crate) fn is_open(path: &str) -> bool {
    path == "/login"
        || path.starts_with("/login/")
        || path.starts_with("/setup/")
        || path.starts_with("/static/")
        || matches!(path, "/favicon.svg" | "/favicon.ico" | "/robots.txt")
        || matches!(path, "/manifest.webmanifest" | "/worker.js" | "/offline")
}

/// Where programs read, and may show a token for it.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/v1/")
        || path == crate::mcp_http::PATH
        || [".atom", ".json", ".opml"].iter().any(|end| path.ends_with(end))
}

/// What one has to be for a request: whatever changes more than what the reader has read,
/// follows and mutes is an editor's.
fn needed(method: &Method, path: &str) -> Rights {
    let is_own = path == "/look"
        || path.starts_with("/stories/")
        || path == "/logout"
        || path.starts_with("/account")
        || path == "/alerts"
        || path.starts_with("/alerts/")
        || path.starts_with("/api/v1/alerts")
        || path == crate::mcp_http::PATH
        || is_open(path);
    if method.is_safe() || is_own { Rights::Reader } else { Rights::Editor }
}

/// The token of a request: of its own, or in the place of a password, as programs send it
/// that know no other way.
fn token_of(headers: &HeaderMap) -> Option<String> {
    let told = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = told.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    let pair = STANDARD.decode(rest.trim()).ok()?;
    let (_, password) = std::str::from_utf8(&pair).ok()?.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| password.to_owned())
}

/// The name that a proxy puts into a header, if this proxy is one whose word counts.
fn named_by_proxy(site: &Site, request: &Request) -> Option<String> {
    let vouching = site.settings.vouching.as_ref()?;
    let from = peer(request)?.ip().to_canonical();
    if !vouching.proxies.iter().any(|network| network.contains(&from)) {
        return None;
    }
    let mut told = request.headers().get_all(vouching.header.as_str()).iter();
    let (first, second) = (told.next(), told.next());
    // Two of them: the proxy let through what a stranger sent.
    let name = first.filter(|_| second.is_none())?.to_str().ok()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_change_what_is_their_own() {
        for path in [
            "/look",
            "/stories/a/look",
            "/stories/a/follow",
            "/logout",
            "/alerts",
            "/alerts/browsers",
            "/api/v1/alerts/wishes",
        ] {
            assert_eq!(needed(&Method::POST, path), Rights::Reader, "{path}");
        }
        for path in
            ["/feeds", "/feeds/act", "/corrections/undo", "/articles/a/split", "/x"]
        {
            assert_eq!(needed(&Method::POST, path), Rights::Editor, "{path}");
            assert_eq!(needed(&Method::GET, path), Rights::Reader, "{path}");
        }
    }
}
