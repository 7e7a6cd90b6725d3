//! Being told in this browser of what one follows: the page that asks for it, and what it
//! sends.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use crate::Problem;
use crate::site::{Page, Site, rendered};
use crate::visitor::visitor;

#[derive(Template)]
#[template(path = "telling.html")]
struct TellingPage {
    key: String,
    browsers: Vec<(i64, String)>,
}

/// The answer to `/alerts`.
pub(crate) async fn show(State(site): State<Site>) -> Page {
    let reader = visitor().reader;
    let (key, browsers) =
        site.ask(move |desk| Ok((desk.push_key()?, desk.browsers(reader)?))).await?;
    Ok(Html(rendered(&TellingPage { key, browsers })))
}

/// What a browser has from its push service.
#[derive(Deserialize)]
pub(crate) struct BrowserForm {
    endpoint: String,
    key: String,
    secret: String,
}

/// Tells the reader in this browser from now on.
pub(crate) async fn add(
    State(site): State<Site>,
    form: Result<Form<BrowserForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(BrowserForm { endpoint, key, secret }) =
        form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    site.ask(move |desk| desk.add_browser(&endpoint, &key, &secret)).await?;
    Ok(Redirect::to("/alerts"))
}

/// Which browser is told no longer.
#[derive(Deserialize)]
pub(crate) struct RemoveForm {
    number: i64,
}

/// Tells the reader in a browser no longer.
pub(crate) async fn remove(
    State(site): State<Site>,
    form: Result<Form<RemoveForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    site.ask(move |desk| desk.remove_browser(form.number)).await?;
    Ok(Redirect::to("/alerts"))
}
