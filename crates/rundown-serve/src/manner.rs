//! In which language and by which clock a reader is answered: as they chose on `/language`,
//! which their browser keeps; else as the browser asks, in Greenwich time.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::Problem;
use crate::site::rendered;
use crate::wording::{Manner, Tongue, say, speaking, zone};

/// The cookies that keep what was chosen, for a year.
const LANGUAGE: &str = "rundown-language";
const ZONE: &str = "rundown-zone";
const KEPT: &str = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000";

/// The longest name of a time zone.
const ZONE_BYTES_MAX: usize = 64;

#[derive(Template)]
#[template(path = "language.html")]
struct LanguagePage {
    /// Whether the browser's wish counts.
    is_open: bool,
    languages: Vec<LanguageOption>,
    zone: String,
    /// Whether nobody chose it: the browser may know better.
    is_zone_open: bool,
    zones: Vec<String>,
}

/// A language to be chosen.
struct LanguageOption {
    code: &'static str,
    name: &'static str,
    is_chosen: bool,
}

/// Lets every page speak as its reader does. Programs are answered in English.
pub(crate) async fn choose(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let manner = manner_of(request.headers());
    let code = manner.tongue.code();
    let mut response = speaking(manner, next.run(request)).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(code));
    headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    response
}

fn manner_of(headers: &HeaderMap) -> Manner {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|one| one.to_str().ok());
    let tongue = chosen(headers).or_else(|| Tongue::wanted(accepted?));
    let zone = cookie(headers, ZONE).and_then(zone_of);
    Manner { tongue: tongue.unwrap_or_default(), zone: zone.unwrap_or(TimeZone::UTC) }
}

fn chosen(headers: &HeaderMap) -> Option<Tongue> {
    cookie(headers, LANGUAGE).and_then(Tongue::of_tag)
}

fn zone_of(name: &str) -> Option<TimeZone> {
    if name.len() > ZONE_BYTES_MAX {
        return None;
    }
    TimeZone::get(name).ok()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|one| one.to_str().ok());
    let mut pairs =
        all.flat_map(|one| one.split(';')).filter_map(|one| one.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}

/// The answer to `/language`.
pub(crate) async fn show(headers: HeaderMap) -> Html<String> {
    let chosen = chosen(&headers);
    let option = |tongue: Tongue| LanguageOption {
        code: tongue.code(),
        name: tongue.own_name(),
        is_chosen: chosen == Some(tongue),
    };
    Html(rendered(&LanguagePage {
        is_open: chosen.is_none(),
        languages: Tongue::ALL.into_iter().map(option).collect(),
        is_zone_open: cookie(&headers, ZONE).is_none(),
        zone: zone().iana_name().unwrap_or("UTC").to_owned(),
        zones: jiff::tz::db().available().map(|name| name.to_string()).collect(),
    }))
}

/// The form that chooses.
#[derive(Deserialize)]
pub(crate) struct ChoiceForm {
    /// The code of a language; empty for what the browser asks for.
    language: String,
    zone: String,
}

/// Keeps what was chosen.
pub(crate) async fn keep(
    form: Result<Form<ChoiceForm>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let zone = form.zone.trim();
    let known = zone_of(zone).and_then(|zone| zone.iana_name().map(str::to_owned));
    let Some(known) = known else {
        return Err(Problem::BadQuery(
            say("there is no time zone of this name").to_owned(),
        ));
    };
    let language = Tongue::of_tag(&form.language).map_or("", Tongue::code);
    let mut response = Redirect::to("/language").into_response();
    for (name, value) in [(LANGUAGE, language), (ZONE, known.as_str())] {
        let cookie = HeaderValue::try_from(format!("{name}={value}{KEPT}"))
            .map_err(|error| Problem::BadQuery(error.to_string()))?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(header::HeaderName, &str)]) -> (Tongue, String) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        let manner = manner_of(&headers);
        (manner.tongue, manner.zone.iana_name().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_was_chosen_comes_before_what_the_browser_asks_for() {
        let utc = || "UTC".to_owned();
        assert_eq!(asked(&[]), (Tongue::English, utc()));
        let german = (header::ACCEPT_LANGUAGE, "ja, de-AT;q=0.8, en;q=0.5");
        assert_eq!(asked(std::slice::from_ref(&german)), (Tongue::German, utc()));
        let chosen =
            (header::COOKIE, "a=b; rundown-language=ar; rundown-zone=Asia/Amman");
        assert_eq!(asked(&[german, chosen]), (Tongue::Arabic, "Asia/Amman".to_owned()));
        let nonsense =
            (header::COOKIE, "rundown-language=xx; rundown-zone=../../etc/passwd");
        assert_eq!(asked(&[nonsense]), (Tongue::English, utc()));
    }
}
