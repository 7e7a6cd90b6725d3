//! What every request passes and every answer carries.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{Problem, ServeSettings};

/// Our own script file and no other, nothing from elsewhere, no frame around, forms only
/// to ourselves.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SEALS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    ),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Puts the security headers on every answer, errors included. What a reader has seen
/// stands in the pages, so nothing keeps them that was not told to.
pub(crate) async fn seal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in SEALS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// Lets a request in that calls this machine by a known name and, if it changes
/// something, comes from our own pages.
pub(crate) async fn admit(
    State(settings): State<Arc<ServeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    // HTTP/1.1 names the host in a header; an absolute request line names it there.
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let host = named.or_else(|| text_of(request.headers(), &header::HOST));
    if !settings.admits(host.as_deref().unwrap_or_default()) {
        return Problem::ForeignHost.into_response();
    }
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // What is posted to programs' own addresses carries a token, which no page has.
    let path = request.uri().path();
    let has_token = path == crate::post::PATH
        || path.starts_with(crate::push::PATH)
        // A browser always says where it posts from; programs need not.
        || ((path == crate::mcp_http::PATH || path.starts_with("/api/v1/alerts"))
            && !request.headers().contains_key(header::ORIGIN)
            && !request.headers().contains_key("sec-fetch-site"));
    if !safe
        && !has_token
        && !is_from_here(request.headers(), host.as_deref(), &settings.base_url)
    {
        return Problem::CrossSite.into_response();
    }
    next.run(request).await
}

/// Whether a browser says that a page of ours sent the form. Browsers that do not say
/// where a form comes from, and programs that send none, are turned away.
fn is_from_here(headers: &HeaderMap, host: Option<&str>, base_url: &str) -> bool {
    let origin = text_of(headers, &header::ORIGIN);
    let same = |origin: &str| {
        let bare =
            origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        (bare.is_some() && bare == host) || origin == base_url
    };
    match text_of(headers, &HeaderName::from_static("sec-fetch-site")).as_deref() {
        Some("same-origin") => origin.as_deref().is_none_or(same),
        Some(_) => false,
        None => origin.as_deref().is_some_and(same),
    }
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_forms_change_something() {
        let from = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            is_from_here(&headers, Some("localhost:7878"), "https://news.example")
        };
        assert!(from(&[("sec-fetch-site", "same-origin")]));
        assert!(from(&[("origin", "http://localhost:7878")]));
        assert!(from(&[("origin", "https://news.example")]));
        assert!(!from(&[]));
        assert!(!from(&[("origin", "null")]));
        assert!(!from(&[("origin", "http://evil.example")]));
        assert!(!from(&[("origin", "http://localhost:7878.evil.example")]));
        assert!(!from(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "http://localhost:7878")
        ]));
        assert!(!from(&[("sec-fetch-site", "cross-site")]));
        assert!(!from(&[("sec-fetch-site", "none")]));
        assert!(!from(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://evil.example")
        ]));
    }
}
