//! What the reader decided about stories, each with a way back.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{Html, Redirect};
use rundown_desk::{ArticleCard, Correction, Desk};
use serde::Deserialize;

use crate::Problem;
use crate::links::article_href;
use crate::search::headline_of;
use crate::site::{Page, Site, rendered};

#[derive(Template)]
#[template(path = "decisions.html")]
struct DecisionsPage<'a> {
    decisions: Vec<Row<'a>>,
}

struct Row<'a> {
    together: bool,
    article: Side<'a>,
    other: Side<'a>,
}

struct Side<'a> {
    id: &'a str,
    headline: &'a str,
    href: String,
    outlet: &'a str,
}

impl<'a> Side<'a> {
    fn of(card: &'a ArticleCard) -> Self {
        Self {
            id: card.id.as_str(),
            headline: headline_of(&card.headline),
            href: article_href(&card.id),
            outlet: card.outlet.label(),
        }
    }
}

/// The answer to `/corrections`.
pub(crate) async fn show(State(site): State<Site>) -> Page {
    let corrections = site.ask(Desk::corrections).await?;
    // The latest is the one to be taken back.
    let rows = corrections.iter().rev().map(|correction| Row {
        together: correction.together,
        article: Side::of(&correction.article),
        other: Side::of(&correction.other),
    });
    Ok(Html(rendered(&DecisionsPage { decisions: rows.collect() })))
}

/// The form that takes a decision back.
#[derive(Deserialize)]
pub(crate) struct UndoForm {
    article: String,
    other: String,
}

/// Takes a decision back.
pub(crate) async fn undo(
    State(site): State<Site>,
    form: Result<Form<UndoForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let is_meant = move |one: &Correction| {
        one.article.id.as_str() == form.article && one.other.id.as_str() == form.other
    };
    site.ask_slowly(move |desk| {
        for correction in desk.corrections()?.iter().filter(|one| is_meant(one)) {
            desk.take_back(correction)?;
        }
        Ok(())
    })
    .await?;
    Ok(Redirect::to("/corrections"))
}
