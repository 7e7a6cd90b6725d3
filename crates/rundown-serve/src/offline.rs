//! What lets a browser keep the pages at hand: a manifest to install them by, a worker that
//! keeps what is followed, and the page for what was not kept.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::site::rendered;
use crate::statics::href;

/// What the worker needs to show kept pages as they were.
const KEPT: [&str; 2] = ["rundown.css", "keys.js"];

#[derive(askama::Template)]
#[template(path = "offline.html")]
struct OfflinePage;

/// The answer to `/offline`: shown where there is no network and a page was not kept.
pub(crate) async fn show() -> Html<String> {
    Html(rendered(&OfflinePage))
}

/// The answer to `/manifest.webmanifest`.
pub(crate) async fn manifest() -> Response {
    let manifest = json!({
        "name": "Rundown",
        "short_name": "Rundown",
        "description": "Developing stories, each word with its source",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fdfcf8",
        "theme_color": "#fdfcf8",
        "icons": [{
            "src": "/favicon.svg",
            "sizes": "any",
            "type": "image/svg+xml",
            "purpose": "any",
        }],
    });
    let kind = [(header::CONTENT_TYPE, "application/manifest+json")];
    (kind, manifest.to_string()).into_response()
}

/// The answer to `/worker.js`: the worker, with the names that our files go by now.
pub(crate) async fn worker() -> Response {
    let files = KEPT.map(href);
    let script = format!(
        "const FILES = {};\n{}",
        json!(files),
        include_str!("../static/worker.js")
    );
    let head = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // Browsers look themselves whether it changed.
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (head, script).into_response()
}
