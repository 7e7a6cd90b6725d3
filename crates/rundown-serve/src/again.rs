//! Answers that a program has already are not sent again (RFC 9110, section 13).

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use xxhash_rust::xxh3::xxh3_128;

/// The longest answer that is made: a story of two thousand articles as JSON.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Marks an answer with what it says, and answers a program that has the same one with
/// that alone. The mark is weak: the answer may be compressed on its way.
pub(crate) async fn validate(request: Request, next: Next) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let is_get = *request.method() == Method::GET;
    let response = next.run(request).await;
    let has_end = !is_endless(response.headers());
    if !is_get || response.status() != StatusCode::OK || !has_end {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, ANSWER_BYTES_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mark = format!("W/\"{:032x}\"", xxh3_128(&bytes));
    let is_known = known.is_some_and(|known| names(&known, &mark));
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        head.headers.insert(header::ETAG, mark);
    }
    if is_known {
        head.status = StatusCode::NOT_MODIFIED;
        drop_content(&mut head.headers);
        return Response::from_parts(head, Body::empty());
    }
    Response::from_parts(head, Body::from(bytes))
}

/// Whether an answer goes on while its page stands open.
fn is_endless(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

/// Whether a list of marks names one, weakly compared.
fn names(known: &HeaderValue, mark: &str) -> bool {
    let bare = |mark: &str| mark.trim().trim_start_matches("W/").to_owned();
    let known = known.to_str().unwrap_or_default();
    known.trim() == "*" || known.split(',').any(|one| bare(one) == bare(mark))
}

fn drop_content(headers: &mut HeaderMap) {
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_TYPE);
}
