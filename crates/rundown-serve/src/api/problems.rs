//! What goes wrong, told to programs (RFC 9457).

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::Problem;
use crate::wording::say;

/// What every address of the API begins with.
const API: &str = "/api/";

const FORM: &str = "application/problem+json";

#[derive(Serialize)]
struct Told {
    /// The same for all problems of a kind.
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
    hint: &'static str,
}

/// What a program may try: it follows no links on pages.
fn hint(problem: &Problem) -> &'static str {
    match problem {
        Problem::BadQuery(_) => say("docs/reference/api.md shows what is sent and how."),
        other => other.hint(),
    }
}

/// Tells a program as JSON what a reader would be told on a page: whoever of those that
/// a request passes had turned it away.
pub(crate) async fn told(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with(API);
    let mut response = next.run(request).await;
    if !is_api
        || !(response.status().is_client_error() || response.status().is_server_error())
    {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>().unwrap_or_else(|| {
        Problem::BadQuery(format!("it was answered with {}", response.status()))
    });
    let status = response.status();
    let kind = problem.title().to_lowercase().replace(' ', "-");
    let answer = Told {
        r#type: format!("urn:rundown:problem:{kind}"),
        title: problem.title(),
        status: status.as_u16(),
        detail: problem.happened(),
        hint: hint(&problem),
    };
    let mut told =
        (status, serde_json::to_vec(&answer).unwrap_or_default()).into_response();
    for (name, value) in response.headers() {
        told.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    told.headers_mut().remove(header::CONTENT_LENGTH);
    told.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(FORM));
    told
}
