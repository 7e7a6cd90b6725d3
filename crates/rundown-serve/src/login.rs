//! The password, where one is set: asked for as HTTP does it, with any name.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rundown_desk::{Desk, Purpose};
use tokio::sync::Semaphore;
use tokio::time::sleep;

use crate::Problem;
use crate::accounts::{Shown, Who, answer, is_open, turn_away, who};
use crate::site::Site;
use crate::visitor::Visitor;

/// Wrong passwords looked at together, each for so long: guessing is slow, and readers
/// who know theirs do not wait for those who guess.
const GUESSES_MAX: usize = 4;
const GUESS_SECONDS: u64 = 1;

/// How browsers are told to ask for it.
const SCHEME: &str = "Basic realm=\"Rundown\", charset=\"UTF-8\"";

/// What is answered without a password: probes, which learn nothing but "ok", and where
/// programs post, which show a token of their own there.
const OPEN: [&str; 3] = ["/healthz", "/readyz", crate::post::PATH];

/// Who is asked, and room for those who guess.
#[derive(Clone)]
pub(crate) struct Login {
    site: Site,
    guesses: Arc<Semaphore>,
}

/// Where programs read, and may show a token for it in the place of the password.
const API: &str = "/api/v1/";

impl Login {
    /// Whether this is a token for reading.
    pub(crate) async fn reads(&self, token: String) -> Result<bool, Problem> {
        Ok(self.reader(token).await?.is_some())
    }

    /// Who reads with this token, if it is one.
    pub(crate) async fn reader(&self, token: String) -> Result<Option<Visitor>, Problem> {
        let owner = move |desk: &Desk| {
            let owner = desk.tokens().owner_of(&token, Purpose::Reading)?;
            owner.map_or(Ok(None), |owner| Visitor::reading(desk, owner))
        };
        self.site.ask(owner).await
    }

    /// Whether people sign in by name.
    pub(crate) async fn has_accounts(&self) -> Result<bool, Problem> {
        self.site.ask(Desk::has_accounts).await
    }

    /// Whether this is the password, or there is none.
    pub(crate) fn knows(&self, given: &[u8]) -> bool {
        let password = self.site.settings.password.as_deref();
        password.is_none_or(|password| is_same(given, password.as_bytes()))
    }

    /// Lets whoever showed something wrong wait, and turns those away who are too many.
    pub(crate) async fn was_wrong(&self) -> Result<(), Problem> {
        let _guess = self.guesses.try_acquire().map_err(|_| Problem::Busy)?;
        sleep(Duration::from_secs(GUESS_SECONDS)).await;
        Ok(())
    }

    pub(crate) fn new(site: Site) -> Self {
        Self { site, guesses: Arc::new(Semaphore::new(GUESSES_MAX)) }
    }
}

/// Lets a request in that knows the password, if there is one.
pub(crate) async fn ask(
    State(login): State<Login>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if OPEN.contains(&path) || path.starts_with(crate::push::PATH) {
        return next.run(request).await;
    }
    let shown = Shown::of(&login.site, &request);
    match who(&login.site, shown).await {
        Ok(Who::Known(visitor)) => {
            return answer(&login.site, visitor, request, next).await;
        }
        Ok(Who::Stranger) if is_open(path) => return next.run(request).await,
        Ok(Who::Stranger) => return turn_away(&request),
        Ok(Who::Anybody) => {}
        Err(problem) => return problem.into_response(),
    }
    ask_password(State(login), request, next).await
}

/// The same where there are no accounts.
pub(crate) async fn ask_password(
    State(login): State<Login>,
    request: Request,
    next: Next,
) -> Response {
    if login.site.settings.password.is_none() {
        return next.run(request).await;
    }
    let given = given(request.headers());
    let knows = given.as_deref().is_some_and(|given| login.knows(given));
    let path = request.uri().path();
    if knows || OPEN.contains(&path) || path.starts_with(crate::push::PATH) {
        return next.run(request).await;
    }
    if path.starts_with(API)
        && let Some(token) = token_of(request.headers())
    {
        match login.reads(token).await {
            Ok(true) => return next.run(request).await,
            Ok(false) => {}
            Err(problem) => return problem.into_response(),
        }
    }
    if given.is_some()
        && let Err(problem) = login.was_wrong().await
    {
        return problem.into_response();
    }
    ([(header::WWW_AUTHENTICATE, SCHEME)], Problem::NoPassword).into_response()
}

/// The token of a request.
fn token_of(headers: &HeaderMap) -> Option<String> {
    let told = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = told.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// The password of a request, without the name before it.
fn given(headers: &HeaderMap) -> Option<Vec<u8>> {
    let told = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = told.split_once(' ')?;
    let pair = STANDARD.decode(encoded.trim()).ok()?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| pair[colon + 1..].to_vec())
}

/// Compares without telling by the time it takes where the first difference is.
pub(crate) fn is_same(given: &[u8], password: &[u8]) -> bool {
    let differ =
        given.iter().zip(password).fold(0, |all, (one, other)| all | (one ^ other));
    given.len() == password.len() && std::hint::black_box(differ) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &str) -> Option<Vec<u8>> {
        given(&[(header::AUTHORIZATION, value.parse().unwrap())].into_iter().collect())
    }

    #[test]
    fn the_password_stands_behind_the_first_colon() {
        assert_eq!(told("Basic YW5hOmE6Yg==").as_deref(), Some(&b"a:b"[..]));
        assert_eq!(told("basic Og==").as_deref(), Some(&b""[..]));
        for bad in ["Bearer YW5hOmE6Yg==", "Basic", "Basic !", "Basic YW5h"] {
            assert_eq!(told(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_the_same_password_is_the_same() {
        assert!(is_same(b"secret", b"secret"));
        for other in [&b"secreT"[..], b"secre", b"secrets", b""] {
            assert!(!is_same(other, b"secret"));
        }
    }
}
