//! The style sheet, the script and the icon, inside the binary, under names that change with them.

use std::fmt::Write as _;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::Problem;

#[derive(Embed)]
#[folder = "static/"]
struct Files;

/// Digits of the hash in a name.
const MARK_DIGITS: usize = 12;

/// The address of a file: `rundown.css` → `/static/rundown-0123456789ab.css`.
pub(crate) fn href(name: &str) -> String {
    match (name.rsplit_once('.'), Files::get(name)) {
        (Some((stem, ending)), Some(file)) => {
            format!("/static/{stem}-{}.{ending}", mark(&file))
        }
        _ => format!("/static/{name}"),
    }
}

/// A file under its marked name; it may be kept for ever.
pub(crate) async fn show(Path(name): Path<String>) -> Response {
    let Some(file) = plain_name(&name).and_then(|plain| Files::get(&plain)) else {
        return Problem::NoPage.into_response();
    };
    let marked = name.contains(&mark(&file));
    if !marked {
        return Problem::NoPage.into_response();
    }
    answer(&file, &name, "public, max-age=31536000, immutable")
}

/// The icon, which browsers ask for by its own name.
pub(crate) async fn favicon() -> Response {
    match Files::get("favicon.svg") {
        Some(file) => answer(&file, "favicon.svg", "public, max-age=86400"),
        None => Problem::NoPage.into_response(),
    }
}

/// A reader's own pages are nobody's to index.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

fn answer(file: &EmbeddedFile, name: &str, keep: &'static str) -> Response {
    let head =
        [(header::CACHE_CONTROL, keep), (header::CONTENT_TYPE, content_type(name))];
    (head, file.data.to_vec()).into_response()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn mark(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let mut mark = String::with_capacity(MARK_DIGITS);
    for byte in hash.iter().take(MARK_DIGITS / 2) {
        let _ = write!(mark, "{byte:02x}");
    }
    mark
}

/// `rundown-0123456789ab.css` → `rundown.css`.
fn plain_name(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (plain, _) = stem.rsplit_once('-')?;
    Some(format!("{plain}.{ending}"))
}
