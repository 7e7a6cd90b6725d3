//! Signing in and out, choosing a first password by a link, and changing it.

use std::net::IpAddr;

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use rundown_desk::{Desk, DeskError, SESSION_DAYS};
use serde::Deserialize;
use tokio::time::Instant;

use crate::Problem;
use crate::links::segment;
use crate::listen::peer;
use crate::site::{Page, Site, rendered};
use crate::visitor::visitor;

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    next: &'a str,
    name: &'a str,
    wrong: &'a str,
    /// What the provider is called by which one may sign on instead, and the way there.
    provider: Option<(&'a str, String)>,
}

impl<'a> LoginPage<'a> {
    fn new(site: &'a Site, next: &'a str, name: &'a str, wrong: &'a str) -> Self {
        let way =
            |provider| (provider, format!("/login/provider?next={}", segment(next)));
        Self { next, name, wrong, provider: site.signs_on_by().map(way) }
    }
}

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage<'a> {
    name: &'a str,
    wrong: &'a str,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    name: &'a str,
    role: &'a str,
    wrong: &'a str,
    /// Whether there is a password to change: who signs on by a provider has none.
    has_password: bool,
}

#[derive(Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    pub(crate) next: String,
}

#[derive(Deserialize)]
struct LoginForm {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// The answer to `/login`.
pub(crate) async fn show(
    State(site): State<Site>,
    next: Result<Query<Next>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let next = next.map(|Query(next)| next.next).unwrap_or_default();
    if !site.ask(Desk::has_accounts).await? {
        return Ok(Redirect::to("/").into_response());
    }
    let page = LoginPage::new(&site, within(&next), "", "");
    Ok(Html(rendered(&page)).into_response())
}

/// Signs in. What was shown before counts no longer: nobody can know what comes.
pub(crate) async fn sign_in(
    State(site): State<Site>,
    request: Request,
) -> Result<Response, Problem> {
    let from = peer(&request).map(|address| address.ip().to_canonical());
    let before = session_of(&site, request.headers());
    let form = Form::<LoginForm>::from_request(request, &()).await;
    let Form(LoginForm { name, password, next }) = form.map_err(unreadable)?;
    let asked = name.clone();
    let session = tried(&site, from, &name, move |desk| {
        let session = desk.sign_in(&asked, &password)?;
        if let (Some(before), Some(_)) = (before, &session) {
            desk.sign_out(&before)?;
        }
        Ok(Ok(session))
    });
    let Ok(Some(session)) = session.await? else {
        let wrong = crate::say("That name and password are not known together.");
        let page = LoginPage::new(&site, within(&next), &name, wrong);
        return Ok((StatusCode::UNAUTHORIZED, Html(rendered(&page))).into_response());
    };
    Ok(signed_in(&site, &session, within(&next)))
}

/// Signs out.
pub(crate) async fn sign_out(
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(session) = session_of(&site, &headers) {
        site.ask(move |desk| desk.sign_out(&session)).await?;
    }
    let mut answer = Redirect::to("/login").into_response();
    put_cookie(&mut answer, &cookie(&site, "", 0));
    // What a browser kept to read without a network is not for whoever comes next.
    let kept = HeaderValue::from_static("\"cache\", \"storage\"");
    answer.headers_mut().insert("clear-site-data", kept);
    Ok(answer)
}

/// The answer to `/setup/{link}`.
pub(crate) async fn invited(State(site): State<Site>, Path(link): Path<String>) -> Page {
    let account = site.ask(move |desk| desk.invited(&link)).await?;
    let account = account.ok_or(Problem::OldLink)?;
    let name = if account.is_named() { &*account.name } else { "" };
    Ok(Html(rendered(&SetupPage { name, wrong: "" })))
}

#[derive(Deserialize)]
pub(crate) struct SetupForm {
    name: String,
    password: String,
}

/// Chooses name and password, and signs in.
pub(crate) async fn accept(
    State(site): State<Site>,
    Path(link): Path<String>,
    form: Result<Form<SetupForm>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(SetupForm { name, password }) = form.map_err(unreadable)?;
    let _turn = site.looked_at.try_acquire().map_err(|_| Problem::Busy)?;
    let asked = name.clone();
    let done = site.ask(move |desk| {
        if desk.invited(&link)?.is_none() {
            return Ok(None);
        }
        Ok(Some(told(desk.accept(&link, &asked, &password))?))
    });
    match done.await?.ok_or(Problem::OldLink)? {
        Ok(session) => Ok(signed_in(&site, &session, "/")),
        Err(wrong) => {
            let page = rendered(&SetupPage { name: &name, wrong: &wrong });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
    }
}

/// The answer to `/account`.
pub(crate) async fn account(State(site): State<Site>) -> Page {
    Ok(Html(account_page(&site, "").await?))
}

async fn account_page(site: &Site, wrong: &str) -> Result<String, Problem> {
    let who = visitor();
    let name = who.name.ok_or(Problem::NoPage)?;
    let account = site.ask(move |desk| desk.account_of(who.reader)).await?;
    let has_password = account.is_some_and(|account| account.password.is_some());
    let page = AccountPage {
        name: &name,
        role: crate::say(who.rights.word()),
        wrong,
        has_password,
    };
    Ok(rendered(&page))
}

#[derive(Deserialize)]
pub(crate) struct PasswordForm {
    before: String,
    password: String,
}

/// Changes the password; all other browsers are signed out.
pub(crate) async fn change(
    State(site): State<Site>,
    request: Request,
) -> Result<Response, Problem> {
    let name = visitor().name.ok_or(Problem::NoPage)?;
    let from = peer(&request).map(|address| address.ip().to_canonical());
    let form = Form::<PasswordForm>::from_request(request, &()).await;
    let Form(PasswordForm { before, password }) = form.map_err(unreadable)?;
    let asked = name.clone();
    let changed = tried(&site, from, &name, move |desk| {
        let account = desk.account(&asked)?;
        told(desk.change_password(&account, &before, &password))
    });
    let wrong = match changed.await? {
        Ok(Some(session)) => return Ok(signed_in(&site, &session, "/account")),
        Ok(None) => crate::say("That is not your password.").to_owned(),
        Err(why) => why,
    };
    let page = account_page(&site, &wrong).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// Looks at a password, if it is not too soon for another try and not too many are looked at:
/// a session if it is right, none if it is wrong, or what will not do.
async fn tried(
    site: &Site,
    from: Option<IpAddr>,
    name: &str,
    look: impl FnOnce(&Desk) -> Result<Looked, DeskError> + Send + 'static,
) -> Result<Looked, Problem> {
    if let Some(seconds) = site.tries.wait(from, name, Instant::now()) {
        return Err(Problem::TooOften(seconds));
    }
    let _turn = site.looked_at.try_acquire().map_err(|_| Problem::Busy)?;
    site.tries.begin(from, name, Instant::now());
    let looked = site.ask(look).await?;
    if let Ok(Some(_)) = looked {
        site.tries.was_right(from, name);
    }
    Ok(looked)
}

/// A session of whoever knew the password, or what is told on the form.
type Looked = Result<Option<String>, String>;

/// What can be told on the form apart from what went wrong here.
fn told<T>(done: Result<T, DeskError>) -> Result<Result<T, String>, DeskError> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(DeskError::Account { why }) => {
            let why = crate::wording::retold::retold(&why);
            let mut letters = why.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            Ok(Err(format!("{}{}.", first.unwrap_or_default(), letters.as_str())))
        }
        Err(error) => Err(error),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
fn unreadable(error: FormRejection) -> Problem {
    Problem::BadQuery(error.body_text())
}

/// An address of ours to go on to: nobody is sent elsewhere by a link to the login.
pub(crate) fn within(next: &str) -> &str {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if is_ours { next } else { "/" }
}

pub(crate) fn signed_in(site: &Site, session: &str, next: &str) -> Response {
    let mut answer = Redirect::to(next).into_response();
    put_cookie(&mut answer, &cookie(site, session, SESSION_DAYS * 24 * 60 * 60));
    answer
}

pub(crate) fn put_cookie(answer: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The cookie of a session.
const SESSION: &str = "rundown";

/// A cookie's whole name: where the pages are reached by https, one that no other host and no
/// plain connection can set.
fn cookie_name(site: &Site, name: &str) -> String {
    if is_secure(site) { format!("__Host-{name}") } else { name.to_owned() }
}

fn is_secure(site: &Site) -> bool {
    site.settings.base_url.starts_with("https://")
}

fn cookie(site: &Site, session: &str, seconds: i64) -> String {
    kept(site, SESSION, session, seconds)
}

/// What a browser is told to keep, out of reach of other sites and of script.
pub(crate) fn kept(site: &Site, name: &str, value: &str, seconds: i64) -> String {
    let name = cookie_name(site, name);
    let secure = if is_secure(site) { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// The session that a browser shows.
pub(crate) fn session_of(site: &Site, headers: &HeaderMap) -> Option<String> {
    cookie_of(site, headers, SESSION)
}

/// What a browser kept under a name.
pub(crate) fn cookie_of(site: &Site, headers: &HeaderMap, name: &str) -> Option<String> {
    let name = cookie_name(site, name);
    let told =
        headers.get_all(header::COOKIE).iter().filter_map(|told| told.to_str().ok());
    let mut pairs = told.flat_map(|told| told.split(';'));
    pairs.find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name && !value.is_empty()).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(within("/stories/a?b=c"), "/stories/a?b=c");
        for bad in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb"]
        {
            assert_eq!(within(bad), "/", "{bad}");
        }
    }
}
